"""What a dossier of the RCGM holds: its groups, what awaits it, and the words that page and papers share."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilares.core.bilingual import Wording
from pilares.meetings.models import Meeting
from pilares.meetings.queries import DecisionCard
from pilares.monitoring.queries.critical import AspectLine
from pilares.reports import maths
from pilares.reports.queries.sentences import qualifications
from pilares.reports.queries.shelves import GroupShelf


@dataclass(frozen=True)
class ActivityRow:
    """An activity of a group, in one line."""

    code: str
    title: Wording
    state: str
    stage: str
    #: «Target not met: 4 of 6 countries», «At risk», «Deadline passed»
    under: tuple[str, ...]
    #: what changed since the last meeting: «Status: In process → Completed»
    moved: tuple[str, ...]


@dataclass(frozen=True)
class GroupPart:
    """A group on the one page: counts, activities, what changed, and where its report stands."""

    code: str
    slug: str
    name: Wording
    short: Wording
    held: int
    #: «1 of 2 meetings in 2021»
    met: str
    totals: maths.Totals
    rows: tuple[ActivityRow, ...]
    #: how many changes are told of it since the last meeting
    changed: int
    changes_url: str
    aspects: int
    #: the report for this meeting, and the last one that was presented before
    report: GroupShelf | None
    before: GroupShelf | None

    @property
    def counts(self) -> tuple[str, ...]:
        """«Achieved: 1 of 3 (1 with target not met)», and so on: counts, never percentages."""
        if not self.totals.total:
            return ()
        said = qualifications(self.totals)
        told = (
            (_("Achieved: %(n)s of %(total)s"), self.totals.achieved, said["achieved"]),
            (_("In process: %(n)s of %(total)s"), self.totals.in_process, said["in_process"]),
            (_("Pending: %(n)s of %(total)s"), self.totals.pending, said["pending"]),
        )
        lines = []
        for words, number, more in told:
            line = words % {"n": number, "total": self.totals.total}
            lines.append(f"{line} ({more})" if more else line)
        return tuple(lines)

    @property
    def concerns(self) -> str:
        """«1 critical aspect»; nothing where there is none."""
        said = ngettext("%(n)s critical aspect open", "%(n)s critical aspects open", self.aspects)
        return said % {"n": self.aspects} if self.aspects else ""


@dataclass(frozen=True)
class Awaiting:
    """A text that awaits what the RCGM says of it."""

    title: str
    lang: str
    about: str
    url: str


@dataclass(frozen=True)
class Point:
    """A point of the agenda, under its session."""

    session: Wording
    starts_at: datetime | None
    points: tuple[Wording, ...]


@dataclass(frozen=True)
class Dossier:
    """Everything of it, for one reader."""

    meeting: Meeting
    meeting_url: str
    since: Meeting | None
    since_day: date | None
    groups: tuple[GroupPart, ...]
    ad_hoc: tuple[GroupPart, ...]
    totals: maths.Totals
    line: str
    changed: int
    changes_url: str
    aspects: tuple[AspectLine, ...]
    decisions: tuple[DecisionCard, ...]
    texts: tuple[Awaiting, ...]
    agenda: tuple[Point, ...]
    #: the meeting is over: the page tells today, and not the day of the meeting
    over: bool
    illustrative: bool
    as_of: datetime

    @property
    def empty(self) -> bool:
        """Whether no group has anything in the matrix that the reader sees."""
        return not any(part.rows for part in (*self.groups, *self.ad_hoc))

    @property
    def title(self) -> str:
        """«Dossier GRCM: GRCM-2021-11»."""
        return _("RCGM dossier: %(meeting)s") % {"meeting": self.meeting.code}

    @property
    def intro(self) -> str:
        """When the meeting is, and since when changes are told."""
        day = self.meeting.starts_on
        said = [date_format(day, "DATE_FORMAT") if day else _("no date recorded")]
        if self.since is not None and self.since_day is not None:
            words = _("changes since %(meeting)s, %(day)s")
            said.append(
                words % {"meeting": self.since.code, "day": date_format(self.since_day, "DATE_FORMAT")}
            )
        else:
            said.append(_("no earlier meeting of the RCGM is recorded"))
        return " · ".join(said)
