"""The dossier of one meeting of the RCGM: the four groups side by side, and what awaits it, for one reader.

Nothing of it is kept: it is put together when it is read, and every total counts what this reader sees. What
was dealt with behind closed doors stands on the pages that write down who opened them, and not here.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from pilares.core import clock
from pilares.core.access import Tier
from pilares.core.days import end_of
from pilares.matrix.queries import Band, Filters, Line, Matrix, read_matrix
from pilares.meetings.models import Decision, Meeting
from pilares.meetings.queries import (
    DecisionCard,
    MeetingCount,
    cards,
    held_in,
    read_meeting,
    visible_decisions,
)
from pilares.memory.queries import Change, Changes, GroupChanges, Kind, changes_since
from pilares.monitoring.models import CriticalAspect, GroupPlan
from pilares.monitoring.queries.critical import aspect_lines
from pilares.monitoring.queries.ways import address
from pilares.people.access import type_of_reader
from pilares.plans.models import Document, Version
from pilares.plans.queries.meeting_year import meeting_year
from pilares.reports import maths
from pilares.reports.models import GroupReport, Report
from pilares.reports.queries.dossier_shapes import ActivityRow, Awaiting, Dossier, GroupPart, Point
from pilares.reports.queries.sentences import progress_line
from pilares.reports.queries.shelves import shelves_of

RCGM = "GRCM"
#: changes of one activity that are told one by one; beyond, how many more there are
TOLD = 2
TELLING = frozenset({Kind.STATE, Kind.PLACE, Kind.TARGET, Kind.VALUE, Kind.DEADLINE})
OPEN = (Decision.FollowUpState.PENDING, Decision.FollowUpState.UNDER_WAY)


def read_dossier(meeting: Meeting, user: type_of_reader) -> Dossier:
    """Put the dossier of a meeting together; the number of queries does not depend on the rows."""
    today, plan = clock.today(), Document.objects.the_plan()
    matrix = read_matrix(user, Filters(), everything=True)
    since = _last_before(meeting, user)
    day = (since.ends_on or since.starts_on) if since else None
    changes = changes_since(user, end_of(day)).opened() if day else None
    beside = _beside(matrix, meeting, since, changes, user)
    rows = [(band, _lines(matrix, band)) for band in matrix.bands]
    counted = maths.totals(_told(line, ad_hoc=band.ad_hoc) for band, lines in rows for line in lines)
    parts = [(_part(band, lines, beside, user), band.ad_hoc) for band, lines in rows]
    over = meeting.status != Meeting.Status.CONVENED
    last = meeting.ends_on or meeting.starts_on
    return Dossier(
        meeting=meeting,
        meeting_url=reverse("meetings:page", args=[meeting.code]),
        since=since,
        since_day=day,
        groups=tuple(part for part, ad_hoc in parts if not ad_hoc),
        ad_hoc=tuple(part for part, ad_hoc in parts if ad_hoc),
        totals=counted,
        line=progress_line(counted),
        changed=changes.total if changes else 0,
        changes_url=_changes_url(since.code) if since else "",
        aspects=aspect_lines(user, _aspects(user, plan)),
        decisions=tuple(_pending(user)),
        texts=tuple(_awaiting(user, plan)),
        agenda=tuple(_agenda(meeting, user)),
        over=over or (last is not None and last < today),
        illustrative=any(line.illustrative for line in matrix.lines),
        as_of=clock.now(),
    )


def _last_before(meeting: Meeting, user: type_of_reader) -> Meeting | None:
    """Return the last meeting of the RCGM that was held before this one, as far as the reader knows."""
    of_rcgm = Q(body__code=RCGM) | Q(joint_with__code=RCGM)
    held = Meeting.objects.visible_to(user).filter(of_rcgm, status=Meeting.Status.HELD)
    before = meeting.starts_on or clock.today() + timedelta(days=1)
    found: Meeting | None = held.filter(starts_on__lt=before).order_by("-starts_on", "code").first()
    return found


# --- The groups --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Beside:
    """What stands beside the rows of the groups, read once for all of them."""

    meeting: Meeting
    since: Meeting | None
    held: Mapping[int, MeetingCount]
    changed: Mapping[str, GroupChanges]
    reports: tuple[GroupReport, ...]
    #: critical aspects that are not over, by the group that they concern
    aspects: Mapping[int, int]
    wanted: int
    year: str


def _beside(
    matrix: Matrix, meeting: Meeting, since: Meeting | None, changes: Changes | None, user: type_of_reader
) -> _Beside:
    year = meeting_year(matrix.plan, matrix.as_of)
    reports = (
        GroupReport.objects.visible_to(user).filter(plan=matrix.plan).select_related("group", "meeting__body")
    )
    return _Beside(
        meeting=meeting,
        since=since,
        held=held_in([band.pk for band in matrix.bands], year.starts_on, year.ends_on, user=user),
        changed={one.code: one for one in changes.groups} if changes else {},
        reports=tuple(reports.order_by("-year", "-occasion")),
        aspects=Counter(
            pk for pair in _aspects(user, matrix.plan).values_list("identified_by", "group") for pk in {*pair}
        ),
        wanted=matrix.plan.parameters.meetings_a_year if matrix.plan else 0,
        year=year.words,
    )


def _aspects(user: type_of_reader, plan: Document | None) -> "QuerySet[CriticalAspect]":
    """Return the critical aspects that are not over; none from behind closed doors."""
    seen: QuerySet[CriticalAspect] = CriticalAspect.objects.visible_to(user).filter(plan=plan)
    return seen.filter(status__in=(CriticalAspect.Status.OPEN, CriticalAspect.Status.UNDER_WAY)).exclude(
        tier=Tier.CLOSED
    )


def _lines(matrix: Matrix, band: Band) -> tuple[Line, ...]:
    """Return the rows of a group; none from behind closed doors."""
    return tuple(line for line in matrix.lines if line.group == band.pk and line.tier != Tier.CLOSED)


def _part(band: Band, lines: tuple[Line, ...], beside: _Beside, user: type_of_reader) -> GroupPart:
    changed, since = beside.changed.get(band.code), beside.since
    moved = {subject.code: subject.told for subject in changed.subjects} if changed else {}
    mine = [one for one in beside.reports if one.group_id == band.pk]
    this = next((one for one in mine if one.meeting_id == beside.meeting.pk), None)
    held = beside.held[band.pk].number
    one, many = "%(held)s of %(wanted)s meeting in %(year)s", "%(held)s of %(wanted)s meetings in %(year)s"
    words = ngettext(one, many, beside.wanted)
    given = [one for one in mine if one.status == GroupReport.Status.PRESENTED and one != this]
    return GroupPart(
        code=band.code,
        slug=band.slug,
        name=band.name,
        short=band.short,
        held=held,
        met=words % {"held": held, "wanted": beside.wanted, "year": beside.year},
        totals=maths.totals(_told(line, ad_hoc=False) for line in lines),
        rows=tuple(_row(line, moved.get(line.code, ())) for line in lines),
        changed=changed.total if changed else 0,
        changes_url=_changes_url(since.code, band.slug) if since else "",
        aspects=beside.aspects.get(band.pk, 0),
        report=shelves_of([this], user)[0] if this else None,
        before=shelves_of(given[:1], user)[0] if given else None,
    )


def _changes_url(code: str, group: str = "") -> str:
    """Return where everything that changed since a meeting is told."""
    where = "parameter of an address"
    asked = {pgettext(where, "since"): code, pgettext(where, "group"): group}
    return f"{address('memory:changes')}?{urlencode({k: v for k, v in asked.items() if v})}"


def _told(line: Line, *, ad_hoc: bool) -> maths.Told:
    """Count a line as the annual report does."""
    heading = maths.heading_of(stage=line.stage, state=line.state, ad_hoc=ad_hoc)
    return maths.Told(
        heading=heading, state=line.state, short=bool(line.shortfall), pace=line.pace,
        overdue=line.overdue, starts_in=line.starts_in_year,
    )  # fmt: skip


def _row(line: Line, changes: Iterable[Change]) -> ActivityRow:
    paces = {"at_risk": _("At risk"), "delayed": _("Delayed")}
    going = line.state == "in_process" and not line.left
    under = [line.shortfall, paces.get(line.pace, "") if going else "", _late(line)]
    return ActivityRow(
        code=line.code,
        title=line.title,
        state=line.state,
        stage=line.stage,
        under=tuple(one for one in under if one),
        moved=_moved(changes),
    )


def _late(line: Line) -> str:
    return _("Deadline passed") if line.overdue else ""


def _moved(changes: Iterable[Change]) -> tuple[str, ...]:
    """Return what changed of an activity: states first, the first ones in words and the rest as a count."""
    net = [one for one in changes if not one.cancelled]
    told = [one for one in net if one.kind in TELLING][:TOLD]
    said = [f"{one.label}: {one.before or _('nothing')} → {one.after or _('nothing')}" for one in told]
    if rest := len(net) - len(told):
        said.append(ngettext("%(n)s more change", "%(n)s more changes", rest) % {"n": rest})
    return tuple(said)


# --- What awaits the meeting -------------------------------------------------------------------------------


def _pending(user: type_of_reader) -> Iterable[DecisionCard]:
    """Yield the decisions that still commit somebody, by their day; none from behind closed doors."""
    rows = visible_decisions(user).filter(
        verb__in=Decision.COMMITTING, outcome=Decision.Outcome.ADOPTED, follow_up__in=OPEN
    )
    found = [card for card in cards(rows, user) if not card.closed]
    yield from sorted(found, key=lambda card: (card.due_on or date.max, card.citation))


def _awaiting(user: type_of_reader, plan: Document | None) -> Iterable[Awaiting]:
    """Yield the texts in consultation, the group plans presented, and the annual report that was sent."""
    versions = Version.objects.visible_to(user).filter(status=Version.Status.IN_CONSULTATION)
    for version in versions.select_related("document"):
        about = _("Version %(number)s") % {"number": version.number}
        title = version.document.title
        yield Awaiting(title.text, title.lang, f"{about} · {_in_consultation()}", address("consensus:texts"))
    for one in GroupPlan.objects.filter(plan=plan, status=GroupPlan.Status.PRESENTED).select_related("group"):
        url = address("monitoring:group_plan", one.group.slug)
        name = one.group.name
        yield Awaiting(name.text, name.lang, _("Plan of the group, presented: awaits endorsement"), url)
    for report in Report.objects.visible_to(user).filter(plan=plan, status=Report.Status.IN_CONSULTATION):
        words = _("Annual report %(year)s") % {"year": report.label}
        yield Awaiting(words, "", _in_consultation(), address("reports:report", report.label))


def _in_consultation() -> str:
    return str(Version.Status.IN_CONSULTATION.label)


def _agenda(meeting: Meeting, user: type_of_reader) -> Iterable[Point]:
    """Yield the sessions with their points, without what is behind closed doors."""
    for session in read_meeting(meeting, user).sessions:
        if not session.closed:
            points = tuple(point.title for point in session.agenda if not point.closed)
            at = timezone.localtime(session.starts_at) if session.starts_at else None
            yield Point(session.title, at, points)
