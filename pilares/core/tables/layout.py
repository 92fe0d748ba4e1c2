"""What the values of cells do not say: where they end, what is hidden, merged, or a formula.

Every part of the package passes through here piece by piece, before the reader of values opens it. No
entity is ever resolved: a part that declares a document type is refused.
"""

import re
from collections import Counter
from string import ascii_letters
from typing import Any, Protocol
from xml.parsers import expat
from zipfile import ZipInfo

from pilares.core.tables.extent import LEEWAY, MOST_COLUMNS, Layout
from pilares.core.tables.packages import Kind, Unpacked, Unreadable, unpacked

REFERENCE = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")
LETTERS = ascii_letters + "$"
#: characters in all cells together (a text that a million cells share is held a million times), and rows
#: that merged cells join
MOST_TEXT, MOST_JOINED = 100_000_000, 200_000


def layouts_of(data: bytes, parts: list[ZipInfo], kind: Kind, most_rows: int) -> dict[str, Layout]:
    """Return the layout of each sheet by its name, once every part was unpacked and judged."""
    counter = Unpacked(len(data))
    book = _Book(kind, most_rows)
    for part in parts:
        if part.is_dir():
            continue
        scan = _Scan(book, part.filename)
        for piece in unpacked(data, part, counter):
            scan.feed(piece)
        scan.close()
    return book.layouts()


class _Book:
    """What the parts say together."""

    def __init__(self, kind: Kind, most_rows: int) -> None:
        self.kind, self.most_rows = kind, most_rows
        #: length of each text that cells share, and how often each is used, by its number
        self.texts: list[int] = []
        self.uses: Counter[str] = Counter()
        #: sheets of an XLSX by the part that holds them; by their name in an ODS
        self.sheets: dict[str, Layout] = {}
        self.names: list[tuple[str, str]] = []
        self.targets: dict[str, str] = {}

    def layouts(self) -> dict[str, Layout]:
        """Return the layouts by name. Raises `Unreadable` for what a small file would make large."""
        said = sum(
            self.texts[int(number)] * times
            for number, times in self.uses.items()
            if number.isdecimal() and int(number) < len(self.texts)
        )
        joined = sum(span[2] - span[0] for sheet in self.sheets.values() for span in sheet.merged)
        spans = sum(len(sheet.merged) for sheet in self.sheets.values())
        if said > MOST_TEXT or joined > MOST_JOINED or spans > MOST_JOINED:
            raise Unreadable("GROWS_TOO_MUCH")
        if self.kind == Kind.ODS:
            return self.sheets
        names = [name for name, _key in self.names]
        if len(set(names)) != len(names):  # which of two sheets of one name is read depends on the reader
            raise Unreadable("DAMAGED")
        found = {}
        for name, key in self.names:
            target = self.targets.get(key, "").lstrip("/")
            path = (target if target.startswith("xl/") else f"xl/{target}").lower()
            if path in self.sheets:
                found[name] = self.sheets[path]
        return found


class _Scan:
    """Reads one part until its root says that it is of no interest."""

    def __init__(self, book: _Book, name: str) -> None:
        self.book, self.name = book, name.lower()
        self.parser: Any = None
        self.begun = self.over = False

    def feed(self, piece: bytes) -> None:
        if self.over:
            return
        if not self.begun:
            self.begun = True
            if not self._is_xml(piece):
                self.over = True
                return
            self.parser = expat.ParserCreate()
            self.parser.buffer_text = True
            self.parser.StartDoctypeDeclHandler = self._doctype
            self.parser.XmlDeclHandler = self._declaration
            self.parser.StartElementHandler = self._root
        self._parse(piece, last=False)

    def close(self) -> None:
        if self.begun and not self.over:
            self._parse(b"", last=True)

    def _parse(self, piece: bytes, *, last: bool) -> None:
        try:
            self.parser.Parse(piece, last)
        except _Enough:
            self.over = True
        except (expat.ExpatError, ValueError) as error:
            raise Unreadable("DAMAGED") from error

    def _is_xml(self, piece: bytes) -> bool:
        if piece.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")):
            raise Unreadable("DAMAGED")  # two readers could take another encoding for two texts
        return piece.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")

    def _doctype(self, *_said: object) -> None:
        raise Unreadable("DECLARES_ENTITIES")

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in {"utf-8", "us-ascii", "ascii"}:
            raise Unreadable("DAMAGED")

    def _root(self, name: str, attributes: dict[str, str]) -> None:
        root, book = local(name), self.book
        if root == "worksheet":
            layout = book.sheets.setdefault(self.name, Layout())
            handler: Elements = _Worksheet(layout, book, self.parser)
        elif root == "sst":
            handler = _SharedTexts(book.texts)
        elif root == "document-content":
            handler = _Content(book.sheets, book.most_rows)
        elif root == "workbook" and self.name == "xl/workbook.xml":
            handler = _Workbook(book.names)
        elif root == "Relationships" and self.name == "xl/_rels/workbook.xml.rels":
            handler = _Relationships(book.targets)
        elif root in {"Types", "manifest"}:
            handler = _Manifest()
        else:
            raise _Enough
        self.parser.StartElementHandler = handler.start
        self.parser.EndElementHandler = getattr(handler, "end", None)
        self.parser.CharacterDataHandler = getattr(handler, "text", None)
        handler.start(name, attributes)


