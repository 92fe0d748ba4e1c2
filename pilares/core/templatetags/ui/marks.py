"""Marks: icon, pillar glyph, state, pace, units, years. All are drawn with attributes, none with styles.

These stand in every row of the matrix, so they are strings that are built once and kept.
"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from django.template.defaultfilters import date as date_filter
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pilares.core.templatetags.ui.library import joined, listed, register

ICONS = frozenset(
    {
        "completed", "in_process", "not_achieved", "no_state", "replaced", "withdrawn",
        "on_track", "at_risk", "delayed",
        "search", "down", "up", "close", "ok", "add", "edit", "download", "print", "link", "quote",
        "calendar", "lock", "mail", "key", "person", "archive", "error", "info",
        "deadline_met", "deadline_ahead", "units",
    }
)  # fmt: skip


@lru_cache(maxsize=256)
def drawn(name: str, size: str = "") -> SafeString:
    """Return the icon's markup; raises KeyError for a name that the sprite does not hold."""
    if name not in ICONS:
        raise KeyError(f"No icon is called {name!r}: templates/ui/sprite.html holds {sorted(ICONS)}.")
    return format_html(
        '<svg class="ico{}" aria-hidden="true"><use href="#i-{}"/></svg>', f" {size}" if size else "", name
    )


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite; decorative unless `label` says what it means."""
    if not label:
        return drawn(name)
    return drawn(name) + format_html('<span class="visually-hidden">{}</span>', label)


@lru_cache(maxsize=16)
def columns(numbers: tuple[int, ...]) -> SafeString:
    """Return the drawing of `pillar_glyph` alone, for words of one's own beside it."""
    bars = "".join(
        f'<rect class="{name}" x="{x}" y="4.5" width="5" height="12"/>'
        for name, x in ((f"c c{n}" if n in numbers else "c", 8 * n - 6.5) for n in (1, 2, 3))
    )
    return mark_safe(
        f'<svg viewBox="0 0 24 20" aria-hidden="true"><path class="b" d="M0 2h24M0 19h24"/>{bars}</svg>'
    )


def _hidden(text: str) -> SafeString:
    return format_html('<span class="visually-hidden">{}</span>', text)


@register.simple_tag
def pillar_glyph(numbers: Sequence[int], names: Sequence[object] = (), text: str = "hidden") -> SafeString:
    """The pillars attended: three columns, the attended ones filled.

    `numbers`: 1 to 3, one or several. `names`: their names in the same order, if known. `text`: what
    stands beside the drawing: "hidden" (for assistive technology only), "number" or "name".
    """
    kept = tuple(numbers)
    word = _("Pillar") if len(kept) == 1 else _("Pillars")
    full = "; ".join(str(name) for name in names)
    if text == "name" and full:
        said: SafeString = format_html("<span>{}</span>", full)
    elif text == "number":
        rest = _hidden(f": {full}") if full else ""
        said = format_html("<span>{} {}{}</span>", _hidden(word), listed(kept), rest)
    elif text in {"hidden", "name"}:
        said = _hidden(f"{word} {listed(kept)}{f': {full}' if full else ''}")
    else:
        raise ValueError(f"text is hidden, number or name, and it is {text!r}.")
    return joined(['<span class="pil">', columns(kept), said, "</span>"])


STATES = {"completed": "fin", "in_process": "pro", "not_achieved": "noa", "": "sin"}
STAGES = {"replaced": "sus", "withdrawn": "sus"}


def state_words(state: str, stage: str = "") -> str:
    """Return the official words for a state (§4.2.7), in the reader's language."""
    return {
        "replaced": _("Replaced"),
        "withdrawn": _("Withdrawn"),
        "completed": _("Completed"),
        "in_process": _("In process of implementation"),
        "not_achieved": _("Not achieved"),
        "": _("No status reported"),
    }[stage if stage in STAGES else state]


@lru_cache(maxsize=64)
def _chip(state: str, stage: str, size: str, _language: str | None) -> SafeString:
    shape = STAGES.get(stage) or STATES[state]
    name = stage if stage in STAGES else state or "no_state"
    return format_html(
        '<span class="estado {}{}">{}{}</span>',
        shape, " xl" if size == "xl" else "", drawn(name), state_words(state, stage),
    )  # fmt: skip


@register.simple_tag
def state_chip(state: str | None, stage: str = "", size: str = "") -> SafeString:
    """The official state (§4.2.7): "completed", "in_process", "not_achieved" or "" for none declared.

    A `stage` of "replaced" or "withdrawn" wins over the state. `size`: "" or "xl".
    """
    return _chip(state or "", stage, size, get_language())


@register.simple_tag
def state_icon(state: str | None, stage: str = "") -> SafeString:
    """The state's icon alone, for a legend or a tile whose words stand beside it."""
    return drawn(stage if stage in STAGES else state or "no_state")


