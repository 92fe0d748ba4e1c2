"""The pictures of the home: the deadlines of the plan's activities along its three years (§4.3)."""

from pilares.core.templatetags.ui.pictures import TimePicture
from pilares.matrix.queries import Line, Matrix
from pilares.monitoring.queries.pictures import deadlines_picture


def deadlines(matrix: Matrix, lines: tuple[Line, ...]) -> TimePicture | None:
    """Return the deadline of each activity in the totals, in the matrix's order."""
    order = {line.pk: at for at, line in enumerate(matrix.lines)}
    rows = sorted(lines, key=lambda line: order[line.pk])
    years = ((year.number, year.starts_on, year.ends_on) for year in matrix.years)
    return deadlines_picture(years, ((row.code, row.due_on, row.state) for row in rows), matrix.as_of)
