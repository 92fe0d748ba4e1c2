"""How the plan's own rules stand: a year, a body in a year, an explanation, a record, and the files (M23)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pilares.compliance import access, actions, exports
from pilares.compliance.forms import ExplanationForm, PresentationForm
from pilares.compliance.models import Explanation, Presentation
from pilares.compliance.queries import Facts, Line, every_line, judge, read_facts
from pilares.compliance.queries.pages import body_page, year_page
from pilares.compliance.queries.table import PRESENTED, RULES
from pilares.compliance.queries.weaknesses import weaknesses_page
from pilares.compliance.queries.words import AS_OF
from pilares.compliance.queries.years import Year, plan_of_year, year_asking
from pilares.core.access import Reason
from pilares.core.bilingual import Language
from pilares.core.conflicts import spoken, typed_base
from pilares.core.edits import Conflict
from pilares.core.http import refusal, sent
from pilares.core.pages import past_day
from pilares.people.http import SignedInRequest
from pilares.people.models import Body
from pilares.plans.models import Document

asked_and_sent = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Asked:
    """What an address of compliance asks for."""

    facts: Facts
    year: Year
    #: why the day that was asked for cannot be shown, and today is
    unshown: str = ""

    @property
    def plan(self) -> Document:
        """The plan whose rules they are."""
        return self.facts.plan


def for_members(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Keep a page to members: a visitor is asked to sign in, and others are told why not."""

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if (reason := access.why_not_read_compliance(request.user)) is not None:
            return refusal(request, reason)
        return view(request, *args, **kwargs)

    return guarded


def shared(asked: Asked) -> dict[str, Any]:
    """Return what every page of answers says of the plan, of the setting and of the day."""
    plan, soon = asked.plan, asked.facts.now.soon.days
    return {"plan": plan, "plan_version": plan.shown_version, "soon_days": soon, "unshown": asked.unshown}


def load(request: HttpRequest, number: int | None = None) -> Asked:
    """Return the facts for the day asked for, and the year; 404 for a year that the plan does not have."""
    typed = next((request.GET[name] for name in AS_OF if name in request.GET), "")
    day, unshown = past_day(typed)
    plan = plan_of_year(request.GET.get("plan", ""), number, request.user, day)
    if plan is None:
        raise Http404
    facts = read_facts(plan, request.user, day)
    if number is None:
        latest, today = facts.years[-1], facts.now.as_of.year
        near = facts.year(max(min(today, latest.number), facts.years[0].number)) or latest
        return Asked(facts, near, unshown)
    year = facts.year(number)
    if year is None:
        raise Http404
    return Asked(facts, year, unshown)


def load_body(asked: Asked, slug: str) -> Body:
    """Return a group or an organ that the text binds, by its slug in either language."""
    found = next((b for b in asked.facts.bodies if slug in {b.slug_es, b.slug_en}), None)
    if found is None:
        raise Http404
    return found


def load_line(asked: Asked, slug: str, code: str) -> Line:
    """Return one answer by its body and its rule."""
    body = load_body(asked, slug)
    rule = next((r for r in RULES if r.code == code and r.binds(body)), None)
    if rule is None:
        raise Http404
    return judge(rule, asked.facts, body, asked.year)


def place_in(request: HttpRequest, name: str, body: Body, year: Year, **more: str) -> None:
    """Say where this page is in each language."""
    found = {}
    for language in Language.values:
        with override(language):
            slug = body.slug_es if language == "es" else body.slug_en
            found[language] = reverse(name, kwargs={"year": year.number, "slug": slug, **more}) + year.asking
    request.alternates = found  # type: ignore[attr-defined]


@require_safe
@for_members
def overview(request: HttpRequest) -> HttpResponse:
    """The rules of this year."""
    return _year(request, load(request))


@require_safe
@for_members
def year(request: HttpRequest, year: int) -> HttpResponse:
    """The rules of a year, for every group and organ."""
    return _year(request, load(request, year))


def _year(request: HttpRequest, asked: Asked) -> HttpResponse:
    context = {"page": year_page(asked.facts, asked.year), **shared(asked)}
    return render(request, "compliance/year.html", context)


