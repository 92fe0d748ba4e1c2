"""The assistant's answers put together: a sentence, a formula and a sample calculation (screens.md 7)."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilares.core.search import fold
from pilares.monitoring import maths
from pilares.monitoring.models import Indicator
from pilares.monitoring.queries.categories import member_countries
from pilares.monitoring.queries.derived import Explained, Names, explained
from pilares.monitoring.queries.indicator import MISSING
from pilares.monitoring.queries.progress import configuration_of
from pilares.monitoring.queries.values import year_words
from pilares.monitoring.queries.words import (
    Way,
    amount_words,
    problem_words,
    progress_words,
    value_words,
    way_of,
)

CATALOGUE = Path(__file__).parent.parent / "data" / "iom_srf_outputs.json"
#: the two years of the sample, whose values and names are made up
FIRST = maths.Period(date(2020, 1, 1), date(2020, 12, 31), key=1)
SECOND = maths.Period(date(2021, 1, 1), date(2021, 12, 31), key=2)
STEPS = tuple(maths.Milestone(n, 25) for n in range(1, 5))


@dataclass(frozen=True)
class Template:
    """A starting point of somebody else's catalogue, in its own language."""

    key: str
    title: str

    @property
    def mark(self) -> str:
        """What an indicator that is begun from it says of its origin."""
        return f"IOM SRF {self.key}"


@dataclass(frozen=True)
class Catalogue:
    """The templates that there are, and the ids that name two things and so are not offered."""

    source: str
    licence: str
    templates: tuple[Template, ...]
    ambiguous: tuple[str, ...]

    def search(self, words: str) -> tuple[Template, ...]:
        """Return the templates that hold every word, without regard to accents or capitals."""
        wanted = fold(words).split()
        return tuple(t for t in self.templates if all(word in fold(f"{t.key} {t.title}") for word in wanted))

    def find(self, key: str) -> Template | None:
        """Return the template of an id, if there is exactly one."""
        return next((one for one in self.templates if one.key == key), None)


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """Read the extract of IOM's catalogue; an id that stands twice is reported, not guessed."""
    read = json.loads(CATALOGUE.read_text(encoding="utf-8"))
    times = Counter(row["id"] for row in read["templates"])
    return Catalogue(
        source=read["source"],
        licence=read["licence"],
        templates=tuple(
            Template(row["id"], row["title"]) for row in read["templates"] if times[row["id"]] == 1
        ),
        ambiguous=tuple(key for key, n in times.items() if n > 1),
    )


@dataclass(frozen=True)
class Preview:
    """What the answers come to."""

    sentence: str
    #: how it is calculated, with made-up values
    sample: Explained | None
    #: what the sample would show: «3 of 5 countries · 60 %»
    figure: str
    problems: tuple[str, ...]


def preview_of(indicator: Indicator) -> Preview:
    """Return the sentence, formula and sample of an indicator that is not saved yet."""
    configuration = configuration_of(indicator, STEPS if _by_steps(indicator) else ())
    way = way_of(indicator, len(configuration.milestones))
    problems = tuple(
        problem_words(problem)
        for problem in maths.configuration_problems(configuration)
        if problem not in MISSING
    )
    sample, figure = None, ""
    if not problems and indicator.measure and (periods := tuple(_sample(configuration))):
        derivation = maths.derivation(configuration, periods, on=SECOND.ends_on)
        sample = explained(_without_pace(derivation), _names(indicator), way)
        answer = derivation.progress
        figure = " · ".join(part for part in (value_words(answer, way), progress_words(answer, way)) if part)
    return Preview(_sentence(indicator, way), sample, figure, problems)


def _without_pace(derivation: maths.Derivation) -> maths.Derivation:
    """Leave out how it goes against what is expected by now: invented values say nothing of that."""
    paced = {maths.StepCode.EXPECT, maths.StepCode.COMPARE}
    return replace(derivation, steps=tuple(step for step in derivation.steps if step.code not in paced))


