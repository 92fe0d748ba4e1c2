"""The verbs of a presidency's annual plan; its text goes to the members as a version (Tabla 1, M6)."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import require
from pilares.core.edits import Merge, as_text, merge
from pilares.core.trail import record
from pilares.meetings.models import Decision
from pilares.monitoring import access
from pilares.monitoring.access.presidency_plans import circulated
from pilares.monitoring.models import Activity, PresidencyLine, PresidencyPlan, PresidencyPlanStep
from pilares.monitoring.queries.presidency_texts import sections_of
from pilares.monitoring.workflow import PRESIDENCY_PLAN
from pilares.people.models import Body, Presidency, User
from pilares.plans import actions as plans
from pilares.plans.models import Document, Version

Kind = PresidencyLine.Kind
#: by what decision each organ lets the plan go on
VERBS = {
    "GRCM": (Decision.Verb.ENDORSE, Decision.Verb.RECOMMEND),
    "RVM": (Decision.Verb.APPROVE,),
}
REASON = _("Write the reason: it stays in the history.")


def lock(annual_plan: PresidencyPlan) -> PresidencyPlan:
    """Return the plan as it stands, held with its term; the first act on it begins its record."""
    Presidency.objects.select_for_update(of=("self",)).get(pk=annual_plan.presidency_id)
    PresidencyPlan.objects.get_or_create(
        presidency_id=annual_plan.presidency_id,
        defaults={"plan_id": annual_plan.plan_id, "illustrative": annual_plan.illustrative},
    )
    found: PresidencyPlan = (
        PresidencyPlan.objects.select_for_update(of=("self",))
        .select_related("presidency__country", "plan", "document")
        .get(presidency=annual_plan.presidency_id)
    )
    return found


def write_step(
    annual_plan: PresidencyPlan,
    verb: str,
    *,
    by: User | None,
    version: Version | None = None,
    decision: Decision | None = None,
    note: str = "",
) -> PresidencyPlan:
    """Take a plan that is held along one step, and write down who, when and on which decision."""
    annual_plan.status = PRESIDENCY_PLAN.target(verb)
    annual_plan.full_clean(exclude=["presidency", "plan", "document"])
    annual_plan.save()
    PresidencyPlanStep.objects.create(
        annual_plan=annual_plan,
        verb=verb,
        status=annual_plan.status,
        at=clock.now(),
        by=by,
        capacity=by.standing.capacity if by else "",
        version=version,
        decision=decision,
        note=note.strip(),
    )
    record(annual_plan, verb, by=by, status=annual_plan.status, decision=str(decision or ""), note=note)
    return annual_plan


# --- Lines -------------------------------------------------------------------------------------------------


@transaction.atomic
def take_up(
    annual_plan: PresidencyPlan, rows: list[Activity | Decision], *, by: User
) -> list[PresidencyLine]:
    """Add what is pending or inherited to the plan, with its words and its pillars; twice is once."""
    locked = lock(annual_plan)
    require(access.why_not_write_lines(by, locked))
    return [line for row in rows if (line := _taken(locked, row, by)) is not None]


def _taken(annual_plan: PresidencyPlan, row: Activity | Decision, by: User) -> PresidencyLine | None:
    is_activity = isinstance(row, Activity)
    about: dict[str, Any] = {"activity": row} if is_activity else {"decision": row}
    if annual_plan.lines.filter(**about).exists():
        return None
    source = row.title if is_activity else row.text  # type: ignore[union-attr]
    assert source is not None  # noqa: S101  a wording is never None on an instance
    name = "title" if is_activity else "text"
    words = {f"title_{x}": str(getattr(row, f"{name}_{x}"))[:500] for x in ("es", "en")}
    line = _add(
        annual_plan,
        {**about, **words, "kind": Kind.ACTIVITY if is_activity else Kind.DECISION},
        original=row.original_language,
        by=by,
    )
    if isinstance(row, Activity):
        placements = list(row.placements.select_related("pillar", "theme"))
        line.pillars.set({placement.pillar for placement in placements})
        line.theme = placements[0].theme if len({p.theme_id for p in placements}) == 1 else None
        line.save(update_fields=["theme"])
    return line


@transaction.atomic
def add_line(
    annual_plan: PresidencyPlan, *, values: Mapping[str, Any], form_key: uuid.UUID, by: User
) -> PresidencyLine:
    """Add an initiative of the presidency; the same form sent again adds nothing."""
    locked = lock(annual_plan)
    if (there := locked.lines.filter(form_key=form_key).first()) is not None:
        return there
    require(access.why_not_write_lines(by, locked))
    said = {name: value for name, value in values.items() if name != "pillars"}
    line = _add(locked, {**said, "kind": Kind.INITIATIVE, "form_key": form_key}, by=by)
    line.pillars.set(values.get("pillars", ()))
    return line


def _add(
    annual_plan: PresidencyPlan, values: Mapping[str, Any], *, by: User, original: str = ""
) -> PresidencyLine:
    last = annual_plan.lines.aggregate(last=Max("order"))["last"] or 0
    line = PresidencyLine(
        annual_plan=annual_plan, order=last + 1, illustrative=annual_plan.illustrative, **values
    )
    line.original_language = original or ("es" if line.title_es else "en")
    line.full_clean(exclude=["annual_plan", "activity", "decision"])
    line.save()
    record(line, "add_line", by=by, plan=annual_plan, title=str(line.title))
    return line


@transaction.atomic
def edit_line(
    line: PresidencyLine, *, changes: Mapping[str, Any], base: Mapping[str, str], by: User
) -> Merge:
    """Rewrite a line of the draft; raises `Conflict` where somebody wrote the same (AC-10)."""
    held = _hold(line)
    require(access.why_not_write_lines(by, held.annual_plan))
    return _write(held, changes, base, verb="edit_line", by=by)


@transaction.atomic
def report_line(
    line: PresidencyLine, *, changes: Mapping[str, Any], base: Mapping[str, str], by: User
) -> Merge:
    """Say how a line goes, as of a day and in words; the plan itself does not change."""
    held = _hold(line)
    require(access.why_not_report_line(by, held))
    if changes.get("state") and not (changes.get("state_note_es") or changes.get("state_note_en")):
        raise ValidationError({"state_note_es": _("Say in words what was done.")})
    return _write(held, changes, base, verb="report_line", by=by)


def _hold(line: PresidencyLine) -> PresidencyLine:
    annual_plan = lock(line.annual_plan)
    held: PresidencyLine = annual_plan.lines.select_for_update(of=("self",)).get(pk=line.pk)
    held.annual_plan = annual_plan
    return held


def _write(
    line: PresidencyLine, changes: Mapping[str, Any], base: Mapping[str, str], *, verb: str, by: User
) -> Merge:
    before = {name: _text(line, name) for name in changes}
    merged = merge(base=base, current=before, changes=changes)
    if merged.write:
        for name in merged.write - {"pillars"}:
            setattr(line, name, changes[name])
        line.full_clean(exclude=["annual_plan", "activity", "decision"])
        line.save()
        if "pillars" in merged.write:
            line.pillars.set(changes["pillars"])
        record(line, verb, by=by, changes=merged.moved)
    return merged


def _text(line: PresidencyLine, name: str) -> str:
    return as_text(line.pillars.all() if name == "pillars" else getattr(line, name))


@transaction.atomic
def remove_line(line: PresidencyLine, *, by: User) -> None:
    """Take a line out of the draft; the others close up."""
    held = _hold(line)
    require(access.why_not_write_lines(by, held.annual_plan))
    record(held, "remove_line", by=by, title=str(held.title))
    annual_plan = held.annual_plan
    held.delete()
    for number, other in enumerate(annual_plan.lines.all(), start=1):
        if other.order != number:
            PresidencyLine.objects.filter(pk=other.pk).update(order=number)


@transaction.atomic
def move_line(line: PresidencyLine, *, up: bool, by: User) -> None:
    """Change the place of a line with its neighbour's."""
    held = _hold(line)
    require(access.why_not_write_lines(by, held.annual_plan))
    lines = list(held.annual_plan.lines.all())
    at = [other.pk for other in lines].index(held.pk)
    to = at - 1 if up else at + 1
    if 0 <= to < len(lines):
        lines[at], lines[to] = lines[to], lines[at]
        for number, other in enumerate(lines, start=1):
            PresidencyLine.objects.filter(pk=other.pk).update(order=number)
        record(held, "move_line", by=by, place=to + 1)


