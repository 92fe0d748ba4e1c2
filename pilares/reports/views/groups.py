"""The groups' reports to the RCGM: read as far as one may, written by the lead and the group (§3.10 b)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from pilares.core.access import Reason, Refused
from pilares.core.bilingual import Language
from pilares.core.conflicts import settle, spoken
from pilares.core.edits import Conflict
from pilares.core.http import refusal, sent
from pilares.people.http import SignedInRequest
from pilares.people.models import Body, User
from pilares.plans.models import Document
from pilares.reports import access, actions
from pilares.reports.forms import annual, groups
from pilares.reports.models import GroupReport, GroupReportCopy, GroupReportText
from pilares.reports.queries.group_pages import group_report_page, group_reports_page
from pilares.reports.queries.group_reading import group_facts_and_texts, read_group_telling
from pilares.reports.queries.lagging import lags_of
from pilares.reports.queries.shelves import group_report_url
from pilares.reports.views import files
from pilares.reports.workflow import GROUP_REPORT

asked_and_sent = require_http_methods(["GET", "HEAD", "POST"])
type_of_act = Callable[..., Any]


@dataclass(frozen=True)
class GroupStep:
    """One step: its name, what it says, what it asks, what it does, and who may not."""

    title: str | Promise
    about: str | Promise
    done: str | Promise
    form: Callable[..., Any]
    act: type_of_act
    why_not: Callable[[Any, GroupReport], Reason | None]


def _of(verb: str) -> Callable[[Any, GroupReport], Reason | None]:
    """Return the check of one step of the workflow."""
    return lambda user, report: GROUP_REPORT.why_not(verb, user, report)


STEPS = {
    "consult": GroupStep(
        GROUP_REPORT.steps["consult"].label,
        _(
            "The data are fixed as they stand today, and the group reads what will be presented. "
            "The texts can still be written."
        ),
        _("The report is in consultation in the group."),
        annual.FreezeForm,
        actions.consult,
        _of("consult"),
    ),
    "take_back": GroupStep(
        GROUP_REPORT.steps["take_back"].label,
        _("The report follows the matrix again. The copy that was consulted is kept."),
        _("The report is being written again."),
        annual.NoteForm,
        actions.take_back_group_report,
        _of("take_back"),
    ),
    "present": GroupStep(
        GROUP_REPORT.steps["present"].label,
        _(
            "The report is frozen, with its data and its texts. The same record answers the plan's rule "
            "that groups report to the RCGM (§3.10 b)."
        ),
        _("The presentation to the RCGM is recorded."),
        groups.PresentGroupReportForm,
        actions.present_group_report,
        _of("present"),
    ),
    "open": GroupStep(
        _("Set who may read it"),
        _("The Member Countries read it. Others do so only if the group decides it."),
        _("It is recorded who may read the report."),
        groups.OpenForm,
        actions.open_group_report,
        access.why_not_open_group_report,
    ),
}


def load_group(slug: str) -> Body:
    """Return a working group, standing or ad hoc, by its slug in either language."""
    named = Q(slug_es=slug) | Q(slug_en=slug)
    return get_object_or_404(Body, named, kind__in=(Body.Kind.GROUP, Body.Kind.AD_HOC))


def load(request: HttpRequest, slug: str, label: str) -> GroupReport:
    """Return a group's report that the reader may see."""
    group = load_group(slug)
    year, _dash, number = label.partition("-")
    occasions = [*GroupReport.Occasion.values]
    if not (year.isdigit() and len(year) == 4 and number in {"1", "2"}):
        raise Http404
    seen = GroupReport.objects.visible_to(request.user).select_related(
        "plan__parameters", "group", "meeting__body"
    )
    where = {"group": group, "year": int(year), "occasion": occasions[int(number) - 1]}
    return get_object_or_404(seen, **where)


