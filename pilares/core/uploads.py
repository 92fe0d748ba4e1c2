"""Files that people attach: known by what they hold, never by their name, and nothing in them is run."""

import re
import zipfile
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext_lazy as _

from pilares.core.access import Reason

MOST_MEGABYTES = 10
MOST_BYTES = MOST_MEGABYTES * 1024 * 1024
LONGEST_NAME = 200
PEEK = 64 * 1024
OOXML = "application/vnd.openxmlformats-officedocument."
DOCX, XLSX = f"{OOXML}wordprocessingml.document", f"{OOXML}spreadsheetml.sheet"
ODF = "application/vnd.oasis.opendocument."
#: what is accepted, with the ending that its name gets if it has another
ENDINGS = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/webp": (".webp",),
    XLSX: (".xlsx",),
    DOCX: (".docx",),
    f"{ODF}spreadsheet": (".ods",),
    f"{ODF}text": (".odt",),
    "text/csv": (".csv",),
    "text/plain": (".txt",),
}
SIGNS = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
)
MARKUP = re.compile(rb"<\s*(?:!doctype|html|svg|script|\?xml|body|iframe)", re.IGNORECASE)
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
MACROS = ("vbaproject.bin", "vbadata.xml", "macrosheets/", "basic/", "scripts/")

EMPTY = Reason("EMPTY_FILE", _("The file is empty."))
TOO_BIG = Reason("FILE_TOO_BIG", _("The file is larger than 10 MB. Send a smaller copy."))
MACROS_INSIDE = Reason("MACROS", _("The file holds macros. Save a copy without them and send that one."))
UNKNOWN = Reason(
    "FILE_TYPE",
    _(
        "This kind of file is not accepted. Send a PDF, a picture (JPEG, PNG, WebP), a spreadsheet "
        "(XLSX, ODS, CSV) or a text (DOCX, ODT, TXT)."
    ),
)


@dataclass(frozen=True)
class Upload:
    """A file that may be kept: its name, cleaned, its type by content, and its size in bytes."""

    name: str
    media_type: str
    size: int


class NotAccepted(Exception):
    """A file was refused; carries the reason."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(str(reason))


def inspect(file: IO[bytes], *, name: str, size: int) -> Upload:
    """Return what a file is, by its content. Raises `NotAccepted`; leaves the file at its beginning."""
    if size > MOST_BYTES:
        raise NotAccepted(TOO_BIG)
    file.seek(0)
    head = file.read(PEEK)
    if not head:
        raise NotAccepted(EMPTY)
    kind = _kind(file, head, name)
    file.seek(0)
    return Upload(_clean(name, kind), kind, size)


def _kind(file: IO[bytes], head: bytes, name: str) -> str:
    for sign, kind in SIGNS:
        if head.startswith(sign):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[:4] == b"PK\x03\x04":
        return _package(file)
    if _is_text(head):
        return "text/csv" if name.lower().endswith(".csv") else "text/plain"
    raise NotAccepted(UNKNOWN)


def _package(file: IO[bytes]) -> str:
    """Return what a zipped document is; only its table of contents and one small part are read."""
    try:
        with zipfile.ZipFile(file) as package:
            names = [info.filename.lower() for info in package.infolist()]
            if any(name.startswith(MACROS) or name.endswith(MACROS) or "/vba" in name for name in names):
                raise NotAccepted(MACROS_INSIDE)
            if "mimetype" in names:
                said = _read(package, "mimetype").decode("ascii", "replace").strip()
                return _accepted(said)
            types = _read(package, "[Content_Types].xml").lower()
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, OSError) as error:
        raise NotAccepted(UNKNOWN) from error
    if b"macroenabled" in types:
        raise NotAccepted(MACROS_INSIDE)
    for kind in (DOCX, XLSX):
        if f"{kind}.main+xml".encode() in types:
            return kind
    raise NotAccepted(UNKNOWN)


def _read(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as part:
        return part.read(PEEK)


def _accepted(kind: str) -> str:
    if kind not in ENDINGS:
        raise NotAccepted(UNKNOWN)
    return kind


def _is_text(head: bytes) -> bool:
    """Whether it is plain text, in UTF-8 or in the encoding of old spreadsheets, and no markup."""
    return not CONTROL.search(head) and not MARKUP.search(head)


def _clean(name: str, kind: str) -> str:
    """Return the last part of a name without what a file system or a header could misread."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(c for c in last if c.isprintable() and c not in '<>:"|?*').strip(" .")
    endings = ENDINGS[kind]
    if not kept.lower().endswith(endings):
        kept = f"{kept or 'file'}{endings[0]}"
    stem, ending = kept[: -len(endings[0])], kept[-len(endings[0]) :]
    return f"{stem[: LONGEST_NAME - len(ending)]}{ending}"