# --- Steps -------------------------------------------------------------------------------------------------


@transaction.atomic
def consult(annual_plan: PresidencyPlan, *, by: User, note: str = "") -> PresidencyPlan:
    """Send the plan to the Member Countries: its text becomes a version, which is circulated (Tabla 2)."""
    locked = lock(annual_plan)
    require(PRESIDENCY_PLAN.why_not("consult", by, locked))
    locked.document = locked.document or _document(locked)
    locked.save(update_fields=["document"])
    version = plans.compose(
        locked.document, sections=sections_of(locked), by=by, illustrative=locked.illustrative
    )
    plans.circulate(version, by=by)  # the listener takes the plan along
    return _noted(locked, note)


@transaction.atomic
def take_back(annual_plan: PresidencyPlan, *, note: str, by: User) -> PresidencyPlan:
    """Return the plan to draft, because the members or the presidency want it otherwise."""
    locked = lock(annual_plan)
    require(PRESIDENCY_PLAN.why_not("take_back", by, locked))
    plans.take_back(_its_version(locked), reason=_needed(note), by=by)
    return lock(locked)


@transaction.atomic
def endorse(annual_plan: PresidencyPlan, *, decision: Decision, by: User, note: str = "") -> PresidencyPlan:
    """Record that the RCGM endorsed the plan."""
    locked = lock(annual_plan)
    require(PRESIDENCY_PLAN.why_not("endorse", by, locked))
    _fits(decision, "GRCM", _("Choose a decision by which the RCGM endorses or recommends the plan."))
    plans.recommend(_its_version(locked), meeting=decision.meeting, paragraph=decision.paragraph, by=by)
    return _noted(locked, note)


