"""What an annual report says, as plain data in both languages: composed from the matrix at its cut-off.

The shape is what a frozen copy keeps, so it only ever grows: `SCHEMA` rises when it changes. A text is
`{"es": …, "en": …}`, with `"lag": "pending" | "outdated"` and `"of"` (the language that lags) where one of
them has not followed the other.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.translation import override

from pilares.core import clock
from pilares.core.bilingual import Wording, wording
from pilares.core.days import end_of
from pilares.matrix.queries import Filters, IndicatorLine, Line, Matrix, read_asked, read_matrix
from pilares.meetings.models import Decision
from pilares.monitoring.models import Activity, Indicator, Target
from pilares.monitoring.queries.past import stood
from pilares.monitoring.queries.sheet import both_of
from pilares.monitoring.queries.words import units_of
from pilares.people.models import Body, Presidency
from pilares.plans.models import Document, Note, Pillar, Placement, Principle, Theme, Version
from pilares.plans.queries.standing import version_of
from pilares.reports import maths
from pilares.reports.access import audience
from pilares.reports.queries.annexes import annexes
from pilares.reports.queries.courses import kept_course

SCHEMA = 4
#: what the report says of an activity; it has no risks and no countries
PARTS = frozenset({"themes", "results", "indicators", "parties", "years", "principles"})
#: what an indicator says in words, in both languages
SAID = (
    "pk", "name_es", "name_en", "original_language", "outdated_since", "unit_es", "unit_en", "unit_one_es",
    "unit_one_en",
)  # fmt: skip
type_of_facts = dict[str, Any]
BOTH = ("es", "en")
#: what the matrix does not show and the report says of an activity
MORE = (
    "pace_note_es", "pace_note_en", "pace_on", "shortfall_es", "shortfall_en", "stage_reason",
    "shortfall_evidence", "stage_decision",
)  # fmt: skip


def compose(plan: Document, *, presidency: Presidency, cut_off: date) -> type_of_facts:
    """Return everything that the report of a presidency says on the matrix at its cut-off (§4.2 a)."""
    return {
        **matrix_facts(plan, on=cut_off),
        "presidency": {
            "label": presidency.label,
            "country": two(presidency.country.name_es, presidency.country.name_en),
        },
        "annexes": annexes(plan, cut_off=cut_off),
    }


def matrix_facts(plan: Document, *, on: date, group: Body | None = None) -> type_of_facts:
    """Return what the matrix says at a cut-off, of every group or of one.

    A group's own report counts its own activities: an ad hoc group's stand outside the plan's totals alone.
    """
    then = _day_told(plan, on)
    es = _read("es", plan, group, then)
    en = _read("en", plan, group, then, es)
    more, final = _more(plan, then), group is None and ended_by(plan, on)
    groups = {band.pk: band for band in es.matrix.bands}
    version = version_of(plan, audience())
    rows = [
        _row(line, other, more[line.pk], (es, en), groups[line.group].code, heading)
        for line, other in zip(es.matrix.lines, en.matrix.lines, strict=True)
        for heading in [_heading(line, ad_hoc=not group and groups[line.group].ad_hoc, final=final)]
    ]
    backdated = _backdated(plan)
    for one in (one for row in rows for one in row["indicators"]):
        one["backdated"] = one["code"] in backdated
    bands = zip(es.matrix.bands, en.matrix.bands, strict=True)
    return {
        "schema": SCHEMA,
        "plan": _plan(plan, version),
        "cut_off": on.isoformat(),
        #: the day whose matrix it tells: the cut-off, or the day of composing where no history is that old
        "told_on": (then or clock.today()).isoformat(),
        "policy": _policy(plan),
        "groups": [_group(es, en) for es, en in bands if group is None or es.pk == group.pk],
        "pillars": {str(p.number): two(p.name_es, p.name_en) for p in Pillar.objects.filter(plan=plan)},
        "years": [
            {"number": year.number, "starts_on": _day(year.starts_on), "ends_on": _day(year.ends_on)}
            for year in es.matrix.years
        ],
        "themes": [] if group else _themes(plan),
        "rows": rows,
        **_reserved(plan, version, rows),
    }


def _themes(plan: Document) -> list[dict[str, Any]]:
    """Return the themes that everybody may read, under each of their pillars, in the plan's order."""
    seen = Theme.objects.visible_to(AnonymousUser())
    placed = Placement.objects.filter(theme__in=seen, pillar__plan=plan)
    rows = placed.values_list("pillar__number", "theme__code", "theme__name_es", "theme__name_en")
    return [{"pillar": pillar, "code": code, "name": two(es, en)} for pillar, code, es, en in rows]


def ended_by(plan: Document, cut_off: date) -> bool:
    """Whether a report is the final one: its cut-off is not before the day on which the plan concluded."""
    return plan.concluded_at is not None and timezone.localtime(plan.concluded_at).date() <= cut_off


@dataclass(frozen=True)
class _Reading:
    """The matrix in one language, with what is put into words when it is read."""

    matrix: Matrix
    #: value and text of each indicator, and what a completed activity did not reach, by primary key
    figures: Mapping[int, tuple[str, str]]
    short: Mapping[int, str]


