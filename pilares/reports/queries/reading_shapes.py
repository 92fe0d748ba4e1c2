"""What a report says to one reader, as plain shapes: page, Word, PDF and data are made of these."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilares.core.bilingual import Wording, reading_language
from pilares.core.templatetags.ui.pictures import Course
from pilares.plans.queries.lines import NoteSince
from pilares.reports import maths
from pilares.reports.models.parts import FrozenCopy
from pilares.reports.queries.annexes import Annex
from pilares.reports.queries.sentences import by_heading


@dataclass(frozen=True)
class Corrected:
    """A corrected value, in words."""

    number: int
    code: str
    label: str
    old: Wording
    new: Wording
    reason: Wording
    on: date


@dataclass(frozen=True)
class Value:
    """An indicator with its figure, and whether it was corrected since the copy was made."""

    code: str
    name: Wording
    text: str
    short: bool
    corrected: int | None
    #: the day on which its figure was validated
    on: date | None = None
    #: against the target in force and the first one, and whether a revision reaches a closed period (AC-17)
    revised: str = ""
    #: how much of the way to its target is done; nothing where it cannot be said, or was corrected since
    percent: float | None = None
    #: its values over time, where two or more were validated and none was corrected since
    course: Course | None = None


@dataclass(frozen=True)
class Entry:
    """An activity as the report lists it."""

    code: str
    group: str
    heading: str
    title: Wording
    pillars: tuple[int, ...]
    themes: tuple[Wording, ...]
    parties: tuple[str, ...]
    values: tuple[Value, ...]
    years: tuple[int, ...]
    due_on: date | None
    #: year or years of the plan and the day, as §4.3 prints them
    completion: tuple[str, ...]
    state: str
    #: what stands under the state: «Target not met: 3 of 5 countries», «At risk», «Starts in the 3rd year»
    under: tuple[str, ...]
    explanation: Wording
    silent_since: date | None
    decision: str
    reason: str
    notes: tuple[int, ...]
    #: numbers of the corrigenda that touch it, by field
    corrected: Mapping[str, int]
    results: tuple[Wording, ...] = ()
    #: its themes by code, each with the pillar under which it serves it
    placed: tuple[tuple[str, int], ...] = ()
    state_on: date | None = None


@dataclass(frozen=True)
class Written:
    """What people wrote under b) or c)."""

    part: str
    title: str
    text: Wording
    written_at: datetime | None
    capacity: str

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Its paragraphs, as they were written."""
        return tuple(p.strip() for p in self.text.text.split("\n") if p.strip())


@dataclass(frozen=True)
class NoteToPrint:
    """A note of the plan that a quoted principle carries (nota 7)."""

    number: int
    label: str
    text: Wording
    original: str
    #: what its country communicated later: that it withdrew it, or what replaces it
    since: tuple[NoteSince, ...] = ()

    @property
    def whole(self) -> str:
        """The note and what was communicated since, for files."""
        return "\n".join([self.text.text, *(f"{one.said} {one.text}".strip() for one in self.since)])


@dataclass(frozen=True)
class KeptCopy:
    """Which copy of a report this is, when it was made, and where the report in force is read."""

    number: int
    on: date
    address: str

    @property
    def words(self) -> str:
        """«Copia 2, hecha el 20 de noviembre de 2022»."""
        about = {"number": self.number, "date": date_format(self.on, "DATE_FORMAT")}
        return _("Copy %(number)s, made on %(date)s") % about

    @property
    def brief(self) -> str:
        """«Copia 2, 20 nov 2022», below each page."""
        about = {"number": self.number, "date": date_format(self.on, "SHORT_DATE_FORMAT")}
        return _("Copy %(number)s, %(date)s") % about


@dataclass(frozen=True)
class Telling:
    """Everything that a report says to one reader."""

    label: str
    plan: Wording
    version: int | None
    presidency: str
    cut_off: date
    #: that its data are of a later day, where no history is as old as the cut-off; otherwise nothing
    late: str
    frozen: FrozenCopy | None
    #: where one of its copies was asked for, and not the report as it stands
    copy: KeptCopy | None
    totals: maths.Totals
    #: «Compromisos logrados: 5 · En proceso: 4 · Pendientes: 2 (…)»
    line: str
    #: «5 logrados, de los cuales 1 con meta no alcanzada» (AC-14)
    achieved: str
    qualified: Mapping[str, str]
    #: every activity, in the matrix's order, as annex 4.3 prints them
    rows: tuple[Entry, ...]
    silent: tuple[Entry, ...]
    groups: tuple[tuple[str, Wording, bool], ...]
    pillars: Mapping[int, Wording]
    principles: tuple[tuple[str, Wording, int | None], ...]
    notes: tuple[NoteToPrint, ...]
    texts: tuple[Written, ...]
    annexes: tuple[Annex, ...]
    corrections: tuple[Corrected, ...]
    policy: Mapping[str, Any]
    #: the years of the plan, and its themes by pillar and code; empty in copies made before they were kept
    years: tuple[tuple[int, date | None, date | None], ...]
    themes: tuple[tuple[int, str, Wording], ...]
    illustrative: bool

    @cached_property
    def entries(self) -> Mapping[str, tuple[Entry, ...]]:
        """The rows under each heading of §4.2 a."""
        return by_heading(self.rows)

    @property
    def pending(self) -> bool:
        """Whether it was frozen while English texts lagged: every shape of it says so (AC-20)."""
        written = reading_language() == "en" and any(part.text.pending for part in self.texts)
        return written or bool(self.frozen and self.frozen.translation_pending)

    @property
    def title(self) -> str:
        """«Informe anual 2021 del Plan Estratégico de la CRM 2019-2022»."""
        return _("Annual report %(year)s on the %(plan)s") % {"year": self.label, "plan": self.plan}
