"""What stands in the cells of a workbook, from one line of the matrix, in the reader's language.

Each property is a column that `columns.py` names; several values stand on lines of one cell.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Choices
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pilares.core.access import Tier
from pilares.core.templatetags.ui.marks import state_words
from pilares.matrix.exports.background import Background
from pilares.matrix.queries import IndicatorLine, Line, Party, RiskLine, ThemeLine
from pilares.monitoring.models import Activity, Risk
from pilares.monitoring.models.indicators import Level


def stacked(items: Iterable[str]) -> str:
    """Several values in one cell, each on its line (§3.9: «Resultado 1, Resultado 2»)."""
    return "\n".join(item for item in items if item)


@dataclass(frozen=True)
class Row:
    """One activity as a workbook writes it."""

    line: Line
    background: Background

    # --- The official columns (§3.9, §4.2, §4.3) ---

    @property
    def pillars(self) -> str:
        return stacked(self.background.pillars.get(number, str(number)) for number in self.line.pillars)

    @property
    def themes(self) -> str:
        return stacked(map(theme, self.line.theme_names))

    @property
    def title(self) -> str:
        return self.line.title.text

    @property
    def results(self) -> str:
        return stacked(result.text.text for result in self.line.results)

    @property
    def indicators(self) -> str:
        return stacked(indicator.name.text for indicator in self.line.indicators)

    @property
    def indicators_and_leads(self) -> str:
        said = _("%(indicator)s. Measured by: %(lead)s")
        return stacked(said % {"indicator": i.name, "lead": lead(i)} for i in self.line.indicators)

    @property
    def parties(self) -> str:
        return stacked(map(party, self.line.parties))

    @property
    def completion(self) -> str:
        """Year or years of the plan, then the day where there is one (§4.3)."""
        return stacked([*map(year, self.line.years), day(self.line.due_on)])

    @property
    def monitoring(self) -> str:
        """The deadline for monitoring, then that of each indicator which has another (§4.2.6)."""
        own = self.line.monitored_by
        others = [i for i in self.line.indicators if i.monitored_by not in {None, own}]
        return stacked([day(own), *(f"{i.code}: {day(i.monitored_by)}" for i in others)])

    @property
    def state(self) -> str:
        """The official state (§4.2.7); that none is reported is said, and is not one of the three."""
        in_the_plan = self.line.stage in Activity.ROWS
        return state(self.line.state, self.background.language) if in_the_plan else self.stage

    @property
    def risks(self) -> str:
        return stacked(map(risk, self.line.risks))

    # --- The register ---

    @property
    def code(self) -> str:
        return self.line.code

    @property
    def id(self) -> int:
        return self.line.pk

    @property
    def version(self) -> int:
        return self.line.version

    @property
    def group(self) -> str:
        return self.background.groups[self.line.group].short.text

    @property
    def targets(self) -> str:
        return stacked(map(registered, self.line.indicators))

    @property
    def figures(self) -> str:
        return stacked(map(figure, self.line.indicators))

    @property
    def shortfall(self) -> str:
        return self.line.shortfall

    @property
    def scope(self) -> str:
        return label(Activity.Scope, self.line.scope, self.background.language)

    @property
    def countries(self) -> str:
        return stacked(sorted(self.background.countries[code] for code in self.line.countries))

    @property
    def due_on(self) -> date | None:
        return self.line.due_on

    @property
    def monitored_by(self) -> date | None:
        return self.line.monitored_by

    @property
    def stage(self) -> str:
        """Where it stands in its group's plan, with the decision that took it out of it."""
        words = label(Activity.Stage, self.line.stage, self.background.language)
        return f"{words} ({self.line.decision})" if self.line.left and self.line.decision else words

    @property
    def state_on(self) -> date | None:
        return self.line.state_on

    @property
    def state_note(self) -> str:
        return self.line.state_note.text

    @property
    def decision(self) -> str:
        return self.line.decision

    @property
    def gender_marker(self) -> str:
        return label(Activity.GenderMarker, self.line.gender_marker, self.background.language)

    @property
    def principles(self) -> str:
        return stacked(self.background.principle(letter) for letter in self.line.principles)

    @property
    def visibility(self) -> str:
        return label(Tier, self.line.tier, self.background.language)


def theme(line: ThemeLine) -> str:
    """A theme, marked while no decision has added it (§3.8, AC-03)."""
    return _("%(theme)s (proposed theme)") % {"theme": line.name} if line.proposed else line.name.text


def party(one: Party) -> str:
    """A responsible party and its part."""
    if one.principal:
        return _("%(party)s (principal)") % {"party": one.name}
    return _("%(party)s (support)") % {"party": one.name} if one.supports else one.name


def lead(indicator: IndicatorLine) -> str:
    """Who measures an indicator."""
    return indicator.measured_by.text or _("To be defined")


def baseline(indicator: IndicatorLine) -> str:
    """The baseline with its unit and date; empty while it is not established."""
    if indicator.baseline is None:
        return ""
    said = f"{indicator.start} {indicator.unit_of(indicator.baseline)}".strip()
    return f"{said} ({day(indicator.baseline_on)})" if indicator.baseline_on else said


def target(indicator: IndicatorLine) -> str:
    """The target as registered, with its unit and what was said of it; empty while there is none."""
    if indicator.target is None:
        return indicator.target_note.text
    said = (indicator.aim, indicator.aim_unit, indicator.target_note.text)
    return " ".join(part for part in said if part)


def figure(indicator: IndicatorLine) -> str:
    """What was measured, in the words of every page, with how much of it is known and since when (AC-16)."""
    found = indicator.figure
    if found is None:
        return ""
    rest = " · ".join(part for part in (found.coverage, found.validated) if part)
    return f"{indicator.code}: {found.text}" + (f" ({rest})" if found.has_data and rest else "")


def registered(indicator: IndicatorLine) -> str:
    """An indicator in one line: code, name, level, baseline and target; what is missing is left out."""
    said = [f"{indicator.code}: {indicator.name}"]
    if indicator.level:
        said.append(label(Level, indicator.level, get_language()))
    if value := baseline(indicator):
        said.append(_("Baseline: %(value)s") % {"value": value})
    if value := target(indicator):
        said.append(_("Target: %(value)s") % {"value": value})
    return " · ".join(said)


def risk(one: RiskLine) -> str:
    """An assumption or a risk, said which (§4.2.8)."""
    return f"{label(Risk.Kind, one.kind, get_language())}: {one.text}"


def year(number: int) -> str:
    """A year of the plan as the plan writes it (§4.3)."""
    return _year(number, get_language())


@lru_cache(64)
def _year(number: int, _language: str | None) -> str:
    known = {1: _("1st year"), 2: _("2nd year"), 3: _("3rd year")}
    return known.get(number) or _("year %(number)s") % {"number": number}


def day(value: date | None) -> str:
    """A date in words, or nothing."""
    return _day(value, get_language()) if value else ""


@lru_cache(maxsize=2048)
def _day(value: date, _language: str | None) -> str:
    """A date in words; a sheet of a thousand rows says the same few dates."""
    return date_format(value, "DATE_FORMAT")


@lru_cache(maxsize=256)
def label(kind: type[Choices], value: object, _language: str | None) -> str:
    """The name of a choice in the reader's language; nothing for one that nobody made."""
    return "" if value in {None, ""} else str(kind(value).label)


@lru_cache(maxsize=32)
def state(value: str, _language: str | None) -> str:
    """The official words for a state, also for none."""
    return state_words(value)
