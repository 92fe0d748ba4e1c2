"""Two versions of a document, word by word, in either direction, whole or by section."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pilares.core.bilingual import Language
from pilares.plans.models import Version
from pilares.plans.queries.comparing import compare_page
from pilares.plans.queries.places import compare_url
from pilares.plans.views.loading import (
    chosen_mode,
    load_text,
    load_version,
    page_in,
    same,
    text_language,
    text_parameter,
)


@require_safe
def compare(request: HttpRequest, period: str, old: int, new: int, anchor: str = "") -> HttpResponse:
    """Two versions of a plan."""
    versions = load_version(request, period, old), load_version(request, period, new)
    parts = {"period": period, "old": old, "new": new} | ({"anchor": anchor} if anchor else {})
    page_in(request, f"plans:compare{'_section' if anchor else ''}", **{k: same(v) for k, v in parts.items()})
    return show(request, *versions, anchor)


@require_safe
def compare_text(request: HttpRequest, code: str, old: int, new: int, anchor: str = "") -> HttpResponse:
    """Two versions of any document."""
    versions = load_text(request, code, old), load_text(request, code, new)
    if (address := compare_url(versions[0].document, old, new, anchor)) != request.path:
        return redirect(address, permanent=True)
    parts = {"code": code, "old": old, "new": new} | ({"anchor": anchor} if anchor else {})
    name = f"plans:compare_text{'_section' if anchor else ''}"
    page_in(request, name, **{k: same(v) for k, v in parts.items()})
    return show(request, *versions, anchor)


def show(request: HttpRequest, old: Version, new: Version, anchor: str) -> HttpResponse:
    """Show what changed in one language."""
    language = text_language(chosen_mode(request))
    page = compare_page(old, new, language, anchor)
    if page is None:
        raise Http404
    labels = {Language.ES: _("Spanish"), Language.EN: _("English")}
    modes = [
        {"label": labels[value], "url": f"?{text_parameter()}={value}", "current": value == language}
        for value in Language
    ]
    context = {"page": page, "modes": modes, "print_line": f"{page.new.title}, {page.title}"}
    return render(request, "plans/compare.html", context)
