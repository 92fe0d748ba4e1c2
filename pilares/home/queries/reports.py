"""What the next meeting of the RCGM asks of a person: the reports of their groups, and its dossier."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from pilares.home.queries.tasks import Section, Task
from pilares.meetings.models import Meeting
from pilares.monitoring.queries.ways import address
from pilares.people.models import Appointment, User
from pilares.plans.models import Document
from pilares.reports.queries.due import due_annual, due_corrigenda, due_reports, next_rcgm

#: those who sit in the RCGM, or speak in it
DELEGATIONS = frozenset({Appointment.Office.DELEGATE, Appointment.Office.PRESIDENCY})


def report_sections(user: User, plan: Document | None) -> tuple[Section, ...]:
    """Return the reports that are due to the next meeting, and its dossier; a constant number of queries."""
    if not user.standing.member:
        return ()
    meeting = next_rcgm(user)
    dossier = []
    if meeting is not None and user.standing.offices & DELEGATIONS:
        about = _("the groups side by side, what changed and what awaits the meeting")
        text = _("Read the dossier of %(meeting)s") % {"meeting": meeting.code}
        dossier = [Task(text, address("reports:dossier", meeting.code), about, meeting.starts_on)]
    return (
        Section("dossier", _("Next meeting of the RCGM"), tuple(dossier)),
        Section("annual", _("Annual report"), tuple(_annual(user))),
        Section("reports", _("Reports to the RCGM"), tuple(_due(user, plan, meeting))),
    )


def _annual(user: User) -> Iterator[Task]:
    """Yield the annual report in hand, and those of which figures were corrected since (§4.2, AC-15)."""
    if (one := due_annual(user)) is not None:
        text = _("Annual report %(year)s") % {"year": one.label}
        about = " · ".join([one.status or _("not begun"), *one.waits, "§4.2"])
        yield Task(text, one.url, about, status="started" if one.status else "todo")
    for late in due_corrigenda(user):
        text = _("Record a corrigendum of the annual report %(year)s") % {"year": late.label}
        yield Task(text, late.url, _("corrected since: %(codes)s") % {"codes": ", ".join(late.codes)})


def _due(user: User, plan: Document | None, meeting: Meeting | None) -> Iterator[Task]:
    """Yield the reports that a person's groups present at the meeting (§3.10 b)."""
    for one in due_reports(user, plan, meeting):
        text = _("Report of the group to the RCGM: %(group)s") % {"group": one.group}
        about = " · ".join([one.meeting, one.status or _("not begun"), "§3.10 b"])
        yield Task(text, one.url, about, one.due_on, status="started" if one.status else "todo")
