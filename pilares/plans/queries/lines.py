"""Texts as pages show them: runs of words in one or two languages, with the notes that travel with them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from pilares.core import clock
from pilares.core.bilingual import Language, Wording, reading_language, wording
from pilares.people.models import Country
from pilares.plans.models import Note, NoteChange, Version
from pilares.plans.queries.places import section_url


class Mode(StrEnum):
    """The languages in which a text is read."""

    ES = "es"
    BOTH = "es-en"
    EN = "en"


@dataclass(frozen=True)
class Run:
    """A stretch of words: plain, emphasised (`em`, `strong`) or the reference to a note (`note`)."""

    text: str
    kind: str = ""
    #: what a screen reader says of a reference
    label: str = ""
    #: the id to which the note's return link leads; once a page
    ident: str = ""


@dataclass(frozen=True)
class Side:
    """A text in one language; `pending` where only the original exists and stands in its place."""

    runs: tuple[Run, ...]
    lang: str
    pending: bool = False
    #: the original changed on this day and this translation has not followed
    outdated_since: datetime | None = None

    @property
    def plain(self) -> str:
        """The words alone, without marks or references."""
        return "".join(run.text for run in self.runs if run.kind != "note")


@dataclass(frozen=True)
class NoteSince:
    """What a country communicated of its note later: that it withdrew it, or what replaces it."""

    kind: str
    #: the whole in one sentence: what, by whom, when, in which document
    said: str
    text: str
    lang: str
    illustrative: bool


@dataclass(frozen=True)
class NoteLine:
    """A note with what is said of it; a country's note is shown in its original language only (AC-04)."""

    number: int
    anchor: str
    section: str
    sides: tuple[Side, ...]
    mark: Wording
    #: the country that made it, named for "declaration by …"; empty for a footnote
    country: str
    #: what the country made, and which one: «Reservation by Canada»; empty for a footnote
    declared: str
    country_code: str
    #: «Original: Spanish. No official English version recorded», or nothing
    original: str
    label: str
    #: how it is cited, and its permanent address
    citation: str
    url: str
    #: the exact words that it speaks of, where they are recorded
    words: str = ""
    #: what became of its place when the text changed: kept, moved, awaiting its country, to be decided
    anchoring: str = ""
    since: tuple[NoteSince, ...] = ()

    @property
    def later(self) -> str:
        """What was communicated since, in words: for files, after the note itself."""
        return " ".join(f"{one.said} {one.text}".strip() for one in self.since)

    @property
    def ident(self) -> str:
        """The permanent anchor of the note."""
        return f"nota-{self.number}"

    @property
    def ref(self) -> str:
        """Where its reference stands on a page that shows both."""
        return f"#ref-{self.number}"

    @property
    def lang(self) -> str:
        """The language of a note that is not in the reader's; otherwise empty."""
        return "" if self.sides[0].lang == reading_language() else self.sides[0].lang

    @property
    def place(self) -> str:
        """Where it is attached, as a citation: §3.6 f)."""
        return place_of(self.anchor, self.section)


@dataclass(frozen=True)
class Cell:
    """A cell of a table: its lines, and how many columns it takes."""

    lines: tuple["Line", ...]
    span: int = 1


@dataclass(frozen=True)
class Row:
    """A row of a table with its permanent anchor."""

    anchor: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """A table of the plan, with the caption that the plan prints above it."""

    caption: "Line | None"
    head: tuple[Row, ...]
    body: tuple[Row, ...]
    columns: int

    @property
    def columns_of_themes(self) -> tuple[tuple[tuple[int], Cell, Cell], ...]:
        """Each pillar's number, header and themes: the one body row under its headers (§3.8)."""
        pairs = zip(self.head[0].cells, self.body[0].cells, strict=True)
        return tuple(((number,), head, body) for number, (head, body) in enumerate(pairs, 1))

    @property
    def named_rows(self) -> bool:
        """Whether the first column names its row (Tablas 1 to 3)."""
        return self.columns == 2 and bool(self.head)

    @property
    def wide(self) -> bool:
        """Whether it scrolls in its own region on narrow screens."""
        return self.columns > 3


@dataclass(frozen=True)
class Line:
    """A citable block as one reader gets it."""

    anchor: str
    kind: str
    marker: str
    sides: tuple[Side, ...]
    mark: Wording
    #: notes of countries, shown under their anchor
    notes: tuple[NoteLine, ...] = ()
    table: Table | None = None
    #: the anchor without its section, for pages of one section: `f` for `3.6.f`
    short: str = ""
    #: the page of the theme that the line names
    url: str = ""


