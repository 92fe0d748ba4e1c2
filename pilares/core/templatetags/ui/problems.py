"""What went wrong, said first and kindly: the summary at the top, with links to each field."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django.forms import BaseForm, BaseFormSet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pilares.core.conflicts import Spoken
from pilares.core.templatetags.ui.library import joined, register


def _problems(form: BaseForm) -> list[dict[str, str]]:
    found = [{"text": str(e), "url": ""} for e in form.non_field_errors()]
    for field in form:
        url = "" if field.is_hidden else f"#{getattr(field, 'jump', field.auto_id)}"
        found += [{"text": f"{field.label}: {e}", "url": url} for e in field.errors]
    return found


@register.inclusion_tag("ui/error_summary.html")
def error_summary(
    form: "BaseForm | BaseFormSet[Any] | Sequence[BaseForm] | None", clashes: Sequence[Spoken] = ()
) -> dict[str, Any]:
    """«There is a problem»: every error of a form, of several or of a formset, each a link to its field.

    `clashes`: what somebody else saved first is told instead, with links to its choices (AC-10).
    """
    if clashes:
        return {"clashes": clashes}
    if isinstance(form, BaseFormSet):
        together = form.non_form_errors() if form.is_bound else []
        forms: Sequence[BaseForm] = form.forms if form.is_bound else []
    else:
        together, forms = [], form if isinstance(form, Sequence) else [form] if form is not None else []
    problems = [{"text": str(e), "url": ""} for e in together]
    problems += [p for one in forms if one.is_bound for p in _problems(one)]
    return {"problems": problems}


@register.inclusion_tag("ui/clash_choices.html")
def clash_choices(clashes: Sequence[Spoken], base: Mapping[str, str] | None) -> dict[str, Any]:
    """Inside a form that two people sent: what it was opened with and, for each clash, whose words stay.

    No choice is made beforehand (AC-10); `settle` in `core/conflicts.py` reads what was chosen. Without
    scripts, the form's first field bears the name of what it was opened with: a browser that goes back puts
    typed words only into the form that it knew, so never beside a base that somebody has moved meanwhile.
    """
    words = "\0".join(f"{name}={text}" for name, text in base.items()) if base else ""
    begun = hashlib.sha256(words.encode()).hexdigest()[:16] if base else ""
    return {"clashes": clashes, "base": base, "begun": begun}


@register.inclusion_tag("ui/draft_notice.html")
def draft_notice() -> dict[str, str]:
    """Inside a long `<form data-draft="…">`: offers the text that this browser kept and nobody sent.

    The draft's name says whose and of what it is: «7-activity-12».
    """
    return {}


@register.simple_block_tag
def refusal(content: str, reason: object, citation: str = "", url: str = "", level: int = 2) -> SafeString:
    """A rule's refusal, first in the page: the reason, its place in the plan (§), and the exits inside.

    `citation`: «§3.9», linked to `url`. The exits are buttons; the first is the primary one.
    """
    place = format_html('<a href="{}">{}</a>', url, citation) if url else citation
    where = format_html(" ({})", place) if citation else ""
    ways = format_html('<p class="d-flex flex-wrap gap-2 mb-0">{}</p>', content) if content.strip() else ""
    saved = _("No change was saved.") + (f" {_('You can:')}" if ways else "")
    return joined(
        [
            '<div class="resumen-error" role="alert" tabindex="-1" autofocus aria-labelledby="refusal">',
            format_html('<h{} id="refusal">{}</h{}>', level, _("There is a problem"), level),
            format_html("<p>{}{}</p>", reason, where),
            format_html('<p class="{}">{}</p>{}</div>', "mb-2" if ways else "mb-0", saved, ways),
        ]
    )
