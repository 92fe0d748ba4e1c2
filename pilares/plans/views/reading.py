"""The plan and every other text to be read and cited, with its notes and themes."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pilares.core.days import AsOf, read_day
from pilares.core.http import day_file
from pilares.core.told import Told
from pilares.people.access import standing_of
from pilares.people.http import note_opening
from pilares.plans import queries
from pilares.plans.exports.open_data import version_json
from pilares.plans.models import Document, Version
from pilares.plans.queries.comparing import beside_today
from pilares.plans.queries.past import said_of
from pilares.plans.queries.path import next_steps
from pilares.plans.queries.places import section_url, version_url
from pilares.plans.queries.reflecting import pending
from pilares.plans.queries.standing import asking, strategic_plans
from pilares.plans.views.loading import (
    chosen_mode,
    load_text,
    load_version,
    open_text,
    page_in,
    same,
    site,
    text_language,
    text_parameter,
)


@require_safe
def plan_in_force(request: HttpRequest) -> HttpResponse:
    """Lead to the plan in force, or to the one that is held while none is; or say that none is loaded."""
    shown = Document.objects.the_plan()
    plans = strategic_plans(request.user)
    if shown in plans:
        asked = request.META.get("QUERY_STRING", "")
        return redirect(reverse("plans:plan", args=[shown.period]) + (f"?{asked}" if asked else ""))
    return render(request, "plans/no_plan.html")


@require_safe
def plan(request: HttpRequest, period: str) -> HttpResponse:
    """The entry of a plan: what it is for, how far its text has come; with a day, as it stood then."""
    version, as_of = load_version(request, period), read_day(request.GET)
    if as_of.day:
        return _plan_then(request, version.document, as_of, as_of.day)
    page = queries.plan_page(version, request.user)
    steps = next_steps(version, request.user) if standing_of(request.user).steers else ()
    context = {
        "page": page,
        "steps": [step for step in steps if step.barred is None],
        "site": site(request),
        "cite_label": _("Cite the Plan"),
        "as_of": as_of,
    }
    return render(request, "plans/plan.html", context)


def _plan_then(request: HttpRequest, found: Document, as_of: AsOf, day: date) -> HttpResponse:
    page, past = queries.plan_then(found, request.user, as_of, day)
    staying = as_of.query + asking(found).replace("?", "&")
    context = {
        "page": page,
        "past": past,
        "as_of": as_of,
        "same_day": [(_("The matrix"), reverse("matrix:matrix") + staying)],
        "permanent": request.build_absolute_uri(request.path) + as_of.query,
        "cite_label": _("Cite the Plan"),
        "files_url": reverse("plans:plan_on_a_day", args=[found.period, "csv"]).removesuffix(".csv"),
    }
    return render(request, "plans/plan_then.html", context)


@require_safe
def plan_on_a_day(request: HttpRequest, period: str, suffix: str) -> HttpResponse:
    """What was in force of a plan on a day that is over, as Word, CSV or JSON; without one, no file."""
    found, as_of = load_version(request, period).document, read_day(request.GET)
    if as_of.day is None:
        raise Http404
    page, past = queries.plan_then(found, request.user, as_of, as_of.day)
    if not past.told:
        raise Http404
    told = Told(str(found.title), page.citation, as_of.day, said_of(page), past, found.illustrative)
    return day_file(told, suffix, found.code, paper="a4" if "a4" in request.GET else "letter")


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
    key = "period" if page.head.is_plan else "code"
    parts = {key: same(getattr(page.head, key)), "number": same(page.head.number)}
    whole_name, section_name = ("whole", "section") if page.head.is_plan else ("text", "text_section")
    if anchor:
        page_in(request, f"plans:{section_name}", **parts, anchor=same(anchor))
    else:
        page_in(request, f"plans:{whole_name}", **parts)
    here = [section.anchor for section in page.sections]
    context = {
        "page": page,
        "beside": beside_today(version, here, request.user, text_language(page.mode)),
        "charter": pending(version.document, request.user) if page.head.is_plan else (),
        "files": queries.files_of(version, request.user),
        **reader_frame(request, page.mode, page.head),
    }
    return render(request, "plans/reader.html", context)


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
def version_as_json(request: HttpRequest, period: str, number: int) -> HttpResponse:
    """A version as open data."""
    data = version_json(load_version(request, period, number))
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_safe
def themes(request: HttpRequest, period: str) -> HttpResponse:
    """All the themes by pillar: 35 placements, 34 themes, and those that came later."""
    page = queries.theme_list(load_version(request, period), request.user)
    return render(request, "plans/themes.html", {"page": page})


@require_safe
def clause(request: HttpRequest, period: str, anchor: str) -> HttpResponse:
    """Lead to a section of the version that stands, whichever it is today."""
    version = load_version(request, period)
    return redirect(section_url(version.document, version.number, anchor))


@require_safe
def text(request: HttpRequest, code: str, number: int, anchor: str = "") -> HttpResponse:
    """A version of any document, whole or one section of it."""
    version = load_text(request, code, number)
    if (address := version_url(version.document, number)) not in request.path:
        return redirect(f"{address}{anchor}", permanent=True)
    note_opening(version, version.tier, version.document.tier, by=request.user)
    return read(request, version, anchor)


@require_safe
def text_as_json(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A version of any document as open data."""
    data = version_json(open_text(request, code, number))
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
