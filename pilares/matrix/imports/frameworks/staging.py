"""A framework waits for its person as a matrix does; what its columns hold is kept under a name."""

from collections.abc import Mapping as Dictionary

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pilares.core import clock
from pilares.core.access import Reason, require
from pilares.core.tables import read_tables
from pilares.core.trail import record
from pilares.matrix.access import why_not_import, why_not_keep_mappings
from pilares.matrix.exports.reading import KEYS_SHEET
from pilares.matrix.imports.book import MOST_ROWS, NotOurs
from pilares.matrix.imports.frameworks.columns import Frame
from pilares.matrix.imports.frameworks.looking import open_frame
from pilares.matrix.imports.keeping import keep
from pilares.matrix.imports.staging import LONGEST_NAME
from pilares.matrix.models import Import, Mapping
from pilares.people.models import User
from pilares.plans.models import Document

A_MATRIX = Reason(
    "A_MATRIX", gettext_lazy("This file is a matrix exported from here: send it back on the page «Import».")
)


@transaction.atomic
def stage_framework(data: bytes, *, name: str, plan: Document, by: User) -> Import:
    """Keep a file and nothing else. Raises `Refused`, `Unreadable` or `NotOurs`, with the reason."""
    require(why_not_import(by, plan))
    tables = read_tables(data, name, rows=MOST_ROWS)
    if any(table.name == KEYS_SHEET for table in tables):
        raise NotOurs(A_MATRIX)
    open_frame(tables)
    import_ = Import(
        kind=Import.Kind.FRAMEWORK, plan=plan, name=name[-LONGEST_NAME:], size=len(data),
        language=by.language, uploaded_by=by, uploaded_at=clock.now(),
    )  # fmt: skip
    keep(import_, data, tables)
    import_.save()
    record(import_, "stage_import", by=by, size=len(data))
    return import_


def kept_for(frame: Frame) -> list[Mapping]:
    """Return the mappings that were kept of sheets with the same labels, the last kept first."""
    return list(Mapping.objects.filter(fingerprint=frame.fingerprint).order_by("-kept_at"))


@transaction.atomic
def keep_mapping(frame: Frame, columns: Dictionary[str, str], *, name: str, by: User) -> Mapping:
    """Keep what the columns of a sheet hold; the same name for the same labels replaces what was kept."""
    require(why_not_keep_mappings(by))
    found = Mapping.objects.select_for_update().filter(name=name.strip()).first()
    if found is not None and found.fingerprint != frame.fingerprint:
        raise ValidationError({"name": _("This name is kept for a sheet with other columns.")})
    kept = found or Mapping(name=name.strip(), fingerprint=frame.fingerprint)
    kept.headers = [column.key for column in frame.columns]
    kept.columns = {key: field for key, field in columns.items() if field}
    kept.kept_by, kept.kept_at = by, clock.now()
    kept.full_clean(exclude=["kept_by"])
    kept.save()
    record(kept, "keep_mapping", by=by, columns=len(kept.columns))
    return kept


@transaction.atomic
def rename_mapping(mapping: Mapping, *, name: str, by: User) -> Mapping:
    """Give a kept mapping another name."""
    require(why_not_keep_mappings(by))
    before, mapping.name = mapping.name, name.strip()
    mapping.full_clean(exclude=["kept_by"])
    mapping.save(update_fields=["name"])
    record(mapping, "rename_mapping", by=by, changes={"name": [before, mapping.name]})
    return mapping


@transaction.atomic
def forget_mapping(mapping: Mapping, *, by: User) -> None:
    """Forget a kept mapping; what was imported with it stays."""
    require(why_not_keep_mappings(by))
    record(mapping, "forget_mapping", by=by)
    mapping.delete()
