"""Pieces of the pages of an import."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def said(text: str | None) -> SafeString:
    """What a cell says, its lines stacked; an empty cell and an unknown one are said in words."""
    if text is None:
        return format_html('<span class="menor">{}</span>', _("(not known)"))
    if not text:
        return format_html('<span class="menor">{}</span>', _("(empty)"))
    lines = text.splitlines()
    if len(lines) == 1:
        return format_html("{}", text)
    return format_html(
        '<ul class="apila">{}</ul>', format_html_join("", "<li>{}</li>", ((line,) for line in lines))
    )
