"""Each step of a version on a page of its own: what it means, what it asks, and the act (Tabla 2)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from pilares.core.access import Refused
from pilares.core.forms import add_errors
from pilares.core.http import sent
from pilares.people.http import SignedInRequest
from pilares.people.models import User
from pilares.plans import actions, queries
from pilares.plans.forms.steps import FORMS
from pilares.plans.models import Version
from pilares.plans.queries.places import compared_with_base
from pilares.plans.views.loading import load_text, refuse, shown, to_document
from pilares.plans.workflow import VERSION

type_of_act = Callable[..., Version]


@dataclass(frozen=True)
class Said:
    """What a step means and what is said once it is done."""

    about: str | Promise
    done: str | Promise
    act: type_of_act


def _approve(version: Version, *, by: User, **typed: Any) -> Version:
    return actions.record_approval(version, body=typed["meeting"].body, by=by, **typed)


STEPS = {
    "circulate": Said(
        _("The Member Countries read this text as it is now. While they do, it is not edited."),
        _("The text is in consultation."),
        actions.circulate,
    ),
    "take_back": Said(
        _("The text can be edited again. What the members read is kept."),
        _("The text is a draft again."),
        actions.take_back,
    ),
    "give_up": Said(
        _("Nobody drafts this version any more. It keeps its number and its address."),
        _("The draft is given up."),
        actions.give_up,
    ),
    "recommend": Said(
        _("The RCGM recommends; here its decision is written down. The version in force is still shown."),
        _("The recommendation is recorded."),
        actions.recommend,
    ),
    "approve": Said(
        _(
            "The Vice-Ministerial Meeting approves; here its decision is written down. The version enters "
            "into force once the presidency countersigns it, and the one in force until then is superseded."
        ),
        _("The approval is recorded. The presidency countersigns it."),
        _approve,
    ),
    "countersign": Said(
        _(
            "From its date, this version is the one shown and measured, and it reaches as far as the one "
            "that it supersedes. It cannot be undone here."
        ),
        _("The version is countersigned."),
        actions.countersign,
    ),
    "register": Said(
        _("The text was adopted elsewhere. It is kept as it is, with its source, and not edited any more."),
        _("The text is registered."),
        actions.register,
    ),
    "adopt": Said(
        _("The members adopted this text. It is not edited any more."),
        _("The adoption is recorded."),
        actions.adopt,
    ),
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: SignedInRequest, code: str, number: int, verb: str) -> HttpResponse:
    """Ask what a step needs, or take it."""
    if verb not in STEPS:
        raise Http404
    version = load_text(request, code, number)
    if reason := VERSION.why_not(verb, request.user, version):
        again = clicked_twice(request, version, verb)
        return to_document(version.document) if again else refuse(request, reason, version.document)
    form = FORMS[verb](sent(request), reader=request.user, version=version)
    if form.is_valid():
        try:
            STEPS[verb].act(version, by=request.user, **form.cleaned_data)
        except Refused as refused:
            return refuse(request, refused.reason, version.document)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, str(STEPS[verb].done))
            return to_document(version.document)
    return ask(request, version, verb, form)


def clicked_twice(request: SignedInRequest, version: Version, verb: str) -> bool:
    """Whether this person has just taken the step that the same form asks for again."""
    last = version.events.order_by("order").last()
    mine = last is not None and last.by_id == request.user.pk
    return request.method == "POST" and mine and version.status == VERSION.target(verb)


def ask(request: HttpRequest, version: Version, verb: str, form: Any) -> HttpResponse:
    """Show the form of a step."""
    context = {
        "head": queries.head_of(version),
        "title": VERSION.steps[verb].label,
        "about": STEPS[verb].about,
        "form": form,
        "compare_url": compared_with_base(version),
        "base": version.based_on,
        "decided": verb in {"recommend", "approve"},
        "circulates": verb == "circulate",
    }
    return shown(request, "plans/step.html", context, form)
