"""A version of the plan, or of any document, as Word and PDF with the source's own numbering (§1 to §4)."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilares.core.bilingual import reading_language
from pilares.core.papers import Cell, Note, Paper, Run
from pilares.core.papers import Line as Written
from pilares.plans.queries.lines import Cell as TableCell
from pilares.plans.queries.lines import Line, NoteLine, Side, Table
from pilares.plans.queries.printing import Filled, Printed

#: the columns of the plan's tables as shares of the line, by how many they are; Tabla 3 names years only
SHARES = {2: (0.27, 0.73), 3: (0.3, 0.32, 0.38), 5: (0.24, 0.18, 0.18, 0.2, 0.2)}
YEARS = (0.1, 0.9)
#: the seven columns of §4.3 lie across the page
ACROSS = 7
SEVEN = (0.12, 0.13, 0.2, 0.18, 0.13, 0.12, 0.12)


def word(said: Printed, *, paper: str = "letter") -> bytes:
    """Return the DOCX of a version in the reader's language, on Letter or A4."""
    return _paper(said, paper).written()


def pdf(said: Printed, *, paper: str = "letter") -> bytes:
    """Return the PDF of a version: tagged, with bookmarks, in its language."""
    return _paper(said, paper).printed()


def _paper(said: Printed, paper: str) -> Paper:
    head = said.page.head
    said_below = [str(head.title), head.numbered, head.status, _day(said), str(said.tier.label)]
    demo = settings.DEMO or head.illustrative or said.filling.illustrative
    written = Paper(
        f"{head.title}. {head.numbered}",
        footer=" · ".join(["Pilares", *said_below]),
        warning=_("Illustrative data. Not commitments of the RCM.") if demo else "",
        watermark=said.watermark,
        paper=paper,
    )
    _Writer(written, said).write()
    return written


def _day(said: Printed) -> str:
    return _("Data as of %(date)s") % {"date": date_format(said.filling.as_of, "DATE_FORMAT")}


