"""A PDF read back: what stands on each page, and what its structure says."""

import re
import subprocess

from tests.needs import PDFTOTEXT


def pages_of(content: bytes) -> list[str]:
    """Return the words of each page, in the order in which they are read, with single spaces."""
    asked = [PDFTOTEXT or "pdftotext", "-enc", "UTF-8", "-", "-"]
    done = subprocess.run(asked, input=content, capture_output=True, check=True)
    return [" ".join(page.split()) for page in done.stdout.decode().split("\f")[:-1]]


def size_of(content: bytes) -> tuple[int, int]:
    """Return the width and height of the first page, in points."""
    box = re.search(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", content)
    assert box
    return round(float(box[1])), round(float(box[2]))


def is_readable_aloud(content: bytes, language: str) -> bool:
    """Say whether it is tagged, has bookmarks and says its language."""
    marks = (b"/StructTreeRoot", b"/Outlines", f"/Lang({language})".encode())
    return all(mark in content for mark in marks)
