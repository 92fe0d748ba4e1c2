"""The plan of a group: where it stands and how it came there, its table, and what may be done next (M8)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from pilares.core.access import Reason
from pilares.core.workflow import Step
from pilares.meetings.access import may_cite, may_name
from pilares.meetings.models import Decision
from pilares.monitoring.models import Activity, GroupPlan, GroupPlanStep, Review
from pilares.monitoring.queries.groups import GroupPage, group_page
from pilares.monitoring.queries.names import Register, read_register
from pilares.monitoring.queries.plan_tables import (
    Table,
    draft_table,
    endorsed_table,
    snapshot_of,
    table_in_force,
)
from pilares.monitoring.queries.values import year_words
from pilares.monitoring.queries.ways import Barred, Way, address
from pilares.monitoring.workflow import GROUP_PLAN
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Body, Standing
from pilares.plans.models import Document, Note
from pilares.plans.queries import NoteLine
from pilares.plans.queries.lines import mode_of_reader, note_line
from pilares.plans.queries.standing import version_of

DONE: dict[str, str | Promise] = {
    "review": gettext_lazy("Reviewed by the group"),
    "present": gettext_lazy("Presented to the RCGM"),
    "take_back": gettext_lazy("Returned to draft"),
    "endorse": pgettext_lazy("plan", "Endorsed by the RCGM"),
    "enter_force": gettext_lazy("Brought into force"),
    "amend": gettext_lazy("A change of the plan was begun"),
    "drop_change": gettext_lazy("The change was given up"),
    "open_review": gettext_lazy("Yearly review opened"),
    "close_review": gettext_lazy("Yearly review closed"),
    "close": gettext_lazy("Plan closed"),
}
#: the steps that readers beyond the Member Countries are told of
TOLD = frozenset({"endorse", "enter_force", "close"})
#: the step that a status is there for, first
NEXT = {
    GroupPlan.Status.DRAFT: ("review", "drop_change"),
    GroupPlan.Status.REVIEWED: ("present", "take_back"),
    GroupPlan.Status.PRESENTED: ("endorse", "take_back"),
    GroupPlan.Status.ENDORSED: ("enter_force",),
    GroupPlan.Status.IN_FORCE: ("open_review", "amend", "close"),
}


@dataclass(frozen=True)
class PlanStep:
    """One step of a plan as a reader may know of it."""

    pk: int
    at: datetime
    done: str
    by: str
    meeting: str
    decision: str
    note: str
    #: whether what was presented then can be read
    readable: bool


@dataclass(frozen=True)
class ReviewRef:
    """A review of one year, to be opened or read."""

    number: int
    year: str
    closed_at: datetime | None


@dataclass(frozen=True)
class GroupPlanPage:
    """The plan of a group for one reader: the draft for members, the version in force for others."""

    page: GroupPage
    group_plan: GroupPlan
    status: str
    #: the number of the version in force, or nothing while none is
    in_force: int | None
    table: Table
    #: the version in force beside a draft that differs from it
    beside: Table | None
    notes: tuple[NoteLine, ...]
    steps: tuple[PlanStep, ...]
    reviews: tuple[ReviewRef, ...]
    main: Way | None
    others: tuple[Way, ...]
    barred: tuple[Barred, ...]


def step_of(verb: str) -> Step:
    """Return a step of the workflow: from which statuses it starts, and to which it leads."""
    return GROUP_PLAN.steps[verb]


def plan_of_group(body: Body, plan: Document) -> GroupPlan:
    """Return a group's plan, or one not written yet: its record begins with the first step."""
    found = GroupPlan.objects.select_related("group", "plan__parameters").filter(plan=plan, group=body)
    known = found.first() or GroupPlan(plan=plan, group=body)
    known.plan = plan  # it knows how it was asked for
    return known


def seen_codes(group_plan: GroupPlan, user: type_of_reader) -> frozenset[str]:
    """Return the codes of the group's activities that the reader may see."""
    seen = Activity.objects.visible_to(user).filter(plan=group_plan.plan_id, group=group_plan.group_id)
    return frozenset(seen.order_by().values_list("code", flat=True))


