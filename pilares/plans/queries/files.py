"""The files of a version, as each page lists them."""

from dataclasses import dataclass
from uuid import UUID

from pilares.core.bilingual import Wording
from pilares.people.access import type_of_reader
from pilares.plans.models import Version, VersionFile


@dataclass(frozen=True)
class FileLine:
    """A file to be saved."""

    key: UUID
    title: Wording
    name: str
    size: int


def files_of(version: Version, user: type_of_reader) -> tuple[FileLine, ...]:
    """Return the files of a version that the reader may open, as they were attached."""
    seen = VersionFile.objects.visible_to(user).filter(version=version).order_by("pk")
    return tuple(FileLine(file.key, file.title, file.name, file.size) for file in seen)
