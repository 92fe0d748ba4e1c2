"""What the files of the matrix hold, for the page that explains them."""

from django import template
from django.utils.translation import override

from pilares.matrix.exports.records import FIELDS

register = template.Library()


@register.simple_tag
def csv_columns() -> list[tuple[str, str]]:
    """Every column of the CSV: its name in both languages, and what it holds."""
    names = []
    for field in FIELDS:
        with override("es"):
            spanish = str(field.label)
        with override("en"):
            names.append(f"{spanish} · {field.label}")
    return [(name, str(field.about)) for name, field in zip(names, FIELDS, strict=True)]
