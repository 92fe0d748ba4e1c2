"""A yearly review as its page tells it: what was committed and reached, and what the group says (§3.10)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.translation import override

from pilares.core.bilingual import Language, Wording, wording
from pilares.monitoring import access
from pilares.monitoring.models import Activity, Indicator, Review, ReviewLine, in_code_order
from pilares.monitoring.queries.names import GroupName, group_name
from pilares.monitoring.queries.progress import progress_of
from pilares.monitoring.queries.values import year_words
from pilares.monitoring.queries.ways import Way, address
from pilares.people.access import standing_of, type_of_reader


@dataclass(frozen=True)
class Figure:
    """An indicator and what was measured of it."""

    code: str
    name: Wording
    value: Wording


@dataclass(frozen=True)
class ReviewedLine:
    """One activity: where it stands, and what the group says of its year."""

    activity: Activity
    line: ReviewLine
    state: str
    state_on: date | None
    due_on: date | None
    figures: tuple[Figure, ...]
    #: the verb that what follows leads to; nothing is changed by the review itself
    way: Way | None


@dataclass(frozen=True)
class ReviewPage:
    """The review of one year for one reader."""

    review: Review
    group: GroupName
    year: str
    lines: tuple[ReviewedLine, ...]
    #: codes of what is not complete yet
    missing: tuple[str, ...]
    writes: bool

    @property
    def closed(self) -> bool:
        """Whether it stays as it is."""
        return self.review.closed_at is not None


def review_page(review: Review, user: type_of_reader) -> ReviewPage:
    """Read a review with what stands beside each line, or stood when it was closed; constant queries."""
    group_plan, closed = review.group_plan, review.closed_at is not None
    seen = Activity.objects.visible_to(user).filter(plan=group_plan.plan_id, group=group_plan.group_id)
    written = {line.activity_id: line for line in review.lines.all()}
    rows = {a.pk: a for a in seen.filter(pk__in=written)}
    if not closed:
        rows |= {a.pk: a for a in seen.filter(stage=Activity.Stage.IN_FORCE)}
    activities = sorted(rows.values(), key=lambda a: a.sort_key)
    lines = [written.get(a.pk) or ReviewLine(review=review, activity=a) for a in activities]
    now = {} if closed else stood(activities, user)
    codes = {activity.code for activity in activities}
    writes = access.why_not_write_review(user, review) is None
    return ReviewPage(
        review=review,
        group=group_name(group_plan.group),
        year=year_words(review.year.number),
        lines=tuple(
            _line(a, line, line.stood or now.get(a.pk) or {}, writes or standing_of(user).member)
            for a, line in zip(activities, lines, strict=True)
        ),
        missing=() if closed else tuple(code for code in group_plan.not_reviewed() if code in codes),
        writes=writes,
    )


def _line(activity: Activity, line: ReviewLine, beside: Mapping[str, Any], member: bool) -> ReviewedLine:
    return ReviewedLine(
        activity=activity,
        line=line,
        state=beside.get("state", ""),
        state_on=parse_date(beside.get("state_on") or ""),
        due_on=parse_date(beside.get("due_on") or ""),
        figures=tuple(
            Figure(code, wording(*name[:2], original=name[2]), wording(*value))
            for code, name, value in beside.get("figures", ())
        ),
        way=_way(activity, line) if member else None,
    )


def _way(activity: Activity, line: ReviewLine) -> Way | None:
    """Return the page on which what follows is done, while it still can be."""
    names = {
        ReviewLine.Outcome.CHANGE: "matrix:edit",
        ReviewLine.Outcome.REPLACE: "monitoring:replace",
        ReviewLine.Outcome.WITHDRAW: "monitoring:withdraw",
        ReviewLine.Outcome.FINISHED: "matrix:state",
    }
    name = names.get(line.outcome)  # type: ignore[call-overload]
    if name is None or activity.stage != Activity.Stage.IN_FORCE or activity.next_stage:
        return None
    if line.outcome == ReviewLine.Outcome.FINISHED and activity.state:
        return None
    url = address(name, activity.code)
    return Way(str(line.outcome), str(ReviewLine.Outcome(line.outcome).label), url) if url else None


def stood(activities: Iterable[Activity], user: type_of_reader) -> dict[int, dict[str, Any]]:
    """Return state, deadline and validated figures of activities, in both languages; constant queries."""
    listed = list(activities)
    indicators = list(Indicator.objects.filter(activity__in=listed).order_by(*in_code_order()))
    said: dict[str, dict[int, str]] = {}
    for language in Language.values:
        with override(language):
            found = progress_of([one.pk for one in indicators], user)
            said[language] = {pk: progress.text for pk, progress in found.items()}
    figures: dict[int, list[Any]] = {activity.pk: [] for activity in listed}
    for one in indicators:
        name = [one.name_es, one.name_en, one.original_language]
        values = [said[language].get(one.pk, "") for language in ("es", "en")]
        figures[one.activity_id].append([one.code, name, values])
    return {
        activity.pk: {
            "state": activity.state,
            "state_on": activity.state_on.isoformat() if activity.state_on else "",
            "due_on": activity.due_on.isoformat() if activity.due_on else "",
            "figures": figures[activity.pk],
        }
        for activity in listed
    }