class _Writer:
    """Writes a version from its cover to what the platform remarks on it."""

    def __init__(self, paper: Paper, said: Printed) -> None:
        self.paper, self.said = paper, said
        self.across = False

    def write(self) -> None:
        self._cover()
        self.paper.new_page()
        self.paper.contents(_("Contents"))
        if self.said.body:
            self.paper.new_page()
        for section in self.said.body:
            wide = any(line.table and line.table.columns >= ACROSS for line in section.lines)
            if wide != self.across:
                self.across = wide
                self.paper.turn(landscape=wide)
            level = 1 if "." not in section.anchor else 2
            self.paper.heading(self._words(section.heading) if section.heading else section.name, level)
            if self.said.filling.tables and any(self._is_model(one) and one.table for one in section.lines):
                self._filled_from()
            self._lines(section.lines)
            self._others(section.anchor, section.lines)
        self._remarks()

    def _cover(self) -> None:
        """Open with the title, the version, how far it has come and by which decision, and its date."""
        head = self.said.page.head
        steps = [f"{e.text} ({e.citation})" if e.citation else e.text for e in head.events]
        facts: list[Written | str] = [
            Written((f"{head.numbered} · {head.status}",), bold=(0,)),
            *(step[:1].upper() + step[1:] for step in steps),
            *self._about(),
        ]
        self.paper.cover(head.title, _("Regional Conference on Migration"), facts)
        if self.said.cover:
            self.paper.paragraph(self._words(self.said.cover.heading, bold=True))
            for line in self.said.cover.lines:
                if line.kind == "subheading":
                    self.paper.paragraph(self._words(line.sides, bold=True))
            self._lines([line for line in self.said.cover.lines if line.kind != "subheading"])

    def _about(self) -> Iterator[str]:
        said, head = self.said, self.said.page.head
        if head.stands and not head.in_force:
            yield _("The version in force is version %(number)s.") % {"number": head.stands}
        if said.watermark:
            yield _("This version is not adopted: it is a draft.")
        yield f"{_day(said)} · {said.tier.label}"
        if head.is_plan and said.unfilled:
            yield _("The tables of §3.9 and §4.3 are filled in the version that stands.")
        if head.is_plan and reading_language() == "en":
            yield _("Working translation; the original is in Spanish.")
        if said.pending:
            yield _("Some texts have no translation yet and stand in their original.")

    # --- The lines of a section ---

    def _lines(self, lines: Iterable[Line]) -> None:
        for (kind, marked), found in groupby(lines, key=lambda one: (one.kind, bool(one.marker))):
            if kind == "item" and marked:
                self.paper.items([(line.marker, self._words(line.sides)) for line in found])
            elif kind == "item":
                self.paper.bullets([self._words(line.sides) for line in found])
            else:
                for line in found:
                    self._line(line)

    def _line(self, line: Line) -> None:
        if line.table:
            self._table(line, line.table)
        elif line.kind == "subheading":
            self.paper.heading(self._words(line.sides), 3)
        elif line.kind == "caption":
            self.paper.caption(self._words(line.sides))
        else:
            self.paper.paragraph(self._words(line.sides))

    def _words(self, sides: Sequence[Side], *, before: str = "", bold: bool = False) -> Written:
        """Return a text with its emphasis and its notes where they stand, in its own language."""
        texts: list[str | Run | Note] = [before] if before else []
        lang = ""
        for side in sides:
            lang = side.lang
            for run in side.runs:
                note = self.said.notes.get(int(run.text)) if run.kind == "note" else None
                strong = bold or run.kind == "strong"
                texts.append(_note(note) if note else Run(run.text, strong, run.kind == "em"))
        return Written(tuple(texts), lang=lang)

    # --- Tables ---

    def _table(self, line: Line, table: Table) -> None:
        name = "".join(side.plain for side in table.caption.sides) if table.caption else ""
        if table.caption:
            self.paper.caption(self._words(table.caption.sides))
        filled = self.said.filling.tables.get(line.anchor)
        heads = [[self._cell(cell) for cell in row.cells] for row in table.head]
        if filled is None and self._is_model(line):
            filled = Filled(name, ())
        if filled is not None:
            self._fill(filled, heads, table.columns, name)
            return
        shares = YEARS if line.anchor.endswith(".t3") else SHARES.get(table.columns) or _even(table.columns)
        rows = [[self._cell(cell) for cell in row.cells] for row in table.body]
        self.paper.table(heads[-1], rows, shares=shares, caption=name, over=heads[0] if heads[1:] else ())

    def _is_model(self, line: Line) -> bool:
        """Say whether the plan prints a model there, whose cells are no content (§3.9, §4.3)."""
        return self.said.page.head.is_plan and line.anchor.startswith(("3.9.", "4.3."))

    def _filled_from(self) -> None:
        """Say that the cells are the groups' own and not the model that the source prints."""
        about = _(
            "The source prints the model of the table. Here it holds the activities of the follow-up "
            "matrix as of %(date)s."
        )
        day = date_format(self.said.filling.as_of, "DATE_FORMAT")
        self.paper.paragraph(Written((Run(about % {"date": day}, italic=True),)))

    def _fill(self, filled: Filled, heads: list[list[Cell]], columns: int, name: str) -> None:
        """Draw a table of which the plan prints the model, with the plan's own headers."""
        over = heads[0] if heads[1:] else []
        if over and filled.objective and filled.objective.text:
            over = [Cell((Written((*_texts(over[0]), ": ", filled.objective)),), span=over[0].span)]
        elif over:
            over = [Cell((Written(_texts(over[0])),), span=over[0].span)]
        rows = [_row(cells, columns) for cells in filled.rows]
        if not rows:
            empty = _("No activity has been prioritised yet.")
            rows = [[Cell((empty,), italic=True, span=columns)]]
        shares = SEVEN if columns == ACROSS else SHARES.get(columns) or _even(columns)
        self.paper.table(heads[-1], rows, shares=shares, caption=name or str(filled.name), over=over)

    def _others(self, anchor: str, lines: Iterable[Line]) -> None:
        """Draw the tables of the groups that came after the text was printed, in the shape of the first."""
        tables = [line for line in lines if line.table and line.anchor in self.said.filling.tables]
        printed = {line.anchor for line in lines}
        for key, filled in self.said.filling.tables.items():
            if tables and key.startswith(f"{anchor}.") and key not in printed and tables[0].table:
                heads = [[self._cell(cell) for cell in row.cells] for row in tables[0].table.head]
                self.paper.caption(filled.name)
                self._fill(filled, heads, tables[0].table.columns, str(filled.name))

    def _cell(self, cell: TableCell) -> Cell:
        lines = []
        for line in cell.lines:
            before = f"{line.marker} " if line.marker else "• " if line.kind == "item" else ""
            lines.append(self._words(line.sides, before=before, bold=line.kind == "subheading"))
        return Cell(tuple(lines), span=cell.span)

    def _remarks(self) -> None:
        if not self.said.remarks:
            return
        if self.across:
            self.paper.turn(landscape=False)
        self.paper.heading(_("Remarks of the platform on the source (they are no part of the text)"))
        self.paper.bullets([Written((f"{one.place}: ", one.words), bold=(0,)) for one in self.said.remarks])


def _note(note: NoteLine) -> Note:
    """Return a footnote whole; a country's names it and is in its own language, never translated (AC-04)."""
    side = note.sides[0]
    runs = [Run(run.text, run.kind == "strong", run.kind == "em") for run in side.runs if run.kind != "note"]
    if note.mark.text:
        runs.append(Run(f" [{note.mark}]", italic=True))
    if note.later:
        runs.append(Run(f" {note.later}"))
    label = ". ".join(part for part in (note.label, note.original) if part) if note.country_code else ""
    return Note(note.number, label, side.plain, side.lang, tuple(runs))


def _texts(cell: Cell) -> tuple[str | Run, ...]:
    return tuple(Run(str(line), bold=True) for line in cell.lines)


def _row(cells: tuple[tuple[object, ...], ...], columns: int) -> list[Cell]:
    if len(cells) == 1:
        return [Cell(cells[0], bold=True, span=columns)]  # type: ignore[arg-type]
    return [Cell(lines) for lines in cells]  # type: ignore[arg-type]


def _even(columns: int) -> tuple[float, ...]:
    return (1 / columns,) * columns
