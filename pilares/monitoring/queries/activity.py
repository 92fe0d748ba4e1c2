"""The page of an activity: what was committed, how it stands, who says so (§4.1, §4.2; screens.md 5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilares.core import clock
from pilares.core.access import Tier
from pilares.core.bilingual import Wording, reading_language, wording
from pilares.core.trail import Entry
from pilares.meetings.access import may_name
from pilares.meetings.models import Decision
from pilares.monitoring.models import Activity, Evidence, Milestone, ResponsibleParty, Result, Risk
from pilares.monitoring.queries.critical import AspectLine, aspects_of
from pilares.monitoring.queries.history import (
    Change,
    Run,
    changes_of,
    entries_of,
    recorded_by,
    redline,
    seen_by,
    text_when,
    with_values,
)
from pilares.monitoring.queries.indicator import IndicatorLine, indicator_line
from pilares.monitoring.queries.lineage import Lineage, lineage_of
from pilares.monitoring.queries.names import (
    WITH_THEMES,
    Card,
    GroupName,
    Register,
    called,
    card,
    in_order,
    read_register,
)
from pilares.monitoring.queries.progress import measured, shortfall_words
from pilares.monitoring.queries.support import ActivitySupport, support_of
from pilares.monitoring.queries.taking_up import SourceLine, sources_of
from pilares.monitoring.queries.values import Values, year_words
from pilares.monitoring.queries.ways import Ways, ways_from
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Standing
from pilares.plans.models import Document, Objective, PlanYear, Principle, Version

SHOWN_CHANGES = 5


@dataclass(frozen=True)
class Declared:
    """The official state with who declared it, when, and at which meeting or why (§4.2.7)."""

    state: str
    on: date | None
    by: str
    #: in which capacity it was written down, where that was not the group's own
    recorded: str
    meeting: Wording | None
    note: Wording


@dataclass(frozen=True)
class YearLine:
    """A year of the plan with the milestones and the deadline that fall in it."""

    name: str
    starts_on: date | None
    ends_on: date | None
    current: bool
    #: the activity is to be completed in this year
    completion: bool
    milestones: tuple[Milestone, ...]
    deadline: date | None


@dataclass(frozen=True)
class PrincipleName:
    """A principle with the note that reserves it: a link, without any other effect (AC-04)."""

    letter: str
    name: Wording
    anchor: str
    note: int | None
    country: str

    @property
    def section(self) -> str:
        """The section of the plan that holds it."""
        return self.anchor.rpartition(".")[0]


@dataclass(frozen=True)
class PartyName:
    """A responsible party (§4.2.5)."""

    name: str
    principal: bool
    supports: bool


@dataclass(frozen=True)
class Lag:
    """Which text changed in the original since the translation was last touched, word by word (AC-20)."""

    label: str
    lang: str
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class ActivityPage:
    """Everything that the page of an activity shows to one reader."""

    activity: Activity
    card: Card
    plan: Document
    version: int | None
    declared: Declared
    #: said anew each time, so that it never lags behind the activity's texts
    pace_note: Wording
    pace_by: str
    pace_stale: bool
    deadline: str
    results: tuple[Result, ...]
    indicators: tuple[IndicatorLine, ...]
    years: tuple[YearLine, ...]
    risks: tuple[Risk, ...]
    decisions: tuple[Decision, ...]
    changes: tuple[Change, ...]
    hidden_changes: int
    objectives: tuple[Objective, ...]
    principles: tuple[PrincipleName, ...]
    parties: tuple[PartyName, ...]
    countries: tuple[str, ...]
    sources: tuple[SourceLine, ...]
    critical: tuple[AspectLine, ...]
    support: ActivitySupport
    replaced_by: Activity | None
    lineage: Lineage
    tier: str
    tier_told: bool
    lags: tuple[Lag, ...]
    #: of the explanation of a target that was not met (AC-14)
    files: tuple[Evidence, ...]
    ways: Ways
    as_of: date

    @property
    def may_edit(self) -> bool:
        """Whether the reader edits its parts."""
        return any(way.verb == "edit" for way in self.ways.open)

    @property
    def may_declare(self) -> bool:
        """Whether the reader declares its status, and keeps the files of its explanation."""
        return any(way.verb == "state" for way in self.ways.open)

    @property
    def group(self) -> GroupName:
        """The group that works on it."""
        return self.card.group

    @property
    def with_data(self) -> int:
        """How many of its indicators have a validated value."""
        return sum(line.figure.has_data for line in self.indicators)

    @property
    def shortfall(self) -> str:
        """What a completed activity did not reach, in words, or nothing (AC-14)."""
        completed = self.activity.state == Activity.State.COMPLETED and not self.activity.left
        return shortfall_words(line.figure for line in self.indicators) if completed else ""

    @property
    def all_changes(self) -> int:
        """How many changes the reader may see, shown here or not."""
        return len(self.changes) + self.hidden_changes

    @property
    def citation(self) -> str:
        """Title, version, group, activity and date of the data (AC-25)."""
        return _(
            "RCM, Strategic Plan %(period)s, version %(version)s, %(group)s, activity %(code)s, "
            "data as of %(date)s"
        ) % {
            "period": self.plan.period,
            "version": self.version or 1,
            "group": self.group.called,
            "code": self.activity.code,
            "date": date_format(self.as_of, "DATE_FORMAT"),
        }


def activity_page(activity: Activity, user: type_of_reader, *, all_changes: bool = False) -> ActivityPage:
    """Read the page of an activity that the reader may see; a constant number of queries."""
    standing, today = standing_of(user), clock.today()
    activity = _with_names(activity)
    register, entries = read_register(), entries_of(activity)
    indicators = list(activity.indicators.select_related("result"))
    figures = measured((one.pk for one in indicators), user)
    seen, moved = with_values(seen_by(standing, entries, activity.group_id), figures.values())
    shown = seen if all_changes else seen[:SHOWN_CHANGES]
    return ActivityPage(
        activity=activity,
        card=card(activity, standing, today),
        plan=activity.plan,
        version=_version(activity.plan, user),
        declared=declared_of(activity, entries, register, standing),
        pace_note=wording(activity.pace_note_es, activity.pace_note_en),
        pace_by=capacity_of(recorded_by(entries, "declare_pace"), activity, register, standing),
        pace_stale=activity.pace_expired(today),
        deadline=deadline_words(activity, today),
        results=tuple(activity.results.all()),
        indicators=tuple(indicator_line(one, figures[one.pk], today) for one in indicators),
        years=years_of(activity, today),
        risks=tuple(activity.risks.all()),
        decisions=_decisions(activity, user),
        changes=changes_of(shown, activity, Values(activity, user), register, standing, moved),
        hidden_changes=len(seen) - len(shown),
        **_record_of(activity, user),
        critical=aspects_of(user, activity),
        support=support_of(activity, user),
        replaced_by=successor_of(activity, user, standing),
        lineage=lineage_of(activity, user),
        tier=str(Tier(activity.tier).label),
        tier_told=standing.member,
        lags=_lags(activity, seen),
        files=files_of(activity, user),
        ways=ways_from(user, activity),
        as_of=today,
    )


def _record_of(activity: Activity, user: type_of_reader) -> dict[str, Any]:
    """Return what its record lists, by field of the page."""
    return {
        "objectives": tuple(activity.objectives.all()),
        "principles": principles_of(activity.principles.select_related("note__country")),
        "parties": parties_of(activity.parties.select_related("country", "body", "organisation")),
        "countries": tuple(c.name.text for c in in_order(activity.countries.all())),
        "sources": sources_of(activity, user),
    }


def _with_names(activity: Activity) -> Activity:
    """Return the activity with what its page names, in two queries."""
    related = (
        "group",
        "plan__parameters",
        "state_meeting__body",
        "stage_decision__meeting",
        "replaced_by",
    )
    return Activity.objects.select_related(*related).prefetch_related(WITH_THEMES).get(pk=activity.pk)


def _version(plan: Document, user: type_of_reader) -> int | None:
    """Return the number of the version of the plan that is cited: the one in force, else the last."""
    rows = list(Version.objects.visible_to(user).filter(document=plan).values_list("status", "number"))
    in_force = [number for status, number in rows if status in Version.STANDING]
    return max(in_force or [number for _status, number in rows], default=None)


def capacity_of(entry: Entry | None, activity: Activity, register: Register, standing: Standing) -> str:
    """Return in which capacity an act was done; the group's where no act says it."""
    return (
        register.capacity(entry.capacity, activity.group.code, in_full=standing.member)
        if entry
        else called(activity.group)
    )


