"""What changed in one thing, with its lines: built as text, since a page may tell hundreds of them."""

from collections.abc import Sequence

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from pilares.core.access import Tier
from pilares.core.templatetags.ui.boxes import disclosure, timeline
from pilares.core.templatetags.ui.library import classes, joined
from pilares.core.templatetags.ui.marks import drawn
from pilares.core.templatetags.ui.texts import date_words, word_language
from pilares.memory.queries.shapes import Change, Kind, Subject

register = template.Library()
#: changes whose words are those of an official text
OFFICIAL = {Kind.DECISION, Kind.NOTE}


@register.simple_tag
def what_changed(subject: Subject) -> SafeString:
    """Tell what changed in an activity, a text or a meeting; what is only typographic opens on demand."""
    told, typographic = subject.told, subject.typographic
    small = ""
    if typographic:
        said = ngettext("%(n)s typographic change", "%(n)s typographic changes", len(typographic))
        small = disclosure(_lines(typographic), said % {"n": len(typographic)})
    return joined(('<div class="mt-3">', _heading(subject), _lines(told) if told else "", small, "</div>"))


def _heading(subject: Subject) -> str:
    tag = f'a class="oficial" href="{_text(subject.address)}"' if subject.address else 'span class="oficial"'
    name = f"{_text(subject.mark)}{_text(str(subject.title))}</{tag[: tag.index(' ')]}>"
    door = ""
    if subject.reach == Tier.CLOSED:
        door = f' <span class="menor">{drawn("lock")} {_text(gettext("Closed door"))}</span>'
    plan = f' <span class="menor">{_text(subject.plan)}</span>' if subject.plan else ""
    return f'<h3 class="fs-5 mb-1"><{tag}{word_language(subject.title)}>{name}{plan}{door}</h3>'


def _lines(changes: Sequence[Change]) -> SafeString:
    """Tell changes one by one: day, what it is of, from before to after, why, by whom, on which decision."""
    before, after = gettext("before:"), gettext("after:")
    return timeline(
        joined(
            f"<li>{date_words(one.at, 'short')}<div>{_text(one.label)}{_course(one, before, after)}"
            f"{_about(one)}</div></li>"
            for one in changes
        )
    )


def _text(words: str) -> str:
    return conditional_escape(words)


def _said(one: Change, words: str) -> str:
    spoken = word_language(one)
    return f"<span{spoken}>{_text(words)}</span>" if spoken else _text(words)


def _course(one: Change, before: str, after: str) -> str:
    """Say what it was and what it came to, or that it came to nothing."""
    if one.cancelled:
        return f": {_text(one.after)}{', ' if one.after else ''}{_text(one.cancelled_words)}"
    if one.before:
        was = f'<span class="visually-hidden">{before} </span>{_said(one, one.before)}'
        now = f'<span class="visually-hidden">{after} </span>{_said(one, one.after or "—")}'
        return f': <span class="antes">{was}</span> → {now}'
    if one.after:
        return f": <span{classes('oficial' if one.kind in OFFICIAL else '')}>{_text(one.after)}</span>"
    return ""


def _about(one: Change) -> str:
    """Say in how many edits, why, and who stands for it."""
    edits = f' <span class="menor">({_text(one.edits_words)})</span>' if one.edits_words else ""
    reason = f'<br><span class="oficial">{_text(one.reason)}</span>' if one.reason else ""
    stood = " · ".join(_text(words) for words in (one.by, one.decision) if words)
    return edits + reason + (f'<br><span class="menor">{stood}</span>' if stood else "")
