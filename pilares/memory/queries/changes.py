"""«What changed since…»: everything that a reader may see of a span of time, and nothing else (AC-23)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from pilares.core import clock
from pilares.core.bilingual import Wording, reading_language
from pilares.core.trail import Entry
from pilares.meetings.models import Decision, Meeting
from pilares.memory.queries.acts import Acts, acts_between, seen_of
from pilares.memory.queries.asked import requests_of, windows_of
from pilares.memory.queries.critical import critical_of
from pilares.memory.queries.events import decisions_of
from pilares.memory.queries.fields import (
    Told,
    ValuesOfMany,
    fields_of,
    grouped_by_indicator,
    in_order,
    place_words,
)
from pilares.memory.queries.parameters import parameters_of
from pilares.memory.queries.plans import plan_steps_of
from pilares.memory.queries.shapes import Change, Changes, GroupChanges, Kind, Subject
from pilares.memory.queries.support import support_changes
from pilares.memory.queries.texts import PLAN, texts_told
from pilares.memory.queries.themes import themes_of
from pilares.monitoring.models import Activity
from pilares.monitoring.queries.names import Register, called, read_register
from pilares.monitoring.queries.past import stood
from pilares.monitoring.queries.progress import Measured, measured, progress_from
from pilares.monitoring.queries.ways import address
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Body, Standing
from pilares.plans.models import Document

GROUPS = (Body.Kind.GROUP, Body.Kind.AD_HOC)


def changes_since(
    user: type_of_reader,
    since: datetime,
    until: datetime | None = None,
    group: Body | None = None,
    *,
    activities: "QuerySet[Activity] | None" = None,
) -> Changes:
    """Return what changed from an instant until another, or until now, grouped by group and activity.

    `group` keeps one group or organ; `activities` keeps these, and then no decisions and no notes. The
    number of queries is constant; the trail is read by its index, from `since` on.
    """
    if activities is not None:
        return changes_of(user, (since, until), activities=activities, bodies=frozenset())
    bodies = None if group is None else frozenset({group.pk})
    of_group = None if group is None else Activity.objects.filter(group=group)
    return changes_of(user, (since, until), activities=of_group, bodies=bodies)


def changes_of(
    user: type_of_reader,
    span: tuple[datetime, datetime | None],
    *,
    activities: "QuerySet[Activity] | None" = None,
    bodies: Collection[int] | None = None,
) -> Changes:
    """Return what changed in these activities and was decided by these bodies; `None` is all of them.

    Texts with their notes, what is of the plan itself, and windows are told where everything is asked for.
    """
    (since, until), of_all = span, Body.objects.in_bulk()
    register = read_register(of_all.values())
    acts, asked = acts_between(since, until), Activity.objects.visible_to(user)
    if activities is not None:
        asked = asked.filter(pk__in=activities.values("pk"))
    found: dict[int, list[Subject]] = defaultdict(list)
    _activities(found, asked, acts, span, user, register)
    narrowed = None if activities is None else asked
    critical_of(found, acts, user, register, narrowed, bodies)
    closed: list[int] = []
    if bodies is None or bodies:
        closed = decisions_of(found, acts, span, user, bodies)
        plan_steps_of(found, span, user, register, bodies)
    if bodies is None:
        texts_told(found, acts, span, user, register)
        for told in (parameters_of, themes_of, windows_of):
            found[PLAN] += told(acts, user, register)
    first = Entry.objects.order_by("at").values_list("at", flat=True).first()
    return Changes(since, until, _grouped(found, of_all.values()), first, tuple(closed))


def _grouped(found: dict[int, list[Subject]], of_all: Iterable[Body]) -> tuple[GroupChanges, ...]:
    """Put the groups first, in their order, then the organs, then the plan itself."""
    bodies = sorted(of_all, key=lambda body: (body.kind not in GROUPS, body.order, body.code))
    made = [
        GroupChanges(
            body.code, body.slug, body.name, called(body), body.kind in GROUPS, _sorted(found[body.pk])
        )
        for body in bodies
        if found.get(body.pk)
    ]
    if found.get(PLAN):
        name = Wording(_("The plan and other texts"), reading_language())
        made.append(GroupChanges("", "", name, str(name), is_group=False, subjects=_sorted(found[PLAN])))
    return tuple(made)


def _sorted(subjects: Iterable[Subject]) -> tuple[Subject, ...]:
    """Put what changed its state first, then the fixed order of the matrix; meetings come after."""

    def place(subject: Subject) -> tuple[bool, str]:
        return all(change.kind != Kind.STATE for change in subject.changes), subject.sort_key

    return tuple(sorted(subjects, key=place))


# --- Activities --------------------------------------------------------------------------------------------


def _activities(
    found: dict[int, list[Subject]],
    asked: "QuerySet[Activity]",
    acts: Acts,
    span: tuple[datetime, datetime | None],
    user: type_of_reader,
    register: Register,
) -> None:
    requests = requests_of(acts, asked, user, register)
    support = support_changes(acts, asked, user, register)
    keys = {*acts.of_activity, *requests, *support}
    # few groups and plans stand for hundreds of activities: each is made once
    touched = asked.filter(pk__in=keys).prefetch_related("group", "plan")
    activities, standing = list(touched), standing_of(user)
    seen = seen_of(standing, activities, acts)
    places = _places(activities, seen, span[0], standing)
    figures = _figures(activities, seen, acts, span, user, register)
    tellers = _tellers(activities, seen, user, register)
    shown = Document.objects.the_plan() if activities else None
    for activity in activities:
        fields = fields_of(
            activity, seen[activity.pk], places.get(activity.pk, ""), tellers[activity.plan_id]
        )
        beside = (told.get(activity.pk, ()) for told in (figures, requests, support))
        if changes := in_order([*fields, *chain.from_iterable(beside)]):
            found[activity.group_id].append(
                Subject(
                    activity.code,
                    activity.title,
                    address("monitoring:activity", activity.code),
                    activity.tier,
                    changes,
                    activity.sort_key,
                    plan=""
                    if activity.plan == shown
                    else _("Plan %(period)s") % {"period": activity.plan.period},
                )
            )


def _places(
    activities: Iterable[Activity], seen: dict[int, tuple[Entry, ...]], since: datetime, standing: Standing
) -> dict[int, str]:
    """Return where the activities that moved stood in their group's plan at the beginning."""
    moved = [a.pk for a in activities if any("stage" in entry.details for entry in seen[a.pk])]
    if not moved:
        return {}
    rows = stood(Activity, since, ("id", "stage", "next_stage"), moved)
    return {row["id"]: place_words(row["stage"], row["next_stage"], standing) for row in rows}


