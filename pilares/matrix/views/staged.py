"""Who reaches a spreadsheet that was sent: whoever may import, and of the files those one may see."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from pilares.core.http import refusal
from pilares.matrix import access
from pilares.matrix.models import Import
from pilares.people.http import SignedInRequest

type_of_step = Callable[[SignedInRequest, Import], HttpResponse]


def for_importers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Keep a page to those who may import; the others are told why not."""

    @wraps(view)
    @login_required
    def guarded(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if (reason := access.why_not_import(request.user)) is not None:
            return refusal(request, reason)
        return view(request, *args, **kwargs)

    return guarded


def of_an_import(view: type_of_step) -> Callable[..., HttpResponse]:
    """Give a page its import, among those that the person may see; for any other the answer is 404."""

    @wraps(view)
    def found(request: SignedInRequest, pk: int) -> HttpResponse:
        seen = Import.objects.visible_to(request.user).select_related("plan__parameters", "uploaded_by")
        return view(request, get_object_or_404(seen, pk=pk))

    return for_importers(found)
