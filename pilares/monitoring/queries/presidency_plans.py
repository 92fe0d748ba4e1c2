"""The annual plan of a presidency as its page shows it: lines, pillars, progress in counts, steps (M6)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from pilares.core import clock
from pilares.core.bilingual import Wording
from pilares.meetings.models import Decision
from pilares.monitoring import access
from pilares.monitoring.models import Activity, PresidencyLine, PresidencyPlan, PresidencyPlanStep
from pilares.monitoring.queries.names import read_register
from pilares.monitoring.queries.ways import Barred, Way, address
from pilares.monitoring.workflow import PRESIDENCY_PLAN
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Presidency
from pilares.plans.models import Document, Pillar

DONE: dict[str, str | Promise] = {
    "consult": gettext_lazy("Sent to the Member Countries"),
    "take_back": gettext_lazy("Returned to draft"),
    "endorse": pgettext_lazy("plan", "Endorsed by the RCGM"),
    "approve": gettext_lazy("Known and approved by the Vice-Ministerial Meeting"),
    "start": gettext_lazy("Execution begun"),
    "close": gettext_lazy("Closed with a report"),
}
S = PresidencyPlan.Status
#: the steps that each status is there for, the first one first
NEXT = {
    S.DRAFT: ("consult",),
    S.IN_CONSULTATION: ("endorse", "take_back"),
    S.ENDORSED: ("approve",),
    S.APPROVED: ("start",),
    S.IN_EXECUTION: ("close",),
}
ENDED = (Activity.State.COMPLETED, Activity.State.NOT_ACHIEVED)
F = Decision.FollowUpState


@dataclass(frozen=True)
class PlanLine:
    """A line of the plan for one reader."""

    pk: int
    order: int
    kind: str
    #: the code of the activity or the citation of the decision that it takes up, with where it is read
    source: str
    url: str
    title: Wording
    theme: Wording | None
    pillars: tuple[int, ...]
    months: str
    responsible: Wording
    output: Wording
    #: how it goes, in the presidency's words; empty while nobody said
    state: str
    state_words: str
    state_on: date | None
    note: Wording
    #: the official state of the activity that it takes up (§4.2.7), `None` for other lines
    official: str | None
    illustrative: bool
    #: the activity or the decision that it takes up
    taken: Activity | Decision | None = None


@dataclass(frozen=True)
class Coverage:
    """A pillar and how many lines serve it."""

    number: int
    name: Wording
    slug: str
    count: int

    @property
    def numbers(self) -> tuple[int, ...]:
        """Its number, as the glyph takes it."""
        return (self.number,)


@dataclass(frozen=True)
class PlanStep:
    """A step of the plan as a reader may know of it."""

    at: datetime
    done: str
    by: str
    decision: str
    version: int | None
    note: str


@dataclass(frozen=True)
class PresidencyPlanPage:
    """The plan of a presidency for one reader."""

    term: Presidency
    annual_plan: PresidencyPlan
    status: str
    lines: tuple[PlanLine, ...]
    coverage: tuple[Coverage, ...]
    #: how many lines stand how, in words, none left out
    counts: tuple[tuple[str, int], ...]
    steps: tuple[PlanStep, ...]
    main: Way | None
    others: tuple[Way, ...]
    barred: tuple[Barred, ...]
    writes: bool
    reports: bool
    member: bool
    as_of: date

    @property
    def consulted(self) -> bool:
        """Whether the members are being asked about it."""
        return bool(self.annual_plan.status == PresidencyPlan.Status.IN_CONSULTATION)

    @property
    def text_code(self) -> str:
        """The code of the document whose versions the members read."""
        return self.annual_plan.document.code if self.annual_plan.document else ""


def term_labelled(label: str) -> Presidency | None:
    """Return the presidency that sources name by this year; the latest, should two be."""
    return Presidency.objects.select_related("country").filter(label=label).order_by("-order").first()


def plan_of_term(term: Presidency, user: type_of_reader) -> PresidencyPlan | None:
    """Return a term's plan for its reader; for whoever may write it, one that is not begun yet."""
    related = PresidencyPlan.objects.select_related("presidency__country", "plan", "document")
    found: PresidencyPlan | None = related.filter(presidency=term).first()
    if found is not None:
        return found if PresidencyPlan.objects.visible_to(user).filter(pk=found.pk).exists() else None
    plan = Document.objects.the_plan()
    if plan is None:
        return None
    new = PresidencyPlan(presidency=term, plan=plan, illustrative=term.illustrative)
    return new if access.why_not_work_on_presidency_plan(user, new) is None else None