@register.simple_tag
def pace(value: str, detail: str = "", stale_since: date | None = None) -> SafeString:
    """How it goes, in plain text with an icon: "on_track", "at_risk" or "delayed".

    `detail` follows after a middle dot. With `stale_since` it says that nobody has updated it since.
    """
    if stale_since is not None:
        words = _("No update since %(date)s") % {"date": date_filter(stale_since, "DATE_FORMAT")}
        return format_html('<span class="ritmo">{}<span>{}</span></span>', drawn("no_state"), words)
    words = {"on_track": _("On track"), "at_risk": _("At risk"), "delayed": _("Delayed")}[value]
    said = f"{words} · {detail}" if detail else words
    return format_html('<span class="ritmo">{}<span>{}</span></span>', drawn(value), said)


@lru_cache(maxsize=1024)
def _units(value: int, target: int | None, total: int) -> SafeString:
    squares = "".join(
        f'<rect class="{"l" if n < value else "v"}" x="{n * 9 + 0.5}" y="2.5" width="6" height="9"/>'
        for n in range(total)
    )
    bar = f'<path class="m" d="M{target * 9 - 1} 0v14"/>' if target else ""
    return mark_safe(
        f'<svg class="tira" viewBox="0 0 {total * 9} 14" width="{total * 9}" height="14" '
        f'aria-hidden="true">{squares}{bar}</svg>'
    )


@register.simple_tag
def unit_strip(value: float | None, target: float | None = None, total: int | None = None) -> SafeString:
    """One square per unit, filled up to the value, with a bar after the target.

    Decorative: the words «3 of 5 countries» always stand beside it. Draws nothing where units are not
    small whole numbers (more than 20, fractions, no data); `total` defaults to the larger of the two.
    """
    if value is None or value != int(value) or (target is not None and target != int(target)):
        return SafeString("")
    whole = int(total or max(value, target or 0))
    if not 0 < whole <= 20 or not 0 <= value <= whole or (target or 0) > whole:
        return SafeString("")
    return _units(int(value), int(target) if target is not None else None, whole)


def share(day: date, first: date, last: date) -> float:
    """Return where a day stands in a year's cell, in per cent: the year maps to 6-94 of its width."""
    return round(6 + 88 * (day - first).days / max((last - first).days, 1), 1)


def _line(left: str, right: str, ahead: bool) -> str:
    return f'<line class="r{" fut" if ahead else ""}" x1="{left}" x2="{right}" y1="10" y2="10"/>'


def _diamond(at: str, done: bool) -> str:
    shape = '<path d="M-5.5 0 0-5.5 5.5 0 0 5.5z"/>'
    return f'<svg x="{at}" y="10" overflow="visible" class="d{" hecho" if done else ""}">{shape}</svg>'


@register.simple_tag
def year_track(
    first: date,
    last: date,
    *,
    starts: bool = False,
    deadline: date | None = None,
    done: bool = False,
    cut: date | None = None,
) -> SafeString:
    """One year's cell of the matrix: a line towards a diamond at the deadline, and the cut-off date.

    `first`, `last`: the days of this year of the plan. `starts`: the line begins here. `deadline`: the
    activity's, in whichever year; without one nothing is drawn but the cut-off line. `done` fills the
    diamond. `cut`: the date of the data; a year after it is dotted.
    """
    parts = []
    if deadline is not None and deadline >= first:
        here = deadline <= last
        end = f"{share(deadline, first, last)}%" if here else "100%"
        ahead = cut is not None and first > cut
        diamond = _diamond(end, done) if here else ""
        drawing = _line("8" if starts else "0", end, ahead) + diamond
        parts.append(f'<svg class="tramo{" plazo" if here else ""}" aria-hidden="true">{drawing}</svg>')
        if here:
            day, _space, year = date_filter(deadline, "SHORT_DATE_FORMAT").rpartition(" ")
            word = conditional_escape(_("Deadline:"))
            parts.append(
                f'<span class="fch"><span class="visually-hidden">{word} </span>{day}<br> {year}</span>'
            )
    if cut is not None and first <= cut <= last:
        x = f"{share(cut, first, last)}%"
        parts.append(
            f'<svg class="corte" aria-hidden="true"><line x1="{x}" x2="{x}" y1="0" y2="100%"/></svg>'
        )
    return joined(parts)


@register.simple_tag
def seal(as_of: date | None = None, text: str = "") -> SafeString:
    """The frame on a frozen snapshot: «Frozen copy · data as of …», or the `text` given."""
    words = text or _("Frozen copy · data as of %(date)s") % {"date": date_filter(as_of, "DATE_FORMAT")}
    return format_html('<span class="sello">{}{}</span>', drawn("archive"), words)


@register.simple_tag
def brand() -> SafeString:
    """The product's mark: a lintel, a base and three columns."""
    return mark_safe(
        '<svg viewBox="0 0 28 28" aria-hidden="true" fill="currentColor">'
        '<path d="M1 3h26v3H1zM1 23h26v3H1z"/><path d="M4 8h4v13H4zM12 8h4v13h-4zM20 8h4v13h-4z"/></svg>'
    )


@register.simple_tag
def state_tile(state: str | None, url: str, code: str, name: object) -> SafeString:
    """One tile of `{% state_tiles %}`: a link named with code, name and state."""
    words = state_words(state or "")
    said = _hidden(f"{code}, {name}: {words}")
    return format_html(
        '<li class="{}"><a href="{}" title="{}">{}{}</a></li>',
        STATES[state or ""], url, f"{code}: {words}", drawn(state or "no_state"), said,
    )  # fmt: skip
