"""Declaring the official state of many activities at once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from pilares.core.trail import record_many
from pilares.monitoring.actions.many.activities import lock_many
from pilares.monitoring.actions.many.stopping import naming, save_with_history
from pilares.monitoring.actions.states import DECLARED, NOTHING_SAID, Explanation, declare
from pilares.monitoring.models import Activity, Indicator
from pilares.monitoring.queries.progress import Progress, progress_of, shortfalls
from pilares.people.models import User

COMPLETED = Activity.State.COMPLETED


@dataclass(frozen=True)
class Declaration:
    """A state, the day on which the group declared it, the meeting or reason, and the state that was read."""

    activity: int
    state: str
    on: date | None
    reason: str
    base: str | None = None
    explanation: Explanation = NOTHING_SAID


@transaction.atomic
def declare_many(declarations: Sequence[Declaration], *, by: User) -> list[Activity]:
    """Do for many activities what `declare_state` does for one. Raises `Stopped`; nothing is written."""
    found = lock_many(one.activity for one in declarations)
    acts, below = [], below_many([o.activity for o in declarations if o.state == COMPLETED], by)
    for one in declarations:
        activity = found[one.activity]
        with naming(activity.code):
            before = declare(
                activity, state=one.state, on=one.on, reason=one.reason, by=by, base=one.base,
                below=below.get(activity.pk, ()), explanation=one.explanation,
            )  # fmt: skip
            activity.clean_fields(exclude=_others())
        details = {"changes": {"state": [before, one.state]}, "reason": one.reason, "on": one.on}
        acts.append((activity, "declare_state", details))
    save_with_history(list(found.values()), DECLARED, by=by)
    record_many(acts, by=by)
    return list(found.values())


def below_many(completed: Sequence[int], by: User) -> dict[int, tuple[str, ...]]:
    """Return the figures below target of activities that would be completed, in words (AC-14)."""
    if not completed:
        return {}
    owners = dict(Indicator.objects.filter(activity__in=completed).values_list("pk", "activity"))
    found: dict[int, list[Progress]] = defaultdict(list)
    for pk, figure in progress_of(owners, by).items():
        found[owners[pk]].append(figure)
    return {activity: shortfalls(figures) for activity, figures in found.items()}


def _others() -> set[str]:
    return {field.name for field in Activity._meta.concrete_fields} - (set(DECLARED) - {"state_by"})