def group_plan_page(body: Body, plan: Document, user: type_of_reader) -> GroupPlanPage:
    """Read the plan of a group; a constant number of queries, whatever it holds."""
    standing, group_plan = standing_of(user), plan_of_group(body, plan)
    steps = steps_of(group_plan)
    since = version_in_force(group_plan, steps)
    snapshot, seen = snapshot_of(group_plan), seen_codes(group_plan, user)
    stands = table_in_force(snapshot, seen)
    table = draft_table(snapshot, seen) if standing.member else stands
    main, others, barred = _ways(group_plan, user) if standing.member else (None, (), ())
    return GroupPlanPage(
        page=group_page(body, user, plan),
        group_plan=group_plan,
        status=status_words(group_plan, steps, since, standing),
        in_force=since,
        table=table,
        beside=stands if standing.member and table.pending and stands.rows else None,
        notes=notes_of(plan, table.notes, user),
        steps=tuple(told_steps(group_plan, steps, standing)),
        reviews=tuple(_reviews(group_plan, user)),
        main=main,
        others=others,
        barred=barred,
    )


def steps_of(group_plan: GroupPlan) -> list[GroupPlanStep]:
    """Return the steps of a plan, oldest first, without what was presented."""
    if not group_plan.pk:
        return []
    steps = GroupPlanStep.objects.filter(group_plan=group_plan).defer("snapshot")
    return list(steps.select_related("meeting__body", "decision__meeting__body", "decision__session"))


def version_in_force(group_plan: GroupPlan, steps: list[GroupPlanStep]) -> int | None:
    """Return the number of the version in force: while a change is drafted, the one before."""
    if not any(step.verb == "enter_force" for step in steps):
        return None
    drafting = group_plan.status in {
        GroupPlan.Status.DRAFT,
        GroupPlan.Status.REVIEWED,
        GroupPlan.Status.PRESENTED,
        GroupPlan.Status.ENDORSED,
    }
    return group_plan.version - 1 if drafting else group_plan.version


def status_words(
    group_plan: GroupPlan, steps: Iterable[GroupPlanStep], since: int | None, standing: Standing
) -> str:
    """Return where the plan stands: for members the step it is at, for others whether one is in force."""
    stands = {GroupPlan.Status.IN_FORCE, GroupPlan.Status.IN_REVIEW, GroupPlan.Status.CLOSED}
    if not standing.member and group_plan.status not in stands:
        return str(GroupPlan.Status.IN_FORCE.label) if since else _("No version in force yet")
    endorsed = [step for step in steps if step.verb == "endorse"]
    if group_plan.status == GroupPlan.Status.ENDORSED and endorsed:
        return _endorsed(endorsed[-1])
    return group_plan.get_status_display()


def _endorsed(step: GroupPlanStep) -> str:
    if step.decision and step.decision.verb == Decision.Verb.TAKE_NOTE:
        return _("Taken note of by the RCGM")
    return str(DONE["endorse"])


def told_steps(group_plan: GroupPlan, steps: list[GroupPlanStep], standing: Standing) -> "Iterable[PlanStep]":
    """Yield the steps that the reader may know of, newest first."""
    register = read_register() if steps else Register({}, {})
    agreed = _agreed(steps)
    for step in reversed(steps):
        if not (standing.member or step.verb in TOLD):
            continue
        meeting, decision = step.meeting, step.decision
        yield PlanStep(
            pk=step.pk,
            at=step.at,
            done=step_words(step),
            by=register.capacity(step.capacity, group_plan.group.code, in_full=standing.member),
            meeting=meeting.code if meeting and may_name(standing, meeting) else "",
            decision=decision.citation if decision and may_cite(standing, decision) else "",
            note=step.note if standing.member and step.verb not in {"open_review", "close_review"} else "",
            readable=step.verb == "present" if standing.member else step.pk in agreed.values(),
        )


def step_words(step: GroupPlanStep) -> str:
    """Return what a step did, in words."""
    if step.verb == "endorse":
        return _endorsed(step)
    if step.verb in {"open_review", "close_review"} and step.note.isdigit():
        return f"{DONE[step.verb]}: {year_words(int(step.note))}"
    return str(DONE.get(step.verb, step.verb))


def _agreed(steps: Iterable[GroupPlanStep]) -> dict[int, int]:
    """Return the presentations that the RCGM endorsed, each with the step of the endorsement."""
    found, last = {}, None
    for step in steps:
        if step.verb == "present":
            last = step.pk
        elif step.verb == "endorse" and last is not None:
            found[last] = step.pk
    return found


def _reviews(group_plan: GroupPlan, user: type_of_reader) -> "Iterable[ReviewRef]":
    if not group_plan.pk:
        return
    for review in Review.objects.visible_to(user).filter(group_plan=group_plan).select_related("year"):
        yield ReviewRef(review.year.number, year_words(review.year.number), review.closed_at)


