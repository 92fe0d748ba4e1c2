"""Ways through the pages: buttons, breadcrumbs, views, filters, steps."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pilares.core.templatetags.ui.library import attribute, classes, register
from pilares.core.templatetags.ui.marks import drawn

BUTTONS = {"primary": "btn-primary", "line": "btn-linea"}


@register.simple_tag
def button(
    text: str,
    url: str = "",
    *,
    kind: str = "line",
    size: str = "",
    icon: str = "",
    name: str = "",
    value: str = "",
    about: str = "",
    css: str = "",
) -> SafeString:
    """A link with `url`, otherwise a button that submits its form.

    `kind`: "primary" (one in a view) or "line". `size`: "" or "sm". `about`: hidden words that complete
    the name («Open» + « PROT-A1»). `name` and `value` go with the form.
    """
    look = classes("btn", BUTTONS[kind], f"btn-{size}" if size else "", css)
    mark = drawn(icon) if icon else ""
    rest = format_html('<span class="visually-hidden"> {}</span>', about) if about else ""
    if url:
        return format_html('<a{} href="{}">{}{}{}</a>', look, url, mark, text, rest)
    extra = attribute("name", name) + attribute("value", value)
    return format_html('<button type="submit"{}{}>{}{}{}</button>', look, extra, mark, text, rest)


@register.simple_block_tag
def breadcrumbs(content: str) -> SafeString:
    """The way to this page: `{% crumb %}` pieces, the last one without address."""
    return format_html('<nav class="migas" aria-label="{}"><ol>{}</ol></nav>', _("Way to this page"), content)


@register.simple_tag
def crumb(text: object, url: str = "") -> SafeString:
    """One step of the way; without `url` it is this page."""
    if url:
        return format_html('<li><a href="{}">{}</a></li>', url, text)
    return format_html('<li aria-current="page">{}</li>', text)


@register.simple_block_tag
def view_switch(content: str, label: str) -> SafeString:
    """Views of the same thing: `{% view %}` links, not tabs. `label` names the choice."""
    return format_html('<nav class="vistas" aria-label="{}">{}</nav>', label, content)


@register.simple_tag
def view(text: object, url: str, current: bool = False) -> SafeString:
    """One view; the current one is marked."""
    return format_html(
        '<a href="{}"{}>{}</a>', url, attribute("aria-current", "page" if current else ""), text
    )


@register.simple_tag
def filter_chip(text: object, url: str, on: bool = False, mark: str = "") -> SafeString:
    """A filter: off, its address puts it on; on, it takes it off and says so.

    `mark`: markup before the text, such as a pillar glyph taken with `as`.
    """
    if not on:
        return format_html('<a class="chip" href="{}">{}{}</a>', url, mark, text)
    hidden = format_html('<span class="visually-hidden">{} </span>', _("Remove filter:"))
    return format_html('<a class="chip on" href="{}">{}{}{} {}</a>', url, hidden, mark, text, drawn("close"))


@register.simple_block_tag
def filter_menu(content: str, text: str) -> SafeString:
    """A filter with several choices: opens without scripts; put a form or links inside."""
    return format_html(
        '<details class="chipd" data-menu><summary class="chip">{} {}</summary><div>{}</div></details>',
        text, drawn("down"), content,
    )  # fmt: skip


@register.simple_tag
def page_steps(text: str, previous: str = "", following: str = "") -> SafeString:
    """Previous and next part of a long list, for the rare list that does not fit a page.

    `text` says what is shown: «Rows 1 to 50 of 212».
    """
    before = format_html('<a rel="prev" href="{}">{}</a>', previous, _("Previous")) if previous else ""
    after = format_html('<a rel="next" href="{}">{}</a>', following, _("Next")) if following else ""
    return format_html(
        '<nav class="pasos" aria-label="{}">{}<span>{}</span>{}</nav>',
        _("Parts of the list"),
        before,
        text,
        after,
    )


@register.simple_tag
def print_button(text: str = "") -> SafeString:
    """Prints the page; without scripts it is not there, and the browser's own menu prints the same."""
    return format_html(
        '<button class="btn btn-linea" type="button" data-print hidden>{}{}</button>',
        drawn("print"), text or _("Print"),
    )  # fmt: skip


@register.simple_tag
def htmx() -> SafeString:
    """The script that replaces parts of a page; put it in the block `scripts` of a page that uses it."""
    return format_html('<script src="{}" defer></script>', static("vendor/htmx.min.js"))