def _tellers(
    activities: Sequence[Activity],
    seen: dict[int, tuple[Entry, ...]],
    user: type_of_reader,
    register: Register,
) -> dict[int, Told]:
    """Return what puts acts into words, one for each plan; decisions and meetings as the reader sees them."""
    cited = [str(e.details.get("label") or "") for entries in seen.values() for e in entries]
    codes = {label.partition(",")[0] for label in cited if label}
    keys = [a.stage_decision_id for a in activities if a.stage_decision_id]
    visible = Decision.objects.visible_to(user).filter(Q(pk__in=keys) | Q(meeting__code__in=codes))
    decisions = {one.pk: one.citation for one in visible.select_related("meeting")}
    held = Meeting.objects.visible_to(user).filter(pk__in={a.state_meeting_id for a in activities} - {None})
    meetings = dict(held.values_list("pk", "code"))
    plans = {activity.plan_id: activity for activity in activities}
    pks = [activity.pk for activity in activities]
    return {
        plan: Told(
            ValuesOfMany(activity, user, pks), register, standing_of(user), frozenset(decisions.values()),
            decisions, meetings,
        )
        for plan, activity in plans.items()
    }  # fmt: skip


def _figures(
    activities: Iterable[Activity],
    seen: dict[int, tuple[Entry, ...]],
    acts: Acts,
    span: tuple[datetime, datetime | None],
    user: type_of_reader,
    register: Register,
) -> dict[int, list[Change]]:
    """Tell what the validations of the span made of each figure, as every page says it (AC-16)."""
    since, until = span
    validated = {a.pk: grouped_by_indicator(seen[a.pk], acts.indicators) for a in activities}
    keys = [key for of_one in validated.values() for key in of_one]
    if not keys:
        return {}
    then, now = measured(keys, user, until=since), measured(keys, user, until=until)
    eve = timezone.localtime(since - timedelta(microseconds=1)).date()
    day = timezone.localtime(until - timedelta(microseconds=1)).date() if until else clock.today()
    told: dict[int, list[Change]] = defaultdict(list)
    for activity in activities:
        for key, entries in validated[activity.pk].items():
            counted = [entry for entry in entries if entry.object_id in _counted(now[key])]
            if not counted:
                continue
            before, after = progress_from(then[key], eve), progress_from(now[key], day)
            told[activity.pk].append(
                Change(
                    Kind.VALUE,
                    _("%(part)s: %(field)s") % {"part": after.code, "field": _("validated value")},
                    before.text,
                    after.text,
                    counted[-1].at,
                    register.capacity(
                        counted[-1].capacity, activity.group.code, in_full=standing_of(user).member
                    ),
                    edits=len(counted),
                    cancelled=before.text == after.text and len(counted) > 1,
                )
            )
    return told


def _counted(one: Measured) -> frozenset[Any]:
    return frozenset(entry.key for period in one.counted for entry in period.entries)
