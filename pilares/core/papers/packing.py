"""Pack a Word file: pictures, which are packed already, are not packed again."""

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from docx.document import Document
from docx.opc.pkgwriter import PackageWriter

#: what python-docx's template brings and no reader needs: its styles as Word 2010 kept them a second time,
#: and a picture of its own empty page
SPARE = ("/stylesWithEffects", "/metadata/thumbnail")
PACKED = frozenset({"png", "jpeg", "jpg"})


def spare(document: Document) -> None:
    """Leave out what the template brings and no reader needs."""
    for rels in (document.part.rels, document.part.package.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(SPARE)]:
            del rels[key]


def packed(document: Document) -> bytes:
    """Return the file."""
    package: Any = document.part.package
    parts = package.parts
    for part in parts:
        part.before_marshal()
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        door = _Door(file)
        steps: Any = PackageWriter  # python-docx's own steps, with a door of ours at their end
        steps._write_content_types_stream(door, parts)  # noqa: SLF001
        steps._write_pkg_rels(door, package.rels)  # noqa: SLF001
        steps._write_parts(door, parts)  # noqa: SLF001
    return out.getvalue()


class _Door:
    def __init__(self, file: ZipFile) -> None:
        self._file = file

    def write(self, place: Any, blob: bytes) -> None:
        """Write a part where it belongs."""
        how = ZIP_STORED if place.ext in PACKED else ZIP_DEFLATED
        self._file.writestr(place.membername, blob, how)
