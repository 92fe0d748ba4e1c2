"""The answers as a workbook and as comma-separated text: one row a rule, body and year."""

from collections.abc import Callable, Iterable, Iterator

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilares.compliance.queries import Facts, Line
from pilares.core import sheets
from pilares.core.kinds import CSV, XLSX
from pilares.core.sheets import Column, Sheet, type_of_cell

type_of_writer = Callable[[Facts, Iterable[Line]], bytes]


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Year"), 8),
        Column(_("Group or organ"), 28),
        Column(_("Code"), 22),
        Column(_("Rule"), 44),
        Column(_("Citation"), 20),
        Column(_("Wording of the plan (Spanish)"), 50),
        Column(_("Counted by"), 18),
        Column(_("Answer"), 16),
        Column(_("In words"), 36),
        Column(_("Due on"), 12),
        Column(_("It rests on"), 48),
        Column(_("What would mend it"), 36),
        Column(_("Explanation of the presidency"), 40),
    )


def _rows(lines: Iterable[Line]) -> Iterator[tuple[type_of_cell, ...]]:
    for line in lines:
        found = line.finding
        yield (
            line.year.number,
            line.body.name.text,
            line.code,
            str(line.rule.sentence),
            line.rule.citation,
            line.rule.quote,
            str(line.clock),
            str(line.words),
            found.short,
            found.due_on,
            "\n".join(
                _dated(fact.text, date_format(fact.on, "DATE_FORMAT") if fact.on else "")
                for fact in found.facts
            ),
            "\n".join(fact.text for fact in found.mend),
            line.explanation.text.text if line.explanation else "",
        )


def _dated(text: str, day: str) -> str:
    return f"{text} ({day})" if day else text


def workbook(facts: Facts, lines: Iterable[Line]) -> bytes:
    """Return the answers as an XLSX workbook, on paper with the day and who may read it."""
    day = date_format(facts.now.as_of, "DATE_FORMAT")
    warning = _("Illustrative data. Not commitments of the RCM.") if settings.DEMO else ""
    footer = (_("As of %(day)s") % {"day": day}, "{page} / {pages}", _("Member Countries"))
    sheet = Sheet(_("Compliance"), _columns(), list(_rows(lines)), frozen=3, footer=footer, header=warning)
    title = _("Compliance with the plan's own rules")
    return sheets.workbook([sheet], title=f"{title}, {facts.plan.period}", author="Pilares")


def comma_separated(_facts: Facts, lines: Iterable[Line]) -> bytes:
    """Return the answers as CSV."""
    return sheets.comma_separated([column.label for column in _columns()], _rows(lines))


FILES: dict[str, tuple[type_of_writer, str]] = {
    "xlsx": (workbook, XLSX),
    "csv": (comma_separated, CSV),
}
