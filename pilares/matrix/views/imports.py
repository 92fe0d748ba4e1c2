"""A spreadsheet on its way into the matrix: sent, four steps, applied, undone (AC-09)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pilares.core.access import Refused
from pilares.core.http import refusal, sent
from pilares.core.kinds import XLSX
from pilares.core.tables import Unreadable
from pilares.matrix import access
from pilares.matrix.forms.imports import (
    ColumnsForm,
    ConflictsForm,
    UploadForm,
    ValuesForm,
    choices_of,
    strangers,
)
from pilares.matrix.forms.ways import WaysForm
from pilares.matrix.imports.applying import Changed, apply
from pilares.matrix.imports.book import NotOurs
from pilares.matrix.imports.comparing import compare
from pilares.matrix.imports.comparison import NOTHING, Comparison, Kind
from pilares.matrix.imports.frameworks.looking import look
from pilares.matrix.imports.frameworks.report import framework_errors
from pilares.matrix.imports.frameworks.undoing import read_framework_undoing, undo_framework
from pilares.matrix.imports.keeping import read_file
from pilares.matrix.imports.problems import errors_file, repairs
from pilares.matrix.imports.staging import answer, discard, stage
from pilares.matrix.imports.undoing import read_undoing, undo
from pilares.matrix.models import UNDONE_WITHIN, Import
from pilares.matrix.queries.imports import imports_of
from pilares.matrix.views import frameworks
from pilares.matrix.views.staged import for_importers, of_an_import, type_of_step
from pilares.monitoring.actions.many import Stopped
from pilares.people.http import SignedInRequest
from pilares.plans.models import Document
from pilares.plans.queries.standing import asking, plan_asked

ROWS = 50


def of_a_stage(view: type_of_step) -> Callable[..., HttpResponse]:
    """Give a step its import while nothing of it is written; afterwards its page says what it wrote."""

    @wraps(view)
    def found(request: SignedInRequest, import_: Import) -> HttpResponse:
        if not import_.staged or import_.foreign:
            return HttpResponseRedirect(reverse("matrix:import", args=[import_.pk]))
        try:
            return view(request, import_)
        except (Unreadable, NotOurs) as refused:
            return refusal(request, refused.reason, status=422)

    return of_an_import(found)


@for_importers
def imports(request: SignedInRequest) -> HttpResponse:
    """Send a file, or go on with one that waits."""
    form = UploadForm(sent(request), request.FILES or None)
    plan = plan_asked(request.GET.get("plan", ""), request.user)
    import_ = _staged(request, form, plan) if request.method == "POST" and form.is_valid() else None
    if import_ is not None:
        return HttpResponseRedirect(reverse("matrix:import", args=[import_.pk]))
    context = {"form": form, "imports": imports_of(request.user), "plan": plan}
    return render(request, "matrix/import_files.html", context, status=422 if form.errors else 200)


def _staged(request: SignedInRequest, form: UploadForm, plan: Document | None) -> Import | None:
    """Stage the file that was sent; otherwise leave in the form why not."""
    file = form.cleaned_data["file"]
    if plan is None:
        raise Http404
    try:
        return stage(file.read(), name=file.name, plan=plan, by=request.user)
    except (Unreadable, NotOurs, Refused) as refused:
        form.add_error("file", str(refused.reason))
    return None


@of_an_import
def one(request: SignedInRequest, import_: Import) -> HttpResponse:
    """Lead a staged file to its first open step; say of an applied one what it wrote."""
    if import_.staged:
        try:
            return HttpResponseRedirect(_open_step(request, import_))
        except (Unreadable, NotOurs) as refused:
            return refusal(request, refused.reason, status=422)
    until = import_.applied_at + UNDONE_WITHIN if import_.applied_at else None
    context = {
        "import": import_,
        "counts": import_.counts if import_.foreign else NOTHING | import_.counts,
        "noted": len(import_.written.get("noted", ())),
        "problems": import_.written.get("problems", []),
        "why_not_undo": access.why_not_undo(request.user, import_),
        "until": until,
    }
    return render(request, "matrix/import_done.html", context)


def _open_step(request: SignedInRequest, import_: Import) -> str:
    """Return the address of the first step of a staged file that has a question."""
    if import_.foreign:
        step = frameworks.next_step(look(import_, by=request.user))
        return reverse(f"matrix:framework_{step}", args=[import_.pk])
    seen = compare(import_, by=request.user)
    return reverse(f"matrix:import_{next_step(seen)}", args=[import_.pk])


def next_step(seen: Comparison) -> str:
    """Return the first step that has a question, or the comparison."""
    if seen.columns_open:
        return "columns"
    if seen.values_asked:
        return "values"
    return "ways" if seen.asked.ways_open else "compare"


def _step(
    request: SignedInRequest, import_: Import, name: str, form: Any, seen: Comparison, **more: Any
) -> HttpResponse:
    """Show a step, or keep its answers and lead to the next that asks."""
    if request.method == "POST" and form.is_valid():
        answer(import_, form.answers(), by=request.user)
        return HttpResponseRedirect(reverse("matrix:import", args=[import_.pk]))
    context = {"import": import_, "form": form, "seen": seen, "step": name, **more}
    return render(request, f"matrix/import_{name}.html", context, status=422 if form.errors else 200)


@of_a_stage
def columns(request: SignedInRequest, import_: Import) -> HttpResponse:
    """Step 1: what each column holds."""
    seen = compare(import_, by=request.user)
    answers = import_.answers.get("columns", {})
    form = ColumnsForm(sent(request), seen=seen, answers=answers)
    return _step(request, import_, "columns", form, seen, strangers=list(strangers(seen)))


@of_a_stage
def values(request: SignedInRequest, import_: Import) -> HttpResponse:
    """Step 2: what the unknown values mean, and what the new rows are."""
    seen = compare(import_, by=request.user)
    form = ValuesForm(sent(request), seen=seen, answers=import_.answers)
    return _step(request, import_, "values", form, seen)


@of_a_stage
def ways(request: SignedInRequest, import_: Import) -> HttpResponse:
    """Step 3: how the file writes days and numbers, and when its states were declared."""
    seen = compare(import_, by=request.user)
    form = WaysForm(sent(request), asked=seen.asked, answers=import_.answers)
    return _step(request, import_, "ways", form, seen)


@of_a_stage
def comparison(request: SignedInRequest, import_: Import) -> HttpResponse:
    """Step 4: what would happen, row by row and cell by cell; conflicts are chosen here."""
    seen = compare(import_, by=request.user)
    if request.method == "POST":
        answer(import_, choices_of(request.POST, seen), by=request.user)
        return HttpResponseRedirect(reverse("matrix:import_compare", args=[import_.pk]))
    return _compared(request, import_, seen)


def _compared(
    request: SignedInRequest, import_: Import, seen: Comparison, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "import": import_,
        "seen": seen,
        "step": "compare",
        "counts": seen.counts,
        "conflicts": ConflictsForm(seen=seen),
        "new": seen.of(Kind.NEW),
        "blocked": seen.of(Kind.BLOCKED),
        "repairs": repairs(seen.asked.problems),
        **_page(seen, request.GET.get("page", "")),
        **more,
    }
    return render(request, "matrix/import_compare.html", context, status=status)


def _page(seen: Comparison, said: str) -> dict[str, Any]:
    """Return the changed rows of one page, and the ways to the others."""
    rows = seen.of(Kind.UPDATED, Kind.CONFLICT)
    last = max(1, -(-len(rows) // ROWS))
    page = min(int(said), last) if said.isdecimal() and int(said) else 1
    return {
        "updated": rows[(page - 1) * ROWS : page * ROWS],
        "page": page,
        "pages": last,
        "previous": f"?page={page - 1}" if page > 1 else "",
        "following": f"?page={page + 1}" if page < last else "",
    }


@require_POST
@of_a_stage
def applied(request: SignedInRequest, import_: Import) -> HttpResponse:
    """Write what the person saw; if the matrix changed meanwhile, show the comparison anew."""
    answer(import_, choices_of(request.POST), by=request.user)
    try:
        apply(import_, seal=request.POST.get("seal", ""), by=request.user)
    except Changed as changed:
        return _compared(
            request,
            import_,
            changed.comparison,
            status=412,
            changed=True,
            stopped=changed.stopped,
            problem=True,
        )
    except Refused as refused:
        seen = compare(import_, by=request.user)
        return _compared(request, import_, seen, status=422, refused=refused.reason, problem=True)
    messages.success(request, _("«%(file)s» is in the matrix.") % {"file": import_.name})
    return HttpResponseRedirect(reverse("matrix:import", args=[import_.pk]))


@of_an_import
def undone(request: SignedInRequest, import_: Import) -> HttpResponse:
    """Say what would be taken back and what stays; then take it back, once."""
    if request.method == "POST" and import_.undone_at:
        return HttpResponseRedirect(reverse("matrix:import", args=[import_.pk]))
    if (reason := access.why_not_undo(request.user, import_)) is not None:
        return refusal(request, reason, status=Refused(reason).status)
    stopped = None
    if request.method == "POST":
        try:
            (undo_framework if import_.foreign else undo)(import_, by=request.user)
        except Stopped as error:
            stopped = error
        else:
            messages.success(request, _("«%(file)s» is undone.") % {"file": import_.name})
            return HttpResponseRedirect(reverse("matrix:import", args=[import_.pk]))
    undoing = (read_framework_undoing if import_.foreign else read_undoing)(import_, by=request.user)
    context = {"import": import_, "undoing": undoing, "stopped": stopped, "problem": bool(stopped)}
    return render(request, "matrix/import_undo.html", context, status=412 if stopped else 200)


@require_POST
@of_an_import
def discarded(request: SignedInRequest, import_: Import) -> HttpResponse:
    """Forget a file of which nothing was written; of another its page says what it wrote."""
    if not import_.staged:
        return HttpResponseRedirect(reverse("matrix:import", args=[import_.pk]))
    discard(import_, by=request.user)
    messages.success(request, _("The file is forgotten. Nothing of it was written."))
    page = reverse("matrix:framework" if import_.foreign else "matrix:imports")
    return HttpResponseRedirect(page + asking(import_.plan))


@of_an_import
def file(_request: SignedInRequest, import_: Import) -> HttpResponse:
    """Give the file back as it was sent, to whoever may see it."""
    try:
        data = read_file(import_)
    except NotOurs as gone:
        raise Http404 from gone
    response = HttpResponse(data, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=import_.name)
    return response


@of_an_import
def errors(request: SignedInRequest, import_: Import) -> HttpResponse:
    """Give the file of what is to be mended."""
    read = look if import_.foreign else compare
    try:
        seen: Any = read(import_, by=request.user) if import_.staged else None
    except (Unreadable, NotOurs) as refused:
        return refusal(request, refused.reason, status=422)
    make = framework_errors if import_.foreign else errors_file
    response = HttpResponse(make(import_, seen), content_type=XLSX)
    name = _("to-mend-%(number)s.xlsx") % {"number": import_.pk}
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
