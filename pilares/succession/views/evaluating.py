"""The evaluation: read as far as one may, written by several people, taken along its steps."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pilares.core.http import sent
from pilares.core.kinds import PDF, WORD, XLSX
from pilares.people.http import SignedInRequest
from pilares.plans.models import Weakness
from pilares.succession import access, actions
from pilares.succession.exports import evaluation as exports
from pilares.succession.exports.evaluation_sheets import as_workbook
from pilares.succession.forms import evaluating as forms
from pilares.succession.models import Evaluation, EvaluationText, Evidence
from pilares.succession.models.evaluating import Criterion
from pilares.succession.queries.carrying import carry_over_table
from pilares.succession.queries.evaluating import EvaluationPage, evaluation_page
from pilares.succession.views.loading import Then, ask, done, handed, load_plan, refused, writing
from pilares.succession.workflow import EVALUATION

asked_and_sent = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Step:
    """One step: what it says, what it asks, what it does."""

    about: str | Promise
    done: str | Promise
    form: type[forms.StepForm]
    act: Callable[..., Any]


STEPS = {
    "send": Step(
        gettext_lazy("The Member Countries read it from now on; its texts can still be written."),
        gettext_lazy("The evaluation is in the hands of the Member Countries."),
        forms.StepForm,
        actions.send,
    ),
    "take_back": Step(
        gettext_lazy("It is a draft again: only the presidency and the Secretariat read it."),
        gettext_lazy("The evaluation is a draft again."),
        forms.NoteForm,
        actions.take_back,
    ),
    "present": Step(
        gettext_lazy("From now on its texts stand as they were presented."),
        gettext_lazy("The presentation to the RCGM is recorded."),
        forms.PresentForm,
        actions.present,
    ),
    "publish": Step(
        gettext_lazy("Publishing is an explicit act: choose how far it reaches."),
        gettext_lazy("The evaluation is published."),
        forms.PublishForm,
        actions.publish,
    ),
}


def load_evaluation(request: HttpRequest, period: str) -> Evaluation:
    """Return the evaluation of a plan that the reader may see."""
    seen = Evaluation.objects.visible_to(request.user).select_related("plan")
    found: Evaluation = get_object_or_404(seen, plan=load_plan(request, period))
    return found


@require_safe
def evaluation(request: HttpRequest, period: str) -> HttpResponse:
    """The evaluation of a plan by six criteria."""
    page = evaluation_page(load_evaluation(request, period), request.user)
    return render(request, "succession/evaluation.html", {"page": page})


def _workbook(page: EvaluationPage, request: HttpRequest) -> bytes:
    """Return the workbook, with where the unfinished goes for those who read that table."""
    plan, site = page.evaluation.plan, request.build_absolute_uri("/").rstrip("/")
    reads = access.why_not_read(request.user) is None
    return as_workbook(page, carry_over_table(plan, request.user) if reads else None, site=site)


FILES: dict[str, tuple[Callable[[EvaluationPage, HttpRequest], bytes], str]] = {
    "docx": (lambda page, _request: exports.as_word(page), WORD),
    "pdf": (lambda page, _request: exports.as_pdf(page), PDF),
    "xlsx": (_workbook, XLSX),
}


@require_safe
def paper(request: HttpRequest, period: str, suffix: str) -> HttpResponse:
    """The evaluation as Word, PDF or a workbook, as far as the reader may see."""
    found = load_evaluation(request, period)
    if suffix not in FILES:
        raise Http404
    write, kind = FILES[suffix]
    what = _("evaluation")
    content = write(evaluation_page(found, request.user), request)
    return handed(content, kind, f"pilares-{what}-{found.plan.period}.{suffix}")


@login_required
@require_POST
def begin(request: SignedInRequest, period: str) -> HttpResponse:
    """Begin the evaluation; begun already, lead to it."""
    plan = load_plan(request, period)
    if reason := access.why_not_begin_evaluation(request.user):
        return refused(request, reason)
    actions.begin_evaluation(plan, by=request.user)
    return redirect("succession:evaluation", period)


@login_required
@asked_and_sent
def write(request: SignedInRequest, period: str, kind: str, about: str) -> HttpResponse:
    """Write one of its texts; two people at once lose nothing."""
    found = load_evaluation(request, period)
    if reason := access.why_not_write(request.user, found):
        return refused(request, reason)
    text = get_object_or_404(found.texts, kind=kind, about="" if about == "-" else about)
    title, quoted = _named(text)
    return writing(
        request,
        lambda data: forms.TextForm(data, instance=EvaluationText.objects.get(pk=text.pk)),
        partial(actions.write, text, by=request.user),
        said=_("The text is saved."),
        plan=found.plan,
        title=title,
        quoted=quoted,
        up="evaluation",
        place=text.about or "terms",
        then=_next_empty(text),
    )


def _next_empty(text: EvaluationText) -> Then | None:
    """Return the next text of the same kind that nobody has written, in the order of the page."""
    same = list(text.evaluation.texts.filter(kind=text.kind))
    order = [*Criterion.values, *sorted({one.about for one in same} - set(Criterion.values))]
    empty = [one for one in same if one.pk != text.pk and not (one.text_es or one.text_en)]
    left = sorted(empty, key=lambda one: order.index(one.about))
    after = [one for one in left if order.index(one.about) > order.index(text.about)]
    found = next(iter(after or left), None)
    if found is None:
        return None
    url = reverse("succession:write", args=[text.evaluation.plan.period, found.kind, found.about or "-"])
    return Then(_named(found)[0], url)


def _named(text: EvaluationText) -> tuple[str, Any]:
    """Return what a text is called, and the weakness that it answers, verbatim."""
    if text.kind == EvaluationText.Kind.WEAKNESS:
        row = Weakness.objects.filter(plan=text.evaluation.plan_id, letter=text.about).first()
        return _("Weakness %(letter)s) at the end of the plan") % {"letter": text.about}, row and row.text
    kind = str(text.get_kind_display())
    return (f"{Criterion(text.about).label} · {kind}" if text.about else kind), None


@login_required
@asked_and_sent
def add_evidence(request: SignedInRequest, period: str, criterion: str) -> HttpResponse:
    """Put a piece of frozen evidence beside a criterion."""
    found = load_evaluation(request, period)
    if criterion not in Criterion.values:
        raise Http404
    if reason := access.why_not_write(request.user, found):
        return refused(request, reason)
    form = forms.EvidenceForm(sent(request), user=request.user, evaluation=found)
    act = partial(actions.add_evidence, found, criterion=criterion, by=request.user)
    if done(form, lambda: act(**form.cleaned_data)):
        messages.success(request, _("The evidence is linked."))
        return redirect(f"{reverse('succession:evaluation', args=[period])}#{criterion}")
    named = {"title": _("Link evidence"), "about": Criterion(criterion).label}
    return ask(request, "step", form, plan=found.plan, **named)


@login_required
@require_POST
def remove_evidence(request: SignedInRequest, period: str, pk: int) -> HttpResponse:
    """Take a piece of evidence away."""
    found = load_evaluation(request, period)
    evidence: Evidence = get_object_or_404(found.evidence, pk=pk)
    if reason := access.why_not_write(request.user, found):
        return refused(request, reason)
    actions.remove_evidence(evidence, by=request.user)
    messages.success(request, _("The evidence is taken away."))
    return redirect(f"{reverse('succession:evaluation', args=[period])}#{evidence.criterion}")


@login_required
@asked_and_sent
def step(request: SignedInRequest, period: str, verb: str) -> HttpResponse:
    """Take the evaluation along one step."""
    found = load_evaluation(request, period)
    if request.method == "POST" and EVALUATION.taken(verb, request.user, found):
        return redirect("succession:evaluation", period)  # it was clicked twice
    if reason := EVALUATION.why_not(verb, request.user, found):
        return refused(request, reason)
    taking = STEPS[verb]
    form = taking.form(sent(request), user=request.user)
    if done(form, lambda: taking.act(found, by=request.user, **form.cleaned_data)):
        messages.success(request, str(taking.done))
        return redirect("succession:evaluation", period)
    named = {"title": EVALUATION.steps[verb].label, "about": taking.about}
    return ask(request, "step", form, plan=found.plan, **named)
