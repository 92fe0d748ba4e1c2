"""«Mi trabajo»: what a person's groups, country and office ask of them, by date (screens.md 9)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pilares.core import clock
from pilares.core.numbers import natural
from pilares.home.queries.closing import closing_tasks
from pilares.home.queries.figures import (
    Ahead,
    asked_of,
    next_window,
    reported_lately,
    to_report,
    to_validate,
    window_ahead,
)
from pilares.home.queries.handover import handover_tasks
from pilares.home.queries.meetings import NextMeeting, next_meetings
from pilares.home.queries.others import sections_of_others
from pilares.home.queries.reports import report_sections
from pilares.home.queries.rules import rule_tasks
from pilares.home.queries.tasks import Section, Task
from pilares.home.queries.texts import texts_section
from pilares.matrix.queries import Band, Filters, Line, Matrix, View, read_matrix
from pilares.monitoring.models import Activity
from pilares.monitoring.queries.ways import address
from pilares.people.models import User
from pilares.people.queries import appointment_words
from pilares.plans.access import why_not_within
from pilares.plans.models import Theme

#: rows that one person looks after; beyond, the matrix says it better
MOST_ROWS = 200
MEETINGS = 3
#: what of a row the tasks rest on, beside its own columns
PARTS = frozenset({"themes", "years"})
LATER, DONE = "later", "done"
#: what one only follows: somebody else has the next step
FOLLOWED = "my-support"
DAY, WEEK, DUE_SOON = timedelta(days=1), timedelta(days=7), timedelta(days=30)
ENDED = (Activity.State.COMPLETED, Activity.State.NOT_ACHIEVED)


@dataclass(frozen=True)
class WorkPage:
    """A person's tasks, and what comes next for everybody."""

    capacities: tuple[str, ...]
    sections: tuple[Section, ...]
    meetings: tuple[NextMeeting, ...]
    as_of: date
    #: the window in which figures are reported, open or next
    window: Ahead | None = None

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Every task that can be done now; the deadlines of later are only to be known."""
        now = [section for section in self.sections if section.anchor not in {LATER, DONE, FOLLOWED}]
        return tuple(task for section in now for task in section.tasks if task.status != "blocked")

    @property
    def next_due(self) -> Task | None:
        """The next task with a date that has not passed."""
        every = [task for section in self.sections if section.anchor != DONE for task in section.tasks]
        ahead = [task for task in every if task.due and task.due >= self.as_of]
        return min(ahead, key=lambda task: task.due or self.as_of, default=None)


def work_page(user: User) -> WorkPage:
    """Read a person's tasks; the number of queries does not depend on the rows."""
    standing, today = user.standing, clock.today()
    view = View.FOLLOW_UP if standing.steers else View.MINE
    asked_for = Filters(view=view, candidates=True, replaced=False, rows=MOST_ROWS)
    matrix = read_matrix(user, asked_for, parts=PARTS)
    rows = _workable(matrix)
    asked = asked_of(user)
    figures = to_report(asked)
    sections = [
        *handover_tasks(user),
        Section(
            "overdue", _("Overdue"), _by_day(figures, _deadlines(rows, overdue=True), until=_before(today))
        ),
        Section("week", _("This week"), _by_day(figures, _deadlines(rows, soon=True), today, today + WEEK)),
        Section(
            "soon", _("Due within 30 days"), _by_day(figures, _deadlines(rows, soon=True), *_soon(today))
        ),
        *report_sections(user, matrix.plan),
        *texts_section(user),
        Section("validate", _("To validate"), tuple(to_validate(user))),
        Section("states", _("Without a reported status"), tuple(_states(rows))),
        Section("candidates", _("Candidates that wait"), tuple(_candidates(rows))),
    ]
    if standing.secretariat:
        sections += [
            Section("endorsement", _("Await endorsement"), tuple(_endorsements(rows))),
            Section("themes", _("Themes to decide"), tuple(_themes(matrix))),
        ]
    sections += sections_of_others(user)
    sections += closing_tasks(user, matrix.plan)
    sections += rule_tasks(user, matrix.plan)
    sections.append(Section(LATER, _("Later"), _by_day(figures, _deadlines(rows), _soon(today)[1] + DAY)))
    sections.append(Section(DONE, _("Done this month"), tuple(reported_lately(asked))))
    return WorkPage(
        capacities=tuple(_capacities(user)),
        sections=tuple(section for section in sections if section.tasks),
        meetings=tuple(next_meetings(user, today, MEETINGS)),
        as_of=today,
        window=window_ahead(next_window(), user),
    )


def _workable(matrix: Matrix) -> list[tuple[Band, Line]]:
    """Return the rows that still ask for something: none of a plan that concluded."""
    if matrix.plan is None or why_not_within(matrix.plan):
        return []
    return [(band, line) for band in matrix.bands for line in band.lines]


def _before(today: date) -> date:
    return today - DAY


