"""The verbs of how an indicator is measured: periods, milestones, and targets with their decisions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import require
from pilares.core.edits import as_text
from pilares.core.trail import record
from pilares.meetings.models import Decision
from pilares.monitoring import access, maths
from pilares.monitoring.models import Indicator, IndicatorMilestone, Period, Target
from pilares.monitoring.queries.indicator import MISSING, gates_of
from pilares.monitoring.queries.progress import measured
from pilares.monitoring.queries.words import problem_words
from pilares.people.models import User

SECRETARIAT, PRESIDENCY = "secretariat", "presidency"
PACE = ("pace_on_course", "pace_insufficient", "pace_reason", "pace_decision")


@dataclass(frozen=True)
class StepRow:
    """A milestone as it is typed; without a key it is a new one."""

    text_es: str
    text_en: str
    weight: Decimal
    due_on: date | None = None
    key: int | None = None


def _lock(indicator: Indicator) -> Indicator:
    return (
        Indicator.objects.select_for_update(of=("self",))
        .select_related("activity__group", "activity__plan")
        .get(pk=indicator.pk)
    )


# --- Periods -----------------------------------------------------------------------------------------------


@transaction.atomic
def make_periods(indicator: Indicator, *, by: User) -> tuple[Period, ...]:
    """Make a period of each year of the plan that has its dates and is not one yet (§4.3).

    Raises `ValidationError` while the Secretariat has recorded no dates.
    """
    locked = _lock(indicator)
    require(access.why_not_edit(by, locked.activity))
    years = locked.activity.plan.plan_years.all()
    dated = [(year, year.starts_on, year.ends_on) for year in years if year.starts_on and year.ends_on]
    if not dated:
        raise ValidationError(_("The years of the plan have no dates yet: the Secretariat records them."))
    taken = list(locked.periods.all())
    made = tuple(
        Period.objects.create(indicator=locked, starts_on=first, ends_on=last, year=year)
        for year, first, last in dated
        if not any(_share_days(period, first, last) for period in taken)
    )
    if made:
        record(locked, "make_periods", by=by, label=", ".join(map(str, made)))
        start_measuring(locked, by=by)
    return made


@transaction.atomic
def add_period(indicator: Indicator, *, starts_on: date, ends_on: date, by: User) -> Period:
    """Add a period; two that share days would count something twice, and are refused."""
    locked = _lock(indicator)
    require(access.why_not_edit(by, locked.activity))
    period = Period(indicator=locked, starts_on=starts_on, ends_on=ends_on)
    period.year = next(
        (
            year
            for year in locked.activity.plan.plan_years.all()
            if year.starts_on and year.ends_on and year.starts_on <= starts_on <= ends_on <= year.ends_on
        ),
        None,
    )
    period.full_clean(exclude=["indicator", "year", "locked_by"])
    if any(_share_days(other, starts_on, ends_on) for other in locked.periods.all()):
        raise ValidationError({"starts_on": _("It shares days with another period of this indicator.")})
    period.save()
    record(locked, "add_period", by=by, label=str(period))
    start_measuring(locked, by=by)
    return period


def _share_days(period: Period, starts_on: date | None, ends_on: date | None) -> bool:
    return bool(starts_on and ends_on and period.starts_on <= ends_on and starts_on <= period.ends_on)


@transaction.atomic
def remove_period(period: Period, *, by: User) -> None:
    """Take a period out, while nothing was reported for it and it is not closed."""
    locked = _lock(period.indicator)
    require(access.why_not_remove_period(by, period))
    label = str(period)
    period.delete()
    record(locked, "remove_period", by=by, label=label)


# --- Milestones --------------------------------------------------------------------------------------------


@transaction.atomic
def set_steps(indicator: Indicator, rows: Iterable[StepRow], *, by: User) -> tuple[IndicatorMilestone, ...]:
    """Write the milestones with their weights, which are fixed before anything is measured (§5)."""
    locked = _lock(indicator)
    require(access.why_not_set_steps(by, locked))
    wanted, known = list(rows), {step.pk: step for step in locked.steps.all()}
    before = _weights(known.values())
    kept = {row.key for row in wanted}
    for pk, step in known.items():
        if pk not in kept:
            step.delete()
    found = []
    for order, row in enumerate(wanted):
        step = known.get(row.key or 0) or IndicatorMilestone(indicator=locked)
        step.text_es, step.text_en, step.weight = row.text_es, row.text_en, row.weight
        step.due_on, step.order = row.due_on, order
        if not (row.text_es or row.text_en):
            raise ValidationError(_("Write each milestone in at least one language."))
        step.full_clean(exclude=["indicator"])
        step.save()
        found.append(step)
    if (after := _weights(found)) != before:
        record(locked, "set_steps", by=by, label=after)
    start_measuring(locked, by=by)
    return tuple(found)


def _weights(steps: Iterable[IndicatorMilestone]) -> str:
    return "; ".join(f"{step.text.text} ({as_text(step.weight)}\N{NO-BREAK SPACE}%)" for step in steps)[:190]


# --- Targets -----------------------------------------------------------------------------------------------


@transaction.atomic
def set_targets(indicator: Indicator, targets: Mapping[int, Decimal | None], *, by: User) -> None:
    """Write the first target of periods, by the period's key; later ones are revised (AC-17)."""
    locked = _lock(indicator)
    require(access.why_not_edit(by, locked.activity))
    versioned = locked.targets.filter(period=None).exists()
    periods = {period.pk: period for period in locked.periods.all()}
    moved = {}
    for pk, value in targets.items():
        period = periods[pk]
        before = period.targets.last()
        if (before.value if before else None) == value:
            continue
        if before and versioned:
            raise ValidationError(_("A target that was measured against is revised by a decision."))
        period.targets.all().delete()
        if value is not None:
            _write_target(locked, value=value, period=period, valid_from=period.starts_on, by=by)
        moved[str(period)] = [as_text(before.value if before else None), as_text(value)]
    if moved:
        record(locked, "set_targets", by=by, changes=moved)
        start_measuring(locked, by=by)


