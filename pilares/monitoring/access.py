"""Who may do what to an activity, and the rules of the plan that may refuse it.

Each answers `None` or the reason: the same answer on the screen, in the API and in an import.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from pilares.core import clock
from pilares.core.access import Reason, Tier
from pilares.monitoring.models import Activity, GroupPlan, Measurement, Period, Request, Review
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Appointment, Body, User
from pilares.plans.models import Document, Theme


def why_not_write_in(user: type_of_reader, group: Body) -> Reason | None:
    """Members write in their groups; the presidency and the Secretariat in all of them (§3.10)."""
    standing = standing_of(user)
    if standing.steers or (standing.member and group.pk in standing.groups):
        return None
    return Reason("NOT_IN_GROUP", _("This group's members, the presidency and the Secretariat do this."))


def why_not_work_in(user: type_of_reader, group: Body) -> Reason | None:
    """Something new begins in a group while its mandate is in term (§3.10, AC-13)."""
    if reason := why_not_write_in(user, group):
        return reason
    if group.kind == Body.Kind.AD_HOC and _mandate_over(group):
        return Reason(
            "MANDATE_EXPIRED",
            _(
                "The group's mandate has expired: it can be read, "
                "and nothing new begins without an extension."
            ),
            "§3.10",
        )
    return None


def _mandate_over(group: Body) -> bool:
    """Whether a group has dated mandates and the last of them is over (AC-13)."""
    ends = [mandate.ends_on for mandate in group.mandates.all()]
    return bool(ends) and None not in ends and max(end for end in ends if end) < clock.today()


def why_not_edit(user: type_of_reader, activity: Activity) -> Reason | None:
    """An activity is edited by its group until a decision takes it out of the plan."""
    if reason := why_not_write_in(user, activity.group):
        return reason
    if activity.left or activity.stage == Activity.Stage.CLOSED:
        return Reason(
            "ACTIVITY_LEFT", _("This activity is no longer worked on: it stays as it was, to be read.")
        )
    return None


def why_not_leave(user: type_of_reader, activity: Activity) -> Reason | None:
    """What already waits for endorsement leaves its place once: it is endorsed, or kept, first (AC-01)."""
    if reason := why_not_edit(user, activity):
        return reason
    if activity.next_stage:
        return Reason(
            "AWAITS_ENDORSEMENT",
            _("Its replacement or withdrawal already awaits endorsement: keep it in the plan first."),
        )
    return None


def why_not_keep(user: type_of_reader, activity: Activity) -> Reason | None:
    """A replacement or withdrawal is taken back while it is not endorsed and a place is free (§3.9)."""
    if reason := why_not_edit(user, activity):
        return reason
    if not activity.next_stage:
        return Reason("NOT_LEAVING", _("No replacement or withdrawal of this activity awaits endorsement."))
    return why_not_one_more_priority(activity.group, activity.plan)


def why_not_ask_rcgm(user: type_of_reader, activity: Activity) -> Reason | None:
    """The group asks the RCGM about a candidate, once, while it is one (AC-01)."""
    if reason := why_not_edit(user, activity):
        return reason
    if activity.stage != Activity.Stage.PROPOSED:
        return Reason("NOT_A_CANDIDATE", _("The RCGM is asked about a candidate."))
    return None


def why_not_take_a_place(user: type_of_reader, activity: Activity) -> Reason | None:
    """A candidate takes the place of a priority activity of its group (AC-01)."""
    if reason := why_not_edit(user, activity):
        return reason
    if activity.stage != Activity.Stage.PROPOSED:
        return Reason("NOT_A_CANDIDATE", _("Only a candidate takes the place of another activity."))
    return None


def why_not_prioritise(user: type_of_reader, activity: Activity) -> Reason | None:
    """A candidate takes a place in the group's plan while one is free (§3.9)."""
    if reason := why_not_work_in(user, activity.group) or why_not_edit(user, activity):
        return reason
    return why_not_one_more_priority(activity.group, activity.plan)


