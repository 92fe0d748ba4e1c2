"""The evaluation on paper, Word and PDF: the same parts as the page."""

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilares.core.bilingual import Wording
from pilares.core.papers import Paper
from pilares.succession.queries.evaluating import EvaluationPage, Part, told_on


def as_word(page: EvaluationPage) -> bytes:
    """Return the evaluation as Word."""
    return _paper(page).written()


def as_pdf(page: EvaluationPage) -> bytes:
    """Return the evaluation as a tagged PDF."""
    return _paper(page).printed()


def _paper(page: EvaluationPage) -> Paper:
    day = date_format(told_on(page.evaluation), "DATE_FORMAT")
    demo = page.illustrative or settings.DEMO
    warning = _("Illustrative data. Not commitments of the RCM.") if demo else ""
    paper = Paper(page.title, footer=f"Pilares · {page.title} · {day}", warning=warning)
    paper.title(page.title, f"{page.status} · {day}")
    paper.contents(_("Contents"))
    paper.heading(page.terms.title)
    _write(paper, page.terms)
    for criterion in page.criteria:
        paper.heading(criterion.title)
        for part in criterion.parts:
            paper.heading(part.title, level=2)
            _write(paper, part)
        paper.heading(_("Evidence"), level=2)
        if criterion.proofs:
            paper.bullets([f"{p.what}. {p.note}" if p.note else p.what for p in criterion.proofs])
        else:
            paper.paragraph(_("No evidence is linked yet."))
    if page.weaknesses:
        paper.heading(_("The weaknesses of 2017 at the end of the plan (§3.1)"))
        for line in page.weaknesses:
            paper.heading(f"{line.letter})", level=2)
            paper.paragraph(line.weakness)
            _write(paper, line.part)
    return paper


def _write(paper: Paper, part: Part) -> None:
    """Write a text paragraph by paragraph, in its own language; what is not written is said."""
    for paragraph in part.paragraphs:
        paper.paragraph(Wording(paragraph, part.text.lang, part.text.pending, part.text.outdated_since))
    if not part.paragraphs:
        paper.paragraph(_("Not written yet."))