def _soon(today: date) -> tuple[date, date]:
    """Return the days after this week and within the next 30."""
    return today + WEEK + DAY, today + DUE_SOON


def _by_day(
    figures: Iterable[Task], deadlines: Iterable[Task], since: date = date.min, until: date = date.max
) -> tuple[Task, ...]:
    """Return the figures and the deadlines between two days, both included, by their day."""
    chosen = [task for task in (*figures, *deadlines) if task.due and since <= task.due <= until]
    return tuple(sorted(chosen, key=lambda task: task.due or date.max))


#: what the office of a presidency gives before and after its term (AC-11)
TROIKA = {"outgoing": gettext_lazy("Troika (outgoing)"), "incoming": gettext_lazy("Troika (incoming)")}


def _capacities(user: User) -> Iterator[str]:
    """Yield the person's offices in force, in words."""
    now = clock.now()
    for appointment in user.appointments.select_related("country", "organisation", "body"):
        if appointment.in_force(now):
            words = appointment_words(appointment)
            place = TROIKA.get(user.standing.troika, "")
            former = place and appointment.office == appointment.Office.PRESIDENCY
            yield f"{place} · {appointment.country}" if former else words


def _deadlines(
    rows: Iterable[tuple[Band, Line]], *, overdue: bool = False, soon: bool = False
) -> Iterator[Task]:
    """Yield the deadlines that passed, those of the next 30 days, or those after, nearest first."""
    in_plan = [(b, x) for b, x in rows if x.stage in Activity.ROWS and x.due_on and x.state not in ENDED]
    mine = [(b, x) for b, x in in_plan if x.overdue == overdue and x.due_soon == soon]
    for band, line in sorted(mine, key=lambda row: (row[1].due_on or date.max, natural(row[1].code))):
        said = _("the deadline has passed; declare its status") if overdue else _state(line)
        yield Task(
            text=line.title.text,
            url=_place_to_declare(band, line),
            about=_about(band, line, said),
            due=line.due_on,
            status="started" if line.state == Activity.State.IN_PROCESS else "todo",
        )


def _states(rows: Iterable[tuple[Band, Line]]) -> Iterator[Task]:
    """Yield what has no reported state and should by now; what is due soon stands above already."""
    for band, line in rows:
        waits = line.starts_in_year is not None or line.overdue or line.due_soon
        if band.editable and line.stage in Activity.ROWS and not line.state and not waits:
            text = _("Declare the status of “%(activity)s”") % {"activity": line.title}
            yield Task(text, _place_to_declare(band, line), _about(band, line), line.due_on)


def _candidates(rows: Iterable[tuple[Band, Line]]) -> Iterator[Task]:
    """Yield the candidates on which the person's groups have to decide (§3.9)."""
    for band, line in rows:
        if band.editable and line.stage == Activity.Stage.PROPOSED:
            text = _("Decide on the candidate “%(activity)s”") % {"activity": line.title}
            full = band.places and band.total >= band.places
            said = _("the group's places are taken: replace, keep or consult") if full else ""
            yield Task(text, _page(line), _about(band, line, said))


def _endorsements(rows: Iterable[tuple[Band, Line]]) -> Iterator[Task]:
    """Yield what waits for the RCGM's endorsement; a proposed theme has to be decided first (AC-03)."""
    for band, line in rows:
        if line.stage != Activity.Stage.PRIORITISED and not line.next_stage:
            continue
        target = line.next_stage or Activity.Stage.IN_FORCE
        undecided = any(theme.proposed for theme in line.themes)
        said = _("its theme waits for a decision") if undecided else str(Activity.Stage(target).label)
        text = _("Record the endorsement of “%(activity)s”") % {"activity": line.title}
        status = "blocked" if undecided else "todo"
        yield Task(text, _page(line), _about(band, line, said), status=status)


def _themes(matrix: Matrix) -> Iterator[Task]:
    """Yield the themes that groups proposed and no decision has added yet (§3.8)."""
    if matrix.plan is None:
        return
    waiting: QuerySet[Theme] = Theme.objects.filter(plan=matrix.plan, original=False, added_by=None)
    for theme in waiting:
        text = _("Record the decision on the theme “%(theme)s”") % {"theme": theme.name}
        url = address("monitoring:adopt_theme", matrix.plan.period, theme.slug)
        yield Task(text, url, _("The list of themes is not exhaustive (§3.8)"))


def _place_to_declare(band: Band, line: Line) -> str:
    """The form for whoever may declare the state, the page of the activity for the others."""
    return (address("matrix:state", line.code) if band.editable else "") or _page(line)


def _page(line: Line) -> str:
    return address("monitoring:activity", line.code)


def _state(line: Line) -> str:
    return str(Activity.State(line.state).label) if line.state else _("No status reported")


def _about(band: Band, line: Line, said: str = "") -> str:
    return " · ".join(part for part in (line.code, band.short.text, said) if part)