def place(request: HttpRequest, name: str, group: Body, *more: object) -> None:
    """Say where this page is in each language: a group's slug differs."""
    found = {}
    for language in Language.values:
        with override(language):
            found[language] = reverse(f"reports:{name}", args=[group.slug, *more])
    request.alternates = found  # type: ignore[attr-defined]


@require_safe
def group_reports(request: HttpRequest, slug: str) -> HttpResponse:
    """The reports of a group that the reader may see."""
    group = load_group(slug)
    place(request, "group_reports", group)
    return render(request, "reports/groups/list.html", {"page": group_reports_page(group, request.user)})


@require_safe
def group_report(request: HttpRequest, slug: str, label: str) -> HttpResponse:
    """A group's report for one presentation."""
    found = load(request, slug, label)
    place(request, "group_report", found.group, label)
    return _shown(request, found)


@require_safe
def copy(request: HttpRequest, slug: str, label: str, number: int) -> HttpResponse:
    """One of its copies, as it was made."""
    found, kept = load_copy(request, slug, label, number)
    place(request, "group_copy", found.group, label, number)
    return _shown(request, found, copy=kept)


def load_copy(
    request: HttpRequest, slug: str, label: str, number: int
) -> tuple[GroupReport, GroupReportCopy]:
    """Return a group's report with one of its copies; until it is presented, those who write it know them."""
    found = load(request, slug, label)
    kept: GroupReportCopy = get_object_or_404(found.copies, number=number)
    presented = found.status == GroupReport.Status.PRESENTED
    if not presented and access.why_not_begin_group_report(request.user, found.group):
        raise Http404
    return found, kept


def _shown(request: HttpRequest, found: GroupReport, **which: Any) -> HttpResponse:
    page = group_report_page(found, request.user, **which)
    context = {"page": page, "told": page.told, "print_line": page.line, "site": files.site_of(request)}
    return render(request, "reports/groups/report.html", context)


@require_safe
def group_file(request: HttpRequest, slug: str, label: str, suffix: str) -> HttpResponse:
    """The report as Word, PDF, comma-separated values or JSON, as far as the reader may see."""
    found = load(request, slug, label)
    told = read_group_telling(found, request.user)
    return files.answer(request, told, suffix, f"{found.group.slug}-{label}")


@require_safe
def copy_file(request: HttpRequest, slug: str, label: str, number: int, suffix: str) -> HttpResponse:
    """One of its copies as a file, as it was made and as far as the reader may see."""
    found, kept = load_copy(request, slug, label, number)
    told = read_group_telling(found, request.user, copy=kept)
    return files.answer(request, told, suffix, f"{found.group.slug}-{label}")


@login_required
@asked_and_sent
def begin(request: SignedInRequest, slug: str) -> HttpResponse:
    """Begin the report of a group."""
    group, plan = load_group(slug), Document.objects.the_plan()
    if reason := access.why_not_begin_group_report(request.user, group):
        return refusal(request, reason)
    if plan is None:
        raise Http404
    place(request, "group_begin", group)
    form = groups.GroupReportForm(sent(request), plan=plan, group=group, user=request.user)
    if form.is_valid():
        made = _tried(form, actions.begin_group_report, plan, group=group, by=request.user)
        if made is not None:
            messages.success(request, str(_("The report is composed.")))
            return redirect(group_report_url(made))
    context = {"form": form, "group": group}
    return render(request, "reports/groups/begin.html", context, status=422 if form.errors else 200)


def _tried(form: django_forms.Form, act: type_of_act, *args: Any, **more: Any) -> Any:
    """Do what a form asks, or put beside its fields what refused it."""
    try:
        return act(*args, **more, **form.cleaned_data)
    except ValidationError as error:
        for name, problems in error.message_dict.items():
            form.add_error(name if name in form.fields else None, problems)
    return None


