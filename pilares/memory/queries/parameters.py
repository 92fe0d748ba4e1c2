"""The numbers of a plan and the dates of its years, as a decision or a reason changed them (§1.5, §4.3)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilares.core.access import Tier
from pilares.core.bilingual import Wording, reading_language
from pilares.core.trail import Entry
from pilares.meetings.access import may_cite
from pilares.memory import maths
from pilares.memory.queries.acts import PARAMETERS, PLAN_ITSELF, Acts
from pilares.memory.queries.shapes import Change, Kind, Subject
from pilares.monitoring.queries.names import Register
from pilares.monitoring.queries.ways import address
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Standing
from pilares.plans.models import Document, ParameterChange, Parameters
from pilares.plans.queries.parameters import in_words, labels

CHANGED, DATED = "change_parameters", "date_plan_years"


def parameters_of(acts: Acts, user: type_of_reader, register: Register) -> Iterable[Subject]:
    """Yield the plans whose parameters or years changed: everybody reads them, who steers also the reason."""
    changed = _by_record(entry for entry in acts.others[PARAMETERS] if entry.verb == CHANGED)
    dated = _by_record(entry for entry in acts.others[PLAN_ITSELF] if entry.verb == DATED)
    if not changed and not dated:
        return
    plans = dict(Parameters.objects.filter(pk__in=list(changed)).values_list("document", "pk"))
    standing = standing_of(user)
    last = _last_of(list(plans), acts.until)
    seen = Document.objects.visible_to(user).filter(pk__in={*plans, *dated})
    for plan in seen.order_by("order", "code"):
        told = [
            *_numbers(plan, changed.get(plans.get(plan.pk, 0), []), last, standing, register),
            *_years(dated.get(plan.pk, []), standing, register),
        ]
        if told:
            name = Wording(_("Parameters of the Plan"), reading_language())
            where, order = address("plans:parameters", plan.period), f"{plan.order:03d}~"
            key = f"parameters-{plan.pk}"
            yield Subject(plan.period, name, where, Tier.PUBLIC, tuple(told), order, key)


def _by_record(entries: Iterable[Entry]) -> dict[int, list[Entry]]:
    found: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.object_id].append(entry)
    return found


def _last_of(plans: list[int], until: datetime | None) -> dict[tuple[int, str], ParameterChange]:
    """Return the last change of each parameter of these plans in the span, with its decision."""
    rows = ParameterChange.objects.filter(plan__in=plans).select_related("decision__meeting")
    if until is not None:
        rows = rows.filter(at__lt=until)
    found = rows.select_related("decision__session", "decision__meeting").order_by("at", "pk")
    return {(one.plan_id, one.name): one for one in found} if plans else {}


def _moves(entries: list[Entry]) -> dict[str, list[tuple[Entry, list[str]]]]:
    moved: dict[str, list[tuple[Entry, list[str]]]] = defaultdict(list)
    for entry in entries:
        for name, texts in (entry.details.get("changes") or {}).items():
            moved[name].append((entry, texts))
    return moved


def _numbers(
    plan: Document,
    entries: list[Entry],
    last: dict[tuple[int, str], ParameterChange],
    standing: Standing,
    register: Register,
) -> Iterable[Change]:
    named = labels()
    for name, moves in _moves(entries).items():
        before, after = maths.net([(was, now) for _entry, (was, now) in moves])
        entry, rests = moves[-1][0], last.get((plan.pk, name))
        decision = rests.decision if rests and may_cite(standing, rests.decision) else None
        label, place, _about = named.get(name, (name, "", ""))
        yield Change(
            Kind.PARAMETER, f"{label} ({place})" if place else label, in_words(name, before),
            in_words(name, after), entry.at, register.capacity(entry.capacity, "", in_full=standing.member),
            decision=decision.citation if decision else "",
            reason=rests.reason if rests and standing.steers else "",
            edits=len(moves), cancelled=before == after,
        )  # fmt: skip


def _years(entries: list[Entry], standing: Standing, register: Register) -> Iterable[Change]:
    for number, moves in sorted(_moves(entries).items()):
        before, after = maths.net([(_span(days[:2]), _span(days[2:])) for _entry, days in moves])
        entry = moves[-1][0]
        yield Change(
            Kind.PARAMETER, _("Year %(number)s") % {"number": number}, before, after, entry.at,
            register.capacity(entry.capacity, "", in_full=standing.member),
            edits=len(moves), cancelled=before == after,
        )  # fmt: skip


def _span(days: list[str]) -> str:
    """Say from when until when a year goes, as far as its dates are recorded."""
    said = [date_format(day, "DATE_FORMAT") if (day := parse_date(one)) else "…" for one in days]
    return " – ".join(said) if any(days) else ""
