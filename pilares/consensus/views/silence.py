"""The silence procedure: its rule, its opening, the delegate's two acts, and what follows (AC-05, AC-06)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pilares.consensus import actions
from pilares.consensus.access import (
    rule_in_force,
    why_not_decide_by_silence,
    why_not_follow,
    why_not_number,
    why_not_object,
    why_not_open_silence,
    why_not_put_off,
)
from pilares.consensus.forms.rounds import MoveForm
from pilares.consensus.forms.silence import (
    DecideForm,
    NumberForm,
    ObjectForm,
    OpenSilenceForm,
    RuleForm,
    TakeForm,
)
from pilares.consensus.models import Objection, Silence
from pilares.consensus.queries.delegates import without_delegate
from pilares.consensus.queries.silence import silence_page
from pilares.consensus.queries.texts import places
from pilares.consensus.views.asking import (
    Step,
    for_members,
    load_silence,
    load_version,
    opened_already,
    refuse,
    seen,
    shown_view,
    silence_exists,
    take,
)
from pilares.core.access import Refused
from pilares.core.http import sent
from pilares.core.zones import in_words
from pilares.people.http import SignedInRequest, for_the_secretariat
from pilares.plans.queries import files_of

asked_and_sent = require_http_methods(["GET", "HEAD", "POST"])


@asked_and_sent
@for_members
@for_the_secretariat
def rule(request: SignedInRequest) -> HttpResponse:
    """Record the rule that authorises the procedure, or end it; without one the procedure does not exist."""
    current = rule_in_force()
    step = Step(
        title=_("Rule of the silence procedure"),
        about=_("The plan has no such rule. Until one is recorded, the procedure is on no page."),
        back=reverse("consensus:texts"),
        act=lambda form: actions.record_rule(by=request.user, **form.cleaned_data),
        done=lambda _rule: _("The rule is recorded: the silence procedure can be opened."),
        extra={"rule": current},
    )
    return take(request, step, RuleForm(sent(request), user=request.user))


@require_POST
@for_members
@for_the_secretariat
def end_rule(request: SignedInRequest) -> HttpResponse:
    """End the rule in force."""
    if (current := rule_in_force()) is not None:
        actions.end_rule(current, by=request.user)
        messages.success(request, _("The rule has ended. What is under way follows it to its end."))
    return redirect("consensus:rule")


@asked_and_sent
@for_members
def open_silence(request: SignedInRequest, code: str, number: int) -> HttpResponse:
    """Open the procedure that the chair proposed at a meeting."""
    silence_exists()
    version, back = load_version(request, code, number), reverse("consensus:texts")
    text = version.document_id
    still = [one.pk for one in version.silences.all() if one.state == Silence.State.OPEN]
    twice = opened_already("consensus:silence", version.silences.filter(pk__in=still), request)
    if reason := why_not_open_silence(request.user, version):
        return redirect(done) if (done := twice()) else refuse(request, reason, back)
    step = Step(
        title=_("Open the silence procedure: %(title)s, version %(number)s")
        % {"title": version.document.title, "number": version.number},
        about=_("The chair proposed it at a meeting and nobody objected to using it."),
        back=back,
        act=lambda form: actions.open_silence(version, by=request.user, **form.said()),
        done=lambda _opened: _("The silence procedure is open and the delegations have been written to."),
        extra={"rule_shown": rule_in_force(), "document": text, "unnamed": without_delegate({text})[text]},
        where=lambda opened: reverse("consensus:silence", args=[opened.pk]),
        twice=twice,
    )
    return take(request, step, OpenSilenceForm(sent(request), version=version, user=request.user))


@asked_and_sent
@for_members
def decide(request: SignedInRequest) -> HttpResponse:
    """Put a decision that needs no text of its own to the countries, as the chair proposed it."""
    silence_exists()
    back = reverse("consensus:texts")
    if reason := why_not_decide_by_silence(request.user):
        return refuse(request, reason, back)
    step = Step(
        title=_("Put a decision under the silence procedure"),
        about=_("The chair proposed it at a meeting and nobody objected to using it."),
        back=back,
        act=lambda form: actions.decide_by_silence(by=request.user, **form.said()),
        done=lambda _opened: _("The silence procedure is open and the delegations have been written to."),
        extra={"rule_shown": rule_in_force()},
        where=lambda opened: reverse("consensus:silence", args=[opened.pk]),
    )
    return take(request, step, DecideForm(sent(request), user=request.user))


@require_safe
@for_members
def silence(request: SignedInRequest, pk: int) -> HttpResponse:
    """One text under silence: clock, changes, the two acts, its way; or what became of it."""
    found = load_silence(request, pk)
    page = silence_page(found, request.user)
    shown = shown_view(request, compared=page.compared)
    files = files_of(found.version, request.user)
    context = {"page": page, "silence": found, "files": files, **seen(shown)}
    return render(request, "consensus/silence.html", context)


@asked_and_sent
@for_members
def object_to(request: SignedInRequest, pk: int) -> HttpResponse:
    """Object or propose an amendment: written, checked, and only then sent."""
    found = load_silence(request, pk)
    back = reverse("consensus:silence", args=[pk])
    if reason := why_not_object(request.user, found):
        return refuse(request, reason, back)
    late = found.state == Silence.State.KEPT
    step = Step(
        title=_("Declaration after the adoption") if late else _("Object or propose an amendment"),
        about=_("The silence was kept until %(when)s, so the decision stands. Your words are attached to it.")
        % {"when": in_words(found.closes_at)}
        if late
        else _("It breaks the silence. The text is not adopted, and every delegation is told at once."),
        back=back,
        act=lambda form: actions.object_to(found, by=request.user, **form.cleaned_data),
        done=_received,
    )
    form = ObjectForm(sent(request), places=places(found), initial={"language": request.user.language})
    return take(request, step, form)


def _received(objection: Objection) -> str:
    """Say what the message did; a late one is told why it does not reopen the decision."""
    if not objection.late:
        return _(
            "Your objection was received on %(when)s. The silence is broken and the text is not adopted."
        ) % {"when": in_words(objection.at)}
    return _(
        "The deadline passed on %(when)s. Your message was recorded as a declaration after the adoption. "
        "It is attached and does not reopen the decision: nobody had objected when the time was over."
    ) % {"when": in_words(objection.silence.closes_at)}


@require_POST
@for_members
def read(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record that the text was read, for the country alone."""
    found = load_silence(request, pk)
    back = reverse("consensus:silence", args=[pk])
    try:
        actions.read(found, by=request.user)
    except Refused as refused:
        return refuse(request, refused.reason, back)
    messages.success(request, _("It is recorded for your country that you read this text."))
    return redirect(back)


