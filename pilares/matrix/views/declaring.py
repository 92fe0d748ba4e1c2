"""«Completed» with a target that is not met: what is checked before it is declared (AC-14)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pilares.core.access import Reason, Refused
from pilares.core.edits import Conflict
from pilares.core.uploads import NotAccepted
from pilares.matrix.forms.declaring import ExplanationForm
from pilares.matrix.queries.rows import activity_url
from pilares.monitoring import access, actions
from pilares.monitoring.models import Activity
from pilares.monitoring.queries.indicator import indicator_lines
from pilares.people.http import SignedInRequest

NOT_SAVED = gettext_lazy(
    "The file could not be saved, and nothing is declared: try again, or declare it without the file."
)


def declare(request: SignedInRequest, activity: Activity, form: Any) -> HttpResponse:
    """Declare the state of a valid form; a target that is not met is first shown and explained."""
    asked = "explanation" in request.POST
    check = ExplanationForm(*((request.POST, request.FILES) if asked else ()))
    said = actions.Explanation(**check.cleaned_data) if asked and check.is_valid() else actions.Explanation()
    base = request.POST.get("base-state")
    try:
        actions.declare_state(activity, by=request.user, base=base, explanation=said, **form.cleaned_data)
    except Conflict:
        form.add_error("state", actions.STATE_MEANWHILE)
        activity.refresh_from_db()
        return render(request, "matrix/state.html", {"form": form, "activity": activity}, status=422)
    except (NotAccepted, OSError) as refused:
        check.add_error("file", str(refused.reason) if isinstance(refused, NotAccepted) else NOT_SAVED)
        return check_first(request, activity, form, check, access.EXPLAIN)
    except Refused as refused:
        return check_first(request, activity, form, check, refused.reason)
    messages.success(request, _("The status of %(code)s is declared.") % {"code": activity.code})
    return HttpResponseRedirect(activity_url(activity.code))


def check_first(
    request: SignedInRequest, activity: Activity, form: Any, check: ExplanationForm, reason: Reason
) -> HttpResponse:
    """Show the figures below target, and ask for the explanation or, by the other policy, another state."""
    lines = indicator_lines(activity.indicators.all(), request.user)
    others = [state for state in Activity.State if state != Activity.State.COMPLETED]
    allowed = reason.code == access.EXPLAIN.code
    context = {
        "activity": activity,
        "declared": form,
        "form": check if allowed else None,
        "reason": reason,
        "others": [(state.value, state.label) for state in others],
        "below": [line for line in lines if line.figure.short],
    }
    wrong = check.is_bound or not allowed
    answer = render(request, "matrix/check_state.html", context, status=422 if wrong else 200)
    # the editor of a cell replaces the matrix alone: this is a page of its own
    answer["HX-Retarget"], answer["HX-Reselect"], answer["HX-Reswap"] = "main", "main", "outerHTML"
    return answer