@transaction.atomic
def approve(
    annual_plan: PresidencyPlan, *, decision: Decision, on: date, by: User, note: str = ""
) -> PresidencyPlan:
    """Record that the Vice-Ministerial Meeting knew the plan and approved it."""
    locked = lock(annual_plan)
    require(PRESIDENCY_PLAN.why_not("approve", by, locked))
    _fits(decision, "RVM", _("Choose a decision by which the Vice-Ministerial Meeting approves the plan."))
    plans.record_approval(
        _its_version(locked),
        body=Body.objects.get(code="RVM"),
        meeting=decision.meeting,
        paragraph=decision.paragraph,
        on=on,
        by=by,
    )
    return _noted(locked, note)


@transaction.atomic
def start(annual_plan: PresidencyPlan, *, tier: str, by: User, note: str = "") -> PresidencyPlan:
    """Begin the execution: the presidency countersigns the approved text, and says who may read the plan."""
    locked = lock(annual_plan)
    require(PRESIDENCY_PLAN.why_not("start", by, locked))
    require(access.why_not_publish_presidency_plan(by, tier))
    version = _its_version(locked)
    locked.tier = tier
    locked.save(update_fields=["tier"])
    if version.status == Version.Status.APPROVED:
        plans.countersign(version, by=by)
    held = lock(locked)
    if held.status == PresidencyPlan.Status.APPROVED:  # its day is still ahead, or it is in force already
        write_step(held, "start", by=by, version=version, note=note)
    return held


@transaction.atomic
def close(annual_plan: PresidencyPlan, *, report_es: str, report_en: str, by: User) -> PresidencyPlan:
    """Close the plan with a report; it stays to be read for ever."""
    locked = lock(annual_plan)
    require(PRESIDENCY_PLAN.why_not("close", by, locked))
    if not (report_es.strip() or report_en.strip()):
        raise ValidationError({"report_es": _("Write the report in at least one language.")})
    locked.report_es, locked.report_en = report_es.strip(), report_en.strip()
    return write_step(locked, "close", by=by)


def _document(annual_plan: PresidencyPlan) -> Document:
    """Return the document whose versions the members read, made with the first consultation."""
    term = annual_plan.presidency
    found: Document
    found, _new = Document.objects.get_or_create(
        code=f"plan-ppt-{term.label}-{term.country_id}".lower(),
        defaults={
            "kind": Document.Kind.PRESIDENCY_PLAN,
            "title_es": f"Plan Anual de Trabajo de la PPT {term.label} ({term.country.name_es})",
            "title_en": f"Annual Work Plan of the PPT {term.label} ({term.country.name_en})",
            "period": term.label,
            "body": Body.objects.filter(code="PPT").first(),
            "illustrative": annual_plan.illustrative,
        },
    )
    return found


def _its_version(annual_plan: PresidencyPlan) -> Version:
    version = circulated(annual_plan)
    if version is None:
        raise ValidationError(_("The text of this plan has not been circulated yet."))
    return version


def _noted(annual_plan: PresidencyPlan, note: str) -> PresidencyPlan:
    """Write the note beside the step that has just been taken."""
    held = lock(annual_plan)
    step = held.steps.last()
    if note.strip() and step is not None:
        step.note = note.strip()
        step.save(update_fields=["note"])
    return held


def _fits(decision: Decision, body: str, words: Any) -> None:
    if decision.meeting.body.code != body or decision.verb not in VERBS[body] or not decision.paragraph:
        raise ValidationError({"decision": words})


def _needed(note: str) -> str:
    if not note.strip():
        raise ValidationError({"note": REASON})
    return note.strip()
