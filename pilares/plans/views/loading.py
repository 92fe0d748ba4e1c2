"""What every view begins with: the document and version that this reader may see, or 404; languages."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import override, pgettext

from pilares.core.access import Reason, Refused
from pilares.core.bilingual import Language
from pilares.core.http import Exit, refusal
from pilares.people.http import note_opening
from pilares.people.models import User
from pilares.plans import queries
from pilares.plans.models import Document, Version
from pilares.plans.queries.places import document_url
from pilares.plans.queries.standing import plan_of, version_of


def load_plan_of(request: HttpRequest, period: str) -> Document:
    """Return the plan of a period, or answer that there is no such page."""
    plan = plan_of(period, request.user)
    if plan is None:
        raise Http404
    return plan


def load_version(request: HttpRequest, period: str, number: int | None = None) -> Version:
    """Return a version of a plan that the reader may see; without a number, the one that stands."""
    version = version_of(load_plan_of(request, period), request.user, number)
    if version is None:
        raise Http404
    return version


def load_document(request: HttpRequest, code: str) -> Document:
    """Return a document of the library, or answer that there is no such page."""
    found: Document | None = (
        Document.objects.visible_to(request.user).select_related("body").filter(code=code).first()
    )
    if found is None:
        raise Http404
    return found


def open_text(request: HttpRequest, code: str, number: int) -> Version:
    """Return a version of any document to be read; the opening of a closed one is written down (AC-07)."""
    version = load_text(request, code, number)
    note_opening(version, version.tier, version.document.tier, by=request.user)
    return version


def load_text(request: HttpRequest, code: str, number: int) -> Version:
    """Return a version of any document that the reader may see."""
    version = version_of(load_document(request, code), request.user, number)
    if version is None:
        raise Http404
    return version


def person(request: HttpRequest) -> User:
    """Return who is signed in; an act never reaches this point without somebody."""
    assert isinstance(request.user, User)  # noqa: S101 (the access check came first)
    return request.user


def text_parameter() -> str:
    """Return the name of the parameter that chooses the languages of the text."""
    return pgettext("parameter of an address", "text")


def chosen_mode(request: HttpRequest) -> queries.Mode:
    """Return the languages that the address asks for; without any, the reader's."""
    asked = request.GET.get(text_parameter(), "")
    return queries.Mode(asked) if asked in list(queries.Mode) else queries.mode_of_reader()


def text_language(mode: queries.Mode) -> Language:
    """Return the one language in which texts are compared: a comparison holds the words of one."""
    return Language.EN if mode is queries.Mode.EN else Language.ES


def page_in(request: HttpRequest, name: str, **parts: dict[str, object]) -> None:
    """Say where this page is in the other languages: `parts` gives each part of the address by language."""
    alternates, query = {}, request.GET.copy()
    mode = query.pop(text_parameter(), [""])[0]
    for language in Language.values:
        with override(language):
            address = reverse(name, kwargs={part: value[language] for part, value in parts.items()})
            extra = {text_parameter(): mode} if mode else {}
        query_there = query.copy()
        query_there.update(extra)
        alternates[language] = f"{address}?{query_there.urlencode()}" if query_there else address
    request.alternates = alternates  # type: ignore[attr-defined]


def same(value: object) -> dict[str, object]:
    """Return a part of an address that is the same in every language."""
    return dict.fromkeys(Language.values, value)


def site(request: HttpRequest) -> str:
    """Return the beginning of this site's permanent addresses."""
    return request.build_absolute_uri("/").rstrip("/")


def refuse(request: HttpRequest, reason: Reason, document: Document) -> HttpResponse:
    """Answer a refusal with its reason, and lead back to the document: a rule is 422, a permission 403."""
    exits = [Exit(str(document.title.text), document_url(document))]
    return refusal(request, reason, status=Refused(reason).status, exits=exits)


def to_document(document: Document) -> HttpResponse:
    """Lead to a document's page, where the path of its versions stands."""
    return redirect(document_url(document))


def shown(request: HttpRequest, template: str, context: dict[str, Any], form: Any = None) -> HttpResponse:
    """Show a page with a form: 422 where it has errors."""
    return render(request, template, context, status=422 if form is not None and form.errors else 200)
