"""The annual report on paper: Word that a ministry can restyle, and PDF; headings, contents, notes (§4.2)."""

from collections.abc import Sequence
from itertools import groupby

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pilares.core.bilingual import Wording
from pilares.core.papers import Cell, Drawing, Line, Note, Paper
from pilares.core.templatetags.ui.marks import state_words
from pilares.core.templatetags.ui.pictures import in_words, svg_of, type_of_picture
from pilares.reports.exports.words import copy_of, end_of, footer_of, method_of, modified_of, over_time
from pilares.reports.queries.annexes import Annex
from pilares.reports.queries.coverage import coverage
from pilares.reports.queries.pictures import annexed, pictures_of
from pilares.reports.queries.reading_shapes import Entry, NoteToPrint, Telling, Value

#: code, activity, indicator, deadline, status as shares of the line
SHARES = (0.11, 0.3, 0.25, 0.15, 0.19)
#: the seven columns of §4.3
ANNEX = (0.12, 0.13, 0.2, 0.18, 0.13, 0.12, 0.12)


def word(told: Telling, *, paper: str = "letter", site: str = "") -> bytes:
    """Return the DOCX of a report in the reader's language, on Letter or A4; `site` is where it is kept."""
    return _paper(told, paper, site).written()


def pdf(told: Telling, *, paper: str = "letter", site: str = "") -> bytes:
    """Return the PDF of a report: tagged, with bookmarks, in its language."""
    return _paper(told, paper, site).printed()


def _paper(told: Telling, paper: str, site: str) -> Paper:
    day = _("Data as of %(date)s") % {"date": date_format(told.cut_off, "DATE_FORMAT")}
    written = Paper(
        told.title,
        footer=footer_of(told, day),
        warning=warning_of(told),
        paper=paper,
    )
    written.title(told.title, _prepared(told, day))
    for line in copy_of(told, site):
        written.paragraph(line)
    written.contents(_("Contents"))
    _progress(written, told)
    for part in told.texts:
        written.heading(part.title)
        for paragraph in part.paragraphs:
            written.paragraph(Wording(paragraph, part.text.lang, part.text.pending))
        if not part.paragraphs:
            written.paragraph(_("Not written yet."))
    _drawn(written, told)
    for annex in told.annexes:
        annex_of(written, annex)
    written.heading(_("Corrigenda"))
    written.bullets(end_of(told))
    written.heading(_("Note on method"))
    written.bullets(method_of(told))
    matrix_of(written, told)
    return written


def warning_of(told: Telling) -> str:
    """Return what stands above every page of an illustrative report."""
    demo = told.illustrative or settings.DEMO
    return _("Illustrative data. Not commitments of the RCM.") if demo else ""


def _prepared(told: Telling, day: str) -> str:
    by = _(
        "Prepared by the Presidency Pro-Témpore (%(country)s) with the support of the Executive Secretariat"
    )
    said = [f"{by % {'country': told.presidency}} (§4.2)", day]
    if told.pending:
        said.append(_("English translation pending"))
    return " · ".join(said)


def _progress(written: Paper, told: Telling) -> None:
    written.heading(_("a) Commitments achieved, in process and pending"))
    short = f" {told.achieved}." if told.totals.achieved_short else ""
    written.paragraph(f"{told.line}.{short}")
    draw(written, pictures_of(told))
    for name, title in (
        ("achieved", _("Commitments achieved")),
        ("in_process", _("In process")),
        ("pending", pgettext("commitments", "Pending")),
        ("ad_hoc", _("Of ad hoc groups (outside the total)")),
    ):
        rows = told.entries[name]
        if name == "ad_hoc" and not rows:
            continue
        written.heading(f"{title}, {len(rows)}", level=2)
        if rows:
            _table(written, told, rows, title)
        else:
            written.paragraph(_("None at the cut-off."))
    if told.entries["modified"]:
        written.heading(_("Modified by decision (outside the total)"), level=2)
        written.bullets([modified_of(row) for row in told.entries["modified"]])
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


def draw(written: Paper, pictures: Sequence[type_of_picture]) -> None:
    """Set pictures two abreast: title, drawing with what it shows in words, how to read it."""
    written.drawings([Drawing(one.title, svg_of(one), in_words(one), one.about) for one in pictures])