def why_not_one_more_priority(group: Body, plan: Document) -> Reason | None:
    """«Un máximo de tres actividades»: a standing group's draft plan has that many places (§3.9).

    The number is a parameter of the plan; ad hoc groups stand outside the count (nota 8).
    """
    if group.kind != Body.Kind.GROUP:
        return None
    most = plan.parameters.priority_activities
    if Activity.objects.filter(plan=plan, group=group, slot__isnull=False).count() < most:
        return None
    return Reason(f"MAX_PRIORITY_{most}", _too_many(most), "§3.9")


def _too_many(most: int) -> str:
    words = {1: _("one"), 2: _("two"), 3: _("three"), 4: _("four"), 5: _("five")}
    return ngettext_lazy(
        "The Strategic Plan allows at most %(most)s priority activity per group (§3.9). "
        "This group already has %(most)s",
        "The Strategic Plan allows at most %(most)s priority activities per group (§3.9). "
        "This group already has %(most)s",
        most,
    ) % {"most": words.get(most, most)}


def why_not_endorse(user: type_of_reader, activity: Activity) -> Reason | None:
    """The Secretariat records the RCGM's endorsement; a theme must have joined the plan first (AC-03)."""
    if not standing_of(user).secretariat:
        return Reason("SECRETARIAT_ONLY", _("The Executive Secretariat records the RCGM's endorsement."))
    if activity.stage == Activity.Stage.IN_FORCE and not activity.next_stage:
        return NOTHING_TO_ENDORSE
    if activity.next_stage:  # what leaves the plan needs no theme
        return None
    for placed in activity.placed.all():
        if placed.placement.theme.proposed:
            return Reason(
                "THEME_NOT_DECIDED",
                _("Its theme is only proposed: record the decision that adds the theme to the plan first."),
                "§3.8",
            )
    return None


def why_not_declare_state(user: type_of_reader, activity: Activity) -> Reason | None:
    """The group declares the official state of what its plan contains (§4.2.7)."""
    if reason := why_not_edit(user, activity):
        return reason
    if activity.stage == Activity.Stage.PROPOSED:
        return Reason(
            "CANDIDATE_HAS_NO_STATE", _("A candidate has no official state: prioritise it first."), "§4.2"
        )
    return None


def why_not_set_tier(user: type_of_reader, activity: Activity, tier: str) -> Reason | None:
    """A group keeps its work among members or to itself; publishing is an act of whoever steers."""
    if reason := why_not_edit(user, activity):
        return reason
    outward = {Tier.PUBLIC, Tier.EXTENDED}
    if standing_of(user).steers or not outward & {tier, activity.tier}:
        return None
    return Reason(
        "PUBLISHING_IS_STEERED",
        _("Only the presidency and the Secretariat publish an activity or take it back from the public."),
    )


NOTHING_TO_ENDORSE = Reason("NOTHING_TO_ENDORSE", _("Nothing of this activity waits for endorsement."))


# --- The plan of a group and its yearly review (§3.9, §3.10) -------------------------------------


def why_not_work_on_plan(user: type_of_reader, group_plan: GroupPlan) -> Reason | None:
    """The group works on its plan, with the presidency and the Secretariat (§3.10 a)."""
    return why_not_work_in(user, group_plan.group)


def why_not_review_plan(user: type_of_reader, group_plan: GroupPlan) -> Reason | None:
    """The group reviews a draft that holds something: at least one priority activity (§3.9)."""
    if reason := why_not_work_on_plan(user, group_plan):
        return reason
    if group_plan.drafted().exists():
        return None
    return Reason(
        "NO_PRIORITY_ACTIVITY", _("The draft has no activity yet: prioritise at least one."), "§3.9"
    )


