"""What stood beside an activity at an instant: its support, its critical aspects and its decisions.

What a reader may not see today is not told of any day; what was opened since was not open then.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q, prefetch_related_objects

from pilares.core.access import Tier
from pilares.core.days import day_in_the_house
from pilares.core.trail import Entry
from pilares.meetings.models import Decision
from pilares.monitoring.models import Activity, CriticalAspect, SupportOffer, SupportRequest
from pilares.monitoring.queries.critical import AspectLine, Aspects, aspects_said
from pilares.monitoring.queries.past import stood
from pilares.monitoring.queries.support import ActivitySupport, offers_said, own_offer, request_lines
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Standing
from pilares.plans.models import Theme

#: of a decision, what may have been corrected since
CORRECTED = ("text_es", "text_en", "verb", "paragraph")
ACTORS = ("identified_by", "theme", "group", "owner_country", "owner_body", "owner_organisation")


def decisions_then(found: Activity, user: type_of_reader, until: datetime) -> tuple[Decision, ...]:
    """Return the decisions about an activity that were written down, as they read then; two queries.

    Which are linked is of today: links keep no days. The one that moved its stage is the one of that day.
    """
    day = day_in_the_house(until)
    linked = Q(activities=found.pk) | Q(pk=found.stage_decision_id)
    rows = Decision.objects.visible_to(user).filter(linked, meeting__starts_on__lt=day)
    known = {one.pk: one for one in rows.select_related("meeting").distinct()}
    standing, acts = standing_of(user), _since(Decision, known, until)
    told = (_decision_then(one, acts[one.pk], standing) for one in known.values())
    return tuple(one for one in told if one is not None)


def _decision_then(one: Decision, acts: list[Entry], standing: Standing) -> Decision | None:
    """Return a decision with the words that it had; nothing where it was not written down, or not open."""
    for act in acts:
        if act.verb == "record_decision":
            return None
        for name, (before, _after) in (act.details.get("changes") or {}).items():
            if name == "tier" and not standing.reaches(before):
                return None
            if name in CORRECTED:
                setattr(one, name, before)
    return one


def _since(model: Any, keys: Iterable[int], until: datetime) -> dict[int, list[Entry]]:
    """Return the acts on records since an instant, the latest first: undone, they say what stood.

    One query, by the index of the trail on a record.
    """
    acts = Entry.objects.filter(model=model._meta.label_lower, object_id__in=list(keys), at__gte=until)
    found: dict[int, list[Entry]] = defaultdict(list)
    for act in acts.order_by("-at", "-pk"):
        found[act.object_id].append(act)
    return found


# --- Support ---------------------------------------------------------------------------------------------


def support_then(found: Activity, user: type_of_reader, until: datetime) -> ActivitySupport:
    """Return the support of an activity as it stood; what was asked for keeps its words, offers a history."""
    day = day_in_the_house(until)
    asked = SupportRequest.objects.visible_to(user).filter(activity=found.pk, asked_on__lt=day)
    offers = offers_said((row, decision) for row, decision in _offers(found, user, until))
    return ActivitySupport(
        requests=request_lines(asked.filter(Q(closed_on=None) | Q(closed_on__gte=day))),
        confirmed=tuple(line for line in offers if line.shown),
        others=tuple(line for line in offers if not line.shown),
        may_ask=False,
        may_offer=False,
        tier_told=standing_of(user).member,
    )


def _offers(
    found: Activity, user: type_of_reader, until: datetime
) -> list[tuple[SupportOffer, Decision | None]]:
    """Return offers as they stood, seen by who may see them today and could have then."""
    standing = standing_of(user)
    today = SupportOffer.objects.visible_to(user).filter(activity=found.pk)
    seen = {one.pk: one for one in today.select_related("organisation", "country")}
    columns = [field.attname for field in SupportOffer.history.model.tracked_fields]
    made = []
    for row in stood(SupportOffer, until, columns, seen):
        one, now = SupportOffer(**row), seen[row["id"]]
        one.activity, one.organisation, one.country = found, now.organisation, now.country
        if one.status in SupportOffer.SHOWN or standing.member or own_offer(now, standing):
            made.append(one)
    keys = [one.decision_id for one in made if one.decision_id]
    decisions = Decision.objects.visible_to(user).select_related("meeting").in_bulk(keys) if keys else {}
    return [(one, decisions.get(one.decision_id or 0)) for one in made]


# --- Critical aspects --------------------------------------------------------------------------------------


def critical_then(found: Activity, user: type_of_reader, until: datetime) -> tuple[AspectLine, ...]:
    """Return the critical aspects of an activity as they stood; a constant number of queries."""
    today = CriticalAspect.objects.visible_to(user).filter(plan=found.plan_id)
    linked = _linked(dict.fromkeys(today.values_list("pk", flat=True)), until)
    mine = [key for key, activities in linked.items() if found.pk in activities]
    columns = [field.attname for field in CriticalAspect.history.model.tracked_fields]
    standing = standing_of(user)
    rows = [CriticalAspect(**row) for row in (stood(CriticalAspect, until, columns, mine) if mine else ())]
    rows = [row for row in rows if _reached(row, standing)]
    prefetch_related_objects(rows, *ACTORS)
    rows.sort(key=lambda row: (row.identified_by.order, row.identified_by.code, row.identified_on, row.pk))
    themes = Theme.objects.visible_to(user).filter(pk__in=[row.theme_id for row in rows])
    others = Activity.objects.visible_to(user).in_bulk({key for row in rows for key in linked[row.pk]})
    decided = Decision.objects.visible_to(user).filter(pk__in=[row.decision_id for row in rows])
    return aspects_said(
        Aspects(
            tuple(rows),
            {row.pk: _in_order(linked[row.pk], others) for row in rows},
            {one.pk: one for one in decided.select_related("meeting")},
            frozenset(themes.values_list("pk", flat=True)),
        )
    )


def _linked(aspects: Iterable[int], until: datetime) -> dict[int, set[int]]:
    """Return the activities that each aspect was linked to: today's, with the edits since undone."""
    links = CriticalAspect.activities.through.objects.filter(criticalaspect__in=list(aspects))
    held: dict[int, set[int]] = defaultdict(set)
    for aspect, activity in links.values_list("criticalaspect_id", "activity_id"):
        held[aspect].add(activity)
    for aspect, acts in _since(CriticalAspect, aspects, until).items():
        for act in acts:
            if moved := (act.details.get("changes") or {}).get("activities"):
                before, after = ({int(key) for key in text.split(",") if key} for text in moved)
                held[aspect] = (held[aspect] - (after - before)) | (before - after)
    return held


def _reached(row: CriticalAspect, standing: Standing) -> bool:
    """Whether the reader could have read it then."""
    own = {row.identified_by_id, row.group_id} & standing.groups
    return standing.steers or bool(own) or Tier(row.tier) in standing.tiers


def _in_order(keys: Iterable[int], known: dict[int, Activity]) -> tuple[Activity, ...]:
    return tuple(sorted((known[key] for key in keys if key in known), key=lambda one: one.sort_key))


def names_of_support(support: ActivitySupport) -> str:
    """Say in one line what is asked for and who supports, to be compared with another day."""
    asked = [f"{line.kind}: {line.text}" for line in support.requests]
    given = [f"{line.by}: {line.status_label}" for line in (*support.confirmed, *support.others)]
    return "; ".join([*asked, *given])


def names_of_critical(lines: Iterable[AspectLine]) -> str:
    """Say in one line which critical aspects there are and where each stands."""
    return "; ".join(f"{line.text} ({line.status_label})" for line in lines)


def names_of_decisions(decisions: Iterable[Decision]) -> str:
    """Say in one line which decisions are linked."""
    return "; ".join(one.citation for one in decisions)
