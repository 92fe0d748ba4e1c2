"""The plan to be read and cited, its pillars and themes, the library; and the approval to be recorded."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from pilares.core.access import Refused
from pilares.core.bilingual import Language
from pilares.core.http import refusal
from pilares.people.models import User
from pilares.plans import actions, queries
from pilares.plans.exports import version_json
from pilares.plans.forms import ApprovalForm
from pilares.plans.models import Document, Version
from pilares.plans.queries.standing import plan_of, strategic_plans, version_of
from pilares.plans.workflow import VERSION


def load_plan_of(request: HttpRequest, period: str) -> Document:
    """Return the plan of a period, or answer that there is no such page."""
    plan = plan_of(period, request.user)
    if plan is None:
        raise Http404
    return plan


def load_version(request: HttpRequest, period: str, number: int | None = None) -> Version:
    """Return a version that the reader may see; without a number, the one that stands."""
    version = version_of(load_plan_of(request, period), request.user, number)
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


@require_safe
def plan_in_force(request: HttpRequest) -> HttpResponse:
    """Lead to the latest plan, or say that none is loaded."""
    plans = strategic_plans(request.user)
    if plans:
        return redirect("plans:plan", plans[0].period)
    return render(request, "plans/no_plan.html")


@require_safe
def plan(request: HttpRequest, period: str) -> HttpResponse:
    """The entry of a plan: what it is for, how far its text has come, where to read on."""
    version = load_version(request, period)
    page = queries.plan_page(version, request.user)
    may_record = VERSION.why_not("approve", request.user, version) is None
    context = {
        "page": page,
        "may_record": may_record,
        "site": site(request),
        "cite_label": _("Cite the Plan"),
    }
    return render(request, "plans/plan.html", context)


@require_safe
def whole(request: HttpRequest, period: str, number: int) -> HttpResponse:
    """A version from beginning to end."""
    return read(request, load_version(request, period, number))


@require_safe
def section(request: HttpRequest, period: str, number: int, anchor: str) -> HttpResponse:
    """A section of a version, or a chapter with its sections."""
    return read(request, load_version(request, period, number), anchor)


def read(request: HttpRequest, version: Version, anchor: str = "") -> HttpResponse:
    """Show the reader at a place of a version."""
    page = queries.reader(version, mode=chosen_mode(request), anchor=anchor)
    if page is None:
        raise Http404
    parts = {"period": same(page.head.period), "number": same(page.head.number)}
    if anchor:
        page_in(request, "plans:section", **parts, anchor=same(anchor))
    else:
        page_in(request, "plans:whole", **parts)
    return render(request, "plans/reader.html", {"page": page, **reader_frame(request, page.mode, page.head)})


def site(request: HttpRequest) -> str:
    """Return the beginning of this site's permanent addresses."""
    return request.build_absolute_uri("/").rstrip("/")


def reader_frame(request: HttpRequest, mode: queries.Mode, head: queries.Head) -> dict[str, object]:
    """Return what the reader's templates need beside the text: languages, and this site's address."""
    name = text_parameter()
    labels = {"es": _("Spanish"), "es-en": _("Spanish and English"), "en": _("English")}
    modes = [
        {"label": labels[value], "url": f"?{name}={value}", "current": value == mode}
        for value in queries.Mode
    ]
    return {
        "modes": modes,
        "carry": f"?{name}={mode}" if request.GET.get(name) else "",
        "copy_label": _("Cite this section"),
        "print_line": f"{head.crumb}, {head.numbered}",
        "site": site(request),
    }


@require_safe
def notes(request: HttpRequest, period: str) -> HttpResponse:
    """Every note of the version that stands, with what it is attached to."""
    page = queries.notes_page(load_version(request, period), mode=chosen_mode(request))
    page_in(request, "plans:notes", period=same(period))
    return render(request, "plans/notes.html", {"page": page, **reader_frame(request, page.mode, page.head)})


@require_safe
def version_as_json(request: HttpRequest, period: str, number: int) -> HttpResponse:
    """A version as open data."""
    data = version_json(load_version(request, period, number))
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_safe
def themes(request: HttpRequest, period: str) -> HttpResponse:
    """All the themes by pillar: 35 placements, 34 themes, and those that came later."""
    page = queries.theme_list(load_version(request, period), request.user)
    return render(request, "plans/themes.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def approval(request: HttpRequest, period: str, number: int) -> HttpResponse:
    """Record the approval of a version by the Vice-Ministerial Meeting; for the Secretariat."""
    version = load_version(request, period, number)
    if reason := VERSION.why_not("approve", request.user, version):
        return refusal(request, reason, status=Refused(reason).status)
    form = ApprovalForm(request.POST if request.method == "POST" else None, reader=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            typed = form.cleaned_data
            actions.record_approval(version, body=typed["meeting"].body, by=person(request), **typed)
            return redirect("plans:plan", period)
        except ValidationError as error:
            form.add_error("paragraph", error.messages)
    page = {"form": form, "head": queries.head_of(version)}
    return render(request, "plans/approval.html", page, status=422 if form.errors else 200)


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """The programmatic documents and how they relate (Tabla 1)."""
    return render(request, "plans/library.html", {"shelves": queries.library(request.user)})


@require_safe
def document(request: HttpRequest, code: str) -> HttpResponse:
    """A document of the library."""
    found = Document.objects.visible_to(request.user).select_related("body").filter(code=code).first()
    if found is None:
        raise Http404
    return render(request, "plans/document.html", {"page": queries.document_page(found, request.user)})