def why_not_present_plan(user: type_of_reader, group_plan: GroupPlan) -> Reason | None:
    """The group presents its plan to the RCGM once every theme of it belongs to the plan (§3.10 b, AC-03)."""
    if reason := why_not_review_plan(user, group_plan):
        return reason
    codes = group_plan.drafted().filter(placements__theme__in=Theme.objects.proposed())
    if not (named := ", ".join(codes.distinct().values_list("code", flat=True))):
        return None
    return Reason(
        "THEME_NOT_DECIDED",
        _(
            "A theme is only proposed (%(codes)s): the plan is presented once a decision has added the theme "
            "to the Strategic Plan, or once the activity leaves the draft."
        )
        % {"codes": named},
        "§3.8",
    )


def why_not_endorse_plan(user: type_of_reader, group_plan: GroupPlan) -> Reason | None:
    """The Secretariat records what the RCGM said of what was presented, not of what was drafted since."""
    if not standing_of(user).secretariat:
        return Reason("SECRETARIAT_ONLY", _("The Executive Secretariat records the RCGM's decision."))
    changed = group_plan.changed_since_presented()
    if group_plan.status != GroupPlan.Status.PRESENTED or not changed:
        return None
    return Reason(
        "DRAFT_CHANGED",
        _(
            "The draft is no longer what was presented (%(codes)s): "
            "return it to draft, and present it again."
        )
        % {"codes": ", ".join(changed)},
        "§3.9",
    )


def why_not_bring_into_force(user: type_of_reader, _group_plan: GroupPlan) -> Reason | None:
    """The Secretariat records that the endorsed plan is the one in force."""
    if standing_of(user).secretariat:
        return None
    return Reason("SECRETARIAT_ONLY", _("The Executive Secretariat records that a plan is in force."))


def why_not_drop_change(user: type_of_reader, group_plan: GroupPlan) -> Reason | None:
    """A change is given up while a version is in force and nothing waits for endorsement any more."""
    if reason := why_not_work_on_plan(user, group_plan):
        return reason
    if group_plan.version == 1:
        return Reason("NEVER_IN_FORCE", _("This plan has not been in force yet: there is no change of it."))
    return _why_not_while_pending(group_plan)


def why_not_open_review(user: type_of_reader, group_plan: GroupPlan) -> Reason | None:
    """The group opens the yearly review of a plan in force (§3.10)."""
    if reason := why_not_work_on_plan(user, group_plan):
        return reason
    if group_plan.in_force().exists():
        return None
    return Reason("NOTHING_IN_FORCE", _("No activity of this plan is in force: there is nothing to review."))


def why_not_write_review(user: type_of_reader, review: Review) -> Reason | None:
    """The group writes a review until it is closed; then it stays as it was, to be read."""
    if reason := why_not_work_on_plan(user, review.group_plan):
        return reason
    if review.closed_at is None:
        return None
    return Reason("REVIEW_CLOSED", _("This review is closed: it stays as it was, to be read."))


def why_not_close_review(user: type_of_reader, group_plan: GroupPlan) -> Reason | None:
    """A review is closed once every activity in force has its line (§3.10)."""
    if reason := why_not_work_on_plan(user, group_plan):
        return reason
    if not (missing := group_plan.not_reviewed()):
        return None
    return Reason(
        "REVIEW_INCOMPLETE",
        _("The review of these activities is not complete: %(codes)s.") % {"codes": ", ".join(missing)},
        "§3.10",
    )


def why_not_publish_review(user: type_of_reader, tier: str) -> Reason | None:
    """A group keeps its review among members or to itself; publishing is an act of whoever steers."""
    if standing_of(user).steers or tier not in {Tier.PUBLIC, Tier.EXTENDED}:
        return None
    return Reason(
        "PUBLISHING_IS_STEERED", _("Only the presidency and the Secretariat publish a review.")
    )


def why_not_close_plan(user: type_of_reader, group_plan: GroupPlan) -> Reason | None:
    """Who steers closes a plan at the end of its term, with nothing left that waits for endorsement."""
    if not standing_of(user).steers:
        return Reason("STEERS_ONLY", _("The presidency and the Secretariat close the plan of a group."))
    return _why_not_while_pending(group_plan)


