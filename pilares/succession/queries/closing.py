"""«Cierre y siguiente plan»: how far the end of a plan has come, and what is missing (M21, AC-12)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilares.core import clock
from pilares.core.access import Reason
from pilares.people.access import standing_of, type_of_reader
from pilares.plans.access import why_not_begin_next, why_not_conclude_plan
from pilares.plans.models import Document, Version
from pilares.succession.access import why_not_begin_evaluation, why_not_read
from pilares.succession.models import Evaluation
from pilares.succession.queries.carrying import Table, carry_over_table


@dataclass(frozen=True)
class Task:
    """One part of the end of a plan: what it is, how it stands, and where."""

    text: str
    status: str
    url: str
    about: str


@dataclass(frozen=True)
class NextPlan:
    """The plan that follows, as far as the reader may see."""

    period: str
    title: str
    status: str
    url: str
    draft_url: str
    in_force: bool


@dataclass(frozen=True)
class ClosingPage:
    """The end of a plan for one reader."""

    plan: Document
    #: «The plan is in its 2nd year; …», while it is early
    early: str
    concluded_at: datetime | None
    decision: str
    table: Table | None
    evaluation: Evaluation | None
    may_evaluate: bool
    following: NextPlan | None
    may_begin: bool
    why_not_close: Reason | None
    steers: bool
    secretariat: bool
    tasks: tuple[Task, ...]
    others: tuple[str, ...]
    as_of: date


def closing_page(plan: Document, user: type_of_reader) -> ClosingPage:
    """Read the page; a constant number of queries."""
    standing = standing_of(user)
    table = carry_over_table(plan, user) if why_not_read(user) is None else None
    evaluation = Evaluation.objects.visible_to(user).filter(plan=plan).first()
    following = _next(plan, user)
    why_not = why_not_conclude_plan(user, plan) if standing.steers else None
    return ClosingPage(
        plan=plan,
        early=_early(plan) if plan.concluded_at is None else "",
        concluded_at=plan.concluded_at,
        decision=_decision(plan, user),
        table=table,
        evaluation=evaluation,
        may_evaluate=why_not_begin_evaluation(user) is None,
        following=following,
        may_begin=following is None and why_not_begin_next(user, plan) is None,
        why_not_close=why_not,
        steers=standing.steers,
        secretariat=standing.secretariat,
        tasks=tuple(_tasks(plan, table, evaluation, following)) if table is not None else (),
        others=_others(plan, user),
        as_of=clock.today(),
    )


def _others(plan: Document, user: type_of_reader) -> tuple[str, ...]:
    plans = Document.objects.visible_to(user).filter(
        kind=Document.Kind.STRATEGIC_PLAN, concluded_at__isnull=False
    )
    return tuple(plans.exclude(pk=plan.pk).order_by("-period").values_list("period", flat=True))


def _early(plan: Document) -> str:
    """Say when the end is prepared, before the last year has begun; nothing afterwards."""
    years = list(plan.plan_years.all())
    last = years[-1] if years else None
    if last is None or last.starts_on is None:
        return _("The dates of the last year of the plan are not recorded yet.")
    if last.starts_on <= clock.today():
        return ""
    words = _(
        "It is early: the end of the plan is prepared in its last year, which begins on %(day)s "
        "(§1.5, §4.2). What stands here can be looked at, and written, before that."
    )
    return words % {"day": date_format(last.starts_on, "DATE_FORMAT")}


def _decision(plan: Document, user: type_of_reader) -> str:
    decision = plan.conclusion
    if decision is None:
        return ""
    seen = type(decision).objects.visible_to(user).filter(pk=decision.pk).exists()
    return decision.citation if seen else ""


def _next(plan: Document, user: type_of_reader) -> NextPlan | None:
    found: Document | None = plan.successors.visible_to(user).first()
    if found is None:
        return None
    versions = list(Version.objects.filter(document=found).visible_to(user))
    shown = max(versions, key=lambda version: version.standing, default=None)
    if shown is None:
        return None
    drafted = shown.status == Version.Status.DRAFT and standing_of(user).steers
    return NextPlan(
        period=found.period,
        title=found.title.text,
        status=str(shown.get_status_display()),
        url=reverse("plans:plan", args=[found.period]),
        draft_url=reverse("plans:draft", args=[found.code, shown.number]) if drafted else "",
        in_force=shown.status == Version.Status.IN_FORCE,
    )


def _tasks(
    plan: Document, table: Table | None, evaluation: Evaluation | None, following: NextPlan | None
) -> "list[Task]":
    """Return the four parts of the end of a plan, in their order."""
    assert table is not None  # noqa: S101 (members alone have tasks)
    page = reverse("succession:closing", args=[plan.period])
    published = evaluation is not None and evaluation.status == Evaluation.Status.PUBLISHED
    destinations = _("%(n)s of %(of)s unfinished activities have their destination") % {
        "n": table.settled, "of": len(table.lines),
    }  # fmt: skip
    state = "done" if not table.missing else "started" if table.settled else "todo"
    return [
        Task(
            _("Evaluate the plan by six criteria"),
            "done" if published else "started" if evaluation else "todo",
            reverse("succession:evaluation", args=[plan.period]) if evaluation else "",
            str(evaluation.get_status_display()) if evaluation else _("Not begun yet"),
        ),
        Task(_("Say where each unfinished activity goes"), state, f"{page}#destinos", destinations),
        Task(
            _("Prepare the next plan"),
            "done" if following and following.in_force else "started" if following else "todo",
            following.url if following else "",
            f"{following.title} · {following.status}" if following else _("Not begun yet"),
        ),
        Task(
            _("Close the plan, by decision of the Vice-Ministerial Meeting"),
            "done" if plan.concluded_at else "todo" if not table.missing else "blocked",
            "",
            "" if plan.concluded_at or not table.missing else destinations,
        ),
    ]


def last_year_of(plan: Document, day: date) -> bool:
    """Whether the last year of a plan that has not concluded has begun: the end is to be prepared."""
    last = plan.plan_years.last()
    if plan.concluded_at is not None or last is None or last.starts_on is None:
        return False
    return last.starts_on <= day
