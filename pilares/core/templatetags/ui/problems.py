"""What went wrong, said first and kindly: the summary at the top, with links to each field."""

from typing import Any

from django.forms import BaseForm, BaseFormSet

from pilares.core.templatetags.ui.library import register


def _problems(form: BaseForm) -> list[dict[str, str]]:
    found = [{"text": str(e), "url": ""} for e in form.non_field_errors()]
    for field in form:
        url = "" if field.is_hidden else f"#{getattr(field, 'jump', field.auto_id)}"
        found += [{"text": str(e), "url": url} for e in field.errors]
    return found


@register.inclusion_tag("ui/error_summary.html")
def error_summary(form: "BaseForm | BaseFormSet[Any] | None") -> dict[str, Any]:
    """«There is a problem»: every error of a form or formset, each a link to its field; nothing if none."""
    if form is None or not form.is_bound:
        return {"problems": []}
    if isinstance(form, BaseFormSet):
        problems = [{"text": str(e), "url": ""} for e in form.non_form_errors()]
        problems += [p for one in form.forms for p in _problems(one)]
    else:
        problems = _problems(form)
    return {"problems": problems}
