"""Who may see and who may do: the words that every floor uses for it.

A tier says how far a record reaches (§3.10, screens.md). A `Reason` says why a verb is refused: the
same reason guards the action, disables the button and is its tooltip.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Tier(models.TextChoices):
    """How far a record reaches; publishing is an explicit act, so new content starts at MEMBERS."""

    PUBLIC = "public", _("Public")
    EXTENDED = "extended", _("Extended RCM")
    MEMBERS = "members", _("Member Countries")
    GROUP = "group", _("Group")
    CLOSED = "closed", _("Closed door")


@dataclass(frozen=True)
class Reason:
    """Why something is refused: a stable code, words for a person, and the rule's place in the plan."""

    code: str
    text: str | Promise
    citation: str = ""
    #: what concluded, where that is why: its own page is where a person goes on from the refusal
    concluded: str = ""

    def __str__(self) -> str:
        return str(self.text)


class Refused(Exception):
    """A verb was refused; carries the reason. Views answer it with 403, or 422 for a rule of the plan."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(str(reason))

    @property
    def status(self) -> int:
        """The HTTP status that fits: a rule of the plan is 422, a missing permission 403."""
        return 422 if self.reason.citation else 403


def require(reason: Reason | None) -> None:
    """Raise `Refused` unless there is no reason against."""
    if reason is not None:
        raise Refused(reason)
