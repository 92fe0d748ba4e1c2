"""Reporting a figure: the link of a letter, the form, the check page, and the figure itself (AC-18)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pilares.core import clock
from pilares.core.access import Refused
from pilares.core.edits import Conflict
from pilares.core.forms import add_errors
from pilares.core.http import refusal, sent
from pilares.monitoring import access, actions
from pilares.monitoring.actions.letters import send_link_again
from pilares.monitoring.forms.figure_drafts import Taken, take
from pilares.monitoring.forms.measuring import FigureForm
from pilares.monitoring.models import Indicator, Measurement, Period, Request
from pilares.monitoring.queries.categories import member_countries
from pilares.monitoring.queries.figures import period_to_report, reported_by_country, totals_of
from pilares.monitoring.queries.measuring import ask_for, figure_page, period_lines, slots_for
from pilares.monitoring.views.loading import load_indicator
from pilares.monitoring.views.reporters import grant, load_measurement, load_request, person_or_link
from pilares.people.http import SignedInRequest, note_opening
from pilares.people.models import User

asked_and_sent = require_http_methods(["GET", "HEAD", "POST"])
SAVED_NOW = gettext_lazy("The draft was saved from another device at this very moment. Send yours again.")
OPEN = (Measurement.Status.DRAFT, Measurement.Status.RETURNED)


@asked_and_sent
@never_cache
def report_link(request: HttpRequest, token: str) -> HttpResponse:
    """Open what a letter leads to: the page does nothing by itself, its one button goes on (AC-18)."""
    link = access.read_link(token)
    context: dict[str, Any] = {"link": link}
    if link and not link.over and request.method == "POST":
        grant(request, link)
        return redirect("monitoring:report_request", link.request.pk)
    if link and link.over and request.method == "POST":
        context["again"] = access.serves(link.request, link.user) and send_link_again(link.request, link.user)
        context["asked"] = True
    status = 200 if link and (not link.over or "asked" in context) else 410
    # the settings' referrer policy keeps the address on this site; without any, the button's form is refused
    return render(request, "monitoring/measuring/link.html", context, status=status)


@asked_and_sent
@never_cache
@person_or_link
def report_request(request: HttpRequest, pk: int) -> HttpResponse:
    """Report what was asked for."""
    asked, user = load_request(request, pk)
    if asked.closed:
        return redirect("monitoring:measurement", asked.measurement_id)
    return fill_in(request, user, asked.period, asked.country_id or "", asked=asked)


@login_required
@require_safe
def choose_slot(request: SignedInRequest, code: str) -> HttpResponse:
    """Choose for which period and country a figure is reported; where there is one, go there."""
    indicator = load_indicator(request, code)
    slots, steers = slots_for(indicator, request.user), request.user.standing.steers
    if len(slots) == 1 and not steers:
        return redirect(slot_url(code, slots[0].period, slots[0].country))
    periods = period_lines(indicator) if steers else ()
    context = {"indicator": indicator, "slots": slots, "periods": periods}
    return render(request, "monitoring/measuring/choose.html", context)


@login_required
@asked_and_sent
def report_figure(request: SignedInRequest, code: str, period: int) -> HttpResponse:
    """Report a figure from the indicator's own page."""
    seen, found = Indicator.objects.visible_to(request.user), period_to_report(period)
    if found is None or not seen.filter(pk=found.indicator_id, code=code).exists():
        raise Http404
    country = request.GET.get("country", "")
    by_country = reported_by_country(found.indicator)
    if bool(country) != by_country or (country and country not in member_countries()):
        raise Http404
    return fill_in(request, request.user, found, country)


def slot_url(code: str, period: int, country: str) -> str:
    """Return the address of the form for a period and country."""
    path = reverse("monitoring:report_figure", args=[code, period])
    return f"{path}?country={country}" if country else path


def fill_in(
    request: HttpRequest,
    user: User,
    period: Period,
    country: str,
    *,
    asked: Request | None = None,
    draft: Measurement | None = None,
) -> HttpResponse:
    """Show the form, or keep what was typed and go on to check it; the value is kept before any file."""
    if reason := access.why_not_report(user, period, country):
        return refusal(request, reason)
    reported = [one for one in totals_of(period) if one.country_id == (country or None)]
    draft = draft or own_draft(user, reported)
    sending = request.method == "POST"
    ask = ask_for(period, country, user, reported, asked=asked, brief=sending)
    taken = take(sent(request), ask=ask, draft=draft)
    if taken.form.is_valid() and not taken.clashes and (found := keep(taken, user, asked)):
        return go_on(request, found, taken.form)
    ask = ask_for(period, country, user, reported, asked=asked) if sending else ask
    return show(request, taken, {"ask": ask, "draft": draft, "who": user})