@login_required
@asked_and_sent
def write(request: SignedInRequest, slug: str, label: str, part: str) -> HttpResponse:
    """Write the balance, or what is asked of the RCGM; two people at once lose nothing."""
    found = load(request, slug, label)
    if reason := access.why_not_write_group_report(request.user, found):
        return refusal(request, reason, status=Refused(reason).status)
    text: GroupReportText = get_object_or_404(found.texts, part=part)
    place(request, "group_write", found.group, label, part)
    form = groups.GroupTextForm(sent(request), instance=text)
    clashes: tuple[Any, ...] = ()
    if form.is_valid():
        clashes = _clashes(form, text, request.user)
        if not clashes:
            messages.success(request, str(_("The text is saved.")))
            return redirect(group_report_url(found))
    context = {"form": form, "report": found, "text": text, "clashes": clashes}
    status = 412 if clashes else 422 if form.errors else 200
    return render(request, "reports/groups/write.html", context, status=status)


def _clashes(form: groups.GroupTextForm, text: GroupReportText, by: User) -> tuple[Any, ...]:
    """Write the text; return what both changed, in their own words, where somebody else was first."""
    text.refresh_from_db()
    settled = settle(form, form.cleaned_data)
    try:
        actions.write_group_report(text, changes=settled.changes, base=settled.base, by=by)
    except Conflict as conflict:
        return tuple(
            spoken(form, clash, base=clash.base, theirs=clash.theirs, mine=clash.mine)
            for clash in conflict.clashes
        )
    return ()


@login_required
@asked_and_sent
def step(request: SignedInRequest, slug: str, label: str, verb: str) -> HttpResponse:
    """Take the report along one step, or open it as the group decided."""
    found, asked = load(request, slug, label), STEPS[verb]
    if _clicked_twice(request, verb, found):
        return redirect(group_report_url(found))
    if reason := asked.why_not(request.user, found):
        return refusal(request, reason, status=Refused(reason).status)
    place(request, f"group_{verb}", found.group, label)
    form = asked.form(sent(request), report=found, user=request.user)
    beside = _beside(found, form)
    if form.is_valid() and _tried(form, asked.act, found, by=request.user) is not None:
        messages.success(request, str(asked.done))
        return redirect(group_report_url(found))
    context = {"form": form, "report": found, "title": asked.title, "about": asked.about}
    return render(request, "reports/groups/step.html", context | beside, status=422 if form.errors else 200)


def _clicked_twice(request: SignedInRequest, verb: str, report: GroupReport) -> bool:
    """Whether a step of its way was taken already, by a first press."""
    step = request.method == "POST" and verb in GROUP_REPORT.steps
    return step and GROUP_REPORT.taken(verb, request.user, report)


def _beside(report: GroupReport, form: Any) -> dict[str, Any]:
    """Return the English texts that lag, before the data are fixed; nothing is asked where none does."""
    if not isinstance(form, annual.FreezeForm):
        return {}
    lags = lags_of(report, *group_facts_and_texts(report))
    form.ask_only_if(lags)
    return {"lags": lags}


@login_required
@asked_and_sent
def correct(request: SignedInRequest, slug: str, label: str) -> HttpResponse:
    """Record a corrigendum: old, new, reason, date."""
    found = load(request, slug, label)
    if reason := access.why_not_correct_group_report(request.user, found):
        return refusal(request, reason, status=Refused(reason).status)
    place(request, "group_correct", found.group, label)
    form = annual.CorrigendumForm(sent(request), report=found)
    if form.is_valid():
        kept = ("code", "field", "new", "reason_es", "reason_en")
        form.cleaned_data = {name: form.cleaned_data[name] for name in kept}
        if _tried(form, actions.correct, found, by=request.user) is not None:
            messages.success(request, str(_("The corrigendum is recorded.")))
            return redirect(f"{group_report_url(found)}#corrigenda")
    context = {"form": form, "report": found}
    return render(request, "reports/groups/correct.html", context, status=422 if form.errors else 200)
