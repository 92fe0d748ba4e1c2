"""The parameters of a plan: read by everybody, changed by the Secretariat with a decision or a reason."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pilares.core.conflicts import typed_base
from pilares.core.edits import Conflict
from pilares.core.forms import add_errors
from pilares.core.http import sent
from pilares.people.http import SignedInRequest, for_the_secretariat
from pilares.plans import actions
from pilares.plans.forms.documents import ParametersForm
from pilares.plans.models import Document, Parameters
from pilares.plans.queries.parameters import parameters_page
from pilares.plans.queries.standing import strategic_plans
from pilares.plans.views.loading import load_plan_of, page_in, same


@require_safe
def latest_parameters(request: HttpRequest) -> HttpResponse:
    """Lead the register to the parameters of the latest plan, or say that none is loaded."""
    if plans := strategic_plans(request.user):
        return redirect("plans:parameters", plans[0].period)
    return render(request, "plans/no_plan.html")


@require_safe
def parameters(request: HttpRequest, period: str) -> HttpResponse:
    """What the plan's text sets in numbers, what holds today, and what only the RCM can answer."""
    plan = load_plan_of(request, period)
    page_in(request, "plans:parameters", period=same(period))
    return render(request, "plans/parameters.html", {"page": parameters_page(plan, request.user)})


@for_the_secretariat
@require_http_methods(["GET", "HEAD", "POST"])
def change_parameters(request: SignedInRequest, period: str) -> HttpResponse:
    """Change parameters and the dates of the years."""
    plan = load_plan_of(request, period)
    stored = Parameters.objects.select_related("document").get(document=plan)
    form = ParametersForm(sent(request), parameters=stored, reader=request.user)
    if form.is_valid():
        try:
            _save(request, plan, form)
        except Conflict as conflict:
            for clash in conflict.clashes:
                words = _("Somebody changed it meanwhile: it is now %(value)s. Check it, and save again.")
                form.add_error(clash.field, words % {"value": clash.theirs or _("No")})
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("It is saved."))
            return redirect("plans:parameters", period)
    context = {"plan": plan, "form": form, "base": form.texts()}
    return render(request, "plans/change_parameters.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _save(request: SignedInRequest, plan: Document, form: ParametersForm) -> None:
    typed = form.cleaned_data
    actions.change_parameters(
        plan,
        changes={name: typed[name] for name in form.names},
        base=typed_base(form),
        decision=typed["decision"],
        reason=typed["reason"],
        by=request.user,
    )
    actions.date_plan_years(plan, years=form.dates(), by=request.user)