def _why_not_while_pending(group_plan: GroupPlan) -> Reason | None:
    if not (codes := ", ".join(group_plan.pending().values_list("code", flat=True))):
        return None
    return Reason("CHANGES_PENDING", _("Changes wait for endorsement: %(codes)s.") % {"codes": codes}, "§3.9")


# --- Measuring: who reports, who validates, who asks ---------------------------------------------

PERIOD_LOCKED = Reason(
    "PERIOD_LOCKED",
    _(
        "The figures of this period are closed. "
        "The Secretariat or the presidency can reopen it, with a reason."
    ),
)
DISPUTED = Reason(
    "COUNTRY_DECIDES", _("Several sources of this country reported: its focal point decides which counts.")
)
REPORT_LINK = "pilares.monitoring.report"
LINK_HOLDS_FOR = timedelta(days=60)


def why_not_report(user: type_of_reader, period: Period, country: str = "") -> Reason | None:
    """Whoever was asked reports; so do the group in which they sit, a focal point, and who steers (§4.2.4).

    `country` is the code of the country for which it is reported, empty for the region. A member of the
    group reports for their own country or for the region.
    """
    if reason := _why_not_now(period):
        return reason
    standing = standing_of(user)
    if standing.steers or (country and country in standing.focal):
        return None
    if period.indicator.activity.group_id in standing.groups and (
        not country or country in standing.countries
    ):
        return None
    if Request.objects.asked_of(user).filter(period=period, country=country or None).exists():
        return None
    return Reason(
        "NOT_ASKED",
        _("Whoever was asked for this figure reports it, or the group, the focal point or the Secretariat."),
    )


def _why_not_now(period: Period) -> Reason | None:
    """Whether figures of the period are taken at all today."""
    if period.indicator.activity.left:
        return Reason(
            "ACTIVITY_LEFT", _("This activity is no longer worked on: it stays as it was, to be read.")
        )
    if period.starts_on > clock.today():
        return Reason("PERIOD_AHEAD", _("This period has not begun yet."))
    return PERIOD_LOCKED if period.locked else None


def why_not_change(user: type_of_reader, measurement: Measurement) -> Reason | None:
    """A draft, or what was returned, is changed by whoever wrote it."""
    if measurement.entered_by_id is None or measurement.entered_by_id != user.pk:
        return Reason("NOT_ONES_OWN", _("Whoever wrote this figure changes it."))
    return PERIOD_LOCKED if measurement.period.locked else None


def why_not_validate(user: type_of_reader, measurement: Measurement) -> Reason | None:
    """A country's figure: its focal point, or who steers; one of the region: who steers (documented default).

    The presidency leads the groups (§3.10); the plan does not say who validates. Nobody validates what they
    entered, nor the Secretariat what it entered (screens.md §3).
    """
    if reason := _why_not_judge(user, measurement):
        return reason
    if not measurement.counts:
        return DISPUTED
    if measurement.entered_by_id is not None and measurement.entered_by_id == user.pk:
        return Reason("OWN_ENTRY", _("Nobody validates what they entered themselves."))
    offices = measurement.entered_as.replace(":", " ").split()
    if Appointment.Office.SECRETARIAT in offices and standing_of(user).secretariat:
        return Reason(
            "SECRETARIATS_OWN",
            _("The Secretariat does not validate its own entries: the presidency does, or the focal point."),
        )
    return None


def why_not_return(user: type_of_reader, measurement: Measurement) -> Reason | None:
    """Whoever may judge a figure returns it with a reason; one takes back one's own instead."""
    if reason := _why_not_judge(user, measurement):
        return reason
    if measurement.entered_by_id is not None and measurement.entered_by_id == user.pk:
        return Reason("OWN_ENTRY", _("You entered this figure yourself: take it back to change it."))
    return None


def _why_not_judge(user: type_of_reader, measurement: Measurement) -> Reason | None:
    standing = standing_of(user)
    focal = measurement.country_id is not None and measurement.country_id in standing.focal
    if measurement.status == Measurement.Status.SENT and not measurement.counts and not focal:
        return DISPUTED
    if not (focal or standing.steers):
        return Reason(
            "NOT_VALIDATOR",
            _(
                "The focal point of the country validates its figures; "
                "the presidency or the Secretariat the rest."
            ),
        )
    return PERIOD_LOCKED if measurement.period.locked else None


