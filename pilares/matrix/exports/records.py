"""The matrix as a CSV file: one row an activity, the same columns for every reader (docs/open-data.md).

Codes, numbers and dates are for machines (`1;3`, `2021-11-14`); texts are in the reader's language,
several in a cell between ` | `. No column holds a person's name or what is not for the public.
"""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pilares.core import sheets
from pilares.matrix.exports.background import note_text, read_background
from pilares.matrix.exports.columns import SHORTFALL, Field
from pilares.matrix.exports.rows import Row, baseline, label, lead, party, risk, state, target, theme
from pilares.matrix.queries import Matrix
from pilares.monitoring.models import Activity

FIELDS = (
    Field("code", pgettext_lazy("column of a file", "code"), _("Permanent code of the activity.")),
    Field("group", pgettext_lazy("column of a file", "group"), _("Working group.")),
    Field("title", pgettext_lazy("column of a file", "activity"), _("Official wording.")),
    Field(
        "pillar_numbers",
        pgettext_lazy("column of a file", "pillars"),
        _("Numbers of the pillars served, between “;”."),
    ),
    Field(
        "primary_pillar",
        pgettext_lazy("column of a file", "primary_pillar"),
        _("Number of the pillar of its primary theme."),
    ),
    Field("themes", pgettext_lazy("column of a file", "themes"), _("Themes, each once.")),
    Field("results", pgettext_lazy("column of a file", "expected_results"), _("Expected results.")),
    Field("indicators", pgettext_lazy("column of a file", "indicators"), _("Indicators, as code and name.")),
    Field(
        "baselines",
        pgettext_lazy("column of a file", "baselines"),
        _("Baselines, as code, value, unit and date."),
    ),
    Field("targets", pgettext_lazy("column of a file", "targets"), _("Targets, as code, value and unit.")),
    Field(
        "figures",
        pgettext_lazy("column of a file", "figures"),
        _("What was validated: value and progress, as code and figure; “No data” is not zero."),
    ),
    Field("shortfall", pgettext_lazy("column of a file", "target_not_met"), SHORTFALL),
    Field("leads", pgettext_lazy("column of a file", "measured_by"), _("Who measures each indicator.")),
    Field(
        "parties",
        pgettext_lazy("column of a file", "responsible_parties"),
        _("Responsible parties; the principal one is marked."),
    ),
    Field("scope", pgettext_lazy("column of a file", "scope"), _("National, subregional or regional.")),
    Field(
        "countries",
        pgettext_lazy("column of a file", "countries"),
        _("Countries in which it takes place, as ISO 3166 codes, between “;”."),
    ),
    Field(
        "years",
        pgettext_lazy("column of a file", "plan_years"),
        _("Years of the plan in which it is to be completed, between “;”."),
    ),
    Field("due_on", pgettext_lazy("column of a file", "completion_date"), _("Completion deadline.")),
    Field("monitored_by", pgettext_lazy("column of a file", "monitoring_date"), _("Monitoring deadline.")),
    Field(
        "state",
        pgettext_lazy("column of a file", "state"),
        _("Official status (§4.2). Empty: none was declared; it is not “Not achieved”."),
    ),
    Field("state_on", pgettext_lazy("column of a file", "state_date"), _("Day of the declaration.")),
    Field("state_note", pgettext_lazy("column of a file", "state_note"), _("What was said of it.")),
    Field(
        "stage",
        pgettext_lazy("column of a file", "stage"),
        _("Where it stands in its group's plan; what left it is outside the totals."),
    ),
    Field(
        "decision",
        pgettext_lazy("column of a file", "decision"),
        _("Meeting and paragraph of the decision that moved it."),
    ),
    Field("risks", pgettext_lazy("column of a file", "assumptions_and_risks"), _("Assumptions and risks.")),
    Field("marker", pgettext_lazy("column of a file", "gender_marker"), _("0, 1 or 2.")),
    Field(
        "principles",
        pgettext_lazy("column of a file", "principles"),
        _("Letters of the principles of §3.6, between “;”."),
    ),
    Field(
        "notes",
        pgettext_lazy("column of a file", "notes"),
        _("Notes of countries that reserve one of them, verbatim, in their language."),
    ),
    Field(
        "language",
        pgettext_lazy("column of a file", "text_language"),
        _("Language of the official wording: es or en."),
    ),
    Field("visibility", pgettext_lazy("column of a file", "visibility"), _("How far the row may go.")),
    Field("as_of", pgettext_lazy("column of a file", "data_as_of"), _("Cut-off date.")),
    Field(
        "warning",
        pgettext_lazy("column of a file", "warning"),
        _("In a demonstration, that the data are illustrative; otherwise empty."),
    ),
    Field("source", pgettext_lazy("column of a file", "source"), _("How to cite it.")),
    Field("licence", pgettext_lazy("column of a file", "licence"), _("Terms of use.")),
)