@asked_and_sent
@for_members
def put_off(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give more time."""
    found = load_silence(request, pk)
    back = reverse("consensus:silence", args=[pk])
    if reason := why_not_put_off(request.user, found):
        return refuse(request, reason, back)
    step = Step(
        title=_("Give more time"),
        about=_("A deadline is moved later, never earlier. Everybody is written to."),
        back=back,
        act=lambda form: actions.put_off(
            found, becomes=form.instant, reason=form.cleaned_data["reason"], by=request.user
        ),
        done=lambda _moved: _("The deadline moved, and everybody has been written to."),
        extra={"now": found.closes_at},
    )
    return take(request, step, MoveForm(sent(request), was=found.closes_at))


@asked_and_sent
@for_members
def number(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record the paragraph that the next meeting gave to what silence adopted."""
    found = load_silence(request, pk)
    back = reverse("consensus:silence", args=[pk])
    if reason := why_not_number(request.user, found):
        return refuse(request, reason, back)
    step = Step(
        title=_("Record the paragraph"),
        about=_("The meeting announces what was adopted and numbers it. Only then may it be published."),
        back=back,
        act=lambda form: actions.number(found, by=request.user, **form.cleaned_data),
        done=lambda _numbered: _("The decision has its paragraph."),
    )
    return take(request, step, NumberForm(sent(request), user=request.user))


@asked_and_sent
@for_members
def next_meeting(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a text that was not adopted to the next meeting of the RCGM."""
    found = load_silence(request, pk)
    back = reverse("consensus:silence", args=[pk])
    if reason := why_not_follow(request.user, found):
        return refuse(request, reason, back)
    step = Step(
        title=_("Take it to the next meeting of the RCGM"),
        about=_("The text becomes a proposed conclusion of that meeting; what was not adopted stays so."),
        back=back,
        act=lambda form: actions.take_to_meeting(found, by=request.user, **form.cleaned_data),
        done=lambda _taken: _("The text is proposed to that meeting."),
    )
    return take(request, step, TakeForm(sent(request), user=request.user))


@require_POST
@for_members
def next_version(request: SignedInRequest, pk: int) -> HttpResponse:
    """Begin the next version from the text that was not adopted, and go to its document."""
    found = load_silence(request, pk)
    try:
        draft = actions.next_version_after(found, by=request.user)
    except Refused as refused:
        return refuse(request, refused.reason, reverse("consensus:silence", args=[pk]))
    messages.success(request, _("Version %(number)s is being drafted.") % {"number": draft.number})
    return redirect("plans:document", draft.document.code)
