"""Pieces that hold other pieces: headings, figures, facts, slots, tasks, notices, empty states."""

from collections.abc import Sequence
from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from pilares.core.templatetags.ui.library import attribute, classes, joined, register
from pilares.core.templatetags.ui.marks import drawn, pillar_glyph
from pilares.core.templatetags.ui.texts import date_words


@register.simple_tag
def heading(text: object, anchor: str, aside: str = "", level: int = 2) -> SafeString:
    """A section's heading under its ink rule, with `anchor` as its id; `aside` stands at the right."""
    title = format_html('<h{} id="{}">{}</h{}>', level, anchor, text, level)
    rest = format_html('<span class="menor">{}</span>', aside) if aside else ""
    return format_html('<div class="regla">{}{}</div>', title, rest)


@register.simple_block_tag
def three_numbers(content: str) -> SafeString:
    """Three `{% figure %}` pieces between two rules: baseline, value, target; or done, ongoing, pending."""
    return format_html('<dl class="tres-n">{}</dl>', content)


@register.simple_tag
def figure(label: str, number: object, caption: str = "", of: str = "") -> SafeString:
    """One number with its name, unit and date («countries, validated on …»); `of`: «of 11».

    What is missing is said in words («No data»), never as zero.
    """
    small = format_html(" <small>{}</small>", of) if of else ""
    return format_html(
        '<div><dt>{}</dt><dd><span class="cifra{}">{}{}</span><span class="menor">{}</span></dd></div>',
        label, "" if any(c.isdigit() for c in str(number)) else " dicha", number, small, caption,
    )  # fmt: skip


@register.simple_block_tag
def facts(content: str, wide: bool = False) -> SafeString:
    """A list of `{% fact %}` pieces: term above its text, or beside it with `wide`."""
    return format_html('<dl class="ficha{}">{}</dl>', " dosc" if wide else "", content)


@register.simple_block_tag
def fact(content: str, term: str) -> SafeString:
    """One term and its text; an empty text is said: «To be defined»."""
    text = content if content.strip() else _("To be defined")
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", term, text)


@register.simple_block_tag
def slots(content: str) -> SafeString:
    """The places of a group's plan (§3.9: at most three), numbered; holds `{% slot %}` pieces."""
    return format_html('<ol class="lugares">{}</ol>', content)


@register.simple_block_tag
def slot(content: str) -> SafeString:
    """One place; with nothing inside it says that an activity is still to be prioritised."""
    if content.strip():
        return format_html("<li>{}</li>", content)
    return format_html(
        '<li><div class="act hueco"><p class="m-0">{}</p></div></li>', _("Activity to be prioritised")
    )


@register.simple_block_tag
def card(
    content: str,
    title: object,
    url: str = "",
    code: str = "",
    numbers: Sequence[int] = (),
    level: int = 4,
    lang: str = "",
) -> SafeString:
    """Something that can be picked up: code and pillars, the official name, what is put inside.

    The whole card answers to its link, so links inside belong in `<p class="acc">`, which stands above.
    """
    glyph = pillar_glyph(numbers) if numbers else ""
    name = format_html('<a href="{}">{}</a>', url, title) if url else title
    return joined(
        [
            format_html('<article class="act"><div class="cab"><span>{}</span>{}</div>', code, glyph),
            format_html('<h{} class="oficial m-0"{}>{}</h{}>', level, attribute("lang", lang), name, level),
            format_html("{}</article>", content),
        ]
    )


@register.simple_block_tag
def task_list(content: str) -> SafeString:
    """Tasks by date: `{% task %}` pieces."""
    return format_html('<ul class="tareas">{}</ul>', content)


TASKS = {
    "todo": "no_state", "started": "in_process", "returned": "replaced", "done": "ok", "blocked": "lock",
}  # fmt: skip


@register.simple_tag
def task(text: object, status: str, url: str = "", due: date | None = None, about: object = "") -> SafeString:
    """One task: "todo", "started", "returned", "done" or "blocked" (no link: `about` says why)."""
    said = {
        "todo": _("To do"),
        "started": _("Started"),
        "returned": _("Returned"),
        "done": _("Done"),
        "blocked": _("Not available yet"),
    }[status]
    blocked = status == "blocked"
    name = (
        format_html('<a href="{}">{}</a>', url, text)
        if url and not blocked
        else format_html('<span class="fw-semibold">{}</span>', text)
    )
    day = date_words(due, "short") if due else ""
    rest = format_html('<br><span class="menor">{}</span>', about) if about else ""
    return format_html(
        '<li{}><span class="menor">{}</span><div>{}{}</div><span class="marcaest">{}{}</span></li>',
        classes("nopuede" if blocked else ""), day, name, rest, drawn(TASKS[status]), said,
    )  # fmt: skip


@register.simple_block_tag
def notice(content: str, title: str = "") -> SafeString:
    """Something to know before going on; never an error."""
    head = format_html('<p class="fw-semibold">{}</p>', title) if title else ""
    return format_html('<div class="aviso">{}{}</div>', head, content)


@register.simple_block_tag
def empty_state(content: str, title: str, action: str = "", url: str = "") -> SafeString:
    """Why there is nothing here and what happens next, with one action at most."""
    way = (
        format_html('<p class="mb-0 mt-3"><a class="btn btn-linea" href="{}">{}</a></p>', url, action)
        if url
        else ""
    )
    return format_html('<div class="vacia"><p class="fw-semibold">{}</p>{}{}</div>', title, content, way)


@register.simple_block_tag
def disclosure(content: str, text: str, open: bool = False, anchor: str = "") -> SafeString:  # noqa: A002
    """Details that open on demand; printed open."""
    return format_html(
        "<details{}{}><summary>{}</summary>{}</details>",
        attribute("id", anchor), SafeString(" open") if open else "", text, content,
    )  # fmt: skip


@register.simple_block_tag
def table_region(content: str, label: str) -> SafeString:
    """A wide table in a frame of its own that scrolls, reachable by keyboard and named by `label`.

    A group and no landmark: its section, which often has the same name, is one already. A table without a
    caption takes the same name: screen readers list the tables of a page.
    """
    if "<caption" not in content:
        named = format_html('<table aria-label="{}" ', label)
        content = mark_safe(content.replace("<table ", named, 1))
    return format_html(
        '<div class="rueda" tabindex="0" role="group" aria-label="{}">{}</div>', label, content
    )


@register.simple_block_tag
def timeline(content: str) -> SafeString:
    """What happened, with dates: `{% event %}` pieces."""
    return format_html('<ul class="historia">{}</ul>', content)


@register.simple_block_tag
def event(content: str, on: date, when: str = "") -> SafeString:
    """One thing that happened, on a day, or when its source says: a month, a year."""
    told = format_html('<span class="menor">{}</span>', when) if when else date_words(on, "short")
    return format_html("<li>{}<div>{}</div></li>", told, content)


@register.simple_block_tag
def state_tiles(content: str, label: str) -> SafeString:
    """One tile per activity, ordered by state then code by whoever calls: `{% state_tile %}` pieces."""
    return format_html('<ul class="once" aria-label="{}">{}</ul>', label, content)


@register.simple_block_tag
def legend(content: str) -> SafeString:
    """What the marks mean: list items."""
    return format_html('<ul class="leyenda">{}</ul>', content)