def _write_target(
    indicator: Indicator,
    *,
    value: Decimal | None,
    valid_from: date,
    by: User | None,
    period: Period | None = None,
    upper: Decimal | None = None,
    text: Mapping[str, str] | None = None,
    decision: Decision | None = None,
    reason: str = "",
    second: str = "",
) -> Target:
    """Append a version; nothing ever changes one that binds."""
    target = Target(
        indicator=indicator,
        period=period,
        value=value,
        upper=upper,
        valid_from=valid_from,
        decision=decision,
        reason=reason,
        by=by,
        at=clock.now(),
        retroactive=bool(second),
        second=second,
        **{f"text_{language}": words for language, words in (text or {}).items()},
    )
    target.full_clean(exclude=["indicator", "period", "decision", "by", "countersigned_by"])
    target.save()
    return target


def start_measuring(indicator: Indicator, *, by: User | None) -> Target | None:
    """Write version 1 of the target once the indicator is measurable; from then on a decision revises it."""
    if indicator.targets.filter(period=None).exists():
        return None
    one = measured([indicator.pk], by or AnonymousUser())[indicator.pk]
    if not gates_of(indicator, one).measurable or (indicator.target is None and not indicator.target_note):
        return None
    first = min(period.starts_on for period in one.periods)
    since = min(first, indicator.baseline_on) if indicator.baseline_on else first
    text = (
        {"es": indicator.target_note_es, "en": indicator.target_note_en} if indicator.target is None else None
    )
    return _write_target(
        indicator, value=indicator.target, upper=indicator.target_upper, valid_from=since, by=by, text=text
    )


@transaction.atomic
def revise_target(
    indicator: Indicator,
    *,
    value: Decimal,
    valid_from: date,
    decision: Decision,
    reason: str,
    by: User,
    upper: Decimal | None = None,
    period: Period | None = None,
) -> Target:
    """Append a version of a target, by a decision and with its reason; closed periods keep theirs (AC-17).

    One dated before a closed period needs Secretariat and presidency: it binds once the other office signs.
    Raises `ValidationError` without decision or reason, and where the target would contradict the measure.
    """
    locked = _lock(indicator)
    require(access.why_not_revise_target(by, locked, valid_from))
    if decision is None:
        raise ValidationError({"decision": _("Name the decision that revises the target.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Write the reason of the revision.")})
    _check_revision(locked, value, upper, period, by)
    second, asked_from = "", valid_from
    valid_from = _after_the_last(locked, period, valid_from)
    last = locked.targets.filter(period=period).order_by("pk").last()
    if last and _said(last) == (value, upper, valid_from, decision.pk, reason.strip()):
        return last  # a form sent twice
    if access.reaches_a_closed_period(locked, asked_from):
        second = PRESIDENCY if by.standing.secretariat else SECRETARIAT
    before = locked.target
    target = _write_target(
        locked, value=value, upper=upper, period=period, valid_from=valid_from, by=by,
        decision=decision, reason=reason.strip(), second=second,
    )  # fmt: skip
    verb = "propose_target" if second else "revise_target"
    moved = {"target": [as_text(before), as_text(value)]} if period is None else {}
    record(locked, verb, by=by, changes=moved, reason=reason, label=decision.citation)
    if target.binds:
        _bring_into_force(locked, target)
    return target