def declared_of(
    activity: Activity, entries: tuple[Entry, ...], register: Register, standing: Standing
) -> Declared:
    """Return the official state with who declared it, and at which meeting as far as it may be known."""
    group, meeting = called(activity.group), activity.state_meeting
    recorded = capacity_of(recorded_by(entries, "declare_state"), activity, register, standing)
    seen = may_name(standing, meeting)
    return Declared(
        state=activity.state,
        on=activity.state_on,
        by=group,
        recorded="" if recorded.startswith(group) else recorded,
        meeting=meeting.name if meeting is not None and seen else None,
        note=wording(activity.state_note_es, activity.state_note_en),
    )


def deadline_words(activity: Activity, today: date) -> str:
    """Say how the deadline stands, where that is worth saying."""
    if activity.left or activity.due_on is None:
        return ""
    if activity.overdue(today):
        return _("overdue since %(date)s") % {"date": date_format(activity.due_on, "DATE_FORMAT")}
    if not activity.due_soon(today):
        return ""
    days = (activity.due_on - today).days
    return _("due in %(days)s days") % {"days": days} if days > 1 else _("due today or tomorrow")


def years_of(activity: Activity, today: date) -> tuple[YearLine, ...]:
    """Return the years of the plan with what falls in each."""
    milestones = list(activity.milestones.all())
    completion = {year.pk for year in activity.years.all()}
    return tuple(
        YearLine(
            name=year_words(year.number),
            starts_on=year.starts_on,
            ends_on=year.ends_on,
            current=_within(today, year),
            completion=year.pk in completion,
            milestones=tuple(m for m in milestones if m.year_id == year.pk),
            deadline=activity.due_on if _within(activity.due_on, year) else None,
        )
        for year in activity.plan.plan_years.all()
    )


