"""The annual report: read by all as far as they may, written and recorded by who steers (§4.2)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from pilares.core.access import Refused
from pilares.core.conflicts import settle, spoken
from pilares.core.edits import Clash, Conflict
from pilares.core.http import refusal, sent
from pilares.people.http import SignedInRequest
from pilares.people.models import User
from pilares.plans.models import Document
from pilares.reports import access, actions
from pilares.reports.forms import annual as forms
from pilares.reports.models import Frozen, Report, ReportText
from pilares.reports.queries.lagging import lags_of
from pilares.reports.queries.page import Page, index_page, report_page, unwritten_parts
from pilares.reports.queries.reading import read_telling
from pilares.reports.queries.texts import facts_and_texts
from pilares.reports.views import files
from pilares.reports.workflow import REPORT

type_of_act = Callable[..., Any]


@dataclass(frozen=True)
class Step:
    """One step: what it says, what it asks, what it does."""

    about: str | Promise
    done: str | Promise
    form: type[forms.StepForm]
    act: type_of_act


STEPS = {
    "freeze": Step(
        _(
            "The data of the cut-off date are kept as they stand; later changes of the matrix do not "
            "touch them."
        ),
        _("The report is frozen and in the hands of the Member Countries."),
        forms.FreezeForm,
        actions.freeze,
    ),
    "take_back": Step(
        _("The report can be written again, and follows the matrix. The copy that was sent is kept."),
        _("The report is being written again."),
        forms.NoteForm,
        actions.take_back,
    ),
    "present": Step(
        _("From now on its texts stand; what has to be mended is a corrigendum."),
        _("The presentation to the RCGM is recorded."),
        forms.PresentForm,
        actions.present,
    ),
    "inform": Step(
        _("The presidency informs the Vice-Ministerial Meeting (§4.2)."),
        _("It is recorded that the Vice-Ministerial Meeting was informed."),
        forms.InformForm,
        actions.inform,
    ),
    "publish": Step(
        _("Everybody can read it from then on, as far as each row is public."),
        _("The report is published."),
        forms.PublishForm,
        actions.publish,
    ),
}


def load_report(request: HttpRequest, label: str) -> Report:
    """Return a report that the reader may see."""
    seen = Report.objects.visible_to(request.user).select_related("plan__parameters", "presidency__country")
    report: Report = get_object_or_404(seen, label=label)
    return report


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """The reports that a reader may see, the latest first."""
    return render(request, "reports/index.html", {"page": index_page(request.user)})


@require_safe
def report(request: HttpRequest, label: str) -> HttpResponse:
    """The report of a year."""
    page = report_page(load_report(request, label), request.user)
    return _shown(request, page)


@require_safe
def copy(request: HttpRequest, label: str, number: int) -> HttpResponse:
    """One of its frozen copies, as it was made."""
    found, kept = load_copy(request, label, number)
    return _shown(request, report_page(found, request.user, copy=kept))


def load_copy(request: HttpRequest, label: str, number: int) -> tuple[Report, Frozen]:
    """Return a report with one of its copies; while it is written again, those who steer know of them."""
    found = load_report(request, label)
    kept: Frozen = get_object_or_404(found.copies, number=number)
    if found.draft and access.why_not_begin(request.user):
        raise Http404
    return found, kept


def _shown(request: HttpRequest, page: Page) -> HttpResponse:
    context = {"page": page, "told": page.told, "print_line": page.line, "site": files.site_of(request)}
    return render(request, "reports/report.html", context)


@require_safe
def report_file(request: HttpRequest, label: str, suffix: str) -> HttpResponse:
    """The report as Word, PDF, comma-separated values or JSON, as far as the reader may see."""
    found = load_report(request, label)
    return files.answer(request, read_telling(found, request.user), suffix, found.label)


@require_safe
def copy_file(request: HttpRequest, label: str, number: int, suffix: str) -> HttpResponse:
    """One of its copies as a file, as it was made and as far as the reader may see."""
    found, kept = load_copy(request, label, number)
    told = read_telling(found, request.user, copy=kept)
    return files.answer(request, told, suffix, found.label)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: SignedInRequest) -> HttpResponse:
    """Begin the report of a presidency."""
    if reason := access.why_not_begin(request.user):
        return refusal(request, reason)
    plan, term = Document.objects.the_plan(), request.POST.get("presidency", "")
    if term.isdecimal() and (known := Report.objects.filter(presidency=int(term)).first()):
        return redirect("reports:report", known.label)  # it was clicked twice
    form = forms.BeginForm(sent(request), plan=plan)
    if plan is not None and form.is_valid():
        term = form.cleaned_data["presidency"]
        try:
            made = actions.begin(
                plan, presidency=term, label=term.label, cut_off=form.cleaned_data["cut_off"], by=request.user
            )
        except ValidationError as error:
            form.add_error(None if "cut_off" not in error.message_dict else "cut_off", error.messages)
        else:
            messages.success(request, str(_("The report is composed.")))
            return redirect("reports:report", made.label)
    return render(request, "reports/begin.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: SignedInRequest, label: str, part: str) -> HttpResponse:
    """Write the balance, or the recommendations; two people at once lose nothing."""
    found = load_report(request, label)
    if reason := access.why_not_write(request.user, found):
        return refusal(request, reason, status=Refused(reason).status)
    text: ReportText = get_object_or_404(found.texts, part=part)
    form = forms.TextForm(sent(request), instance=text)
    clashes: tuple[Any, ...] = ()
    if form.is_valid():
        text.refresh_from_db()
        settled = settle(form, form.cleaned_data)
        try:
            actions.write(text, changes=settled.changes, base=settled.base, by=request.user)
        except Conflict as conflict:
            clashes = tuple(in_words(form, clash) for clash in conflict.clashes)
        else:
            messages.success(request, str(_("The text is saved.")))
            return redirect("reports:report", found.label)
    about = {"text": text, "clashes": clashes, "told": read_telling(found, request.user)}
    status = 412 if clashes else 422 if form.errors else 200
    return render(request, "reports/write.html", {"form": form, "report": found, **about}, status=status)


def in_words(form: forms.TextForm, clash: Clash) -> Any:
    """Put a clash in words: these texts are their own words."""
    return spoken(form, clash, base=clash.base, theirs=clash.theirs, mine=clash.mine)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: SignedInRequest, label: str, verb: str) -> HttpResponse:
    """Take the report along one step."""
    found = load_report(request, label)
    if request.method == "POST" and REPORT.taken(verb, request.user, found):
        return redirect("reports:report", found.label)  # it was clicked twice
    if reason := REPORT.why_not(verb, request.user, found):
        return refusal(request, reason, status=Refused(reason).status)
    form = STEPS[verb].form(sent(request), report=found, user=request.user)
    beside = _beside(found, form)
    if form.is_valid() and _taken(form, verb, found, request.user):
        messages.success(request, str(STEPS[verb].done))
        return redirect("reports:report", found.label)
    context = {"form": form, "report": found, "title": REPORT.steps[verb].label, "about": STEPS[verb].about}
    return render(request, "reports/step.html", context | beside, status=422 if form.errors else 200)


def _beside(report: Report, form: forms.StepForm) -> dict[str, Any]:
    """Return what is missing before the data are frozen: nothing of it is asked where nothing is."""
    if not isinstance(form, forms.FreezeForm):
        return {}
    facts, texts = facts_and_texts(report)
    lags = lags_of(report, facts, texts)
    form.ask_only_if(lags)
    return {"lags": lags, "unwritten": unwritten_parts(report, texts)}


def _taken(form: forms.StepForm, verb: str, report: Report, by: User) -> bool:
    """Take a step, or put beside the form what refused it."""
    try:
        STEPS[verb].act(report, by=by, **form.cleaned_data)
    except ValidationError as error:
        for name, problems in error.message_dict.items():
            form.add_error(name if name in form.fields else None, problems)
    return not form.errors


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: SignedInRequest, label: str) -> HttpResponse:
    """Record a corrigendum: old, new, reason, date."""
    found = load_report(request, label)
    if reason := access.why_not_correct(request.user, found):
        return refusal(request, reason, status=Refused(reason).status)
    first = {name: request.GET.get(name, "") for name in forms.CorrigendumForm.base_fields}
    form = forms.CorrigendumForm(sent(request), report=found, initial=first)
    if form.is_valid():
        names = ("code", "field", "new", "reason_es", "reason_en")
        try:
            actions.correct(found, by=request.user, **{name: form.cleaned_data[name] for name in names})
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, str(_("The corrigendum is recorded.")))
            return redirect(f"{reverse('reports:report', args=[found.label])}#corrigenda")
    page = report_page(found, request.user, compare=True)
    return render(
        request, "reports/correct.html", {"form": form, "page": page}, status=422 if form.errors else 200
    )
