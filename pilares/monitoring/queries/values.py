"""Values of fields in words: what stood before, what stands now, what somebody else wrote."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property, lru_cache
from typing import Any

from django.db import models
from django.utils.formats import date_format, localize
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from pilares.core.access import Tier
from pilares.monitoring.models import Activity, Dimension, Indicator, Milestone, Result, Risk
from pilares.monitoring.queries.references import Spoken
from pilares.people.access import type_of_reader
from pilares.people.models import Body, Country, Organisation
from pilares.plans.models import Document, Placement

MODELS: dict[str, type[models.Model]] = {
    model._meta.label_lower: model for model in (Activity, Indicator, Result, Risk, Milestone)
}
#: names of what is not a column, or of a column whose own name says less
LABELS: dict[str, str | Promise] = {
    "objectives": gettext_lazy("Specific objectives"),
    "principles": gettext_lazy("Principles"),
    "countries": gettext_lazy("Countries"),
    "years": gettext_lazy("Completion years"),
    "sources": gettext_lazy("Documents taken up"),
    "themes": gettext_lazy("Themes"),
    "primary_theme": gettext_lazy("Primary theme"),
    "parties": gettext_lazy("Responsible parties"),
    "principal": gettext_lazy("Principal party"),
    "original_language": gettext_lazy("Original language"),
    "gender_reason_es": gettext_lazy("Reason of the gender marker (Spanish)"),
    "gender_reason_en": gettext_lazy("Reason of the gender marker (English)"),
    "target_note_es": gettext_lazy("Remark on the target (Spanish)"),
    "target_note_en": gettext_lazy("Remark on the target (English)"),
    "result": gettext_lazy("Expected result"),
    "kind": gettext_lazy("Kind"),
    "direction": gettext_lazy("Direction of change"),
    "text_es": gettext_lazy("Text (Spanish)"),
    "text_en": gettext_lazy("Text (English)"),
    "probability": gettext_lazy("Probability"),
    "impact": gettext_lazy("Impact"),
    "response_es": gettext_lazy("Response (Spanish)"),
    "response_en": gettext_lazy("Response (English)"),
    "owner_es": gettext_lazy("Who responds (Spanish)"),
    "owner_en": gettext_lazy("Who responds (English)"),
    "materialised_on": gettext_lazy("Came about on"),
    "year": gettext_lazy("Year of the plan"),
    "due_on": gettext_lazy("Completion deadline"),
    "done_on": gettext_lazy("Done on"),
    "pace_thresholds": gettext_lazy("Thresholds of the pace (on course / insufficient progress)"),
}
#: the one checklist of quality (CREMA): name, and what it asks
CRITERIA: dict[str, tuple[str | Promise, str | Promise]] = {
    "clarity": (gettext_lazy("Clarity"), gettext_lazy("Everybody understands the same by it.")),
    "relevance": (
        pgettext_lazy("quality of an indicator", "Relevance"),
        gettext_lazy("It speaks of what the result wants to change."),
    ),
    "adequacy": (gettext_lazy("Adequacy"), gettext_lazy("It is enough to judge the result.")),
    "monitorability": (gettext_lazy("Monitorability"), gettext_lazy("Somebody else can check it.")),
    "economy": (gettext_lazy("Economy"), gettext_lazy("The data cost less than they are worth.")),
}
LONGEST = 240


def number_words(value: Decimal | None) -> str:
    """Return a number as the reader's language writes it, without zeros at its end."""
    return _number(value, get_language()) if value is not None else ""


@lru_cache(maxsize=8192)
def _number(value: Decimal, _language: str | None) -> str:
    """Write a number; a page of a thousand indicators writes the same few hundred."""
    whole = value == value.to_integral_value()
    return str(localize(int(value) if whole else value.normalize(), use_l10n=True))


@lru_cache(maxsize=4096)
def _day(text: str, _language: str | None) -> str:
    """Write a day; what changed since a meeting tells hundreds."""
    return str(date_format(date.fromisoformat(text), "DATE_FORMAT"))


