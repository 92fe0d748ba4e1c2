"""Workflows as tables: which verb takes a record from which statuses to which, and who may do it.

Nothing else moves a status. The diagrams in `docs/workflows.md` are generated from these tables.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pilares.core.access import Reason

type_of_check = Callable[[Any, Any], Reason | None]


@dataclass(frozen=True)
class Step:
    """One verb: its label, the statuses it starts from, the one it leads to, and its access check."""

    verb: str
    label: str | Promise
    sources: tuple[str, ...]
    target: str
    why_not: type_of_check


class Workflow:
    """The steps of one kind of record, by verb."""

    def __init__(self, name: str, field: str, *steps: Step) -> None:
        self.name, self.field = name, field
        self.steps = {step.verb: step for step in steps}

    def why_not(self, verb: str, user: Any, obj: Any) -> Reason | None:
        """Return why a person may not take a step now: first who they are, then where the record stands."""
        step = self.steps[verb]
        if reason := step.why_not(user, obj):
            return reason
        if getattr(obj, self.field) in step.sources:
            return None
        return Reason("WRONG_STAGE", _("This step does not start from where the record stands now."))

    def target(self, verb: str) -> str:
        """Return the status to which a verb leads."""
        return self.steps[verb].target

    def taken(self, verb: str, user: Any, obj: Any) -> bool:
        """Whether a record stands where a step leads, for a person who may take it: a second press.

        A status to which several steps lead says nothing of which was taken, nor does one that is written in.
        """
        step, here = self.steps[verb], getattr(obj, self.field)
        alone = verb != "take_back" and [one for one in self.steps.values() if one.target == here] == [step]
        return alone and step.why_not(user, obj) is None

    def open_to(self, user: Any, obj: Any) -> tuple[Step, ...]:
        """Return the steps that a person may take now."""
        return tuple(step for verb, step in self.steps.items() if self.why_not(verb, user, obj) is None)
