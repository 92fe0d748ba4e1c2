"""The silence procedure: off until its rule is recorded, then exactly as the rule allows (AC-05, AC-06)."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from pilares.consensus.access.texts import STEERS_ONLY, voice_of, why_not_circulate
from pilares.consensus.models import Silence, SilenceRule
from pilares.core.access import Reason
from pilares.people.access import standing_of, type_of_reader
from pilares.plans.models import Version


def rule_in_force() -> SilenceRule | None:
    """Return the rule that authorises the procedure, or `None` while there is none."""
    return SilenceRule.objects.filter(ended_at=None).select_related("decision__meeting").first()


def why_not_record_rule(user: type_of_reader, _obj: object = None) -> Reason | None:
    """The Secretariat records the rule, with its text, source, date and decision: the plan has none."""
    if standing_of(user).secretariat:
        return None
    return Reason("SECRETARIAT_ONLY", _("The Executive Secretariat records the rule."))


def why_not_open_silence(user: type_of_reader, version: Version) -> Reason | None:
    """The chair opens it on a text that is being agreed and that no round is asking about."""
    if rule_in_force() is None:
        return Reason("NO_SILENCE_RULE", _("No rule that authorises the silence procedure is recorded."))
    return why_not_circulate(user, version)


def why_not_decide_by_silence(user: type_of_reader, _obj: object = None) -> Reason | None:
    """The chair puts a decision without a text of its own to the countries, where a rule allows it."""
    if rule_in_force() is None:
        return Reason("NO_SILENCE_RULE", _("No rule that authorises the silence procedure is recorded."))
    return None if standing_of(user).steers else STEERS_ONLY


def why_not_so_soon(rule: SilenceRule, opens: datetime, closes: datetime) -> Reason | None:
    """The rule sets the shortest time that the delegations have."""
    if closes - opens >= timedelta(hours=rule.minimum_hours):
        return None
    words = ngettext(
        "The rule gives the delegations at least %(n)s hour.",
        "The rule gives the delegations at least %(n)s hours.",
        rule.minimum_hours,
    )
    return Reason("SILENCE_TOO_SHORT", words % {"n": rule.minimum_hours}, rule.source)


def why_not_object(user: type_of_reader, silence: Silence) -> Reason | None:
    """The designated delegate objects; once it is broken the clock has stopped for everybody."""
    if reason := voice_of(user, silence.version.document).barred:
        return reason
    if silence.state == Silence.State.BROKEN:
        return Reason("SILENCE_BROKEN", _("The silence was broken already: the text was not adopted."))
    return None


def why_not_put_off(user: type_of_reader, silence: Silence) -> Reason | None:
    """Who opened the procedure may give more time while it runs."""
    if not standing_of(user).steers:
        return Reason("STEERS_ONLY", _("The Presidency Pro-Témpore and the Executive Secretariat do this."))
    if silence.state != Silence.State.OPEN:
        return Reason("SILENCE_OVER", _("The procedure is over: its expiry does not move any more."))
    return None


def why_not_follow(user: type_of_reader, silence: Silence) -> Reason | None:
    """Once the silence was broken, the presidency and the Secretariat say how the text goes on."""
    if not standing_of(user).steers:
        return Reason("STEERS_ONLY", _("The Presidency Pro-Témpore and the Executive Secretariat do this."))
    if silence.state != Silence.State.BROKEN:
        return Reason("NOT_BROKEN", _("The silence was not broken."))
    if silence.version.status not in {Version.Status.DRAFT, Version.Status.IN_CONSULTATION}:
        return Reason("ADOPTED_TEXT", _("This version is no longer the one that is being agreed."))
    return None


def why_not_number(user: type_of_reader, silence: Silence) -> Reason | None:
    """The next meeting gives the decision its paragraph; the Secretariat records it (AC-06)."""
    if not standing_of(user).secretariat:
        return Reason("SECRETARIAT_ONLY", _("The Executive Secretariat records the paragraph."))
    if silence.state != Silence.State.KEPT:
        return Reason("NOT_ADOPTED", _("Only a decision that was adopted is numbered."))
    if silence.decision.paragraph:
        return Reason("ALREADY_NUMBERED", _("This decision already has its paragraph."))
    return None
