"""A group's report to the RCGM on paper: Word that a ministry can restyle, and tagged PDF (§3.10 b)."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilares.core.bilingual import Wording
from pilares.core.papers import Cell, Line, Paper
from pilares.core.templatetags.ui.charts import alone
from pilares.core.templatetags.ui.marks import state_words
from pilares.core.templatetags.ui.pictures import SHARE
from pilares.reports.exports.papers import annex_of, draw, figures_of, matrix_of, reserved_by, warning_of
from pilares.reports.exports.words import copy_of, end_of, footer_of, method_of
from pilares.reports.queries.group_reading import GroupTelling
from pilares.reports.queries.pictures import annexed
from pilares.reports.queries.reading_shapes import Entry, NoteToPrint, Written

#: code, activity and results, indicator, deadline, status as shares of the line
SHARES = (0.12, 0.33, 0.25, 0.13, 0.17)


def word(told: GroupTelling, *, paper: str = "letter", site: str = "") -> bytes:
    """Return the DOCX of a group's report, on Letter or A4; `site` is where it is kept."""
    return _paper(told, paper, site).written()


def pdf(told: GroupTelling, *, paper: str = "letter", site: str = "") -> bytes:
    """Return the PDF of a group's report: tagged, with bookmarks, in its language."""
    return _paper(told, paper, site).printed()


def _paper(told: GroupTelling, paper: str, site: str) -> Paper:
    day = _("Data as of %(date)s") % {"date": date_format(told.cut_off, "DATE_FORMAT")}
    written = Paper(told.title, footer=footer_of(told, day), warning=warning_of(told), paper=paper)
    written.title(told.title, _led(told, day))
    for line in copy_of(told, site):
        written.paragraph(line)
    _standing(written, told)
    _activities(written, told)
    balance, requests = told.texts
    _part(written, balance)
    for annex in told.annexes:
        annex_of(written, annex)
    _part(written, requests)
    written.heading(_("Corrigenda"))
    written.bullets(end_of(told))
    written.heading(_("Note on method"))
    written.bullets(method_of(told))
    matrix_of(written, told)
    return written


def _led(told: GroupTelling, day: str) -> str:
    by = _(
        "Led by the Presidency Pro-Témpore (%(country)s) with the collaboration of the Executive Secretariat"
    )
    said = [f"{by % {'country': told.presidency}} (§3.10)" if told.presidency else "", day]
    if told.ad_hoc:
        said.append(_("Outside the plan's totals"))
    if told.pending:
        said.append(_("English translation pending"))
    return " · ".join(part for part in said if part)


def _standing(written: Paper, told: GroupTelling) -> None:
    """Print what the group is for, until when, and which meetings it held."""
    written.heading(_("Mandate and specific objective"))
    mandate = told.mandate
    for label, text in (
        (_("Objective of the group"), mandate.objective if mandate else None),
        (_("Mandate"), mandate.mandate if mandate else None),
    ):
        if text:
            written.paragraph(Line((f"{label}: ", text), bold=(0,)))
    until = _("Mandate: no dates recorded")
    if mandate and mandate.ends_on:
        until = f"{_('Mandate until')} {date_format(mandate.ends_on, 'DATE_FORMAT')}"
    elif mandate and mandate.starts_on:
        until = f"{_('Mandate in force since')} {date_format(mandate.starts_on, 'DATE_FORMAT')}"
    decided = f" · {mandate.decision}" if mandate and mandate.decision else ""
    written.paragraph(f"{until}{decided} (§3.10)")
    written.heading(_("Meetings held"))
    written.paragraph(f"{told.met} (§3.10 e)")
    written.bullets(
        [
            Line((one.name, f" · {one.code}", f" · {date_format(one.on, 'DATE_FORMAT')}" if one.on else ""))
            for one in told.meetings
        ]
    )


def _activities(written: Paper, told: GroupTelling) -> None:
    """Print the rows of the group with results, figures and their dates, states and explanations."""
    title = _("Activities, indicators and status")
    written.heading(title)
    short = f" {told.achieved}." if told.totals.achieved_short else ""
    written.paragraph(f"{told.line}.{short}")
    if not told.rows:
        written.paragraph(_("The group has no activity in the matrix yet."))
        return
    heads = (
        _("Code"), _("Activity and expected results"), _("Indicator"), _("Deadline"),
        _("Status at the cut-off"),
    )  # fmt: skip
    notes = {note.number: note for note in told.notes}
    rows = [_row(row, told, notes) for row in told.rows]
    written.table(heads, rows, shares=SHARES, caption=title)
    for row in told.rows:
        if row.explanation.text:
            before = _("%(code)s, explanation of the group:") % {"code": row.code}
            written.paragraph(Line((f"{before} ", row.explanation)))
    draw(written, annexed(told))
    for one in told.charts:
        written.caption(Line((f"{one.code}. ", one.name)))
        drawn = alone(one.chart, letters="Libertinus Serif", size=17)
        written.drawing(drawn, f"{one.chart.title}. {one.chart.about}", SHARE)
        written.paragraph(one.chart.about)
    if told.silent:
        written.heading(_("Without an update for more than 120 days"), level=2)
        since = _("%(code)s: no update since %(date)s")
        written.bullets(
            [
                since % {"code": row.code, "date": date_format(row.silent_since, "DATE_FORMAT")}
                for row in told.silent
                if row.silent_since
            ]
        )


def _row(row: Entry, told: GroupTelling, notes: dict[int, NoteToPrint]) -> tuple[Cell | str, ...]:
    said: list[Wording | str] = []
    for value in row.values:
        said += [value.name, *figures_of(value)]
        if value.on:
            said.append(f"{_('validated on')} {date_format(value.on, 'SHORT_DATE_FORMAT')}")
    state = [state_words(row.state), *row.under]
    if row.heading == "modified":
        state = [_("Modified by decision, outside the total"), row.decision]
    elif row.state_on:
        state.insert(1, date_format(row.state_on, "SHORT_DATE_FORMAT"))
    results = [Line(("– ", result)) for result in row.results]
    return (
        row.code,
        Cell((row.title, *results, *reserved_by(row, told, notes))),
        Cell(tuple(said)) if said else Cell((_("No indicator"),), italic=True),
        Cell(row.completion),
        Cell(tuple(line for line in state if line)),
    )


def _part(written: Paper, part: Written) -> None:
    """Print what people wrote, in its language."""
    written.heading(part.title)
    for paragraph in part.paragraphs:
        written.paragraph(Wording(paragraph, part.text.lang, part.text.pending))
    if not part.paragraphs:
        written.paragraph(_("Not written yet."))
