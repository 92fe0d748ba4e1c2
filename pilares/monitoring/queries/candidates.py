"""Whom to ask in a window: each figure of the indicators in force, and the person or country to ask it of."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pilares.core import clock
from pilares.core.bilingual import Wording
from pilares.monitoring.models import Activity, Measurement, Period, Request, Window, in_code_order
from pilares.monitoring.queries.categories import member_countries
from pilares.monitoring.queries.figures import period_words, reported_by_country
from pilares.monitoring.queries.recipients import focal_points
from pilares.people.models import Appointment, User


@dataclass(frozen=True)
class Candidate:
    """A figure that a window could ask for, and of whom; without anybody it says so."""

    key: str
    code: str
    indicator: Wording
    group: Wording
    period: str
    country: str
    to: str
    measured_by: Wording
    nobody: bool
    #: whether a focal point of the country has an account
    reached: bool
    #: whether its period had ended before the window opens, and it is still without a figure
    earlier: bool
    #: whether it has a figure already, which waits or counts: asked again only on purpose
    reported: bool = False


def candidates(window: Window) -> tuple[Candidate, ...]:
    """Return what a window has not asked for yet: the open periods that it touches of indicators in force,
    and earlier ones that are open and still without a figure.

    A figure of each country is asked of the country; one of the region, of whoever was asked last, or of the
    members of the group for the country that answers for the activity.
    """
    periods = list(
        Period.objects.filter(
            starts_on__lte=window.closes_on, locked_at=None,
            indicator__activity__plan=window.plan_id, indicator__activity__stage__in=Activity.ROWS,
        )
        .select_related("indicator__activity__group", "year")
        .prefetch_related("indicator__activity__countries")
        .order_by(*in_code_order("indicator__"), "starts_on")
    )  # fmt: skip
    asked = set(Request.objects.filter(period__in=periods).values_list("period", "country", "to"))
    known: set[tuple[int, str | None]] = {(period, country) for period, country, _to in asked}
    figured = _figured(periods)
    ended = {period.pk for period in periods if period.ends_on < window.opens_on}
    known |= {(period, country) for period, country in figured if period in ended}
    members, focal = member_countries(), focal_points()
    leads = _leads(periods)
    found: list[Candidate] = []
    for period in periods:
        if reported_by_country(period.indicator):
            wanted = [c.pk for c in period.indicator.activity.countries.all()] or list(members)
            found.extend(
                _candidate(
                    period,
                    window,
                    country=code,
                    name=members[code],
                    reached=bool(focal.get(code)),
                    reported=(period.pk, code) in figured,
                )
                for code in members
                if code in wanted and (period.pk, code) not in known
            )
        elif (period.pk, None) not in known:
            reported = (period.pk, None) in figured
            found.append(_candidate(period, window, to=leads.get(period.pk), reported=reported))
    return tuple(found)


def _figured(periods: list[Period]) -> set[tuple[int, str | None]]:
    """Return where there is a figure that waits or counts."""
    settled = (Measurement.Status.SENT, Measurement.Status.VALIDATED)
    rows = Measurement.objects.filter(period__in=periods, total=None, dimensions={}, status__in=settled)
    return set(rows.values_list("period", "country")) if periods else set()


def _candidate(
    period: Period,
    window: Window,
    *,
    country: str = "",
    name: str = "",
    to: User | None = None,
    reached: bool = True,
    reported: bool = False,
) -> Candidate:
    indicator = period.indicator
    return Candidate(
        key=f"{period.pk}:{country}:{to.pk if to else ''}",
        code=indicator.code,
        indicator=indicator.name,
        group=indicator.activity.group.short,
        period=period_words(period),
        country=name,
        to=(to.name or to.email) if to else "",
        measured_by=indicator.measured_by,
        nobody=not (country or to),
        reached=reached,
        earlier=period.ends_on < window.opens_on,
        reported=reported,
    )


def _leads(periods: Iterable[Period]) -> dict[int, User]:
    """Return who is to be asked for the region: who was last, else the member for the answering country."""
    listed = list(periods)
    last: dict[int, User] = {}
    earlier = Request.objects.filter(
        period__indicator__in={p.indicator_id for p in listed}, to__isnull=False, to__is_active=True
    )
    for request in earlier.select_related("to", "period").order_by("pk"):
        if request.to:
            last[request.period.indicator_id] = request.to
    seated = _seated()
    answering = _answering({p.indicator.activity_id for p in listed})
    found = {}
    for period in listed:
        activity = period.indicator.activity
        member = seated.get((activity.group_id, answering.get(activity.pk, "")))
        if lead := last.get(period.indicator_id) or member:
            found[period.pk] = lead
    return found


def _seated() -> dict[tuple[int, str], User]:
    """Return a member of each group for each country, in office today."""
    now = clock.now()
    terms = Appointment.objects.filter(office=Appointment.Office.GROUP_MEMBER, user__is_active=True)
    return {
        (term.body_id, term.country_id): term.user
        for term in terms.select_related("user").order_by("-pk")
        if term.body_id and term.country_id and term.in_force(now)
    }


def _answering(activities: Iterable[int]) -> dict[int, str]:
    """Return the country that is the principal party of each activity."""
    rows = Activity.objects.filter(pk__in=set(activities), parties__principal=True)
    return {pk: code for pk, code in rows.values_list("pk", "parties__country") if code}


def people_to_ask() -> tuple[tuple[int, str], ...]:
    """Return who can be asked by name: everybody with an office in force, with what they are, by name."""
    now = clock.now()
    terms = Appointment.objects.filter(user__is_active=True).select_related(
        "user", "country", "organisation", "body"
    )
    offices: dict[int, list[str]] = defaultdict(list)
    names: dict[int, str] = {}
    for term in terms.order_by("pk"):
        if term.in_force(now):
            names[term.user_id] = term.user.name or term.user.email
            offices[term.user_id].append(_office(term))
    people = {pk: f"{name} ({'; '.join(dict.fromkeys(offices[pk]))})" for pk, name in names.items()}
    return tuple(sorted(people.items(), key=lambda item: item[1].casefold()))


def _office(term: Appointment) -> str:
    """Return what somebody is: office, group, country or organisation, and institution."""
    of = [one.name.text for one in (term.country, term.organisation) if one]
    group = [term.body.short.text] if term.body else []
    said = [str(term.get_office_display()), *group, *of, term.institution.text]
    return ", ".join(part for part in said if part)
