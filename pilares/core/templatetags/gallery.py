"""The frame around each sample of the gallery: name, signature, docstring, what it draws."""

import inspect
import re
from collections.abc import Callable
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from pilares.core.templatetags.ui import boxes, charts, clocks, marks, problems, texts, ways
from pilares.core.templatetags.ui import register as library

register = template.Library()
MODULES = (marks, texts, boxes, ways, problems, charts, clocks)


def components() -> dict[str, Callable[..., Any]]:
    """Return every component by name: what the modules of `ui` register."""
    found = {}
    for name in library.tags:
        for module in MODULES:
            if hasattr(module, name):
                found[name] = getattr(module, name)
    return found


def contract(name: str) -> str:
    """Return the signature as one writes it, annotations and all; a block's content is left out."""
    function = inspect.unwrap(components()[name])
    signature = inspect.signature(function)
    kept = [p for p in signature.parameters.values() if p.name != "content"]
    text = f"{name}{signature.replace(parameters=kept, return_annotation=inspect.Signature.empty)}"
    return re.sub(r"\b(?:[a-z_]+\.)+(?=[A-Za-z])", "", text)  # date, not datetime.date


@register.simple_block_tag
def sample(content: str, name: str) -> SafeString:
    """One component of the gallery: its contract above, its variants below."""
    doc = inspect.getdoc(inspect.unwrap(components()[name])) or ""
    return format_html(
        '<div class="muestra" id="c-{}"><h3>{}</h3><p class="menor mb-0" lang="en">{}</p>'
        '<code lang="en">{}</code><div class="ve">{}</div></div>',
        name, name, doc, contract(name), mark_safe(content.replace(" autofocus", "")),
    )  # fmt: skip
