"""What a plan leaves unfinished goes on in the next one, with its lineage (§4.2, last paragraph, AC-12)."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import Reason, require
from pilares.core.trail import record
from pilares.monitoring.actions.activities import party_token, propose
from pilares.monitoring.actions.parts import add_part
from pilares.monitoring.actions.stages import prioritise, set_aside, withdraw
from pilares.monitoring.models import Activity, Indicator, Result
from pilares.monitoring.queries.lineage import ended_with
from pilares.people.models import User
from pilares.plans.models import Document, Placement

L = Activity.Lineage
#: the texts and marks that a person wrote of an activity; its days belong to the plan that ends
COPIED = (
    "title_es", "title_en", "about_es", "about_en", "original_language", "scope", "gender_marker",
    "gender_reason_es", "gender_reason_en",
)  # fmt: skip
#: what of an indicator is not carried over: its keys, its baseline, its targets, its days
OWN = frozenset({
    "id", "activity", "result", "code", "order", "version", "baseline_status", "baseline", "baseline_on",
    "baseline_source", "baseline_expected_on", "target", "target_upper", "target_note_es", "target_note_en",
    "monitored_by", "pace_on_course", "pace_insufficient", "pace_reason", "pace_decision",
})  # fmt: skip
NOT_THIS_PLAN = Reason("NOT_THE_NEXT_PLAN", _("The activity goes on in the plan that follows its own."))


@transaction.atomic
def carry_over(activity: Activity, *, plan: Document, lineage: str, by: User) -> Activity:
    """Write the record that follows an activity in the draft of the next plan; a new code, and its lineage.

    What continues takes one of the group's places, with its indicators: the last validated value is the
    baseline, the target is empty. What is reformulated is a candidate with the words of the original.
    Raises `Refused` with the code `MAX_PRIORITY_n` where no place is free (§3.9).
    """
    require(None if plan.predecessor_id == activity.plan_id else NOT_THIS_PLAN)
    known = activity.successors.filter(plan=plan, lineage=lineage).exclude(stage=Activity.Stage.WITHDRAWN)
    if (found := known.first()) is not None:
        return found
    new = propose(group=activity.group, plan=plan, by=by, **_words_of(activity, plan))
    new.predecessor, new.lineage = activity, lineage
    new.save(update_fields=["predecessor", "lineage"])
    results = _copy_results(activity, new, by)
    if lineage == L.CONTINUES:
        _copy_indicators(activity, new, results, by)
        new = prioritise(new, by=by)
    record(new, "carry_over", by=by, predecessor=activity.code, lineage=lineage)
    return new


@transaction.atomic
def give_up_carried(activity: Activity, *, reason: str, by: User) -> Activity:
    """Take a record of the next plan back, as its predecessor goes elsewhere; its code is never reused."""
    if activity.stage == Activity.Stage.PRIORITISED:
        activity = set_aside(activity, by=by)
    return withdraw(activity, reason=reason, by=by)


def _words_of(activity: Activity, plan: Document) -> dict[str, Any]:
    """Return what the new record says, with the next plan's own objectives, themes and principles."""
    parties = list(activity.parties.all())
    places = list(activity.placed.select_related("placement__theme", "placement__pillar"))
    known = {
        (p.theme.code, p.pillar.number): p
        for p in Placement.objects.filter(theme__plan=plan).select_related("theme", "pillar")
    }
    same = [(known.get((p.placement.theme.code, p.placement.pillar.number)), p.primary) for p in places]
    return {
        **{name: getattr(activity, name) for name in COPIED},
        "objectives": list(plan.objectives.filter(number__in=activity.objectives.values("number"))),
        "principles": list(plan.principles.filter(letter__in=activity.principles.values("letter"))),
        "countries": list(activity.countries.all()),
        "sources": list(activity.sources.all()),
        "themes": [placement for placement, _primary in same if placement],
        "primary_theme": next((placement for placement, primary in same if placement and primary), ""),
        "parties": [party_token(party) for party in parties],
        "principal": next((party_token(party) for party in parties if party.principal), ""),
    }


def _copy(row: Model, *, without: frozenset[str]) -> dict[str, Any]:
    fields = (f for f in row._meta.concrete_fields if f.name not in without)
    return {field.attname: getattr(row, field.attname) for field in fields}


def _copy_results(activity: Activity, new: Activity, by: User) -> dict[int, Result]:
    kept = {}
    for result in activity.results.all():
        copy = Result(**_copy(result, without=frozenset({"id", "activity"})))
        kept[result.pk] = add_part(copy, activity=new, by=by)
    return kept


def _copy_indicators(activity: Activity, new: Activity, results: dict[int, Result], by: User) -> None:
    indicators = list(activity.indicators.all())
    ended = ended_with(indicators, by)
    for indicator in indicators:
        copy = Indicator(**_copy(indicator, without=OWN), result=results.get(indicator.result_id or 0))
        _begin_from(copy, indicator, activity.plan, ended.get(indicator.pk))
        add_part(copy, activity=new, by=by)


def _begin_from(
    copy: Indicator, of: Indicator, plan: Document, ended: tuple[Decimal | None, date] | None
) -> None:
    """Set the baseline: the last validated value with its date; nothing validated stays to be established."""
    value, on = ended or (None, None)
    qualitative = of.measure == Indicator.Measure.QUALITATIVE
    if on is None or (value is None and not qualitative):
        copy.baseline_status = Indicator.BaselineStatus.TO_BE_ESTABLISHED
        return
    copy.baseline_status = Indicator.BaselineStatus.ESTABLISHED
    copy.baseline, copy.baseline_on = value, on
    copy.baseline_source = f"{of.code}, {plan.period}, {clock.today().isoformat()}"
