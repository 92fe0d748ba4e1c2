"""More filters: what is too long for a menu of the matrix, on a page of its own."""

from dataclasses import replace
from urllib.parse import parse_qsl

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import translate_url
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from pilares.matrix.forms.address import NAMES, ask, parse
from pilares.matrix.queries.known import known, offered
from pilares.matrix.views.page import address, with_query
from pilares.plans.queries.standing import plan_asked


@require_safe
def narrow(request: HttpRequest) -> HttpResponse:
    """Offer themes, countries and principles; the matrix is asked for with what is chosen."""
    filters, _left = known(parse(dict(request.GET.lists())).filters, request.user)
    column = 0 if get_language() == "es" else 1
    rest = replace(filters, themes=(), countries=(), principles=(), page=1)
    request.alternates = {  # type: ignore[attr-defined]
        code: with_query(translate_url(request.path, code), ask(filters, code)) for code in ("es", "en")
    }
    context = {
        "filters": [(one, NAMES[one.field][column]) for one in offered(filters, request.user)],
        "kept": parse_qsl(ask(rest)),
        "back": address(filters),
        "plan": plan_asked(filters.plan, request.user) if filters.plan else None,
    }
    return render(request, "matrix/narrow.html", context)
