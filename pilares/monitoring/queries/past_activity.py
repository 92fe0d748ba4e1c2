"""The page of an activity as it stood at the end of a day, and what is other today (AC-23, AC-25)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilares.core.access import Tier
from pilares.core.bilingual import wording
from pilares.core.days import AsOf, Past, differences, end_of, first_day
from pilares.core.trail import Entry
from pilares.monitoring.models import Activity, Indicator
from pilares.monitoring.queries import activity as today
from pilares.monitoring.queries.activity import ActivityPage, activity_page
from pilares.monitoring.queries.facts import COLUMNS
from pilares.monitoring.queries.history import changes_of, entries_of, recorded_by, seen_by, with_values
from pilares.monitoring.queries.indicator import IndicatorLine, indicator_line
from pilares.monitoring.queries.lineage import Lineage
from pilares.monitoring.queries.names import card, in_order, read_register
from pilares.monitoring.queries.past import begun_at, reached_then
from pilares.monitoring.queries.past_beside import (
    critical_then,
    decisions_then,
    names_of_critical,
    names_of_decisions,
    names_of_support,
    support_then,
)
from pilares.monitoring.queries.past_figures import measured_then, recast_since, recast_words
from pilares.monitoring.queries.past_rows import activities_then
from pilares.monitoring.queries.progress import Measured
from pilares.monitoring.queries.taking_up import SourceLine
from pilares.monitoring.queries.values import Values
from pilares.monitoring.queries.ways import Ways
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Standing
from pilares.plans.models import Document
from pilares.plans.queries.standing import version_on


def activity_then(
    activity: Activity, user: type_of_reader, as_of: AsOf, day: date, *, all_changes: bool = False
) -> tuple[ActivityPage, Past]:
    """Read the page of an activity of a day that is over; a constant number of queries.

    Where nothing of that day may be told, the page is that of today, of which only title and code are shown.
    """
    now = activity_page(activity, user, all_changes=all_changes)
    found, past = stood_for(now.activity, user, as_of, day)
    if found is None:
        return now, past
    until, standing = end_of(day), standing_of(user)
    entries = tuple(entry for entry in entries_of(activity) if entry.at < until)
    figures = figures_of(found.indicators.all(), user, day)
    then = _page(found, entries, figures, user, day, now, all_changes=all_changes)
    told = differences(said_of(then, standing), said_of(now, standing))
    return then, Past(as_of, day, differences=told, untold=_untold(found, figures, day))


def stood_for(
    activity: Activity, user: type_of_reader, as_of: AsOf, day: date
) -> tuple[Activity | None, Past]:
    """Return an activity as it stood, or nothing, with why: not there yet, or not open to the reader."""
    standing = standing_of(user)
    found = next(iter(activities_then([activity], end_of(day))), None)
    if found is not None:
        seen = reached_then(found, standing)
        return (found if seen else None), Past(as_of, day, open=seen)
    begun = first_day(begun_at(activity))
    first = next(iter(activities_then([activity], end_of(begun))), None) if begun else None
    if first is not None and not reached_then(first, standing):
        return None, Past(as_of, day, open=False)  # when a draft was begun is the group's own
    return None, Past(as_of, day, known=False, first=begun)


def figures_of(indicators: Iterable[Indicator], user: type_of_reader, day: date) -> dict[int, Measured]:
    """Return how indicators as they stood were measured then."""
    rows = [{"id": one.pk, **{name: getattr(one, name) for name in COLUMNS[1:]}} for one in indicators]
    return measured_then(rows, end_of(day), user)


def _page(
    found: Activity, entries: tuple[Entry, ...], figures: Mapping[int, Measured], user: type_of_reader,
    day: date, now: ActivityPage, *, all_changes: bool,
) -> ActivityPage:  # fmt: skip
    """Put the page together from what stood, as `activity_page` does from what stands."""
    standing, register, until = standing_of(user), read_register(), end_of(day)
    seen, moved = with_values(seen_by(standing, entries, found.group_id), figures.values())
    shown = seen if all_changes else seen[: today.SHOWN_CHANGES]
    version = version_on(found.plan, day, user)
    lines = (indicator_line(i, figures[i.pk], day) for i in found.indicators.all() if i.pk in figures)
    return ActivityPage(
        activity=found,
        card=card(found, standing, day),
        plan=found.plan,
        version=version.number if version else now.version,
        declared=today.declared_of(found, entries, register, standing),
        pace_note=wording(found.pace_note_es, found.pace_note_en),
        pace_by=today.capacity_of(recorded_by(entries, "declare_pace"), found, register, standing),
        pace_stale=found.pace_expired(day),
        deadline=today.deadline_words(found, day),
        results=tuple(found.results.all()),
        indicators=tuple(lines),
        years=today.years_of(found, day),
        risks=tuple(found.risks.all()),
        decisions=decisions_then(found, user, until),
        changes=changes_of(shown, found, Values(now.activity, user), register, standing, moved),
        hidden_changes=len(seen) - len(shown),
        **_record_of(found, user),
        critical=critical_then(found, user, until),
        support=support_then(found, user, until),
        replaced_by=today.successor_of(found, user, standing),
        lineage=Lineage(),
        tier=str(Tier(found.tier).label),
        tier_told=standing.member,
        lags=(),
        files=(),
        ways=Ways(),
        as_of=day,
    )


def _record_of(found: Activity, user: type_of_reader) -> dict[str, Any]:
    """Return what its record lists, by field of the page."""
    return {
        "objectives": tuple(found.objectives.all()),
        "principles": today.principles_of(found.principles.all()),
        "parties": today.parties_of(found.parties.all()),
        "countries": tuple(c.name.text for c in in_order(found.countries.all())),
        "sources": _sources(found, user),
    }


def _sources(found: Activity, user: type_of_reader) -> tuple[SourceLine, ...]:
    """Return the documents taken up then that the reader may see today."""
    taken = {row.document_id: row for row in found.taken_up.all()}
    seen = set(Document.objects.visible_to(user).values_list("pk", flat=True))
    nothing = wording("", "")
    return tuple(
        SourceLine(one, taken[one.pk].on, taken[one.pk].note)
        if one.pk in taken
        else SourceLine(one, None, nothing)
        for one in found.sources.all()
        if one.pk in seen
    )


# --- What is other today ---------------------------------------------------------------------------------


def said_of(page: ActivityPage, standing: Standing) -> dict[str, str]:
    """Return what a page says, by label: the same labels then and today, so that they can be compared."""
    activity, declared = page.activity, page.declared
    meeting = str(declared.meeting) if declared.meeting else ""
    told = {
        _("Activity"): str(activity.title),
        _("Stage"): _stage(page),
        _("Status"): str(activity.get_state_display() or _("No status reported")),
        _("Declared on"): _day(declared.on),
        _("Declared at"): meeting,
        _("What was declared"): str(declared.note),
        _("How it goes"): str(activity.get_pace_display()),
        _("What was said of how it goes"): str(page.pace_note),
        _("Why the target was not met"): str(activity.shortfall) if page.shortfall else "",
        _("Description"): str(activity.about),
        _("Themes"): "; ".join(f"{t.name} ({t.pillar})" for t in page.card.themes),
        _("Specific objectives"): "; ".join(f"{one.number})" for one in page.objectives),
        _("Principles"): "; ".join(f"{one.letter}) {one.name}" for one in page.principles),
        _("Responsible parties"): "; ".join(one.name for one in page.parties),
        _("Scope"): str(activity.get_scope_display()),
        _("Countries"): ", ".join(page.countries),
        _("Completion years"): "; ".join(year.name for year in page.years if year.completion),
        _("Completion deadline"): _day(activity.due_on),
        _("Monitoring deadline"): _day(activity.monitored_by),
        _("Gender marker"): str(activity.get_gender_marker_display() or ""),
        _("Documents taken up"): "; ".join(str(one.document.title) for one in page.sources),
        _("Expected result"): "; ".join(str(one.text) for one in page.results),
        _("Milestones"): "; ".join(
            f"{m.text} ({_done(m.done_on)})" for y in page.years for m in y.milestones
        ),
        _("Assumptions and risks"): "; ".join(str(one.text) for one in page.risks),
        _("Critical aspects"): names_of_critical(page.critical),
        _("Support"): names_of_support(page.support),
        _("Decisions"): names_of_decisions(page.decisions),
    }
    if standing.member:
        told[_("Visibility")] = page.tier
    return told | {label: text for line in page.indicators for label, text in _indicator(line)}


def _indicator(line: IndicatorLine) -> tuple[tuple[str, str], ...]:
    target = line.target or str(line.indicator.target_note)
    return (
        (_("%(part)s: %(field)s") % {"part": line.code, "field": _("Indicator")}, str(line.name)),
        (_("%(part)s: %(field)s") % {"part": line.code, "field": _("Target")}, target),
        (_("%(part)s: %(field)s") % {"part": line.code, "field": _("Validated value")}, line.figure.text),
    )


def _stage(page: ActivityPage) -> str:
    stages = Activity.Stage
    said = str(stages(page.activity.stage).label)
    if not page.card.next_stage:
        return said
    return _("%(stage)s; awaits endorsement: %(next)s") % {
        "stage": said,
        "next": stages(page.card.next_stage).label,
    }


def _day(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""


def _done(day: date | None) -> str:
    return _("done on %(date)s") % {"date": _day(day)} if day else _("to be done")


def _untold(found: Activity, figures: Mapping[int, Measured], day: date) -> tuple[str, ...]:
    """Say what the record does not keep by days, so that nobody takes its absence for an answer."""
    said = [_("Files are told by today's page alone; the decisions are those that are linked today.")]
    if recast_since(figures, end_of(day)):
        said.append(recast_words())
    gone = [one.code for one in found.indicators.all() if one.pk not in figures]
    if gone:
        said.append(_("Removed since, and their figures with them: %(codes)s.") % {"codes": ", ".join(gone)})
    return tuple(said)
