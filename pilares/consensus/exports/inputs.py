"""The inputs that a reader may see, as a file: CSV or XLSX."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pilares.consensus.queries.inputs import InputLine
from pilares.core.listing import Listing
from pilares.core.sheets import type_of_cell

COLUMNS = (
    (gettext_lazy("Receipt"), 14), (gettext_lazy("Organisation"), 16), (gettext_lazy("Call"), 26),
    (gettext_lazy("Title of the input"), 34), (gettext_lazy("Input"), 50), (gettext_lazy("Theme"), 28),
    (gettext_lazy("Section of the plan"), 12), (gettext_lazy("Received on"), 14), (gettext_lazy("Late"), 10),
    (gettext_lazy("Status"), 18), (gettext_lazy("Considered on"), 14), (gettext_lazy("Answered on"), 14),
    (gettext_lazy("Answer"), 40), (gettext_lazy("Reply"), 34), (gettext_lazy("Visibility"), 16),
    (gettext_lazy("Nature of the data"), 18),
)  # fmt: skip


def _row(line: InputLine) -> Sequence[type_of_cell]:
    return (
        line.reference, line.organisation, line.call.name.text if line.call else "", line.heading.text,
        line.words.text, line.theme, f"§{line.section}" if line.section else "",
        timezone.localtime(line.received_at).date(), _("past the deadline") if line.late else "",
        line.status_label, line.considered_on, line.answered_on, line.answer.text, line.reply.text,
        _("Public") if line.public else _("Extended RCM"),
        _("Illustrative data") if line.illustrative else "",
    )  # fmt: skip


FILES = Listing(gettext_lazy("Inputs"), COLUMNS, _row).files
