"""Critical aspects as pages and files show them: in words, by group, without score or ranking (M16)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from pilares.core import clock
from pilares.core.access import Reason, Tier
from pilares.core.bilingual import Wording, language_of_column
from pilares.core.numbers import natural
from pilares.core.trail import OPENED, Entry
from pilares.meetings.models import Decision
from pilares.monitoring import access
from pilares.monitoring.models import Activity, CriticalAspect, CriticalEntry, Risk
from pilares.monitoring.queries.history import Move
from pilares.monitoring.queries.names import Register, called, read_register
from pilares.monitoring.workflow import CRITICAL_ASPECT
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Body, Country, Organisation
from pilares.plans.models import Document, Theme
from pilares.plans.queries.standing import of_plan

ENDED = (Activity.State.COMPLETED, Activity.State.NOT_ACHIEVED)
DONE: dict[str, str | Promise] = {
    "identify": gettext_lazy("Identified"),
    "edit": pgettext_lazy("critical aspect", "Edited"),
    "follow_up": gettext_lazy("Follow-up written"),
    "start": gettext_lazy("Strategy under way"),
    "resolve": gettext_lazy("Recorded as resolved"),
    "close": gettext_lazy("Closed with a reason"),
    "reopen": gettext_lazy("Opened again"),
}
LABELS: dict[str, str | Promise] = {
    "activities": gettext_lazy("Activities"),
    "owner": gettext_lazy("Who addresses it"),
    "theme": gettext_lazy("Theme"),
    "group": gettext_lazy("Working group concerned"),
    "decision": gettext_lazy("Decision"),
}


@dataclass(frozen=True)
class AspectLine:
    """A critical aspect in a list or a row of a file."""

    pk: int
    text: Wording
    about: Wording
    identified_by: str
    identified_on: date
    probability: str
    impact: str
    strategy: Wording
    owner: tuple[str, ...]
    due_on: date | None
    status: str
    status_label: str
    status_on: date | None
    reason: Wording
    activities: tuple[Activity, ...]
    theme: Theme | None
    group: Body | None
    decision: Decision | None
    tier: str
    illustrative: bool
    over: bool


@dataclass(frozen=True)
class Step:
    """A step of its workflow that the reader may take now."""

    verb: str
    label: str


@dataclass(frozen=True)
class Barred:
    """A step that is not open to somebody who works on it, and why."""

    label: str
    reason: Reason


@dataclass(frozen=True)
class Told:
    """One act on a critical aspect, in words."""

    at: datetime
    done: str
    by: str
    moves: tuple[Move, ...]
    reason: str


@dataclass(frozen=True)
class AspectPage:
    """The page of one critical aspect."""

    plan: Document
    line: AspectLine
    entries: tuple[tuple[CriticalEntry, str], ...]
    steps: tuple[Step, ...]
    barred: tuple[Barred, ...]
    may_edit: bool
    tier_told: bool
    changes: tuple[Told, ...]


@dataclass(frozen=True)
class Candidate:
    """What may be a critical aspect, for people to decide: an overdue activity, or a risk that came about."""

    code: str
    text: Wording
    said: str
    on: date
    #: what the form begins with
    query: str


@dataclass(frozen=True)
class AspectsPage:
    """The list of critical aspects, by those who identified them, and what may be one."""

    addressed: tuple[AspectLine, ...]
    over: tuple[AspectLine, ...]
    candidates: tuple[Candidate, ...]
    may_identify: bool
    tier_told: bool
    as_of: date
    plan: Document | None


@dataclass(frozen=True)
class Aspects:
    """Aspects with what belongs to them as far as the reader may see it: said in any language."""

    rows: tuple[CriticalAspect, ...]
    activities: dict[int, tuple[Activity, ...]]
    decisions: dict[int, Decision]
    themes: frozenset[int]


def aspect_lines(user: type_of_reader, found: "QuerySet[CriticalAspect]") -> tuple[AspectLine, ...]:
    """Return lines of aspects that the reader may see, by body and date, in four queries."""
    return aspects_said(read_aspects(user, found))


def read_aspects(user: type_of_reader, found: "QuerySet[CriticalAspect]") -> Aspects:
    """Read aspects that the reader may see, by body and date, in four queries."""
    rows = tuple(
        found.select_related(
            "identified_by", "theme", "group", "owner_country", "owner_body", "owner_organisation"
        ).order_by("identified_by__order", "identified_by__code", "identified_on", "pk")
    )
    themes = Theme.objects.visible_to(user).filter(pk__in=[r.theme_id for r in rows])
    return Aspects(
        rows,
        _activities(user, rows),
        {d.pk: d for d in _decisions(user, rows)},
        frozenset(themes.values_list("pk", flat=True)),
    )


def aspects_said(read: Aspects) -> tuple[AspectLine, ...]:
    """Return lines of aspects in the language of now."""
    return tuple(
        AspectLine(
            pk=row.pk, text=row.text, about=row.about, identified_by=called(row.identified_by),
            identified_on=row.identified_on, probability=row.get_probability_display(),
            impact=row.get_impact_display(), strategy=row.strategy, owner=owner_words(row), due_on=row.due_on,
            status=row.status, status_label=row.get_status_display(), status_on=row.status_on,
            reason=row.status_reason, activities=read.activities.get(row.pk, ()),
            theme=row.theme if row.theme_id in read.themes else None, group=row.group,
            decision=read.decisions.get(row.decision_id or 0), tier=str(Tier(row.tier).label),
            illustrative=row.illustrative, over=row.over,
        )
        for row in read.rows
    )  # fmt: skip


def owner_words(aspect: CriticalAspect) -> tuple[str, ...]:
    """Return who addresses it: a country, a body or an organisation, and words."""
    body = aspect.owner_body
    actor = called(body) if body else str(aspect.owner_country or aspect.owner_organisation or "")
    return tuple(part for part in (actor, aspect.owner.text) if part)


def _activities(user: type_of_reader, rows: Iterable[CriticalAspect]) -> dict[int, tuple[Activity, ...]]:
    """Return, by aspect, the activities that the reader may see; two queries."""
    links = CriticalAspect.activities.through.objects.filter(criticalaspect__in=[r.pk for r in rows])
    pairs = list(links.values_list("criticalaspect_id", "activity_id"))
    seen = Activity.objects.visible_to(user).in_bulk([activity for _aspect, activity in pairs])
    found: dict[int, list[Activity]] = {}
    for aspect, activity in pairs:
        if activity in seen:
            found.setdefault(aspect, []).append(seen[activity])
    return {pk: tuple(sorted(some, key=lambda a: a.sort_key)) for pk, some in found.items()}


def _decisions(user: type_of_reader, rows: Iterable[CriticalAspect]) -> Any:
    keys = [row.decision_id for row in rows]
    return Decision.objects.visible_to(user).filter(pk__in=keys).select_related("meeting")


def aspects_page(user: type_of_reader, plan: Document | None) -> AspectsPage:
    """Return the whole list of a plan for one reader, in a constant number of queries."""
    lines = aspect_lines(user, CriticalAspect.objects.visible_to(user).filter(of_plan(plan, user)))
    may = access.why_not_identify(user, plan) is None
    return AspectsPage(
        addressed=tuple(line for line in lines if not line.over),
        over=tuple(line for line in lines if line.over),
        candidates=candidates(user, plan) if may else (),
        may_identify=may,
        tier_told=standing_of(user).member,
        as_of=clock.today(),
        plan=plan,
    )


def aspects_of(user: type_of_reader, activity: Activity) -> tuple[AspectLine, ...]:
    """Return the critical aspects of an activity that the reader may see."""
    return aspect_lines(user, CriticalAspect.objects.visible_to(user).filter(activities=activity))


def candidates(user: type_of_reader, plan: Document | None) -> tuple[Candidate, ...]:
    """Return what a person's groups may bring: nothing is made of it unless they do. Two queries."""
    standing, today = standing_of(user), clock.today()
    mine = Q() if standing.steers else Q(group__in=standing.groups)
    rcgm = not standing.steers and not standing.groups
    activities = Activity.objects.visible_to(user).filter(Q() if rcgm else mine).filter(of_plan(plan, user))
    known = CriticalAspect.objects.addressed()
    overdue = (
        activities.filter(stage__in=Activity.ROWS, due_on__lt=today)
        .exclude(state__in=ENDED)
        .exclude(critical_aspects__in=known)
    )
    risks = (
        Risk.objects.filter(activity__in=activities, materialised_on__isnull=False, critical_aspects=None)
        .exclude(activity__critical_aspects__in=known)
        .select_related("activity")
    )
    late = [
        Candidate(a.code, a.title, _("its deadline has passed"), a.due_on, f"?activity={a.code}")
        for a in overdue
        if a.due_on
    ]
    came = [
        Candidate(
            r.activity.code, r.text, _("a risk that came about"), r.materialised_on,
            f"?activity={r.activity.code}&risk={r.pk}",
        )
        for r in risks
        if r.materialised_on
    ]  # fmt: skip
    return tuple(sorted((*late, *came), key=lambda one: (natural(one.code), one.on)))


