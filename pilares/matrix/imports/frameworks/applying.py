"""Writing a framework that a person saw: one transaction, one act that names the file."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from pilares.core import clock
from pilares.core.access import Reason, Refused, require
from pilares.core.trail import record
from pilares.matrix.access import why_not_import
from pilares.matrix.imports.applying import ALREADY
from pilares.matrix.imports.frameworks.destination import Destination
from pilares.matrix.imports.frameworks.judging import Proposal
from pilares.matrix.imports.frameworks.looking import NOT_MAPPED, Framework, look
from pilares.matrix.imports.frameworks.report import reported
from pilares.matrix.imports.keeping import drop_tables
from pilares.matrix.models import Import
from pilares.monitoring import actions
from pilares.monitoring.actions.many import (
    NewFigure,
    NewPeriod,
    Stopped,
    add_parts,
    add_periods,
    report_many,
)
from pilares.monitoring.models import Activity, Indicator, Result
from pilares.people.models import Body, User

NOTHING = Reason(
    "NOTHING_TO_CREATE", gettext_lazy("No row of this file can come in yet: decide, or mend the file.")
)


class Moved(Exception):
    """What would be written is not what the person saw, or a row stopped all: it is to be looked at anew."""

    def __init__(self, framework: Framework, stopped: Stopped | None = None) -> None:
        self.framework, self.stopped = framework, stopped
        super().__init__()


def apply_framework(import_: Import, *, seal: str, by: User) -> Framework:
    """Create what the person saw under this seal. Raises `Refused`, or `Moved`; then nothing is written."""
    try:
        return _apply(import_, seal=seal, by=by)
    except Stopped as stopped:
        raise Moved(look(import_, by=by), stopped) from stopped


@transaction.atomic
def _apply(import_: Import, *, seal: str, by: User) -> Framework:
    locked = (
        Import.objects.select_for_update(of=("self",)).select_related("plan__parameters").get(pk=import_.pk)
    )
    require(why_not_import(by, locked.plan))
    require(None if locked.staged else ALREADY)
    group = locked.answers.get("destination", {}).get("group") or 0
    Body.objects.select_for_update().filter(pk=group).first()  # two files never add one indicator twice
    seen = look(locked, by=by)
    require(None if seen.mapped else NOT_MAPPED)
    require(seen.destination.why_not)
    if seen.seal != seal:
        raise Moved(seen)
    require(None if seen.ready else NOTHING)
    locked.written = _write(seen, locked, by=by) | reported(seen)
    locked.status, locked.applied_at, locked.counts = Import.Status.APPLIED, clock.now(), seen.counts
    locked.save(update_fields=["status", "applied_at", "counts", "written"])
    record(locked, "import", by=by, file=locked.name, size=locked.size, counts=seen.counts)
    transaction.on_commit(lambda: drop_tables(locked.file))
    import_.refresh_from_db()
    return seen


def _write(seen: Framework, import_: Import, *, by: User) -> dict[str, Any]:
    """Add candidates, results, indicators, periods with targets, and figures; return their keys."""
    ready, to = seen.ready, seen.destination
    new = _candidates(seen, import_, by=by)
    owner = {title: activity.pk for title, activity in new.items()}
    activities = [to.activity.pk if to.activity else owner[to.title_of(one.result)] for one in ready]
    results, made = _results(ready, activities, to, by=by)
    indicators = add_parts(
        Indicator,
        [
            _indicator(one, activity, results, import_, to)
            for one, activity in zip(ready, activities, strict=True)
        ],
        by=by,
    )
    figures = _measures(ready, indicators, to, by=by)
    fresh = Activity.objects.in_bulk([activity.pk for activity in new.values()])
    return {
        "activities": [[activity.pk, activity.version] for activity in fresh.values()],
        "results": made,
        "indicators": [[one.pk, one.version, figures.get(one.pk, 0)] for one in indicators],
    }


def _candidates(seen: Framework, import_: Import, *, by: User) -> dict[str, Activity]:
    """Propose the new candidates: they are never priority activities of the group (§3.9)."""
    to = seen.destination
    found: dict[str, Activity] = {}
    if to.group is None:
        return found
    for title in to.new_activities([one.result for one in seen.ready]):
        try:
            words: dict[str, Any] = {f"title_{to.language}": title, "original_language": to.language}
            found[title] = actions.propose(group=to.group, plan=import_.plan, by=by, **words)
        except (Refused, ValidationError) as cause:
            raise Stopped(title[:60], cause) from cause
    return found


def _results(
    ready: Sequence[Proposal], activities: Sequence[int], to: Destination, *, by: User
) -> tuple[dict[tuple[int, str], Result], list[int]]:
    """Add the results that their activity does not have; return all of them, and the new keys."""
    column = f"text_{to.language}"
    known = Result.objects.filter(activity__in=set(activities))
    found = {(one.activity_id, str(getattr(one, column))): one for one in known}
    new: dict[tuple[int, str], Result] = {}
    for one, activity in zip(ready, activities, strict=True):
        if one.result and (activity, one.result) not in found:
            result = Result(
                activity_id=activity, original_language=to.language, order=len(new),
                level=one.values["level"] or Result._meta.get_field("level").default, **{column: one.result},
            )  # fmt: skip
            new.setdefault((activity, one.result), result)
    created = add_parts(Result, list(new.values()), by=by)
    return {**found, **dict(zip(new, created, strict=True))}, [result.pk for result in created]


def _indicator(
    one: Proposal, activity: int, results: Mapping[tuple[int, str], Result], import_: Import, to: Destination
) -> Indicator:
    language, values = to.language, one.values
    with override(language):
        rows = ", ".join(str(line.row + 1) for line in one.lines)
        where = _("«%(file)s», row %(rows)s") % {"file": import_.name, "rows": rows}
    source = ". ".join(filter(None, (where, str(values["source"]))))
    texts = {
        "name": one.name, "unit": values["unit"], "definition": values["definition"],
        "measured_by": to.institution, "data_source": source,
    }  # fmt: skip
    columns = ("measure", "direction", "keep", "level", "baseline_on", "baseline")
    return Indicator(
        activity_id=activity, result=results.get((activity, one.result)), original_language=language,
        references=list(values["references"]),
        baseline_status=values.get("baseline_status", ""), monitored_by=to.monitored_by,
        baseline_source=where[:300] if values.get("baseline") is not None else "",
        **{name: values.get(name) for name in columns},
        **{f"{name}_{language}": text for name, text in texts.items()},
    )  # fmt: skip


def _measures(
    ready: Sequence[Proposal], indicators: Sequence[Indicator], to: Destination, *, by: User
) -> dict[int, int]:
    """Add the periods with their targets and send the figures; return how many each indicator has."""
    spans = [
        (one, indicator.pk, span)
        for one, indicator in zip(ready, indicators, strict=True)
        for span in one.spans
    ]
    rows = [NewPeriod(pk, span.starts_on, span.ends_on, span.target) for _one, pk, span in spans]
    periods = add_periods(rows, by=by)
    figures = [
        (pk, NewFigure(period.pk, span.actual, one.country, to.institution, span.comment))
        for (one, pk, span), period in zip(spans, periods, strict=True)
        if span.actual is not None
    ]
    report_many([figure for _pk, figure in figures], by=by)
    found: dict[int, int] = {}
    for pk, _figure in figures:
        found[pk] = found.get(pk, 0) + 1
    return found
