"""Print a paper as PDF, in a process of its own: typst keeps what it once read until its process ends.

Run as a script: the paper as JSON on standard input (`Paper.plain()` says its shape), the PDF on the output.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

TEMPLATE = Path(__file__).with_name("paper.typ")
PATIENCE = 60.0  # seconds after which a paper is given up


class NotPrinted(Exception):
    """A paper could not be made into a PDF; carries what the typesetter said."""


def printed(plain: dict[str, Any]) -> bytes:
    """Return the tagged PDF of a paper. Raises `NotPrinted`."""
    done = subprocess.run(  # noqa: S603 (our own file, with our own interpreter)
        [sys.executable, __file__],
        input=json.dumps(plain, ensure_ascii=False).encode(),
        capture_output=True, check=False, timeout=PATIENCE,
    )  # fmt: skip
    if done.returncode:
        raise NotPrinted(done.stderr.decode(errors="replace")[-2000:])
    return done.stdout


def main() -> None:
    """Read a paper, write its PDF."""
    import typst  # noqa: PLC0415 (only the process that prints loads the typesetter)

    said = sys.stdin.buffer.read().decode()
    pdf = typst.compile(str(TEMPLATE), format="pdf", sys_inputs={"paper": said}, pdf_standards=["ua-1"])
    sys.stdout.buffer.write(pdf)


if __name__ == "__main__":
    main()
