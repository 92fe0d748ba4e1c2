"""Print a paper as PDF, in a process of its own: typst keeps what it once read until its process ends.

Run as a script: the paper as JSON on standard input (`Paper.plain()` says its shape), the PDF on the output.
"""

import hashlib
import json
import re
import struct
import subprocess
import sys
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

TEMPLATE = Path(__file__).with_name("paper.typ")
#: a page as large as the drawing on it
SHEET = (
    b"#set page(width: auto, height: auto, margin: 0pt, fill: %s)\n"
    b"#image(bytes(sys.inputs.svg), width: 500pt)"
)
SHARP = 144  # points an inch of the pictures in Word: 250 on paper, where they take half the line
#: the colours that a drawing names, and what may bring in others
COLOURS = re.compile(r'(?<=["\s;])(?:fill|stroke|color)\s*[=:]\s*["\']?\s*([^"\';]+)')
OTHERS = re.compile(r"<(?:style|image|linearGradient|radialGradient|pattern)\b|url\(")
INKLESS = frozenset({"none", "currentColor"})
HEX = re.compile(r"#[0-9a-fA-F]{6}")
SIGNATURE, COLOURED, PALETTED = b"\x89PNG\r\n\x1a\n", 6, 3
KEPT = 7 * 24 * 3600  # seconds for which a picture is kept
PATIENCE = 60.0  # seconds after which a paper is given up


class NotPrinted(Exception):
    """A paper could not be made into a PDF; carries what the typesetter said."""


def printed(plain: dict[str, Any]) -> bytes:
    """Return the tagged PDF of a paper. Raises `NotPrinted`."""
    return _run(json.dumps(plain, ensure_ascii=False))


def _run(said: str, *how: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 (our own file, with our own interpreter)
            [sys.executable, __file__, *how],
            input=said.encode(), capture_output=True, check=False, timeout=PATIENCE,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise NotPrinted(str(error)) from error
    if done.returncode:
        raise NotPrinted(done.stderr.decode(errors="replace")[-2000:])
    return done.stdout


def rasters(drawings: Sequence[str]) -> list[bytes]:
    """Return each SVG as a PNG for Word, in one process; one that was drawn before is not drawn again.

    Raises `NotPrinted`.
    """
    from django.core.cache import cache  # noqa: PLC0415 (the process that prints has no Django)

    names = [f"drawing-{SHARP}-png-{hashlib.sha256(svg.encode()).hexdigest()}" for svg in drawings]
    known = cache.get_many(names)
    fresh = [svg for name, svg in zip(names, drawings, strict=True) if name not in known]
    if fresh:
        made = dict(zip(fresh, map(b64decode, json.loads(_run(json.dumps(fresh), "png"))), strict=True))
        new = {name: made[svg] for name, svg in zip(names, drawings, strict=True) if name not in known}
        cache.set_many(new, KEPT)
        known |= new
    return [known[name] for name in names]


def ink_of(svg: str) -> bytes | None:
    """Return the only colour that a drawing names, as three bytes; nothing where it names others or none."""
    named = set(COLOURS.findall(svg)) - INKLESS
    one = named.pop() if len(named) == 1 else ""
    return bytes.fromhex(one[1:]) if HEX.fullmatch(one) and not OTHERS.search(svg) else None


def in_one_ink(png: bytes, ink: bytes) -> bytes:
    """Return a picture of one colour on nothing as one of its tints on white, in half the bytes.

    Of the four bytes of a pixel only the last, how much ink it has, says something: it becomes the number of
    the tint. The filters of PNG work on each byte apart, so that what is left of a row needs no other.
    """
    parts = list(_parts(png))
    head = parts[0][1]
    wide, high, *depth = struct.unpack(">IIBB", head[:10])
    if depth != [8, COLOURED]:
        return png
    raw = zlib.decompress(b"".join(data for kind, data in parts if kind == b"IDAT"))
    step = 1 + 4 * wide
    rows = b"".join(raw[at : at + 1] + raw[at + 4 : at + step : 4] for at in range(0, high * step, step))
    tints = bytes(round(255 + (colour - 255) * much / 255) for much in range(256) for colour in ink)
    made = (
        (b"IHDR", head[:8] + bytes((8, PALETTED)) + head[10:]),
        (b"PLTE", tints),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    return SIGNATURE + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in made
    )


def _parts(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(png):
        size = int.from_bytes(png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        at += 12 + size


def _raster(typst: Any, svg: str) -> bytes:
    ink = ink_of(svg)
    sheet = SHEET % (b"none" if ink else b"white")
    png: bytes = typst.compile(sheet, format="png", ppi=SHARP, sys_inputs={"svg": svg})
    return in_one_ink(png, ink) if ink else png


def main() -> None:
    """Read a paper and write its PDF, or drawings and their pictures."""
    import typst  # noqa: PLC0415 (only the process that prints loads the typesetter)

    said = sys.stdin.buffer.read().decode()
    if sys.argv[1:] == ["png"]:
        pictures = [b64encode(_raster(typst, svg)).decode() for svg in json.loads(said)]
        sys.stdout.write(json.dumps(pictures))
        return
    pdf = typst.compile(str(TEMPLATE), format="pdf", sys_inputs={"paper": said}, pdf_standards=["ua-1"])
    sys.stdout.buffer.write(pdf)


if __name__ == "__main__":
    main()
