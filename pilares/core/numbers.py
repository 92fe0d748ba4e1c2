"""Numbers as people write them: 1.234,5 and 1,234.5 are the same number (screens.md, «Numbers and dates»).

One mark followed by exactly three figures may be a decimal or a thousand: it is read as the reader's
country writes it, and `Reading.doubtful` asks the page to show what was understood.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

#: countries of the region that write a comma before the decimals; the others write a point
COMMA_COUNTRIES = frozenset({"CR"})
SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f'’_]")
WRITTEN = re.compile(r"[+-]?\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class Reading:
    """A number that was typed, and whether it could be read as another one."""

    value: Decimal
    doubtful: bool = False


def decimal_mark(country: str, language: str = "es") -> str:
    """Return the mark that a reader writes before the decimals; by language where no country is known."""
    if country:
        return "," if country in COMMA_COUNTRIES else "."
    return "," if language == "es" else "."


def read_number(text: str, mark: str) -> Reading | None:
    """Return the number that a text says in either convention, or `None`; `mark` settles what is doubtful."""
    plain = SPACES.sub("", text).replace("−", "-")
    if not WRITTEN.fullmatch(plain):
        return None
    points, commas = plain.count("."), plain.count(",")
    if points and commas:
        decimal = max(".,", key=plain.rfind)
        return _split(plain, decimal) if plain.count(decimal) == 1 else None
    found = "." if points else ","
    if points + commas > 1:
        return Reading(Decimal(plain.replace(found, ""))) if _in_threes(plain, found) else None
    if points + commas == 0:
        return Reading(Decimal(plain))
    if _in_threes(plain, found):  # 1.234 or 1,234
        read_as_decimal = found == mark
        value = plain.replace(found, ".") if read_as_decimal else plain.replace(found, "")
        return Reading(Decimal(value), doubtful=True)
    return Reading(Decimal(plain.replace(found, ".")))


def natural(code: str) -> tuple[str | int, ...]:
    """Return a key that sorts codes as people count: PROT-A1-I2 before PROT-A1-I10."""
    return tuple(int(part) if at % 2 else part for at, part in enumerate(re.split(r"(\d+)", code)))


def _split(plain: str, decimal: str) -> Reading | None:
    whole, _mark, rest = plain.rpartition(decimal)
    thousands = "," if decimal == "." else "."
    if thousands in rest or not _in_threes(whole, thousands):
        return None
    return Reading(Decimal(f"{whole.replace(thousands, '')}.{rest}"))


def _in_threes(plain: str, mark: str) -> bool:
    """Whether the marks stand where thousands are told apart: 1.234.567."""
    first, *others = plain.lstrip("+-").split(mark)
    return 0 < len(first) <= 3 and first != "0" and all(len(part) == 3 for part in others)
