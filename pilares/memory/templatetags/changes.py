"""The lines of what changed: built as text, since a page may tell hundreds of them."""

from collections.abc import Iterable

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from pilares.core.templatetags.ui.library import classes, joined
from pilares.core.templatetags.ui.texts import date_words
from pilares.memory.queries.shapes import Change, Kind

register = template.Library()
#: changes whose words are those of an official text
OFFICIAL = {Kind.DECISION, Kind.NOTE}


@register.simple_tag
def change_lines(changes: Iterable[Change]) -> SafeString:
    """Tell changes one by one: day, what it is of, from before to after, why, by whom, on which decision."""
    before, after = gettext("before:"), gettext("after:")
    return joined(
        f"<li>{date_words(one.at, 'short')}<div>{_text(one.label)}{_course(one, before, after)}{_about(one)}"
        "</div></li>"
        for one in changes
    )


def _text(words: str) -> str:
    return conditional_escape(words)


def _course(one: Change, before: str, after: str) -> str:
    """Say what it was and what it came to, or that it came to nothing."""
    if one.cancelled:
        return f": {_text(one.after)}{', ' if one.after else ''}{_text(one.cancelled_words)}"
    if one.before:
        was = f'<span class="antes"><span class="visually-hidden">{before} </span>{_text(one.before)}</span>'
        return f': {was} → <span class="visually-hidden">{after} </span>{_text(one.after or "—")}'
    if one.after:
        return f": <span{classes('oficial' if one.kind in OFFICIAL else '')}>{_text(one.after)}</span>"
    return ""


def _about(one: Change) -> str:
    """Say in how many edits, why, and who stands for it."""
    edits = f' <span class="menor">({_text(one.edits_words)})</span>' if one.edits_words else ""
    reason = f'<br><span class="oficial">{_text(one.reason)}</span>' if one.reason else ""
    stood = " · ".join(_text(words) for words in (one.by, one.decision) if words)
    return edits + reason + (f'<br><span class="menor">{stood}</span>' if stood else "")
