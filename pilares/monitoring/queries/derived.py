"""«¿Cómo se calcula?»: each step of a figure in words, with its numbers and dates (AC-16)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilares.core.templatetags.ui.library import listed
from pilares.monitoring import maths
from pilares.monitoring.maths import OverTime, Step, StepCode, Term
from pilares.monitoring.queries.words import PACES, Way, amount_words, number_words, percent_words


@dataclass(frozen=True)
class Names:
    """What the keys of a calculation are called: periods, countries, milestones."""

    periods: Mapping[maths.Key | None, str]
    countries: Mapping[str, str]
    steps: Mapping[maths.Key, str]

    def period(self, term: Term) -> str:
        """Return the name of the period that a term is of."""
        return self.periods.get(term.period.key, "") if term.period else ""

    def members(self, keys: frozenset[maths.Key] | None) -> tuple[str, ...]:
        """Return countries or milestones by name, in alphabetical order."""
        found = (self.countries.get(str(key)) or self.steps.get(key) or str(key) for key in keys or ())
        return tuple(sorted(found))


@dataclass(frozen=True)
class Explained:
    """A calculation as a page prints it: the rule in one sentence, the steps, the target's version."""

    rule: str
    steps: tuple[str, ...]
    target: str
    cautions: tuple[str, ...] = ()


def explained(derivation: maths.Derivation, names: Names, way: Way) -> Explained:
    """Return the calculation of a figure in words; asks the database nothing."""
    return Explained(
        rule=_rule(derivation),
        steps=tuple(said for step in derivation.steps for said in _said(step, derivation, names, way)),
        target=_target(derivation.progress),
    )


def _rule(derivation: maths.Derivation) -> str:
    if derivation.formula is maths.Formula.MILESTONES:
        return _("The weights of the milestones that the group accepted are added up.")
    if derivation.formula is maths.Formula.JUDGEMENT:
        return _("A judgement in five steps, with its reasons: no number is calculated.")
    return {
        OverTime.SUM: _("The values of the periods are added up."),
        OverTime.LATEST: _("The latest value counts."),
        OverTime.AVERAGE: _("The average of the periods with data counts."),
        OverTime.MAXIMUM: _("The highest of the periods counts."),
        OverTime.MINIMUM: _("The lowest of the periods counts."),
        OverTime.DISTINCT: _("Each country counts once, even if it reports in several periods."),
        OverTime.RATIO: _(
            "Numerators and denominators are added up apart: it is never the average of percentages."
        ),
        OverTime.NONE: _("The periods are not added up: each stands alone."),
    }[derivation.time]


def _said(step: Step, derivation: maths.Derivation, names: Names, way: Way) -> Iterator[str]:
    if step.code is StepCode.AGGREGATE:
        yield from _aggregated(step, derivation, names, way)
    elif step.code is StepCode.SUM_TARGETS:
        terms = " + ".join(amount_words(term.number or 0, way) for term in step.terms)
        yield _("Targets of the periods: %(sum)s = %(total)s.") % {
            "sum": terms,
            "total": amount_words(step.result or 0, way),
        }
    elif step.code is StepCode.JUDGE:
        yield _judged(step, way)
    elif step.code is StepCode.JUDGE_ORIGINAL:
        short = replace(step, result=maths.exact(maths.rounded(step.result or 0)))
        yield _("With the target first agreed: %(judged)s") % {"judged": _judged(short, way)}
    elif step.code is StepCode.ROUND:
        yield _("Rounded to one decimal: %(percent)s.") % {"percent": percent_words(step.result or 0)}
    elif step.code is StepCode.EXPECT:
        yield _expected(step)
    elif step.code is StepCode.COMPARE:
        yield _compared(step)
    elif step.code is StepCode.CAP:
        yield _("In an average it counts as %(percent)s.") % {"percent": percent_words(step.result or 0)}


def _expected(step: Step) -> str:
    """Say what is expected by today: along a straight line, or between the interim targets."""
    given = {term.name: number_words(term.number or 0) for term in step.terms}
    given["percent"] = percent_words(maths.exact(maths.rounded(step.result or 0)))
    if step.rule == maths.Basis.LINEAR:
        return _("Expected by today, in a straight line: day %(day)s of %(to_day)s = %(percent)s.") % given
    return _("Expected by today, between the interim targets: %(percent)s.") % given


def _compared(step: Step) -> str:
    """Say the pace with its numbers (§5, step 3)."""
    given: dict[str, str] = {
        term.name: percent_words(maths.exact(maths.rounded(term.number or 0))) for term in step.terms
    }
    given["ratio"] = percent_words(maths.exact(maths.rounded(step.result or 0)))
    given["pace"] = str(PACES[step.rule])
    return _("Pace = progress ÷ expected = %(percent)s ÷ %(expected)s = %(ratio)s: %(pace)s.") % given


