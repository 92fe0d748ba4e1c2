"""Who may do what to the plan of a group and to its yearly review (§3.9, §3.10)."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import Reason, Tier
from pilares.monitoring.access.activities import why_not_work_in
from pilares.monitoring.models import GroupPlan, Review
from pilares.people.access import standing_of, type_of_reader
from pilares.plans.access import why_not_within
from pilares.plans.models import PlanYear

#: an activity under a theme that no decision has added to the plan yet (AC-03)
PROPOSED_THEME = {"placements__theme__original": False, "placements__theme__added_by": None}


def why_not_work_on_plan(user: type_of_reader, group_plan: GroupPlan) -> Reason | None:
    """The group works on its plan, with the presidency and the Secretariat (§3.10 a)."""
    return why_not_work_in(user, group_plan.group) or why_not_within(group_plan.plan)


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
    codes = group_plan.drafted().filter(**PROPOSED_THEME)
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
    if reason := why_not_within(group_plan.plan):
        return reason
    changed = group_plan.changed_since_presented()
    if group_plan.status != GroupPlan.Status.PRESENTED or not changed:
        return None
    return Reason(
        "DRAFT_CHANGED",
        _("The draft is no longer what was presented (%(codes)s): return it to draft, and present it again.")
        % {"codes": ", ".join(changed)},
        "§3.9",
    )


def why_not_bring_into_force(user: type_of_reader, group_plan: GroupPlan) -> Reason | None:
    """The Secretariat records that the endorsed plan is the one in force."""
    if standing_of(user).secretariat:
        return why_not_within(group_plan.plan)
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
    if not group_plan.in_force().exists():
        words = _("No activity of this plan is in force: there is nothing to review.")
        return Reason("NOTHING_IN_FORCE", words)
    if years_to_review(group_plan).exists():
        return None
    words = _("Every year of the plan that has begun was reviewed: the next opens when its first day comes.")
    return Reason("EVERY_YEAR_REVIEWED", words, "§3.10")


def years_to_review(group_plan: GroupPlan) -> QuerySet[PlanYear]:
    """Return the years of the plan that have begun and that the group has not reviewed."""
    years = PlanYear.objects.filter(plan=group_plan.plan_id).exclude(starts_on__gt=clock.today())
    return years.exclude(pk__in=group_plan.reviews.values("year")) if group_plan.pk else years


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
    return Reason("PUBLISHING_IS_STEERED", _("Only the presidency and the Secretariat publish a review."))


def why_not_close_plan(user: type_of_reader, group_plan: GroupPlan) -> Reason | None:
    """Who steers closes a plan at the end of its term, with nothing left that waits for endorsement."""
    if not standing_of(user).steers:
        return Reason("STEERS_ONLY", _("The presidency and the Secretariat close the plan of a group."))
    return why_not_within(group_plan.plan) or _why_not_while_pending(group_plan)


def _why_not_while_pending(group_plan: GroupPlan) -> Reason | None:
    if not (codes := ", ".join(group_plan.pending().values_list("code", flat=True))):
        return None
    return Reason("CHANGES_PENDING", _("Changes wait for endorsement: %(codes)s.") % {"codes": codes}, "§3.9")
