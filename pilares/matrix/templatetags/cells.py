"""The cells of the matrix: each a function of a `Line`, built as text because a page has thousands."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pilares.core.templatetags.ui.marks import drawn, pace, pillar_glyph, state_chip, year_track
from pilares.core.templatetags.ui.texts import words
from pilares.matrix.queries import IndicatorLine, Line
from pilares.matrix.queries.matrix import Year

NOTHING = SafeString("—")


def year_words(number: int) -> str:
    """Return «1.er año», "1st year"."""
    ordinals = {
        1: pgettext("year of the plan", "1st year"),
        2: pgettext("year of the plan", "2nd year"),
        3: pgettext("year of the plan", "3rd year"),
    }
    return ordinals.get(number) or _("Year %(number)s") % {"number": number}


def pillars_cell(line: Line, names: dict[int, str]) -> SafeString:
    """The pillars of a row: glyph and numbers, the names for those who listen."""
    if not line.themes:
        return format_html('<span class="menor">{}</span>', _("To be defined"))
    return pillar_glyph(line.pillars, [names.get(n, "") for n in line.pillars], text="number")


def _stack(items: Iterable[str]) -> SafeString:
    """Several values, one a line; one value stands alone, none is a dash."""
    rows = list(items)
    if not rows:
        return NOTHING
    if len(rows) == 1:
        return mark_safe(rows[0])
    return mark_safe(f'<ul class="apila">{"".join(f"<li>{row}</li>" for row in rows)}</ul>')


def themes_cell(line: Line) -> SafeString:
    """The themes of a row, each once; one that waits for a decision says so (AC-03)."""
    proposed = format_html(' <span class="menor">({})</span>', _("proposed theme"))
    return _stack(words(t.name) + (proposed if t.proposed else "") for t in line.theme_names)


def amount(value: Decimal) -> str:
    """Return a number as the reader's language writes it, without idle zeros."""
    text = format(value.normalize(), "f")
    places = len(text.partition(".")[2])
    return number_format(value, decimal_pos=places, use_l10n=True, force_grouping=abs(value) >= 10_000)


def registered(indicator: IndicatorLine) -> str:
    """Return the target of an indicator in words, with its baseline where that is not zero (§4.2.4)."""
    if indicator.target is None:
        return indicator.target_note.text or _("Target: to be defined")
    target = (amount(indicator.target), indicator.unit.text, indicator.target_note.text)
    parts = [" ".join((_("Target:"), *(text for text in target if text)))]
    if indicator.baseline:
        parts.append(_("baseline %(value)s") % {"value": amount(indicator.baseline)})
    return " · ".join(parts)


def indicators_cell(line: Line, *, measured: bool = False) -> SafeString:
    """The indicators of a row, as registered; with `measured`, who measures each."""
    if not line.indicators:
        return NOTHING if line.left else format_html('<span class="menor">{}</span>', _("No indicator yet"))
    rows = []
    for indicator in line.indicators:
        lead = ""
        if measured:
            who = indicator.measured_by.text or _("to be defined")
            lead = format_html('<br><span class="menor">{} {}</span>', _("Measured by:"), who)
        rows.append(
            f'<div class="ind">{words(indicator.name)}<br>'
            f'<span class="num">{conditional_escape(registered(indicator))}</span>{lead}</div>'
        )
    return mark_safe(f"<div>{''.join(rows)}</div>")


def parties_cell(line: Line) -> SafeString:
    """The responsible parties of a row, the principal one and those in support named as such."""
    principal, supports = _("principal"), _("support")
    rows = []
    for party in line.parties:
        role = principal if party.principal and len(line.parties) > 1 else supports if party.supports else ""
        rows.append(conditional_escape(f"{party.name} ({role})" if role else party.name))
    return _stack(rows)


def results_cell(line: Line) -> SafeString:
    """The expected results of a row."""
    return _stack(words(result.text, "oficial") for result in line.results)


def risks_cell(line: Line) -> SafeString:
    """The assumptions and risks of a row (§4.2.8)."""
    return _stack(words(risk.text) for risk in line.risks)


def year_cells(line: Line, years: tuple[Year, ...], today: date, role: str = "cell") -> SafeString:
    """One cell a year of the plan: a line to a diamond at the deadline, or a mark in a year without a day."""
    done = line.state == "completed"
    cells = []
    for position, year in enumerate(years):
        name = year_words(year.number)
        css = f"an y{year.number}"
        if year.starts_on and year.ends_on and line.due_on and not line.left:
            drawing = year_track(
                year.starts_on, year.ends_on, starts=position == 0, deadline=line.due_on, done=done, cut=today
            )
            here = year.starts_on <= line.due_on <= year.ends_on
        else:
            here = year.number in line.years and not line.left
            mark = drawn("deadline_met" if done else "deadline_ahead")
            said = format_html(
                '<span class="visually-hidden">{}</span>', _("Deadline: this year of the plan")
            )
            drawing = mark + said if here else SafeString("")
        label = conditional_escape(name)
        cells.append(
            f'<td role="{role}" class="{css}{"" if here else " vacio"}" data-r="{label}">{drawing}</td>'
        )
    return mark_safe("".join(cells))


def _under_the_chip(line: Line) -> list[str]:
    """What a chip must not carry: decision, endorsement awaited, year to come, deadline passed."""
    found: list[str] = []
    if line.left and line.decision:
        found.append(line.decision)
    if line.next_stage:
        found.append(_("Change pending endorsement by the RCGM"))
    if line.stage == "prioritised":
        found.append(_("Prioritised, pending endorsement by the RCGM"))
    if line.stage == "proposed":
        found.append(_("Candidate"))
    if line.starts_in_year:
        found.append(_("To begin in the %(year)s") % {"year": year_words(line.starts_in_year)})
    if line.overdue:
        found.append(_("Deadline passed"))
    return found


def state_cell(line: Line) -> SafeString:
    """The official state, the pace beside it, and what there is to add in words."""
    chip = state_chip(line.state, line.stage if line.left else "")
    rhythm = f'<div class="mt-1">{pace(line.pace)}</div>' if line.pace and not line.left else ""
    notes = "".join(f'<p class="menor mb-0 mt-1">{conditional_escape(n)}</p>' for n in _under_the_chip(line))
    late = ""
    if line.due_soon:
        late = f'<p class="menor mb-0 mt-1">{conditional_escape(_("Due within 30 days"))}</p>'
    return mark_safe(f"<div>{chip}{rhythm}{notes}{late}</div>")
