"""The answer of a rule as shape and words; a page has hundreds of them, so each is written once."""

from functools import lru_cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from pilares.compliance.maths import Answer
from pilares.compliance.queries.answers import Line
from pilares.compliance.queries.rules import ANSWER_WORDS
from pilares.core.templatetags.ui.marks import drawn

register = template.Library()
#: never a colour; the words always stand beside the shape
SHAPES = {
    Answer.MET: "ok",
    Answer.NOT_YET_DUE: "calendar",
    Answer.DUE_SOON: "delayed",
    Answer.NOT_MET: "not_achieved",
    Answer.NOT_APPLICABLE: "no_state",
    Answer.NO_DATA: "info",
}


@register.simple_tag
def answer(value: Answer) -> SafeString:
    """How a rule stands: a shape and its words."""
    return _written(value, get_language())


@register.simple_tag
def answer_cell(line: Line) -> SafeString:
    """A cell of a table: how a rule stands and, as a link to what that rests on, why."""
    return format_html(
        '{}<br><a class="menor" href="{}">{}</a>',
        _written(line.finding.answer, get_language()), line.url, line.finding.short,
    )  # fmt: skip


@lru_cache(maxsize=32)
def _written(value: Answer, _language: str | None) -> SafeString:
    return format_html(
        '<span class="fw-semibold text-nowrap">{} {}</span>', drawn(SHAPES[value]), ANSWER_WORDS[value]
    )