def notes_of(plan: Document, numbers: Iterable[int], user: type_of_reader) -> tuple[NoteLine, ...]:
    """Return notes of the plan by their numbers, in the version that stands (nota 7, AC-04)."""
    wanted = tuple(numbers)
    version = version_of(plan, user) if wanted else None
    notes = Note.objects.filter(version=version, number__in=wanted)
    read = notes.select_related("country", "version__document").order_by("number") if version else ()
    return tuple(note_line(note, mode_of_reader()) for note in read)


# --- What was presented ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Presented:
    """What was presented to the RCGM, as it stood, and whether it endorsed it."""

    step: PlanStep
    table: Table
    notes: tuple[NoteLine, ...]
    endorsed: bool


def presented_page(group_plan: GroupPlan, pk: int, user: type_of_reader) -> Presented | None:
    """Return a presentation: members read every one, others those that the RCGM endorsed.

    `pk` is that of the presentation or of its endorsement.
    """
    standing, steps = standing_of(user), steps_of(group_plan)
    agreed = _agreed(steps)
    pk = next((shown for shown, endorsed in agreed.items() if endorsed == pk), pk)
    step = next((one for one in steps if one.pk == pk and one.verb == "present"), None)
    if step is None or not (standing.member or pk in agreed) or not step.snapshot:
        return None
    seen = seen_codes(group_plan, user)
    table = (endorsed_table if pk in agreed else draft_table)(step.snapshot, seen)
    shown = next(one for one in told_steps(group_plan, steps, standing) if one.pk in {pk, agreed.get(pk)})
    return Presented(shown, table, notes_of(group_plan.plan, table.notes, user), pk in agreed)


# --- What may be done next ---------------------------------------------------------------------------------


def _ways(
    group_plan: GroupPlan, user: type_of_reader
) -> tuple[Way | None, tuple[Way, ...], tuple[Barred, ...]]:
    """Return the step that is next, the others that are open, and why what is next may not be done."""
    if group_plan.status == GroupPlan.Status.IN_REVIEW:
        return _review_way(group_plan), (), ()
    verbs = NEXT.get(GroupPlan.Status(group_plan.status), ())
    if group_plan.status == GroupPlan.Status.IN_FORCE and group_plan.pending().exists():
        verbs = ("amend", "open_review")
    found: list[Way] = []
    barred: list[Barred] = []
    for verb in verbs:
        way = _way(group_plan, verb)
        reason: Reason | None = GROUP_PLAN.why_not(verb, user, group_plan)
        if reason is None:
            found.append(way)
        elif reason.code not in QUIET:
            barred.append(Barred((way.label,), reason))
    first = [way for way in found if way.verb == verbs[0]]
    return (first[0] if first else None), tuple(w for w in found if w not in first), tuple(barred)


#: refusals that only say that a step is not due, or not this reader's
QUIET = frozenset({"NEVER_IN_FORCE", "STEERS_ONLY", "CHANGES_PENDING"})


def _way(group_plan: GroupPlan, verb: str) -> Way:
    label = str(GROUP_PLAN.steps[verb].label)
    url = address(f"monitoring:plan_{verb}", group_plan.group.slug)
    return Way(verb, label, url and url + group_plan.plan.asking)


def _review_way(group_plan: GroupPlan) -> Way | None:
    review = group_plan.open_review()
    if review is None:
        return None
    number = review.year.number
    label = _("Continue the review: %(year)s") % {"year": year_words(number)}
    url = reverse("monitoring:review", args=[group_plan.group.slug, number])
    return Way("review_year", label, url + group_plan.plan.asking)


@dataclass(frozen=True)
class Finding:
    """What is missing from a plan before it is presented; some of it prevents the presentation."""

    code: str
    text: str


def findings_of(table: Table) -> tuple[Finding, ...]:
    """Return what the check page names: it can be presented all the same, the RCGM will see it missing."""
    found = []
    for row in table.rows:
        missing = [
            *([] if row.themes else [_("no theme")]),
            *([] if row.results else [_("no expected result")]),
            *([] if row.indicators else [_("no indicator: it cannot be measured")]),
        ]
        found += [Finding(row.code, text) for text in missing]
    if not table.objective:
        found.append(Finding("", _("the specific objective of the group is not recorded")))
    return tuple(found)
