"""A chart of steps: what is drawn, where, and that it is described in words."""

import re
from datetime import date

import pytest

from pilares.core.templatetags.ui.charts import Chart, Level, Point, Span, axis, step_chart

YEARS = (
    Span("1", "2019-2020", date(2019, 11, 15), date(2020, 11, 14)),
    Span("2", "2020-2021", date(2020, 11, 15), date(2021, 11, 14), current=True),
)


def chart(**parts) -> Chart:
    given = {
        "title": "Países <que> aplican", "about": "Sube de 0 a 3.", "spans": YEARS,
        "points": (Point(date(2020, 6, 1), 1), Point(date(2021, 10, 12), 3)),
    }  # fmt: skip
    return Chart(**(given | parts))


def test_it_is_an_image_with_a_title_and_a_description_and_what_was_typed_is_escaped():
    drawing = step_chart(chart(), "uno")
    assert 'role="img" aria-labelledby="uno-t uno-d"' in drawing
    assert (
        '<title id="uno-t">Países &lt;que&gt; aplican</title><desc id="uno-d">Sube de 0 a 3.</desc>'
        in drawing
    )
    assert "style=" not in drawing


def test_the_value_holds_until_the_next_one_from_a_hollow_baseline():
    drawing = step_chart(chart(baseline=Point(date(2019, 11, 15), 0)))
    (path,) = re.findall(r'class="valor" d="([^"]+)"', drawing)
    assert re.fullmatch(r"M70\.0 290\.0H[\d.]+V[\d.]+H[\d.]+V[\d.]+", path)
    assert (drawing.count('class="punto"'), drawing.count('class="hueco"')) == (2, 1)


def test_a_target_that_is_revised_is_a_step_and_not_a_slope():
    levels = (
        Level(date(2019, 11, 15), date(2021, 6, 24), 11, "Meta: 11"),
        Level(date(2021, 6, 25), date(2021, 11, 14), 8, "Meta: 8"),
    )
    (path,) = re.findall(r'class="meta" d="([^"]+)"', step_chart(chart(targets=levels)))
    assert re.fullmatch(r"M70\.0 [\d.]+H[\d.]+V[\d.]+H680\.0", path)


def test_targets_with_days_between_them_are_not_joined():
    levels = (
        Level(date(2019, 11, 15), date(2020, 6, 30), 2),
        Level(date(2020, 11, 15), date(2021, 11, 14), 5),
    )
    assert step_chart(chart(targets=levels)).count('class="meta"') == 2


def test_the_current_period_is_shaded_and_no_other():
    assert step_chart(chart()).count('class="franja"') == 1


def labelled(drawing: str) -> dict[str, tuple[float, float, bool]]:
    """Where each label begins, or ends."""
    found = re.findall(r'<text[^>]* x="([\d.]+)" y="([\d.]+)"( text-anchor="end")?>([^<]+)', drawing)
    return {words: (float(x), float(y), bool(end)) for x, y, end, words in found}


def test_the_label_of_a_value_gives_way_to_the_target_that_rises_beside_it():
    levels = (
        Level(date(2019, 11, 15), date(2020, 11, 14), 1, "Meta: 1"),
        Level(date(2020, 11, 15), date(2021, 11, 14), 6, "Meta: 6"),
    )
    reached = (Point(date(2020, 10, 12), 1),)
    drawn = labelled(
        step_chart(chart(points=reached, targets=levels, value_label="1 país", ticks={0: "0", 6: "6"}))
    )
    (path,) = re.findall(r'class="meta" d="([^"]+)"', step_chart(chart(points=reached, targets=levels)))
    rises = float(path.partition("H")[2].partition("V")[0])
    x, _y, end = drawn["1 país"]
    assert (end, x < rises) == (True, True)  # it ends before the step, and does not stand across it


def test_a_value_of_nothing_stands_above_the_axis_and_the_ceiling_beside_the_target_that_reaches_it():
    levels = (Level(date(2019, 11, 15), date(2021, 11, 14), 11, "Meta: 11"),)
    drawn = labelled(
        step_chart(
            chart(
                points=(Point(date(2020, 6, 1), 0),), targets=levels, value_label="0 países", ceiling=11,
                ceiling_label="11 Países Miembros", ticks={0: "0", 11: "11"},
            )
        )
    )  # fmt: skip
    assert drawn["0 países"][1] < 290 - 4
    assert drawn["Meta: 11"][1] != drawn["11 Países Miembros"][1]


def test_without_periods_there_is_nothing_to_draw():
    assert step_chart(chart(spans=())) == ""


@pytest.mark.parametrize(
    ("values", "marks"),
    [
        ((0, 3, 5), (0, 1, 2, 3, 4, 5)),
        ((60, 30, 42), (0, 10, 20, 30, 40, 50, 60)),
        ((412, 400), (0, 100, 200, 300, 400, 500)),
        ((0,), (0, 1)),
        ((-3, 6), (-4, -2, 0, 2, 4, 6)),
        ((2, 9), (0, 2, 4, 6, 8, 10)),
    ],
)
def test_the_axis_of_whole_units_holds_zero_and_every_value_in_round_steps(values, marks):
    assert axis(values, whole=True) == pytest.approx(marks)


def test_the_axis_of_shares_has_fractions():
    assert axis((0.3,)) == pytest.approx((0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3))
