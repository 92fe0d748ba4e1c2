"""What the demo's meetings did: sessions, minutes, attendance, follow-up (AC-07, AC-08, E-1)."""

from typing import Any

from django.core.files.base import ContentFile

from pilares.core import clock
from pilares.home.actions.rows import Known, read, without
from pilares.meetings.models import (
    AgendaItem,
    Attendance,
    CommentPeriod,
    Decision,
    FollowUp,
    Meeting,
    Minutes,
    MinutesParagraph,
    Paper,
    Session,
)
from pilares.people.models import Membership


def load_meetings_of_the_demo(now: Known) -> None:
    """Write what happened at the demo's meetings, all of it illustrative."""
    rows = read("sessions")
    row = rows["meeting"]
    meeting = Meeting.objects.create(
        body=now.bodies[row["body"]], presidency_id=row["presidency"], illustrative=True,
        **without(row, "body", "presidency"),
    )  # fmt: skip
    sessions = [_session(meeting, order, said) for order, said in enumerate(rows["sessions"], 1)]
    _write_minutes(meeting, sessions, rows)
    for said in rows["papers"]:
        _attach(meeting, sessions, said)
    for said in rows["decisions"]:
        _decide(now, meeting, sessions, said)
    for citation, said in rows["commitments"].items():
        _commit(now, now.decisions[citation], said)
    known = {**now.meetings, meeting.code: meeting}
    for code, absent in rows["absent"].items():
        _attend(known[code], absent, rows["institutions"])
    period = rows["period"]
    CommentPeriod.objects.create(
        meeting=known[period["meeting"]],
        country_id=period["country"],
        **without(period, "meeting", "country"),
    )
    for code, reason in rows["cancelled"].items():
        Meeting.objects.filter(code=code).update(cancelled_because=reason)


def _session(meeting: Meeting, order: int, said: dict[str, Any]) -> Session:
    session = Session.objects.create(meeting=meeting, order=order, **without(said, "agenda"))
    for at, point in enumerate(said["agenda"], 1):
        AgendaItem.objects.create(session=session, order=at, tier=session.tier, **point)
    return session


def _write_minutes(meeting: Meeting, sessions: list[Session], rows: dict[str, Any]) -> None:
    minutes = Minutes.objects.create(meeting=meeting, **rows["minutes"])
    for order, said in enumerate(rows["paragraphs"], 1):
        session = sessions[said["session"] - 1]
        MinutesParagraph.objects.create(
            minutes=minutes, session=session, order=order, **without(said, "session")
        )


def _attach(meeting: Meeting, sessions: list[Session], said: dict[str, Any]) -> None:
    body = said["body"].encode()
    paper = Paper(
        meeting=meeting, session=sessions[said["session"] - 1], size=len(body), media_type="text/plain",
        added_at=clock.now(), illustrative=True, **without(said, "session", "body"),
    )  # fmt: skip
    paper.file.save(paper.name, ContentFile(body), save=False)
    paper.save()


def _decide(now: Known, meeting: Meeting, sessions: list[Session], said: dict[str, Any]) -> None:
    decision = Decision.objects.create(
        meeting=meeting, session=sessions[said["session"] - 1], illustrative=True,
        **without(said, "session", "to_body", "due_on", "follow_up", "entries"),
    )  # fmt: skip
    _commit(now, decision, said)


def _commit(now: Known, decision: Decision, said: dict[str, Any]) -> None:
    """Say who answers, until when, and what became of it."""
    decision.to_body = now.bodies[said["to_body"]] if "to_body" in said else None
    decision.due_on = said.get("due_on")
    decision.follow_up = said.get("follow_up", Decision.FollowUpState.PENDING)
    decision.save(update_fields=["to_body", "due_on", "follow_up"])
    for entry in said["entries"]:
        FollowUp.objects.create(
            decision=decision, written_at=clock.now(), written_by=now.users["se"], illustrative=True, **entry
        )


def _attend(meeting: Meeting, absent: list[str], institutions: dict[str, str]) -> None:
    seats = Membership.objects.in_force(meeting.starts_on).filter(kind=Membership.Kind.MEMBER)
    presence = Attendance.Presence
    for code in seats.values_list("country", flat=True):
        Attendance.objects.create(
            meeting=meeting, country_id=code, institutions_es=institutions.get(code, ""),
            presence=presence.ABSENT if code in absent else presence.PRESENT,
        )  # fmt: skip
