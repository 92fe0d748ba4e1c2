"""The rows of the matrix in its three official shapes, and the small words of its bar and header.

Rows are built as text from the functions of `cells`: a page may have thousands of cells, and a template
per cell would cost more than reading them (benchmarks/).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from django import template
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe

from pilares.core.templatetags.ui.marks import columns, drawn, state_chip
from pilares.core.templatetags.ui.texts import date_words
from pilares.matrix.queries import Line
from pilares.matrix.templatetags.cells import Cells

register = template.Library()
_ = str  # marks a text for translation; `Say` and `Label` translate it


@dataclass(frozen=True)
class Look:
    """What the rows of one page share."""

    shape: str
    cells: Cells
    opened: tuple[str, ...]
    #: addresses with CODE in the place of a row's code; those of the editors by the cell's name
    activity: str
    toggle: str
    editors: dict[str, str]
    #: groups whose rows the reader is editing now
    editable: frozenset[int] = frozenset()


@register.simple_tag
def pillar_mark(number: int, text: str) -> SafeString:
    """A pillar's glyph with its words, for the bar of filters."""
    return format_html('<span class="pil">{}<span>{}</span></span>', columns((number,)), text)


@register.filter
def address_in(line: Line, address: str) -> str:
    """An address written once, with the row's code in the place of CODE."""
    return address.replace("CODE", line.code)


@register.simple_tag
def row(line: Line, look: Look) -> SafeString:
    """One row of the matrix in the shape of the page."""
    return _row(line, look, "", SafeString(""))


@register.simple_tag
def rows(lines: Sequence[Line], look: Look) -> SafeString:
    """Rows of the matrix of which none is open: at once, as a page may have hundreds."""
    return mark_safe("\n".join([_row(line, look, "", SafeString("")) for line in lines]))


@register.simple_block_tag
def edited_row(content: str, line: Line, look: Look, cell: str) -> SafeString:
    """The row that has a cell open: the content is the cell's editor."""
    return _row(line, look, cell, SafeString(content))


def _row(line: Line, look: Look, opened_cell: str, editor: SafeString) -> SafeString:
    make = SHAPES[look.shape]
    css = "fila" + (" sust" if line.left else "") + (" abierta" if line.code in look.opened else "")
    build = _Row(line, look, opened_cell, editor)
    return mark_safe(f'<tr role="row" class="{css}" id="{line.code}">{make(build)}</tr>')


class _Row:
    """Wraps the contents of one row's cells; in editing, each says where its editor opens."""

    def __init__(self, line: Line, look: Look, opened_cell: str, editor: SafeString) -> None:
        self.line, self.look, self.opened_cell, self.editor = line, look, opened_cell, editor
        self.editing = line.group in look.editable and not line.left
        self.role = "gridcell" if look.editable else "cell"

    def code(self, extra: str = "") -> str:
        """The row's header: code, the way to open it, and its pillars."""
        line, look = self.line, self.look
        href = look.activity.replace("CODE", line.code)
        link = f'<a class="cod" href="{href}" hx-boost="false">{line.code}</a>'
        return f'<div class="cabf">{link}{self._toggle()}{extra}</div>'

    def _toggle(self) -> str:
        if self.look.editable:
            return ""
        line, opened = self.line, self.line.code in self.look.opened
        others = [code for code in self.look.opened if code != line.code]
        wanted = others if opened else [*others, line.code]
        say = self.look.cells.say
        said = say[_("Close the details of %(code)s") if opened else _("See the details of %(code)s")]
        name, address = self.look.toggle.split("|")
        query = "&amp;".join(f"{name}={code}" for code in wanted)
        mark = drawn("up" if opened else "down")
        label, expanded = escape(said % {"code": line.code}), str(opened).lower()
        return (
            f'<a class="abre" id="abre-{line.code}" href="{address}{query}#{line.code}" '
            f'aria-expanded="{expanded}" aria-label="{label}">{mark}</a>'
        )

    def header(self, content: str, label: str) -> str:
        """The first cell, which names the row; `label` is a text of the interface."""
        said = self.look.cells.label[label]
        return f'<th role="rowheader" scope="row" class="f1" data-r="{said}">{content}</th>'

    def cell(self, content: str, label: str, css: str = "", name: str = "") -> str:
        """Any other cell; `name` is the editor that it opens, where it can be edited in place."""
        if name and self.editing:
            css = f"{css} {'activa' if name == self.opened_cell else 'editable'}".strip()
            content = self.opener(content, label, name)
        look = f' class="{css}"' if css else ""
        return f'<td role="{self.role}"{look} data-r="{self.look.cells.label[label]}">{content}</td>'

    def opener(self, content: str, label: str, name: str) -> str:
        """A cell's content with the way to its editor, or with the editor itself when it is open."""
        if name == self.opened_cell:
            return f"{content}{self.editor}"
        href = self.look.editors[name].replace("CODE", self.line.code)
        say = self.look.cells.say
        said = escape(say[_("Edit: %(cell)s of %(code)s")] % {"cell": say[label], "code": self.line.code})
        if name == "state":  # whoever listens hears what it says before opening it
            chip = strip_tags(state_chip(self.line.state))
            words = {"code": self.line.code, "cell": say[label], "value": chip}
            said = escape(say[_("%(code)s. %(cell)s: %(value)s, editable")] % words)
        return (
            f'{content}<a class="edita" id="edita-{self.line.code}-{name}" href="{href}#editor">'
            f'{drawn("edit")}<span class="visually-hidden">{said}</span></a>'
        )

    def title(self) -> str:
        """The activity in its official words."""
        return self.look.cells.words(self.line.title, "oficial")


