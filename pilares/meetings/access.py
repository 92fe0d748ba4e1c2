"""Who keeps meetings, minutes, decisions and mandates, and the rules that may refuse it (§3.10, Tabla 2)."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import Reason, Tier
from pilares.meetings.models import (
    DELEGATIONS,
    SEATED,
    CommentPeriod,
    Decision,
    Mandate,
    Meeting,
    Minutes,
    sits,
)
from pilares.people.access import standing_of, type_of_reader, why_not_keep_the_register
from pilares.people.models import Body, Standing

#: from the widest to the narrowest
WIDEST_FIRST = (Tier.PUBLIC, Tier.EXTENDED, Tier.MEMBERS, Tier.GROUP, Tier.CLOSED)

NOT_ITS_LEAD = Reason(
    "NOT_ITS_LEAD",
    _("The Executive Secretariat and the presidency that leads this meeting write here."),
)
NOT_STEERING = Reason(
    "NOT_STEERING", _("The Executive Secretariat and the presidency in office convene meetings."), "Tabla 2"
)
REACHES_FURTHER = Reason(
    "REACHES_FURTHER_THAN_ITS_MEETING",
    _("The meeting is kept to those seated in it, so nothing of it reaches further: choose group or closed."),
)
PAPER_REACHES_FURTHER = Reason(
    "PAPER_REACHES_FURTHER",
    _("This paper would reach further than its session: choose the session's tier or a narrower one."),
)
CLOSED_BY_THE_GROUP = Reason(
    "CLOSED_BY_THE_GROUP",
    _("What was said behind closed doors is opened only by a recorded decision of those who met: choose it."),
    "§3.10",
)
MANDATE_EXPIRED = Reason(
    "MANDATE_EXPIRED",
    _("The group's mandate has expired: it can be read, and nothing new begins without an extension."),
    "§3.10",
)
MANDATE_CONCLUDED = Reason(
    "MANDATE_CONCLUDED",
    _("The group's mandate is concluded: it can be read, and nothing new begins."),
    "§3.10",
)
MINUTES_APPROVED = Reason(
    "MINUTES_APPROVED", _("These minutes are approved: their text stays as it was approved.")
)
NOT_A_COMMITMENT = Reason(
    "NOT_A_COMMITMENT", _("Its verb commits nobody, or it was not adopted, so there is nothing to follow up.")
)
NOT_YET = Reason("NOT_YET", _("The meeting has not taken place yet."))
NOT_HELD = Reason("NOT_HELD", _("This meeting did not take place."))
NOT_ASKED = Reason("NOT_ASKED", _("Only the people of the country that was asked write here."))
TOO_LATE = Reason(
    "COMMENTS_CLOSED", _("The period for comments has ended. Write to the Executive Secretariat.")
)


def why_not_keep_meeting(user: type_of_reader, meeting: Meeting) -> Reason | None:
    """The Secretariat keeps every meeting; the presidency in office, those that it leads (Tabla 2)."""
    standing = standing_of(user)
    leads = standing.presides and meeting.presidency_id in {None, *standing.countries}
    return None if standing.secretariat or leads else NOT_ITS_LEAD


def why_not_begin(group: Body) -> Reason | None:
    """Nothing new begins in an ad hoc group whose last term is over or concluded (§3.10, AC-13)."""
    if group.kind != Body.Kind.AD_HOC:
        return None
    mandates = list(group.mandates.all())
    if any(mandate.concluded() for mandate in mandates):
        return MANDATE_CONCLUDED
    ends = [mandate.ends_on for mandate in mandates]
    over = bool(ends) and None not in ends and max(end for end in ends if end) < clock.today()
    return MANDATE_EXPIRED if over else None


def why_not_convene(user: type_of_reader, body: Body) -> Reason | None:
    """The Secretariat and the presidency in office convene, where the mandate still runs (Tabla 2, §3.10)."""
    return why_not_begin(body) if standing_of(user).steers else NOT_STEERING


def why_not_convene_again(user: type_of_reader, meeting: Meeting) -> Reason | None:
    """A cancelled meeting is convened again by whoever keeps it, while the mandate runs."""
    return why_not_keep_meeting(user, meeting) or why_not_begin(meeting.body)


def why_not_hold(user: type_of_reader, meeting: Meeting) -> Reason | None:
    """A meeting is recorded as held once its first day has come."""
    if reason := why_not_keep_meeting(user, meeting):
        return reason
    return NOT_YET if meeting.starts_on is None or meeting.starts_on > clock.today() else None


def why_not_conclude_meeting(user: type_of_reader, meeting: Meeting) -> Reason | None:
    """Conclusions, attendance and minutes belong to a meeting that was not cancelled."""
    if reason := why_not_keep_meeting(user, meeting):
        return reason
    return NOT_HELD if meeting.status == Meeting.Status.CANCELLED else None


def why_not_yet(meeting: Meeting) -> Reason | None:
    """Nothing was decided in a meeting that is convened for a day to come."""
    ahead = meeting.starts_on is None or meeting.starts_on > clock.today()
    return NOT_YET if ahead and meeting.status == Meeting.Status.CONVENED else None


def why_not_keep_minutes(user: type_of_reader, minutes: Minutes) -> Reason | None:
    """Whoever keeps the meeting keeps its minutes and moves their approval."""
    return why_not_keep_meeting(user, minutes.meeting)


def why_not_write_minutes(user: type_of_reader, minutes: Minutes) -> Reason | None:
    """Minutes are written until they are approved."""
    if reason := why_not_keep_minutes(user, minutes):
        return reason
    return MINUTES_APPROVED if minutes.status == Minutes.Status.APPROVED else None


def why_not_follow_up(user: type_of_reader, decision: Decision) -> Reason | None:
    """Those who steer write what became of a commitment; a verb that commits nobody has none (Tabla 2)."""
    if not standing_of(user).steers:
        return Reason(
            "NOT_STEERING", _("The Executive Secretariat and the presidency in office record the follow-up.")
        )
    return None if decision.commits else NOT_A_COMMITMENT


def why_not_reach_further(tier: str, meeting: Meeting) -> Reason | None:
    """What hangs from a meeting that is kept to those seated in it is kept to them too (§3.10)."""
    return REACHES_FURTHER if meeting.tier in SEATED and tier not in SEATED else None


def why_not_open_up(before: str, tier: str, meeting: Meeting, decision: Decision | None) -> Reason | None:
    """Only an adopted decision of those who met opens what was behind closed doors (§3.10, AC-07)."""
    if before != Tier.CLOSED or tier == Tier.CLOSED:
        return None
    bodies = {body.pk for body in meeting.bodies}
    theirs = decision is not None and decision.meeting.body_id in bodies
    adopted = decision is not None and decision.outcome == Decision.Outcome.ADOPTED
    return None if theirs and adopted else CLOSED_BY_THE_GROUP


def narrower(one: str, other: str) -> bool:
    """Whether a tier reaches less far than another."""
    return WIDEST_FIRST.index(Tier(one)) > WIDEST_FIRST.index(Tier(other))


def why_not_attach(
    user: type_of_reader, meeting: Meeting, tier: str, session_tier: str = ""
) -> Reason | None:
    """A paper is added by whoever keeps the meeting, and reaches no further than its session."""
    if reason := why_not_keep_meeting(user, meeting) or why_not_reach_further(tier, meeting):
        return reason
    return PAPER_REACHES_FURTHER if session_tier and narrower(session_tier, tier) else None


def why_not_comment(user: type_of_reader, period: CommentPeriod) -> Reason | None:
    """The people of the country that was asked write until the recorded instant (E-1)."""
    standing = standing_of(user)
    asked = standing.countries if period.country_id is None else {period.country_id} & standing.countries
    if not standing.member or not asked:
        return NOT_ASKED
    if period.meeting.tier in SEATED and not sits(standing, period.meeting):
        return NOT_ASKED
    return TOO_LATE if clock.now() >= period.closes_at else None


def why_not_extend(user: type_of_reader, mandate: Mandate) -> Reason | None:
    """The last term of a chain is extended, if it has an end (§3.10)."""
    if (reason := why_not_keep_the_register(user)) is not None:
        return reason
    if mandate.ends_on is None:
        return Reason("NO_END", _("This mandate has no end, so there is nothing to extend."))
    if Mandate.objects.filter(extends=mandate).exists():
        return Reason("ALREADY_EXTENDED", _("This term was already extended. Extend the last one."))
    return None


def why_not_conclude(user: type_of_reader, mandate: Mandate) -> Reason | None:
    """The last term of a chain is concluded, once (§3.10)."""
    if (reason := why_not_keep_the_register(user)) is not None:
        return reason
    if mandate.concluded_on is not None:
        return Reason("ALREADY_CONCLUDED", _("This mandate is already concluded."))
    if Mandate.objects.filter(extends=mandate).exists():
        return Reason("ALREADY_EXTENDED", _("This term was already extended. Conclude the last one."))
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


def may_cite(standing: Standing, decision: Decision | None) -> bool:
    """Whether a page may name a decision to somebody: one behind closed doors is not even counted (AC-07).

    For records at hand, read with `decision__session` and `decision__meeting__body`; a list of decisions
    starts from `visible_to`.
    """
    if decision is None or standing.reaches(decision.reach):
        return decision is not None
    return decision.reach in SEATED and _at_the_table(standing, decision.meeting)


def may_name(standing: Standing, meeting: Meeting | None) -> bool:
    """Whether a page may name a meeting to somebody, for one at hand that was read with its body."""
    if meeting is None or standing.reaches(meeting.tier):
        return meeting is not None
    return meeting.tier in SEATED and _at_the_table(standing, meeting)


def _at_the_table(standing: Standing, meeting: Meeting) -> bool:
    """Whether the person sits in the body that met; who joined it is not asked: nothing is read for it."""
    if not standing.member:
        return False
    delegation = bool(standing.offices & DELEGATIONS) and meeting.body.kind == Body.Kind.ORGAN
    return meeting.body_id in standing.groups or delegation
