"""The carry-over table as CSV, XLSX, Word and PDF: the same lines as the page."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pilares.core import clock
from pilares.core.papers import Cell, Line, Paper
from pilares.core.sheets import Column, Sheet, comma_separated, workbook
from pilares.core.templatetags.ui.marks import state_words
from pilares.plans.models import Document
from pilares.succession.queries.carrying import Line as Row
from pilares.succession.queries.carrying import Table

#: as shares of the line across the page
SHARES = (0.09, 0.18, 0.13, 0.11, 0.15, 0.17, 0.17)
WIDTHS = (12, 44, 22, 20, 16, 40, 22, 40, 40, 50, 14)


def labels() -> tuple[str, ...]:
    """Return the names of the columns, in their order."""
    return (
        _("Code"),
        _("Activity"),
        _("Group"),
        _("Status"),
        _("Destination"),
        _("Reason"),
        _("Proposed by"),
        _("Recommendation of the PPT"),
        _("Recommendation of the ES"),
        _("Proposals of the countries"),
        pgettext("a record", "Continues in"),
    )


def rows(table: Table) -> list[Sequence[str]]:
    """Return the lines as plain texts."""
    return [
        (
            line.code,
            line.title.text,
            line.group.text,
            state_words(line.state, line.stage),
            line.way_words,
            line.reason.text,
            line.body,
            line.ppt.text,
            line.se.text,
            "\n".join(f"{said.country}: {said.text}" for said in line.proposals),
            ", ".join(one.code for one in line.following),
        )
        for line in table.lines
    ]


def as_csv(_plan: Document, table: Table) -> bytes:
    """Return the table as comma-separated values."""
    return comma_separated(labels(), rows(table))


def as_workbook(plan: Document, table: Table) -> bytes:
    """Return the table as a workbook."""
    return workbook([as_sheet(table)], title=_title(plan), author="Pilares")


def as_sheet(table: Table, header: str = "") -> Sheet:
    """Return the table as a sheet of a workbook; `header` is printed above each of its pages."""
    columns = tuple(Column(label, width) for label, width in zip(labels(), WIDTHS, strict=True))
    footer = ("Pilares", _as_of(), "{page} / {pages}")
    return Sheet(_("Destinations"), columns, rows(table), frozen=2, footer=footer, header=header)


def as_word(plan: Document, table: Table) -> bytes:
    """Return the table on paper, as Word."""
    return _paper(plan, table).written()


def as_pdf(plan: Document, table: Table) -> bytes:
    """Return the table on paper, as a tagged PDF."""
    return _paper(plan, table).printed()


def _paper(plan: Document, table: Table) -> Paper:
    title = _title(plan)
    warning = _("Illustrative data. Not commitments of the RCM.") if settings.DEMO else ""
    paper = Paper(title, footer=f"Pilares · {title} · {_as_of()}", warning=warning, landscape=True)
    done = _("%(n)s of %(of)s unfinished activities have their destination") % {
        "n": table.settled, "of": len(table.lines),
    }  # fmt: skip
    paper.title(title, f"{done} · {_as_of()}")
    names = labels()
    heads = (names[0], names[1], names[3], names[4], f"{names[5]} · {names[6]}", names[7], names[8])
    paper.heading(_("Where each unfinished activity goes"))
    if table.lines:
        paper.table(heads, [_row(line) for line in table.lines], shares=SHARES, caption=title)
    else:
        paper.paragraph(_("Every activity of the plan is completed."))
    proposed = [(line.code, said) for line in table.lines for said in line.proposals] + [
        ("", said) for said in table.proposals
    ]
    if proposed:
        paper.heading(_("Proposals of the countries"))
        for code, said in proposed:
            before = f"{said.country} · {code}: " if code else f"{said.country}: "
            paper.paragraph(Line((before, said.text), bold=(0,)))
    return paper


def _row(line: Row) -> tuple[Cell | str, ...]:
    after = [f"{pgettext('a record', 'Continues in')} {one.code}" for one in line.following if one.continues]
    return (
        line.code,
        Cell((line.title, line.group)),
        state_words(line.state, line.stage),
        Cell((line.way_words, *after), bold=not line.way),
        Cell(tuple(part for part in (line.reason, line.body) if part)),
        Cell((line.ppt,) if line.ppt else ()),
        Cell((line.se,) if line.se else ()),
    )


def _title(plan: Document) -> str:
    return _("Closing of the Strategic Plan %(period)s and next plan") % {"period": plan.period}


def _as_of() -> str:
    return _("Data as of %(date)s") % {"date": date_format(clock.today(), "DATE_FORMAT")}
