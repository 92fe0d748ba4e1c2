"""An activity, to be read and cited, today or as it stood on a day."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pilares.core.access import Tier
from pilares.core.days import AsOf, Past, read_day
from pilares.core.http import day_file
from pilares.core.told import Told
from pilares.core.trail import opened
from pilares.monitoring.models import Activity
from pilares.monitoring.queries import activity_page
from pilares.monitoring.queries.activity import ActivityPage
from pilares.monitoring.queries.past_activity import activity_then, said_of
from pilares.monitoring.views.loading import as_written, load_activity
from pilares.people.access import standing_of
from pilares.people.models import User
from pilares.plans.models import Document
from pilares.plans.queries.standing import asking

#: names of the parameter of the address that asks for every change, in Spanish and in English
CHANGES = ("cambios", "changes")


def asked(request: HttpRequest, names: tuple[str, str]) -> str:
    """Return a parameter of the address, by its name in either language."""
    return next((request.GET[name] for name in names if name in request.GET), "")


def permanent_address(request: HttpRequest, page: AsOf) -> str:
    """Return the address that keeps showing a page as it stands on the day of its data (AC-25)."""
    return request.build_absolute_uri(request.path) + page.query


def same_day(as_of: AsOf, plan: Document, group: str = "", activity: str = "") -> list[tuple[str, str]]:
    """Return the neighbours of a page of a day that is over, on that same day, by name and address."""
    staying = as_of.query + asking(plan).replace("?", "&")
    found = [(_("The matrix"), reverse("matrix:matrix") + staying)]
    if group:
        url = reverse("monitoring:group_plan", args=[group])
        found.insert(0, (_("The plan of the group"), url + staying))
    if activity:
        url = reverse("monitoring:activity", args=[activity])
        found.insert(0, (_("The activity %(code)s") % {"code": activity}, url + as_of.query))
    return found


@require_safe
def activity(request: HttpRequest, code: str) -> HttpResponse:
    """What was committed, how it stands, who says so, and its history; with a day, as it stood then."""
    if code != code.upper():
        return as_written(request, "monitoring:activity", code.upper())
    found, as_of = load_activity(request, code), read_day(request.GET)
    page, past = _read(request, found, as_of)
    context = {"page": page, "as_of": as_of, "past": past}
    context["same_day"] = same_day(as_of, page.plan, page.group.slug) if past else ()
    context["permanent"] = permanent_address(request, AsOf(day=as_of.day or page.as_of))
    return render(request, "monitoring/activity.html", context)


def _read(request: HttpRequest, found: Activity, as_of: AsOf) -> tuple[ActivityPage, Past | None]:
    """Read the page of today or of a day; who reads what is behind closed doors leaves a trace (AC-07)."""
    if found.tier == Tier.CLOSED and isinstance(request.user, User):
        opened(found, by=request.user)
    everything = bool(asked(request, CHANGES))
    if as_of.day:
        return activity_then(found, request.user, as_of, as_of.day, all_changes=everything)
    return activity_page(found, request.user, all_changes=everything), None


@require_safe
def activity_file(request: HttpRequest, code: str, suffix: str) -> HttpResponse:
    """What the page says, as Word, CSV or JSON, with the day of which it speaks."""
    found, as_of = load_activity(request, code.upper()), read_day(request.GET)
    page, past = _read(request, found, as_of)
    if as_of.problem or (past and not past.told):
        raise Http404
    told = Told(
        title=f"{page.activity.code}. {page.activity.title}",
        citation=page.citation,
        day=page.as_of,
        fields=said_of(page, standing_of(request.user)),
        past=past,
        illustrative=page.activity.illustrative,
    )
    return day_file(told, suffix, page.activity.code, paper="a4" if "a4" in request.GET else "letter")
