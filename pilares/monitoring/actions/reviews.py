"""A group's review, update and evaluation of one year; it changes no activity by itself (§3.10, M14)."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import require
from pilares.core.edits import Merge, put
from pilares.core.trail import record
from pilares.meetings.models import Meeting
from pilares.monitoring import access
from pilares.monitoring.actions.group_plans import lock, move
from pilares.monitoring.models import Activity, GroupPlan, Review, ReviewLine
from pilares.monitoring.queries.reviews import stood
from pilares.monitoring.workflow import GROUP_PLAN
from pilares.people.models import User
from pilares.plans.models import PlanYear


@transaction.atomic
def open_review(group_plan: GroupPlan, *, year: PlanYear, by: User, meeting: Meeting | None = None) -> Review:
    """Open the review of one year of the plan, with an empty line for each activity in force."""
    locked = lock(group_plan)
    require(GROUP_PLAN.why_not("open_review", by, locked))
    ahead = year.starts_on is not None and year.starts_on > clock.today()
    if ahead or year.plan_id != locked.plan_id or locked.reviews.filter(year=year).exists():
        raise ValidationError({"year": _("Choose a year of the plan that began and was not reviewed yet.")})
    if meeting is not None and meeting.body_id != locked.group_id:
        raise ValidationError({"meeting": _("Choose a meeting of the group.")})
    review = Review.objects.create(group_plan=locked, year=year, meeting=meeting, opened_at=clock.now())
    ReviewLine.objects.bulk_create(ReviewLine(review=review, activity=a) for a in locked.in_force())
    move(locked, "open_review", by=by, meeting=meeting, note=_words(year))
    return review


@transaction.atomic
def write_line(
    review: Review, activity: Activity, *, changes: Mapping[str, Any], base: Mapping[str, str], by: User
) -> Merge:
    """Write what the group says of one activity; raises `Conflict` where somebody wrote the same (AC-10)."""
    locked = _lock(review)
    require(access.why_not_write_review(by, locked))
    line = locked.lines.filter(activity=activity).first() or ReviewLine(review=locked, activity=activity)
    merged = put(line, changes, base=base)
    if merged.write:
        line.full_clean(exclude=["review", "activity"])
        line.save()
        record(line, "write_review_line", by=by, changes=merged.moved)
    return merged


@transaction.atomic
def close_review(review: Review, *, by: User, tier: str) -> Review:
    """Close a review: its lines stay as they are, beside what stood that day; the plan is in force again."""
    locked = _lock(review)
    group_plan = lock(locked.group_plan)
    require(access.why_not_write_review(by, locked))
    require(GROUP_PLAN.why_not("close_review", by, group_plan))
    require(access.why_not_publish_review(by, tier))
    lines = list(locked.lines.select_related("activity"))
    beside = stood([line.activity for line in lines], by)
    for line in lines:
        line.stood = beside[line.activity_id]
        line.save(update_fields=["stood"])
    locked.closed_at, locked.closed_by, locked.tier = clock.now(), by, tier
    locked.save(update_fields=["closed_at", "closed_by", "tier"])
    move(group_plan, "close_review", by=by, meeting=locked.meeting, note=_words(locked.year))
    return locked


def _lock(review: Review) -> Review:
    return (
        Review.objects.select_for_update(of=("self",))
        .select_related("group_plan__group", "group_plan__plan", "year")
        .get(pk=review.pk)
    )


def _words(year: PlanYear) -> str:
    return str(year.number)
