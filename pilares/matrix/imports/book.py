"""What stands where in a file: its sheets of activities, their columns, and what it remembers of itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from pilares.core.access import Reason
from pilares.core.tables import Table, type_of_value
from pilares.matrix.exports.reading import FORMAT, KEYS_SHEET, about_of
from pilares.matrix.exports.stamp import Remembered, remembered, written
from pilares.matrix.imports.labels import Shape, bare, field_of, known, label_of, near, plain

MOST_ROWS = 10_000
#: rows at the top of a sheet among which the labels are looked for
TOP = 25
LEAST_LABELS, ENOUGH_LABELS, LONGEST_LABEL = 2, 4, 400


class NotOurs(Exception):
    """A spreadsheet was read and is not a matrix of this plan; carries the reason."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(reason.code)


NO_MATRIX = Reason(
    "NO_MATRIX",
    _(
        "No sheet of the file has the columns of the matrix. Export the matrix first: "
        "that file is also the form to fill in."
    ),
)
OTHER_DATA = Reason(
    "OTHER_DATA",
    _(
        "One of the two is a demonstration: illustrative data and commitments are never mixed. "
        "Send the file where it was exported, or export the matrix here and make the changes in that file."
    ),
)
FILE_GONE = Reason("FILE_GONE", _("The file is no longer kept here. Send it again."))
NEWER_FORMAT = Reason(
    "NEWER_FORMAT",
    _(
        "The file comes from a newer version of Pilares than this one. "
        "Send it where it was exported, or export the matrix here and make the changes in that file."
    ),
)
TOO_MANY = Reason("TOO_MANY_ROWS", _("The file has more than 10,000 rows of activities. Send it in parts."))


@dataclass(frozen=True)
class Stamp:
    """What the hidden sheet says: view, language, and the exported rows, if its seal is whole."""

    plan: str
    view: str
    language: str
    exported_at: str
    illustrative: bool
    rows: Mapping[int, Remembered] | None


@dataclass(frozen=True)
class Heading:
    """One column of a sheet: its label, the field it holds, or the one that it may hold."""

    sheet: str
    column: int
    label: str
    field: str = ""
    near: str = ""
    language: str = ""
    hidden: bool = False

    @property
    def key(self) -> str:
        """What its answer is kept under."""
        return f"{self.sheet}|{self.column}"

    @property
    def meaning(self) -> str:
        """How the matrix calls what it holds."""
        return label_of(self.field)


@dataclass(frozen=True)
class Page:
    """A sheet with activities: where its labels stand, and what each column holds."""

    table: Table
    header: int
    headings: tuple[Heading, ...]
    shape: Shape

    @property
    def name(self) -> str:
        """The name of the sheet."""
        return self.table.name


@dataclass(frozen=True)
class Book:
    """A whole file."""

    pages: tuple[Page, ...]
    #: sheets that were not read: name, and whether they are hidden
    left_out: tuple[tuple[str, bool], ...]
    stamp: Stamp | None
    language: str

    @property
    def remembers(self) -> bool:
        """Whether it knows what each cell said when it was exported."""
        return self.stamp is not None and self.stamp.rows is not None


def read_book(tables: tuple[Table, ...], language: str) -> Book:
    """Find the sheets of activities; `language` is the reader's, where the file does not say its own."""
    stamp = next((read_stamp(table) for table in tables if table.name == KEYS_SHEET), None)
    pages, left_out = [], []
    for table in tables:
        page = None if table.hidden else read_page(table)
        if page:
            pages.append(page)
        elif table.name != KEYS_SHEET and any(any(row) for row in table.rows):
            left_out.append((table.name, table.hidden))
    said = [h.language for page in pages for h in page.headings if h.language]
    spoken = stamp.language if stamp else max(said, key=said.count, default=language)
    return Book(tuple(pages), tuple(left_out), stamp, spoken)


def why_not_ours(book: Book, plan: str, *, illustrative: bool) -> Reason | None:
    """Return why a file cannot be imported into this plan."""
    if stamp := book.stamp:
        if stamp.plan and stamp.plan != plan:
            return _other_plan(stamp.plan, plan)
        if stamp.illustrative != illustrative:
            return OTHER_DATA
    if not book.pages:
        return NO_MATRIX
    if any(len(page.table.rows) - page.header - 1 > MOST_ROWS for page in book.pages):
        return TOO_MANY
    return None


def _other_plan(found: str, expected: str) -> Reason:
    words = _(
        "The file belongs to another plan: it is of «%(found)s», and here stands «%(expected)s». "
        "Export the matrix here and make the changes in that file."
    )
    return Reason("OTHER_PLAN", words % {"found": found[:80], "expected": expected})


def read_stamp(table: Table) -> Stamp | None:
    """Read the hidden sheet. Raises `NotOurs` for one that a newer version wrote."""
    said = {str(row[0]): str(row[1]) for row in table.rows if len(row) > 1 and row[0] and row[1] is not None}
    if not said.get("format", "").isdecimal():
        return None
    if int(said["format"]) > FORMAT:
        raise NotOurs(NEWER_FORMAT)
    return Stamp(
        plan=said.get("plan", ""),
        view=said.get("view", ""),
        language=said.get("language", "es"),
        exported_at=said.get("exported_at", ""),
        illustrative=said.get("illustrative") == "true",
        rows=remembered(about_of(said), said),
    )


def read_page(table: Table) -> Page | None:
    """Find the row of labels, wherever it stands, and say what each column holds."""
    best: tuple[int, int, Shape] = (LEAST_LABELS - 1, -1, Shape.OFFICIAL)
    for at, row in enumerate(table.rows[:TOP]):
        labels = [
            (plain(said), bare(said)) for said in map(written_value, row) if 0 < len(said) < LONGEST_LABEL
        ]
        for shape in Shape:
            table_of = known(shape)
            fields = {(table_of.get(whole) or table_of.get(short) or ("",))[0] for whole, short in labels} - {
                ""
            }
            if len(fields) > best[0] and fields & {"title", "state", "code", "id"}:
                best = (len(fields), at, shape)
        if best[0] >= ENOUGH_LABELS:
            break
    _score, header, shape = best
    if header < 0:
        return None
    return Page(table, header, tuple(_headings(table, header, shape)), shape)


def _headings(table: Table, header: int, shape: Shape) -> Iterator[Heading]:
    labels = [(at, written_value(value)) for at, value in enumerate(table.rows[header])]
    found = {at: field_of(label, shape) for at, label in labels if label}
    fields = [field for field, _language in found.values() if field]
    taken = {field for field in fields if fields.count(field) == 1}
    for at, label in labels:
        if not label:
            continue
        field, language = found[at]
        # of two columns with one label nobody knows which is meant: both are asked
        field, hint = (field, "") if field in taken else ("", field or near(label, taken, shape))
        yield Heading(table.name, at, label, field, hint, language, at in table.hidden_columns)


#: characters without a sign of their own, which a copy from a web page or a Word file leaves behind
UNSEEN = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u00ad"))


def written_value(value: type_of_value) -> str:
    """Return the text of a cell, each line without the spaces around it, and no empty line.

    What no screen shows (a zero-width space, a byte order mark, a soft hyphen) is no part of a text.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    text = (repr(value) if isinstance(value, float) else written(value)).translate(UNSEEN)
    return "\n".join(line for line in (" ".join(part.split()) for part in text.splitlines()) if line)
