"""Which plan and which version a page speaks of, among those that the reader may see."""

from pilares.people.access import type_of_reader
from pilares.plans.models import Document, Pillar, Theme, Version


def strategic_plans(user: type_of_reader) -> "list[Document]":
    """Return the strategic plans, the latest period first."""
    return list(
        Document.objects.filter(kind=Document.Kind.STRATEGIC_PLAN).visible_to(user).order_by("-period")
    )


def plan_of(period: str, user: type_of_reader) -> Document | None:
    """Return the strategic plan of a period, such as 2019-2022."""
    return next((plan for plan in strategic_plans(user) if plan.period == period), None)


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
