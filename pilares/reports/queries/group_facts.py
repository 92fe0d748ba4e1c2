"""What a group's report to the RCGM says, as plain data in both languages: its rows of the matrix and beside.

The shape is that of the annual report (`queries.composing`), for one group, with the group's mandate, its
meetings of the year and annexes of its own. All of it is what every Member Country may know: what is kept to
the group, or behind closed doors, never enters.
"""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from pilares.core.access import Tier
from pilares.meetings.models import Decision
from pilares.meetings.queries import held_in, visible_decisions
from pilares.monitoring.models import Activity, Review, ReviewLine, SupportRequest, TakenUp
from pilares.monitoring.queries.mandates import MandateLine, mandate_line
from pilares.monitoring.queries.support import request_lines
from pilares.monitoring.queries.values import year_words
from pilares.people.models import Body, Presidency, User
from pilares.plans.models import Document
from pilares.plans.queries.meeting_year import meeting_year
from pilares.reports.access import audience
from pilares.reports.models import GroupReport
from pilares.reports.queries.annexes import (
    critical_of,
    decided,
    in_both,
    support_of,
    type_of_item,
    type_of_reading,
    type_of_said,
)
from pilares.reports.queries.charts import chart_facts
from pilares.reports.queries.composing import BOTH, end_of_day, matrix_facts, two, type_of_facts


def compose_group(report: GroupReport) -> type_of_facts:
    """Return everything that a group's report says on its cut-off; a constant number of queries."""
    group, on, reader = report.group, report.cut_off, audience()
    return {
        **matrix_facts(report.plan, on=on, group=group),
        "kind": "group",
        "presidency": _led_by(on),
        "mandate": _mandate(group, reader),
        "meetings": _meetings(report.plan, group, reader, on),
        "annexes": _annexes(report.plan, group, reader, on),
        "charts": chart_facts(report.plan, group, reader, on, end_of_day(on)),
    }


def _led_by(on: date) -> dict[str, Any]:
    """Return the presidency that led the groups on the day (§3.10)."""
    noon = timezone.make_aware(datetime.combine(on, time(12)), timezone.get_default_timezone())
    term = Presidency.objects.presiding(noon)
    if term is None:
        return {"label": "", "country": two("", "")}
    return {"label": term.label, "country": two(term.country.name_es, term.country.name_en)}


def _mandate(group: Body, reader: User) -> dict[str, Any] | None:
    """Return what the group is for, and until when (§3.9, §3.10)."""
    lines: dict[str, MandateLine | None] = {}
    for language in BOTH:
        with override(language):
            lines[language] = mandate_line(group, reader)
    es, en = lines["es"], lines["en"]
    open_ = mandate_line(group, AnonymousUser())
    if es is None or en is None or open_ is None:
        return None
    return {
        "objective": two(es.objective.text, en.objective.text),
        "mandate": two(es.mandate.text, en.mandate.text),
        "starts_on": es.term.starts_on.isoformat() if es.term.starts_on else None,
        "ends_on": es.term.ends_on.isoformat() if es.term.ends_on else None,
        "decision": es.term.decision,
        "decision_tier": Tier.PUBLIC.value if open_.term.decision else Tier.MEMBERS.value,
        "extensions": es.extensions,
    }


def _meetings(plan: Document, group: Body, reader: User, on: date) -> dict[str, Any]:
    """Return the meetings of the year until the day, and how many the plan asks for (§3.10 e)."""
    held, years = [], {}
    for language in BOTH:
        with override(language):
            year = meeting_year(plan, on)
            count = held_in([group.pk], year.starts_on, min(year.ends_on, on), user=reader)[group.pk]
            held.append([(m, m.name.text) for m in count.held])
            years[language] = year.words
    return {
        "wanted": plan.parameters.meetings_a_year,
        "year": years,
        "held": [
            {"code": m.code, "tier": m.tier, "on": m.day.isoformat() if m.day else None, "name": two(es, en)}
            for (m, es), (_same, en) in zip(*held, strict=True)
        ],
    }


def _annexes(plan: Document, group: Body, reader: User, on: date) -> dict[str, list[type_of_item]]:
    """Return the group's annexes, as of its cut-off."""
    concerns = Q(identified_by=group) | Q(group=group)
    of_it = {"activity__plan": plan, "activity__group": group}
    readings: dict[str, type_of_reading] = {
        "critical": critical_of(reader, on, concerns, plan=plan),
        "support": support_of(reader, on, **of_it),
        "asked": lambda: _asked(reader, on, **of_it),
        "documents": lambda: _documents(reader, on, **of_it),
        "review": lambda: _review(plan, group, reader, on),
        "decisions": decided(reader, _entrusted(group, reader, on)),
    }
    return {name: in_both(read) for name, read in readings.items()}


def _asked(reader: User, on: date, **where: Any) -> Iterable[type_of_said]:
    """Yield the support that the group asks for."""
    rows = SupportRequest.objects.visible_to(reader).open().filter(asked_on__lte=on, **where)
    tiers = dict(rows.values_list("pk", "tier"))
    for line in request_lines(rows):
        yield tiers[line.pk], line.activity.code, f"{line.kind}: {line.text}"


def _documents(reader: User, on: date, **where: Any) -> Iterable[type_of_said]:
    """Yield the documents of the liaison networks that its activities take up (§1.4 Tabla 1, Tabla 2)."""
    known = {
        (row.activity_id, row.document_id): row for row in TakenUp.objects.filter(**where) if row.on <= on
    }
    seen = Document.objects.visible_to(reader).select_related("body").in_bulk()
    group = {"plan": where["activity__plan"], "group": where["activity__group"]}
    activities = Activity.objects.visible_to(reader).filter(stage__in=Activity.ROWS, **group)
    for pk, code, tier, key in activities.exclude(sources=None).values_list("pk", "code", "tier", "sources"):
        if (document := seen.get(key)) is None:
            continue
        row = known.get((pk, key))
        day = date_format(row.on, "DATE_FORMAT") if row else ""
        words = [str(document.title), document.body.short.text if document.body else "", day]
        note = f". {row.note}" if row and row.note else ""
        narrow = max((tier, document.tier), key=[*Tier].index)
        yield narrow, code, " · ".join(part for part in words if part) + note


def _review(plan: Document, group: Body, reader: User, on: date) -> Iterable[type_of_said]:
    """Yield what the last yearly review that was closed says of each activity (§3.10)."""
    closed = Review.objects.visible_to(reader).filter(
        group_plan__plan=plan, group_plan__group=group, closed_at__date__lte=on
    )
    review = closed.select_related("year").order_by("year__number").last()
    if review is None:
        return
    seen = Activity.objects.visible_to(reader)
    for line in ReviewLine.objects.filter(review=review, activity__in=seen).select_related("activity"):
        parts = [
            year_words(review.year.number),
            str(line.get_outcome_display()),
            _("Reached: %(reached)s") % {"reached": line.reached} if line.reached else "",
            _("Changes: %(changes)s") % {"changes": line.changes} if line.changes else "",
        ]
        yield review.tier, line.activity.code, ". ".join(part.rstrip(".") for part in parts if part)


def _entrusted(group: Body, reader: User, on: date) -> Any:
    """Return the decisions addressed to the group whose follow-up is not over."""
    state = Decision.FollowUpState
    return visible_decisions(reader).filter(
        to_body=group, follow_up__in=(state.PENDING, state.UNDER_WAY), meeting__starts_on__lte=on
    )
