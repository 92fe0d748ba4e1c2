"""The pictures of the home: the deadlines of each group's activities along the three years (§4.3)."""

from dataclasses import replace

from pilares.core.templatetags.ui.pictures import TimePicture
from pilares.matrix.queries import Line, Matrix
from pilares.monitoring.queries.pictures import deadlines_picture


def deadlines(matrix: Matrix, lines: tuple[Line, ...]) -> tuple[TimePicture, ...]:
    """Return the deadlines of the activities in the totals, a picture a group, in the matrix's order."""
    counted = {line.pk for line in lines}
    years = tuple((year.number, year.starts_on, year.ends_on) for year in matrix.years)
    drawn = []
    for number, band in enumerate(matrix.bands):
        due = ((line.code, line.due_on, line.state) for line in band.lines if line.pk in counted)
        one = deadlines_picture(years, due, matrix.as_of, f"deadlines-{number}")
        if one is not None:
            drawn.append(replace(one, title=str(band.short)))
    return tuple(drawn)
