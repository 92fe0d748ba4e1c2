"""All indicators that a reader may see, as CSV: what the list says, in the same words."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pilares.core import sheets
from pilares.core.sheets import type_of_cell
from pilares.monitoring.queries.listed import IndicatorsPage, Listed
from pilares.monitoring.queries.values import number_words

COLUMNS = (
    _("Code"), _("Indicator"), _("Working group"), _("Activity"), _("How far it is"), _("Level"),
    _("Baseline"), _("Target"), _("Value"), pgettext_lazy("indicator", "Progress"), _("Coverage"),
    _("Validated on"), _("Who measures"), _("Next deadline"), _("Means of verification"), _("References"),
    _("Data as of"),
)  # fmt: skip


def _row(row: Listed, page: IndicatorsPage) -> Sequence[type_of_cell]:
    line, indicator, figure = row.line, row.line.indicator, row.line.figure
    return (
        line.code, line.name.text, row.group.name.text, row.activity.code, row.gate_words,
        indicator.get_level_display() if indicator.level else "", number_words(indicator.baseline),
        number_words(indicator.target), figure.value,
        figure.progress, figure.coverage, figure.validated_on, indicator.measured_by.text, row.due_on,
        indicator.verification.text, "; ".join(row.references), page.as_of,
    )  # fmt: skip


def comma_separated(page: IndicatorsPage) -> bytes:
    """Return a row for each indicator of the page."""
    return sheets.comma_separated([str(label) for label in COLUMNS], [_row(row, page) for row in page.rows])