def _by_steps(indicator: Indicator) -> bool:
    return indicator.measure == Indicator.Measure.MILESTONE


def _sentence(indicator: Indicator, way: Way) -> str:
    """Say in one paragraph what is measured, from where to where, by whom, and how it is checked."""
    said = [f"{indicator.name}:" if indicator.name else ""]
    said.append(_way_words(indicator, way) + ".")
    if indicator.measured_by:
        often = str(indicator.get_frequency_display()).lower() if indicator.frequency else ""
        said.append(" ".join(filter(None, (_("Measured by"), indicator.measured_by.text, often))) + ".")
    if indicator.verification:
        said.append(_("Checked with: %(means)s.") % {"means": indicator.verification.text.rstrip(".")})
    return " ".join(part for part in said if part)


def _way_words(indicator: Indicator, way: Way) -> str:
    if _by_steps(indicator):
        return _("milestones that the group accepts, each with its weight")
    if indicator.measure == Indicator.Measure.QUALITATIVE:
        return _("a judgement in five steps, with its reasons")
    target = _("a target to be defined")
    if indicator.target is not None:
        target = amount_words(indicator.target, way)
        if indicator.target_upper is not None:
            target = f"{target}–{amount_words(indicator.target_upper, way)}"
    target = f"{target} {way.unit_of(indicator.target_upper or indicator.target)}".strip()
    if indicator.direction in {Indicator.Direction.MAINTAIN, Indicator.Direction.RANGE}:
        return _("to be kept at %(target)s") % {"target": target}
    if indicator.baseline is None:
        return _("from a baseline to be established to %(target)s") % {"target": target}
    day = f" ({date_format(indicator.baseline_on, 'DATE_FORMAT')})" if indicator.baseline_on else ""
    base = f"{amount_words(indicator.baseline, way)}{day}"
    return _("from %(baseline)s to %(target)s") % {"baseline": base, "target": target}


def _names(indicator: Indicator) -> Names:
    steps = (
        {step.key: _("milestone %(n)s") % {"n": step.key} for step in STEPS} if _by_steps(indicator) else {}
    )
    return Names({1: year_words(1), 2: year_words(2)}, member_countries(), steps)


# --- The made-up values of the sample ----------------------------------------------------------------------


def _sample(configuration: maths.Configuration) -> Iterator[maths.Period]:
    """Yield two periods whose values lie on the way to the target."""
    values = _values(configuration)
    for period, value in zip((FIRST, SECOND), values, strict=False):
        yield maths.Period(period.starts_on, period.ends_on, (maths.Entry(value),), key=period.key)


def _values(configuration: maths.Configuration) -> tuple[maths.Value, ...]:
    if configuration.measure is maths.Measure.MILESTONE:
        return maths.Accepted(frozenset({1})), maths.Accepted(frozenset({1, 2}))
    if configuration.measure is maths.Measure.QUALITATIVE:
        return (maths.Judged(maths.Judgement.LIMITED),)
    if configuration.measure is maths.Measure.NOMINAL:
        return (maths.Number(1),)
    if configuration.counts:
        return maths.Countries(frozenset({"CR", "GT"})), maths.Countries(frozenset({"GT", "MX"}))
    if configuration.pools:
        return maths.Pair(9, 10), maths.Pair(10, 90)
    target = configuration.targets[-1].value if configuration.targets else None
    if target is None:
        return ()
    begin, end = Decimal(str(configuration.known_baseline or 0)), Decimal(str(target))
    if configuration.time is maths.OverTime.SUM:
        begin = Decimal(0)
    shares = (Decimal("0.3"), Decimal("0.6"))
    if configuration.time is maths.OverTime.SUM:
        shares = (Decimal("0.3"), Decimal("0.4"))
    whole = begin == int(begin) and end == int(end) and abs(end - begin) >= 3
    return tuple(maths.Number(round(begin + share * (end - begin), None if whole else 1)) for share in shares)
