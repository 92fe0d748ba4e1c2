"""A draft is edited section by section and paragraph by paragraph; two people never lose a word (AC-10)."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import require
from pilares.core.bilingual import lag
from pilares.core.edits import Merge, as_text, merge
from pilares.core.trail import record
from pilares.people.models import User
from pilares.plans.access import why_not_edit
from pilares.plans.actions.moving import locked
from pilares.plans.actions.notes import question_notes
from pilares.plans.models import Block, Section, Version
from pilares.plans.queries.texts import every

NEEDED = _("Write the text in at least one language.")
GONE = _("This paragraph is gone: somebody removed it meanwhile.")
TITLES = ("title_es", "title_en")


class Cell:
    """A paragraph in a cell of a table, with the columns of a block; saving it saves the table."""

    def __init__(self, block: Block, part: Any) -> None:
        self.block, self.part = block, part
        self.original_language = block.original_language
        self.text_es, self.text_en = part["es"] or "", part["en"] or ""
        self.marker = part["marker"] or ""
        late = part.get("outdated_since")
        self.outdated_since = datetime.fromisoformat(late) if late else None

    def full_clean(self, exclude: Any = ()) -> None:
        """Say nothing: a table holds any text."""

    def written(self) -> Any:
        """Put the words back into the paragraph that holds them, and return it."""
        self.part |= {"es": self.text_es, "en": self.text_en, "marker": self.marker or None}
        self.part.pop("outdated_since", None)
        if self.outdated_since:
            self.part["outdated_since"] = self.outdated_since.isoformat()
        return self.part

    def save(self) -> None:
        """Put the words back into the table that holds them."""
        self.written()
        self.block.save(update_fields=["table"])


def held(version: Version, by: User) -> Version:
    """Return a version that this person may edit, held until the end of the act."""
    found = locked(version)
    require(why_not_edit(by, found))
    return found


@transaction.atomic
def write_section(
    section: Section, *, changes: Mapping[str, str], base: Mapping[str, str], by: User
) -> Merge:
    """Write the texts of a section of a draft: `title_es`, and `es-3.6.f`, `en-3.6.f`, `marker-3.6.f`.

    `base` holds the same names with the texts that the person began from. Raises `Refused`, `Conflict`
    when somebody changed one of them meanwhile, or `ValidationError`; nothing is written then.
    """
    version = held(section.version, by)
    section = Section.objects.select_related("version__document").get(pk=section.pk)
    places = places_of(section)
    if gone := [name for name in changes if name not in places]:
        raise ValidationError(dict.fromkeys(gone, GONE))
    before = {name: as_text(getattr(*places[name])) for name in changes}
    merged = merge(base=base, current=before, changes=changes)
    for holder, columns in _by_holder(places, merged.texts):
        _change(holder, columns)
    if merged.write:
        record(section, "edit_text", by=by, version=str(version), changes=merged.moved)
        question_notes(version)
    return merged


def places_of(section: Section) -> dict[str, tuple[Any, str]]:
    """Return, by its name in a form, where each text of a section is kept: the row and the column."""
    places: dict[str, tuple[Any, str]] = {name: (section, name) for name in TITLES}
    for block in section.blocks.order_by("order"):
        rows: list[tuple[str, Any]] = [(block.anchor, block)]
        if block.table:
            inside = (part for row in block.table["rows"] for cell in row for part in every(cell["blocks"]))
            rows = [(part["anchor"], Cell(block, part)) for part in inside if part["kind"] != "table"]
        for anchor, row in rows:
            places |= {
                f"es-{anchor}": (row, "text_es"),
                f"en-{anchor}": (row, "text_en"),
                f"marker-{anchor}": (row, "marker"),
            }
    return places


def _by_holder(
    places: Mapping[str, tuple[Any, str]], texts: Mapping[str, str]
) -> list[tuple[Any, dict[str, str]]]:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    holders = {}
    for name, text in texts.items():
        holder, column = places[name]
        holders[id(holder)] = holder
        found[id(holder)][column] = text
    return [(holders[key], columns) for key, columns in found.items()]


def _change(row: Any, columns: Mapping[str, str]) -> None:
    """Write the texts of one row; the other language begins to lag, or has caught up."""
    before = {name: getattr(row, name) for name in columns}
    row.outdated_since = lag(row, before, dict(columns), clock.now())
    for name, text in columns.items():
        setattr(row, name, text)
        if name in TITLES:
            printed = f"{row.number}. {text}" if row.number and text else text
            setattr(row, name.replace("title", "heading"), printed)
    spanish, english = TITLES if isinstance(row, Section) else ("text_es", "text_en")
    if not (getattr(row, spanish) or getattr(row, english)):
        name = spanish if isinstance(row, Section) else f"es-{anchor_of(row)}"
        raise ValidationError({name: NEEDED})
    row.full_clean(exclude=["title_es", "number", "parent", "version", "section"])
    row.save()


def anchor_of(row: Any) -> str:
    """Return the anchor of a paragraph, in a cell or not."""
    return str(row.part["anchor"] if isinstance(row, Cell) else row.anchor)


def edit_paragraph(
    version: Version, anchor: str, *, changes: Mapping[str, str], base: Mapping[str, str], by: User
) -> Merge:
    """Change one paragraph of a draft, in a cell too; `changes` holds `text_es`, `text_en`, `marker`."""
    names = {"text_es": f"es-{anchor}", "text_en": f"en-{anchor}", "marker": f"marker-{anchor}"}
    sections = sorted(version.sections.all(), key=lambda section: -len(section.anchor))
    section = next((s for s in sections if anchor.startswith(f"{s.anchor}.")), None)
    if section is None:
        raise ValidationError(GONE)
    return write_section(
        section,
        changes={names[name]: text for name, text in changes.items()},
        base={names[name]: text for name, text in base.items()},
        by=by,
    )
