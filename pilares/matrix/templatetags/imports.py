"""Pieces of the pages of an import."""

import re
from decimal import Decimal

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilares.matrix.exports.rows import day as day_words
from pilares.matrix.imports.written import Ways, read_day
from pilares.monitoring.models import Indicator
from pilares.monitoring.queries.values import number_words

register = template.Library()
ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


@register.simple_tag
def counted(counts: dict[str, int]) -> str:
    """What a file does, in one sentence: each kind of row that there is, with its number."""
    n = {name: {"n": number} for name, number in counts.items()}
    sentences = {
        "new": ngettext("%(n)s new row", "%(n)s new rows", counts["new"]) % n["new"],
        "updated": ngettext("%(n)s updated", "%(n)s updated", counts["updated"]) % n["updated"],
        "conflict": _("%(n)s in conflict") % n["conflict"],
        "absent": ngettext(
            "%(n)s absent from the file (it will not be deleted)",
            "%(n)s absent from the file (they will not be deleted)",
            counts["absent"],
        )
        % n["absent"],
        "unchanged": _("%(n)s unchanged") % n["unchanged"],
        "blocked": ngettext("%(n)s refused by a rule", "%(n)s refused by a rule", counts["blocked"])
        % n["blocked"],
        "unread": _("%(n)s with nothing that can be written") % n["unread"],
        "not_found": ngettext("%(n)s not found", "%(n)s not found", counts["not_found"]) % n["not_found"],
        "left_out": ngettext("%(n)s left out", "%(n)s left out", counts["left_out"]) % n["left_out"],
    }
    found = [sentence.strip() for name, sentence in sentences.items() if counts[name]]
    return ", ".join(found) + "." if found else _("The file holds no row.")


@register.simple_tag
def came_in(counts: dict[str, int]) -> str:
    """What a framework brings, in one sentence, and the rows that stay out."""
    n = {name: {"n": number} for name, number in counts.items()}
    sentences = {
        "indicators": ngettext("%(n)s indicator", "%(n)s indicators", counts["indicators"]),
        "results": ngettext("%(n)s expected result", "%(n)s expected results", counts["results"]),
        "activities": ngettext("%(n)s new candidate", "%(n)s new candidates", counts["activities"]),
        "periods": ngettext("%(n)s period", "%(n)s periods", counts["periods"]),
        "targets": ngettext("%(n)s target", "%(n)s targets", counts["targets"]),
        "figures": ngettext(
            "%(n)s value that waits for validation",
            "%(n)s values that wait for validation",
            counts["figures"],
        ),
        "waiting": ngettext(
            "%(n)s row waits for a decision", "%(n)s rows wait for a decision", counts["waiting"]
        ),
        "out": ngettext("%(n)s row stays out", "%(n)s rows stay out", counts["out"]),
    }
    found = [sentence % n[name] for name, sentence in sentences.items() if counts.get(name)]
    return ", ".join(found) + "." if found else _("Nothing of the file comes in yet.")


@register.simple_tag
def choice_words(name: str, value: str) -> str:
    """How the indicator's record calls one of its values; empty for none."""
    return str(getattr(Indicator(**{name: value}), f"get_{name}_display")()) if value else ""


@register.simple_tag
def amount(value: Decimal) -> str:
    """A number as the reader writes it."""
    return number_words(value)


def told_day(text: str) -> str:
    """A day as the matrix says it: a cell of the spreadsheet holds it as year, month and day."""
    found = read_day(text, None, Ways()) if ISO.fullmatch(text) else None
    return day_words(found.value) if found else text


@register.simple_tag
def said(text: str | None) -> SafeString:
    """What a cell says, its lines stacked; an empty cell and an unknown one are said in words."""
    if text is None:
        return format_html('<span class="menor">{}</span>', _("(not known)"))
    if not text:
        return format_html('<span class="menor">{}</span>', _("(empty)"))
    lines = [told_day(line) for line in text.splitlines()]
    if len(lines) == 1:
        return format_html("{}", lines[0])
    return format_html(
        '<ul class="apila">{}</ul>', format_html_join("", "<li>{}</li>", ((line,) for line in lines))
    )
