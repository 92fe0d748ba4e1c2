"""Where a framework goes: the group, and the activity or the new candidates that take its indicators."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from pilares.core.access import Reason
from pilares.core.search import fold
from pilares.matrix.models import Import
from pilares.monitoring import access
from pilares.monitoring.actions.many import with_their_own
from pilares.monitoring.models import Activity
from pilares.people.models import Body, User

#: one new candidate for the whole file, or one for each result; otherwise the key of an activity
ONE, EACH = "one", "each"
NOWHERE = Reason("NO_DESTINATION", _("Choose the group and the activity that take the indicators."))


@dataclass(frozen=True)
class Destination:
    """What the person chose, and what is there already."""

    group: Body | None
    activity: Activity | None
    said: Mapping[str, Any]
    #: folded names of the indicators that the activity has
    names: frozenset[str]
    why_not: Reason | None

    @property
    def shape(self) -> str:
        """One new candidate, one for each result, or an activity that is there."""
        return str(self.said.get("activity", ""))

    @property
    def language(self) -> str:
        """The language in which the file is written."""
        return str(self.said.get("language", "")) or "es"

    @property
    def institution(self) -> str:
        """Who measured, as the person wrote it."""
        return str(self.said.get("institution", ""))

    @property
    def monitored_by(self) -> date | None:
        """The deadline of monitoring that holds for all of them."""
        day = self.said.get("monitored_by")
        return date.fromisoformat(day) if day else None

    def new_activities(self, results: Iterable[str]) -> list[str]:
        """Return the titles of the candidates that would be added, without those that are there."""
        if self.activity is not None or self.group is None:
            return []
        title = str(self.said.get("title", ""))
        found = list(results)
        if self.shape == ONE:
            return [title] if found else []
        return list(dict.fromkeys(result or title for result in found))

    def title_of(self, result: str) -> str:
        """Return the title of the new candidate that takes a result."""
        title = str(self.said.get("title", ""))
        return (result or title) if self.shape == EACH else title

    def place_of(self, result: str) -> tuple[str, str]:
        """Return by what a result is told from the others."""
        return self.title_of(result), fold(result)

    @property
    def seal(self) -> str:
        """What of it would make a difference."""
        version = self.activity.version if self.activity else 0
        return repr((sorted(map(str, self.said.items())), version, len(self.names), str(self.why_not)))


def read_destination(import_: Import, *, by: User) -> Destination:
    """Read what was chosen, as it stands now; never more than five queries."""
    said = import_.answers.get("destination", {})
    group = Body.objects.prefetch_related("mandates").filter(pk=said.get("group") or 0).first()
    key = said.get("activity", "")
    activity = None
    if group is not None and str(key).isdecimal():
        rows = Activity.objects.visible_to(by).filter(pk=key, group=group, plan=import_.plan)
        activity = next(iter(with_their_own(rows)), None)
    names = frozenset(_names(activity))
    return Destination(group, activity, said, names, _why_not(by, group, activity, key))


def _names(activity: Activity | None) -> Iterable[str]:
    rows = activity.indicators.values_list("name_es", "name_en") if activity else ()
    return (fold(text) for row in rows for text in row if text)


def _why_not(by: User, group: Body | None, activity: Activity | None, key: str) -> Reason | None:
    if group is None or (activity is None and key not in {ONE, EACH}):
        return NOWHERE
    if activity is not None:
        return access.why_not_edit(by, activity)
    return access.why_not_work_in(by, group)
