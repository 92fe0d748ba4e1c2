"""Files join a version while it is drafted; once it is with the members they stay as they were read."""

import uuid
from typing import IO

from django.core.files import File
from django.db import transaction

from pilares.core import clock
from pilares.core.access import require
from pilares.core.trail import record
from pilares.core.uploads import inspect
from pilares.people.models import User
from pilares.plans.access import why_not_edit
from pilares.plans.actions.editing import held
from pilares.plans.models import Version, VersionFile


def attach_file(
    version: Version,
    file: IO[bytes],
    *,
    name: str,
    size: int,
    by: User,
    title_es: str = "",
    title_en: str = "",
    form_key: uuid.UUID | None = None,
) -> VersionFile:
    """Keep a file of a draft under a random name; a form keeps one. Raises `Refused` or `NotAccepted`."""
    require(why_not_edit(by, version))
    known: VersionFile | None = VersionFile.objects.filter(form_key=form_key, version=version).first()
    if form_key and known is not None:
        return known
    seen = inspect(file, name=name, size=size)
    kept = VersionFile(
        version=version, title_es=title_es, title_en=title_en, name=seen.name, size=seen.size,
        media_type=seen.media_type, added_by=by, added_at=clock.now(), form_key=form_key,
    )  # fmt: skip
    kept.file.save(seen.name, File(file), save=False)
    try:
        with transaction.atomic():
            held(version, by)
            kept.full_clean(exclude=["added_by", "version"])
            kept.save()
            record(kept, "attach_version_file", by=by, version=str(version), name=seen.name)
    except Exception:
        kept.file.delete(save=False)
        raise
    return kept


@transaction.atomic
def remove_file(kept: VersionFile, *, by: User) -> None:
    """Take a file out of a draft."""
    version = held(kept.version, by)
    record(kept, "remove_version_file", by=by, version=str(version), name=kept.name)
    kept.erase()
