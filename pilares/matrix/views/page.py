"""The matrix as a page and as files: one question in the address, one reading, many shapes."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from pilares.core import clock
from pilares.core.access import Tier
from pilares.core.bilingual import reading_language
from pilares.core.conflicts import Spoken
from pilares.core.kinds import CSV, JSON, XLSX
from pilares.matrix import exports
from pilares.matrix.forms import ask, parse
from pilares.matrix.forms.address import CELL_NAMES, NAMES
from pilares.matrix.queries import Filters, Matrix, View, read_asked
from pilares.matrix.queries.choices import choices_of
from pilares.matrix.queries.known import known
from pilares.matrix.templatetags.cells import Cells
from pilares.matrix.templatetags.matrix import Look
from pilares.monitoring.models import Activity
from pilares.monitoring.queries.presence import Present
from pilares.people.http import note_openings
from pilares.plans.models import Note
from pilares.plans.queries import NoteLine
from pilares.plans.queries.lines import mode_of_reader, note_line
from pilares.plans.queries.standing import frame_of

FILES = {
    "xlsx": (exports.workbook, XLSX),
    "csv": (exports.comma_separated, CSV),
    "json": (exports.open_data, JSON),
}
SHAPES = {View.PLANNING: "39", View.EIGHT_ITEMS: "42"}

HEADINGS = {
    "39": _("Matrix of activities of the Working Groups"),
    "42": _("Follow-up matrix, eight items"),
    "43": _("Follow-up matrix"),
}


@dataclass(frozen=True)
class Editor:
    """The one cell that is open for editing, with its form."""

    code: str
    cell: str
    form: forms.Form
    activity: Activity
    #: the texts that the form was opened with, by field
    base: dict[str, str]
    clashes: Sequence[Spoken] = ()
    problem: bool = False
    #: who else has an editor of the row open (AC-10)
    present: Present | None = None


@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    """Show the rows asked for in the view asked for (screens.md 2.2)."""
    asked = parse(dict(request.GET.lists()))
    filters, unknown = known(asked.filters, request.user)
    ignored = (*asked.ignored, *unknown)
    return page(request, filters, ignored=ignored, editing="editar" in request.GET and not filters.as_of)


def page(
    request: HttpRequest,
    filters: Filters,
    *,
    ignored: tuple[str, ...] = (),
    editing: bool = False,
    editor: Editor | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the matrix; `editor` is the cell that a person has open, or that was refused."""
    read = read_asked(request.user, filters)
    alternate(request, filters, editing=editing)
    context = around(read) | editing_of(read, editor, editing=editing) | {"ignored": ignored}
    return render(request, "matrix/matrix.html", frame_of(read.plan) | context, status=status)


def alternate(request: HttpRequest, filters: Filters, *, editing: bool = False) -> None:
    """Tell the frame of the page where the same question stands in each language, in editing too."""
    edit = "editar=1" if editing else ""
    request.alternates = {  # type: ignore[attr-defined]
        code: with_query(_path(code), ask(filters, code), edit) for code in ("es", "en")
    }


def address(filters: Filters, language: str = "") -> str:
    """Return the matrix's address for these filters in a language."""
    return with_query(_path(language or reading_language()), ask(filters, language))


@lru_cache(maxsize=8)
def _path(language: str) -> str:
    with override(language):
        return reverse("matrix:matrix")


def with_query(path: str, *queries: str) -> str:
    """Join a path and the query strings that are not empty."""
    query = "&".join(q for q in queries if q)
    return f"{path}?{query}" if query else path


def around(read: Matrix) -> dict[str, Any]:
    """Return what the page shows around the table."""
    filters, shape = read.filters, SHAPES.get(read.filters.view, "43")
    query = ask(filters)
    return {
        "matrix": read,
        "filters": filters,
        "choices": choices_of(read, address),
        "shape": shape,
        "heading": HEADINGS.get(shape),
        "head": f"matrix/_head{shape}.html",
        "ghost": f"matrix/_ghost{shape}.html",
        "columns": {"39": 5, "42": 8}.get(shape, 6 + len(read.years)),
        "query": query,
        "files": [(s, with_query(reverse("matrix:export", args=[s]), query)) for s in FILES],
        "noted": noted(read),
        "print_line": printed(read),
        **asking(filters),
    }