def why_not_settle(user: type_of_reader, measurement: Measurement) -> Reason | None:
    """Where sources of one country differ, its focal point says which figure is the country's (E-4)."""
    if measurement.country_id is None or measurement.country_id not in standing_of(user).focal:
        return Reason("FOCAL_POINT_ONLY", _("The focal point of the country decides which figure counts."))
    return PERIOD_LOCKED if measurement.period.locked else None


def why_not_steer_measuring(user: type_of_reader, _obj: object = None) -> Reason | None:
    """Asking for figures, seeing who has not reported, locking and reopening: the SE and the PPT (§4.2)."""
    if standing_of(user).steers:
        return None
    return Reason("STEERS_ONLY", _("The Executive Secretariat and the presidency do this."))


def why_not_keep_windows(user: type_of_reader, _obj: object = None) -> Reason | None:
    """The Secretariat sets the days of the reporting windows (§4.2)."""
    if standing_of(user).secretariat:
        return None
    return Reason("SECRETARIAT_ONLY", _("The Executive Secretariat sets the reporting windows."))


def why_not_lock(user: type_of_reader, period: Period) -> Reason | None:
    """A period is locked by who steers, once no figure of it waits for validation."""
    if reason := why_not_steer_measuring(user):
        return reason
    if period.locked:
        return PERIOD_LOCKED
    if period.measurements.filter(status=Measurement.Status.SENT).exists():
        return Reason(
            "FIGURES_WAIT", _("A figure of this period waits for validation: validate it or return it first.")
        )
    return None


def why_not_reopen(user: type_of_reader, period: Period) -> Reason | None:
    """A locked period is reopened by who steers, with a reason; what was validated stays in the history."""
    if reason := why_not_steer_measuring(user):
        return reason
    return None if period.locked else Reason("NOT_LOCKED", _("This period is open."))


def why_not_reassign(user: type_of_reader, request: Request) -> Reason | None:
    """A focal point passes a request of the country on to one of its institutions; so may who steers."""
    standing = standing_of(user)
    if request.country_id is None:
        return Reason("NOT_A_COUNTRYS", _("Only what was asked of a country is passed on within it."))
    if not (standing.steers or request.country_id in standing.focal):
        return Reason("FOCAL_POINT_ONLY", _("The focal point of the country passes a request on."))
    if request.answered:
        return Reason("ANSWERED", _("This request is answered already."))
    return None


# --- The link of a letter: one request, one person (AC-18) ---------------------------------------


@dataclass(frozen=True)
class Link:
    """What a link of a letter leads to, and whether it still serves."""

    request: Request
    user: User
    over: bool


def link_token(request: Request, user: User) -> str:
    """Return the token of the link with which a person answers a request without signing in."""
    said = {"r": request.pk, "u": user.pk, "k": request.link_key.hex, "at": clock.now().isoformat()}
    return signing.dumps(said, salt=REPORT_LINK)


def read_link(token: str) -> Link | None:
    """Return what a token leads to, or `None` for one that we did not write or whose person is gone.

    It is over once the figure was validated, when the person is no longer asked, and after 60 days.
    """
    try:
        said = signing.loads(token, salt=REPORT_LINK)
    except signing.BadSignature:
        return None
    request = Request.objects.select_related("period", "measurement").filter(pk=said["r"]).first()
    user = User.objects.filter(pk=said["u"], is_active=True).first()
    if request is None or user is None:
        return None
    written = parse_datetime(said["at"])
    late = written is None or clock.now() >= written + LINK_HOLDS_FOR
    over = late or said["k"] != request.link_key.hex or not serves(request, user)
    return Link(request, user, over)


def serves(request: Request, user: User) -> bool:
    """Whether a request is still this person's to answer, by link or signed in."""
    return not request.closed and Request.objects.asked_of(user).filter(pk=request.pk).exists()