MARKUP = re.compile(r"(\*\*|\*|\[\^\d+\])")
KINDS = {"*": "em", "**": "strong"}


def runs_of(text: str, notes: Mapping[int, NoteLine] | None = None, *, first: bool = True) -> tuple[Run, ...]:
    """Cut a text at its marks; `first` says whether its references carry the ids of return links."""
    runs, kind = [], ""
    for piece in MARKUP.split(text):
        if piece in KINDS:
            kind = "" if kind else KINDS[piece]
        elif piece.startswith("[^"):
            number = piece[2:-1]
            note = (notes or {}).get(int(number))
            label = note.label if note else _("Note %(number)s") % {"number": number}
            runs.append(Run(number, "note", label, f"ref-{number}" if first else ""))
        elif piece:
            runs.append(Run(piece, kind))
    return tuple(runs)


def sides_of(
    es: str,
    en: str,
    mode: Mode,
    notes: Mapping[int, NoteLine] | None = None,
    *,
    late: datetime | None = None,
) -> tuple[Side, ...]:
    """Return a text in the languages of the mode; what has no translation is shown as its original."""
    if not es and en:  # written in English, and not in Spanish yet
        return (Side(runs_of(en, notes), "en", pending=mode is not Mode.EN),)
    spanish = Side(runs_of(es, notes), "es", pending=mode is Mode.EN and not en)
    if mode is Mode.ES or spanish.pending:
        return (spanish,)
    english = Side(runs_of(en, notes, first=mode is Mode.EN), "en", pending=not en, outdated_since=late)
    return (english,) if mode is Mode.EN else (spanish, english)


def mode_of_reader() -> Mode:
    """Return the mode in which a page of the reader's language opens."""
    return Mode(reading_language())


def by_country(country: Country) -> str:
    """Name a country after "declaration by", with the article that English gives two of them."""
    the = "the " if reading_language() == "en" and country.code in {"US", "DO"} else ""
    return f"{the}{country.name}"


def declared_by(note: Note, country: str) -> str:
    """Say what a country made of a text, in the middle of a sentence: a reservation is no declaration."""
    words = {"reservation": _("reservation by %(country)s"), "dissociation": _("dissociation by %(country)s")}
    return words.get(note.kind, _("declaration by %(country)s")) % {"country": country}


def section_of(anchor: str, sections: Iterable[str]) -> str:
    """Return the section in which an anchor stands: `3.6` for `3.6.f`."""
    return max((s for s in sections if anchor == s or anchor.startswith(f"{s}.")), key=len, default="")


def place_of(anchor: str, section: str) -> str:
    """Return an anchor as people cite it: «§3.6 f)» for a lettered item, otherwise its section."""
    rest = anchor.removeprefix(section).strip(".")
    marker = f" {rest})" if re.fullmatch(r"[a-z]", rest) else ""
    return f"§{section}{marker}"


def note_line(note: Note, mode: Mode, sections: Iterable[str] = ()) -> NoteLine:
    """Return a note, read with its country, version and document; a country's is never translated."""
    title = _("Note %(number)s") % {"number": note.number}
    country = by_country(note.country) if note.country else ""
    by = declared_by(note, country) if country else ""
    label = f"{title}, {by}" if by else title
    section = section_of(note.anchor, sections) or note.anchor.rpartition(".")[0] or note.anchor
    alone = bool(note.country) and not (note.text_es and note.text_en)
    original = _original(note) if alone else ""
    page = section_url(note.version.document, note.version.number, section)
    text = note.text_es or note.text_en
    return NoteLine(
        number=note.number,
        anchor=note.anchor,
        section=section,
        sides=(Side(runs_of(text), note.original_language),)
        if alone
        else sides_of(note.text_es, note.text_en, mode),
        mark=note.mark,
        country=country,
        declared=str(capfirst(by)),
        country_code=note.country_id or "",
        original=original,
        label=label,
        citation=citation(
            note.version, f"{label}, {place_of(note.anchor, section)}", original=bool(original)
        ),
        url=f"{page}#nota-{note.number}",
        words=note.words,
        anchoring=str(note.get_anchoring_display()) if note.anchoring else "",
        since=tuple(note_since(change, country) for change in note.since),
    )


def _original(note: Note) -> str:
    """Say in which language a country declared it, where that is the only one there is."""
    english = note.original_language == Language.EN
    said = _("Original: English. No official Spanish version recorded")
    return said if english else _("Original: Spanish. No official English version recorded")


