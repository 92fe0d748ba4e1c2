"""The carry-over table: each unfinished activity, where it goes, who proposes and what is recommended."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from pilares.core.bilingual import Wording
from pilares.monitoring.models import Activity
from pilares.people.access import type_of_reader
from pilares.people.models import Body
from pilares.plans.models import Document
from pilares.succession import access
from pilares.succession.models import Destination, Proposal


@dataclass(frozen=True)
class Said:
    """What a Member Country proposes."""

    country: str
    text: Wording


@dataclass(frozen=True)
class Following:
    """The record of the next plan that follows an activity, and where its words are compared."""

    code: str
    continues: bool
    redline_url: str


@dataclass(frozen=True)
class Line:
    """One unfinished activity with its destination."""

    code: str
    title: Wording
    group: Wording
    ad_hoc: bool
    state: str
    stage: str
    state_on: date | None
    due_on: date | None
    way: str
    way_words: str
    reason: Wording
    body: str
    ppt: Wording
    se: Wording
    proposals: tuple[Said, ...]
    following: tuple[Following, ...]
    #: where the reader writes of it, if they may
    settle_url: str
    propose_url: str


@dataclass(frozen=True)
class Table:
    """The unfinished activities that the reader may see, and how many have their destination."""

    lines: tuple[Line, ...]
    settled: int
    #: what countries propose for the plan as a whole
    proposals: tuple[Said, ...] = ()
    propose_url: str = ""
    finished: int = 0
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def missing(self) -> int:
        """How many of them have no destination yet."""
        return len(self.lines) - self.settled


NOWHERE = Wording("", "es")


def carry_over_table(plan: Document, user: type_of_reader) -> Table:
    """Read the table; the number of queries does not depend on its rows."""
    seen = Activity.objects.visible_to(user).values("pk")
    rows = list(access.unfinished(plan).filter(pk__in=seen).select_related("group", "plan"))
    reader = access.why_not_read(user) is None
    known = {d.activity_id: d for d in Destination.objects.visible_to(user).select_related("body").filter(
        activity__in=rows
    )}  # fmt: skip
    said: dict[int | None, list[Said]] = defaultdict(list)
    for one in Proposal.objects.visible_to(user).filter(plan=plan).select_related("country"):
        said[one.activity_id].append(Said(one.country.name.text, one.text))
    after = _following(rows, user)
    proposes = access.why_not_propose(user, plan) is None
    lines = tuple(
        _line(row, known.get(row.pk), tuple(said[row.pk]), after.get(row.pk, ()), user, proposes=proposes)
        for row in rows
    )
    whole = reverse("succession:propose", args=[plan.period]) if proposes else ""
    done = Activity.objects.visible_to(user).filter(plan=plan, state=Activity.State.COMPLETED).in_the_matrix()
    return Table(
        lines=lines,
        settled=sum(bool(line.way) for line in lines),
        proposals=tuple(said[None]) if reader else (),
        propose_url=whole,
        finished=done.count(),
        counts={way: sum(line.way == way for line in lines) for way in Destination.Way},
    )


def _following(rows: list[Activity], user: type_of_reader) -> dict[int, tuple[Following, ...]]:
    found: dict[int, list[Following]] = defaultdict(list)
    seen = Activity.objects.visible_to(user).filter(predecessor__in=rows)
    period = rows[0].plan.period if rows else ""
    codes = {row.pk: row.code for row in rows}
    for one in seen.exclude(stage=Activity.Stage.WITHDRAWN):
        before = one.predecessor_id or 0
        url = reverse("succession:redline", args=[period, codes[before]])
        found[before].append(Following(one.code, one.lineage == Activity.Lineage.CONTINUES, url))
    return {key: tuple(ones) for key, ones in found.items()}


def _line(
    row: Activity,
    known: Destination | None,
    said: tuple[Said, ...],
    following: tuple[Following, ...],
    user: type_of_reader,
    *,
    proposes: bool,
) -> Line:
    address = [row.plan.period, row.code]
    return Line(
        code=row.code,
        title=row.title,
        group=row.group.short,
        ad_hoc=row.group.kind == Body.Kind.AD_HOC,
        state=row.state,
        stage=row.stage,
        state_on=row.state_on,
        due_on=row.due_on,
        way=known.way if known else "",
        way_words=str(Destination.Way(known.way).label) if known and known.way else _("Without destination"),
        reason=known.reason if known else NOWHERE,
        body=known.body.short.text if known and known.body else "",
        ppt=known.ppt if known else NOWHERE,
        se=known.se if known else NOWHERE,
        proposals=said,
        following=following,
        settle_url=reverse("succession:settle", args=address)
        if access.why_not_settle(user, row) is None
        else "",
        propose_url=reverse("succession:propose_of", args=address) if proposes else "",
    )


def next_unsettled(activity: Activity, user: type_of_reader) -> str:
    """Return the code of the next unfinished activity without a destination; after the last, of the first."""
    seen = Activity.objects.visible_to(user).values("pk")
    settled = Destination.objects.exclude(way="").values("activity")
    rows = access.unfinished(activity.plan).filter(pk__in=seen).exclude(pk__in=settled)
    codes = list(rows.exclude(pk=activity.pk).order_by("sort_key").values_list("sort_key", "code"))
    after = [code for key, code in codes if key > activity.sort_key]
    found: str = (after or [code for _key, code in codes] or [""])[0]
    return found


def body_chosen_last(activity: Activity) -> Body | None:
    """Return the organ or group that proposed the destination written last in this plan, to begin with."""
    written = Destination.objects.filter(
        activity__plan=activity.plan_id, body__isnull=False, at__isnull=False
    )
    last = written.order_by("-at").select_related("body").first()
    return last.body if last else None
