"""How far the plans of the groups came: for members every step, for others what is in force (§3.9, AC-01)."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilares.core.access import Tier
from pilares.core.bilingual import Wording, reading_language
from pilares.meetings.access import may_cite
from pilares.memory.queries.shapes import Change, Kind, Subject
from pilares.monitoring.models import GroupPlan, GroupPlanStep
from pilares.monitoring.queries.group_plans import DONE, TOLD, step_words
from pilares.monitoring.queries.names import Register
from pilares.monitoring.queries.ways import address
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Standing


def plan_steps_of(
    found: dict[int, list[Subject]],
    span: tuple[datetime, datetime | None],
    user: type_of_reader,
    register: Register,
    bodies: Collection[int] | None,
) -> None:
    """Tell where the plans of these groups stand, net of steps that were taken back; `None` is all."""
    since, until = span
    taken = GroupPlanStep.objects.filter(at__gte=since)
    if until is not None:
        taken = taken.filter(at__lt=until)
    if bodies is not None:
        taken = taken.filter(group_plan__group__in=bodies)
    moved = set(taken.values_list("group_plan", flat=True))
    every = GroupPlanStep.objects.filter(group_plan__in=moved) if moved else GroupPlanStep.objects.none()
    related = (
        "group_plan__group",
        "group_plan__plan",
        "meeting",
        "decision__meeting__body",
        "decision__session",
    )
    of_plan: dict[GroupPlan, list[GroupPlanStep]] = defaultdict(list)
    for step in every.defer("snapshot").select_related(*related).order_by("at", "pk"):
        if until is None or step.at < until:
            of_plan[step.group_plan].append(step)
    standing = standing_of(user)
    for group_plan, steps in of_plan.items():
        seen = [step for step in steps if standing.member or step.verb in TOLD]
        new = [step for step in seen if step.at >= since]
        if new:
            tell = _for_members if standing.member else _for_others
            found[group_plan.group_id].append(
                _subject(group_plan, tuple(tell(group_plan, seen, new, standing, register)), standing)
            )


def _subject(group_plan: GroupPlan, changes: tuple[Change, ...], standing: Standing) -> Subject:
    title = _("Plan of the group %(period)s") % {"period": group_plan.plan.period}
    where = address("monitoring:group_plan", group_plan.group.slug)
    tier = Tier.MEMBERS if standing.member else Tier.PUBLIC
    words = Wording(title, reading_language())
    return Subject(group_plan.group.code, words, where, tier, changes, "", f"plan-{group_plan.pk}")


def _stood(group_plan: GroupPlan, steps: list[GroupPlanStep]) -> GroupPlan:
    """Return the record of the plan as these steps leave it; it is not to be saved."""
    moved = sum({"amend": 1, "drop_change": -1}.get(step.verb, 0) for step in steps)
    status = steps[-1].status if steps else GroupPlan.Status.DRAFT
    return GroupPlan(plan=group_plan.plan, group=group_plan.group, status=status, version=1 + moved)


def _for_members(
    group_plan: GroupPlan,
    steps: list[GroupPlanStep],
    new: list[GroupPlanStep],
    standing: Standing,
    register: Register,
) -> Iterable[Change]:
    """Yield where the plan stood and where it came to, with each step and the decision it rests on."""
    before, after = (_where(_stood(group_plan, some)) for some in (steps[: -len(new)], steps))
    yield Change(
        Kind.STEP, _("Where the plan stands"), before, after, new[-1].at, _by(new[-1], register, standing),
        decision=_decided(new, standing), reason=" · ".join(map(_step, new)), edits=len(new),
        cancelled=before == after and len(new) > 1,
    )  # fmt: skip


def _for_others(
    _group_plan: GroupPlan,
    steps: list[GroupPlanStep],
    new: list[GroupPlanStep],
    standing: Standing,
    register: Register,
) -> Iterable[Change]:
    """Yield which version came into force, and that the plan was closed."""
    closed = [step for step in new if step.verb == "close"]
    begun = [step for step in new if step not in closed]
    if begun:
        before, after = (_number(steps_then) for steps_then in (steps[: -len(new)], steps))
        yield Change(
            Kind.STEP, _("Version in force"), before, after, begun[-1].at, _by(begun[-1], register, standing),
            decision=_decided(begun, standing), reason=" · ".join(map(_step, begun)),
        )  # fmt: skip
    for step in closed:
        yield Change(
            Kind.STEP, str(DONE["close"]), "", "", step.at, _by(step, register, standing),
            decision=_decided([step], standing),
        )  # fmt: skip


def _number(steps: list[GroupPlanStep]) -> str:
    """Return which version these steps leave in force; each entry into force is of the next one."""
    number = sum(step.verb == "enter_force" for step in steps)
    return _("Version %(number)s") % {"number": number} if number else _("None yet")


def _where(stood: GroupPlan) -> str:
    status = str(GroupPlan.Status(stood.status).label)
    if stood.version == 1:
        return status
    return _("%(status)s, version %(number)s") % {"status": status, "number": stood.version}


def _step(step: GroupPlanStep) -> str:
    return f"{step_words(step)} ({date_format(step.at, 'SHORT_DATE_FORMAT')})"


def _by(step: GroupPlanStep, register: Register, standing: Standing) -> str:
    return register.capacity(step.capacity, step.group_plan.group.code, in_full=standing.member)


def _decided(steps: Iterable[GroupPlanStep], standing: Standing) -> str:
    """Return the last decision that the reader may know of."""
    cited = [step.decision.citation for step in steps if step.decision and may_cite(standing, step.decision)]
    return cited[-1] if cited else ""