def note_since(change: Mapping[str, Any], country: str) -> NoteSince:
    """Return what a country communicated of its note, in one sentence and its words."""
    words = (
        _("Withdrawn by %(country)s; communicated by %(by)s on %(date)s (%(document)s).")
        if change["kind"] == NoteChange.Kind.WITHDRAWAL
        else _("Replaced by %(country)s; communicated by %(by)s on %(date)s (%(document)s):")
    )
    said = words % {
        "country": country,
        "by": change["communicated_by"],
        "date": date_format(date.fromisoformat(change["on"]), "DATE_FORMAT"),
        "document": change["document"],
    }
    return NoteSince(change["kind"], said, change["text"], change["language"], change["illustrative"])


def citation(version: Version, place: str = "", *, original: bool = False) -> str:
    """Return how a place of a version is cited, with the date on which it was read.

    English words of the plan are a working translation and say so, unless the words are the `original`.
    """
    words = _("RCM, %(title)s, version %(number)s%(place)s. Consulted on %(date)s.") % {
        "title": version.document.title,
        "number": version.number,
        "place": f", {place}" if place else "",
        "date": date_format(clock.today(), "DATE_FORMAT"),
    }
    if original or reading_language() != "en":
        return words
    working = _("Working translation; the original is in Spanish.")
    return f"{words} {working}"


def cited(place: str) -> str:
    """Return a place of the plan, kept as its Spanish says it, in the reader's language."""
    return place.replace("Tabla", _("Table")).replace("nota", _("note"))


@dataclass(frozen=True)
class Sheet:
    """What the lines of one page share: languages, notes by number, addresses of themes by anchor."""

    mode: Mode
    notes: Mapping[int, NoteLine]
    links: Mapping[str, str]


def lines_of(blocks: Iterable[Mapping[str, Any]], section: str, sheet: Sheet) -> tuple[Line, ...]:
    """Return blocks as lines; a caption joins the table that follows it."""
    lines: list[Line] = []
    for block in blocks:
        caption = None
        if block["kind"] == "table" and lines and lines[-1].kind == "caption":
            caption = lines.pop()
        lines.append(_line(block, section, sheet, caption))
    return tuple(lines)


def _line(block: Mapping[str, Any], section: str, sheet: Sheet, caption: Line | None) -> Line:
    anchor = block["anchor"]
    remark = block["mark"] or {"es": "", "en": ""}
    is_table = block["kind"] == "table"
    return Line(
        anchor=anchor,
        kind="pillars" if anchor.endswith(".pilares") else block["kind"],
        marker=block["marker"] or "",
        sides=() if is_table else _sides(block, sheet),
        mark=wording(remark["es"], remark["en"]),
        notes=tuple(n for n in sheet.notes.values() if n.anchor == anchor and n.country_code),
        table=_table(block, section, sheet, caption) if is_table else None,
        short=anchor.removeprefix(f"{section}."),
        url=sheet.links.get(anchor, ""),
    )


def _sides(block: Mapping[str, Any], sheet: Sheet) -> tuple[Side, ...]:
    """Return the words of a block; a note that the text does not refer to is referred to after its words."""
    late = block.get("outdated_since")
    es, en = block["es"] or "", block["en"] or ""
    for note in sheet.notes.values():
        if note.anchor == block["anchor"] and note.country_code:
            es, en = _referred(es, note), _referred(en, note)
    since = datetime.fromisoformat(late) if late else None
    return sides_of(es, en, sheet.mode, sheet.notes, late=since)


def _referred(text: str, note: NoteLine) -> str:
    mark = f"[^{note.number}]"
    if not text or mark in text:
        return text
    at = text.find(note.words) + len(note.words) if note.words and note.words in text else len(text)
    return f"{text[:at]}{mark}{text[at:]}"


def _table(block: Mapping[str, Any], section: str, sheet: Sheet, caption: Line | None) -> Table:
    heads = block["header_rows"]
    names = [f"h{at + 1}" if at < heads else f"r{at + 1 - heads}" for at in range(len(block["rows"]))]
    rows = [
        Row(
            anchor=f"{block['anchor']}.{name}",
            cells=tuple(Cell(lines_of(cell["blocks"], section, sheet), cell.get("span", 1)) for cell in row),
        )
        for name, row in zip(names, block["rows"], strict=True)
    ]
    return Table(
        caption=caption,
        head=tuple(rows[:heads]),
        body=tuple(rows[heads:]),
        columns=sum(cell.span for cell in rows[0].cells),
    )
