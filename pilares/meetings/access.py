"""Who keeps the meetings, their decisions and the mandates; and what an extension asks for (§3.10)."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from pilares.core.access import Reason
from pilares.meetings.models import SEATED, Decision, Mandate, Meeting
from pilares.people.access import standing_of, type_of_reader, why_not_keep_the_register

NOT_ITS_LEAD = Reason(
    "NOT_ITS_LEAD",
    _("The Executive Secretariat and the presidency that leads this meeting write here."),
)
REACHES_FURTHER = Reason(
    "REACHES_FURTHER_THAN_ITS_MEETING",
    _("The meeting is kept to those seated in it, so nothing of it reaches further: choose group or closed."),
)


def why_not_keep_meeting(user: type_of_reader, meeting: Meeting) -> Reason | None:
    """The Secretariat keeps every meeting; the presidency in office, those that it leads (Tabla 2)."""
    standing = standing_of(user)
    leads = standing.presides and meeting.presidency_id in {None, *standing.countries}
    return None if standing.secretariat or leads else NOT_ITS_LEAD


def why_not_reach_further(tier: str, meeting: Meeting) -> Reason | None:
    """What hangs from a meeting that is kept to those seated in it is kept to them too (§3.10)."""
    return REACHES_FURTHER if meeting.tier in SEATED and tier not in SEATED else None


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