def _drawn(written: Paper, told: Telling) -> None:
    """Print the pictures of the annex, and as a table which themes an activity works on (§3.8)."""
    if not told.rows:
        return
    written.heading(_("Annex: deadlines, themes and indicators"))
    written.paragraph(over_time())
    draw(written, annexed(told))
    covered = coverage(told)
    if covered:
        title = _("Themes of the Plan with priority activities, by pillar")
        heads = (_("Programmatic pillar"), _("Themes with activity"), _("Themes without activity"))
        rows = [
            (
                one.name,
                Cell(tuple(Line((theme, f": {', '.join(codes)}")) for theme, codes in one.attended)),
                Cell(one.others),
            )
            for one in covered
        ]
        written.caption(title)
        written.table(heads, rows, shares=(0.2, 0.4, 0.4), caption=title)


def _table(written: Paper, told: Telling, rows: Sequence[Entry], title: str) -> None:
    heads = (_("Code"), _("Activity"), _("Indicator"), _("Deadline"), _("Status at the cut-off"))
    notes = {note.number: note for note in told.notes}
    written.table(heads, [_row(row, told, notes) for row in rows], shares=SHARES, caption=title)
    for row in rows:
        if row.explanation.text:
            before = _("%(code)s, explanation of the group:") % {"code": row.code}
            written.paragraph(Line((f"{before} ", row.explanation)))


def _row(row: Entry, told: Telling, notes: dict[int, NoteToPrint]) -> tuple[Cell | str, ...]:
    values: list[Wording | str] = []
    for value in row.values:
        values += [value.name, *figures_of(value)]
    return (
        row.code,
        Cell((row.title, *reserved_by(row, told, notes))),
        Cell(tuple(values)) if values else Cell((_("No indicator"),), italic=True),
        Cell(row.completion),
        Cell((state_words(row.state), *row.under)),
    )


def reserved_by(row: Entry, told: Telling, notes: dict[int, NoteToPrint]) -> list[Line]:
    """Return the principles of a row that a note reserves, each with its note (AC-04)."""
    return [
        Line(
            (_("Principle %(letter)s)") % {"letter": letter} + " ", name),
            notes=(Note(number, notes[number].label, notes[number].whole, notes[number].text.lang),),
        )
        for letter, name, number in told.principles
        if number in row.notes and number in notes
    ]


def figures_of(value: Value) -> tuple[str, ...]:
    """Return a figure, and against which targets it stands where that was revised (AC-17)."""
    return (figure_of(value.text, value.corrected), *((value.revised,) if value.revised else ()))


def figure_of(text: str, corrected: int | None) -> str:
    """Return a figure, with the corrigendum that changed it."""
    return f"{text} ({_('corrected, no. %(number)s') % {'number': corrected}})" if corrected else text


def annex_of(written: Paper, annex: Annex) -> None:
    """Print an annex: what concerns one body, code or decision stands together."""
    written.heading(_("Annex: %(title)s") % {"title": annex.title})
    if not annex.items:
        written.paragraph(annex.empty)
    elif not annex.items[0].code:
        written.paragraph(annex.items[0].text)
    else:
        heads = (_("About"), _("What is recorded"))
        rows = [
            (Cell((code,), bold=True), Cell(tuple(item.text for item in items)))
            for code, items in groupby(annex.items, key=lambda item: item.code)
        ]
        shares = (0.34, 0.66) if annex.key == "rules" else (0.2, 0.8)  # what a rule asks is a sentence
        written.table(heads, rows, shares=shares, caption=annex.title)


def matrix_of(written: Paper, told: Telling) -> None:
    """Print the matrix of §4.3, its seven columns in their order, across the page."""
    written.turn(landscape=True)
    written.heading(_("Annex: follow-up matrix (§4.3)"))
    heads = (
        _("Programmatic pillar"),
        _("Theme"),
        _("Description of the activity"),
        _("Result / impact indicators"),
        _("Responsible party"),
        _("Time frame for completion (1st year, 2nd year, 3rd year)"),
        _("Status (completed/ in process of implementation/ not achieved)"),
    )
    rows = [_official(row, told) for row in told.rows if row.heading != "modified"]
    written.table(heads, rows, shares=ANNEX, caption=_("Follow-up matrix (§4.3)"))


def _official(row: Entry, told: Telling) -> tuple[Cell, ...]:
    return (
        Cell(tuple(told.pillars[number] for number in row.pillars if number in told.pillars)),
        Cell(row.themes),
        Cell((Line((f"{row.code}. ", row.title), bold=(0,)),)),
        Cell(tuple(value.name for value in row.values)),
        Cell(row.parties),
        Cell(row.completion),
        Cell((state_words(row.state),)),
    )
