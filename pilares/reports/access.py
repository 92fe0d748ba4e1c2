"""Who writes, freezes, presents, publishes and corrects a report (§4.2, Tabla 2)."""

from django.utils.translation import gettext_lazy as _

from pilares.core.access import Reason, Tier
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Appointment, Standing, User
from pilares.reports.models import Report

#: how far the rows of a report reach at most: what belongs to one group or is closed never enters
REACHES = (Tier.PUBLIC, Tier.EXTENDED, Tier.MEMBERS)


def audience() -> User:
    """Return a reader who stands for every Member Country, and sits in no group."""
    reader = User()
    reader.__dict__["standing"] = Standing(offices=frozenset({Appointment.Office.DELEGATE}))
    return reader


def tiers_of(user: type_of_reader) -> frozenset[str]:
    """Return how far the reader's copy of a report reaches."""
    standing = standing_of(user)
    return frozenset(tier for tier in REACHES if standing.steers or tier in standing.tiers)


def why_not_begin(user: type_of_reader, _obj: object = None) -> Reason | None:
    """The presidency presents the report with the support of the Secretariat (§4.2)."""
    if standing_of(user).steers:
        return None
    return Reason("NOT_STEERING", _("The presidency and the Executive Secretariat write the annual report."))


def why_not_write(user: type_of_reader, report: Report) -> Reason | None:
    """Its texts are written until it is presented; then they stand."""
    if (reason := why_not_begin(user)) is not None:
        return reason
    if report.draft or report.status == Report.Status.IN_CONSULTATION:
        return None
    return Reason("PRESENTED", _("The report was presented: its text stands. Record a corrigendum."))


def why_not_freeze(user: type_of_reader, report: Report) -> Reason | None:
    """Whoever writes it freezes its data and sends it to the Member Countries."""
    return why_not_write(user, report)


def why_not_record(user: type_of_reader, _report: Report) -> Reason | None:
    """The Secretariat records what the meetings did with a report."""
    if standing_of(user).secretariat:
        return None
    return Reason("SECRETARIAT_ONLY", _("The Executive Secretariat records this step."))


def why_not_correct(user: type_of_reader, report: Report) -> Reason | None:
    """What was frozen is corrected beside it, by the Secretariat, with its reason."""
    if (reason := why_not_record(user, report)) is not None:
        return reason
    if report.draft:
        return Reason(
            "NOT_FROZEN", _("The report follows the matrix until it is frozen: correct the matrix.")
        )
    return None
