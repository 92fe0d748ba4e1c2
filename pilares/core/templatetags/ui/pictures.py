"""Pictures of counts and of deadlines as SVG: the same on a page, in a PDF and in Word, in one ink.

Everything is drawn in the colour of the text around it, so it stands light, dark, printed and photocopied.
A picture never stands alone: the same is said beside it as a table or in words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from pilares.core.templatetags.ui.library import register

WIDTH = 700
#: of a unit: its side, and from one to the next
SIDE, STEP = 18, 24
UNIT_ROW, BAR_ROW = 76, 40
#: units in a row before they go on in the next
MOST = 28
LEFT, RIGHT = 120, 690
INK = "#16233a"


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


@register.simple_tag
def unit_picture(picture: UnitPicture | None, ident: str = "units") -> SafeString:
    """Rows of squares, one a unit, with the words that they come to; `ident` names its title on the page."""
    return _on_a_page(units_svg(picture, ident)) if picture and picture.rows else SafeString("")


@register.simple_tag
def time_picture(picture: TimePicture | None, ident: str = "years") -> SafeString:
    """The years of the plan across, a line to the deadline of each activity; `ident` as above."""
    if picture is None or not (picture.spans and picture.bars):
        return SafeString("")
    return _on_a_page(years_svg(picture, ident))


def units_svg(picture: UnitPicture, ident: str = "units") -> str:
    """Return the drawing, which also stands alone in a file."""
    parts: list[str] = []
    y = 4
    for row in picture.rows:
        parts += [_text(0, y + 14, row.label, weight=600), _text(0, y + 33, row.said)]
        lines = max(1, -(-len(row.units) // MOST))
        for number, unit in enumerate(row.units):
            parts.append(_unit(1 + STEP * (number % MOST), y + 42 + STEP * (number // MOST), unit))
        y += UNIT_ROW + STEP * (lines - 1)
    return _svg(picture.title, picture.about, y, parts, ident)


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


def years_svg(picture: TimePicture, ident: str = "years") -> str:
    """Return the drawing, which also stands alone in a file."""
    bottom = 40 + BAR_ROW * len(picture.bars)
    return _svg(picture.title, picture.about, bottom, [*_years(picture), *_bars(picture)], ident)


def _years(picture: TimePicture) -> Iterator[str]:
    for span in picture.spans:
        middle = (_x(picture, span.first) + _x(picture, span.last)) / 2
        yield _text(middle, 16, span.name, anchor="middle", weight=600)


def _marks(picture: TimePicture, y: float) -> Iterator[str]:
    """Draw where the years part and where the data stop, beside one line only: words are never crossed."""
    for span in (*picture.spans, None):
        x = _x(picture, span.first) if span else RIGHT
        yield _line(x, y - 14, x, y + 9, 'stroke-width="1" stroke-opacity=".35"')
    if picture.spans[0].first <= picture.on <= picture.spans[-1].last:
        x = _x(picture, picture.on)
        yield _line(x, y - 14, x, y + 9, 'stroke-width="1.6" stroke-dasharray="4 3"')


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
        side = "end" if x > (LEFT + RIGHT) / 2 else "start"
        yield _text(x + 7 if side == "end" else x - 7, y + 22, bar.said, anchor=side)


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


def _svg(title: str, about: str, height: float, parts: list[str], ident: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" color="{INK}" '
        f'font-family="Libertinus Serif" font-size="14" aria-labelledby="{ident}-t {ident}-d">'
        f'<title id="{ident}-t">{escape(title)}</title><desc id="{ident}-d">{escape(about)}</desc>'
        f"{''.join(parts)}</svg>"
    )


def _on_a_page(svg: str) -> SafeString:
    """Return the drawing in the colour and the letters of the page."""
    own = f' color="{INK}" font-family="Libertinus Serif"'
    return mark_safe(svg.replace(own, ' class="dibujo"', 1))
