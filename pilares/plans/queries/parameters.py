"""The parameters of a plan as people read them: what the text says, what holds today, how it came to that."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from pilares.people.access import type_of_reader, why_not_keep_the_register
from pilares.plans.models import Document, ParameterChange, Parameters
from pilares.plans.queries.reader import Head, head_of
from pilares.plans.queries.standing import version_of


@dataclass(frozen=True)
class ParameterLine:
    """A parameter: its name, what holds, what holds by default, and where the text sets it."""

    name: str
    label: str
    value: str
    default: str
    citation: str
    about: str


@dataclass(frozen=True)
class OpenQuestion:
    """What only the RCM can answer: what holds until it does, and where that is set."""

    label: str
    value: str
    about: str
    url: str = ""


@dataclass(frozen=True)
class ChangeLine:
    """A change of a parameter."""

    at: datetime
    label: str
    before: str
    after: str
    decision: str
    reason: str


@dataclass(frozen=True)
class PlanYearLine:
    """A year of the plan, with its dates where they are recorded."""

    number: int
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True)
class ParametersPage:
    """The page of a plan's parameters."""

    head: Head | None
    plan: Document
    lines: tuple[ParameterLine, ...]
    years: tuple[PlanYearLine, ...]
    questions: tuple[OpenQuestion, ...]
    changes: tuple[ChangeLine, ...]
    may_change: bool


def labels() -> dict[str, tuple[str, str, str]]:
    """Return, by parameter, its label, where the plan sets it and what it means."""
    return {
        "priority_activities": (
            _("Priority activities of a Working Group, at most"),
            "§3.9",
            _("Counted as active at any time; candidates and ad hoc groups are outside the count."),
        ),
        "meetings_a_year": (
            _("Meetings of a Working Group in a year, at least"), "§3.10 e", _("Virtual or in person."),
        ),
        "meetings_year": (
            _("The year in which meetings are counted"), "§3.10 e",
            _("The plan does not say which year it means."),
        ),
        "years": (_("Years of the plan"), "§1.5", _("The period of implementation.")),
        "completed_needs_target": (
            _("Completed needs the target met"),
            "§4.2",
            _("By default it does not; a shortfall is shown beside the status."),
        ),
        "small_number": (
            _("Fewest people published in a disaggregation"),
            "§3.6 g",
            _("Smaller numbers are withheld, so that nobody can be recognised."),
        ),
    }  # fmt: skip


def in_words(name: str, value: Any) -> str:
    """Return the value of a parameter in words."""
    if name == "completed_needs_target":
        return _("Yes") if value in (True, "1") else _("No")
    if name == "meetings_year":
        return str(Parameters.MeetingsYear(value).label)
    return str(value)


def parameters_page(plan: Document, user: type_of_reader) -> ParametersPage:
    """Return the parameters of a plan with their history, in a constant number of queries."""
    parameters, fresh = Parameters.objects.get(document=plan), Parameters()
    version = version_of(plan, user)
    named = labels()
    may = why_not_keep_the_register(user) is None
    return ParametersPage(
        head=head_of(version) if version else None,
        plan=plan,
        lines=tuple(
            ParameterLine(
                name,
                label,
                in_words(name, getattr(parameters, name)),
                in_words(name, getattr(fresh, name)),
                citation,
                about,
            )
            for name, (label, citation, about) in named.items()
        ),
        years=tuple(PlanYearLine(y.number, y.starts_on, y.ends_on) for y in plan.plan_years.all()),
        questions=tuple(_questions()),
        changes=tuple(
            ChangeLine(
                change.at,
                named[change.name][0],
                in_words(change.name, change.before),
                in_words(change.name, change.after),
                change.decision.citation if change.decision else "",
                change.reason,
            )
            for change in ParameterChange.objects.filter(plan=plan).select_related("decision__meeting")
        )
        if may
        else (),
        may_change=may,
    )


def values_then(plan: Document, until: datetime | None) -> dict[str, Any]:
    """Return the parameters of a plan as they held at an instant: each change since says what held before."""
    parameters = Parameters.objects.get(document=plan)
    held: dict[str, Any] = {name: getattr(parameters, name) for name in labels()}
    if until is None:
        return held
    changes = ParameterChange.objects.filter(plan=plan, at__gte=until).order_by("-at", "-pk")
    return held | dict(changes.values_list("name", "before"))


def _questions() -> list[OpenQuestion]:
    """Return what only the RCM can answer, with what holds meanwhile (screens.md, section 4)."""
    unset = _("Not set")
    return [
        OpenQuestion(
            _("The instant at which a presidency begins"),
            _("Recorded with each presidency"),
            _("Nothing is derived from the calendar year."),
            reverse("people:actors"),
        ),
        OpenQuestion(
            _("Whether the limit of priority activities is for the plan or for each year"),
            _("Active at any time"),
            _("Default, until the RCM decides otherwise (§3.9)."),
        ),
        OpenQuestion(
            _("Whether the Charter has a silence procedure"),
            _("Hidden until a rule is recorded"),
            _("The Secretariat records the rule that authorises it, with its decision."),
        ),
        OpenQuestion(
            _("Who extends a mandate"),
            ", ".join(settings.MANDATES_EXTENDED_BY),
            "PILARES_MANDATES_EXTENDED_BY · RVM (§3.10)",
        ),
        OpenQuestion(_("Whether the dates of closed sessions are public"), _("No"), _("Default (§3.10).")),
        OpenQuestion(
            _("What an absence means for consensus"),
            _("Attendance is recorded by country; nothing is concluded from it"),
            _("Default: consensus of those present (§1.1)."),
        ),
        OpenQuestion(_("Licence of the open data"), settings.DATA_LICENCE or unset, "PILARES_DATA_LICENCE"),
        OpenQuestion(_("A third language"), _("No"), _("Spanish and English; the structure allows others.")),
    ]
