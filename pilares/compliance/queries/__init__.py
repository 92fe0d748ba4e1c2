"""The plan's rules answered from what is recorded, for each group, organ and year (M23)."""

from pilares.compliance.queries.answers import (
    AnnexLine,
    Line,
    annex_lines,
    annex_of,
    every_line,
    judge,
    lines_of,
)
from pilares.compliance.queries.facts import Facts, read_facts
from pilares.compliance.queries.rules import Rule
from pilares.compliance.queries.table import RULES

__all__ = [
    "RULES",
    "AnnexLine",
    "Facts",
    "Line",
    "Rule",
    "annex_lines",
    "annex_of",
    "every_line",
    "judge",
    "lines_of",
    "read_facts",
]
