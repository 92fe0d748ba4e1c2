"""Texts in consultation: the list, one text, one paragraph, and the acts of who circulates it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pilares.consensus import actions
from pilares.consensus.access import (
    why_not_circulate,
    why_not_conclude,
    why_not_move,
    why_not_name,
)
from pilares.consensus.forms.rounds import ConcludeForm, DelegateForm, MoveForm, OpenRoundForm
from pilares.consensus.queries.delegates import delegates_page
from pilares.consensus.queries.lists import texts_page
from pilares.consensus.queries.round import paragraph_page, round_page
from pilares.consensus.views.asking import (
    Step,
    for_members,
    load_round,
    load_version,
    nothing_here,
    opened_already,
    refuse,
    seen,
    shown_view,
    take,
)
from pilares.core.access import Refused
from pilares.core.http import sent
from pilares.people.http import SignedInRequest
from pilares.plans.models import Document
from pilares.plans.queries import files_of

asked_and_sent = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@for_members
def texts(request: SignedInRequest) -> HttpResponse:
    """The texts that are open, those whose deadline has passed, and what was agreed before."""
    return render(request, "consensus/texts.html", {"page": texts_page(request.user)})


@require_safe
@for_members
def round_(request: SignedInRequest, pk: int) -> HttpResponse:
    """One text: clock, changes with what the countries say, the delegate's acts, its way."""
    found = load_round(request, pk)
    asked = request.GET.get("parte", "1")
    page = round_page(found, request.user, page=int(asked) if asked.isdecimal() and len(asked) < 6 else 1)
    shown = shown_view(request, compared=page.compared)
    kept = f"?vista={shown}&parte=" if shown != "cambios" else "?parte="
    steps = {
        "previous": f"{kept}{page.page - 1}" if page.page > 1 else "",
        "following": f"{kept}{page.page + 1}" if page.page < page.pages else "",
    }
    files = files_of(found.version, request.user)
    context = {"page": page, "round": found, "files": files, **seen(shown), **steps}
    return render(request, "consensus/round.html", context)


@require_safe
@for_members
def paragraph(request: SignedInRequest, pk: int, anchor: str = "") -> HttpResponse:
    """Everything that was said of one paragraph, or of the text as a whole."""
    found = load_round(request, pk)
    page = paragraph_page(found, anchor, request.user)
    if page is None:
        nothing_here()
    return render(request, "consensus/paragraph.html", {"page": page, "round": found, "anchor": anchor})


@asked_and_sent
@for_members
def open_round(request: SignedInRequest, code: str, number: int) -> HttpResponse:
    """Send a version to the Member Countries."""
    version, back = load_version(request, code, number), reverse("consensus:texts")
    twice = opened_already("consensus:round", version.rounds.filter(concluded_at=None), request)
    if reason := why_not_circulate(request.user, version):
        return redirect(done) if (done := twice()) else refuse(request, reason, back)
    step = Step(
        title=_("Send to the Member Countries: %(title)s, version %(number)s")
        % {"title": version.document.title, "number": version.number},
        about=_("The text is kept as it stands now. Every country is written to, with the deadline."),
        back=back,
        act=lambda form: actions.open_round(version, by=request.user, **form.said()),
        done=lambda _found: _("The round is open and the countries have been written to."),
        where=lambda opened: reverse("consensus:round", args=[opened.pk]),
        twice=twice,
    )
    return take(request, step, OpenRoundForm(sent(request), version=version))


@asked_and_sent
@for_members
def move(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give more time."""
    found = load_round(request, pk)
    back = reverse("consensus:round", args=[pk])
    if reason := why_not_move(request.user, found):
        return refuse(request, reason, back)
    step = Step(
        title=_("Give more time"),
        about=_("A deadline is moved later, never earlier. Everybody is written to."),
        back=back,
        act=lambda form: actions.move_round(
            found, becomes=form.instant, reason=form.cleaned_data["reason"], by=request.user
        ),
        done=lambda _moved: _("The deadline moved, and everybody has been written to."),
        extra={"now": found.closes_at},
    )
    return take(request, step, MoveForm(sent(request), was=found.closes_at))


@asked_and_sent
@for_members
def conclude(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record what came out of a round."""
    found = load_round(request, pk)
    back = reverse("consensus:round", args=[pk])
    if reason := why_not_conclude(request.user, found):
        return refuse(request, reason, back)
    step = Step(
        title=_("Conclude the round"),
        about=_("What was said and what became of it stays to be read. Then the next version is prepared."),
        back=back,
        act=lambda form: actions.conclude_round(found, by=request.user, **form.cleaned_data),
        done=lambda _concluded: _("The round is concluded."),
    )
    return take(request, step, ConcludeForm(sent(request)))


@require_POST
@for_members
def next_version(request: SignedInRequest, pk: int) -> HttpResponse:
    """Begin the next version from the text that went round, and go to its document."""
    found = load_round(request, pk)
    try:
        draft = actions.next_version(found, by=request.user)
    except Refused as refused:
        return refuse(request, refused.reason, reverse("consensus:round", args=[pk]))
    messages.success(request, _("Version %(number)s is being drafted.") % {"number": draft.number})
    return redirect("plans:document", draft.document.code)


@asked_and_sent
@for_members
def delegates(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who speaks for each country on a text; the focal point names the delegate, or the Secretariat."""
    document: Document = get_object_or_404(Document.objects.visible_to(request.user), pk=pk)
    page, chosen = delegates_page(document, request.user), request.POST.get("country", "")
    forms = [
        DelegateForm(request.POST if chosen == one.pk else None, document=document, country=one)
        for one in page.mine
    ]
    asked = next((form for form in forms if form.is_bound), None)
    if request.method == "POST" and (reason := why_not_name(request.user, chosen)):
        return refuse(request, reason, reverse("consensus:delegates", args=[pk]))
    if asked is not None and asked.is_valid():
        user = asked.cleaned_data["user"]
        actions.name_delegate(document, country=asked.country, user=user, by=request.user)
        messages.success(request, _("The delegate is named and has been written to."))
        return redirect("consensus:delegates", document.pk)
    context = {"page": page, "forms": forms, "form": asked}
    return render(request, "consensus/delegates.html", context, status=422 if request.POST else 200)