def presidency_plan_page(annual_plan: PresidencyPlan, user: type_of_reader) -> PresidencyPlanPage:
    """Read the plan of a presidency; a constant number of queries, whatever it holds."""
    standing = standing_of(user)
    lines = tuple(read_lines(annual_plan, user))
    main, others, barred = _ways(annual_plan, user) if standing.member else (None, (), ())
    writes = access.why_not_write_lines(user, annual_plan) is None
    works = access.why_not_work_on_presidency_plan(user, annual_plan) is None
    return PresidencyPlanPage(
        term=annual_plan.presidency,
        annual_plan=annual_plan,
        status=annual_plan.get_status_display(),
        lines=lines,
        coverage=coverage_of(annual_plan.plan, lines),
        counts=counts_of(lines),
        steps=tuple(_steps(annual_plan, user)),
        main=main,
        others=others,
        barred=barred,
        writes=writes,
        reports=works and annual_plan.status == S.IN_EXECUTION,
        member=standing.member,
        as_of=clock.today(),
    )


def read_lines(annual_plan: PresidencyPlan, user: type_of_reader) -> Iterable[PlanLine]:
    """Yield the lines that the reader may see, in the order of the plan."""
    if not annual_plan.pk:
        return
    seen = PresidencyLine.objects.visible_to(user).filter(annual_plan=annual_plan)
    related = seen.select_related(
        "activity", "decision__meeting", "decision__session", "theme"
    ).prefetch_related("pillars")
    for line in related:
        activity, decision = line.activity, line.decision
        yield PlanLine(
            pk=line.pk,
            order=line.order,
            kind=line.get_kind_display(),
            source=activity.code if activity else str(decision or ""),
            url=address("monitoring:activity", activity.code) if activity else "",
            title=line.title,
            theme=line.theme.name if line.theme else None,
            pillars=tuple(pillar.number for pillar in line.pillars.all()),
            months=months(line.starts_on, line.ends_on),
            responsible=line.responsible,
            output=line.output,
            state=line.state,
            state_words=state_words(line.state),
            state_on=line.state_on,
            note=line.state_note,
            official=activity.state if activity else None,
            illustrative=line.illustrative,
            taken=activity or decision,
        )


def months(starts_on: date | None, ends_on: date | None) -> str:
    """Say a period in months: «febrero de 2021 – abril de 2021», one month alone once."""
    said = [date_format(day, "YEAR_MONTH_FORMAT") for day in (starts_on, ends_on) if day]
    return " – ".join(dict.fromkeys(said))


def state_words(state: str) -> str:
    """Say how a line goes; nobody having said is not the same as not done."""
    return str(PresidencyLine.State(state).label) if state else _("No status reported")


def counts_of(lines: Iterable[PlanLine]) -> tuple[tuple[str, int], ...]:
    """Return how many lines stand how, always as counts."""
    found = Counter(line.state for line in lines)
    return tuple((state_words(state), found[state]) for state in (*PresidencyLine.State.values, ""))


def coverage_of(plan: Document, lines: Iterable[PlanLine]) -> tuple[Coverage, ...]:
    """Return how many lines serve each pillar; a line may serve several (Tabla 1)."""
    found = Counter(number for line in lines for number in line.pillars)
    pillars = Pillar.objects.filter(plan=plan)
    return tuple(Coverage(p.number, p.name, p.slug, found[p.number]) for p in pillars)


