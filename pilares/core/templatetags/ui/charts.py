"""A chart of steps: a value over time against its target, as SVG that is read, printed and described.

Drawn on the server with attributes and classes only; the same data always stand beside it as a table.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from math import ceil, floor, log10

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from pilares.core.templatetags.ui.library import joined, register

LEFT, RIGHT, TOP, BOTTOM = 70.0, 680.0, 30.0, 290.0
WIDTH, HEIGHT = 700, 345
STEPS = (1, 2, 2.5, 5, 10)
#: left, top, right and bottom
Box = tuple[float, float, float, float]
#: how far from its point a label stands, to the right and down, and whether it ends there
type_of_spot = tuple[float, float, bool]
#: where the label of a value may stand, and that of the baseline: the first that is free
BESIDE: tuple[type_of_spot, ...] = (
    (12, 5, False), (12, -12, False), (-12, -12, True), (12, 22, False), (-12, 22, True), (-12, 5, True),
)  # fmt: skip
OVER: tuple[type_of_spot, ...] = ((12, -10, False), (12, 20, False), (12, -26, False))
UNDER_THE_CEILING: tuple[type_of_spot, ...] = ((-4, -8, True), (-4, 18, True), (LEFT - RIGHT + 6, -8, False))
#: how wide a letter of a label is, at most as often as not
LETTER = 8.0
#: what a drawing needs of the style sheet once it stands alone, in the colours of paper
INK = (
    "text{fill:#4a566b}.fuerte{fill:#16233a;font-weight:650}.azul{fill:#0b4a6e;font-weight:650}"
    ".eje{stroke:#d9d3c5}.base{stroke:#16233a}.franja{fill:#eeeae0}"
    ".meta{stroke:#16233a;stroke-width:2;stroke-dasharray:6 4;fill:none}"
    ".valor{stroke:#0b4a6e;stroke-width:3;fill:none}.punto{fill:#0b4a6e;stroke:#fff;stroke-width:2}"
    ".hueco{fill:#fff;stroke:#0b4a6e;stroke-width:2.5}"
)


@dataclass(frozen=True)
class Span:
    """A period on the axis of time: its name, its days, and whether today falls within it."""

    name: str
    about: str
    first: date
    last: date
    current: bool = False


@dataclass(frozen=True)
class Point:
    """A value on a day."""

    on: date
    value: float


@dataclass(frozen=True)
class Level:
    """A target through some days, both included; `label` stands on its line."""

    first: date
    last: date
    value: float
    label: str = ""


@dataclass(frozen=True)
class Chart:
    """What is drawn; numbers are written by `ticks` and the labels, so they come in the reader's language."""

    title: str
    about: str
    spans: tuple[Span, ...]
    points: tuple[Point, ...]
    targets: tuple[Level, ...] = ()
    #: hollow, because it was not reported but is where the way begins
    baseline: Point | None = None
    baseline_label: str = ""
    value_label: str = ""
    #: a line that is not passed, such as all the countries there are
    ceiling: float | None = None
    ceiling_label: str = ""
    #: from values of the axis to their words
    ticks: dict[float, str] = field(default_factory=dict)

    @property
    def values(self) -> tuple[float, ...]:
        """Every value that the axis must hold."""
        found = [p.value for p in self.points] + [t.value for t in self.targets]
        found += [self.baseline.value] if self.baseline else []
        found += [self.ceiling] if self.ceiling is not None else []
        return tuple(found)


def axis(values: Sequence[float], *, whole: bool = False, lines: int = 6) -> tuple[float, ...]:
    """Return round values that hold zero and every value, about `lines` of them; `whole`: no fractions."""
    low, high = min(0.0, *values), max(0.0, *values)
    if high == low:
        high = low + 1
    step = _step((high - low) / lines, whole=whole)
    first = floor(low / step)
    last = ceil(high / step - 1e-9)
    return tuple(round(n * step, 6) for n in range(first, last + 1))


def _step(rough: float, *, whole: bool) -> float:
    power = 10.0 ** floor(log10(rough))
    found = (s * power for s in (*STEPS, 20.0) if s * power >= rough - 1e-12)
    return next((s for s in found if not whole or s == int(s)), 1.0)


