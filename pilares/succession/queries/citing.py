"""What an address that is given as evidence leads to, and whether a reader may learn of it (AC-07)."""

from typing import Any
from urllib.parse import urlsplit

from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import override

from pilares.meetings.models import Decision, Meeting
from pilares.monitoring.models import Activity
from pilares.people.access import type_of_reader
from pilares.plans.models import Document
from pilares.reports.models import Report

#: pages of a record that somebody may not see: the model, and its column for each part of the address
OF_A_RECORD: dict[str, tuple[Any, dict[str, str]]] = {
    "meetings:cited": (Decision, {"code": "meeting__code", "paragraph": "paragraph"}),
    "meetings:page": (Meeting, {"code": "code"}),
    "meetings:minutes": (Meeting, {"code": "code"}),
    "meetings:conclusions": (Meeting, {"code": "code"}),
    "monitoring:activity": (Activity, {"code": "code"}),
    "monitoring:indicator": (Activity, {"code": "indicators__code"}),
    "reports:report": (Report, {"label": "label"}),
    "reports:copy": (Report, {"label": "label"}),
    "plans:document": (Document, {"code": "code"}),
}
#: pages that everybody has, whatever each reads on them
OF_EVERYBODY = frozenset(
    {
        "home:progress", "home:presidency", "home:presidencies", "home:open_data", "matrix:matrix",
        "meetings:decisions", "meetings:list", "monitoring:groups", "monitoring:group",
        "monitoring:indicators", "monitoring:pillars", "monitoring:pillar", "people:country", "people:organ",
        "plans:plan", "plans:section", "plans:whole", "plans:notes", "plans:themes", "plans:clause",
        "reports:reports",
    }
)  # fmt: skip


def page_at(address: str) -> ResolverMatch | None:
    """Return the page that can be cited at an address of this site, or `None`."""
    path = urlsplit(address).path
    with override(path[1:3]):  # each language has its own addresses
        try:
            found = resolve(path)
        except Resolver404:
            return None
    return found if found.view_name in OF_EVERYBODY or found.view_name in OF_A_RECORD else None


def readable(address: str, user: type_of_reader) -> bool:
    """Whether a reader may learn of the page at an address: one that is closed to them is not even named."""
    found = page_at(address)
    if found is None:
        return False
    if found.view_name in OF_EVERYBODY:
        return True
    model, columns = OF_A_RECORD[found.view_name]
    asked = {f"{column}__iexact": found.kwargs[part] for part, column in columns.items()}
    if "paragraph__iexact" in asked:  # «4 b» stands as «4-b» in its address
        asked["paragraph__iexact"] = asked["paragraph__iexact"].replace("-", " ")
    return bool(model.objects.visible_to(user).filter(**asked).exists())