class Elements(Protocol):
    """Takes the elements of one part; it may also have `end` and `text`."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...


class _Enough(Exception):
    """The rest of a part is of no interest."""


def local(name: str) -> str:
    """Return a name without its prefix."""
    return name.rpartition(":")[2]


class _Manifest:
    """The list of parts: it says whether they are encrypted, or of a kind that holds macros."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if local(name) == "encryption-data":
            raise Unreadable("PASSWORD")
        if "macroenabled" in attributes.get("ContentType", "").lower():
            raise Unreadable("MACROS")


class _Workbook:
    """The names of the sheets, and the key under which each one's part is listed."""

    def __init__(self, names: list[tuple[str, str]]) -> None:
        self.names = names

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if local(name) == "sheet":
            key = next((v for k, v in attributes.items() if ":" in k and local(k) == "id"), "")
            self.names.append((attributes.get("name", ""), key))


class _Relationships:
    def __init__(self, targets: dict[str, str]) -> None:
        self.targets = targets

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if local(name) == "Relationship":
            key = attributes.get("Id", "")
            if key in self.targets:
                raise Unreadable("DAMAGED")
            self.targets[key] = attributes.get("Target", "")


class _SharedTexts:
    """How long each text is that cells share."""

    def __init__(self, texts: list[int]) -> None:
        self.texts = texts

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        if name == "si" or local(name) == "si":
            self.texts.append(0)

    def text(self, said: str) -> None:
        if self.texts:
            self.texts[-1] += len(said)


