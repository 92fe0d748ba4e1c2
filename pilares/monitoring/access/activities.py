"""Who may do what to an activity, and the rules of the plan that may refuse it.

Each answers `None` or the reason: the same answer on the screen, in the API and in an import.
"""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from pilares.core.access import Reason, Tier
from pilares.meetings.access import why_not_begin
from pilares.monitoring.models import Activity, GroupPlan
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Body
from pilares.plans.access import why_not_within
from pilares.plans.models import Document


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
    return why_not_begin(group)


def why_not_propose(user: type_of_reader, group: Body, plan: Document) -> Reason | None:
    """A group adds to a plan that has not concluded (AC-12), while its own is not closed."""
    return why_not_work_in(user, group) or why_not_within(plan) or why_not_change_plan(group.pk, plan.pk)


def why_not_change_plan(group: int, plan: int) -> Reason | None:
    """What a group's plan holds stays as it was once that plan is closed; states and figures go on."""
    closed = GroupPlan.objects.filter(plan=plan, group=group, status=GroupPlan.Status.CLOSED)
    if not closed.exists():
        return None
    return Reason("GROUP_PLAN_CLOSED", _("The plan of this group is closed: it stays as it was, to be read."))


def why_not_edit(user: type_of_reader, activity: Activity) -> Reason | None:
    """An activity is edited by its group until a decision takes it out of the plan, or the plan concludes."""
    if reason := why_not_write_in(user, activity.group) or why_not_within(activity.plan):
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
    return why_not_change_plan(activity.group_id, activity.plan_id)


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
    return why_not_change_plan(activity.group_id, activity.plan_id)


def why_not_prioritise(user: type_of_reader, activity: Activity) -> Reason | None:
    """A candidate takes a place in the group's plan while one is free (§3.9)."""
    if reason := why_not_work_in(user, activity.group) or why_not_edit(user, activity):
        return reason
    closed = why_not_change_plan(activity.group_id, activity.plan_id)
    return closed or why_not_one_more_priority(activity.group, activity.plan)


def why_not_one_more_priority(group: Body, plan: Document, *, taken: int | None = None) -> Reason | None:
    """«Un máximo de tres actividades»: a standing group's draft plan has that many places (§3.9).

    The number is a parameter of the plan; ad hoc groups stand outside the count (nota 8). `taken` is how
    many places are taken, where whoever asks for many groups has counted them.
    """
    if group.kind != Body.Kind.GROUP:
        return None
    most = plan.parameters.priority_activities
    if taken is None:
        taken = Activity.objects.filter(plan=plan, group=group, slot__isnull=False).count()
    if taken < most:
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
    """The Secretariat records an endorsement alone only where no plan of the group is recorded.

    Once the plan of the group goes its own way to the RCGM, it is endorsed whole (§3.9, §3.10 b).
    """
    if reason := why_not_endorse_with_plan(user, activity):
        return reason
    if GroupPlan.objects.filter(plan=activity.plan_id, group=activity.group_id).exists():
        return PLAN_DECIDES
    return None


def why_not_endorse_with_plan(user: type_of_reader, activity: Activity) -> Reason | None:
    """The Secretariat records the RCGM's endorsement; a theme must have joined the plan first (AC-03)."""
    if not standing_of(user).secretariat:
        return Reason("SECRETARIAT_ONLY", _("The Executive Secretariat records the RCGM's endorsement."))
    if reason := why_not_within(activity.plan):
        return reason
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
            "CANDIDATE_HAS_NO_STATE", _("A candidate has no official status: prioritise it first."), "§4.2"
        )
    return None


def why_not_complete(activity: Activity, below: Sequence[str], explanation: str) -> Reason | None:
    """Say why an activity with figures below target is not completed as it stands (§4.2 a, AC-14).

    The plan's policy decides: by default the group explains, and the shortfall is said wherever the state
    is; the other policy asks for another state.
    """
    if not below:
        return None
    figures = {"figures": "; ".join(below)}
    if activity.plan.parameters.completed_needs_target:
        words = _(
            "By the plan's policy «Completed» needs the target met, and it is not: %(figures)s. "
            "Declare «Not achieved» or «In process of implementation»."
        )
        return Reason("COMPLETED_NEEDS_TARGET", words % figures, "§4.2")
    if explanation.strip():
        return None
    words = _("A target is not met: %(figures)s. Explain why the activity is completed nevertheless.")
    return Reason(EXPLAIN.code, words % figures, EXPLAIN.citation)


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


PLAN_DECIDES = Reason(
    "PLAN_DECIDES",
    _("The RCGM endorses the plan of this group as a whole: its decision is recorded on the group's plan."),
    "§3.9",
)
#: without its figures: what the code and the rule are, for whoever asks again
EXPLAIN = Reason("EXPLAIN_SHORTFALL", _("Explain why the activity is completed nevertheless."), "§4.2")
NOTHING_TO_ENDORSE = Reason("NOTHING_TO_ENDORSE", _("Nothing of this activity waits for endorsement."))