def _within(day: date | None, year: PlanYear) -> bool:
    """Whether a day falls within a year of the plan; a year without dates holds none."""
    if day is None or year.starts_on is None or year.ends_on is None:
        return False
    return year.starts_on <= day <= year.ends_on


def _decisions(activity: Activity, user: type_of_reader) -> tuple[Decision, ...]:
    """Return the decisions about the activity that the reader may see, the latest first; one query."""
    linked = Q(activities=activity) | Q(activities_moved=activity)
    found = Decision.objects.visible_to(user).filter(linked).select_related("meeting").distinct()
    return tuple(found)


def principles_of(rows: Iterable[Principle]) -> tuple[PrincipleName, ...]:
    """Return principles that were read with their notes and countries."""
    return tuple(
        PrincipleName(
            letter=row.letter,
            name=row.name,
            anchor=row.anchor,
            note=row.note.number if row.note else None,
            country=str(row.note.country) if row.note and row.note.country else "",
        )
        for row in rows
    )


def parties_of(rows: Iterable[ResponsibleParty]) -> tuple[PartyName, ...]:
    """Return responsible parties that were read with who they are."""
    return tuple(
        PartyName(called(row.body) if row.body else str(row), row.principal, row.supports) for row in rows
    )


def successor_of(activity: Activity, user: type_of_reader, standing: Standing) -> Activity | None:
    """Return what takes its place, to whoever may know: a draft is the members' (AC-01)."""
    if activity.replaced_by_id is None or not (activity.left or standing.member):
        return None
    found: Activity | None = Activity.objects.visible_to(user).filter(pk=activity.replaced_by_id).first()
    return found


def _lags(activity: Activity, seen: tuple[Entry, ...]) -> tuple[Lag, ...]:
    original = activity.original_language
    if activity.outdated_since is None or reading_language() == original:
        return ()
    found = []
    for name, label in (("title", _("Activity")), ("about", _("Description"))):
        column = f"{name}_{original}"
        now = getattr(activity, column)
        before = text_when(seen, column, activity.outdated_since, now)
        if before != now:
            found.append(Lag(label, original, redline(before, now)))
    return tuple(found)


def files_of(activity: Activity, user: type_of_reader) -> tuple[Evidence, ...]:
    """Return the files of an explanation that the reader may open (AC-14)."""
    if activity.state != Activity.State.COMPLETED:
        return ()
    return tuple(Evidence.objects.visible_to(user).filter(activity=activity))
