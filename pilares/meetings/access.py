"""Who keeps the meetings, their decisions and the mandates; and what an extension asks for (§3.10)."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from pilares.core.access import Reason
from pilares.meetings.models import Decision, Mandate
from pilares.people.access import type_of_reader, why_not_keep_the_register


def why_not_extend(user: type_of_reader, mandate: Mandate) -> Reason | None:
    """The last term of a chain is extended, if it has an end (§3.10)."""
    if (reason := why_not_keep_the_register(user)) is not None:
        return reason
    if mandate.ends_on is None:
        return Reason("NO_END", _("This mandate has no end, so there is nothing to extend."))
    if Mandate.objects.filter(extends=mandate).exists():
        return Reason("ALREADY_EXTENDED", _("This term was already extended. Extend the last one."))
    return None


def why_not_extend_by(decision: Decision) -> Reason | None:
    """Who extends a mandate is a setting, `MANDATES_EXTENDED_BY`: §3.10 does not say."""
    if decision.meeting.body.code in settings.MANDATES_EXTENDED_BY:
        return None
    return Reason(
        "NOT_THE_EXTENDING_BODY",
        _("A decision of this body does not extend mandates: %(bodies)s does.")
        % {"bodies": ", ".join(settings.MANDATES_EXTENDED_BY)},
        "§3.10",
    )
