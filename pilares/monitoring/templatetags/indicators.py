"""Indicators in full, many on one page: built as text, with each word of the interface translated once."""

from collections.abc import Iterable, Sequence
from html import escape

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_noop as _

from pilares.core.bilingual import Say, Wording, reading_language
from pilares.core.templatetags.ui.texts import date_words, spelled
from pilares.monitoring.models import Indicator
from pilares.monitoring.queries.listed import Listed

register = template.Library()
CODE = "CODE"  # an address is made once, with this in the place of the code


@register.simple_tag
def in_full(rows: Sequence[Listed]) -> SafeString:
    """Everything that is said of each indicator, one section each: a page may have a thousand."""
    sheets = Sheets()
    return mark_safe("\n".join([sheets.sheet(row) for row in rows]))


class Sheets:
    """The indicators of one page in full: what they share is worked out once."""

    def __init__(self) -> None:
        self.reader, self.say = reading_language(), Say()
        self.indicator = reverse("monitoring:indicator", args=[CODE])
        self.activity = reverse("monitoring:activity", args=[CODE])
        self.measures = {kind.value: str(kind.label) for kind in Indicator.Measure}
        self.directions = {kind.value: str(kind.label) for kind in Indicator.Direction}
        self.frequencies = {kind.value: str(kind.label) for kind in Indicator.Frequency}

    def sheet(self, row: Listed) -> str:
        """One indicator: its name and figure, what it lacks, and its registration (§4.2)."""
        code, name = escape(row.line.code), row.line.name
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
        after = [said for said in (figure.validated, figure.coverage, row.gate_words) if said]
        said = escape("".join(f" · {one}" for one in after))
        parts = [f'<p class="mb-1"><strong>{escape(figure.text)}</strong>{said}</p>']
        lacking = " ".join((self.say[_("Missing:")], ", ".join(line.missing)))
        remarks = [lacking] if line.missing else []
        remarks += [line.problem] if line.problem else []
        return "".join((*parts, *(f'<p class="menor mb-1">{escape(one)}</p>' for one in remarks)))

    def _facts(self, row: Listed) -> Iterable[str]:
        say, activity, indicator = self.say, row.activity, row.line.indicator
        href, code = self.activity.replace(CODE, escape(activity.code)), escape(activity.code)
        title, group = self._words(activity.title), self._words(row.group.name)
        yield self._fact(_("Activity"), f'<a href="{href}">{code}</a> {title} · {group}')
        if indicator.result:
            yield self._fact(_("Expected result"), self._words(indicator.result.text))
        yield self._fact(_("Definition"), self._words(indicator.definition))
        base = escape(row.line.baseline or say[_("No data")])
        aim = escape(row.line.target or say[_("To be defined")])
        unit = self._words(row.line.target_unit) if row.line.unit else ""
        yield self._fact(_("Baseline and target"), f"{base} → {aim} {unit}")
        yield self._fact(_("How it is measured"), escape(self._way(indicator)))
        day = f" · {date_words(row.due_on, 'short')}" if row.due_on else ""
        yield self._fact(_("Who measures"), f"{self._words(indicator.measured_by)}{day}")
        yield self._fact(_("Means of verification"), self._words(indicator.verification))
        if row.references:
            yield self._fact(_("References"), escape("; ".join(row.references)))

    def _way(self, indicator: Indicator) -> str:
        """Its measure, direction and frequency, as far as they are said."""
        said = (
            self.measures.get(indicator.measure),
            self.directions.get(indicator.direction),
            self.frequencies.get(indicator.frequency),
        )
        return " · ".join(part for part in said if part)

    def _words(self, wording: Wording) -> str:
        """A text in the language in which it exists, marked where that is not the reader's."""
        return spelled(wording, self.reader, label=False) if wording else ""

    def _fact(self, term: str, content: str) -> str:
        """One term and its markup; an empty one is said: «To be defined»."""
        text = content if content.strip() else escape(self.say[_("To be defined")])
        return f"<div><dt>{escape(self.say[term])}</dt><dd>{text}</dd></div>"
