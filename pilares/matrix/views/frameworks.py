"""Somebody else's results framework on its way in: sent, mapped, placed, decided, seen, applied."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pilares.core.access import Refused
from pilares.core.http import refusal, sent
from pilares.core.tables import Unreadable
from pilares.matrix import access
from pilares.matrix.forms.frameworks import (
    DecisionsForm,
    DestinationForm,
    MappingForm,
    NameForm,
    RowsForm,
    SendForm,
)
from pilares.matrix.imports.book import NotOurs
from pilares.matrix.imports.frameworks.applying import Moved, apply_framework
from pilares.matrix.imports.frameworks.columns import label_of
from pilares.matrix.imports.frameworks.looking import Framework, look, unread
from pilares.matrix.imports.frameworks.report import groups_of
from pilares.matrix.imports.frameworks.staging import (
    forget_mapping,
    keep_mapping,
    kept_for,
    rename_mapping,
    stage_framework,
)
from pilares.matrix.imports.staging import answer
from pilares.matrix.models import Import, Mapping
from pilares.matrix.queries.imports import imports_of
from pilares.matrix.views.staged import for_importers, of_an_import
from pilares.people.http import SignedInRequest
from pilares.plans.models import Document
from pilares.plans.queries.standing import plan_asked

SHOWN = 50
type_of_step = Callable[[SignedInRequest, Import], HttpResponse]


def of_a_framework(view: type_of_step) -> Callable[..., HttpResponse]:
    """Give a step its framework while nothing of it is written; for anything else the answer is its page."""

    @wraps(view)
    def found(request: SignedInRequest, import_: Import) -> HttpResponse:
        if not (import_.staged and import_.foreign):
            return HttpResponseRedirect(reverse("matrix:import", args=[import_.pk]))
        try:
            return view(request, import_)
        except (Unreadable, NotOurs) as refused:
            return refusal(request, refused.reason, status=422)

    return of_an_import(found)


@for_importers
def send(request: SignedInRequest) -> HttpResponse:
    """Send a framework, or go on with one that waits."""
    form = SendForm(sent(request), request.FILES or None)
    plan = plan_asked(request.GET.get("plan", ""), request.user)
    import_ = _staged(request, form, plan) if request.method == "POST" and form.is_valid() else None
    if import_ is not None:
        return HttpResponseRedirect(reverse("matrix:import", args=[import_.pk]))
    context = {
        "form": form,
        "plan": plan,
        "imports": [one for one in imports_of(request.user) if one.foreign],
        "mappings": Mapping.objects.count(),
    }
    return render(request, "matrix/framework_send.html", context, status=422 if form.errors else 200)


def _staged(request: SignedInRequest, form: SendForm, plan: Document | None) -> Import | None:
    file = form.cleaned_data["file"]
    if plan is None:
        raise Http404
    try:
        return stage_framework(file.read(), name=file.name, plan=plan, by=request.user)
    except (Unreadable, NotOurs, Refused) as refused:
        form.add_error("file", str(refused.reason))
    return None


def next_step(seen: Framework) -> str:
    """Return the first step that is open, or the preview."""
    if not seen.mapped:
        return "columns"
    if seen.destination.why_not is not None:
        return "destination"
    return "decisions" if seen.open else "preview"


def _go_on(import_: Import) -> HttpResponse:
    return HttpResponseRedirect(reverse("matrix:import", args=[import_.pk]))


def _shown(
    request: SignedInRequest, import_: Import, step: str, seen: Framework, form: Any = None, **more: Any
) -> HttpResponse:
    context = {"import": import_, "seen": seen, "step": step, "form": form, **more}
    status = 422 if form is not None and form.errors else 200
    return render(request, f"matrix/framework_{step}.html", context, status=status)


@of_a_framework
def columns(request: SignedInRequest, import_: Import) -> HttpResponse:
    """Step 1: what each column holds; answers that were kept for the same columns are filled in."""
    seen = look(import_, by=request.user)
    kept = kept_for(seen.frame)
    chosen = import_.answers.get("mapping") or (kept[0].columns if kept else None)
    if chosen is None:
        chosen = {column.key: column.near for column in seen.frame.columns}
    may_keep = access.why_not_keep_mappings(request.user) is None
    form = MappingForm(sent(request), frame=seen.frame, chosen=chosen, may_keep=may_keep)
    if request.method == "POST" and form.is_valid() and _kept(request, form, seen):
        answer(import_, {"mapping": form.mapping}, by=request.user)
        return _go_on(import_)
    return _shown(request, import_, "columns", seen, form, kept=kept)


def _kept(request: SignedInRequest, form: MappingForm, seen: Framework) -> bool:
    """Keep the mapping if a name was given; whether that went well."""
    if not form.cleaned_data.get("keep_as", "").strip():
        return True
    try:
        keep_mapping(seen.frame, form.mapping, name=form.cleaned_data["keep_as"], by=request.user)
    except ValidationError as wrong:
        form.add_error("keep_as", wrong.messages)
        return False
    return True


@of_a_framework
def destination(request: SignedInRequest, import_: Import) -> HttpResponse:
    """Step 2: the group and the activity that take the indicators."""
    seen = look(import_, by=request.user)
    said = import_.answers.get("destination", {"language": import_.language})
    form = DestinationForm(sent(request), plan=import_.plan, by=request.user, said=said)
    if request.method == "POST" and form.is_valid():
        answer(import_, form.answers(), by=request.user)
        return _go_on(import_)
    return _shown(request, import_, "destination", seen, form)


@of_a_framework
def decisions(request: SignedInRequest, import_: Import) -> HttpResponse:
    """Step 3: each distinct problem once, or row by row; what nobody decides stays out."""
    seen = look(import_, by=request.user)
    said = import_.answers.get("decisions", {})
    if one := request.GET.get("problem", ""):
        return _row_by_row(request, import_, seen, one)
    groups = groups_of(seen.traps, said)
    form = DecisionsForm(sent(request), groups=groups, decisions=said)
    if request.method == "POST" and form.is_valid():
        answer(import_, form.answers(), by=request.user)
        return HttpResponseRedirect(reverse("matrix:framework_preview", args=[import_.pk]))
    noted = [group for group in groups if not group.kind.options]
    return _shown(request, import_, "decisions", seen, form, noted=noted, unread=unread(seen))


def _row_by_row(request: SignedInRequest, import_: Import, seen: Framework, one: str) -> HttpResponse:
    said = import_.answers.get("decisions", {})
    traps = [trap for trap in seen.traps if trap.key == one and trap.kind.options]
    if not traps:
        raise Http404
    form = RowsForm(sent(request), traps=traps, decisions=said)
    if request.method == "POST" and form.is_valid():
        answer(import_, form.answers(), by=request.user)
        return HttpResponseRedirect(reverse("matrix:framework_decisions", args=[import_.pk]))
    return _shown(request, import_, "rows", seen, form, kind=traps[0].kind)


@of_a_framework
def preview(request: SignedInRequest, import_: Import) -> HttpResponse:
    """Step 4: what would be created."""
    return _previewed(request, import_, look(import_, by=request.user))


def _previewed(
    request: SignedInRequest, import_: Import, seen: Framework, *, status: int = 200, **more: Any
) -> HttpResponse:
    ready, said = seen.ready, request.GET.get("page", "")
    last = max(1, -(-len(ready) // SHOWN))
    page = min(int(said), last) if said.isdecimal() and int(said) else 1
    context = {
        "import": import_, "seen": seen, "step": "preview", "counts": seen.counts, "page": page,
        "shown": ready[(page - 1) * SHOWN : page * SHOWN], "pages": last,
        "previous": f"?page={page - 1}" if page > 1 else "",
        "following": f"?page={page + 1}" if page < last else "",
        "titles": seen.destination.new_activities([one.result for one in ready]),
        **more,
    }  # fmt: skip
    return render(request, "matrix/framework_preview.html", context, status=status)


@require_POST
@of_a_framework
def applied(request: SignedInRequest, import_: Import) -> HttpResponse:
    """Create what the person saw; if something changed meanwhile, show it anew."""
    try:
        apply_framework(import_, seal=request.POST.get("seal", ""), by=request.user)
    except Moved as moved:
        more = {"changed": True, "stopped": moved.stopped, "problem": True}
        return _previewed(request, import_, moved.framework, status=412, **more)
    except Refused as refused:
        seen = look(import_, by=request.user)
        return _previewed(request, import_, seen, status=422, refused=refused.reason, problem=True)
    messages.success(request, _("«%(file)s» came in.") % {"file": import_.name})
    return _go_on(import_)


@for_importers
def mappings(request: SignedInRequest) -> HttpResponse:
    """List what was kept of the columns of each organisation; the Secretariat renames and forgets."""
    kept = list(Mapping.objects.select_related("kept_by"))
    reason = access.why_not_keep_mappings(request.user)
    return render(request, "matrix/mappings.html", {"mappings": kept, "why_not": reason})


@for_importers
def mapping(request: SignedInRequest, pk: int) -> HttpResponse:
    """Rename a kept mapping, or forget it."""
    if (reason := access.why_not_keep_mappings(request.user)) is not None:
        return refusal(request, reason)
    kept = get_object_or_404(Mapping, pk=pk)
    if request.method == "POST" and "forget" in request.POST:
        forget_mapping(kept, by=request.user)
        return HttpResponseRedirect(reverse("matrix:mappings"))
    form = NameForm(sent(request), instance=kept)
    if request.method == "POST" and form.is_valid():
        rename_mapping(Mapping.objects.get(pk=pk), name=form.cleaned_data["name"], by=request.user)
        return HttpResponseRedirect(reverse("matrix:mappings"))
    context = {"mapping": kept, "form": form, "columns": _columns(kept)}
    return render(request, "matrix/mapping.html", context, status=422 if form.errors else 200)


def _columns(kept: Mapping) -> list[tuple[str, str]]:
    return [(header, label_of(kept.columns[header])) for header in kept.headers if header in kept.columns]
