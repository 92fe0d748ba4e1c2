"""The one register of the components, and the few words that several of them join."""

from collections.abc import Iterable

from django import template
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

register = template.Library()


def joined(parts: Iterable[str]) -> SafeString:
    """Join markup that is already safe."""
    return mark_safe("".join(parts))


def classes(*names: str) -> SafeString:
    """Return a `class` attribute with the names that are not empty, or nothing."""
    kept = " ".join(name for name in names if name)
    return mark_safe(f' class="{conditional_escape(kept)}"') if kept else SafeString("")


def attribute(name: str, value: object) -> SafeString:
    """Return ` name="value"`, or nothing for an empty value."""
    return mark_safe(f' {name}="{escape(str(value))}"') if value not in {"", None} else SafeString("")


def listed(items: Iterable[object]) -> str:
    """Return `1`, `1 and 3`, `1, 2 and 3`, in the reader's language."""
    return get_text_list([str(item) for item in items], _("and"))