class Values:
    """Puts the canonical texts of `core.edits` into words; names are read once, when first asked for."""

    def __init__(self, activity: Activity, user: type_of_reader) -> None:
        self.activity, self.user = activity, user

    @cached_property
    def _placements(self) -> dict[str, str]:
        placements = Placement.objects.filter(theme__plan=self.activity.plan_id)
        rows = placements.select_related("theme", "pillar")
        return {
            str(p.pk): _("%(theme)s (Pillar %(pillar)s)") % {"theme": p.theme, "pillar": p.pillar.number}
            for p in rows
        }

    @cached_property
    def _countries(self) -> dict[str, str]:
        return {country.code: country.name.text for country in Country.objects.all()}

    @cached_property
    def _parties(self) -> dict[str, str]:
        names = {f"country:{code}": name for code, name in self._countries.items()}
        names |= {f"body:{body.pk}": body.short.text for body in Body.objects.all()}
        names |= {f"organisation:{o.pk}": str(o) for o in Organisation.objects.all()}
        return {"members": _("Member Countries"), **names}

    @cached_property
    def _objectives(self) -> dict[str, str]:
        return {str(o.pk): f"{o.number})" for o in self.activity.plan.objectives.all()}

    @cached_property
    def _principles(self) -> dict[str, str]:
        return {str(p.pk): str(p) for p in self.activity.plan.principles.all()}

    @cached_property
    def _years(self) -> dict[str, str]:
        return {str(y.pk): year_words(y.number) for y in self.activity.plan.plan_years.all()}

    @cached_property
    def _sources(self) -> dict[str, str]:
        return {str(d.pk): d.title.text for d in Document.objects.visible_to(self.user)}

    @cached_property
    def _results(self) -> dict[str, str]:
        return {str(r.pk): r.text.text for r in self.activity.results.all()}

    @cached_property
    def _readers(self) -> dict[str, Callable[[], dict[str, str]]]:
        return {
            "objectives": lambda: self._objectives,
            "principles": lambda: self._principles,
            "countries": lambda: self._countries,
            "years": lambda: self._years,
            "year": lambda: self._years,
            "sources": lambda: self._sources,
            "themes": lambda: self._placements,
            "primary_theme": lambda: self._placements,
            "parties": lambda: self._parties,
            "principal": lambda: self._parties,
            "result": lambda: self._results,
            "disaggregation": lambda: {key: str(label) for key, label in Dimension.choices},
            "references": Spoken,
            "quality": lambda: {key: str(name) for key, (name, _about) in CRITERIA.items()},
        }

    def label(self, model: str, field: str) -> str:
        """Return the name of a field."""
        if field in LABELS:
            return str(LABELS[field])
        return str(capfirst(_column(model, field).verbose_name)) if _has(model, field) else field

    def words(self, model: str, field: str, text: str) -> str:
        """Return a canonical text in words; nothing is said as such, never as zero."""
        if field == "state" and not text:
            return _("No status reported")
        if not text:
            return _("To be defined")
        if field in self._readers:
            return listed_names(text.split(","), self._readers[field]())
        if not _has(model, field):
            return text
        return _of_column(_column(model, field), text)


def year_words(number: int) -> str:
    """Return the name of a year of the plan, as §4.3 prints it."""
    names = {1: _("1st year"), 2: _("2nd year"), 3: _("3rd year")}
    return names.get(number, _("Year %(number)s") % {"number": number})


def listed_names(keys: Iterable[str], names: dict[str, str]) -> str:
    """Return the names of several keys; what the reader may not see, or is gone, is left unnamed."""
    return "; ".join(names.get(key, _("(not available)")) for key in keys)


def _has(model: str, field: str) -> bool:
    known = MODELS.get(model)
    return known is not None and any(f.name == field for f in known._meta.concrete_fields)


def _column(model: str, field: str) -> Any:
    return MODELS[model]._meta.get_field(field)


def _of_column(column: Any, text: str) -> str:
    choices = dict(column.flatchoices)
    if column.name == "tier":
        return str(Tier(text).label) if text in Tier.values else text
    if choices:
        return str(choices.get(int(text) if text.isdigit() else text, text))
    if isinstance(column, models.DateField):
        return _day(text, get_language())
    if isinstance(column, models.DecimalField):
        try:
            return number_words(Decimal(text))
        except InvalidOperation:
            return text
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …"
