"""The matrix as files: what a reader may see, in the reader's language, with what it needs to be read.

Each takes a `Matrix` read with `read_matrix(user, filters, everything=True)`; docs/open-data.md says
what the files hold.
"""

from pilares.matrix.exports.open_data import open_data
from pilares.matrix.exports.records import comma_separated
from pilares.matrix.exports.workbook import workbook

__all__ = ["comma_separated", "open_data", "workbook"]