def aspect_page(aspect: CriticalAspect, user: type_of_reader) -> AspectPage:
    """Return the page of an aspect that the reader may see, in a constant number of queries."""
    member, register = standing_of(user).member, read_register()
    line = aspect_lines(user, CriticalAspect.objects.filter(pk=aspect.pk))[0]
    may_edit = access.why_not_work_on_aspect(user, aspect) is None
    open_, barred = [], []
    for verb, step in CRITICAL_ASPECT.steps.items():
        if aspect.status not in step.sources or not may_edit:
            continue
        if reason := CRITICAL_ASPECT.why_not(verb, user, aspect):
            barred.append(Barred(str(step.label), reason))
        else:
            open_.append(Step(verb, str(step.label)))
    code = aspect.identified_by.code
    entries = tuple(
        (entry, said_by(register, entry.entered_as, code, in_full=member)) for entry in aspect.entries.all()
    )
    changes = _history(aspect, user, register) if member else ()
    return AspectPage(aspect.plan, line, entries, tuple(open_), tuple(barred), may_edit, member, changes)


def said_by(register: Register, capacity: str, code: str, *, in_full: bool) -> str:
    """Return in which office something was written; the RCGM for its delegates."""
    found = register.capacity(capacity, code, in_full=in_full)
    return found or (register.bodies.get(code, "") if code == access.RCGM else "")