def _steps(annual_plan: PresidencyPlan, user: type_of_reader) -> Iterable[PlanStep]:
    """Yield the steps, newest first; readers beyond the members are told of the decisions alone."""
    if not annual_plan.pk:
        return
    standing, register = standing_of(user), read_register()
    told = PresidencyPlanStep.objects.filter(annual_plan=annual_plan)
    if not standing.member:
        told = told.filter(verb__in=("endorse", "approve", "start", "close"))
    seen = set(
        Decision.objects.visible_to(user)
        .filter(pk__in=told.exclude(decision=None).order_by().values("decision"))
        .values_list("pk", flat=True)
    )
    for step in reversed(told.select_related("decision__meeting", "version")):
        yield PlanStep(
            at=step.at,
            done=str(DONE.get(step.verb, step.verb)),
            by=register.capacity(step.capacity, "", in_full=standing.member),
            decision=_cited(step.decision) if step.decision_id in seen else "",
            version=step.version.number if step.version and step.verb == "consult" else None,
            note=step.note if standing.member else "",
        )


def _cited(decision: Decision | None) -> str:
    """Cite a decision with the last day of its meeting: the step itself bears the day of its record."""
    if decision is None:
        return ""
    day = decision.meeting.ends_on or decision.meeting.starts_on
    said = _("%(decision)s (meeting of %(day)s)")
    words = date_format(day, "DATE_FORMAT") if day else ""
    return said % {"decision": decision, "day": words} if words else str(decision)


def _ways(
    annual_plan: PresidencyPlan, user: type_of_reader
) -> tuple[Way | None, tuple[Way, ...], tuple[Barred, ...]]:
    """Return the step that is next, the others that are open, and why what is next may not be done."""
    found: list[Way] = []
    barred: list[Barred] = []
    verbs = NEXT.get(S(annual_plan.status), ())
    for verb in verbs:
        label = str(PRESIDENCY_PLAN.steps[verb].label)
        reason = PRESIDENCY_PLAN.why_not(verb, user, annual_plan)
        if reason is None:
            way = Way(verb, label, address(f"monitoring:presidency_{verb}", annual_plan.presidency.label))
            found.append(way)
        elif reason.code not in QUIET:
            barred.append(Barred((label,), reason))
    first = next((way for way in found if way.verb == verbs[0]), None)
    return first, tuple(way for way in found if way is not first), tuple(barred)


#: refusals that only say that a step is not this reader's
QUIET = frozenset({"PRESIDENCY_ONLY", "STEERS_ONLY"})


# --- What may be taken up ----------------------------------------------------------------------------------


def pending_activities(annual_plan: PresidencyPlan, user: type_of_reader) -> "Iterable[Activity]":
    """Return the activities in force without an end, which the plan does not take up yet."""
    seen = Activity.objects.visible_to(user).filter(plan=annual_plan.plan, stage=Activity.Stage.IN_FORCE)
    waiting = seen.exclude(state__in=ENDED).select_related("group")
    return waiting.exclude(pk__in=_taken(annual_plan, "activity"))


def open_decisions(annual_plan: PresidencyPlan, user: type_of_reader) -> "Iterable[Decision]":
    """Return the commitments whose follow-up is open, which the plan does not take up yet."""
    seen = Decision.objects.visible_to(user).filter(
        verb__in=Decision.COMMITTING,
        outcome=Decision.Outcome.ADOPTED,
        follow_up__in=(F.PENDING, F.UNDER_WAY),
    )
    waiting = seen.select_related("meeting", "to_country", "to_body", "to_organisation")
    return waiting.exclude(pk__in=_taken(annual_plan, "decision"))


def _taken(annual_plan: PresidencyPlan, name: str) -> list[int]:
    if not annual_plan.pk:
        return []
    return list(annual_plan.lines.exclude(**{name: None}).values_list(name, flat=True))
