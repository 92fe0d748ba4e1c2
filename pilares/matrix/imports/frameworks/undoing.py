"""Taking a framework back within seven days: what nobody touched since goes, the rest stays and says why."""

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pilares.core import clock
from pilares.core.access import require
from pilares.core.trail import record
from pilares.matrix.access import why_not_undo
from pilares.matrix.imports.applying import reason_of
from pilares.matrix.imports.undoing import SINCE, Kept, Undoing
from pilares.matrix.models import Import
from pilares.monitoring import access, actions
from pilares.monitoring.actions.many import remove_parts, with_their_own
from pilares.monitoring.models import Activity, Indicator, Measurement, Result
from pilares.people.models import User

MEASURED = gettext_lazy("its figures were worked on since")


def read_framework_undoing(import_: Import, *, by: User) -> Undoing:
    """Say what taking a framework back would do now, in a constant number of queries."""
    out, written = Undoing(), import_.written
    versions = {pk: (version, figures) for pk, version, figures in written.get("indicators", ())}
    touched = ~Q(periods__measurements__status=Measurement.Status.SENT) | Q(
        periods__measurements__version__gt=1
    )
    said = Q(periods__measurements__isnull=False)
    rows = Indicator.objects.annotate(
        figures=Count("periods__measurements", distinct=True),
        touched=Count("periods__measurements", filter=said & touched, distinct=True),
        revised=Count("targets", filter=~Q(targets__decision=None), distinct=True),
    )
    indicators = rows.in_bulk(list(versions))
    created = dict(written.get("activities", ()))
    results = Result.objects.in_bulk(written.get("results", ()))
    keys = {one.activity_id for one in indicators.values()} | {one.activity_id for one in results.values()}
    keys |= set(created)
    activities = {one.pk: one for one in with_their_own(Activity.objects.filter(pk__in=keys))}
    kept_in: set[int] = set()
    for one in indicators.values():
        activity = activities[one.activity_id]
        version, figures = versions[one.pk]
        if why := _why_stays(one, activity, version=version, figures=figures, by=by):
            out.kept.append(Kept(one.code, one.name.text, why))
            kept_in.add(activity.pk)
        else:
            out.removed["indicator"].append(one.pk)
    _results(out, results, activities, kept_in, by)
    _activities(out, created, activities, kept_in)
    out.fields = sum(map(len, out.removed.values()))
    return out


def _why_stays(one: Indicator, activity: Activity, *, version: int, figures: int, by: User) -> str:
    """Return why an indicator is not taken back, or nothing."""
    if reason := access.why_not_edit(by, activity):
        return str(reason)
    if one.version != version or vars(one)["revised"]:
        return str(SINCE)
    counted = vars(one)
    worked_on = counted["touched"] or counted["figures"] != figures
    return str(MEASURED) if worked_on else ""


def _results(
    out: Undoing, results: dict[int, Result], activities: dict[int, Activity], kept_in: set[int], by: User
) -> None:
    """Take back the results that no indicator needs any more."""
    gone = out.removed["indicator"]
    held = set(
        Indicator.objects.filter(result__in=results).exclude(pk__in=gone).values_list("result", flat=True)
    )
    for one in results.values():
        activity = activities[one.activity_id]
        if one.pk in held or access.why_not_edit(by, activity):
            kept_in.add(activity.pk)
        else:
            out.removed["result"].append(one.pk)


def _activities(
    out: Undoing, created: dict[int, int], activities: dict[int, Activity], kept_in: set[int]
) -> None:
    """Withdraw the candidates of which nothing stays and that nobody changed or prioritised."""
    parts = Activity.objects.filter(pk__in=created).annotate(
        held=Count("indicators", distinct=True)
        + Count("results", distinct=True)
        + Count("risks", distinct=True)
    )
    held = dict(parts.values_list("pk", "held"))
    going: dict[int, int] = dict.fromkeys(created, 0)
    for kind, model in (("indicator", Indicator), ("result", Result)):
        rows = model._default_manager.filter(pk__in=out.removed[kind]).order_by()
        for pk, number in rows.values_list("activity").annotate(n=Count("pk")):
            going[pk] = going.get(pk, 0) + number
    for pk, version in created.items():
        activity = activities[pk]
        same = activity.version == version and activity.stage == Activity.Stage.PROPOSED
        if pk in kept_in or not same or held[pk] != going[pk]:
            out.kept.append(Kept(activity.code, _("the whole activity"), str(SINCE)))
        else:
            out.withdrawn.append(activity)
            out.activities += 1


@transaction.atomic
def undo_framework(import_: Import, *, by: User) -> Undoing:
    """Take back what nobody touched since; the rest stays and is said. Raises `Refused`."""
    locked = Import.objects.select_for_update(of=("self",)).get(pk=import_.pk)
    require(why_not_undo(by, locked))
    found = read_framework_undoing(locked, by=by)
    remove_parts(Indicator, found.removed["indicator"], by=by)
    remove_parts(Result, found.removed["result"], by=by)
    reason = _("Undone: %(file)s") % {"file": reason_of(locked)}
    for activity in found.withdrawn:
        actions.withdraw(activity, reason=reason, by=by)
    locked.status, locked.undone_at = Import.Status.UNDONE, clock.now()
    locked.save(update_fields=["status", "undone_at"])
    kept = [f"{one.code}: {one.what}" for one in found.kept]
    record(locked, "undo_import", by=by, file=locked.name, fields=found.fields, kept=kept)
    import_.refresh_from_db()
    return found
