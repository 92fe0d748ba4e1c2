"""Which plan and which version a page speaks of, among those that the reader may see."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists
from django.utils.functional import SimpleLazyObject

from pilares.people.access import type_of_reader
from pilares.plans.models import Document, Pillar, Theme, Version


def concluded_period() -> str:
    """Return the period of the plan that concluded while no other is in force; empty otherwise (AC-12)."""
    plans = Document.objects.filter(kind=Document.Kind.STRATEGIC_PLAN)
    running = Version.objects.filter(
        document__kind=Document.Kind.STRATEGIC_PLAN, status=Version.Status.IN_FORCE
    )
    ended = plans.filter(~Exists(running), concluded_at__isnull=False).order_by("-concluded_at")
    found: str | None = ended.values_list("period", flat=True).first()
    return found or ""


@dataclass(frozen=True)
class PlanChoice:
    """A plan among several: what it is called, how an address asks for it, and how it stands."""

    period: str
    query: str
    concluded: bool
    in_force: bool


def plan_choices(user: type_of_reader) -> tuple[PlanChoice, ...]:
    """Return the plans that the reader may choose among, the first one first; none where there is one."""
    plans = strategic_plans(user)
    if len(plans) < 2:
        return ()
    shown = Document.objects.the_plan()
    held = Version.objects.filter(document__in=plans, status=Version.Status.IN_FORCE)
    running = set(held.values_list("document", flat=True))
    return tuple(
        PlanChoice(
            period=plan.period,
            query="" if plan == shown else f"?plan={plan.period}",
            concluded=plan.concluded_at is not None,
            in_force=plan.pk in running,
        )
        for plan in reversed(plans)
    )


def frame(request: Any) -> dict[str, Any]:
    """Give every template the plan that concluded, between two plans, and the plans to choose among.

    The database is asked only where they are shown: the one in the header, the others where one chooses.
    """
    return {
        "concluded_period": SimpleLazyObject(concluded_period),
        "plan_choices": SimpleLazyObject(lambda: plan_choices(request.user)),
    }


def strategic_plans(user: type_of_reader) -> "list[Document]":
    """Return the strategic plans, the latest period first."""
    return list(
        Document.objects.filter(kind=Document.Kind.STRATEGIC_PLAN).visible_to(user).order_by("-period")
    )


def plan_of(period: str, user: type_of_reader) -> Document | None:
    """Return the strategic plan of a period, such as 2019-2022."""
    return next((plan for plan in strategic_plans(user) if plan.period == period), None)


def frame_of(plan: Document | None) -> dict[str, Any]:
    """Return what the frame says of the plans where the page has just read the only one: nothing is asked."""
    if plan is None or not plan.alone:
        return {}
    return {"concluded_period": plan.period if plan.concluded_at else "", "plan_choices": ()}


def plan_asked(period: str, user: type_of_reader) -> Document | None:
    """Return the plan of a period that the reader may see, with its parameters; otherwise the one shown."""
    shown = Document.objects.the_plan()
    if not period or (shown is not None and shown.period == period):
        return shown
    plans = Document.objects.filter(kind=Document.Kind.STRATEGIC_PLAN, period=period).visible_to(user)
    found: Document | None = plans.select_related("parameters").first()
    if found is None:
        return shown
    found.aside, version = True, version_of(found, user)
    found.shown_version = version.number if version else None
    return found


def version_of(plan: Document, user: type_of_reader, number: int | None = None) -> Version | None:
    """Return a version by its number, or the one that stands: in force, otherwise adopted last (AC-24)."""
    versions = list(
        Version.objects.filter(document=plan).visible_to(user).select_related("document").order_by("-number")
    )
    if number is not None:
        return next((v for v in versions if v.number == number), None)
    return max(versions, key=lambda version: version.standing, default=None)


def pillar_of(plan: Document, slug: str) -> Pillar | None:
    """Return a pillar by its slug in either language."""
    return next((p for p in plan.pillars.all() if slug in {p.slug_es, p.slug_en}), None)


def theme_of(plan: Document, slug: str, user: type_of_reader) -> Theme | None:
    """Return a theme that the reader may see, by its slug in either language."""
    themes = Theme.objects.filter(plan=plan).visible_to(user)
    return next((t for t in themes if slug in {t.slug_es, t.slug_en}), None)
