"""The lists of texts: what waits for whoever reads, what is open, and what was agreed before."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from pilares.consensus.access import countries_of, rule_in_force, why_not_circulate, why_not_open_silence
from pilares.consensus.models import Delegation, Position, Round, Silence
from pilares.core import clock
from pilares.core.bilingual import Wording
from pilares.people.models import User
from pilares.plans.models import Version

CONCLUDED = 50


@dataclass(frozen=True)
class TextLine:
    """A text that goes round or is under silence, as a list shows it."""

    title: Wording
    about: str
    document: int
    number: int
    round: int | None
    url: str
    closes_at: datetime
    open: bool
    #: what it has come to, in words
    standing: str
    #: the reader's country, its delegate, and what it said; empty where the reader acts for none
    delegate: str = ""
    position: str = ""
    acts: bool = False
    illustrative: bool = False


@dataclass(frozen=True)
class DraftLine:
    """A version that could be circulated now."""

    title: Wording
    number: int
    code: str
    document: int
    may_circulate: bool
    may_open_silence: bool


@dataclass(frozen=True)
class TextsPage:
    """Everything of the list of texts."""

    open: tuple[TextLine, ...]
    over: tuple[TextLine, ...]
    concluded: tuple[TextLine, ...]
    drafts: tuple[DraftLine, ...]
    steers: bool
    secretariat: bool
    #: whether the silence procedure exists at all
    silence: bool


def texts_page(user: User) -> TextsPage:
    """Read the list of texts; the number of queries depends on the drafts of who steers alone."""
    lines = [*round_lines(user), *silence_lines(user)]
    now = clock.now()
    standing = user.standing
    done = [line for line in lines if not line.open and line.standing]
    return TextsPage(
        open=tuple(sorted((x for x in lines if x.open), key=lambda line: line.closes_at)),
        over=tuple(x for x in lines if not x.open and not x.standing and x.closes_at <= now),
        concluded=tuple(sorted(done, key=lambda line: line.closes_at, reverse=True)[:CONCLUDED]),
        drafts=_drafts(user) if standing.steers else (),
        steers=standing.steers,
        secretariat=standing.secretariat,
        silence=rule_in_force() is not None,
    )


def round_lines(user: User) -> list[TextLine]:
    """Return the rounds that the reader sees, in four queries."""
    rounds = list(
        Round.objects.visible_to(user).select_related("version__document").defer("text")[: CONCLUDED * 2]
    )
    mine = _mine(user, {one.version.document_id for one in rounds})
    said = _said(user, rounds)
    return [
        TextLine(
            title=one.version.document.title,
            about=str(one.version.document.get_kind_display()),
            document=one.version.document_id,
            number=one.version.number,
            round=one.number,
            url=reverse("consensus:round", args=[one.pk]),
            closes_at=one.closes_at,
            open=one.is_open(),
            standing="concluded" if one.concluded_at else "",
            delegate=str(mine[one.version.document_id].user) if one.version.document_id in mine else "",
            position=said.get(one.pk, ""),
            acts=one.version.document_id in mine and mine[one.version.document_id].user_id == user.pk,
            illustrative=one.illustrative,
        )
        for one in rounds
    ]


def silence_lines(user: User) -> list[TextLine]:
    """Return the silence procedures that the reader sees, in three queries."""
    rows = list(
        Silence.objects.visible_to(user).select_related("version__document").defer("text")[: CONCLUDED * 2]
    )
    mine = _mine(user, {one.version.document_id for one in rows})
    return [
        TextLine(
            title=one.version.document.title,
            about=str(Silence.State(one.state).label),
            document=one.version.document_id,
            number=one.version.number,
            round=None,
            url=reverse("consensus:silence", args=[one.pk]),
            closes_at=one.closes_at,
            open=one.state == Silence.State.OPEN,
            standing="" if one.state == Silence.State.OPEN else str(one.state),
            delegate=str(mine[one.version.document_id].user) if one.version.document_id in mine else "",
            acts=one.version.document_id in mine and mine[one.version.document_id].user_id == user.pk,
            illustrative=one.illustrative,
        )
        for one in rows
    ]


def _mine(user: User, documents: set[int]) -> dict[int, Delegation]:
    """Return the delegation of the reader's country for each document, their own first."""
    rows = Delegation.objects.filter(
        document__in=documents, country__in=countries_of(user), ended_at=None
    ).select_related("user")
    return {row.document_id: row for row in sorted(rows, key=lambda row: row.user_id == user.pk)}


def _said(user: User, rounds: list[Round]) -> dict[int, str]:
    rows = Position.objects.filter(round__in=rounds, country__in=countries_of(user))
    return {row.round_id: str(row.get_value_display()) for row in rows}


def _drafts(user: User) -> tuple[DraftLine, ...]:
    """Return what could be circulated, oldest document first."""
    kept = (Version.Status.DRAFT, Version.Status.IN_CONSULTATION)
    versions = Version.objects.visible_to(user).filter(status__in=kept).select_related("document")
    found = []
    for one in versions:
        circulate, silence = why_not_circulate(user, one) is None, why_not_open_silence(user, one) is None
        if circulate or silence:
            found.append(
                DraftLine(
                    one.document.title, one.number, one.document.code, one.document_id, circulate, silence
                )
            )
    return tuple(found)


def to_number() -> list[tuple[str, str]]:
    """Return what silence adopted and no meeting has numbered yet: title and address."""
    kept = Silence.objects.filter(broken_at=None, closes_at__lte=clock.now(), decision__paragraph="")
    return [
        (one.version.document.title.text, reverse("consensus:number", args=[one.pk]))
        for one in kept.select_related("version__document").defer("text")
    ]
