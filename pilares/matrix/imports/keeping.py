"""The file of an import as it was sent, and the cells that were read of it: once, when it came."""

from collections.abc import Sequence

from django.core.files.base import ContentFile
from django.db.models.fields.files import FieldFile

from pilares.core.tables import Table, packed, read_tables, unpacked
from pilares.matrix.imports.book import FILE_GONE, MOST_ROWS, NotOurs
from pilares.matrix.models import Import


def keep(import_: Import, data: bytes, tables: Sequence[Table]) -> None:
    """Keep the file, unsaved, and its cells beside it until it is applied or forgotten."""
    import_.file.save(import_.name, ContentFile(data), save=False)
    import_.file.storage.save(_beside(import_.file.name), ContentFile(packed(tables)))


def read_file(import_: Import) -> bytes:
    """Return the file as it was sent. Raises `NotOurs` where it is no longer kept."""
    try:
        with import_.file.open("rb") as file:
            data: bytes = file.read()
    except (OSError, ValueError) as error:
        raise NotOurs(FILE_GONE) from error
    return data


def tables_of(import_: Import) -> tuple[Table, ...]:
    """Return the sheets of the file. Raises `NotOurs` or `Unreadable` where only the file can say them."""
    try:
        with import_.file.storage.open(_beside(import_.file.name)) as file:
            kept = unpacked(file.read())
    except OSError:
        kept = None
    return kept or read_tables(read_file(import_), import_.name, rows=MOST_ROWS)


def drop_tables(file: FieldFile) -> None:
    """Delete the cells that were kept of a file: nobody asks for them any more."""
    file.storage.delete(_beside(file.name))


def _beside(name: str | None) -> str:
    return f"{name}.cells"