type_of_both = tuple[_Reading, _Reading]


def _day_told(plan: Document, on: date) -> date | None:
    """Return the cut-off where it is over and the history reaches back to it; otherwise none, for today."""
    if on >= clock.today():
        return None
    known = Activity.history.filter(plan_id=plan.pk, history_date__lt=end_of_day(on))
    return on if known.exists() else None


def end_of_day(day: date) -> datetime:
    """Return the end of a day where the Secretariat sits, whoever composes the report and wherever."""
    with timezone.override(timezone.get_default_timezone()):
        return end_of(day)


def _read(
    language: str, plan: Document, group: Body | None, then: date | None, before: _Reading | None = None
) -> _Reading:
    """Read the matrix in a language; `before` was read in the other one, and its figures are the same."""
    asked = Filters(plan=plan.period, groups=(group.code,) if group else (), as_of=then)
    with override(language), timezone.override(timezone.get_default_timezone()):
        if then:
            matrix = read_asked(audience(), asked, everything=True)
        else:
            parts = PARTS - {"indicators"} if before else PARTS
            matrix = read_matrix(audience(), asked, everything=True, parts=parts)
            matrix = _with_figures(matrix, before.matrix, language) if before else matrix
        shown = {one.pk: one.figure for line in matrix.lines for one in line.indicators}
        return _Reading(
            matrix,
            {pk: (figure.value, figure.text) if figure else ("", "") for pk, figure in shown.items()},
            {line.pk: line.shortfall for line in matrix.lines},
        )


def _with_figures(matrix: Matrix, before: Matrix, language: str) -> Matrix:
    """Return a matrix with the indicators of another reading of it, in this language; one query."""
    read = {line.pk: line.indicators for line in before.lines}
    keys = [one.pk for indicators in read.values() for one in indicators]
    said = {row["pk"]: row for row in Indicator.objects.filter(pk__among=keys).values(*SAID)}
    lines = (
        replace(line, indicators=tuple(_said_anew(one, said[one.pk], language) for one in read[line.pk]))
        for line in matrix.lines
    )
    return replace(matrix, lines=tuple(lines))


def _said_anew(one: IndicatorLine, row: Mapping[str, Any], language: str) -> IndicatorLine:
    name = wording(
        row["name_es"], row["name_en"], original=row["original_language"],
        outdated_since=row["outdated_since"], reader=language,
    )  # fmt: skip
    unit, single = units_of(row, language)
    figure = one.figure and replace(one.figure, way=replace(one.figure.way, unit=unit, one=single))
    return one._replace(name=name, figure=figure)


def _more(plan: Document, then: date | None) -> Mapping[int, Mapping[str, Any]]:
    """Return what the matrix does not show of the activities, of the same day."""
    if then is None:
        rows: Iterable[dict[str, Any]] = Activity.objects.filter(plan=plan).values("id", *MORE)
    else:
        rows = stood(Activity, end_of_day(then), ("id", *MORE), [plan.pk], of="plan")
    found = {row["id"]: row for row in rows}
    keys = {row["stage_decision"] for row in found.values()} - {None}
    moved = Decision.objects.select_related("meeting", "session").in_bulk(keys) if keys else {}
    for row in found.values():
        decision = moved.get(row["stage_decision"])
        row["decision_tier"] = decision.reach if decision else ""
    return found


def _plan(plan: Document, version: Version | None) -> dict[str, Any]:
    return {
        "code": plan.code,
        "title": two(plan.title_es, plan.title_en),
        "period": plan.period,
        "version": version.number if version else None,
    }


def _policy(plan: Document) -> dict[str, Any]:
    """Return the policies that the note on method prints, with the decision that set each (AC-14)."""
    parameters = plan.parameters
    decision = parameters.completed_decision
    return {
        "completed_needs_target": parameters.completed_needs_target,
        "completed_decision": decision.citation if decision else "",
        "completed_decision_tier": decision.reach if decision else "",
        "small_number": parameters.small_number,
    }


def _group(es: Any, en: Any) -> dict[str, Any]:
    return {
        "code": es.code,
        "slug": {"es": es.slug, "en": en.slug},
        "name": _said(es.name, en.name),
        "short": _said(es.short, en.short),
        "ad_hoc": es.ad_hoc,
    }


