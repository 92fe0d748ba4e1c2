"""The files of a report, of a year or of a group: the report as it stands, or one of its copies."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import pgettext

from pilares.core.kinds import CSV, JSON, PDF, WORD
from pilares.reports.exports import group_papers, group_records, papers, records
from pilares.reports.queries.group_reading import GroupTelling
from pilares.reports.queries.reading_shapes import Telling


def answer(request: HttpRequest, told: Telling, suffix: str, name: str) -> HttpResponse:
    """Return what a report tells one reader as Word, PDF, comma-separated values or JSON, under a name."""
    whose: Any = (group_papers, group_records) if isinstance(told, GroupTelling) else (papers, records)
    printer, recorder = whose
    how = {"paper": "a4" if "a4" in request.GET else "letter", "site": site_of(request)}
    made: dict[str, tuple[Callable[[], bytes], str]] = {
        "docx": (lambda: printer.word(told, **how), WORD),
        "pdf": (lambda: printer.pdf(told, **how), PDF),
        "csv": (lambda: recorder.comma_separated(told), CSV),
        "json": (lambda: recorder.open_data(told), JSON),
    }
    if suffix not in made:
        raise Http404
    write, kind = made[suffix]
    response = HttpResponse(write(), content_type=kind)
    copy = pgettext("name of a file", "copy")
    which = f"-{copy}-{told.copy.number}" if told.copy else ""
    response["Content-Disposition"] = f'attachment; filename="pilares-{name}{which}.{suffix}"'
    return response


def site_of(request: HttpRequest) -> str:
    """Return where this instance is, for addresses that a file or a citation carries."""
    return request.build_absolute_uri("/").rstrip("/")
