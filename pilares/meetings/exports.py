"""The register of decisions as a file, as its reader sees it; nothing behind closed doors goes into one."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from pilares.core import clock, sheets
from pilares.core.kinds import CSV, XLSX
from pilares.meetings.queries import DecisionCard

LABELS = (
    pgettext_lazy("column of a file", "citation"),
    pgettext_lazy("column of a file", "meeting"),
    pgettext_lazy("column of a file", "body"),
    pgettext_lazy("column of a file", "date"),
    pgettext_lazy("column of a file", "paragraph"),
    pgettext_lazy("column of a file", "verb"),
    pgettext_lazy("column of a file", "text"),
    pgettext_lazy("column of a file", "addressee"),
    pgettext_lazy("column of a file", "due_on"),
    pgettext_lazy("column of a file", "follow_up"),
    pgettext_lazy("column of a file", "outcome"),
    pgettext_lazy("column of a file", "who_may_see_it"),
    pgettext_lazy("column of a file", "address"),
    pgettext_lazy("column of a file", "data_as_of"),
    pgettext_lazy("column of a file", "licence"),
    pgettext_lazy("column of a file", "note"),
)
WIDTHS = (20, 16, 16, 12, 10, 14, 60, 30, 12, 14, 14, 18, 40, 12, 20, 24)


def comma_separated(cards: Iterable[DecisionCard]) -> bytes:
    """Return a row for each decision."""
    return sheets.comma_separated([str(label) for label in LABELS], [_row(card) for card in cards])


def workbook(cards: Iterable[DecisionCard]) -> bytes:
    """Return one sheet with a row for each decision."""
    columns = tuple(sheets.Column(str(label), width) for label, width in zip(LABELS, WIDTHS, strict=True))
    rows = [_row(card) for card in cards]
    name = _("Decisions")
    footer = ("Pilares", str(clock.today()), "{page}/{pages}")
    sheet = sheets.Sheet(name, columns, rows, frozen=1, footer=footer)
    return sheets.workbook([sheet], title=name, author="Pilares")


def _row(card: DecisionCard) -> list[Any]:
    return [
        card.citation, card.meeting, card.body, card.on, card.paragraph, card.verb, card.text.text,
        "; ".join(who.text for who in card.addressees), card.due_on, card.state_words, card.outcome_words,
        card.tier_words, settings.ADDRESS + card.url, clock.today(), settings.DATA_LICENCE,
        _("Illustrative data. Not commitments of the RCM.") if card.illustrative else "",
    ]  # fmt: skip


FILES = {
    "csv": (comma_separated, CSV),
    "xlsx": (workbook, XLSX),
}
