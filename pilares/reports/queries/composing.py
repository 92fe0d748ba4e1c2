"""What an annual report says, as plain data in both languages: composed from the matrix at its cut-off.

The shape is what a frozen copy keeps, so it only ever grows: `SCHEMA` rises when it changes. A text is
`{"es": …, "en": …}`, with `"lag": "pending" | "outdated"` and `"of"` (the language that lags) where one of
them has not followed the other.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import override

from pilares.core.bilingual import Wording
from pilares.matrix.queries import Filters, Line, Matrix, read_matrix
from pilares.monitoring.models import Activity
from pilares.people.models import Presidency
from pilares.plans.models import Document, Note, Pillar, Principle, Version
from pilares.plans.queries.standing import version_of
from pilares.reports import maths
from pilares.reports.access import audience
from pilares.reports.queries.annexes import annexes

SCHEMA = 1
type_of_facts = dict[str, Any]
BOTH = ("es", "en")
#: what the matrix does not show and the report says of an activity
MORE = (
    "pk", "pace_note_es", "pace_note_en", "pace_on", "shortfall_es", "shortfall_en", "stage_reason",
    "shortfall_evidence",
)  # fmt: skip


def compose(plan: Document, *, presidency: Presidency, cut_off: date) -> type_of_facts:
    """Return everything that the report of a presidency says on the matrix at its cut-off (§4.2 a)."""
    read = {language: _read(language) for language in BOTH}
    lines = dict(zip(BOTH, ([*read[language].lines] for language in BOTH), strict=True))
    more = {row["pk"]: row for row in Activity.objects.filter(plan=plan).values(*MORE)}
    groups = {band.pk: band for band in read["es"].bands}
    version = version_of(plan, audience())
    rows = [
        _row(es, en, more[es.pk], groups[es.group].code, ad_hoc=groups[es.group].ad_hoc, on=cut_off)
        for es, en in zip(lines["es"], lines["en"], strict=True)
    ]
    return {
        "schema": SCHEMA,
        "plan": _plan(plan, version),
        "cut_off": cut_off.isoformat(),
        "presidency": {
            "label": presidency.label,
            "country": _two(presidency.country.name_es, presidency.country.name_en),
        },
        "policy": _policy(plan),
        "groups": [_group(es, en) for es, en in zip(read["es"].bands, read["en"].bands, strict=True)],
        "pillars": {str(p.number): _two(p.name_es, p.name_en) for p in Pillar.objects.filter(plan=plan)},
        "rows": rows,
        "annexes": annexes(plan, cut_off=cut_off),
        **_reserved(plan, version, rows),
    }


def _read(language: str) -> Matrix:
    with override(language):
        return read_matrix(audience(), Filters(), everything=True)


def _plan(plan: Document, version: Version | None) -> dict[str, Any]:
    return {
        "code": plan.code,
        "title": _two(plan.title_es, plan.title_en),
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
    es: Line, en: Line, more: Mapping[str, Any], group: str, *, ad_hoc: bool, on: date
) -> dict[str, Any]:
    heading = maths.heading_of(stage=es.stage, state=es.state, ad_hoc=ad_hoc)
    return {
        "code": es.code,
        "group": group,
        "heading": heading.value,
        "tier": es.tier,
        "title": _said(es.title, en.title),
        "pillars": list(es.pillars),
        "themes": [_said(a.name, b.name) for a, b in zip(es.theme_names, en.theme_names, strict=True)],
        "results": [_said(a.text, b.text) for a, b in zip(es.results, en.results, strict=True)],
        "indicators": [_indicator(a, b) for a, b in zip(es.indicators, en.indicators, strict=True)],
        "parties": [
            {**_two(a.name, b.name), "principal": a.principal}
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
        "shortfall": _two(es.shortfall, en.shortfall),
        "explanation": _two(more["shortfall_es"], more["shortfall_en"]),
        "pace": es.pace,
        "pace_note": _two(more["pace_note_es"], more["pace_note_en"]),
        "silent_since": _silent(more["pace_on"], es),
        "stage": es.stage,
        "decision": es.decision,
        "reason": more["stage_reason"],
        "principles": list(es.principles),
        "illustrative": es.illustrative,
        "as_of": on.isoformat(),
    }


def _silent(pace_on: date | None, line: Line) -> str | None:
    """Return since when nothing was said of an activity in process: its note holds for 120 days (AC-15)."""
    ended = line.left or line.state in {"completed", "not_achieved"}
    return pace_on.isoformat() if pace_on and not line.pace and not ended else None


def _indicator(es: Any, en: Any) -> dict[str, Any]:
    figure_es, figure_en = es.figure, en.figure
    return {
        "code": es.code,
        "name": _said(es.name, en.name),
        "value": _two(figure_es.value if figure_es else "", figure_en.value if figure_en else ""),
        "text": _two(figure_es.text if figure_es else "", figure_en.text if figure_en else ""),
        "has_data": bool(figure_es and figure_es.has_data),
        "short": bool(figure_es and figure_es.short),
        "validated_on": _day(figure_es.validated_on) if figure_es else None,
    }


def _reserved(plan: Document, version: Version | None, rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the principles that rows are tagged with, and the notes that reserve them, whole (AC-04)."""
    used = {letter for row in rows for letter in row["principles"]}
    principles = Principle.objects.filter(plan=plan, letter__in=used).select_related("note")
    numbers = {p.note.number for p in principles if p.note}
    notes = Note.objects.filter(version=version, number__in=numbers).select_related("country")
    return {
        "principles": {
            p.letter: {"name": _two(p.name_es, p.name_en), "note": p.note.number if p.note else None}
            for p in principles
        },
        "notes": [
            {
                "number": note.number,
                "country": _two(note.country.name_es, note.country.name_en) if note.country else None,
                "text": _two(note.text_es, note.text_en),
                "original": note.original_language,
                "since": note.since,
            }
            for note in notes.order_by("number")
        ],
    }


def _said(es: Wording, en: Wording) -> dict[str, Any]:
    """Return a text in both languages, with which of them lags (AC-20)."""
    two: dict[str, Any] = {"es": es.text, "en": en.text}
    for language, wording in zip(BOTH, (es, en), strict=True):
        if wording.pending:
            two.update(lag="pending", of=language)
        elif wording.outdated_since:
            two.update(lag="outdated", of=language)
    return two


def _two(es: str, en: str) -> dict[str, Any]:
    """Return a text in both languages; where one is empty the other stands in for it, and it says so."""
    if es and not en:
        return {"es": es, "en": es, "lag": "pending", "of": "en"}
    if en and not es:
        return {"es": en, "en": en, "lag": "pending", "of": "es"}
    return {"es": es, "en": en}


def said(es: str, en: str, *, original: str, late: Any) -> dict[str, Any]:
    """Return a text of two columns in both languages, with which of them lags and why."""
    two = _two(es, en)
    if late and "lag" not in two:
        two.update(lag="outdated", of="en" if original == "es" else "es")
    return two


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def lagging(facts: type_of_facts, language: str) -> dict[str, int]:
    """Return the activities and groups with texts that lag in a language, and how many each (AC-20)."""
    found: dict[str, int] = defaultdict(int)

    def look(code: str, value: Any) -> None:
        if isinstance(value, Mapping):
            if value.get("lag") and value.get("of") == language:
                found[code] += 1
            for inner in value.values():
                look(code, inner)
        elif isinstance(value, list):
            for inner in value:
                look(code, inner)

    for row in facts["rows"]:
        look(row["code"], row)
    return dict(found)
