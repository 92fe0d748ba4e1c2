"""The matrix as a JSON document (docs/open-data.md): names are English and stable, texts are the reader's."""

import json
from decimal import Decimal
from typing import Any

from pilares.core.bilingual import Wording
from pilares.matrix.exports.background import note_text, read_background
from pilares.matrix.queries import IndicatorLine, Line, Matrix
from pilares.plans.queries import NoteLine


def open_data(matrix: Matrix) -> bytes:
    """Return the JSON document of what a reader may see, in UTF-8."""
    background = read_background(matrix)
    groups = {band.pk: {"code": band.code, "name": band.name.text} for band in matrix.bands}
    document = {
        "plan": {"code": background.plan_code, "title": background.plan},
        "version": background.version,
        "view": str(matrix.filters.view),
        "language": background.language,
        "as_of": background.as_of.isoformat(),
        "illustrative": background.illustrative,
        "warning": background.warning,
        "visibility": str(background.tier.value),
        "source": background.source,
        "licence": background.licence,
        "pillars": [{"number": n, "name": name} for n, name in sorted(background.pillars.items())],
        "rows": [_row(line, groups[line.group]) for line in matrix.lines],
        "notes": [_note(note) for note in background.notes],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _row(line: Line, group: dict[str, str]) -> dict[str, Any]:
    return {
        "code": line.code,
        "group": group,
        "activity": _text(line.title),
        "pillars": list(line.pillars),
        "primary_pillar": line.primary_pillar,
        "themes": [
            {**_text(theme.name), "code": theme.code, "primary": theme.primary, "proposed": theme.proposed}
            for theme in line.theme_names
        ],
        "expected_results": [{**_text(one.text), "level": one.level or None} for one in line.results],
        "indicators": [_indicator(one) for one in line.indicators],
        "responsible_parties": [
            {"name": one.name, "principal": one.principal, "supports": one.supports} for one in line.parties
        ],
        "scope": line.scope or None,
        "countries": list(line.countries),
        "plan_years": list(line.years),
        "completion_date": _day(line.due_on),
        "monitoring_date": _day(line.monitored_by),
        "state": line.state or None,
        "state_date": _day(line.state_on),
        "state_note": _text(line.state_note) if line.state_note else None,
        "target_not_met": line.shortfall or None,
        "stage": line.stage,
        "decision": line.decision or None,
        "assumptions_and_risks": [{**_text(one.text), "kind": one.kind} for one in line.risks],
        "gender_marker": line.gender_marker,
        "principles": list(line.principles),
        "notes": list(line.notes),
        "visibility": line.tier,
    }


def _indicator(one: IndicatorLine) -> dict[str, Any]:
    figure = one.figure
    answer = figure.answer if figure else None
    return {
        "code": one.code,
        **_text(one.name),
        "level": one.level or None,
        "unit": one.unit.text or None,
        "baseline": _number(one.baseline),
        "baseline_date": _day(one.baseline_on),
        "target": _number(one.target),
        "target_note": one.target_note.text or None,
        "figure": figure.text if figure else None,
        "value": _number(figure.plain_value) if figure else None,
        "percent": _number(answer.percent) if answer else None,
        "coverage": (figure.coverage or None) if figure else None,
        "validated_on": _day(figure.validated_on) if figure else None,
        "measured_by": one.measured_by.text or None,
        "monitoring_date": _day(one.monitored_by),
    }


def _note(note: NoteLine) -> dict[str, Any]:
    """A note whole, in the language in which it was made; no machine ever translates it (AC-04)."""
    return {
        "n": note.number,
        "country": note.country_code or None,
        "anchor": note.anchor,
        "text": note_text(note),
        "original": note.sides[0].lang,
    }


def _text(wording: Wording) -> dict[str, str]:
    return {"text": wording.text, "lang": wording.lang}


def _day(value: Any) -> str | None:
    return value.isoformat() if value else None


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
