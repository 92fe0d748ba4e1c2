"""What the glossary says beside a field."""

from django.forms import BoundField
from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pilares.core.glossary import used_in

register = Library()


@register.simple_tag
def glossary_hints(field: BoundField) -> SafeString:
    """Beside a text in English, how the glossary says the words of its Spanish: «GRCM → RCGM» (AC-20)."""
    stem = field.name.removesuffix("_en")
    if stem == field.name or f"{stem}_es" not in field.form.fields:
        return SafeString("")
    said = used_in(str(field.form[f"{stem}_es"].value() or ""))
    if not said:
        return SafeString("")
    words = " · ".join(f"{es} → {en}" for es, en in said)
    return format_html('<div class="form-text">{} {}</div>', _("Glossary:"), words)
