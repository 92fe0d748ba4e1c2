"""The page of a text in consultation: the words that changed, what each country says, and the way it came."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.translation import gettext

from pilares.consensus.access import (
    Voice,
    voice_of,
    why_not_circulate,
    why_not_conclude,
    why_not_continue,
    why_not_observe,
    why_not_settle,
)
from pilares.consensus.models import Observation, Position, Reading, Round
from pilares.consensus.queries.path import Stage, path_of
from pilares.consensus.queries.texts import Place, ToChange, places, to_changes, words_of
from pilares.core.access import Reason
from pilares.core.bilingual import Wording, reading_language
from pilares.core.redline import Run, redline
from pilares.people.models import Membership, User
from pilares.people.queries import in_alphabetical_order

#: paragraphs of one page, and observations that stand beside a paragraph before they have a page of their own
PARAGRAPHS, BESIDE = 30, 3


@dataclass(frozen=True)
class Remark:
    """What a country says of a paragraph, in its language, with what became of it."""

    pk: int
    anchor: str
    country: str
    kind: str
    said: Wording
    words: str
    #: what a counter-proposal changes in the paragraph or in the whole
    proposed: tuple[Run, ...]
    lang: str
    at: datetime
    late: bool
    fate: str
    fate_words: str
    why: Wording
    note_number: int | None
    mine: bool
    may_withdraw: bool = False
    may_attach: bool = False


@dataclass(frozen=True)
class Way:
    """Where one can go on: an address, or an act that is sent by a form."""

    label: str
    url: str
    acts: bool = False


@dataclass(frozen=True)
class Beside:
    """A paragraph with the observations that stand beside it."""

    place: Place
    remarks: tuple[Remark, ...]
    #: there are more: they stand on a page of their own
    more: bool


@dataclass(frozen=True)
class PositionLine:
    """What a country said of the text, and since when; an empty value is a country that has not answered."""

    country: str
    words: str
    note: Wording
    at: datetime | None
    late: bool


@dataclass(frozen=True)
class RoundPage:
    """A text in consultation, as one reader of the Member Countries gets it."""

    round: Round
    voice: Voice
    beside: tuple[Beside, ...]
    general: tuple[Remark, ...]
    more_general: bool
    changed: int
    #: the way to each paragraph that changed
    to_changes: tuple[ToChange, ...]
    compared: bool
    page: int
    pages: int
    positions: tuple[PositionLine, ...]
    mine: tuple[PositionLine, ...]
    read_at: datetime | None
    path: tuple[Stage, ...]
    steers: bool
    barred: Reason | None
    not_yet: Reason | None
    #: what can follow once it is concluded
    ways: tuple[Way, ...] = ()

    @property
    def may_write(self) -> bool:
        """Whether the reader writes for a country here."""
        return self.barred is None

    @property
    def position(self) -> PositionLine | None:
        """What the reader's country says now."""
        return self.mine[-1] if self.mine else None

    @property
    def first(self) -> int:
        """The number of the first paragraph of this part."""
        return (self.page - 1) * PARAGRAPHS + 1

    @property
    def last(self) -> int:
        """The number of the last paragraph of this part."""
        return self.first + len(self.beside) - 1


