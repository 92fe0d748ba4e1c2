"""Which plan and which version a page speaks of, among those that the reader may see."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.functional import SimpleLazyObject

from pilares.people.access import type_of_reader
from pilares.plans.models import Document, Pillar, Theme, Version


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
            query="" if plan == shown else plan.query,
            concluded=plan.concluded_at is not None,
            in_force=plan.pk in running,
        )
        for plan in reversed(plans)
    )


def frame(request: Any) -> dict[str, Any]:
    """Give every template the plan that is shown, whether it concluded, and the plans to choose among.

    The database is asked only where they are said: once for the header, again where one chooses.
    """
    shown = SimpleLazyObject(lambda: Shown(Document.objects.the_plan()))
    return {
        "concluded_period": SimpleLazyObject(lambda: shown.concluded),
        "shown_period": SimpleLazyObject(lambda: shown.period),
        "plan_choices": SimpleLazyObject(lambda: plan_choices(request.user)),
    }


class Shown:
    """The plan that is shown and measured, as the frame of a page says it; there may be none."""

    def __init__(self, plan: Document | None) -> None:
        self.period = plan.period if plan else ""
        #: its period while no other is in force after it (AC-12)
        self.concluded = self.period if plan and plan.concluded_at else ""


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
    shown = Shown(plan)
    return {"concluded_period": shown.concluded, "shown_period": shown.period, "plan_choices": ()}


def asking(plan: Document) -> str:
    """Return what an address adds to stay in this plan; nothing for the one that is shown and measured."""
    return "" if plan == Document.objects.the_plan() else plan.query


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


def of_plan(plan: Document | None, user: type_of_reader, path: str = "plan") -> Q:
    """Keep what is of a plan; with the one shown stands what is of a plan that the reader may not ask for.

    `path` leads from a row to its plan.
    """
    if plan is None or plan.aside:
        return Q(**{path: plan})
    known = Document.objects.filter(kind=Document.Kind.STRATEGIC_PLAN).visible_to(user)
    return Q(**{path: plan}) | ~Q(**{f"{path}__in": known.values("pk")})


def plan_on(day: date, period: str, user: type_of_reader) -> Document | None:
    """Return the plan that an address asks for; without any, the one that was in force on a day that is over.

    The address of a day keeps showing what it showed, also when another plan is in force by then.
    """
    shown = plan_asked(period, user)
    if period or shown is None or shown.alone:
        return shown
    entered = Version.objects.filter(
        document__kind=Document.Kind.STRATEGIC_PLAN, in_force_from__lte=day,
        status__in=(*Version.STANDING, Version.Status.SUPERSEDED),
    )  # fmt: skip
    last = entered.order_by("-in_force_from", "-pk").values_list("document__period", flat=True).first()
    return plan_asked(last or _first_period(shown), user)


def _first_period(plan: Document) -> str:
    """Return the period of the first plan of a lineage, for a day before any is known to be in force."""
    return _first_period(plan.predecessor) if plan.predecessor else plan.period


def version_of(plan: Document, user: type_of_reader, number: int | None = None) -> Version | None:
    """Return a version by its number, or the one that stands: in force, otherwise adopted last (AC-24)."""
    versions = list(
        Version.objects.filter(document=plan).visible_to(user).select_related("document").order_by("-number")
    )
    if number is not None:
        return next((v for v in versions if v.number == number), None)
    return max(versions, key=lambda version: version.standing, default=None)


def version_on(plan: Document, day: date, user: type_of_reader) -> Version | None:
    """Return the version that was in force on a day; nothing where none was, or no day is recorded."""
    held = (Version.Status.IN_FORCE, Version.Status.SUPERSEDED, Version.Status.CONCLUDED)
    rows = Version.objects.filter(document=plan, status__in=held, in_force_from__lte=day).visible_to(user)
    found: Version | None = rows.select_related("document").order_by("-in_force_from", "-number").first()
    return found


def standing_on(plan: Document, day: date, user: type_of_reader) -> Version | None:
    """Return the version in force on a day; where none is recorded, the one that stands. One query."""
    held = {Version.Status.IN_FORCE, Version.Status.SUPERSEDED, Version.Status.CONCLUDED}
    versions = list(Version.objects.filter(document=plan).visible_to(user).select_related("document"))
    then = [v for v in versions if v.status in held and v.in_force_from and v.in_force_from <= day]
    if then:
        newest: Version = max(then, key=lambda version: (version.in_force_from, version.number))
        return newest
    return max(versions, key=lambda version: version.standing, default=None)


def pillar_of(plan: Document, slug: str) -> Pillar | None:
    """Return a pillar by its slug in either language."""
    return next((p for p in plan.pillars.all() if slug in {p.slug_es, p.slug_en}), None)


def theme_of(plan: Document, slug: str, user: type_of_reader) -> Theme | None:
    """Return a theme that the reader may see, by its slug in either language."""
    themes = Theme.objects.filter(plan=plan).visible_to(user)
    return next((t for t in themes if slug in {t.slug_es, t.slug_en}), None)
