"""What a citation shows beside today: the activity as a reader could read it on that day (AC-25)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from pilares.core import clock
from pilares.core.bilingual import Wording, wording
from pilares.core.trail import Entry
from pilares.monitoring.models import Activity, Evidence, Indicator
from pilares.monitoring.queries.history import entries_of, opened_at, seen_by, state_on, text_when
from pilares.monitoring.queries.progress import measured, progress_from
from pilares.people.access import standing_of, type_of_reader


@dataclass(frozen=True)
class CitedFigure:
    """A figure as it was said on the day of the citation, and as it is said today."""

    code: str
    then: str
    today: str

    @property
    def same(self) -> bool:
        """Whether it says the same."""
        return self.then == self.today


@dataclass(frozen=True)
class Cited:
    """A citation of an earlier day: title, state and figures that stood at its end."""

    day: date
    #: whether the reader could read the activity then; if not, nothing of that day is said
    open: bool
    state: str
    same: bool
    #: empty where the title is the same today
    title: Wording
    figures: tuple[CitedFigure, ...]

    @property
    def unchanged(self) -> bool:
        """Whether everything that is cited is so today."""
        return self.same and not self.title and all(figure.same for figure in self.figures)


def end_of(day: date) -> datetime:
    """Return the first instant after a day, in the reader's zone."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def cited_of(
    activity: Activity, entries: Iterable[Entry], day: date | None, user: type_of_reader
) -> Cited | None:
    """Return what stood on a day that is over, to a reader who may see the activity; nothing for others."""
    if day is None or day >= clock.today():
        return None
    acts, standing, until = tuple(entries), standing_of(user), end_of(day)
    opened = opened_at(standing, acts)
    if opened is not None and opened >= until:
        return Cited(day, open=False, state="", same=False, title=wording("", ""), figures=())
    state = state_on(activity, acts, day)
    seen = seen_by(standing, acts)
    es, en = (
        text_when(seen, f"title_{code}", until, getattr(activity, f"title_{code}")) for code in ("es", "en")
    )
    moved = (es, en) != (activity.title_es, activity.title_en)
    return Cited(
        day=day,
        open=True,
        state=state,
        same=state == activity.state,
        title=wording(es, en) if moved else wording("", ""),
        figures=_figures(list(activity.indicators.values_list("pk", flat=True)), day, user),
    )


@dataclass(frozen=True)
class CitedIndicator:
    """A citation of an indicator on an earlier day: its figure, unless there were no data then nor now."""

    day: date
    #: whether the reader could read it then; if not, nothing of that day is said
    open: bool
    figure: CitedFigure | None = None


def cited_indicator(indicator: Indicator, day: date | None, user: type_of_reader) -> CitedIndicator | None:
    """Return the figure that stood on a day that is over, beside that of today (AC-25)."""
    if day is None or day >= clock.today():
        return None
    opened = opened_at(standing_of(user), entries_of(indicator.activity))
    if opened is not None and opened >= end_of(day):
        return CitedIndicator(day, open=False)
    return CitedIndicator(day, open=True, figure=next(iter(_figures([indicator.pk], day, user)), None))


def _figures(keys: list[int], day: date, user: type_of_reader) -> tuple[CitedFigure, ...]:
    """Return the figures that had data then or have some today; what was validated that day counts."""
    then, now = measured(keys, user, until=end_of(day)), measured(keys, user)
    found = []
    for key in keys:
        before, after = progress_from(then[key], day), progress_from(now[key], clock.today())
        if before.has_data or after.has_data:
            found.append(CitedFigure(after.code, before.text, after.text))
    return tuple(found)


def files_of(activity: Activity, user: type_of_reader) -> tuple[Evidence, ...]:
    """Return the files of an explanation that the reader may open (AC-14)."""
    if activity.state != Activity.State.COMPLETED:
        return ()
    return tuple(Evidence.objects.visible_to(user).filter(activity=activity))
