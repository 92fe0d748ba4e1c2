"""The critical aspects that a reader may see, as a file: CSV or XLSX."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pilares.core.listing import Listing
from pilares.core.sheets import type_of_cell
from pilares.monitoring.queries.critical import AspectLine

COLUMNS = (
    (gettext_lazy("Identified by"), 22), (gettext_lazy("Identified on"), 14),
    (gettext_lazy("Critical aspect"), 40), (gettext_lazy("What it may hinder"), 40),
    (gettext_lazy("Activities"), 18), (gettext_lazy("Theme"), 24),
    (gettext_lazy("Working group concerned"), 22),
    (gettext_lazy("Probability"), 12), (gettext_lazy("Impact"), 12), (gettext_lazy("Strategy"), 40),
    (gettext_lazy("Who addresses it"), 26), (gettext_lazy("Next look on"), 14), (gettext_lazy("Status"), 18),
    (gettext_lazy("Since"), 14), (gettext_lazy("Reason"), 30), (gettext_lazy("Decision"), 20),
    (gettext_lazy("Visibility"), 18), (gettext_lazy("Nature of the data"), 18),
)  # fmt: skip


def _row(line: AspectLine) -> Sequence[type_of_cell]:
    return (
        line.identified_by, line.identified_on, line.text.text, line.about.text,
        "\n".join(activity.code for activity in line.activities), line.theme.name.text if line.theme else "",
        str(line.group or ""), line.probability, line.impact, line.strategy.text, "; ".join(line.owner),
        line.due_on, line.status_label, line.status_on, line.reason.text, str(line.decision or ""), line.tier,
        _("Illustrative data") if line.illustrative else "",
    )  # fmt: skip


FILES = Listing(gettext_lazy("Critical aspects"), COLUMNS, _row).files
