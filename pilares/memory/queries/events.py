"""The decisions that were taken, written down or corrected in a span of time, and their follow-up."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from pilares.core import clock
from pilares.core.access import Tier
from pilares.core.bilingual import language_of_column
from pilares.core.trail import Entry
from pilares.meetings.models import Decision, FollowUp, Meeting
from pilares.memory import maths
from pilares.memory.queries.acts import Acts
from pilares.memory.queries.shapes import Change, Kind, Subject, narrowest
from pilares.monitoring.queries.ways import address
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Standing

#: how much of a decision's words stands in a line
LONGEST = 300
#: the words of a decision that the Secretariat may correct
CORRECTED = {"text_es", "text_en", "due_on"}


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
    asked = Decision.objects.visible_to(user).filter(taken | Q(pk__in=[*acts.recorded, *acts.reworked]))
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
    standing, closed = standing_of(user), []
    for one in decisions:
        day, at = one.meeting.starts_on, acts.recorded.get(one.pk)
        told = [_decided(one, at)] if at or (day is not None and first <= day <= last) else []
        told += _reworked(one, acts.reworked.get(one.pk, ()), standing)
        if told:
            rows[one.meeting] += told
            closed += [one.pk] if one.tier == Tier.CLOSED else []
    for note in notes.order_by("written_at"):
        rows[note.decision.meeting].append(_followed(note))
    for meeting, told in rows.items():
        found[meeting.body_id].append(_meeting(meeting, told))
    return closed


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


def _reworked(one: Decision, entries: Iterable[Entry], standing: Standing) -> Iterator[Change]:
    """Yield how a decision moved and, for members, which of its words were corrected since it was opened."""
    moved: dict[str, list[tuple[str, str]]] = defaultdict(list)
    at: dict[str, Entry] = {}
    for entry in entries:
        changes = entry.details.get("changes") or {}
        if "tier" in changes:  # what it said while it was closed stays so
            moved, at = defaultdict(list), {}
            continue
        told = {n: c for n, c in changes.items() if n == "outcome" or (standing.member and n in CORRECTED)}
        for name, (before, after) in told.items():
            moved[name].append((before, after))
            at[name] = entry
    for name, edits in moved.items():
        before, after = maths.net(edits)
        label = str(capfirst(Decision._meta.get_field(name).verbose_name))  # type: ignore[union-attr]
        label = _("Outcome") if name == "outcome" else label
        yield Change(
            Kind.DECISION, label, _said(name, before), _said(name, after),
            at[name].at, lang=language_of_column(name), decision=one.citation, tier=one.tier,
            edits=len(edits), cancelled=before == after,
        )  # fmt: skip


def _said(name: str, text: str) -> str:
    if name == "outcome":
        return str(Decision.Outcome(text).label) if text in Decision.Outcome.values else text
    return Truncator(text).chars(LONGEST, truncate=" …")


def _noon(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(hours=12)


def _followed(note: FollowUp) -> Change:
    said = f"{note.get_state_display()}. {note.text}" if note.text else str(note.get_state_display())
    return Change(
        Kind.DECISION, _("Follow-up"), "", Truncator(said).chars(LONGEST, truncate=" …"), note.written_at,
        decision=note.decision.citation, tier=narrowest([note.tier, note.decision.tier]),
    )  # fmt: skip
