"""What changed, as pages and papers tell it: group, then activity, then field, from before to after."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pilares.core.access import Tier
from pilares.core.bilingual import Wording


class Kind(models.TextChoices):
    """What a change is of, in the order in which it is told: the official states come first."""

    STATE = "state", gettext_lazy("Statuses")
    PLACE = "place", gettext_lazy("Places in the plan")
    STEP = "step", gettext_lazy("Steps of plans and texts")
    TARGET = "target", gettext_lazy("Targets")
    VALUE = "value", gettext_lazy("Validated values")
    DEADLINE = "deadline", gettext_lazy("Deadlines")
    CRITICAL = "critical", gettext_lazy("Critical aspects")
    PARAMETER = "parameter", gettext_lazy("Parameters of the plan")
    THEME = "theme", gettext_lazy("Themes")
    TEXT = "text", gettext_lazy("Sections of a text")
    NOTE = "note", gettext_lazy("Notes")
    DECISION = "decision", gettext_lazy("Decisions")
    SUPPORT = "support", gettext_lazy("Support")
    REQUEST = "request", gettext_lazy("Figures asked for")
    EDIT = "edit", gettext_lazy("Other changes")


ORDER = {kind: at for at, kind in enumerate(Kind)}


@dataclass(frozen=True)
class Change:
    """One field, or one thing that was done: what it was at the beginning, and what it came to."""

    kind: Kind
    label: str
    #: empty where there was nothing to say before, or is nothing after
    before: str
    after: str
    #: the last of the edits
    at: datetime
    #: the capacity in which it was done, never a person's name
    by: str = ""
    #: the decision or the meeting that it rests on, where the reader may know of it
    decision: str = ""
    reason: str = ""
    #: the language of what it was and came to, where they are a text in one
    lang: str = ""
    edits: int = 1
    #: whether it is what it was at the beginning, after so many edits
    cancelled: bool = False
    #: whether only signs, capitals or accents changed
    typographic: bool = False
    #: whether what is counted in `edits` are the paragraphs of a section, not edits
    paragraphs: bool = False
    #: how far it reaches by itself, where that is less than what it is a change of
    tier: str = Tier.PUBLIC
    #: the themes of an activity before and after, as keys, where they are what changed
    themes: tuple[str, str] | None = None

    @property
    def cancelled_words(self) -> str:
        """«no net change (2 edits)»."""
        said = ngettext("no net change (%(n)s edit)", "no net change (%(n)s edits)", self.edits)
        return said % {"n": self.edits}

    @property
    def edits_words(self) -> str:
        """«in 3 edits», where there were several; of a section, «3 paragraphs»."""
        if self.paragraphs:
            said = ngettext("%(n)s paragraph", "%(n)s paragraphs", self.edits)
            return said % {"n": self.edits} if self.edits > 1 else ""
        return _("in %(n)s edits") % {"n": self.edits} if self.edits > 1 and not self.cancelled else ""


@dataclass(frozen=True)
class Subject:
    """An activity, a critical aspect, a plan, a text or a meeting: what the changes are of."""

    code: str
    title: Wording
    #: its page; empty where it has none
    address: str
    tier: str
    changes: tuple[Change, ...]
    #: the place within its group
    sort_key: str = ""
    #: what tells it from another of the same code
    key: str = ""
    #: «Plan 2023-2025», where it is of another plan than the one that is shown and measured
    plan: str = ""

    @property
    def mark(self) -> str:
        """Its code before its title: «PROT-A1. »; the key of a text is for addresses, so nobody reads it."""
        return "" if self.code.islower() else f"{self.code}. "

    @property
    def of_plan(self) -> str:
        """« (Plan 2023-2025)» after its title, where it is of another plan; otherwise nothing."""
        return f" ({self.plan})" if self.plan else ""

    @property
    def told(self) -> tuple[Change, ...]:
        """The changes that are read one by one."""
        return tuple(change for change in self.changes if not change.typographic)

    @property
    def typographic(self) -> tuple[Change, ...]:
        """The changes that are only typographic: they are told together."""
        return tuple(change for change in self.changes if change.typographic)

    @cached_property
    def reach(self) -> Tier:
        """How far all of it may go."""
        return narrowest([self.tier, *(change.tier for change in self.changes)])

    def opened(self) -> "Subject | None":
        """Return it without what was dealt with behind closed doors, or nothing where that is all."""
        kept = tuple(change for change in self.changes if change.tier != Tier.CLOSED)
        return replace(self, changes=kept) if kept and self.tier != Tier.CLOSED else None


@dataclass(frozen=True)
class GroupChanges:
    """The changes of a group, of an organ, or of the plan itself."""

    #: the code of the body; empty for the plan itself
    code: str
    slug: str
    name: Wording
    #: as in running text: «GT Protección»
    called: str
    is_group: bool
    subjects: tuple[Subject, ...]

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return (self.code or "plan").lower()

    @property
    def total(self) -> int:
        """How many changes it tells."""
        return sum(len(subject.changes) for subject in self.subjects)

    @property
    def aside(self) -> str:
        """«3 changes»."""
        return ngettext("%(n)s change", "%(n)s changes", self.total) % {"n": self.total}


@dataclass(frozen=True)
class Changes:
    """Everything that changed between two instants, as one reader may see it."""

    since: datetime
    until: datetime | None
    groups: tuple[GroupChanges, ...] = ()
    #: the first act on record: before it nothing is known
    first: datetime | None = None
    #: keys of the decisions behind closed doors that it tells: whoever reads them leaves a trace
    closed_decisions: tuple[int, ...] = field(default=())

    @property
    def subjects(self) -> Iterator[Subject]:
        """Everything that changed, in the order in which it is told."""
        return (subject for group in self.groups for subject in group.subjects)

    @property
    def every(self) -> Iterator[Change]:
        """Every change, in the order in which it is told."""
        return (change for subject in self.subjects for change in subject.changes)

    @cached_property
    def total(self) -> int:
        """How many changes are told: those of the list, and no others."""
        return sum(group.total for group in self.groups)

    @cached_property
    def counts(self) -> dict[Kind, int]:
        """The same by what they are of, without those that came to nothing."""
        found = Counter(change.kind for change in self.every if not change.cancelled)
        return {kind: found[kind] for kind in Kind if found[kind]}

    @cached_property
    def cancelled(self) -> int:
        """How many fields were changed and changed back."""
        return sum(change.cancelled for change in self.every)

    @property
    def tier(self) -> Tier:
        """The narrowest tier of what it tells: how far a page or a paper of it may go."""
        return narrowest(subject.reach for subject in self.subjects)

    @property
    def has_closed(self) -> bool:
        """Whether it tells something that was dealt with behind closed doors."""
        return self.tier == Tier.CLOSED

    def opened(self) -> "Changes":
        """Return the same without what was dealt with behind closed doors; its totals are of what is left."""
        groups = []
        for group in self.groups:
            subjects = tuple(kept for subject in group.subjects if (kept := subject.opened()) is not None)
            groups += [replace(group, subjects=subjects)] if subjects else []
        return replace(self, groups=tuple(groups), closed_decisions=())

    @property
    def before_the_record(self) -> bool:
        """Whether it begins before the first act on record, so that what was before is not known."""
        return self.first is None or self.since < self.first


def narrowest(tiers: Iterable[str]) -> Tier:
    """Return the narrowest of several tiers; of none, the widest."""
    order = list(Tier)
    return max(map(Tier, tiers), key=order.index, default=Tier.PUBLIC)
