"""The headings of the annual report (§4.2 a): rows in, headings out; no database, no request."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Heading(StrEnum):
    """Where the report lists an activity; the first three are its totals."""

    ACHIEVED = "achieved"
    IN_PROCESS = "in_process"
    PENDING = "pending"
    #: replaced or withdrawn by a decision: outside the totals
    MODIFIED = "modified"
    #: of an ad hoc group: outside the plan's totals (§1.6)
    AD_HOC = "ad_hoc"


TOTALS = (Heading.ACHIEVED, Heading.IN_PROCESS, Heading.PENDING)
_BY_STATE = {"completed": Heading.ACHIEVED, "in_process": Heading.IN_PROCESS}
LEFT = frozenset({"replaced", "withdrawn"})


def heading_of(*, stage: str, state: str, ad_hoc: bool, final: bool = False) -> Heading:
    """Return under which heading an activity stands: «No alcanzado» and «sin estado» are pending (§4.2 a).

    In the final report of a plan that concluded, so is what was in process: it is told once (AC-12).
    """
    if stage in LEFT:
        return Heading.MODIFIED
    if ad_hoc:
        return Heading.AD_HOC
    found = _BY_STATE.get(state, Heading.PENDING)
    return Heading.PENDING if final and found is Heading.IN_PROCESS else found


@dataclass(frozen=True)
class Told:
    """What the totals need of one activity."""

    heading: Heading
    state: str = ""
    #: a target is known not to be met
    short: bool = False
    pace: str = ""
    overdue: bool = False
    #: the year of the plan in which it begins, while that lies ahead and no state is reported
    starts_in: int | None = None


@dataclass(frozen=True)
class Totals:
    """The counts of a report: always «5 of 11», never a percentage of a dozen things."""

    achieved: int
    achieved_short: int
    in_process: int
    at_risk: int
    delayed: int
    overdue: int
    pending: int
    not_achieved: int
    #: activities that begin in a later year of the plan, by that year
    to_begin: tuple[tuple[int, int], ...]
    unreported: int
    modified: int
    ad_hoc: int
    #: in process when the plan concluded: pending in its final report (AC-12)
    ended: int = 0

    @property
    def total(self) -> int:
        """The activities that count."""
        return self.achieved + self.in_process + self.pending


def totals(rows: Iterable[Told]) -> Totals:
    """Count the rows of a report."""
    told = tuple(rows)
    by = {heading: [row for row in told if row.heading == heading] for heading in Heading}
    pending = by[Heading.PENDING]
    silent = [row for row in pending if not row.state]
    years = sorted({row.starts_in for row in silent if row.starts_in})
    going = by[Heading.IN_PROCESS]
    return Totals(
        achieved=len(by[Heading.ACHIEVED]),
        achieved_short=sum(row.short for row in by[Heading.ACHIEVED]),
        in_process=len(going),
        at_risk=sum(row.pace == "at_risk" for row in going),
        delayed=sum(row.pace == "delayed" for row in going),
        overdue=sum(row.overdue for row in going),
        pending=len(pending),
        not_achieved=sum(row.state == "not_achieved" for row in pending),
        to_begin=tuple((year, sum(row.starts_in == year for row in silent)) for year in years),
        unreported=sum(not row.starts_in for row in silent),
        modified=len(by[Heading.MODIFIED]),
        ad_hoc=len(by[Heading.AD_HOC]),
        ended=sum(row.state == "in_process" for row in pending),
    )
