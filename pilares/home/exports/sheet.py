"""The vice-minister's sheet as PDF: one Letter page, whatever it has to say; what is shortened says so."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilares.core.bilingual import Wording
from pilares.core.papers import Line, Paper
from pilares.core.papers.words import type_of_text
from pilares.home.queries.sheet import Asked, SheetPage
from pilares.plans.queries import NoteLine
from pilares.plans.queries.lines import by_country


@dataclass(frozen=True)
class Measure:
    """How much is said: letters of a text, and how many points; 0 says everything."""

    letters: int = 0
    points: int = 0


#: from everything to what fits a page for certain
MEASURES = (Measure(), Measure(700), Measure(420, 8), Measure(220, 4), Measure(120, 3))


def sheet_paper(page: SheetPage) -> bytes:
    """Return the PDF of the sheet, of the longest way that fits one page."""
    first, *others = (_paper(page, measure) for measure in MEASURES)
    return first.printed(*others)


def _paper(page: SheetPage, measure: Measure) -> Paper:
    demo = settings.DEMO or page.illustrative
    paper = Paper(
        page.title,
        footer=f"Pilares · {page.title} · {page.line}",
        warning=_("Illustrative data. Not commitments of the RCM.") if demo else "",
    )
    paper.title(page.title, f"{page.plan.title} · {page.line}" if page.plan else page.line)
    paper.paragraph(Line((page.sentence or _("The groups have not prioritised activities yet."),), bold=(0,)))
    if page.counts:
        paper.counts([(one.number, one.label, one.about) for one in page.counts])
    short = _aspect(paper, page, measure)
    short = _asked(paper, page, measure) or short
    short = _notes(paper, page, measure) or short
    if short:
        paper.paragraph(
            _("Shortened to fit one page: where it says […] the whole text stands at %(address)s")
            % {"address": f"{page.site}{page.address}"}
        )
    return paper


def cut(text: str | Wording, measure: Measure) -> tuple[str | Wording, bool]:
    """Return a text of so many letters at most, ended by a whole word and […], and whether it was longer."""
    words = str(text)
    if not measure.letters or len(words) <= measure.letters:
        return text, False
    kept = Truncator(words).chars(measure.letters, truncate="")
    said = f"{kept.rpartition(' ')[0] or kept} […]"
    return (Wording(said, text.lang, text.pending) if isinstance(text, Wording) else said), True


def _aspect(paper: Paper, page: SheetPage, measure: Measure) -> bool:
    paper.heading(_("One critical aspect"))
    line, chosen = page.aspect.line, page.aspect.chosen
    if line is None or chosen is None:
        paper.paragraph(_("None was chosen."))
        return False
    text, first = cut(line.text, measure)
    paper.paragraph(Line((text,), bold=(0,)))
    second = False
    if line.strategy.text:
        strategy, second = cut(line.strategy, measure)
        paper.paragraph(Line((f"{_('Strategy')}: ", strategy)))
    paper.paragraph(page.chosen_words)
    return first or second


def _asked(paper: Paper, page: SheetPage, measure: Measure) -> bool:
    paper.heading(_("Decisions asked"))
    if not page.asked:
        paper.paragraph(_("No decision is put before the vice-ministers now."))
        return False
    shown = page.asked[: measure.points or None]
    said = [_point(one, measure) for one in shown]
    paper.bullets([line for line, _short in said])
    return _more(paper, len(page.asked) - len(shown)) or any(short for _line, short in said)


def _point(one: Asked, measure: Measure) -> tuple[type_of_text, bool]:
    text, short = cut(one.text, measure)
    about, shorter = cut(one.about, measure)
    return Line((text, f" · {about}" if one.about else ""), bold=(0,)), short or shorter


def _notes(paper: Paper, page: SheetPage, measure: Measure) -> bool:
    paper.heading(_("Notes of %(country)s") % {"country": by_country(page.country)})
    if not page.notes:
        paper.paragraph(_("No note or reservation of this country is recorded."))
        return False
    shown = page.notes[: measure.points or None]
    found = [_note(paper, note, measure) for note in shown]
    return _more(paper, len(page.notes) - len(shown)) or any(found)


def _note(paper: Paper, note: NoteLine, measure: Measure) -> bool:
    """Write a note in its own words and language, with what was communicated since."""
    side = note.sides[0]
    text, short = cut(Wording(side.plain, side.lang), measure)
    later, shorter = cut(note.later, measure)
    head = ". ".join(part for part in (f"{note.label} ({note.place})", note.original) if part)
    paper.paragraph(Line((f"{head}: ", text, f" {later}" if note.later else ""), bold=(0,)))
    return short or shorter


def _more(paper: Paper, number: int) -> bool:
    if number:
        words = ngettext("And %(n)s more […]", "And %(n)s more […]", number)
        paper.paragraph(words % {"n": number})
    return bool(number)