@require_safe
@for_members
def body(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """The rules of one group or organ in a year, with what each answer rests on."""
    asked = load(request, year)
    found = load_body(asked, slug)
    place_in(request, "compliance:body", found, asked.year)
    page = body_page(asked.facts, found, asked.year)
    steers = access.why_not_explain(request.user) is None
    return render(request, "compliance/body.html", {"page": page, "steers": steers, **shared(asked)})


@require_safe
@for_members
def export(request: HttpRequest, suffix: str, year: int | None = None) -> HttpResponse:
    """The answers of a year, or of every year of the plan, as a file."""
    if suffix not in exports.FILES:
        raise Http404
    asked = load(request, year)
    write, kind = exports.FILES[suffix]
    years = (asked.year,) if year else asked.facts.years
    response = HttpResponse(write(asked.facts, tuple(every_line(asked.facts, years))), content_type=kind)
    what = _("compliance")
    name = f"pilares-{what}-{year or asked.plan.period}-{asked.facts.now.as_of:%Y-%m-%d}.{suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
@for_members
def weaknesses(request: HttpRequest) -> HttpResponse:
    """The thirteen weaknesses of 2017, with what answers each today (§3.1, M20)."""
    asked = load(request)
    context = {"page": weaknesses_page(asked.facts), **shared(asked)}
    return render(request, "compliance/weaknesses.html", context)


@login_required
@asked_and_sent
def explain(request: SignedInRequest, year: int, slug: str, code: str) -> HttpResponse:
    """Why an answer is as it is, in the presidency's words; two people never lose a word (AC-10)."""
    if (reason := access.why_not_explain(request.user)) is not None:
        return refusal(request, reason)
    asked = load(request, year)
    line = load_line(asked, slug, code)
    place_in(request, "compliance:explain", line.body, asked.year, code=code)
    row = line.explanation or Explanation(plan=asked.plan, rule=code, body=line.body, year=year)
    opened = ExplanationForm(instance=row).texts()
    form = ExplanationForm(sent(request), instance=row)
    if not form.is_valid():
        return _ask(request, line, form, base=typed_base(form) or opened)
    settled = form.settle()
    try:
        actions.explain(asked.plan, rule=code, body=line.body, year=year, by=request.user, **vars(settled))
    except Conflict as conflict:
        return _ask_which(request, line, form, conflict)
    messages.success(request, _("The explanation is saved."))
    return redirect(line.url)


def _ask(request: SignedInRequest, line: Line, form: ExplanationForm, **more: Any) -> HttpResponse:
    status = more.pop("status", 0) or (422 if form.errors else 200)
    context = {"line": line, "form": form, **more}
    return render(request, "compliance/explain.html", context, status=status)


def _ask_which(
    request: SignedInRequest, line: Line, form: ExplanationForm, conflict: Conflict
) -> HttpResponse:
    """Show what both started from, what the other saved and what this person wrote (AC-10)."""
    clashes = [
        spoken(
            form, clash, **{name: getattr(clash, name) or _("nothing") for name in ("base", "theirs", "mine")}
        )
        for clash in conflict.clashes
    ]
    base = typed_base(form) | {clash.field: clash.theirs for clash in conflict.clashes}
    return _ask(request, line, form, status=412, clashes=clashes, base=base, problem=True)


@login_required
@asked_and_sent
def record(request: SignedInRequest, year: int, slug: str, code: str) -> HttpResponse:
    """That a report or a review was put before its organ, as the Secretariat records it (§3.10 b, §4.2)."""
    if (reason := access.why_not_record_presentation(request.user)) is not None:
        return refusal(request, reason)
    asked = load(request, year)
    line = load_line(asked, slug, code)
    if code not in PRESENTED:
        raise Http404
    place_in(request, "compliance:record", line.body, asked.year, code=code)
    kind, typed = PRESENTED[code], sent(request)
    form = PresentationForm(typed, kind=kind, user=request.user)
    if form.is_valid() and _recorded(request, asked, line, kind, form):
        messages.success(request, _("It is recorded."))
        return redirect(line.url)
    known = asked.facts.presentations.get((kind, line.body.pk), ())
    context = {"line": line, "form": form, "known": [p for p in known if p.year == year]}
    return render(request, "compliance/record.html", context, status=422 if form.errors else 200)


def _recorded(request: SignedInRequest, asked: Asked, line: Line, kind: str, form: PresentationForm) -> bool:
    """Record it, or put each problem beside its field."""
    mine: dict[str, Any] = {"kind": kind, "body": line.body, "year": line.year.number, "by": request.user}
    try:
        actions.record_presentation(asked.plan, **mine, **form.cleaned_data)
    except ValidationError as error:
        for name, problems in error.message_dict.items():
            form.add_error(name if name in form.fields else None, problems)
        return False
    return True


@login_required
@require_POST
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back a record that was wrong."""
    reason: Reason | None = access.why_not_record_presentation(request.user)
    if reason is not None:
        return refusal(request, reason)
    seen = Presentation.objects.visible_to(request.user).select_related("body", "plan")
    found = get_object_or_404(seen, pk=pk)
    actions.withdraw_presentation(found, by=request.user)
    messages.success(request, _("The record was taken back; its trail stays."))
    page = reverse("compliance:body", args=[found.year, found.body.slug])
    return redirect(page + year_asking(found.plan, found.year))
