"""The versions of a target, with the decision that set each and whose signature is awaited (AC-17)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from pilares.core import clock
from pilares.meetings.access import may_cite
from pilares.monitoring.models import Indicator, Target
from pilares.monitoring.queries.derived import Names
from pilares.monitoring.queries.words import Way, target_words
from pilares.people.access import standing_of, type_of_reader


@dataclass(frozen=True)
class TargetVersion:
    """A version of a target, with the decision that a reader may know of."""

    pk: int
    number: int
    period: str
    since: date
    value: str
    citation: str
    #: whether a decision set it that this reader may not see
    withheld: bool
    reason: str
    in_force: bool
    first: bool
    retroactive: bool
    #: «the presidency» while its signature is awaited
    awaited: str


def versions_of(
    indicator: Indicator, user: type_of_reader, way: Way, names: Names, *,
    on: date | None = None, until: datetime | None = None,
) -> tuple[TargetVersion, ...]:  # fmt: skip
    """Return the versions of the target, of the whole and of its periods; one query.

    Of a day that is over, `on`, those that were known at its end, `until`.
    """
    rows = _known(indicator, until)
    revised = {row.period_id for row in rows if row.decision_id is not None}
    standing, today = standing_of(user), on or clock.today()
    numbers: dict[int | None, int] = {}
    newest = {
        row.period_id: row.pk
        for row in sorted(rows, key=lambda row: (row.valid_from, row.pk))
        if row.binds and row.valid_from <= today
    }
    found = []
    for row in rows:
        if not row.binds and not standing.member:
            continue
        if row.period_id and row.period_id not in revised:  # its only version stands in the table above
            continue
        number = 0  # a proposal is not a version yet
        if row.binds:
            number = numbers[row.period_id] = numbers.get(row.period_id, 0) + 1
        seen = may_cite(standing, row.decision)
        found.append(
            TargetVersion(
                pk=row.pk,
                number=number,
                period=names.periods.get(row.period_id, "") if row.period_id else "",
                since=row.valid_from,
                value=_version_words(row, way),
                citation=row.decision.citation if row.decision and seen else "",
                withheld=row.decision is not None and not seen,
                reason=row.reason if standing.member else "",
                in_force=newest.get(row.period_id) == row.pk,
                first=number == 1,
                retroactive=row.retroactive,
                awaited="" if row.binds else row.second,
            )
        )
    return tuple(found)


def _known(indicator: Indicator, until: datetime | None) -> list[Target]:
    known = Target.objects.filter(indicator=indicator.pk)
    if until is not None:
        unsigned = Q(retroactive=False) | Q(countersigned_at__lt=until)
        known = known.filter(unsigned, at__lt=until)
    return list(known.select_related("decision__meeting__body", "decision__session"))


def _version_words(row: Target, way: Way) -> str:
    return target_words(row.value, row.upper, way) or row.text.text


def may_sign(user: type_of_reader, versions: tuple[TargetVersion, ...]) -> frozenset[int]:
    """Return the proposals that this reader may sign as the second of the two offices."""
    standing = standing_of(user)
    mine = {"secretariat": standing.secretariat, "presidency": standing.presides}
    return frozenset(
        version.pk for version in versions if version.awaited and mine.get(version.awaited, False)
    )
