"""Official words and dates: whose language they are in, whose words they are, how to cite them."""

import html
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache

from django.conf import settings
from django.template.defaultfilters import date as date_filter
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from pilares.core.bilingual import Wording, reading_language
from pilares.core.redline import DELETED, INSERTED, Run
from pilares.core.templatetags.ui.library import attribute, classes, joined, register
from pilares.core.zones import day_there

FORMATS = {"long": "DATE_FORMAT", "short": "SHORT_DATE_FORMAT", "instant": "DATETIME_FORMAT"}


@register.simple_tag
def date_words(value: date | datetime | None, style: str = "long", unknown: str = "") -> SafeString:
    """A date in words, in a `<time>`: "long" (15 October 2021), "short" (15 Oct 2021) or "instant".

    An instant is shown in the reader's zone. Nothing known is said in the words of `unknown`, by default
    «To be defined».
    """
    if value is None:
        return format_html('<span class="hueco-dato">{}</span>', unknown or _("To be defined"))
    if not isinstance(value, datetime):
        return _day(value, style, get_language())
    aware = timezone.is_aware(value)
    if style != "instant":
        return _day(day_there(value) if aware else value.date(), style, get_language())
    shown = timezone.localtime(value) if aware else value
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), date_filter(shown, FORMATS[style]))


@register.simple_tag
def terms_of_use() -> SafeString:
    """Under which terms the files beside it may be used; nobody has set any until somebody writes them."""
    said = settings.DATA_LICENCE or _("to be defined by the RCM")
    return format_html('<p class="menor noimp mt-1 mb-0">{} {}</p>', _("Terms of use:"), said)


@lru_cache(maxsize=4096)
def _day(value: date, style: str, _language: str | None) -> SafeString:
    """Write a day; long lists write the same few hundred."""
    stamp = value.isoformat()
    return format_html('<time datetime="{}">{}</time>', stamp, date_filter(value, FORMATS[style]))


def lag_words(wording: Wording) -> str:
    """Return how a text lags behind its original, as every page and file says it; nothing if it does not."""
    if wording.pending:
        return _("English translation pending") if reading_language() == "en" else _("Translation pending")
    if wording.outdated_since is not None:
        day = date_filter(timezone.localtime(wording.outdated_since), "DATE_FORMAT")
        return _("Translation outdated since %(date)s") % {"date": day}
    return ""


@register.simple_tag
def words(wording: Wording | str, css: str = "", label: bool = True) -> SafeString:
    """A text of ours or of the CRM in the language in which it exists, marked where that is another.

    `css`: a class, such as "oficial" for the official wording. `label=False` leaves out the words
    «English translation pending» or «Outdated since …», for a title whose page says it once.
    """
    if isinstance(wording, str):
        return format_html("<span{}>{}</span>", classes(css), wording) if css else format_html("{}", wording)
    return SafeString(spelled(wording, reading_language(), css=css, label=label))


def spelled(wording: Wording, reader: str, *, css: str = "", label: bool = True) -> str:
    """Return the markup of `words` for a reader whose language is known: a page may have thousands."""
    text = html.escape(wording.text)
    if css or wording.lang != reader:
        named = f' class="{html.escape(css)}"' if css else ""
        other = f' lang="{wording.lang}"' if wording.lang != reader else ""
        text = f"<span{named}{other}>{text}</span>"
    if label and (wording.pending or wording.outdated_since is not None) and (late := lag_words(wording)):
        text = f'{text} <span class="demora">{html.escape(late)}</span>'
    return text


@register.simple_tag
def word_language(wording: object) -> SafeString:
    """The attribute ` lang="…"` where a text is not in the page's language: for an element of one's own."""
    other = getattr(wording, "lang", "")
    return attribute("lang", other if other != reading_language() else "")


