"""Validating figures: the queue, one by one or several at once, and the figure of a country (E-4)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilares.core.access import Reason, Refused
from pilares.core.forms import add_errors
from pilares.core.http import refusal, sent
from pilares.monitoring import actions
from pilares.monitoring.forms.measuring import FigureForm, NoteForm, ReasonForm
from pilares.monitoring.models import Measurement, Period
from pilares.monitoring.queries.figures import period_to_report, totals_of
from pilares.monitoring.queries.measuring import ask_for, figure_page
from pilares.monitoring.queries.validating import NationalFigure, Queued, queue
from pilares.monitoring.queries.validating import national_figure as read_national
from pilares.monitoring.views.measuring import asked_and_sent
from pilares.monitoring.views.reporters import load_measurement
from pilares.monitoring.workflow import MEASUREMENT
from pilares.people.http import SignedInRequest
from pilares.people.models import Country


def why_not_open_queue(request: SignedInRequest) -> Reason | None:
    """The queue is for those who validate something."""
    standing = request.user.standing
    if standing.steers or standing.focal:
        return None
    return Reason(
        "NOT_VALIDATOR",
        _(
            "The focal point of the country validates its figures; "
            "the presidency or the Secretariat the rest."
        ),
    )


@login_required
@asked_and_sent
def to_validate(request: SignedInRequest) -> HttpResponse:
    """Show what waits; of several chosen, first the check page, then the act."""
    if reason := why_not_open_queue(request):
        return refusal(request, reason)
    page = queue(request.user)
    if request.method != "POST":
        return render(request, "monitoring/measuring/to_validate.html", {"page": page})
    picked = {int(key) for key in request.POST.getlist("figure") if key.isdigit()}
    if chosen := [one for one in page.open if one.line.pk in picked]:
        return judge_several(request, chosen)
    if {"confirm", "confirm_return"} & request.POST.keys():  # pressed twice, or somebody was quicker
        messages.info(request, _("What you had chosen no longer waits for validation."))
        return redirect("monitoring:to_validate")
    context = {"page": page, "problem": True}
    return render(request, "monitoring/measuring/to_validate.html", context, status=422)


def judge_several(request: SignedInRequest, chosen: list[Queued]) -> HttpResponse:
    """Check what was chosen, then validate it or return it with one reason."""
    keys = [one.line.pk for one in chosen]
    if "confirm" in request.POST:
        return validate_several(request, keys)
    if "return" in request.POST or "confirm_return" in request.POST:
        form = ReasonForm(request.POST if "confirm_return" in request.POST else None)
        if form.is_valid():
            return return_several(request, keys, form.cleaned_data["reason"])
        context = {"chosen": chosen, "form": form}
        status = 422 if form.errors else 200
        return render(request, "monitoring/measuring/return_several.html", context, status=status)
    return render(request, "monitoring/measuring/check_several.html", {"chosen": chosen})


def return_several(request: SignedInRequest, keys: list[int], reason: str) -> HttpResponse:
    """Return each with the same reason; what changed meanwhile is left, and named."""
    found = {
        one.pk: one for one in Measurement.objects.filter(pk__in=keys).select_related("period__indicator")
    }
    answers = actions.return_several(found.values(), reason=reason, by=request.user)
    done = sum(1 for refused in answers.values() if refused is None)
    if done:
        said = ngettext(
            "%(n)s figure is returned, and whoever reported it is told.",
            "%(n)s figures are returned, and whoever reported them is told in one letter.",
            done,
        )
        messages.success(request, said % {"n": done})
    for pk, refused in answers.items():
        if refused is not None:
            messages.warning(request, f"{found[pk].period.indicator.code}: {refused.reason}")
    return redirect("monitoring:to_validate")


def validate_several(request: SignedInRequest, keys: list[int]) -> HttpResponse:
    """Validate each; what changed meanwhile is left, and named."""
    done, left = 0, []
    for found in Measurement.objects.filter(pk__in=keys).select_related("period__indicator"):
        try:
            actions.validate(found, by=request.user)
            done += 1
        except Refused as refused:
            left.append(f"{found.period.indicator.code}: {refused.reason}")
    if done:
        said = ngettext("%(n)s figure is validated.", "%(n)s figures are validated.", done)
        messages.success(request, said % {"n": done})
    for words in left:
        messages.warning(request, words)
    return redirect("monitoring:to_validate")


@login_required
@asked_and_sent
def validate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one figure as it will count, and validate it."""
    found, user = load_measurement(request, pk)
    if found.status == Measurement.Status.VALIDATED and found.validated_by_id == user.pk:
        return redirect("monitoring:measurement", pk)  # pressed twice: it is done
    if reason := MEASUREMENT.why_not("validate", user, found):
        return refusal(request, reason)
    if request.method == "POST":
        try:
            actions.validate(found, by=user)
        except Refused as refused:
            return refusal(request, refused.reason)
        messages.success(request, _("The figure is validated and counts from now on."))
        return redirect("monitoring:measurement", pk)
    return render(request, "monitoring/measuring/validate.html", {"page": figure_page(pk, user)})


