"""The pages of the matrix and of its rows."""

from pilares.matrix.views.cells import cell
from pilares.matrix.views.narrowing import narrow
from pilares.matrix.views.page import export, matrix
from pilares.matrix.views.rows import add, edit, pace, state

__all__ = ["add", "cell", "edit", "export", "matrix", "narrow", "pace", "state"]