@register.simple_block_tag
def note(
    content: str,
    by: str,
    number: int | None = None,
    anchor: str = "",
    lang: str = "",
    original: str = "",
    back: str = "",
    back_text: str = "",
    declared: str = "",
) -> SafeString:
    """A reservation or declaration, verbatim: double ink bar, the country named, links back.

    `by`: the country. `declared`: what it made, with its name, where that is no declaration. `anchor`: the
    element's id. `lang`: the language of the text where it is not the page's. `original`: the label about
    its original language. `back`, `back_text`: link to its anchor.
    Put `{% copy_citation %}` inside, after the text, if it has one.
    """
    title = _("Note %(number)s") % {"number": number} if number else _("Note")
    words = declared or _("Declaration by {}").format(by)
    before, named, after = words.partition(by)
    who, label = format_html("{}<b>{}</b>{}", before, named, after), f"{title}, {words}"
    link = format_html('<p class="menor mt-2"><a href="{}">{}</a></p>', back, back_text) if back else ""
    return joined(
        [
            format_html('<div class="nota" role="note"{} aria-label="{}">', attribute("id", anchor), label),
            format_html("<header><span><b>{}</b> · {}</span>", title, who),
            format_html("<span>{}</span>" if original else "", original),
            format_html('</header><div class="oficial"{}>{}</div>', attribute("lang", lang), content),
            format_html("{}</div>", link),
        ]
    )


@register.inclusion_tag("ui/copy_citation.html")
def copy_citation(text: str, url: str = "", label: str = "", anchor: str = "") -> dict[str, str]:
    """«Cite this page»: opens without scripts and shows the citation; with them a button copies it.

    `text`: title, version, section and date. `url`: the permanent address, absolute or a path.
    """
    return {"text": text, "url": url, "label": label or _("Cite this page"), "anchor": anchor}


@register.simple_tag
def secretariat_link(text: str = "") -> SafeString:
    """A link to write to the Executive Secretariat: its e-mail, or the page that says how to reach it."""
    address = settings.SECRETARIAT_EMAIL
    url = f"mailto:{address}" if address else reverse("core:help") + "#" + _("contact")
    return format_html('<a href="{}">{}</a>', url, text or _("Write to the Executive Secretariat"))


@register.simple_block_tag
def quoted(content: str, by: str, on: date | None = None) -> SafeString:
    """What a body said about how it goes, verbatim, with who said it and when."""
    day = format_html(" · {}", date_words(on)) if on else ""
    return format_html(
        '<blockquote class="dicho"><p>{}</p><footer class="menor">{}{}</footer></blockquote>',
        content,
        by,
        day,
    )


@register.simple_tag
def redline(runs: Iterable[Run]) -> SafeString:
    """What changed in a text, in the runs of `core.redline`: underlined what is new, struck what is gone.

    Hidden words say «Added:» and «Removed:» to whoever listens; put `{% redline_legend %}` above.
    """
    added, removed = _("Added:"), _("Removed:")
    pieces = {
        INSERTED: f'<ins><span class="visually-hidden">{html.escape(added)} </span>',
        DELETED: f'<del><span class="visually-hidden">{html.escape(removed)} </span>',
    }
    ends = {INSERTED: "</ins>", DELETED: "</del>"}
    return joined(
        f"{pieces.get(run.kind, '')}{html.escape(run.text)}{ends.get(run.kind, '')}" for run in runs
    )


@register.simple_tag
def redline_legend(changed: int | None = None) -> SafeString:
    """What the marks of a redline mean, and in how many paragraphs there are any."""
    said = ""
    if changed is not None:
        words = ngettext("%(n)s paragraph with changes", "%(n)s paragraphs with changes", changed)
        said = format_html("<li>{}</li>", words % {"n": changed})
    return format_html(
        '<ul class="leyenda mb-0 pt-1"><li><ins>{}</ins></li><li><del>{}</del></li>{}</ul>',
        _("underlined: added"), _("struck through: removed"), said,
    )  # fmt: skip
