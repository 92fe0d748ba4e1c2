"""The dossier of a meeting of the RCGM on paper: the four groups on one page, then what awaits it."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pilares.core.bilingual import Wording
from pilares.core.papers import Cell, Line, Paper
from pilares.core.templatetags.ui.marks import state_words
from pilares.reports.queries.dossier_shapes import ActivityRow, Dossier, GroupPart

#: group, activities, changes, report as shares of the line
SHARES = (0.2, 0.36, 0.28, 0.16)


def word(page: Dossier, *, paper: str = "letter") -> bytes:
    """Return the DOCX of a dossier, laid across."""
    return _paper(page, paper).written()


def pdf(page: Dossier, *, paper: str = "letter") -> bytes:
    """Return the PDF of a dossier: tagged, with bookmarks, in its language."""
    return _paper(page, paper).printed()


def _paper(page: Dossier, paper: str) -> Paper:
    at = date_format(timezone.localtime(page.as_of), "DATETIME_FORMAT")
    day = _("Data as of %(date)s") % {"date": at}
    demo = page.illustrative or settings.DEMO
    written = Paper(
        page.title,
        footer=f"Pilares · {page.title} · {day}",
        warning=_("Illustrative data. Not commitments of the RCM.") if demo else "",
        paper=paper,
        landscape=True,
    )
    written.title(page.title, page.intro)
    written.paragraph(f"{page.line}.")
    _groups(written, page.groups, _("The groups side by side"))
    written.new_page()
    if page.ad_hoc:
        title = _("Ad hoc groups, outside the plan's totals")
        written.heading(title)
        _groups(written, page.ad_hoc, title)
    _agenda(written, page)
    _decisions(written, page)
    _texts(written, page)
    _aspects(written, page)
    return written


def _groups(written: Paper, parts: Sequence[GroupPart], title: str) -> None:
    heads = (_("Group"), _("Activities and status"), _("Changes since the last meeting"), _("Report"))
    written.table(heads, [_row(part) for part in parts], shares=SHARES, caption=title)


def _row(part: GroupPart) -> tuple[Cell, ...]:
    moved: list[Line | str] = [
        Line((f"{row.code}. ", "; ".join(row.moved)), bold=(0,)) for row in part.rows if row.moved
    ]
    return (
        Cell(
            (
                Line((part.short,), bold=(0,)),
                part.met,
                *part.counts,
                *([part.concerns] if part.concerns else []),
            )
        ),
        Cell(tuple(map(_activity, part.rows)) or (_("No activity in the matrix"),)),
        Cell(tuple(moved) or (pgettext("change", "None"),)),
        Cell(_report(part)),
    )


def _activity(row: ActivityRow) -> Line:
    said = ", ".join((state_words(row.state, row.stage), *row.under))
    return Line((f"{row.code}. ", row.title, f" · {said}"), bold=(0,))


def _report(part: GroupPart) -> tuple[str, ...]:
    """Return where the report for this meeting stands, and the last one that was presented before."""
    said = [part.report.status if part.report else _("Not begun")]
    if part.before:
        said.append(
            f"{part.before.occasion} {part.before.year}: {part.before.status} ({part.before.meeting})"
        )
    return tuple(said)


def _agenda(written: Paper, page: Dossier) -> None:
    written.heading(_("Agenda"))
    if not page.agenda:
        written.paragraph(_("No session is recorded."))
    for point in page.agenda:
        at = f" · {date_format(point.starts_at, 'DATETIME_FORMAT')}" if point.starts_at else ""
        written.paragraph(Line((point.session, at), bold=(0,)))
        written.bullets(list(point.points))


def _decisions(written: Paper, page: Dossier) -> None:
    title = _("Decisions pending, with their follow-up")
    written.heading(title)
    if not page.decisions:
        written.paragraph(_("No decision awaits its follow-up."))
        return
    heads = (_("Decision"), _("What was decided"), _("Who answers"), _("Due"), _("Follow-up"))
    rows = [
        (
            card.citation,
            card.text,
            Cell(card.addressees or (_("no addressee recorded"),)),
            date_format(card.due_on, "SHORT_DATE_FORMAT") if card.due_on else _("no date recorded"),
            card.state_words,
        )
        for card in page.decisions
    ]
    written.table(heads, rows, shares=(0.15, 0.43, 0.17, 0.12, 0.13), caption=title)


def _texts(written: Paper, page: Dossier) -> None:
    written.heading(_("Texts that await the RCGM"))
    if not page.texts:
        written.paragraph(_("No text awaits it."))
        return
    written.bullets(
        [Line((Wording(t.title, t.lang) if t.lang else t.title, f" · {t.about}")) for t in page.texts]
    )


def _aspects(written: Paper, page: Dossier) -> None:
    title = _("Critical aspects and strategies")
    written.heading(title)
    if not page.aspects:
        written.paragraph(_("No critical aspect is open."))
        return
    heads = (_("Identified by"), _("Critical aspect"), _("Strategy to address it"), _("Status"))
    rows: list[tuple[Any, ...]] = [
        (one.identified_by, one.text, one.strategy or _("without a strategy yet"), one.status_label)
        for one in page.aspects
    ]
    written.table(heads, rows, shares=(0.15, 0.37, 0.35, 0.13), caption=title)
