"""The cells of the matrix: built as text, with each word of the interface translated once a page."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from html import escape

from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from pilares.core.bilingual import Label, Say, Wording, reading_language
from pilares.core.templatetags.ui.marks import drawn, pace, pillar_glyph, state_chip, unit_strip, year_track
from pilares.core.templatetags.ui.texts import spelled
from pilares.matrix.queries import IndicatorLine, Line
from pilares.matrix.queries.matrix import Year

NOTHING = SafeString("—")
_ = str  # marks a text for translation; `Say` and `Label` translate it


class Cells:
    """The cells of the rows of one page: what they share is worked out once."""

    def __init__(self, years: tuple[Year, ...], today: date, names: dict[int, str]) -> None:
        self.reader = reading_language()
        self.say, self.label = Say(), Label()
        self.years, self.today, self.names = years, today, names
        ordinals = {
            1: pgettext("year of the plan", "1st year"),
            2: pgettext("year of the plan", "2nd year"),
            3: pgettext("year of the plan", "3rd year"),
        }
        numbered = self.say[_("Year %(number)s")]
        self.year_words = {
            year.number: ordinals.get(year.number) or numbered % {"number": year.number} for year in years
        }
        self._amounts: dict[Decimal, str] = {}
        self._glyphs: dict[tuple[int, ...], str] = {}
        self._paces: dict[str, str] = {"": ""}
        self._chips: dict[tuple[str, str], str] = {}
        self._years: dict[tuple[object, ...], str] = {}

    def words(self, wording: Wording, css: str = "") -> str:
        """A text in the language in which it exists, marked where that is not the reader's."""
        return spelled(wording, self.reader, css=css)

    def small(self, text: str) -> str:
        """A remark in small letters."""
        return f'<span class="menor">{self.label[text]}</span>'

    def pillars(self, line: Line) -> str:
        """The pillars of a row: glyph and numbers, the names for those who listen."""
        if not line.themes:
            return self.small(_("To be defined"))
        numbers = line.pillars
        if numbers not in self._glyphs:
            names = [self.names.get(n, "") for n in numbers]
            self._glyphs[numbers] = pillar_glyph(numbers, names, text="number")
        return self._glyphs[numbers]

    def themes(self, line: Line) -> str:
        """The themes of a row, each once; one that waits for a decision says so (AC-03)."""
        proposed = self.small(_("(proposed theme)"))
        return stack(
            f"{self.words(t.name)} {proposed}" if t.proposed else self.words(t.name) for t in line.theme_names
        )

    def amount(self, value: Decimal) -> str:
        """Return a number as the reader's language writes it, without idle zeros."""
        if value not in self._amounts:
            places = len(format(value.normalize(), "f").partition(".")[2])
            grouped = abs(value) >= 10_000
            self._amounts[value] = number_format(value, places, use_l10n=True, force_grouping=grouped)
        return self._amounts[value]

    def registered(self, indicator: IndicatorLine) -> str:
        """Return the target of an indicator in words, with its baseline unless that is zero (§4.2.4)."""
        if indicator.target is None:
            return indicator.target_note.text or self.say[_("Target: to be defined")]
        target = (indicator.aim, indicator.aim_unit, indicator.target_note.text)
        text = " ".join((self.say[_("Target:")], *(part for part in target if part)))
        if not indicator.baseline:
            return text
        base = self.say[_("baseline %(value)s")] % {"value": indicator.start}
        return f"{text} · {base}"

    def indicators(self, line: Line, *, measured: bool = False) -> str:
        """The indicators of a row, as registered; with `measured`, who measures each."""
        if not line.indicators:
            return NOTHING if line.left else self.small(_("No indicator yet"))
        rows = []
        for indicator in line.indicators:
            lead = f"<br>{self._lead(indicator)}" if measured else ""
            shown = self.figure(indicator)
            rows.append(f'<div class="ind">{self.words(indicator.name)}<br>{shown}{lead}</div>')
        return f"<div>{''.join(rows)}</div>"

    def figure(self, indicator: IndicatorLine) -> str:
        """What was measured, with its squares; without data, that there are none, and the target (AC-16)."""
        found = indicator.figure
        waiting = self._preliminary(indicator)
        if found is None or not found.has_data:
            registered = f'<span class="menor d-block">{escape(self.registered(indicator))}</span>'
            said = found.value if found else self.say[_("No data")]
            return f'<span class="num">{escape(said)}</span>{waiting}{registered}'
        said = escape(found.progress).replace(" %", "\N{NO-BREAK SPACE}%")  # a number keeps its sign
        progress = f' <span class="menor">· {said}</span>' if said else ""
        strip = found.strip
        squares = unit_strip(strip.value, strip.target, strip.total) if strip else ""
        return f'<span class="num">{escape(found.value)}</span>{progress}{waiting}{squares}'

    def _preliminary(self, indicator: IndicatorLine) -> str:
        """What waits for validation, hatched and named as such, for the members who may see it."""
        found = indicator.figure.preliminary if indicator.figure else None
        if found is None:
            return ""
        said = f"{self.say[_('Preliminary:')]} {found.text}"
        return f'<span class="preliminar">{escape(said)}</span>'

    def _lead(self, indicator: IndicatorLine) -> str:
        who = indicator.measured_by.text or self.say[_("to be defined")]
        said = self.label[_("Measured by:")]
        return f'<span class="menor">{said} {escape(who)}</span>'

    def parties(self, line: Line) -> str:
        """The responsible parties of a row, the principal one and those in support named as such."""
        principal, supports = self.say[_("principal")], self.say[_("support")]
        several = len(line.parties) > 1
        rows = []
        for party in line.parties:
            role = principal if party.principal and several else supports if party.supports else ""
            rows.append(escape(f"{party.name} ({role})" if role else party.name))
        return stack(rows)

    def results(self, line: Line) -> str:
        """The expected results of a row."""
        return stack(self.words(result.text, "oficial") for result in line.results)

    def risks(self, line: Line) -> str:
        """The assumptions and risks of a row (§4.2.8)."""
        return stack(self.words(risk.text) for risk in line.risks)

    def years_of(self, line: Line, role: str = "cell") -> str:
        """One cell a year: a line to a diamond at the deadline, or a mark in a year without a day."""
        alike = (line.due_on, line.years, line.state == "completed", line.left, role)
        if alike not in self._years:
            self._years[alike] = self._drawn_years(line, role)
        return self._years[alike]

    def _drawn_years(self, line: Line, role: str) -> str:
        cells = []
        for position, year in enumerate(self.years):
            drawing, here = self._year(line, year, starts=position == 0)
            label, empty = escape(self.year_words[year.number]), "" if here else " vacio"
            cells.append(
                f'<td role="{role}" class="an y{year.number}{empty}" data-r="{label}">{drawing}</td>'
            )
        return "".join(cells)

    def _year(self, line: Line, year: Year, *, starts: bool) -> tuple[str, bool]:
        done, due = line.state == "completed", None if line.left else line.due_on
        first, last = year.starts_on, year.ends_on
        if first and last and due:
            drawing = year_track(first, last, starts=starts, deadline=due, done=done, cut=self.today)
            return drawing, first <= due <= last
        if year.number not in line.years or line.left:
            return "", False
        said = self.label[_("Deadline: this year of the plan")]
        mark = drawn("deadline_met" if done else "deadline_ahead")
        return f'{mark}<span class="visually-hidden">{said}</span>', True

    def _under_the_chip(self, line: Line) -> list[str]:
        """What a chip must not carry: decision, endorsement awaited, year to come, deadline."""
        say = self.say
        found: list[str] = []
        if line.left and line.decision:
            found.append(line.decision)
        if line.next_stage:
            found.append(say[_("Change pending endorsement by the RCGM")])
        if line.stage == "prioritised":
            found.append(say[_("Prioritised, pending endorsement by the RCGM")])
        if line.stage == "proposed":
            found.append(say[_("Candidate")])
        if line.shortfall:
            found.append(line.shortfall)
        if line.starts_in_year:
            found.append(say[_("To begin in the %(year)s")] % {"year": self.year_words[line.starts_in_year]})
        if line.overdue:
            found.append(say[_("Deadline passed")])
        if line.due_soon:
            found.append(say[_("It is due within 30 days")])
        return found

    def state(self, line: Line) -> str:
        """The official state, the pace beside it, and what there is to add in words."""
        shown = line.state, line.stage if line.left else ""
        if shown not in self._chips:
            self._chips[shown] = state_chip(*shown)
        if line.pace not in self._paces:
            self._paces[line.pace] = f'<div class="mt-1">{pace(line.pace)}</div>'
        rhythm = "" if line.left else self._paces[line.pace]
        notes = self._under_the_chip(line)
        small = "".join(f'<p class="menor mb-0 mt-1">{escape(note)}</p>' for note in notes)
        return f"<div>{self._chips[shown]}{rhythm}{small}</div>"


def stack(items: Iterable[str]) -> str:
    """Several values, one a line; one value stands alone, none is a dash."""
    rows = list(items)
    if not rows:
        return NOTHING
    if len(rows) == 1:
        return rows[0]
    return f'<ul class="apila">{"".join(f"<li>{row}</li>" for row in rows)}</ul>'
