"""Who writes, freezes, presents, publishes and corrects a report (§3.10 b, §4.2, Tabla 2)."""

from django.utils.translation import gettext_lazy as _

from pilares.compliance.access import why_not_record_presentation
from pilares.core.access import Reason, Tier
from pilares.monitoring.access import why_not_write_in
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Appointment, Body, Standing, User
from pilares.reports.models import GroupReport, Report

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


def why_not_record(user: type_of_reader, _report: Report | GroupReport) -> Reason | None:
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


def why_not_begin_group_report(user: type_of_reader, group: Body) -> Reason | None:
    """The presidency that leads the group begins its report, the Secretariat, or the group itself (§3.10)."""
    return why_not_write_in(user, group)


def why_not_write_group_report(user: type_of_reader, report: GroupReport) -> Reason | None:
    """The lead and the group write it until it is presented; then it stands."""
    if (reason := why_not_write_in(user, report.group)) is not None:
        return reason
    if report.status != GroupReport.Status.PRESENTED:
        return None
    return Reason("PRESENTED", _("The report was presented: its text stands. Record a corrigendum."))


def why_not_present_group_report(user: type_of_reader, _report: GroupReport) -> Reason | None:
    """Whoever records what was put before an organ records it here: it is one record (§3.10 b)."""
    return why_not_record_presentation(user)


def why_not_open_group_report(user: type_of_reader, report: GroupReport) -> Reason | None:
    """Once it was presented, who steers opens it as the group decided: publishing is an act of its own."""
    if not standing_of(user).steers:
        return Reason(
            "STEERS_ONLY",
            _("The presidency and the Executive Secretariat open a report, as the group decided."),
        )
    if report.status == GroupReport.Status.PRESENTED:
        return None
    return Reason("NOT_PRESENTED", _("A report is opened once it was presented."))


def why_not_correct_group_report(user: type_of_reader, report: GroupReport) -> Reason | None:
    """What was presented is corrected beside it, by the Secretariat, with its reason."""
    if (reason := why_not_record(user, report)) is not None:
        return reason
    if report.status == GroupReport.Status.PRESENTED:
        return None
    return Reason("NOT_PRESENTED", _("The report is not presented yet: correct the matrix or the text."))


def why_not_choose(user: type_of_reader, _obj: object = None) -> Reason | None:
    """The presidency and the Secretariat say which critical aspect the vice-ministers read (AC-24)."""
    if standing_of(user).steers:
        return None
    return Reason("NOT_STEERING", _("The presidency and the Executive Secretariat choose it."))


def why_not_read_dossier(user: type_of_reader) -> Reason | None:
    """The dossier prepares those who sit in the RCGM, or work for it: the Member Countries and the SE."""
    if standing_of(user).member:
        return None
    return Reason("MEMBERS_ONLY", _("The Member Countries and their Secretariat read this page."))