def _said(target: Target) -> tuple[Any, ...]:
    return target.value, target.upper, target.valid_from, target.decision_id, target.reason


def _after_the_last(indicator: Indicator, period: Period | None, valid_from: date) -> date:
    """Return from when a version is in force: after the one before, which would hide it otherwise.

    The target of a period is in force from its beginning, whenever it was decided.
    """
    last = indicator.targets.binding().filter(period=period).order_by("valid_from", "pk").last()
    if last is None or valid_from >= last.valid_from:
        return valid_from
    if period is not None:
        return last.valid_from
    since = {"date": date_format(last.valid_from, "DATE_FORMAT")}
    raise ValidationError(
        {"valid_from": _("The version before is in force from %(date)s: this one follows it.") % since}
    )


def _check_revision(
    indicator: Indicator, value: Decimal, upper: Decimal | None, period: Period | None, by: User
) -> None:
    """Refuse a target that contradicts the measure, in the words of the contradiction."""
    if period is not None and period.indicator_id != indicator.pk:
        raise ValidationError({"period": _("That period belongs to another indicator.")})
    if period is not None:
        return
    one = measured([indicator.pk], by)[indicator.pk]
    revised = replace(one.configuration, targets=(maths.Target(value, clock.today(), upper),))
    problems = maths.configuration_problems(revised, one.periods)
    if said := [problem_words(problem) for problem in problems if problem not in MISSING]:
        raise ValidationError({"value": said})


@transaction.atomic
def set_pace(
    indicator: Indicator,
    *,
    on_course: int | None,
    insufficient: int | None,
    decision: Decision | None,
    reason: str,
    by: User,
) -> Indicator:
    """Set from where each pace of this indicator counts, by a decision; both empty: the plan's again."""
    locked = _lock(indicator)
    require(access.why_not_set_pace(by, locked))
    if not reason.strip():
        raise ValidationError({"reason": _("Write the reason: it stays in the history.")})
    own = on_course is not None or insufficient is not None
    if own and decision is None:
        raise ValidationError({"decision": _("Name the decision that sets them.")})
    before = f"{as_text(locked.pace_on_course)} / {as_text(locked.pace_insufficient)}"
    locked.pace_on_course, locked.pace_insufficient = on_course, insufficient
    locked.pace_reason, locked.pace_decision = (reason.strip(), decision) if own else ("", None)
    locked.version += 1
    locked.full_clean(exclude=["activity", "result", "pace_decision"])
    locked.save(update_fields=[*PACE, "version"])
    after = f"{as_text(on_course)} / {as_text(insufficient)}"
    label = decision.citation if decision else ""
    record(
        locked, "set_pace", by=by, changes={"pace_thresholds": [before, after]}, reason=reason, label=label
    )
    return locked


@transaction.atomic
def sign_target(target: Target, *, by: User) -> Target:
    """Sign, as the other office, a revision dated before a closed period; from then on it binds (AC-17)."""
    indicator = _lock(target.indicator)
    locked: Target = Target.objects.select_for_update(of=("self",)).get(pk=target.pk)
    require(access.why_not_sign_target(by, locked))
    locked.countersigned_by, locked.countersigned_at = by, clock.now()
    locked.full_clean(exclude=["indicator", "period", "decision", "by"])
    locked.save(update_fields=["countersigned_by", "countersigned_at"])
    record(indicator, "sign_target", by=by, label=locked.decision.citation if locked.decision else "")
    _bring_into_force(indicator, locked)
    return locked


def _bring_into_force(indicator: Indicator, target: Target) -> None:
    """Let the indicator's own column hold the target in force, for whatever reads no versions."""
    if target.period_id is not None or target.valid_from > clock.today():
        return
    begun = Target.objects.binding().filter(indicator=indicator, period=None, valid_from__lte=clock.today())
    newest: Target = begun.order_by("valid_from", "pk").reverse()[0]
    indicator.target, indicator.target_upper = newest.value, newest.upper
    indicator.version += 1
    indicator.save(update_fields=["target", "target_upper", "version"])