class _Paper:
    """Where days and values fall on the drawing."""

    def __init__(self, chart: Chart) -> None:
        self.first = min(span.first for span in chart.spans)
        self.last = max(span.last for span in chart.spans)
        marks = sorted(chart.ticks) or list(axis(chart.values))
        self.low, self.high = min(marks), max((*marks, *chart.values))

    def x(self, day: date) -> float:
        """Return a day's place; what lies outside the periods stands at the edge."""
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return round(LEFT + (RIGHT - LEFT) * min(max(share, 0), 1), 1)

    def y(self, value: float) -> float:
        """Return a value's place."""
        return round(BOTTOM - (BOTTOM - TOP) * (value - self.low) / (self.high - self.low), 1)


@register.simple_tag
def step_chart(chart: Chart, ident: str = "chart") -> SafeString:
    """The values as a continuous step line, the target as a dashed one, the current period shaded.

    `ident` names its title and description on the page. Draws nothing without periods.
    """
    if not chart.spans:
        return SafeString("")
    paper = _Paper(chart)
    parts = [*_frame(chart, paper), *_steps(chart, paper), *_labels(chart, paper)]
    head = format_html(
        '<svg viewBox="0 0 {} {}" role="img" aria-labelledby="{}-t {}-d"><title id="{}-t">{}</title>'
        '<desc id="{}-d">{}</desc>',
        WIDTH, HEIGHT, ident, ident, ident, chart.title, ident, chart.about,
    )  # fmt: skip
    return joined([head, *parts, "</svg>"])


def alone(chart: Chart, *, letters: str = "sans-serif", size: int = 14) -> str:
    """Return the drawing of the page as one that stands alone in a file, in its own colours and letters."""
    look = f'<svg xmlns="http://www.w3.org/2000/svg" font-family="{letters}" font-size="{size}" '
    drawn = str(step_chart(chart)).replace("<svg ", look, 1)
    return drawn.replace("<title", f"<style>{INK}</style><title", 1)


def _frame(chart: Chart, paper: _Paper) -> Iterator[str]:
    for span in chart.spans:
        if span.current:
            left, right = paper.x(span.first), paper.x(span.last)
            yield (
                f'<rect class="franja" x="{left}" y="{TOP}" width="{round(right - left, 1)}" '
                f'height="{BOTTOM - TOP}"/>'
            )
    for value, words in sorted(chart.ticks.items()):
        y = paper.y(value)
        yield f'<line class="eje" x1="{LEFT}" x2="{RIGHT}" y1="{y}" y2="{y}"/>'
        yield _text(LEFT - 12, y + 5, words, anchor="end")
    for span in chart.spans:
        middle = round((paper.x(span.first) + paper.x(span.last)) / 2, 1)
        yield _text(middle, BOTTOM + 24, span.name, css="fuerte", anchor="middle")
        yield _text(middle, BOTTOM + 43, span.about, css="sec", anchor="middle")
    zero = paper.y(max(paper.low, 0))
    yield f'<line class="base" x1="{LEFT}" x2="{RIGHT}" y1="{zero}" y2="{zero}"/>'


def _steps(chart: Chart, paper: _Paper) -> Iterator[str]:
    """Draw the target, then the values over it; a value holds until the next one is reported."""
    for run in _runs(chart.targets):
        path = f"M{paper.x(run[0].first)} {paper.y(run[0].value)}"
        for level, following in zip(run, (*run[1:], None), strict=True):
            edge = paper.x(following.first) if following else paper.x(level.last)
            path += f"H{edge}" + (f"V{paper.y(following.value)}" if following else "")
        yield f'<path class="meta" d="{path}"/>'
    points = sorted(chart.points, key=lambda p: p.on)
    way = [chart.baseline, *points] if chart.baseline else points
    if len(way) > 1:
        path = f"M{paper.x(way[0].on)} {paper.y(way[0].value)}"
        path += "".join(f"H{paper.x(p.on)}V{paper.y(p.value)}" for p in way[1:])
        yield f'<path class="valor" d="{path}"/>'
    yield from (f'<circle class="punto" cx="{paper.x(p.on)}" cy="{paper.y(p.value)}" r="6"/>' for p in points)
    if chart.baseline:
        x, y = paper.x(chart.baseline.on), paper.y(chart.baseline.value)
        yield f'<circle class="hueco" cx="{x}" cy="{y}" r="6"/>'


