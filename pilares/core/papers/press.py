"""Print a paper as PDF, in a process of its own: typst keeps what it once read until its process ends.

Run as a script: the paper as JSON on standard input (`Paper.plain()` says its shape), the PDF on the output.
"""

import hashlib
import json
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Sequence
from pathlib import Path
from typing import Any

TEMPLATE = Path(__file__).with_name("paper.typ")
#: a page as large as the drawing on it
SHEET = b"#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), width: 500pt)"
SHARP = 144  # points an inch of the pictures in Word
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

    names = [f"drawing-{hashlib.sha256(svg.encode()).hexdigest()}" for svg in drawings]
    known = cache.get_many(names)
    fresh = [svg for name, svg in zip(names, drawings, strict=True) if name not in known]
    if fresh:
        made = dict(zip(fresh, json.loads(_run(json.dumps(fresh), "png")), strict=True))
        new = {name: made[svg] for name, svg in zip(names, drawings, strict=True) if name not in known}
        cache.set_many(new, KEPT)
        known |= new
    return [b64decode(known[name]) for name in names]


def main() -> None:
    """Read a paper and write its PDF, or drawings and their pictures."""
    import typst  # noqa: PLC0415 (only the process that prints loads the typesetter)

    said = sys.stdin.buffer.read().decode()
    if sys.argv[1:] == ["png"]:
        pictures = [
            b64encode(typst.compile(SHEET, format="png", ppi=SHARP, sys_inputs={"svg": svg})).decode()
            for svg in json.loads(said)
        ]
        sys.stdout.write(json.dumps(pictures))
        return
    pdf = typst.compile(str(TEMPLATE), format="pdf", sys_inputs={"paper": said}, pdf_standards=["ua-1"])
    sys.stdout.buffer.write(pdf)


if __name__ == "__main__":
    main()