def _aggregated(step: Step, derivation: maths.Derivation, names: Names, way: Way) -> Iterator[str]:
    if derivation.formula is maths.Formula.MILESTONES:
        accepted = derivation.progress.members
        yield _("Accepted milestones: %(names)s.") % {"names": "; ".join(names.members(accepted)) or "0"}
        return
    if step.rule == OverTime.DISTINCT:
        yield from _united(step, derivation, names)
        return
    if step.rule == OverTime.RATIO or (step.terms and step.terms[0].denominator is not None):
        yield _pooled(step, way)
        return
    values = [(names.period(term), amount_words(term.number or 0, way)) for term in step.terms]
    yield ". ".join(f"{name}: {value}" if name else value for name, value in values) + "."
    if len(values) > 1:
        yield _combined(
            str(step.rule), [value for _name, value in values], amount_words(step.result or 0, way)
        )


def _combined(rule: str, values: list[str], total: str) -> str:
    said: str = {
        OverTime.SUM: _("Sum: %(sum)s = %(total)s."),
        OverTime.AVERAGE: _("Average: (%(sum)s) ÷ %(n)s = %(total)s."),
        OverTime.MAXIMUM: _("The highest: %(total)s."),
        OverTime.MINIMUM: _("The lowest: %(total)s."),
    }.get(OverTime(rule), _("Value: %(total)s."))
    return said % {"sum": " + ".join(values), "n": len(values), "total": total}


def _united(step: Step, derivation: maths.Derivation, names: Names) -> Iterator[str]:
    parts = [(names.period(term), names.members(term.members)) for term in step.terms]
    yield ". ".join(f"{name}: {{{', '.join(members)}}}" for name, members in parts) + "."
    together, once = names.members(derivation.progress.members), sum(len(members) for _n, members in parts)
    said = _("Different countries: %(names)s. Total: %(total)s.")
    if once > len(together):
        said = _("Different countries: %(names)s. Total: %(total)s, not %(sum)s.")
    yield said % {"names": ", ".join(together) or "0", "total": len(together), "sum": once}


def _pooled(step: Step, way: Way) -> str:
    above = " + ".join(number_words(term.number or 0) for term in step.terms)
    below = " + ".join(number_words(term.denominator or 0) for term in step.terms)
    several = len(step.terms) > 1
    return _("Value = 100 × %(above)s ÷ %(below)s = %(total)s.") % {
        "above": f"({above})" if several else above,
        "below": f"({below})" if several else below,
        "total": amount_words(step.result or 0, way),
    }


def _judged(step: Step, way: Way) -> str:
    given = {term.name: amount_words(term.number or 0, way) for term in step.terms}
    given |= {"percent": percent_words(step.result) if step.result is not None else ""}
    if step.rule == maths.Formula.MILESTONES:
        weights = " + ".join(number_words(term.number or 0) for term in step.terms) or "0"
        return _("Progress = sum of their weights = %(sum)s = %(percent)s.") % {**given, "sum": weights}
    return _formula(str(step.rule)) % given


def _formula(rule: str) -> str:
    known: dict[str, str] = {
        maths.Formula.FLOW: _("Progress = value ÷ target = %(value)s ÷ %(target)s = %(percent)s."),
        maths.Formula.LEVEL: _(
            "Progress = (value − baseline) ÷ (target − baseline) = "
            "(%(value)s − %(baseline)s) ÷ (%(target)s − %(baseline)s) = %(percent)s."
        ),
        maths.Keep.AT_LEAST: _(
            "It is maintained if the value is at least the target: %(value)s and %(target)s."
        ),
        maths.Keep.AT_MOST: _(
            "It is maintained if the value is at most the target: %(value)s and %(target)s."
        ),
        maths.Formula.RANGE: _(
            "It is within the range if the value lies between %(target)s and %(upper)s: it is %(value)s."
        ),
        maths.Formula.NOMINAL: _("It is met, or it is not met: there is nothing in between."),
    }
    return known.get(rule, "")


def _target(progress: maths.Progress) -> str:
    """Say which version of the target the figure is set against, and since when."""
    target = progress.target
    if target is None or not target.version or target.valid_from in {None, date.min}:
        return ""
    return _("Target, version %(version)s, in force since %(date)s.") % {
        "version": target.version,
        "date": date_format(target.valid_from, "DATE_FORMAT"),
    }


def countries_in_words(names: tuple[str, ...]) -> str:
    """Return «Costa Rica, Guatemala and Mexico»."""
    return listed(names)
