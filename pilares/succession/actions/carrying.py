"""Each unfinished activity gets its destination; countries propose, the two offices recommend (AC-12)."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import Reason, require
from pilares.core.edits import put
from pilares.core.trail import record
from pilares.monitoring.actions import carry_over, give_up_carried
from pilares.monitoring.models import Activity
from pilares.people.models import Country, User
from pilares.plans.access import why_not_within
from pilares.plans.models import Document
from pilares.succession import access
from pilares.succession.models import Destination, Proposal

WAYS: dict[str, str] = {
    Destination.Way.CONTINUE: Activity.Lineage.CONTINUES,
    Destination.Way.REFORMULATE: Activity.Lineage.REFORMULATES,
}
UNDER_WAY = Reason("NEXT_UNDER_WAY", _("Its record in the next plan is already in force: change it there."))


def _row(activity: Activity) -> Destination:
    """Return the line of an activity, held; the first who writes of it begins it."""
    Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    Destination.objects.get_or_create(activity=activity)
    held: Destination = Destination.objects.select_for_update(of=("self",)).get(activity=activity)
    return held


@transaction.atomic
def settle(
    activity: Activity, *, changes: Mapping[str, Any], base: Mapping[str, str], by: User
) -> Destination:
    """Say where an activity goes, why and who proposes it; the draft of the next plan follows (AC-12).

    Raises `Refused` (also where the next plan has no free place, §3.9), `Conflict` or `ValidationError`.
    """
    require(access.why_not_settle(by, activity))
    row = _row(activity)
    before, merged = row.way, put(row, changes, base=base)
    if not merged.write:
        return row
    row.at, row.by, row.capacity = clock.now(), by, by.standing.capacity
    row.full_clean(exclude=["activity", "by"])
    row.save()
    reason = row.reason_es or row.reason_en
    record(activity, "settle_destination", by=by, way=row.way, before=before, reason=reason)
    following = activity.plan.successors.first()
    if following is not None:
        follow(row, following, by=by)
    return row


def follow(row: Destination, following: Document, *, by: User) -> None:
    """Let the draft of the next plan hold what the destination says, and nothing else of the activity."""
    activity, lineage = row.activity, WAYS.get(str(row.way), "")
    standing = activity.successors.filter(plan=following).exclude(stage=Activity.Stage.WITHDRAWN)
    for other in standing.exclude(lineage=lineage).select_related("plan"):
        require(UNDER_WAY if other.stage not in Activity.DRAFTS else None)
        give_up_carried(other, reason=row.reason.text, by=by)
    if lineage:
        carry_over(activity, plan=following, lineage=lineage, by=by)


@transaction.atomic
def recommend(
    activity: Activity, *, changes: Mapping[str, Any], base: Mapping[str, str], by: User
) -> Destination:
    """Write the recommendation of one's own office beside the other's (§4.2, last paragraph)."""
    require(access.why_not_settle(by, activity))
    for column in changes:
        require(access.why_not_recommend(by, column))
    row = _row(activity)
    if put(row, changes, base=base).write:
        row.full_clean(exclude=["activity", "by"])
        row.save()
        record(activity, "recommend_destination", by=by)
    return row


@transaction.atomic
def propose(
    plan: Document,
    *,
    activity: Activity | None,
    country: Country,
    changes: Mapping[str, Any],
    base: Mapping[str, str],
    by: User,
) -> Proposal:
    """Write what a Member Country proposes for the next plan, of one activity or of the whole (§4.2)."""
    require(access.why_not_propose(by, plan) or why_not_within(plan))
    require(None if country.pk in by.standing.countries else OTHER_COUNTRY)
    Document.objects.select_for_update().get(pk=plan.pk)
    mine = {"plan": plan, "activity": activity, "country": country}
    row = Proposal.objects.filter(**mine).first() or Proposal(**mine)
    row.at = row.at or clock.now()
    if put(row, changes, base=base).write or row.pk is None:
        row.at, row.by, row.capacity = clock.now(), by, by.standing.capacity
        row.full_clean(exclude=["plan", "activity", "country", "by"])
        row.save()
        record(activity or plan, "propose_for_next", by=by, country=country.pk)
    return row


OTHER_COUNTRY = Reason("OTHER_COUNTRY", _("A proposal is written by whoever acts for that country."))