def round_page(round_: Round, user: User, *, page: int = 1) -> RoundPage:
    """Read a round; the number of queries depends on none of what it holds."""
    every, voice = places(round_), voice_of(user, round_.version.document)
    pages = max(1, -(-len(every) // PARAGRAPHS))
    page = min(max(page, 1), pages)
    shown = every[(page - 1) * PARAGRAPHS : page * PARAGRAPHS]
    rows = _beside(round_, [place.anchor for place in shown])
    remarks = by_place(round_, rows, voice, keeps=user.standing.secretariat)
    steers, positions = user.standing.steers, list(round_.positions.select_related("country"))
    mine = [p for p in positions if voice.country and p.country_id == voice.country.pk]
    reading = Reading.objects.filter(round=round_, country=voice.country).first() if voice.country else None
    return RoundPage(
        round=round_,
        voice=voice,
        beside=tuple(
            Beside(place, tuple(remarks[place.anchor][:BESIDE]), len(remarks[place.anchor]) > BESIDE)
            for place in shown
        ),
        general=tuple(remarks[""][:BESIDE]),
        more_general=len(remarks[""]) > BESIDE,
        changed=sum(place.change != "same" for place in every),
        to_changes=to_changes(every, PARAGRAPHS),
        compared=bool(round_.since_id or round_.before_id),
        page=page,
        pages=pages,
        positions=_positions(positions, everybody=steers),
        mine=tuple(map(_position, mine)),
        read_at=reading.at if reading else None,
        path=path_of(round_.version.document, user),
        steers=steers,
        barred=why_not_observe(user, round_) if voice.barred is None else voice.barred,
        not_yet=why_not_conclude(user, round_) if steers and round_.concluded_at is None else None,
        ways=tuple(_ways(round_, user)) if steers and round_.concluded_at else (),
    )


def _ways(round_: Round, user: User) -> Iterator[Way]:
    """Yield what can follow a concluded round."""
    version = round_.version
    if why_not_continue(user, round_) is None:
        url = reverse("consensus:next_version", args=[round_.pk])
        yield Way(gettext("Prepare the next version"), url, acts=True)
    if why_not_circulate(user, version) is None:
        url = reverse("consensus:open_round", args=[version.document.code, version.number])
        yield Way(gettext("Send this version once more"), url)
    yield Way(gettext("Page of the document"), reverse("plans:document", args=[version.document.code]))


def _beside(round_: Round, anchors: list[str]) -> Iterable[Observation]:
    """Return the first observations of each paragraph by country, one more than stand beside it."""
    number = Window(
        RowNumber(),
        partition_by=[F("anchor")],
        order_by=[F(f"country__name_{reading_language()}"), F("at"), F("pk")],
    )
    rows: Iterable[Observation] = (
        round_.observations.filter(withdrawn_at=None, anchor__in=["", *anchors])
        .select_related("country")
        .annotate(place=number)
        .filter(place__lte=BESIDE + 1)
    )
    return rows


def by_place(
    round_: Round, rows: Iterable[Observation], voice: Voice, *, keeps: bool = False
) -> dict[str, list[Remark]]:
    """Return observations by their paragraph, countries in order; `keeps`: as the Secretariat reads them."""
    found: dict[str, list[Remark]] = defaultdict(list)
    for row in in_alphabetical_order(rows, lambda row: row.country.name):
        found[row.anchor].append(remark(round_, row, voice, keeps=keeps))
    return found


def remark(round_: Round, row: Observation, voice: Voice, *, keeps: bool = False) -> Remark:
    """Return an observation as it is read; its round was read already."""
    own = voice.country is not None and voice.country.pk == row.country_id
    mine = own and voice.speaks
    was = words_of(round_, row.anchor, row.language) if row.proposed else ""
    return Remark(
        pk=row.pk,
        anchor=row.anchor,
        country=row.country.name.text,
        kind=str(row.get_kind_display()) if row.kind != Observation.Kind.OBSERVATION else "",
        said=row.said,
        words=row.words,
        proposed=redline(was, row.proposed) if row.proposed else (),
        lang=row.language if row.language != reading_language() else "",
        at=row.at,
        late=row.late,
        fate=row.fate,
        fate_words=str(row.get_fate_display()) if row.fate else "",
        why=row.why,
        note_number=row.note_number,
        mine=own,
        may_withdraw=mine and not row.fate and round_.concluded_at is None,
        may_attach=keeps
        and row.kind in {Observation.Kind.STATEMENT, Observation.Kind.RESERVATION}
        and row.note_number is None
        and bool(row.anchor)
        and not round_.version.adopted,
    )


def _position(row: Position) -> PositionLine:
    return PositionLine(
        country=row.country.name.text,
        words=str(row.get_value_display()),
        note=Wording(row.note, row.language),
        at=row.at,
        late=row.late,
    )


def _positions(rows: list[Position], *, everybody: bool) -> tuple[PositionLine, ...]:
    """Return what each country says now, in the reader's order.

    Who circulates the text also sees whom to write to; the members see what was said and nothing else.
    """
    now = {row.country_id: _position(row) for row in rows}
    if everybody:
        members = Membership.objects.in_force().filter(kind=Membership.Kind.MEMBER).select_related("country")
        for seat in members:
            silent = PositionLine(seat.country.name.text, "", Wording("", "es"), None, late=False)
            now.setdefault(seat.country_id, silent)
    return in_alphabetical_order(now.values(), lambda line: line.country)


# --- One paragraph -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ParagraphPage:
    """A paragraph, or the text as a whole, with everything that was said of it."""

    round: Round
    place: Place | None
    remarks: tuple[Remark, ...]
    previous: str
    following: str
    may_settle: Reason | None
    may_write: bool


def paragraph_page(round_: Round, anchor: str, user: User) -> ParagraphPage | None:
    """Read a paragraph with all its observations; `None` where the text has no such place."""
    every = places(round_)
    place = next((one for one in every if one.anchor == anchor), None)
    if anchor and place is None:
        return None
    voice = voice_of(user, round_.version.document)
    rows = round_.observations.filter(withdrawn_at=None, anchor=anchor).select_related("country")
    order = observed_places(round_, every)
    before = {b: a for a, b in pairwise(order)}
    after = dict(pairwise(order))
    return ParagraphPage(
        round=round_,
        place=place,
        remarks=tuple(by_place(round_, rows, voice, keeps=user.standing.secretariat)[anchor]),
        previous=before.get(anchor, ""),
        following=after.get(anchor, ""),
        may_settle=why_not_settle(user, round_),
        may_write=why_not_observe(user, round_) is None,
    )


def observed_places(round_: Round, every: Iterable[Place]) -> list[str]:
    """Return the places of which something was said, in the order of the text, the whole last."""
    said: Any = set(round_.observations.filter(withdrawn_at=None).values_list("anchor", flat=True))
    order = [place.anchor for place in every if place.anchor in said]
    return [*order, *([""] if "" in said else [])]
