"""One cell of the matrix, edited in its place; it is the same action as in the full form."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseRedirect

from pilares.core.access import Reason, Refused
from pilares.core.edits import Conflict
from pilares.core.http import refusal, sent
from pilares.core.presence import leave
from pilares.matrix.forms import CELLS, ActivityForm, StateForm, parse
from pilares.matrix.forms.address import CELL_NAMES
from pilares.matrix.forms.declaring import ExplanationForm
from pilares.matrix.forms.rows import initial_of
from pilares.matrix.queries import Filters
from pilares.matrix.queries.options import options_for
from pilares.matrix.views.declaring import check_first
from pilares.matrix.views.page import Editor, address, page
from pilares.matrix.views.rows import Outcome, attempt, load
from pilares.monitoring import access, actions
from pilares.monitoring.actions.activities import values_of
from pilares.monitoring.models import Activity
from pilares.monitoring.queries.presence import present
from pilares.people.http import SignedInRequest


@login_required
def cell(request: SignedInRequest, code: str, cell: str) -> HttpResponse:
    """Open a cell's editor in the matrix (GET) or save it (POST); the query is the matrix's own."""
    name = next((name for name, words in CELL_NAMES.items() if cell in words), "")
    if not name:
        raise Http404
    activity = load(request, code)
    filters = parse(dict(request.GET.lists())).filters
    if name == "state":
        return _state(request, activity, filters)
    return _fields(request, activity, filters, name)


def _fields(request: SignedInRequest, activity: Activity, filters: Filters, cell: str) -> HttpResponse:
    if reason := access.why_not_edit(request.user, activity):
        return _refused(request, reason)
    values = values_of(activity, CELLS[cell])
    options = options_for(request.user, activity.plan, CELLS[cell])
    form = ActivityForm(sent(request), initial=initial_of(values), options=options, only=CELLS[cell])
    outcome = Outcome(context={"base": values})
    if request.method == "POST":
        outcome = attempt(request, activity, form)
        if outcome.done:
            leave(activity, request.user)
            return HttpResponseRedirect(_after(filters, activity.code))
    here = present(activity, request.user)
    editor = Editor(activity.code, cell, form, activity, present=here, **outcome.context)
    return page(request, filters, editing=True, editor=editor, status=outcome.status)


def _state(request: SignedInRequest, activity: Activity, filters: Filters) -> HttpResponse:
    if reason := access.why_not_declare_state(request.user, activity):
        return _refused(request, reason)
    form = StateForm(sent(request), initial={"state": activity.state or "none"})
    status = 200
    if request.method == "POST":
        try:
            if declare(request, activity, form):
                return HttpResponseRedirect(_after(filters, activity.code))
        except Refused as refused:  # a target is not met: its check page asks for the explanation
            return check_first(request, activity, form, ExplanationForm(), refused.reason)
        status = 422
    base = {"state": activity.state}
    editor = Editor(activity.code, "state", form, activity, base, present=present(activity, request.user))
    return page(request, filters, editing=True, editor=editor, status=status)


def declare(request: SignedInRequest, activity: Activity, form: StateForm) -> bool:
    """Declare the state that was typed; otherwise leave in the form why not."""
    if not form.is_valid():
        return False
    base = request.POST.get("base-state", activity.state)
    try:
        actions.declare_state(activity, by=request.user, base=base, **form.cleaned_data)
    except Conflict:
        form.add_error("state", actions.STATE_MEANWHILE)
        return False
    return True


def _refused(request: SignedInRequest, reason: Reason) -> HttpResponse:
    return refusal(request, reason, status=Refused(reason).status)


def _after(filters: Filters, code: str) -> str:
    """Return to the matrix, still in editing, at the row that was saved."""
    url = address(filters)
    return f"{url}{'&' if '?' in url else '?'}editar=1#{code}"
