"""Exact numbers, and their one way of being rounded to be read (monitoring-model §5)."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

Amount = Decimal | int | Fraction
#: a value is stored with at most this many decimals; an average may need more and is rounded to them
PLACES = 4


def exact(number: object) -> Fraction:
    """Return a decimal, an integer or a fraction as a fraction; a float is refused: TypeError."""
    if type(number) is Fraction:
        return number
    if isinstance(number, (Decimal, int)):
        return _fraction(number)
    raise TypeError(f"Figures are exact decimals, not {type(number).__name__}.")


@lru_cache(maxsize=4096)
def _fraction(number: Decimal | int) -> Fraction:
    """Make a fraction once: a thousand indicators report the same few hundred numbers."""
    return Fraction(*number.as_integer_ratio())


def exact_or_none(number: object) -> Fraction | None:
    """Return a number exactly; nothing stays nothing, never zero."""
    return None if number is None else exact(number)


def percentage(part: Fraction, whole: Fraction) -> Fraction:
    """Return 100·part/whole in one division; a whole of zero raises ZeroDivisionError."""
    return Fraction(100 * part.numerator * whole.denominator, part.denominator * whole.numerator)


def at_least(number: Fraction, bound: Fraction) -> bool:
    """Whether number ≥ bound, by their integers: a fraction's own comparison costs five times as much."""
    return number.numerator * bound.denominator >= bound.numerator * number.denominator


def total(numbers: Sequence[Fraction]) -> Fraction:
    """Return the sum of numbers; of none, zero."""
    return sum(numbers[1:], numbers[0]) if numbers else Fraction(0)


def is_one(number: Amount | None) -> bool:
    """Whether what is counted stands in the singular: one of it, or one less."""
    return number is not None and abs(number) == 1


def rounded(number: Amount, places: int = 1) -> Decimal:
    """Round half up (a half goes away from zero: −12.25 is −12.3), once, from the exact number; no −0.0."""
    fraction = exact(number)
    double = 2 * abs(fraction.numerator) * 10**places
    digits = (double + fraction.denominator) // (2 * fraction.denominator)
    # written, not calculated: arithmetic of decimals would round again, to the digits of its context
    return Decimal(f"{-digits if fraction < 0 else digits}E-{places}")


def plain(number: Amount) -> Decimal:
    """Return a number as it is read beside a unit: at most four decimals, no zeros at its end."""
    return Decimal(f"{rounded(number, PLACES):f}".rstrip("0").rstrip("."))
