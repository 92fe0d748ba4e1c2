"""Which values of a frozen report may be corrected, what they say, and which differ from today's (AC-15)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from pilares.core.bilingual import Wording, reading_language
from pilares.core.days import day_in_the_house
from pilares.core.templatetags.ui.marks import state_words
from pilares.monitoring.models import Indicator
from pilares.monitoring.queries.facts import COLUMNS
from pilares.monitoring.queries.past import stood
from pilares.monitoring.queries.past_figures import corrected_since, measured_then
from pilares.monitoring.queries.progress import progress_from
from pilares.reports.access import audience
from pilares.reports.models import GroupReport, Report
from pilares.reports.models.parts import Correction, FrozenCopy
from pilares.reports.queries.composing import BOTH, compose, end_of_day

#: what may be corrected of an activity, and of an indicator, with its name
FIELDS = {
    "title": _("Activity"),
    "state": _("Status"),
    "due_on": _("Deadline"),
    "explanation": _("Explanation of the group"),
    "text": _("Value and progress"),
    "name": _("Indicator"),
}
OF_ACTIVITY = ("title", "state", "due_on", "explanation")
OF_INDICATOR = ("name", "text")
type_of_two = dict[str, str]


@dataclass(frozen=True)
class Difference:
    """A value that the copy tells otherwise than the records of its cut-off do today."""

    code: str
    field: str
    label: str
    told: type_of_two
    now: type_of_two
    #: why a figure was corrected, as whoever corrected it said it
    reason: str = ""


def value_of(report: Report | GroupReport, code: str, field: str) -> type_of_two | None:
    """Return what the report says of a value, corrigenda counted in; `None` where it holds none."""
    copy = report.copies.last()
    corrected = report.corrigenda.filter(code=code, field=field).last()
    if corrected is not None:
        return {"es": corrected.new_es, "en": corrected.new_en}
    return dict(_values(copy.facts)).get((code, field)) if copy else None


def corrections_of(report: Report | GroupReport, copy: FrozenCopy | None = None) -> list[Correction]:
    """Return what was corrected in a report or, where one of its copies is asked for, until that was made."""
    found: list[Correction] = list(report.corrigenda.all())
    if copy is None:
        return found
    known = copy.facts.get("corrigenda")  # copies made before they were counted have none
    if known is None:
        return [one for one in found if one.on < day_in_the_house(copy.at)]
    return [one for one in found if one.number <= known]


def codes_of(report: Report | GroupReport) -> list[tuple[str, str]]:
    """Return what of a frozen report may be corrected, to choose from: each activity, then its indicators."""
    copy = report.copies.last()
    if copy is None:
        return []
    language = reading_language()
    named = [
        (code, words[language])
        for row in copy.facts["rows"]
        for code, words in (
            (row["code"], row["title"]), *((one["code"], one["name"]) for one in row["indicators"])
        )
    ]  # fmt: skip
    return [(code, f"{code} · {words}") for code, words in named]


def differences(report: Report) -> tuple[Difference, ...]:
    """Return what was changed in the records since the report was frozen, and it does not say yet."""
    copy = report.copies.last()
    if copy is None:
        return ()
    frozen = dict(_values(copy.facts))
    corrigenda = {
        (one.code, one.field): {"es": one.new_es, "en": one.new_en} for one in report.corrigenda.all()
    }
    told = frozen | corrigenda
    now = dict(_values(compose(report.plan, presidency=report.presidency, cut_off=report.cut_off)))
    mended = _corrected_figures(report)
    now |= {(code, "text"): text for code, (text, _why) in mended.items()}
    return tuple(
        Difference(*key, str(FIELDS[key[1]]), told[key], said, mended[key[0]][1] if key[0] in mended else "")
        for key, said in now.items()
        if key in frozen and not _alike(frozen[key], said) and not _alike(told[key], said)
    )


def _corrected_figures(report: Report) -> dict[str, tuple[type_of_two, str]]:
    """Return what the figures of the cut-off are with what was corrected in them since, and why (AC-15)."""
    until = end_of_day(report.cut_off)
    why = corrected_since(report.plan, until)
    rows = stood(Indicator, until, ("id", *COLUMNS[1:]), why) if why else ()
    said: dict[int, type_of_two] = {row["id"]: {} for row in rows}
    for language in BOTH:
        with override(language):
            for pk, one in measured_then(rows, until, audience(), corrected=True).items():
                said[pk][language] = progress_from(one, report.cut_off).text
    return {row["code"]: (said[row["id"]], why[row["id"]]) for row in rows if said[row["id"]]}


def _values(facts: dict[str, Any]) -> Iterator[tuple[tuple[str, str], type_of_two]]:
    for row in facts["rows"]:
        for field in OF_ACTIVITY:
            yield (row["code"], field), _plain(row[field])
        for indicator in row["indicators"]:
            for field in OF_INDICATOR:
                yield (indicator["code"], field), _plain(indicator[field])


def _plain(value: Any) -> type_of_two:
    if isinstance(value, dict):
        missing = (
            value.get("of") if value.get("lag") == "pending" else None
        )  # the facts fill it from the other
        return {language: "" if language == missing else value[language] for language in ("es", "en")}
    return {"es": value or "", "en": value or ""}


def _alike(told: type_of_two, now: type_of_two) -> bool:
    """Whether both say the same: older copies write «60 %» with a space that breaks the line."""
    return all(told[one].split() == now[one].split() for one in told)


def spoken_in(field: str, value: Wording) -> Wording:
    """Return a value of a corrigendum as people read it, marked where it is not translated."""
    return replace(value, text=spoken(field, value.text))


def spoken(field: str, value: str) -> str:
    """Return a value that may be corrected as people read it: a state and a day in words."""
    if field == "state":
        return state_words(value)
    if field == "due_on" and (day := parse_date(value)):
        return date_format(day, "DATE_FORMAT")
    return value or gettext("nothing")