class _Worksheet:
    """A sheet of an XLSX file; a cell counts once it holds a value, a text or a formula.

    This runs for every cell of every file: a reference is taken apart only where it tells something new.
    """

    def __init__(self, layout: Layout, book: "_Book", parser: Any) -> None:
        self.layout, self.most_rows, self.parser = layout, book.most_rows, parser
        self.uses = book.uses
        self.shares = False
        self.row = -1
        #: the last reference that a cell of this row gave, and how many cells without one came after it
        self.reference, self.since = "", 0
        #: the row's number as it is written, and the letters of columns already noted
        self.number = ""
        self.known: set[str] = set()
        self.formula: list[str] = []
        self.shared: dict[str, str] = {}
        self.key = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            if "r" in attributes:
                self.reference, self.since = attributes["r"], 0
            else:
                self.since += 1
            self.shares = attributes.get("t") == "s"
        elif name in {"v", "is"}:
            reference = self.reference
            letters = reference.rstrip("0123456789")
            if self.since or letters not in self.known or reference[len(letters) :] != self.number:
                self._reach()
        else:
            self._other(local(name), attributes)

    def text(self, said: str) -> None:
        """Count the use of a shared text: its number is all that such a cell holds."""
        if self.shares:
            self.uses[said.strip()] += 1

    def _other(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            said = attributes.get("r")
            self.row = int(said) - 1 if said else self.row + 1
            self.reference, self.since, self.number = "", 0, ""
        elif name in {"c", "v", "is"}:
            self.start(name, attributes)
        elif name == "f":
            self._reach()
            self.formula, self.key = [], attributes.get("si", "")
            self.parser.CharacterDataHandler = self.formula.append
            self.parser.EndElementHandler = self._end_of_formula
        elif name == "mergeCell":
            first, _colon, last = attributes.get("ref", "").partition(":")
            self.layout.merged.append((*_position(first), *_position(last or first)))
        elif name == "col" and attributes.get("hidden") in {"1", "true"}:
            first_column, last_column = int(attributes.get("min", 1)), int(attributes.get("max", 1))
            self.layout.hidden_columns.update(range(first_column - 1, min(last_column, MOST_COLUMNS)))

    def _reach(self) -> tuple[int, int]:
        """Note the open cell and return where it stands."""
        row, column = self.row, self.since - 1
        if self.reference:
            row, column = _position(self.reference)
            column += self.since
            self.known.add(self.reference.rstrip("0123456789"))
            self.number = self.reference.lstrip(LETTERS)
        self.layout.reach(max(row, self.row), column, self.most_rows)
        return row, column

    def _end_of_formula(self, name: str) -> None:
        if local(name) != "f":
            return
        words = "".join(self.formula)
        if self.key:  # cells that share a formula repeat only its number
            words = self.shared.setdefault(self.key, words)
        self.layout.formulas[self._reach()] = f"={words}"
        self.parser.CharacterDataHandler, self.parser.EndElementHandler = self.text, None


def _position(reference: str) -> tuple[int, int]:
    """Return row and column of a reference such as `B12`, counted from 0."""
    found = REFERENCE.fullmatch(reference.replace("$", ""))
    if found is None:
        raise Unreadable("DAMAGED")
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


class _Content:
    """The sheets of an ODS file: one part for all; rows and cells say how often they repeat."""

    def __init__(self, sheets: dict[str, Layout], most_rows: int) -> None:
        self.sheets, self.most_rows = sheets, most_rows
        self.layout: Layout | None = None
        self.row = self.column = 0
        self.rows = self.columns = 1
        self.depth = self.length = self.said = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        kind = local(name)
        if kind == "table":
            self._table(attributes)
        elif self.layout is None or self.depth != 1:
            return
        elif kind == "table-column":
            self._column(attributes)
        elif kind == "table-row":
            self.column, self.rows = 0, _times(attributes, "table:number-rows-repeated")
        elif kind in {"table-cell", "covered-table-cell"}:
            self._cell(attributes)
        elif kind == "p":
            self._filled(self.layout)

    def _table(self, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth == 1:
            self.layout = self.sheets.setdefault(attributes.get("table:name", ""), Layout())
            self.row = self.column = 0

    def _column(self, attributes: dict[str, str]) -> None:
        times = _times(attributes, "table:number-columns-repeated")
        if self.layout and attributes.get("table:visibility") in {"collapse", "filter"}:
            self.layout.hidden_columns.update(range(self.column, min(self.column + times, MOST_COLUMNS)))
        self.column += times

    def _cell(self, attributes: dict[str, str]) -> None:
        self.columns, self.length = _times(attributes, "table:number-columns-repeated"), 0
        layout = self.layout
        if layout is None:
            return
        if "table:formula" in attributes:
            said = attributes["table:formula"]
            layout.formulas[self.row, self.column] = "=" + said.partition("=")[2]
            self._filled(layout)
        elif "office:value-type" in attributes:
            self._filled(layout)
        down = _times(attributes, "table:number-rows-spanned")
        across = _times(attributes, "table:number-columns-spanned")
        if down > 1 or across > 1:
            last = min(self.row + down, self.most_rows + LEEWAY) - 1
            layout.merged.append((self.row, self.column, last, self.column + across - 1))

    def text(self, said: str) -> None:
        """Count what a cell says; it is held as often as it repeats."""
        self.length += len(said)

    def _filled(self, layout: Layout) -> None:
        layout.reach(self.row + self.rows - 1, self.column + self.columns - 1, self.most_rows)

    def end(self, name: str) -> None:
        kind = local(name)
        if kind == "table":
            self.depth -= 1
        elif self.depth != 1:
            return
        elif kind in {"table-cell", "covered-table-cell"}:
            self.column += self.columns
            self.said += self.length * self.rows * self.columns
            if self.said > MOST_TEXT:
                raise Unreadable("GROWS_TOO_MUCH")
        elif kind == "table-row":
            self.row += self.rows


def _times(attributes: dict[str, str], name: str) -> int:
    return max(1, int(attributes.get(name) or 1))