def asking(filters: Filters) -> dict[str, Any]:
    """Return what the forms that search and that choose a day are called, and keep."""
    column = 0 if get_language() == "es" else 1
    return {
        "search_name": NAMES["words"][column],
        "kept": parse_qsl(ask(replace(filters, words="", page=1))),
        "as_of_name": NAMES["as_of"][column],
        "kept_on_a_day": parse_qsl(ask(replace(filters, as_of=None, page=1))),
        "today_url": address(replace(filters, as_of=None)),
    }


def printed(read: Matrix) -> str:
    """Return what stands at the foot of each printed page: plan, version, tier and instant."""
    if read.plan is None:
        return ""
    version = gettext("version %(number)s") % {"number": read.plan.shown_version}
    instant = date_format(localtime(clock.now()), "DATETIME_FORMAT")
    return f"{read.plan.title}, {version} · {read.tier.label} · {instant}"


def noted(read: Matrix) -> list[tuple[NoteLine, list[str]]]:
    """Return the notes that reserve a principle, each with the rows that it tags (nota 7, AC-04)."""
    rows: dict[int, list[str]] = defaultdict(list)
    for line in read.lines:
        for note in line.notes:
            rows[note].append(line.code)
    if read.plan is None or read.plan.shown_version is None:
        return []
    # asked for whether or not a row needs it: the page costs the same queries with any rows
    reserving = Note.objects.filter(
        version__document=read.plan, version__number=read.plan.shown_version, principles__isnull=False
    )
    notes = reserving.select_related("country", "version__document").distinct()
    return [(note_line(note, mode_of_reader()), rows[note.number]) for note in notes if note.number in rows]


def look_of(read: Matrix, *, editable: frozenset[int]) -> Look:
    """Return what the rows share: their addresses are written once, with CODE in the place of the code."""
    filters = read.filters
    name = NAMES["opened"][0 if get_language() == "es" else 1]
    closed = address(replace(filters, opened=()))
    editors: dict[str, str] = {
        name: escape(with_query(cell_address("CODE", name), ask(filters))) for name in CELL_NAMES
    }
    return Look(
        shape=SHAPES.get(filters.view, "43"),
        cells=Cells(read.years, read.as_of, read.pillars),
        opened=filters.opened,
        activity=reverse("monitoring:activity", args=["CODE"]),
        toggle=f"{name}|{escape(closed)}{'&amp;' if '?' in closed else '?'}",
        editors=editors,
        editable=editable,
    )


def cell_address(code: str, cell: str) -> str:
    """Return where a cell is opened and saved."""
    return reverse("matrix:cell", args=[code, CELL_NAMES[cell][get_language() == "en"]])


def editing_of(read: Matrix, editor: Editor | None, *, editing: bool) -> dict[str, Any]:
    """Return the rows' look, whether they are being edited, and the open cell's form with its addresses."""
    filters = read.filters
    mine = frozenset(band.pk for band in read.bands if band.editable)
    context: dict[str, Any] = {
        "look": look_of(read, editable=mine if editing else frozenset()),
        "editing": editing and bool(mine),
        "may_edit_groups": mine,
        "editor": editor,
        "editing_url": with_query(address(filters), ""),
    }
    context["editing_url"] += ("&" if "?" in context["editing_url"] else "?") + "editar=1"
    if editor:
        path = cell_address(editor.code, editor.cell)
        context["editor_url"] = with_query(path, ask(filters))
        context["full_url"] = reverse("matrix:edit", args=[editor.code])
        context["form"] = editor.form
        context["problem"] = editor.problem
    return context


@require_safe
def export(request: HttpRequest, suffix: str) -> HttpResponse:
    """Send what the reader may see of the rows asked for, as a file."""
    if suffix not in FILES:
        raise Http404
    write, kind = FILES[suffix]
    asked = parse(dict(request.GET.lists()))
    read = read_asked(request.user, known(asked.filters, request.user)[0], everything=True)
    closed = [line.pk for line in read.lines if line.tier == Tier.CLOSED]
    note_openings(Activity.objects.filter(pk__in=closed) if closed else (), by=request.user)
    response = HttpResponse(write(read), content_type=kind)
    name = f"pilares-{read.filters.view}-{read.as_of:%Y-%m-%d}.{suffix}"
    response["Content-Disposition"] = f'{"inline" if suffix == "json" else "attachment"}; filename="{name}"'
    return response
