"""The decisions that were taken or written down in a span of time, their follow-up, and the notes added."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from pilares.core import clock
from pilares.core.access import Tier
from pilares.core.trail import Entry
from pilares.meetings.models import Decision, FollowUp, Meeting
from pilares.memory.queries.acts import Acts
from pilares.memory.queries.shapes import Change, Kind, Subject, narrowest
from pilares.monitoring.queries.names import Register
from pilares.monitoring.queries.ways import address
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Standing
from pilares.plans.models import Note, Version

#: how much of a decision's words stands in a line
LONGEST = 300
#: where the changes of the plan itself stand, among those of bodies by their keys
PLAN = 0


def decisions_of(
    found: dict[int, list[Subject]],
    acts: Acts,
    span: tuple[datetime, datetime | None],
    user: type_of_reader,
    bodies: Collection[int] | None,
) -> list[int]:
    """Tell the decisions that were taken or written down, and their follow-up; return the closed ones."""
    since, until = span
    first = timezone.localtime(since).date()
    last = timezone.localtime(until - timedelta(microseconds=1)).date() if until else clock.today()
    taken = Q(meeting__starts_on__gte=first, meeting__starts_on__lte=last, meeting__status="held")
    asked = Decision.objects.visible_to(user).filter(taken | Q(pk__in=list(acts.recorded)))
    notes = (
        FollowUp.objects.visible_to(user).filter(written_at__gte=since).select_related("decision__meeting")
    )
    if until:
        notes = notes.filter(written_at__lt=until)
    if bodies is not None:
        asked = asked.filter(meeting__body__in=bodies)
        notes = notes.filter(decision__meeting__body__in=bodies)
    rows: dict[Meeting, list[Change]] = defaultdict(list)
    decisions = list(asked.select_related("meeting").order_by("meeting__starts_on", "meeting", "paragraph"))
    for one in decisions:
        rows[one.meeting].append(_decided(one, acts.recorded.get(one.pk)))
    for note in notes.order_by("written_at"):
        rows[note.decision.meeting].append(_followed(note))
    for meeting, told in rows.items():
        found[meeting.body_id].append(_meeting(meeting, told))
    return [one.pk for one in decisions if one.tier == Tier.CLOSED]


def _meeting(meeting: Meeting, changes: list[Change]) -> Subject:
    return Subject(
        meeting.code,
        meeting.name,
        address("meetings:conclusions", meeting.code),
        meeting.tier,
        tuple(changes),
        f"~{meeting.starts_on or ''}{meeting.code}",
    )


def _decided(decision: Decision, recorded: datetime | None) -> Change:
    verb = capfirst(decision.get_verb_display())
    day = decision.meeting.ends_on or decision.meeting.starts_on
    at = recorded or _noon(day)
    words = Truncator(str(decision.text)).chars(LONGEST, truncate=" …")
    return Change(Kind.DECISION, verb, "", words, at, decision=decision.citation, tier=decision.tier)


def _noon(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(hours=12)


def _followed(note: FollowUp) -> Change:
    said = f"{note.get_state_display()}. {note.text}" if note.text else str(note.get_state_display())
    return Change(
        Kind.DECISION, _("Follow-up"), "", Truncator(said).chars(LONGEST, truncate=" …"), note.written_at,
        decision=note.decision.citation, tier=narrowest([note.tier, note.decision.tier]),
    )  # fmt: skip


def notes_of(found: dict[int, list[Subject]], acts: Acts, user: type_of_reader, register: Register) -> None:
    """Tell the notes that were added to a document, and what countries communicated about them since."""
    versions = Version.objects.visible_to(user).select_related("document")
    if not standing_of(user).member:
        versions = versions.exclude(status__in=(Version.Status.DRAFT, Version.Status.IN_CONSULTATION))
    asked = Note.objects.filter(pk__in=[entry.object_id for entry in acts.notes], version__in=versions)
    notes = {note.pk: note for note in asked.select_related("version__document", "country")}
    told: dict[Version, list[Change]] = defaultdict(list)
    for entry in acts.notes:
        if note := notes.get(entry.object_id):
            told[note.version].append(_noted(note, entry, register, standing_of(user)))
    for version, changes in told.items():
        document = version.document
        title = _("%(document)s, version %(number)s") % {"document": document.title, "number": version.number}
        found[PLAN].append(
            Subject(
                document.code,
                replace(document.title, text=title),
                address("plans:notes", document.period) if document.period else "",
                version.tier,
                tuple(changes),
                f"{document.order:03d}{version.number:03d}",
            )
        )


def _noted(note: Note, entry: Entry, register: Register, standing: Standing) -> Change:
    whose = f" ({note.country.name})" if note.country else ""
    label = _("Note %(number)s") % {"number": note.number} + whose
    change = entry.verb == "record_note_change"
    kinds = {"withdrawal": _("Withdrawn"), "replacement": _("Replaced")}
    text = Truncator(str(note.text)).chars(LONGEST, truncate=" …")
    after = kinds.get(str(entry.details.get("kind")), "") if change else text
    by = register.capacity(entry.capacity, "", in_full=standing.member)
    return Change(Kind.NOTE, label, "", after, entry.at, by)