def _runs(levels: Iterable[Level]) -> Iterator[list[Level]]:
    """Yield the levels that follow each other without a gap."""
    run: list[Level] = []
    for level in sorted(levels, key=lambda level: level.first):
        if run and (level.first - run[-1].last).days > 1:
            yield run
            run = []
        run.append(level)
    if run:
        yield run


def _labels(chart: Chart, paper: _Paper) -> Iterator[str]:
    """Write the labels, those of the value and of the baseline where nothing is drawn nor written."""
    taken = [*_drawn(chart, paper), *_named(chart, paper)]
    said = [level for level in chart.targets if level.label]
    for level in said:
        last = level is said[-1]
        x = paper.x(level.last) - 4 if last else paper.x(level.first) + 6
        taken.append(_box(x, paper.y(level.value) - 10, level.label, end=last))
        yield _text(x, paper.y(level.value) - 10, level.label, css="fuerte", anchor="end" if last else "")
    if chart.points and chart.value_label:
        end = max(chart.points, key=lambda p: p.on)
        yield _beside(paper.x(end.on), paper.y(end.value), chart.value_label, BESIDE, taken, css="azul")
    if chart.baseline and chart.baseline_label:
        x, y = paper.x(chart.baseline.on), paper.y(chart.baseline.value)
        yield _beside(x, y, chart.baseline_label, OVER, taken, css="sec")
    if chart.ceiling is not None and chart.ceiling_label:
        yield _beside(RIGHT, paper.y(chart.ceiling), chart.ceiling_label, UNDER_THE_CEILING, taken)


def _beside(
    x: float, y: float, words: str, spots: Iterable[type_of_spot], taken: list[Box], css: str = ""
) -> str:
    """Write the label of a point on the first spot that is free; where none is, on the first that fits."""
    boxes = {spot: _box(x + spot[0], y + spot[1], words, end=spot[2]) for spot in spots}
    within = [spot for spot, box in boxes.items() if box[0] >= LEFT - 6 and box[2] <= WIDTH] or [*boxes]
    chosen = next((spot for spot in within if not any(_meet(boxes[spot], one) for one in taken)), within[0])
    taken.append(boxes[chosen])
    right, down, end = chosen
    return _text(x + right, y + down, words, css=css, anchor="end" if end else "")


def _drawn(chart: Chart, paper: _Paper) -> Iterator[Box]:
    """Yield the lines of the drawing as boxes without width or height."""
    yield LEFT, BOTTOM, RIGHT, BOTTOM
    for run in _runs(chart.targets):
        edges = [(paper.x(level.first), paper.y(level.value)) for level in run]
        yield from _stairs([*edges, (paper.x(run[-1].last), edges[-1][1])])
    points = sorted((*chart.points, *([chart.baseline] if chart.baseline else ())), key=lambda p: p.on)
    yield from _stairs([(paper.x(p.on), paper.y(p.value)) for p in points])


def _stairs(corners: Sequence[tuple[float, float]]) -> Iterator[Box]:
    for (x, y), (right, then) in pairwise(corners):
        yield x, y, right, y
        yield right, min(y, then), right, max(y, then)


def _named(chart: Chart, paper: _Paper) -> Iterator[Box]:
    """Yield where the names of the periods stand."""
    for span in chart.spans:
        half = len(span.name) * LETTER / 2
        middle = (paper.x(span.first) + paper.x(span.last)) / 2
        yield middle - half, BOTTOM + 10, middle + half, BOTTOM + 28


def _box(x: float, y: float, words: str, *, end: bool) -> Box:
    """Return about where words stand whose line begins, or ends, there."""
    left = x - len(words) * LETTER if end else x
    return left, y - 12, left + len(words) * LETTER, y + 4


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _text(x: float, y: float, words: str, *, css: str = "", anchor: str = "") -> str:
    look = f' class="{css}"' if css else ""
    side = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text{look} x="{round(x, 1)}" y="{round(y, 1)}"{side}>{escape(words)}</text>' if words else ""
