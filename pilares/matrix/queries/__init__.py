"""Reading the follow-up matrix: which rows, what each shows, in a constant number of queries."""

from pilares.matrix.queries.filters import Filters, View
from pilares.matrix.queries.lines import Band, IndicatorLine, Line, Party, ResultLine, RiskLine, ThemeLine
from pilares.matrix.queries.matrix import Matrix, read_matrix
from pilares.matrix.queries.past import read_asked

__all__ = [
    "Band",
    "Filters",
    "IndicatorLine",
    "Line",
    "Matrix",
    "Party",
    "ResultLine",
    "RiskLine",
    "ThemeLine",
    "View",
    "read_asked",
    "read_matrix",
]
