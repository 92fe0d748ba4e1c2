"""What a workbook remembers of itself, so that it can come back: the exported text of every cell, sealed.

Compared with the file that returns and with the matrix of that day, it tells who changed what: the
ministry in the file, or somebody online meanwhile (AC-09). It stands packed in the hidden sheet.
"""

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.crypto import constant_time_compare, salted_hmac

from pilares.core.sheets import number_words, type_of_cell

SALT = "pilares.matrix.exports.stamp"
EXPORTED, SEAL = "exported", "seal"
#: what a cell of a spreadsheet holds, with room to spare
PIECE = 30_000
#: what the exported texts of 10,000 rows may take once unpacked, several times over
MOST = 64 * 1024 * 1024


@dataclass(frozen=True)
class Remembered:
    """One row as it was exported: its version, its code, and the text of each of its cells by field."""

    version: int
    code: str
    texts: Mapping[str, str]


def written(cell: type_of_cell) -> str:
    """Return the text of a cell, the same for a date in a sheet and in the stamp."""
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, date) else number_words(cell)


def stamped(
    about: str, fields: tuple[str, ...], rows: Iterable[tuple[Any, ...]]
) -> Iterator[tuple[str, str]]:
    """Yield the keys and values to keep: the packed rows in pieces, then the seal.

    Each row is id, version and code, then the text of each field. `about` is what the seal also covers.
    """
    said = json.dumps({"fields": fields, "rows": list(rows)}, ensure_ascii=False, separators=(",", ":"))
    packed = b64encode(zlib.compress(said.encode(), 6)).decode()
    for number, at in enumerate(range(0, len(packed), PIECE), 1):
        yield f"{EXPORTED}:{number}", packed[at : at + PIECE]
    yield SEAL, _seal(about, packed)


def remembered(about: str, said: Mapping[str, str]) -> dict[int, Remembered] | None:
    """Return the exported rows by their id; `None` unless the seal is this installation's and whole."""
    pieces: list[str] = []
    while piece := said.get(f"{EXPORTED}:{len(pieces) + 1}"):
        pieces.append(piece)
    packed = "".join(pieces)
    if not packed or not constant_time_compare(said.get(SEAL, ""), _seal(about, packed)):
        return None
    held = json.loads(zlib.decompressobj().decompress(b64decode(packed), MOST))
    fields = held["fields"]
    return {
        pk: Remembered(version, code, dict(zip(fields, texts, strict=True)))
        for pk, version, code, *texts in held["rows"]
    }


def _seal(about: str, packed: str) -> str:
    return salted_hmac(SALT, f"{about}\n{packed}", algorithm="sha256").hexdigest()