def comma_separated(matrix: Matrix) -> bytes:
    """Return the CSV file of what a reader may see."""
    background = read_background(matrix)
    records = (Record(line, background) for line in matrix.lines)
    return sheets.comma_separated(
        [str(field.label) for field in FIELDS],
        ([getattr(record, field.name) for field in FIELDS] for record in records),
    )


def texts(items: Iterable[str]) -> str:
    """Several texts in one cell."""
    return " | ".join(" ".join(item.split()) for item in items if item)


def codes(items: Iterable[object]) -> str:
    """Several codes or numbers in one cell."""
    return ";".join(str(item) for item in items)


class Record(Row):
    """One activity as the CSV file writes it: the same facts, for machines."""

    @property
    def pillar_numbers(self) -> str:
        return codes(self.line.pillars)

    @property
    def primary_pillar(self) -> int | None:
        return self.line.primary_pillar

    @property
    def themes(self) -> str:
        return texts(map(theme, self.line.theme_names))

    @property
    def results(self) -> str:
        return texts(result.text.text for result in self.line.results)

    @property
    def indicators(self) -> str:
        return texts(f"{i.code}: {i.name}" for i in self.line.indicators)

    @property
    def baselines(self) -> str:
        return texts(f"{i.code}: {baseline(i)}" for i in self.line.indicators if i.baseline is not None)

    @property
    def targets(self) -> str:
        return texts(f"{i.code}: {target(i)}" for i in self.line.indicators if target(i))

    @property
    def figures(self) -> str:
        return texts(f"{i.code}: {i.figure.text}" for i in self.line.indicators if i.figure)

    @property
    def leads(self) -> str:
        return texts(f"{i.code}: {lead(i)}" for i in self.line.indicators)

    @property
    def parties(self) -> str:
        return texts(map(party, self.line.parties))

    @property
    def countries(self) -> str:
        return codes(self.line.countries)

    @property
    def years(self) -> str:
        return codes(self.line.years)

    @property
    def state(self) -> str:
        """Empty where none was declared; the stage has its own column."""
        return state(self.line.state, self.background.language) if self.line.state else ""

    @property
    def stage(self) -> str:
        return label(Activity.Stage, self.line.stage, self.background.language)

    @property
    def risks(self) -> str:
        return texts(map(risk, self.line.risks))

    @property
    def marker(self) -> int | None:
        return self.line.gender_marker

    @property
    def principles(self) -> str:
        return codes(self.line.principles)

    @property
    def notes(self) -> str:
        mine = [note for note in self.background.notes if note.number in self.line.notes]
        return texts(f"{note.label} ({note.place}): {note_text(note)}" for note in mine)

    @property
    def language(self) -> str:
        return self.line.title.lang

    @property
    def as_of(self) -> date:
        return self.background.as_of

    @property
    def warning(self) -> str:
        return self.background.warning

    @property
    def source(self) -> str:
        return self.background.source

    @property
    def licence(self) -> str:
        return self.background.licence