def _follow_up(row: _Row) -> str:
    line, cells = row.line, row.look.cells
    pillars = cells.pillars(line)
    years: str = cells.years_of(line, row.role)
    if row.editing and cells.years:
        years = _with_editor(row, years)
    return "".join(
        (
            row.header(row.code(pillars), _("Pillar")),
            row.cell(cells.themes(line), _("Theme"), "f2", "themes"),
            row.cell(row.title(), _("Activity"), "desc", "title"),
            row.cell(cells.indicators(line), _("Indicators")),
            row.cell(cells.parties(line), _("Responsible party"), "resp", "parties"),
            years,
            row.cell(cells.state(line), _("Status"), "est", "state"),
        )
    )


def _with_editor(row: _Row, years: str) -> str:
    """Let the last of the year cells open the editor of the deadline."""
    before = years.removesuffix("</td>")
    if row.opened_cell == "due":
        before, tag, last = before.rpartition('class="an ')
        before = f'{before}class="activa an {last}' if tag else last
    return f"{before}{row.opener('', _('Deadline'), 'due')}</td>"


def _eight_items(row: _Row) -> str:
    line, cells = row.line, row.look.cells
    due = date_words(line.monitored_by, "short") if line.monitored_by else "—"
    return "".join(
        (
            row.header(row.code(cells.pillars(line)), _("Pillar")),
            row.cell(cells.themes(line), _("Theme"), "f2", "themes"),
            row.cell(row.title(), _("Activity"), "desc", "title"),
            row.cell(cells.indicators(line, measured=True), _("Indicators")),
            row.cell(cells.parties(line), _("Responsible party"), "resp", "parties"),
            row.cell(due, _("Deadline for monitoring"), "", "monitoring"),
            row.cell(cells.state(line), _("Status"), "est", "state"),
            row.cell(cells.risks(line), _("Assumptions or risks")),
        )
    )


def _planning(row: _Row) -> str:
    line, cells = row.line, row.look.cells
    pillars = "".join(
        f'<div class="pil"><span>{columns((n,))}</span>'
        f"<span>{escape(cells.names.get(n, str(n)))}</span></div>"
        for n in line.pillars
    )
    return "".join(
        (
            row.header(row.code() + row.title(), _("Activity")),
            row.cell(cells.themes(line), _("Theme"), "f2", "themes"),
            row.cell(pillars or "—", _("Pillar")),
            row.cell(cells.results(line), _("Expected result")),
            row.cell(cells.indicators(line), _("Indicators")),
        )
    )


SHAPES: dict[str, Callable[[_Row], str]] = {"43": _follow_up, "42": _eight_items, "39": _planning}
