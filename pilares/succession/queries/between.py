"""A plan beside the one that follows: what its text says otherwise, where each activity went (AC-12)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from pilares.core.bilingual import Wording
from pilares.monitoring.models import Activity, Indicator
from pilares.monitoring.queries.indicator import IndicatorLine, indicator_lines
from pilares.people.access import type_of_reader
from pilares.plans.models import Document, Parameters
from pilares.plans.queries.comparing import ComparePage, compare_page
from pilares.plans.queries.parameters import in_words, labels
from pilares.plans.queries.standing import version_of
from pilares.succession.models import Destination


@dataclass(frozen=True)
class Begun:
    """An indicator that goes on: what it begins from in the next plan."""

    code: str
    name: Wording
    #: the last validated value, or empty while the baseline is to be established
    baseline: str
    baseline_on: date | None
    source: str
    target: str


@dataclass(frozen=True)
class After:
    """A record of the next plan, with its words beside those of the original."""

    code: str
    title: Wording
    continues: bool
    redline_url: str
    begun: tuple[Begun, ...]


@dataclass(frozen=True)
class Gone:
    """An activity of the plan that ends: how it stands, and where it goes."""

    code: str
    title: Wording
    group: Wording
    state: str
    stage: str
    way_words: str
    reason: Wording
    body: str
    after: tuple[After, ...]


@dataclass(frozen=True)
class Number:
    """A number of the plan in both: its name, what it was, what it is."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Between:
    """Two plans, one after the other."""

    before: Document
    after: Document
    text: ComparePage | None
    numbers: tuple[Number, ...]
    rows: tuple[Gone, ...]
    #: the activities of the next plan that follow none of the one before
    new: tuple[Activity, ...]
    #: how many go each way, in words
    counts: tuple[tuple[str, int], ...]


def between(plan: Document, following: Document, user: type_of_reader, language: str) -> Between:
    """Read both plans as far as the reader may see; the number of queries does not depend on their rows."""
    old, new = version_of(plan, user), version_of(following, user)
    rows, fresh = _rows(plan, following, user)
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        counts[row.way_words or _("Without destination")] += 1
    return Between(
        before=plan,
        after=following,
        text=compare_page(old, new, language) if old and new else None,
        numbers=tuple(_numbers(plan, following)),
        rows=rows,
        new=fresh,
        counts=tuple(counts.items()),
    )


def _numbers(plan: Document, following: Document) -> Iterable[Number]:
    both = {one.document_id: one for one in Parameters.objects.filter(document__in=(plan, following))}
    if len(both) < 2:
        return
    for name, (label, _where, _about) in labels().items():
        was, now = (in_words(name, getattr(both[one.pk], name)) for one in (plan, following))
        if was != now:
            yield Number(label, was, now)


def _rows(
    plan: Document, following: Document, user: type_of_reader
) -> tuple[tuple[Gone, ...], tuple[Activity, ...]]:
    seen = Activity.objects.visible_to(user).select_related("group").order_by("sort_key")
    old = list(seen.filter(plan=plan).in_the_matrix())
    new = list(seen.filter(plan=following).exclude(stage=Activity.Stage.WITHDRAWN))
    known = {
        one.activity_id: one
        for one in Destination.objects.visible_to(user).select_related("body").filter(activity__in=old)
    }
    begun = _begun(new, user)
    after: dict[int, list[After]] = defaultdict(list)
    codes = {row.pk: row.code for row in old}
    for one in new:
        before = one.predecessor_id or 0
        if (code := codes.get(before)) is not None:
            url = reverse("succession:redline", args=[plan.period, code])
            continues = one.lineage == Activity.Lineage.CONTINUES
            after[before].append(After(one.code, one.title, continues, url, begun[one.pk]))
    rows = tuple(_gone(row, known.get(row.pk), tuple(after[row.pk])) for row in old)
    return rows, tuple(one for one in new if one.predecessor_id is None)


def _begun(new: list[Activity], user: type_of_reader) -> dict[int, tuple[Begun, ...]]:
    """Return what the indicators of each activity begin from."""
    found: dict[int, list[Begun]] = defaultdict(list)
    for line in indicator_lines(Indicator.objects.filter(activity__in=new), user):
        found[line.indicator.activity_id].append(_begins(line))
    return {one.pk: tuple(found[one.pk]) for one in new}


def _begins(line: IndicatorLine) -> Begun:
    indicator, unit = line.indicator, line.baseline_unit.text if line.unit else ""
    value = " ".join(part for part in (line.baseline, unit) if part) if line.baseline else ""
    return Begun(line.code, line.name, value, indicator.baseline_on, indicator.baseline_told, line.target)


def _gone(row: Activity, known: Destination | None, after: tuple[After, ...]) -> Gone:
    return Gone(
        code=row.code,
        title=row.title,
        group=row.group.short,
        state=row.state,
        stage=row.stage,
        way_words=_way(row, known, after),
        reason=known.reason if known else Wording("", "es"),
        body=known.body.short.text if known and known.body else "",
        after=after,
    )


def _way(row: Activity, known: Destination | None, after: tuple[After, ...]) -> str:
    """Say where it goes: as it was settled, or as the next plan shows to whoever may not read the reasons."""
    if row.state == Activity.State.COMPLETED:
        return _("Completed: nothing goes on")
    if known and known.way:
        return str(Destination.Way(known.way).label)
    if after:
        way = Destination.Way.CONTINUE if after[0].continues else Destination.Way.REFORMULATE
        return str(way.label)
    return ""
