"""A plan concludes by a decision of the Vice-Ministers; the next one begins as a draft (§4.2, AC-12)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import Tier, require
from pilares.core.trail import record
from pilares.meetings.models import Decision
from pilares.people.models import User
from pilares.plans.access import why_not_approve_in, why_not_begin_next
from pilares.plans.actions.moving import locked, move
from pilares.plans.actions.texts import new_draft
from pilares.plans.models import Document, Note, Parameters, Placement, PlanYear, Version, VersionEvent
from pilares.plans.workflow import VERSION

#: what a plan says as data, with the words of its text; each row is copied as it stands
COPIED = ("pillars", "objectives", "responsibilities", "weaknesses")


@transaction.atomic
def conclude(plan: Document, *, decision: Decision, by: User) -> Document:
    """Close a plan at this instant: from now on it is only read, and its addresses stay (§1.5, Tabla 2).

    Raises `Refused` with what is still undecided, or `ValidationError` for another organ's decision.
    """
    version = plan.versions.filter(status__in=Version.STANDING).last() or plan.versions.last()
    assert version is not None  # noqa: S101 (a plan has a text)
    held = locked(version)
    require(VERSION.why_not("conclude", by, held))
    require(why_not_approve_in(decision.meeting.body))
    if decision.outcome != Decision.Outcome.ADOPTED:
        raise ValidationError({"decision": _("Choose a decision that was adopted.")})
    move(held, "conclude", VersionEvent.Step.CONCLUDED, by=by, decision=decision, starts_on=clock.today())
    stored: Document = Document.objects.get(pk=held.document_id)
    stored.concluded_at, stored.conclusion = clock.now(), decision
    stored.save(update_fields=["concluded_at", "conclusion"])
    record(stored, "conclude", by=by, decision=decision.citation)
    return stored


@transaction.atomic
def begin_next(
    plan: Document,
    *,
    period: str,
    title_es: str,
    title_en: str,
    years: int,
    priority_activities: int,
    meetings_a_year: int,
    by: User,
) -> Document:
    """Begin the next plan as a draft: the structure and the text of this one, its years without dates.

    Every number is what a person typed; nothing is derived from the plan before (§4.2, last paragraph).
    """
    Document.objects.select_for_update().get(pk=plan.pk)
    require(why_not_begin_next(by, plan))
    _unused(period)
    following = Document(
        code=f"plan-estrategico-{period}", kind=Document.Kind.STRATEGIC_PLAN, predecessor=plan,
        title_es=title_es.strip(), title_en=title_en.strip(), period=period, tier=Tier.MEMBERS,
        order=(Document.objects.aggregate(last=models.Max("order"))["last"] or 0) + 1,
        illustrative=plan.illustrative,
    )  # fmt: skip
    following.full_clean()
    following.save()
    Parameters.objects.create(
        document=following, years=years, priority_activities=priority_activities,
        meetings_a_year=meetings_a_year,
    )  # fmt: skip
    PlanYear.objects.bulk_create(PlanYear(plan=following, number=n) for n in range(1, years + 1))
    stands = plan.versions.filter(status__in=Version.STANDING).last()
    base = stands or max(plan.versions.all(), key=lambda version: version.standing)
    draft = new_draft(following, by=by, base=base)
    _copy_structure(plan, following, draft)
    record(following, "begin_next", by=by, predecessor=plan.period)
    return following


def _unused(period: str) -> None:
    if Document.objects.filter(kind=Document.Kind.STRATEGIC_PLAN, period=period).exists():
        raise ValidationError({"period": _("There is already a plan of this period.")})


def _copy_structure(plan: Document, following: Document, draft: Version) -> None:
    """Copy pillars, themes with their places, objectives, principles with their notes, and the tables."""
    for name in COPIED:
        _copy(getattr(plan, name).all(), plan=following)
    themes = plan.themes.filter(models.Q(original=True) | models.Q(added_by__isnull=False))
    _copy(themes, plan=following)
    pillars = {pillar.number: pillar.pk for pillar in following.pillars.all()}
    copies = {theme.code: theme.pk for theme in following.themes.all()}
    placed = Placement.objects.filter(theme__in=themes).select_related("theme", "pillar")
    Placement.objects.bulk_create(
        Placement(theme_id=copies[p.theme.code], pillar_id=pillars[p.pillar.number], number=p.number)
        for p in placed
    )
    notes = {note.root: note.pk for note in draft.notes.all()}
    carried: list[Any] = list(plan.principles.select_related("note"))
    _copy(carried, plan=following)
    for principle in carried:
        note: Note | None = principle.note
        following.principles.filter(letter=principle.letter).update(
            note=notes.get(note.root) if note else None
        )


def _copy(rows: Any, **about: Any) -> None:
    """Copy rows with all their columns, but for their keys and what is said of them here."""
    found = list(rows)
    if not found:
        return
    model = type(found[0])
    kept = [
        field.attname
        for field in model._meta.concrete_fields
        if not field.primary_key and field.name not in about
    ]
    model.objects.bulk_create(model(**{name: getattr(row, name) for name in kept}, **about) for row in found)
