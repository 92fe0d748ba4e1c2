"""Who reports a figure, who validates it, who asks for it; the Plan names who measures (§4.2.4), no more."""

from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import Reason
from pilares.monitoring.models import Measurement, Period, Request
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Appointment
from pilares.plans.access import why_not_within
from pilares.plans.models import Document

PERIOD_LOCKED = Reason(
    "PERIOD_LOCKED",
    _(
        "The figures of this period are closed. "
        "The Secretariat or the presidency can reopen it, with a reason."
    ),
)
OFFICE_PASSED = Reason(
    "OFFICE_PASSED", _("This figure is the presidency's: whoever holds the office now goes on with it.")
)
DISPUTED = Reason(
    "COUNTRY_DECIDES", _("Several sources of this country reported: its focal point decides which counts.")
)


def why_not_report(user: type_of_reader, period: Period, country: str = "") -> Reason | None:
    """Whoever was asked reports; so do the group in which they sit, a focal point, and who steers (§4.2.4).

    `country` is the code of the country for which it is reported, empty for the region. A member of the
    group reports for their own country or for the region.
    """
    if reason := _why_not_now(period):
        return reason
    standing = standing_of(user)
    if standing.steers or (country and country in standing.focal):
        return None
    if period.indicator.activity.group_id in standing.groups and (
        not country or country in standing.countries
    ):
        return None
    if Request.objects.asked_of(user).filter(period=period, country=country or None).exists():
        # what a presidency was asked for the region passes on with the office (AC-11)
        return OFFICE_PASSED if not country and standing.troika == "outgoing" else None
    return Reason(
        "NOT_ASKED",
        _("Whoever was asked for this figure reports it, or the group, the focal point or the Secretariat."),
    )


def _why_not_now(period: Period) -> Reason | None:
    """Whether figures of the period are taken at all today."""
    if period.indicator.activity.left:
        return Reason(
            "ACTIVITY_LEFT", _("This activity is no longer worked on: it stays as it was, to be read.")
        )
    if period.starts_on > clock.today():
        return Reason("PERIOD_AHEAD", _("This period has not begun yet."))
    return _why_not_closed(period)


def _why_not_closed(period: Period) -> Reason | None:
    """Figures stay as they are once their plan concluded, or their period is locked (AC-12)."""
    if reason := why_not_within(period.indicator.activity.plan):
        return reason
    return PERIOD_LOCKED if period.locked else None


def why_not_change(user: type_of_reader, measurement: Measurement) -> Reason | None:
    """A draft, or what was returned, is changed by whoever wrote it; the presidency's by whoever presides."""
    standing, own = standing_of(user), measurement.entered_by_id is not None
    own = own and measurement.entered_by_id == user.pk
    if measurement.of_the_presidency and not standing.presides:
        if not own or measurement.period.indicator.activity.group_id not in standing.groups:
            return OFFICE_PASSED
    elif not own and not measurement.of_the_presidency:
        return Reason("NOT_ONES_OWN", _("Whoever wrote this figure changes it."))
    return _why_not_closed(measurement.period)


def why_not_validate(user: type_of_reader, measurement: Measurement) -> Reason | None:
    """A country's figure: its focal point, or who steers; one of the region: who steers (documented default).

    The presidency leads the groups (§3.10); the plan does not say who validates. Nobody validates what they
    entered, nor the Secretariat what it entered (screens.md §3).
    """
    if reason := _why_not_judge(user, measurement):
        return reason
    if not measurement.counts:
        return DISPUTED
    if measurement.entered_by_id is not None and measurement.entered_by_id == user.pk:
        return Reason("OWN_ENTRY", _("Nobody validates what they entered themselves."))
    offices = measurement.entered_as.replace(":", " ").split()
    if Appointment.Office.SECRETARIAT in offices and standing_of(user).secretariat:
        return Reason(
            "SECRETARIATS_OWN",
            _("The Secretariat does not validate its own entries: the presidency does, or the focal point."),
        )
    return None


def why_not_return(user: type_of_reader, measurement: Measurement) -> Reason | None:
    """Whoever may judge a figure returns it with a reason; one takes back one's own instead."""
    if reason := _why_not_judge(user, measurement):
        return reason
    if measurement.entered_by_id is not None and measurement.entered_by_id == user.pk:
        return Reason("OWN_ENTRY", _("You entered this figure yourself: take it back to change it."))
    return None


def _why_not_judge(user: type_of_reader, measurement: Measurement) -> Reason | None:
    standing = standing_of(user)
    focal = measurement.country_id is not None and measurement.country_id in standing.focal
    if measurement.status == Measurement.Status.SENT and not measurement.counts and not focal:
        return DISPUTED
    if not (focal or standing.steers):
        return Reason(
            "NOT_VALIDATOR",
            _(
                "The focal point of the country validates its figures; "
                "the presidency or the Secretariat the rest."
            ),
        )
    return _why_not_closed(measurement.period)


def why_not_settle(user: type_of_reader, measurement: Measurement) -> Reason | None:
    """Where sources of one country differ, its focal point says which figure is the country's (E-4)."""
    if measurement.country_id is None or measurement.country_id not in standing_of(user).focal:
        return Reason("FOCAL_POINT_ONLY", _("The focal point of the country decides which figure counts."))
    return _why_not_closed(measurement.period)


def why_not_steer_measuring(user: type_of_reader, _obj: object = None) -> Reason | None:
    """Asking for figures, seeing who has not reported, locking and reopening: the SE and the PPT (§4.2)."""
    if standing_of(user).steers:
        return None
    return Reason("STEERS_ONLY", _("The Executive Secretariat and the presidency do this."))


def why_not_ask(user: type_of_reader, plan: Document) -> Reason | None:
    """Figures are asked for while their plan runs."""
    return why_not_steer_measuring(user) or why_not_within(plan)


def why_not_keep_windows(user: type_of_reader, plan: Document | None = None) -> Reason | None:
    """The Secretariat sets the days of the reporting windows (§4.2)."""
    if standing_of(user).secretariat:
        return why_not_within(plan) if plan else None
    return Reason("SECRETARIAT_ONLY", _("The Executive Secretariat sets the reporting windows."))


def why_not_lock(user: type_of_reader, period: Period) -> Reason | None:
    """A period is locked by who steers, once no figure of it waits for validation."""
    if reason := why_not_steer_measuring(user):
        return reason
    if reason := _why_not_closed(period):
        return reason
    if period.measurements.filter(status=Measurement.Status.SENT).exists():
        return Reason(
            "FIGURES_WAIT", _("A figure of this period waits for validation: validate it or return it first.")
        )
    return None


def why_not_reopen(user: type_of_reader, period: Period) -> Reason | None:
    """A locked period is reopened by who steers, with a reason; what was validated stays in the history."""
    if reason := why_not_steer_measuring(user):
        return reason
    if reason := why_not_within(period.indicator.activity.plan):
        return reason
    return None if period.locked else Reason("NOT_LOCKED", _("This period is open."))


def why_not_reassign(user: type_of_reader, request: Request) -> Reason | None:
    """A focal point passes a request of the country on to one of its institutions; so may who steers."""
    standing = standing_of(user)
    if request.country_id is None:
        return Reason("NOT_A_COUNTRYS", _("Only what was asked of a country is passed on within it."))
    if not (standing.steers or request.country_id in standing.focal):
        return Reason("FOCAL_POINT_ONLY", _("The focal point of the country passes a request on."))
    if reason := why_not_within(request.period.indicator.activity.plan):
        return reason
    if request.answered:
        return Reason("ANSWERED", _("This request is answered already."))
    return None