@login_required
@asked_and_sent
def return_figure(request: SignedInRequest, pk: int) -> HttpResponse:
    """Return a figure with a reason."""
    found, user = load_measurement(request, pk)
    if reason := MEASUREMENT.why_not("return_figure", user, found):
        return refusal(request, reason)
    form = ReasonForm(sent(request))
    if form.is_valid():
        try:
            actions.return_figure(found, reason=form.cleaned_data["reason"], by=user)
        except Refused as refused:
            return refusal(request, refused.reason)
        messages.success(request, _("It is returned, and whoever reported it is told."))
        return redirect("monitoring:to_validate")
    context = {"page": figure_page(pk, user), "form": form}
    status = 422 if form.errors else 200
    return render(request, "monitoring/measuring/return.html", context, status=status)


@login_required
@asked_and_sent
def national_figure(request: SignedInRequest, country: str, period: int) -> HttpResponse:
    """Show what a country's sources say, and let its focal point decide (E-4)."""
    found, code, page = load_national(request, country, period)
    picked, posted = request.POST.get("choice", ""), request.method == "POST"
    third = picked == "third"
    reported = [one for one in totals_of(found) if one.country_id == code]
    ask = ask_for(found, code, request.user, reported)
    form = FigureForm(request.POST if third else None, ask=ask, prefix="third")
    why, note = ReasonForm(request.POST if third else None), NoteForm(sent(request))
    problem = _("Choose one of the figures, or write a third one.") if posted and not third else ""
    if (picked.isdigit() and note.is_valid()) or (third and form.is_valid() and why.is_valid()):
        reason = why.cleaned_data["reason"] if third else note.cleaned_data["note"]
        try:
            return settle(request, found, code, picked, form, reason)
        except Refused as refused:
            problem = str(refused.reason)
        except ValidationError as error:
            add_errors(form, error)
    forms = {"form": form, "why": why, "note": note}
    context = {"page": page, "third": third, "problem": problem, "forms": list(forms.values()), **forms}
    return render(request, "monitoring/measuring/national.html", context, status=422 if posted else 200)


def load_national(request: SignedInRequest, country: str, period: int) -> tuple[Period, str, NationalFigure]:
    """Return the period, the code and the figures of a country, for its focal point alone."""
    code = country.upper()
    found = period_to_report(period)
    if code not in request.user.standing.focal or found is None:
        raise Http404
    name = get_object_or_404(Country, pk=code).name.text
    page = read_national(found, code, name, request.user)
    if not page.sources and not page.history:
        raise Http404
    return found, code, page


def settle(
    request: SignedInRequest, period: Period, code: str, picked: str, form: FigureForm, reason: str
) -> HttpResponse:
    """Do what the focal point decided, and say who is next."""
    kept = actions.settle(
        period=period,
        country=code,
        by=request.user,
        chosen=int(picked) if picked.isdigit() else None,
        third=form.figure() if picked == "third" else None,
        reason=reason,
    )
    messages.success(request, settled_words(kept))
    return redirect("monitoring:measurement", kept.pk)


def settled_words(kept: Measurement) -> str:
    """Say whether the country's figure counts already, or who is next."""
    if kept.status == Measurement.Status.VALIDATED:
        return _("The country's figure is validated. The others are set aside.")
    return _(
        "This is the country's figure. As you entered it, the presidency or the Secretariat validates it."
    )