def _history(aspect: CriticalAspect, user: type_of_reader, register: Register) -> tuple[Told, ...]:
    acts = Entry.objects.filter(model=aspect._meta.label_lower, object_id=aspect.pk)
    entries = list(acts.exclude(verb=OPENED))
    code = aspect.identified_by.code
    names = names_of(user, entries)
    return tuple(
        Told(
            at=entry.at,
            done=str(DONE.get(entry.verb, entry.verb)),
            by=said_by(register, entry.capacity, code, in_full=True),
            moves=tuple(
                Move(
                    label_of(field),
                    words_of(field, before, names),
                    words_of(field, after, names),
                    language_of_column(field),
                )
                for field, (before, after) in (entry.details.get("changes") or {}).items()
            ),
            reason=str(entry.details.get("reason") or ""),
        )
        for entry in entries
    )


def names_of(user: type_of_reader, entries: Iterable[Entry]) -> dict[str, dict[str, str]]:
    """Return the names of the records that changes name by their keys, in at most seven queries."""
    keys: dict[str, set[str]] = {}
    for entry in entries:
        for field, texts in (entry.details.get("changes") or {}).items():
            keys.setdefault(field, set()).update(k for text in texts for k in str(text).split(",") if k)
    if not keys:
        return {}

    def named(field: str, rows: Any) -> dict[str, str]:
        wanted = {key for key in keys.get(field, ()) if key.isdigit()}
        found: Iterable[Model] = rows.filter(pk__in=wanted) if wanted else ()
        return {str(row.pk): str(row) for row in found}

    return {
        "activities": named("activities", Activity.objects.visible_to(user)),
        "theme": named("theme", Theme.objects.visible_to(user)),
        "group": named("group", Body.objects.all()),
        "decision": named("decision", Decision.objects.visible_to(user).select_related("meeting")),
        "owner": _actors(keys.get("owner", set())),
    }


def _actors(keys: set[str]) -> dict[str, str]:
    """Return the names of actors by their keys, in a query for each kind."""
    found: dict[str, str] = {}
    for kind, model in (("country", Country), ("body", Body), ("organisation", Organisation)):
        wanted = {pk for of, _colon, pk in (key.partition(":") for key in keys) if of == kind}
        rows: Any = model._default_manager
        found |= {f"{kind}:{pk}": str(row) for pk, row in rows.in_bulk(wanted).items()} if wanted else {}
    return found


def actor_words(key: str) -> str:
    """Return the name of an actor from its key, `country:GT`."""
    kind, _colon, pk = key.partition(":")
    column = {"country": "owner_country", "body": "owner_body", "organisation": "owner_organisation"}.get(
        kind
    )
    model: Any = CriticalAspect._meta.get_field(column).related_model if column else None
    found = model.objects.filter(pk=pk).first() if model else None
    return str(found or "")


def label_of(field: str) -> str:
    """Return the name of a field of a critical aspect."""
    if field in LABELS:
        return str(LABELS[field])
    column: Any = CriticalAspect._meta.get_field(field)
    return str(capfirst(column.verbose_name))


def words_of(field: str, text: str, names: dict[str, dict[str, str]]) -> str:
    """Return a canonical text of a field in words."""
    if not text:
        return _("To be defined")
    if field in LABELS:
        known = names.get(field, {})
        return "; ".join(known.get(key, _("(not available)")) for key in text.split(","))
    column: Any = CriticalAspect._meta.get_field(field)
    choices = dict(column.flatchoices or ())
    if choices:
        return str(choices.get(text, text))
    day = parse_date(text) if len(text) == 10 and text[4:5] == "-" else None
    return date_format(day, "DATE_FORMAT") if day else text
