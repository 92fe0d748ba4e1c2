"""Pictures of counts, deadlines and targets as SVG: the same on a page, in a PDF and in Word, in one ink.

Everything is drawn in the colour of the text around it, so it stands light, dark, printed and photocopied,
and so narrow that its words can be read on a telephone. A picture never stands alone: the same is said beside
it as a table or in words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from textwrap import wrap

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from pilares.core.templatetags.ui.library import register

WIDTH = 440
#: the part of a line of print that a picture takes, so that its words are as large as those around it
SHARE = 0.56
#: of a unit: its side, and from one to the next
SIDE, STEP = 18, 24
#: from one line of words to the next, and how many characters stand on one
LINE, LETTERS = 19, 62
BAR_ROW = 46
#: how high values over time are drawn, and how wide
COURSE, COURSE_WIDE = 64, 352.0
#: units in a row before they go on in the next
MOST = 18
LEFT, RIGHT = 76, 432
INK = "#16233a"
type_of_point = tuple[date, float]


@dataclass(frozen=True)
class UnitRow:
    """A row of units: "full", "half", "empty" or "none" each, and what they come to in words."""

    label: str
    units: tuple[str, ...]
    said: str


@dataclass(frozen=True)
class UnitPicture:
    """Rows of units, counted one by one."""

    title: str
    about: str
    rows: tuple[UnitRow, ...]
    #: what names it on a page, where there are several
    ident: str = "units"


@dataclass(frozen=True)
class Span:
    """A year of the plan."""

    name: str
    first: date
    last: date


@dataclass(frozen=True)
class Bar:
    """Something with a deadline: a filled diamond once it is done, a hollow one before."""

    label: str
    due: date
    done: bool
    said: str


@dataclass(frozen=True)
class TimePicture:
    """Deadlines along the years of a plan, with the day of the data as a dashed line."""

    title: str
    about: str
    spans: tuple[Span, ...]
    bars: tuple[Bar, ...]
    on: date
    ident: str = "years"


@dataclass(frozen=True)
class Course:
    """Values over time, the target of each day, and where the way began; `told` says the values in words."""

    points: tuple[type_of_point, ...]
    levels: tuple[tuple[date, date, float], ...]
    start: type_of_point | None = None
    #: the words beside the last target
    target: str = ""
    told: str = ""

    @property
    def way(self) -> tuple[type_of_point, ...]:
        """Where the line goes, from its beginning."""
        return ((self.start,) if self.start else ()) + self.points


@dataclass(frozen=True)
class TargetRow:
    """An indicator: how much of the way to its target is done in per cent, unless nothing is known.

    With its `course` it is drawn over time.
    """

    label: str
    percent: float | None
    said: str
    course: Course | None = None

    @property
    def height(self) -> int:
        """How high its drawing is under its words."""
        return COURSE + LINE + 12 if self.course else 34


@dataclass(frozen=True)
class TargetPicture:
    """Indicators against their targets, one line each; the tick is the target."""

    title: str
    about: str
    rows: tuple[TargetRow, ...]
    #: the words at the tick
    target: str
    ident: str = "targets"
    #: the years of the plan, for the rows with a course
    spans: tuple[Span, ...] = ()


type_of_picture = UnitPicture | TimePicture | TargetPicture


@register.simple_tag
def picture(drawn: type_of_picture | None) -> SafeString:
    """Draw any of them; `ident` names its title on the page."""
    svg = svg_of(drawn) if drawn is not None else ""
    return _on_a_page(svg) if svg else SafeString("")


def svg_of(drawn: type_of_picture) -> str:
    """Return the drawing, which also stands alone in a file; empty where there is nothing to draw."""
    if isinstance(drawn, TimePicture):
        return _years_svg(drawn) if drawn.spans and drawn.bars else ""
    if not drawn.rows:
        return ""
    return _targets_svg(drawn) if isinstance(drawn, TargetPicture) else _units_svg(drawn)


def in_words(drawn: type_of_picture) -> str:
    """Return what a picture shows, for whoever does not see it."""
    return f"{drawn.title}. {_rows_in_words(drawn)}"


def _rows_in_words(drawn: type_of_picture) -> str:
    rows = drawn.bars if isinstance(drawn, TimePicture) else drawn.rows
    return " ".join(f"{row.label}: {row.said}.{_course_in_words(row)}" for row in rows)


def _course_in_words(row: Bar | TargetRow | UnitRow) -> str:
    return f" {row.course.told}." if isinstance(row, TargetRow) and row.course else ""


def _units_svg(picture: UnitPicture) -> str:
    parts: list[str] = []
    y = 4
    for row in picture.rows:
        y, words = _words(y, row.label, row.said)
        parts += words
        for number, unit in enumerate(row.units):
            parts.append(_unit(1 + STEP * (number % MOST), y + 4 + STEP * (number // MOST), unit))
        y += 4 + STEP * max(1, -(-len(row.units) // MOST)) + 12
    return _svg(picture, y, parts)


def _words(y: int, label: str, said: str) -> tuple[int, list[str]]:
    """Write a label and what is said under it, in as many lines as they take; return where they end."""
    lines = [(line, 600) for line in wrap(label, LETTERS - 6)] + [(line, 400) for line in _lines(said)]
    texts = [_text(0, y + 14 + LINE * at, line, weight=weight) for at, (line, weight) in enumerate(lines)]
    return y + LINE * len(lines), texts


def _lines(said: str) -> Iterator[str]:
    """Break what is said between its parts, where it has any; a part too long for a line breaks itself."""
    line = ""
    for part in said.split(" · "):
        if line and len(line) + len(part) + 3 > LETTERS:
            yield from wrap(line, LETTERS)
            line = part
        else:
            line = f"{line} · {part}" if line else part
    yield from wrap(line, LETTERS)


def _targets_svg(picture: TargetPicture) -> str:
    """Draw indicators as lines up to their targets; well beyond the target the line ends in an arrow."""
    at, y = WIDTH * 0.8, 4
    parts: list[str] = []
    for row in picture.rows:
        y, words = _words(y, row.label, row.said)
        drawn = _course(row.course, picture.spans, y + 6) if row.course else _way(row.percent, at, y + 12)
        parts += [*words, *drawn]
        y += row.height
    if not picture.rows[-1].course:  # the last line of all says what the ticks above it are
        parts.append(_text(at, y + 8, picture.target, anchor="middle"))
    return _svg(picture, y + 16, parts)


def _course(course: Course, spans: tuple[Span, ...], top: float) -> Iterator[str]:
    """Draw values as a thick line of steps over the dashed one of their targets, year beside year."""
    days = spans[0].first, spans[-1].last
    values = [value for _on, value in course.way] + [value for *_days, value in course.levels]
    low, high = min(0.0, *values), max(0.0, *values)

    def x(day: date) -> float:
        share = (day - days[0]).days / max((days[1] - days[0]).days, 1)
        return round(1 + (COURSE_WIDE - 1) * min(max(share, 0), 1), 1)

    def y(value: float) -> float:
        return round(top + 5 + (COURSE - 10) * (high - value) / ((high - low) or 1), 1)

    for span in spans:
        yield _line(x(span.first), top, x(span.first), top + COURSE, 'stroke-width="1" stroke-opacity=".35"')
        yield _text((x(span.first) + x(span.last)) / 2, top + COURSE + 16, span.name, anchor="middle")
    yield _line(1, y(0), COURSE_WIDE, y(0), 'stroke-width="1" stroke-opacity=".35"')
    edges = [(x(first), y(value), x(last)) for first, last, value in sorted(course.levels)]
    aims = "".join(f"{'V' if at else 'M'}{f'{left} ' if not at else ''}{level}H{right}"
                   for at, (left, level, right) in enumerate(edges))  # fmt: skip
    steps = "".join(f"H{x(on)}V{y(value)}" for on, value in course.way[1:])
    first, begin = course.way[0]
    yield _path(aims, 'stroke-width="1.6" stroke-dasharray="4 3"')
    yield _path(f"M{x(first)} {y(begin)}{steps}", 'stroke-width="3"')
    for on, value in course.points:
        yield f'<circle cx="{x(on)}" cy="{y(value)}" r="4.5" fill="currentColor"/>'
    if edges:
        yield _text(COURSE_WIDE + 8, edges[-1][1] + 5, course.target)


def _path(way: str, look: str) -> str:
    return f'<path d="{way}" fill="none" stroke="currentColor" {look}/>'


def _way(percent: float | None, target: float, y: float) -> Iterator[str]:
    """Draw the way from the start to the target, and what is done of it; dashed where nothing is known."""
    thin = 'stroke-width="1.4"' + (' stroke-dasharray="3 3"' if percent is None else "")
    yield _line(1, y, target, y, thin)
    yield _line(1, y - 7, 1, y + 7, 'stroke-width="1.4"')
    yield _line(target, y - 9, target, y + 9, 'stroke-width="2"')
    if percent is None:
        return
    end = round(1 + (target - 1) * min(max(percent, 0), 110) / 100, 1)
    if end > 1:
        yield f'<rect x="1" y="{y - 5}" width="{round(end - 1, 1)}" height="10" fill="currentColor"/>'
    if percent > 110:
        yield f'<polygon points="{end},{y - 9} {end + 12},{y} {end},{y + 9}" fill="currentColor"/>'


def _unit(x: float, y: float, kind: str) -> str:
    """Draw a unit: completed is full, in process half, not achieved an empty square, none a dashed one."""
    thin = ' stroke-dasharray="3 3" stroke-width="1.2"' if kind == "none" else ' stroke-width="2"'
    fill = "currentColor" if kind == "full" else "none"
    square = (
        f'<rect x="{x}" y="{y}" width="{SIDE}" height="{SIDE}" fill="{fill}" stroke="currentColor"{thin}/>'
    )
    if kind == "half":
        square += f'<path d="M{x} {y + SIDE}V{y}L{x + SIDE} {y + SIDE}Z" fill="currentColor"/>'
    return square


def _years_svg(picture: TimePicture) -> str:
    return _svg(picture, 40 + BAR_ROW * len(picture.bars), [*_years(picture), *_bars(picture)])


def _years(picture: TimePicture) -> Iterator[str]:
    for span in picture.spans:
        middle = (_x(picture, span.first) + _x(picture, span.last)) / 2
        yield _text(middle, 16, span.name, anchor="middle", weight=600)


def _marks(picture: TimePicture, y: float) -> Iterator[str]:
    """Draw where the years part and where the data stop, beside one line only: words are never crossed."""
    for span in (*picture.spans, None):
        x = _x(picture, span.first) if span else RIGHT
        yield _line(x, y - 12, x, y + 8, 'stroke-width="1" stroke-opacity=".35"')
    if picture.spans[0].first <= picture.on <= picture.spans[-1].last:
        x = _x(picture, picture.on)
        yield _line(x, y - 12, x, y + 8, 'stroke-width="1.6" stroke-dasharray="4 3"')


def _bars(picture: TimePicture) -> Iterator[str]:
    for number, bar in enumerate(picture.bars):
        y = 46 + BAR_ROW * number
        x = _x(picture, bar.due)
        yield from _marks(picture, y)
        yield _text(0, y + 5, bar.label, weight=600)
        yield _line(LEFT, y, x, y, 'stroke-width="2"')
        fill = "currentColor" if bar.done else "none"
        points = f"{x - 7},{y} {x},{y - 7} {x + 7},{y} {x},{y + 7}"
        yield f'<polygon points="{points}" fill="{fill}" stroke="currentColor" stroke-width="2"/>'
        yield _text(LEFT, y + 24, bar.said)


def _x(picture: TimePicture, day: date) -> float:
    first, last = picture.spans[0].first, picture.spans[-1].last
    share = (day - first).days / max((last - first).days, 1)
    return round(LEFT + (RIGHT - LEFT) * min(max(share, 0), 1), 1)


def _line(x1: float, y1: float, x2: float, y2: float, look: str) -> str:
    return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="currentColor" {look}/>'


def _text(x: float, y: float, words: str, *, anchor: str = "start", weight: int = 400) -> str:
    bold = f' font-weight="{weight}"' if weight != 400 else ""
    side = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{round(x, 1)}" y="{y}" fill="currentColor"{side}{bold}>{escape(words)}</text>'


def _svg(picture: type_of_picture, height: float, parts: list[str]) -> str:
    ident, said = picture.ident, f"{_rows_in_words(picture)} {picture.about}".strip()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" color="{INK}" '
        f'font-family="Libertinus Serif" font-size="15" aria-labelledby="{ident}-t {ident}-d">'
        f'<title id="{ident}-t">{escape(picture.title)}</title><desc id="{ident}-d">{escape(said)}</desc>'
        f"{''.join(parts)}</svg>"
    )


def _on_a_page(svg: str) -> SafeString:
    """Return the drawing in the colour and the letters of the page."""
    own = f' color="{INK}" font-family="Libertinus Serif"'
    return mark_safe(svg.replace(own, ' class="dibujo"', 1))
