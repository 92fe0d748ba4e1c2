"""The annual report as a Word file that a ministry can restyle: headings, contents, notes (§4.2, M15)."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilares.core.bilingual import Wording
from pilares.core.papers import Cell, Paper
from pilares.core.papers.paper import say
from pilares.core.templatetags.ui.marks import state_words
from pilares.reports.exports.words import end_of, method_of, modified_of
from pilares.reports.queries.reading import Entry, Telling

#: code, activity, indicator, deadline, status as shares of the line
SHARES = (0.11, 0.3, 0.25, 0.15, 0.19)
#: the seven columns of §4.3
ANNEX = (0.13, 0.14, 0.2, 0.2, 0.13, 0.1, 0.1)


def word(told: Telling, *, paper: str = "letter") -> bytes:
    """Return the DOCX of a report in the reader's language, on Letter or A4."""
    day = _("Data as of %(date)s") % {"date": date_format(told.cut_off, "DATE_FORMAT")}
    written = Paper(
        told.title,
        footer=f"Pilares · {told.title} · {day}",
        warning=_warning(told),
        paper=paper,
    )
    written.title(told.title, _prepared(told, day))
    written.contents(_("Contents"))
    _progress(written, told)
    for part in told.texts:
        written.heading(part.title)
        for paragraph in part.paragraphs:
            written.paragraph(Wording(paragraph, part.text.lang, part.text.pending))
        if not part.paragraphs:
            written.paragraph(_("Not written yet."))
    _annex(written, told)
    written.heading(_("Note on method"))
    written.bullets(method_of(told))
    written.heading(_("Corrigenda"))
    written.bullets(end_of(told))
    return written.written()


def _warning(told: Telling) -> str:
    demo = told.illustrative or settings.DEMO
    return _("Illustrative data. Not commitments of the RCM.") if demo else ""


def _prepared(told: Telling, day: str) -> str:
    by = _(
        "Prepared by the Presidency Pro-Témpore (%(country)s) with the support of the Executive Secretariat"
    )
    said = [f"{by % {'country': told.presidency}} (§4.2)", day]
    if any(part.text.pending for part in told.texts) or (told.frozen and told.frozen.translation_pending):
        said.append(_("English translation pending"))
    return " · ".join(said)


def _progress(written: Paper, told: Telling) -> None:
    written.heading(_("a) Commitments achieved, in process and pending"))
    written.paragraph(f"{told.line}.")
    for name, title in (
        ("achieved", _("Commitments achieved")),
        ("in_process", _("In process")),
        ("pending", _("Pending")),
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
                since % {"code": r.code, "date": date_format(r.silent_since, "DATE_FORMAT")}
                for r in told.silent
            ]
        )


def _table(written: Paper, told: Telling, rows: Sequence[Entry], title: str) -> None:
    heads = (_("Code"), _("Activity"), _("Indicator"), _("Deadline"), _("Status at the cut-off"))
    cells = written.table(heads, [_row(row) for row in rows], shares=SHARES, caption=title)
    notes = {note.number: note for note in told.notes}
    for row, made in zip(rows, cells, strict=True):
        for number in row.notes:
            if note := notes.get(number):
                tagged = made[1].add_paragraph()
                letters = [(letter, name) for letter, name, n in told.principles if n == number]
                for letter, name in letters:
                    say(tagged, _("Principle %(letter)s)") % {"letter": letter} + " ")
                    say(tagged, name)
                written.note(tagged, number, note.label, note.text.text, note.text.lang)
    for row in rows:
        if row.explanation.text:
            before = _("%(code)s, explanation of the group:") % {"code": row.code}
            say(written.paragraph(f"{before} "), row.explanation)


def _row(row: Entry) -> tuple[Cell | str, ...]:
    values = [line for value in row.values for line in (value.name, _figure(value.text, value.corrected))]
    return (
        row.code,
        Cell((row.title,)),
        Cell(tuple(values)) if values else Cell((_("No indicator"),), italic=True),
        Cell(row.completion),
        Cell((state_words(row.state), *row.under)),
    )


def _figure(text: str, corrected: int | None) -> str:
    return f"{text} ({_('corrected, no. %(number)s') % {'number': corrected}})" if corrected else text


def _annex(written: Paper, told: Telling) -> None:
    """Print the matrix of §4.3, its seven columns in their order."""
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
        Cell((f"{row.code}.", row.title)),
        Cell(tuple(value.name for value in row.values)),
        Cell(row.parties),
        Cell(row.completion),
        Cell((state_words(row.state),)),
    )
