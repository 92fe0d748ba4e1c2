"""What kind of file this is, and whether it may be opened: counted while it is unpacked.

The reader of spreadsheets (calamine) trusts what a file says of itself: a cell at the far corner of a
sheet makes it ask for terabytes, and the process ends. So every part is unpacked here first, in pieces,
with the bytes counted as they come and not as the file declares them.
"""

import zlib
from collections.abc import Iterator
from enum import StrEnum
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pilares.core.access import Reason

MEGABYTE = 1024 * 1024
MOST_MEGABYTES = 10
MOST_BYTES = MOST_MEGABYTES * MEGABYTE
#: unpacked, in all; beyond `SMALL` the file must also not grow more than `MOST_RATIO` times
MOST_UNPACKED, SMALL, MOST_RATIO = 100 * MEGABYTE, 5 * MEGABYTE, 200
MOST_PARTS = 2_000
PIECE = 64 * 1024

OLE, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
ENCRYPTED_OLE = "EncryptedPackage".encode("utf-16-le")
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
#: where spreadsheets keep macros: Excel's two kinds, and LibreOffice's
MACROS = ("vbaproject.bin", "/macrosheets/", "basic/", "scripts/")
MACRO_NAMES = (".xlsm", ".xltm", ".xlam")

REFUSALS: dict[str, Promise] = {
    "EMPTY_FILE": _("The file is empty."),
    "TOO_BIG": _("The file is larger than 10 MB. Take out pictures or sheets that are not needed."),
    "NOT_A_SPREADSHEET": _("This file is not a spreadsheet. Choose an .xlsx, .ods or .csv file."),
    "OLD_FORMAT": _("This file is in an older format of Excel. Open it and save it as .xlsx."),
    "PASSWORD": _("The file is protected with a password. Save a copy without it and try again."),
    "MACROS": _("The file holds macros, which are never opened here. Save it as .xlsx, without macros."),
    "TRUNCATED": _("The file is not whole: it was cut while it was sent or saved. Ask for it again."),
    "DAMAGED": _("The file is damaged and cannot be read. Open it, save it again and try once more."),
    "GROWS_TOO_MUCH": _(
        "Unpacked, the file would be far larger than a spreadsheet. It was not opened. "
        "Copy the rows alone into a new file and send that one."
    ),
    "DECLARES_ENTITIES": _(
        "The file declares entities, which no spreadsheet needs. It was not opened. "
        "Open it in Excel or LibreOffice, save it again and send that one."
    ),
    "TOO_MANY_ROWS": _(
        "The file has more rows than can be read at once: at most 10,000. "
        "If they look empty, delete those below the last one, or send the file in parts."
    ),
    "TOO_MANY_COLUMNS": _("The file has more than 200 columns. Delete those at the right of the last one."),
}


class Unreadable(Exception):
    """A file was refused before it was read; carries the reason."""

    def __init__(self, code: str) -> None:
        self.reason = Reason(code, REFUSALS[code])
        super().__init__(code)


class Kind(StrEnum):
    """What can be read."""

    XLSX = "xlsx"
    ODS = "ods"
    CSV = "csv"


class Unpacked:
    """Bytes unpacked so far, of all parts; refuses the piece that is too much."""

    def __init__(self, packed: int) -> None:
        self.packed, self.unpacked = packed, 0

    def add(self, size: int) -> None:
        """Count a piece. Raises `Unreadable`."""
        self.unpacked += size
        grown = self.unpacked > max(SMALL, self.packed * MOST_RATIO)
        if self.unpacked > MOST_UNPACKED or grown:
            raise Unreadable("GROWS_TOO_MUCH")


def kind_of(data: bytes, name: str) -> Kind:
    """Return what a file is by what it holds; raises `Unreadable` for what is not read here."""
    if not data:
        raise Unreadable("EMPTY_FILE")
    if len(data) > MOST_BYTES:
        raise Unreadable("TOO_BIG")
    if data.startswith(OLE):
        raise Unreadable("PASSWORD" if ENCRYPTED_OLE in data else "OLD_FORMAT")
    if data.startswith(ZIP):
        return _kind_of_package(data, name)
    if name.lower().endswith((".csv", ".tsv", ".txt")):
        return Kind.CSV
    raise Unreadable("NOT_A_SPREADSHEET")


def parts_of(data: bytes) -> list[ZipInfo]:
    """Return the parts of a package. Raises `Unreadable` for one that was cut, or that hides something."""
    try:
        with ZipFile(BytesIO(data)) as package:
            parts = package.infolist()
    except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Unreadable("TRUNCATED") from error
    names = [part.filename.lower() for part in parts]
    if len(parts) > MOST_PARTS:
        raise Unreadable("GROWS_TOO_MUCH")
    if len(set(names)) != len(names):  # two parts of one name: which one is read depends on the reader
        raise Unreadable("DAMAGED")
    if any(part.flag_bits & 0x1 for part in parts):
        raise Unreadable("PASSWORD")
    return parts


def _kind_of_package(data: bytes, name: str) -> Kind:
    parts = {part.filename.lower(): part for part in parts_of(data)}
    if name.lower().endswith(MACRO_NAMES) or any(_is_macro(part) for part in parts):
        raise Unreadable("MACROS")
    if "encrypted-package" in parts:
        raise Unreadable("PASSWORD")
    if "xl/workbook.bin" in parts:
        raise Unreadable("OLD_FORMAT")
    if "xl/workbook.xml" in parts and "mimetype" not in parts:
        return Kind.XLSX
    if "content.xml" in parts and "mimetype" in parts and "xl/workbook.xml" not in parts:
        counter = Unpacked(len(data))
        said = b"".join(unpacked(data, parts["mimetype"], counter)).strip()
        if said == ODS:
            return Kind.ODS
    raise Unreadable("NOT_A_SPREADSHEET")


def _is_macro(part: str) -> bool:
    return part.endswith(MACROS[0]) or MACROS[1] in part or part.startswith(MACROS[2:])


def unpacked(data: bytes, part: ZipInfo, counter: Unpacked) -> Iterator[bytes]:
    """Yield a part in pieces, counting what really comes out; raises `Unreadable`."""
    start = part.header_offset
    header = data[start : start + 30]
    if len(header) < 30 or not header.startswith(ZIP):
        raise Unreadable("DAMAGED")
    start += 30 + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    packed = memoryview(data)[start : start + part.compress_size]
    if len(packed) != part.compress_size:
        raise Unreadable("TRUNCATED")
    size, check = 0, 0
    for piece in _pieces(packed, part.compress_type):
        counter.add(len(piece))
        size, check = size + len(piece), zlib.crc32(piece, check)
        yield piece
    if (size, check) != (part.file_size, part.CRC):
        raise Unreadable("DAMAGED")


def _pieces(packed: memoryview, method: int) -> Iterator[bytes]:
    if method == ZIP_STORED:
        yield from (bytes(packed[at : at + PIECE]) for at in range(0, len(packed), PIECE))
    elif method == ZIP_DEFLATED:
        machine, left = zlib.decompressobj(-zlib.MAX_WBITS), bytes(packed)
        while not machine.eof:
            try:
                piece = machine.decompress(left, PIECE)
            except zlib.error as error:
                raise Unreadable("DAMAGED") from error
            if not piece and not machine.eof:
                raise Unreadable("TRUNCATED")
            left = machine.unconsumed_tail
            yield piece
    else:
        raise Unreadable("DAMAGED")
