"""What a person types into the matrix: the address with its filters, and the fields of a row."""

from pilares.matrix.forms.address import ask, parse
from pilares.matrix.forms.rows import CELLS, ActivityForm, PaceForm, StateForm

__all__ = ["CELLS", "ActivityForm", "PaceForm", "StateForm", "ask", "parse"]
