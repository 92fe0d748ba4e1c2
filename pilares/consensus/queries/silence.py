"""The page of a text under silence, and of what became of it (AC-05, AC-06)."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from pilares.consensus.access import (
    Voice,
    voice_of,
    why_not_follow,
    why_not_number,
    why_not_object,
    why_not_put_off,
)
from pilares.consensus.models import Objection, Observation, Reading, Round, Silence
from pilares.consensus.queries.delegates import without_delegate
from pilares.consensus.queries.path import Stage, path_of
from pilares.consensus.queries.round import Beside, Remark, Way, by_place
from pilares.consensus.queries.texts import ToChange, places, to_changes, words_of
from pilares.core import clock
from pilares.core.access import Reason
from pilares.core.bilingual import Wording, reading_language
from pilares.core.redline import Run, redline
from pilares.meetings.models import Decision, Meeting
from pilares.meetings.queries.decisions import Declared
from pilares.people.access import type_of_reader
from pilares.people.models import User
from pilares.people.queries import in_alphabetical_order

#: observations of the rounds before that stand beside a paragraph
BESIDE = 5
RCGM = "GRCM"


@dataclass(frozen=True)
class ObjectionLine:
    """What a delegation sent, in its language."""

    country: str
    anchor: str
    said: Wording
    proposed: tuple[Run, ...]
    lang: str
    at: datetime
    late: bool


@dataclass(frozen=True)
class SilencePage:
    """A procedure, as one reader of the Member Countries gets it."""

    silence: Silence
    voice: Voice
    beside: tuple[Beside, ...]
    changed: int
    #: the way to each paragraph that changed
    to_changes: tuple[ToChange, ...]
    compared: bool
    objections: tuple[ObjectionLine, ...]
    read_at: datetime | None
    path: tuple[Stage, ...]
    barred: Reason | None
    put_off: Reason | None
    follow: Reason | None
    numbering: Reason | None
    #: the next meeting of the RCGM, where one is convened, and the conclusion that takes the text up there
    next_meeting: Meeting | None
    taken_up: Decision | None
    #: to whoever steers, the countries that named nobody and so cannot object yet
    without_delegate: tuple[str, ...]
    #: how the text can go on once the silence was broken
    ways: tuple[Way, ...]

    @property
    def open(self) -> bool:
        """Whether the clock still runs."""
        return self.silence.state == Silence.State.OPEN

    @property
    def broken(self) -> bool:
        """Whether an objection ended it."""
        return self.silence.state == Silence.State.BROKEN

    @property
    def kept(self) -> bool:
        """Whether the instant passed without objection."""
        return self.silence.state == Silence.State.KEPT


def silence_page(silence: Silence, user: User) -> SilencePage:
    """Read a procedure; the number of queries depends on none of what it holds."""
    voice, every = voice_of(user, silence.version.document), places(silence)
    remarks = _remarks(silence, voice)
    reading = (
        Reading.objects.filter(silence=silence, country=voice.country).first() if voice.country else None
    )
    follow = why_not_follow(user, silence)
    return SilencePage(
        silence=silence,
        voice=voice,
        beside=tuple(Beside(place, tuple(remarks.get(place.anchor, ())), more=False) for place in every),
        changed=sum(place.change != "same" for place in every),
        to_changes=to_changes(every),
        compared=bool(silence.since_id or silence.before_id),
        objections=_objections(silence),
        read_at=reading.at if reading else None,
        path=path_of(silence.version.document, user),
        barred=why_not_object(user, silence),
        put_off=why_not_put_off(user, silence),
        follow=follow,
        numbering=why_not_number(user, silence),
        next_meeting=next_meeting(user) if follow is None else None,
        taken_up=_taken_up(silence, user) if silence.state == Silence.State.BROKEN else None,
        without_delegate=_without(silence, user),
        ways=_ways(silence) if follow is None else (),
    )


def _without(silence: Silence, user: User) -> tuple[str, ...]:
    if not user.standing.steers or silence.state != Silence.State.OPEN:
        return ()
    document = silence.version.document_id
    return without_delegate({document})[document]


def _ways(silence: Silence) -> tuple[Way, ...]:
    """Return the three ways on: a consultation, another version, the next meeting (AC-05)."""
    version = silence.version
    circulate = reverse("consensus:open_round", args=[version.document.code, version.number])
    return (
        Way(gettext("Call for a consultation"), circulate),
        Way(gettext("New version"), reverse("consensus:silence_next_version", args=[silence.pk]), acts=True),
        Way(
            gettext("Take it to the next meeting of the RCGM"),
            reverse("consensus:next_meeting", args=[silence.pk]),
        ),
    )


def next_meeting(user: User) -> Meeting | None:
    """Return the next convened meeting of the RCGM that the reader sees."""
    ahead = Meeting.objects.visible_to(user).filter(
        body__code=RCGM, status=Meeting.Status.CONVENED, starts_on__gte=clock.today()
    )
    found: Meeting | None = ahead.order_by("starts_on", "code").first()
    return found


def _taken_up(silence: Silence, user: User) -> Decision | None:
    seen = Decision.objects.visible_to(user).filter(takes_up=silence.decision_id)
    found: Decision | None = seen.select_related("meeting").first()
    return found


def _remarks(silence: Silence, voice: Voice) -> dict[str, list[Remark]]:
    """Return what the countries said of each paragraph in the last round before, if it was this version's."""
    last = Round.objects.filter(version=silence.version, opened_at__lte=silence.opened_at).first()
    if last is None:
        return {}
    rows = Observation.objects.filter(round=last, withdrawn_at=None).exclude(anchor="")
    found = by_place(last, rows.select_related("country"), voice)
    return {anchor: said[:BESIDE] for anchor, said in found.items()}


def _objections(silence: Silence) -> tuple[ObjectionLine, ...]:
    rows = silence.objections.select_related("country")
    return tuple(
        objection_line(silence, row) for row in in_alphabetical_order(rows, lambda row: row.country.name)
    )


def declared_late(user: type_of_reader, decision: Decision) -> tuple[Declared, ...]:
    """Return what delegations declared after silence adopted a decision: attached to it for the members."""
    seen = Silence.objects.visible_to(user).filter(decision=decision)
    rows = Objection.objects.filter(silence__in=seen, late=True).select_related("country")
    return tuple(
        Declared(row.country.name.text, row.at, Wording(f"{row.text}\n{row.proposed}".strip(), row.language))
        for row in rows
    )


def objection_line(silence: Silence, row: Objection) -> ObjectionLine:
    """Return what was sent, with what it changes in the text."""
    was = words_of(silence, row.anchor, row.language) if row.proposed else ""
    return ObjectionLine(
        country=row.country.name.text,
        anchor=row.anchor,
        said=row.said,
        proposed=redline(was, row.proposed) if row.proposed else (),
        lang=row.language if row.language != reading_language() else "",
        at=row.at,
        late=row.late,
    )
