"""«Cierre y siguiente plan», its table as files, the closing itself and the draft of the next plan."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pilares.core.bilingual import reading_language
from pilares.core.http import sent
from pilares.core.kinds import CSV, PDF, WORD, XLSX
from pilares.people.http import SignedInRequest
from pilares.plans.access import why_not_begin_next, why_not_conclude_plan
from pilares.plans.models import Document
from pilares.succession import access, actions
from pilares.succession.exports import table as exports
from pilares.succession.forms.carrying import ConcludeForm, NextForm
from pilares.succession.queries.between import between
from pilares.succession.queries.carrying import Table, carry_over_table
from pilares.succession.queries.closing import closing_page
from pilares.succession.views.loading import ask, done, handed, load_plan, refused

FILES: dict[str, tuple[Callable[[Document, Table], bytes], str]] = {
    "csv": (exports.as_csv, CSV),
    "xlsx": (exports.as_workbook, XLSX),
    "docx": (exports.as_word, WORD),
    "pdf": (exports.as_pdf, PDF),
}
asked_and_sent = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Lead to the plan that ends first: the one in force, or the one that concluded last."""
    plan = Document.objects.the_plan()
    if plan is None:
        raise Http404
    return redirect("succession:closing", load_plan(request, plan.period).period)


@require_safe
def closing(request: HttpRequest, period: str) -> HttpResponse:
    """The end of a plan: what goes on, what is reformulated, what is closed."""
    page = closing_page(load_plan(request, period), request.user)
    return render(request, "succession/closing.html", {"page": page})


@require_safe
def table_file(request: HttpRequest, period: str, suffix: str) -> HttpResponse:
    """The carry-over table as a file."""
    plan = load_plan(request, period)
    if reason := access.why_not_read(request.user):
        return refused(request, reason)
    if suffix not in FILES:
        raise Http404
    write, kind = FILES[suffix]
    what = _("closing")
    content = write(plan, carry_over_table(plan, request.user))
    return handed(content, kind, f"pilares-{what}-{plan.period}.{suffix}")


@login_required
@asked_and_sent
def conclude(request: SignedInRequest, period: str) -> HttpResponse:
    """Close the plan by a decision of the Vice-Ministerial Meeting."""
    plan = load_plan(request, period)
    if plan.concluded_at and request.method == "POST" and request.user.standing.secretariat:
        return redirect("succession:closing", period)  # it was clicked twice
    if reason := why_not_conclude_plan(request.user, plan):
        return refused(request, reason)
    form = ConcludeForm(sent(request), plan=plan, user=request.user)
    if done(form, lambda: actions.conclude(plan, decision=form.cleaned_data["decision"], by=request.user)):
        messages.success(request, _("The plan is closed. It stays where it was, to be read."))
        return redirect("succession:closing", period)
    return ask(request, "conclude", form, plan=plan, table=carry_over_table(plan, request.user))


@require_safe
def compare(request: HttpRequest, period: str) -> HttpResponse:
    """The plan beside the one that follows it: the text section by section, and each activity."""
    plan = load_plan(request, period)
    following = plan.successors.visible_to(request.user).first()
    if following is None:
        raise Http404
    context = {
        "page": between(plan, following, request.user, reading_language()),
        "plan": plan,
        "print_line": _("%(after)s beside %(before)s") % {"after": following.title, "before": plan.title},
    }
    return render(request, "succession/compare.html", context)


@login_required
@asked_and_sent
def begin_next(request: SignedInRequest, period: str) -> HttpResponse:
    """Begin the draft of the next plan; every number is typed by a person."""
    plan = load_plan(request, period)
    if reason := why_not_begin_next(request.user, plan):
        return refused(request, reason)
    form = NextForm(sent(request), plan=plan)
    if done(form, lambda: actions.begin_next(plan, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The draft of the next plan is begun."))
        return redirect("succession:closing", period)
    return ask(request, "next", form, plan=plan)