def show(request: HttpRequest, taken: Taken, context: dict[str, Any]) -> HttpResponse:
    """Show the form with what is wrong, or with what another device wrote beside what was sent."""
    context |= {"form": taken.form, "clashes": taken.clashes, "version": taken.version}
    context["by_link"] = request.user != context["who"]
    status = 412 if taken.clashes else 422 if taken.form.errors else 200
    return render(request, "monitoring/measuring/report.html", context, status=status)


def go_on(request: HttpRequest, found: Measurement, form: FigureForm) -> HttpResponse:
    """Lead to the check page, or back to a draft."""
    if not form.is_draft:
        return redirect("monitoring:check_figure", found.pk)
    messages.success(request, _("The draft is kept. You can go on whenever you want."))
    return redirect("monitoring:edit_figure", found.pk)


def keep(taken: Taken, user: User, asked: Request | None) -> Measurement | None:
    """Write the draft down, or put what is refused into the form."""
    form, ask = taken.form, taken.form.ask
    try:
        return actions.report(
            period=ask.period,
            country=ask.country,
            figure=form.figure(),
            form_key=form.cleaned_data["form_key"],
            by=user,
            asked=asked,
            seen=taken.version,
        )
    except Conflict:
        form.add_error(None, SAVED_NOW)
    except Refused as refused:
        form.add_error(None, str(refused.reason))
    except ValidationError as error:
        add_errors(form, error)
    return None


def own_draft(user: User, reported: list[Measurement]) -> Measurement | None:
    """Return what the person has begun, of what is reported for one period and country."""
    mine = [one for one in reported if one.entered_by_id == user.pk and one.status in OPEN][-1:]
    prefetch_related_objects(mine, "parts", "countries", "milestones")
    return mine[0] if mine else None


@asked_and_sent
@never_cache
@person_or_link
def edit_figure(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with a draft, or with what was returned."""
    found, user = load_measurement(request, pk)
    reason = access.why_not_change(user, found)
    if reason and request.method == "POST":
        return refusal(request, reason)  # what was typed is not dropped without a word
    if reason or found.status not in OPEN:
        return redirect("monitoring:measurement", pk)
    period = period_to_report(found.period_id) or found.period
    return fill_in(request, user, period, found.country_id or "", draft=found)


@asked_and_sent
@never_cache
@person_or_link
def check_figure(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a draft as it will be sent, take its files, and send it."""
    found, user = load_measurement(request, pk)
    if found.status not in OPEN:
        return redirect("monitoring:measurement", pk)
    if reason := access.why_not_change(user, found):
        return refusal(request, reason)
    problem = ""
    if request.method == "POST":
        try:
            actions.send(found, by=user)
        except (Refused, ValidationError) as error:
            problem = str(error.reason) if isinstance(error, Refused) else " ".join(error.messages)
        else:
            messages.success(request, sent_words())
            return redirect("monitoring:measurement", pk)
    context = {"page": figure_page(pk, user), "problem": problem, "by_link": request.user != user}
    return render(request, "monitoring/measuring/check.html", context, status=422 if problem else 200)


def sent_words() -> str:
    """Say that there is nothing more to do."""
    day = date_format(clock.today(), "DATE_FORMAT")
    return _("Sent for validation on %(date)s. Nothing more to do.") % {"date": day}


@require_safe
@never_cache
@person_or_link
def measurement(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a figure with its evidence and its way."""
    found, user = load_measurement(request, pk)
    note_opening(found, found.period.indicator.activity.tier, by=user)
    context = {"page": figure_page(pk, user), "by_link": request.user != user}
    return render(request, "monitoring/measuring/measurement.html", context)


@require_POST
@person_or_link
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what one sent, to change it."""
    found, user = load_measurement(request, pk)
    try:
        actions.take_back(found, by=user)
    except Refused as refused:
        return refusal(request, refused.reason)
    messages.success(request, _("You have taken it back: it is a draft again."))
    return redirect("monitoring:edit_figure", pk)


@require_POST
@person_or_link
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    found, user = load_measurement(request, pk)
    code = found.period.indicator.code
    try:
        actions.discard(found, by=user)
    except Refused as refused:
        return refusal(request, refused.reason)
    messages.success(request, _("The draft and its files are deleted."))
    return redirect("home:my_work") if request.user == user else redirect("monitoring:indicator", code)