def _row(
    es: Line, en: Line, more: Mapping[str, Any], read: type_of_both, group: str, heading: maths.Heading
) -> dict[str, Any]:
    return {
        "code": es.code,
        "group": group,
        "heading": heading.value,
        "tier": es.tier,
        "title": _said(es.title, en.title),
        "pillars": list(es.pillars),
        "themes": [_said(a.name, b.name) for a, b in zip(es.theme_names, en.theme_names, strict=True)],
        "placed": [[theme.code, theme.pillar] for theme in es.themes],
        "results": [_said(a.text, b.text) for a, b in zip(es.results, en.results, strict=True)],
        "indicators": [_indicator(a, b, read) for a, b in zip(es.indicators, en.indicators, strict=True)],
        "parties": [
            {**two(a.name, b.name), "principal": a.principal}
            for a, b in zip(es.parties, en.parties, strict=True)
        ],
        "years": list(es.years),
        "due_on": _day(es.due_on),
        "starts_in": es.starts_in_year,
        "overdue": es.overdue,
        "state": es.state,
        "state_on": _day(es.state_on),
        "state_note": _said(es.state_note, en.state_note),
        "short": bool(es.shortfall),
        "shortfall": two(*(reading.short[es.pk] for reading in read)),
        "explanation": two(more["shortfall_es"], more["shortfall_en"]),
        "pace": es.pace,
        "pace_note": two(more["pace_note_es"], more["pace_note_en"]),
        "silent_since": _silent(more["pace_on"], es),
        "stage": es.stage,
        "decision": es.decision,
        "decision_tier": more["decision_tier"],
        "reason": more["stage_reason"],
        "principles": list(es.principles),
        "illustrative": es.illustrative,
        "as_of": read[0].matrix.as_of.isoformat(),
    }


def _heading(line: Line, *, ad_hoc: bool, final: bool) -> maths.Heading:
    return maths.heading_of(stage=line.stage, state=line.state, ad_hoc=ad_hoc, final=final)


def _silent(pace_on: date | None, line: Line) -> str | None:
    """Return since when nothing was said of an activity in process: its note holds for 120 days (AC-15)."""
    ended = line.left or line.state in {"completed", "not_achieved"}
    return pace_on.isoformat() if pace_on and not line.pace and not ended else None


def _backdated(plan: Document) -> set[str]:
    """Return the indicators with a target revised with effect on a closed period: the report says so."""
    signed = Target.objects.binding().filter(retroactive=True, indicator__activity__plan=plan)
    return set(signed.values_list("indicator__code", flat=True))


def _against_both(es: Any, en: Any) -> dict[str, Any]:
    """Return how far it is of the target in force and of the first one, where it was revised (AC-17)."""
    if not es or not both_of(es):  # hardly any target is ever revised
        return two("", "")
    said = []
    for language, figure in zip(BOTH, (es, en), strict=True):
        with override(language):
            said.append(both_of(figure))
    return two(*said)


def _indicator(es: Any, en: Any, read: type_of_both) -> dict[str, Any]:
    figure_es = es.figure
    value, text = zip(*(reading.figures[es.pk] for reading in read), strict=True)
    return {
        "code": es.code,
        "name": _said(es.name, en.name),
        "value": two(*value),
        "text": two(*text),
        "both": _against_both(es.figure, en.figure),
        "has_data": bool(figure_es and figure_es.has_data),
        "percent": _percent(figure_es),
        "short": bool(figure_es and figure_es.short),
        "validated_on": _day(figure_es.validated_on) if figure_es else None,
        **kept_course(figure_es, read[0].matrix.as_of),
    }


def _percent(figure: Any) -> float | None:
    """Return how much of the way to the target is done, where a share can be said."""
    known = figure is not None and figure.answer.percent is not None
    return float(figure.answer.percent) if known else None


def _reserved(plan: Document, version: Version | None, rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the principles that rows are tagged with, and the notes that reserve them, whole (AC-04)."""
    used = {letter for row in rows for letter in row["principles"]}
    principles = Principle.objects.filter(plan=plan, letter__in=used).select_related("note")
    numbers = {p.note.number for p in principles if p.note}
    notes = Note.objects.filter(version=version, number__in=numbers).select_related("country")
    return {
        "principles": {
            p.letter: {"name": two(p.name_es, p.name_en), "note": p.note.number if p.note else None}
            for p in principles
        },
        "notes": [
            {
                "number": note.number,
                "country": two(note.country.name_es, note.country.name_en) if note.country else None,
                "text": two(note.text_es, note.text_en),
                "original": note.original_language,
                "since": note.since,
            }
            for note in notes.order_by("number")
        ],
    }


def _said(es: Wording, en: Wording) -> dict[str, Any]:
    """Return a text in both languages, with which of them lags (AC-20)."""
    both: dict[str, Any] = {"es": es.text, "en": en.text}
    for language, said in zip(BOTH, (es, en), strict=True):
        if said.pending:
            both.update(lag="pending", of=language)
        elif said.outdated_since:
            both.update(lag="outdated", of=language)
    return both


def two(es: str, en: str) -> dict[str, Any]:
    """Return a text in both languages; where one is empty the other stands in for it, and it says so."""
    if es and not en:
        return {"es": es, "en": es, "lag": "pending", "of": "en"}
    if en and not es:
        return {"es": en, "en": en, "lag": "pending", "of": "es"}
    return {"es": es, "en": en}


def said(es: str, en: str, *, original: str, late: Any) -> dict[str, Any]:
    """Return a text of two columns in both languages, with which of them lags and why."""
    both = two(es, en)
    if late and "lag" not in both:
        both.update(lag="outdated", of="en" if original == "es" else "es")
    return both


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
