"""Indicators in full, many on one page: built as text, with each word of the interface translated once."""

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from pilares.core.bilingual import Say, Wording, reading_language, told
from pilares.core.templatetags.ui.texts import date_words, spelled
from pilares.monitoring.models import Indicator
from pilares.monitoring.queries.listed import GATES, Listed

register = template.Library()
CODE = "CODE"  # an address is made once, with this in the place of the code


@register.simple_tag
def in_full(rows: Sequence[Listed]) -> SafeString:
    """Everything that is said of each indicator, one section each: a page may have a thousand."""
    sheets = Sheets()
    return mark_safe("\n".join([sheets.sheet(row) for row in rows]))


class Terms(dict[str, str]):
    """The beginning of each fact, with its term translated once."""

    def __missing__(self, term: str) -> str:
        said = self[term] = f"<div><dt>{escape(gettext(term))}</dt><dd>"
        return said


class Sheets:
    """The indicators of one page in full: what they share is worked out once."""

    def __init__(self) -> None:
        self.reader, self.say, self.terms = reading_language(), Say(), Terms()
        self.indicator = reverse("monitoring:indicator", args=[CODE])
        self.activity = reverse("monitoring:activity", args=[CODE])
        self.measures = {kind.value: str(kind.label) for kind in Indicator.Measure}
        self.directions = {kind.value: str(kind.label) for kind in Indicator.Direction}
        self.frequencies = {kind.value: str(kind.label) for kind in Indicator.Frequency}
        #: activities with their groups, and days, as they were written before
        self.owners: dict[int, str] = {}
        self.days: dict[date, str] = {}

    def sheet(self, row: Listed) -> str:
        """One indicator: its name and figure, what it lacks, and its registration (§4.2)."""
        indicator = row.line.indicator
        code, name = escape(indicator.code), told(indicator, "name_es", "name_en", self.reader)
        lang = f' lang="{name.lang}"' if name and name.lang != self.reader else ""
        href = self.indicator.replace(CODE, code)
        return (
            f'<section class="mt-4" aria-labelledby="{code}"><h2 class="fs-5 regla" id="{code}">'
            f'<a href="{href}">{code}</a> <span class="oficial"{lang}>{escape(name.text)}</span></h2>'
            f'{self._figure(row)}<dl class="ficha dosc">{"".join(self._facts(row))}</dl></section>'
        )

    def _figure(self, row: Listed) -> str:
        """What was measured, how far it is, what is missing and what contradicts itself."""
        line, figure = row.line, row.line.figure
        after = [one for one in (figure.validated, figure.coverage, self.say[GATES[row.gate]]) if one]
        said = escape("".join([f" · {one}" for one in after]))
        parts = f'<p class="mb-1"><strong>{escape(figure.text)}</strong>{said}</p>'
        missing = line.missing
        remarks = [" ".join((self.say[_("Missing:")], ", ".join(missing)))] if missing else []
        remarks += [line.problem] if line.problem else []
        return parts + "".join([f'<p class="menor mb-1">{escape(one)}</p>' for one in remarks])

    def _facts(self, row: Listed) -> Iterable[str]:
        say, line, indicator = self.say, row.line, row.line.indicator
        yield self._fact(_("Activity"), self.owners.get(row.activity.pk) or self._owner(row))
        if indicator.result:
            yield self._fact(_("Expected result"), self._words(indicator.result, "text"))
        yield self._fact(_("Definition"), self._words(indicator, "definition"))
        base = escape(line.baseline or say[_("No data")])
        aim = escape(line.target or say[_("To be defined")])
        unit = self._marked(line.target_unit_for(self.reader)) if line.unit else ""
        yield self._fact(_("Baseline and target"), f"{base} → {aim} {unit}")
        yield self._fact(_("How it is measured"), escape(self._way(indicator)))
        day = f" · {self._day(row.due_on)}" if row.due_on else ""
        yield self._fact(_("Who measures"), f"{self._words(indicator, 'measured_by')}{day}")
        yield self._fact(_("Means of verification"), self._words(indicator, "verification"))
        if row.references:
            yield self._fact(_("References"), escape("; ".join(row.references)))

    def _owner(self, row: Listed) -> str:
        """The activity and the group of an indicator, which others share."""
        code = escape(row.activity.code)
        title, group = self._words(row.activity, "title"), self._marked(row.group.name)
        said = f'<a href="{self.activity.replace(CODE, code)}">{code}</a> {title} · {group}'
        self.owners[row.activity.pk] = said
        return said

    def _day(self, day: date) -> str:
        if day not in self.days:
            self.days[day] = date_words(day, "short")
        return self.days[day]

    def _way(self, indicator: Indicator) -> str:
        """Its measure, direction and frequency, as far as they are said."""
        said = (
            self.measures.get(indicator.measure),
            self.directions.get(indicator.direction),
            self.frequencies.get(indicator.frequency),
        )
        return " · ".join([part for part in said if part])

    def _words(self, record: object, name: str) -> str:
        """A text of a record in the language in which it exists, marked where that is not the reader's."""
        return self._marked(told(record, f"{name}_es", f"{name}_en", self.reader))

    def _marked(self, wording: Wording) -> str:
        return spelled(wording, self.reader, label=False) if wording.text else ""

    def _fact(self, term: str, content: str) -> str:
        """One term and its markup; an empty one is said: «To be defined»."""
        text = content if content.strip() else escape(self.say[_("To be defined")])
        return f"{self.terms[term]}{text}</dd></div>"
