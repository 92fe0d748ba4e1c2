"""What explains a workbook: the reading sheet, the notes, and the hidden sheet for the way back."""

from collections.abc import Iterator, Mapping

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilares.core import clock
from pilares.core.sheets import Column, Sheet, type_of_cell
from pilares.matrix.exports.background import Background, note_text
from pilares.matrix.exports.columns import KEYS, Field, shape_of
from pilares.matrix.exports.stamp import stamped, written
from pilares.matrix.queries import Matrix

#: the way back refuses a number that it does not know
FORMAT = 1
KEYS_SHEET = "_pilares"
#: the sheets with activities: their names and columns
type_of_held = Mapping[str, tuple[Field, ...]]


def notes_sheet(background: Background) -> Sheet:
    """Return the notes that the rows need, verbatim and in their original language (AC-04)."""
    columns = (
        Column(_("Note"), 8),
        Column(_("Attached to"), 16),
        Column(_("Declaration of"), 18),
        Column(_("Text"), 100),
        Column(_("Original language"), 26),
    )
    rows = [
        (
            note.number,
            note.place,
            note.country,
            note_text(note),
            note.original,
        )
        for note in background.notes
    ]
    return Sheet(_("Notes"), columns, rows)


def reading_sheet(matrix: Matrix, background: Background, held: type_of_held) -> Sheet:
    """Return «Léame»: what this is, as of when, from where, how far it may go, and each column."""
    columns = (Column(_("What"), 34), Column(_("What it says"), 100))
    rows = [*_about(matrix, background)]
    for sheet, fields in held.items():
        rows += [(f"{sheet}: {field.label}", str(field.about)) for field in fields if not field.hidden]
    return Sheet(_("Read me"), columns, rows)


def _about(matrix: Matrix, background: Background) -> Iterator[tuple[str, str]]:
    if background.warning:
        yield _("Warning"), background.warning
    yield _("Plan"), background.plan_version
    yield _("Shape"), _("Matrix of §%(section)s of the plan") % {"section": shape_of(matrix.filters.view)[0]}
    yield _("Data as of"), date_format(background.as_of, "DATE_FORMAT")
    yield _("Rows"), _rows(matrix)
    yield _("Who may read it"), str(background.tier.label)
    yield _("Source"), background.source
    yield _("Terms of use"), background.licence
    yield (
        _("Language"),
        _("Texts are in the reader's language; one that has no translation yet stands in its original."),
    )
    yield _("Several values in a cell"), _("Each stands on its own line: Alt+Enter adds one.")
    yield (
        _("Hidden columns"),
        _(
            "Code, number and version of each row, at the right. "
            "Leave them as they are if the file is to come back."
        ),
    )


def _rows(matrix: Matrix) -> str:
    if matrix.rows:
        return str(len(matrix.lines))
    if matrix.empty_plan:
        return _("The groups have not prioritised activities yet.")
    return _("No row meets the filters.")


def keys_sheet(
    matrix: Matrix,
    background: Background,
    held: type_of_held,
    cells: Mapping[int, Mapping[str, type_of_cell]],
) -> Sheet:
    """Return the hidden sheet that an import reads: of what, when, which columns, and what they said."""
    values = [
        ("format", str(FORMAT)),
        ("plan", background.plan_code),
        ("plan_version", str(background.version or "")),
        ("view", str(matrix.filters.view)),
        ("language", background.language),
        ("exported_at", clock.now().isoformat()),
        ("readable_by", str(background.tier.value)),
        ("illustrative", str(background.illustrative).lower()),
    ]
    about = about_of(dict(values))
    for name, fields in held.items():
        values.append((f"columns:{name}", " ".join(field.name for field in fields)))
    names = tuple(dict.fromkeys(f.name for fields in held.values() for f in fields if f not in KEYS))
    rows = (
        (line.pk, line.version, line.code, *(written(cells[line.pk][name]) for name in names))
        for line in matrix.lines
    )
    values += stamped(about, names, rows)
    return Sheet(KEYS_SHEET, (Column("key", 24), Column("value", 80)), values, hidden=True)


def about_of(said: Mapping[str, str]) -> str:
    """Return what the seal covers beside the rows: of which plan, view, language and instant they are."""
    names = ("format", "plan", "view", "language", "exported_at", "illustrative")
    return "\n".join(said.get(name, "") for name in names)
