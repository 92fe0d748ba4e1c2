"""What became of the observations, a paragraph at a time; and the table of all of them as a file."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pilares.consensus import actions
from pilares.consensus.access import voice_of, why_not_settle
from pilares.consensus.exports.observations import FILES
from pilares.consensus.forms.fates import AllForm, FateForm, forms_of
from pilares.consensus.models import Observation, Round
from pilares.consensus.queries.compiled import compiled
from pilares.consensus.queries.round import observed_places, remark
from pilares.consensus.queries.texts import places
from pilares.consensus.views.asking import for_members, load_round, nothing_here, refuse
from pilares.core.access import Reason, Refused
from pilares.core.http import sent
from pilares.people.http import SignedInRequest
from pilares.people.queries import in_alphabetical_order

type_of_pairs = list[tuple[Observation, FateForm]]


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def settle(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what became of each observation of a paragraph, all at once or one by one."""
    found = load_round(request, pk)
    if reason := why_not_settle(request.user, found):
        return refuse(request, reason, reverse("consensus:round", args=[pk]))
    every = places(found)
    order = observed_places(found, every)
    anchor = request.GET.get("parrafo", order[0] if order else "")
    if order and anchor not in order:
        nothing_here()
    pairs, everything = _asked(request, found, anchor), AllForm(sent(request))
    if request.method == "POST" and _settled(request, found, pairs, everything):
        after = order[order.index(anchor) + 1 :] if anchor in order else []
        query = f"?parrafo={after[0]}" if after else ""
        return redirect(reverse("consensus:settle", args=[pk]) + query)
    place = next((one for one in every if one.anchor == anchor), None)
    context = {"round": found, "anchor": anchor, "place": place, "order": order, "everything": everything}
    context |= _shown(request, found, pairs)
    return render(request, "consensus/settle.html", context, status=422 if request.POST else 200)


def _asked(request: SignedInRequest, found: Round, anchor: str) -> type_of_pairs:
    """Return the observations of a paragraph, each with its form."""
    rows = found.observations.filter(withdrawn_at=None, anchor=anchor).select_related("country")
    return forms_of(in_alphabetical_order(rows, lambda row: row.country.name), sent(request))


def _shown(request: SignedInRequest, found: Round, pairs: type_of_pairs) -> dict[str, Any]:
    """Return the observations as they are read, and the first form that wants something."""
    voice = voice_of(request.user, found.version.document)
    return {
        "pairs": [(remark(found, row, voice), form) for row, form in pairs],
        "wrong": [form for _row, form in pairs if form.errors],
    }


def _settled(request: SignedInRequest, found: Round, pairs: type_of_pairs, everything: AllForm) -> bool:
    """Write what was said; put what is missing beside its observation."""
    if not (everything.is_valid() and all(form.is_valid() for _row, form in pairs)):
        return False
    same = everything.said
    said = {
        row.pk: replace(same, seen=form.said.seen) if same.fate and not form.said.fate else form.said
        for row, form in pairs
    }
    try:
        changed = actions.settle(found, said, by=request.user)
    except ValidationError as error:
        for row, form in pairs:
            if problems := error.error_dict.get(str(row.pk)):
                form.add_error("fate" if problems[0].code == "overtaken" else "why_es", problems)
                form.begin_from(row)
        return False
    words = ngettext("%(n)s observation has its fate.", "%(n)s observations have their fate.", changed)
    messages.success(request, words % {"n": changed})
    return True


@require_POST
@for_members
def attach(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make a country's declaration a note of the text, at its exact words."""
    said: Observation = get_object_or_404(Observation.objects.filter(withdrawn_at=None), pk=pk)
    found = load_round(request, said.round_id)
    back = reverse("consensus:round", args=[found.pk])
    try:
        actions.attach(said, by=request.user)
    except Refused as refused:
        return refuse(request, refused.reason, back)
    except ValidationError as error:
        return refuse(request, Reason("WORDS_NOT_THERE", " ".join(error.messages)), back)
    messages.success(request, gettext("The declaration is a note of the text now."))
    return redirect(back)


@require_safe
@for_members
def file(request: SignedInRequest, pk: int, suffix: str) -> HttpResponse:
    """The table country, paragraph, observation, fate and reason, as Word or as a workbook."""
    found = load_round(request, pk)
    if suffix not in FILES:
        nothing_here()
    kind, write = FILES[suffix]
    response = HttpResponse(write(compiled(found)), content_type=kind)
    name = f"pilares-{found.version.document.code}-v{found.version.number}-r{found.number}.{suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
