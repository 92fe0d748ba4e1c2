"""The library: documents with the path of their versions; the Secretariat registers new ones (Tabla 1)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pilares.core.http import sent
from pilares.people.access import why_not_keep_the_register
from pilares.people.http import SignedInRequest, for_the_secretariat
from pilares.plans import access, actions, queries
from pilares.plans.forms.documents import DocumentForm
from pilares.plans.views.loading import load_document, refuse, shown


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """The programmatic documents and how they relate (Tabla 1)."""
    may_register = why_not_keep_the_register(request.user) is None
    context = {"shelves": queries.library(request.user), "may_register": may_register}
    return render(request, "plans/library.html", context)


@require_safe
def document(request: HttpRequest, code: str) -> HttpResponse:
    """A document of the library with its versions and their path."""
    found = load_document(request, code)
    context = {
        "page": queries.document_page(found, request.user),
        "may_draft": access.why_not_begin_draft(request.user, found) is None,
    }
    return render(request, "plans/document.html", context)


@for_the_secretariat
@require_http_methods(["GET", "HEAD", "POST"])
def new_document(request: SignedInRequest) -> HttpResponse:
    """Register a document, whose text may come later."""
    form = DocumentForm(sent(request))
    if form.is_valid():
        made = actions.register_document(by=request.user, **form.cleaned_data)
        messages.success(request, _("The document is registered."))
        return redirect("plans:document", made.code)
    return shown(request, "plans/new_document.html", {"form": form}, form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_draft(request: SignedInRequest, code: str) -> HttpResponse:
    """Begin the next version of a document, once it was said what that means."""
    found = load_document(request, code)
    if reason := access.why_not_begin_draft(request.user, found):
        return refuse(request, reason, found)
    if request.method == "POST":
        draft = actions.new_draft(found, by=request.user)
        return redirect("plans:draft", code, draft.number)
    page = queries.document_page(found, request.user)
    empty = all(version.standing[0] <= 0 for version in found.versions.all())
    return render(request, "plans/new_draft.html", {"page": page, "empty": empty})
