"""An activity, to be read and cited."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from pilares.core.access import Tier
from pilares.core.bilingual import reading_language
from pilares.core.trail import opened
from pilares.monitoring.queries import activity_page
from pilares.monitoring.views.loading import as_written, load_activity
from pilares.people.models import User

#: names of the parameters of the address, in Spanish and in English
AS_OF, CHANGES = ("al", "as-of"), ("cambios", "changes")


def asked(request: HttpRequest, names: tuple[str, str]) -> str:
    """Return a parameter of the address, by its name in either language."""
    return next((request.GET[name] for name in names if name in request.GET), "")


def day_of(text: str) -> date | None:
    """Return the day that a citation names; nothing for what is not a day."""
    try:
        return parse_date(text)
    except ValueError:
        return None


@require_safe
def activity(request: HttpRequest, code: str) -> HttpResponse:
    """What was committed, how it stands, who says so, and its history."""
    if code != code.upper():
        return as_written(request, "monitoring:activity", code.upper())
    found = load_activity(request, code)
    if found.tier == Tier.CLOSED and isinstance(request.user, User):
        opened(found, by=request.user)
    page = activity_page(
        found,
        request.user,
        all_changes=bool(asked(request, CHANGES)),
        cited=day_of(asked(request, AS_OF)),
    )
    said = AS_OF[0 if reading_language() == "es" else 1]
    permanent = f"{request.build_absolute_uri(request.path)}?{said}={page.as_of.isoformat()}"
    return render(request, "monitoring/activity.html", {"page": page, "permanent": permanent})
