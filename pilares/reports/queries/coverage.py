"""The themes of the plan, and which of them an activity works on (§3.8)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from pilares.core.bilingual import Wording
from pilares.reports.queries.reading_shapes import Entry, Telling


@dataclass(frozen=True)
class Covered:
    """A pillar with its themes: those with the codes of their activities, and those without any."""

    number: int
    name: Wording
    attended: tuple[tuple[Wording, tuple[str, ...]], ...]
    others: tuple[Wording, ...]


def coverage(told: Telling) -> tuple[Covered, ...]:
    """Return each pillar with its themes; nothing in a copy that is older than this table."""
    codes: Mapping[tuple[str, int], list[str]] = defaultdict(list)
    for row in (row for row in told.rows if counts(row)):
        for place in row.placed:
            codes[place].append(row.code)
    found = []
    for number, name in sorted(told.pillars.items()):
        mine = [(code, theme) for pillar, code, theme in told.themes if pillar == number]
        found.append(
            Covered(
                number,
                name,
                tuple((t, tuple(codes[c, number])) for c, t in mine if (c, number) in codes),
                tuple(theme for code, theme in mine if (code, number) not in codes),
            )
        )
    return tuple(found) if told.themes else ()


def counts(row: Entry) -> bool:
    """Whether a row is in the plan's totals."""
    return row.heading not in {"modified", "ad_hoc"}
