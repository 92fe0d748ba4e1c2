"""The library: the programmatic documents and how they relate, in the words of Tabla 1 (§1.4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilares.core.bilingual import Wording, reading_language, wording
from pilares.people.access import type_of_reader
from pilares.plans.models import Block, Document, Version
from pilares.plans.queries.lines import Line, Sheet, cited, lines_of, mode_of_reader
from pilares.plans.queries.path import VersionPath, paths_of
from pilares.plans.queries.places import section_url
from pilares.plans.queries.texts import as_mapping

K = Document.Kind
#: the table that relates the documents, and the kind of each of its rows; the plan itself has none
TABLE = "1.4.t1"
ROWS: tuple[str, ...] = (K.CHARTER, K.GROUP_PLAN, K.PRESIDENCY_PLAN, K.NETWORK)
SHELVES: tuple[str, ...] = (K.CHARTER, K.STRATEGIC_PLAN, K.GROUP_PLAN, K.PRESIDENCY_PLAN, K.NETWORK)
#: kinds that Tabla 1 does not name: their shelf stands only where it holds something
OTHERS: tuple[str, ...] = (K.REPORT, K.TEXT)


@dataclass(frozen=True)
class DocumentLine:
    """A document on its shelf; `held` says whether its text is here."""

    code: str
    title: Wording
    period: str
    body: str
    held: bool
    illustrative: bool
    #: the version in force that the reader may see, in words; empty while there is none
    stands: str = ""


@dataclass(frozen=True)
class Shelf:
    """A kind of document: its relation to the plan, as Tabla 1 prints it, and the documents."""

    kind: str
    name: Wording
    #: the anchor of the row of Tabla 1; empty for the plan itself
    anchor: str
    relation: tuple[Line, ...]
    documents: tuple[DocumentLine, ...]

    @property
    def citation(self) -> str:
        """Where the relation stands in the plan."""
        return cited("§1.4, Tabla 1") if self.anchor else ""


@dataclass(frozen=True)
class DocumentPage:
    """A document with its versions, and what Tabla 1 says of its kind."""

    document: Document
    line: DocumentLine
    shelf: Shelf
    #: visible versions, newest first
    versions: tuple[VersionPath, ...]
    #: the address of the row of Tabla 1 that is quoted; empty where there is none
    relation_url: str


def library(user: type_of_reader) -> tuple[Shelf, ...]:
    """Return every shelf with the documents that the reader may see; three queries."""
    relations = _relations(_quoted(user))
    versions = list(Version.objects.visible_to(user))
    held = {version.document_id for version in versions}
    stands = {v.document_id: in_force_words(v) for v in versions if v.status in Version.STANDING}
    visible = Document.objects.visible_to(user).select_related("body").order_by("order", "code")
    lines = [(d.kind, _line(d, held=d.pk in held, stands=stands.get(d.pk, ""))) for d in visible]
    shelves = [*SHELVES, *(kind for kind in OTHERS if any(k == kind for k, _line in lines))]
    return tuple(_shelf(kind, [line for k, line in lines if k == kind], relations) for kind in shelves)


def document_page(document: Document, user: type_of_reader) -> DocumentPage:
    """Return one document, seen beforehand to be visible."""
    versions = paths_of(document, user)
    quoted = _quoted(user)
    shelf = _shelf(document.kind, (), _relations(quoted))
    url = ""
    if quoted and shelf.anchor:
        page = section_url(quoted.section.version.document, quoted.section.version.number, "1.4")
        url = f"{page}#{shelf.anchor}"
    return DocumentPage(document, _line(document, held=bool(versions)), shelf, versions, url)


def _quoted(user: type_of_reader) -> Block | None:
    """Return Tabla 1 of the version that stands, of the latest plan; never of a draft."""
    found = Block.objects.filter(
        anchor=TABLE, section__version__in=Version.objects.visible_to(user)
    ).select_related("section__version__document")
    return max(
        found, key=lambda b: (b.section.version.document.period, b.section.version.standing), default=None
    )


def _relations(
    block: Block | None,
) -> Mapping[str, tuple[str, list[dict[str, Any]], list[dict[str, Any]]]]:
    """Return, by kind, the anchor of the row of Tabla 1, its name and its words."""
    if block is None:
        return {}
    rows = as_mapping(block)["rows"][1:]
    return {
        kind: (f"{TABLE}.r{at}", row[0]["blocks"], row[1]["blocks"])
        for at, (kind, row) in enumerate(zip(ROWS, rows, strict=True), 1)
    }


def _shelf(
    kind: str,
    documents: Iterable[DocumentLine],
    relations: Mapping[str, tuple[str, list[dict[str, Any]], list[dict[str, Any]]]],
) -> Shelf:
    anchor, named, said = relations.get(kind, ("", [], []))
    name = (
        wording(named[0]["es"], named[0]["en"]) if named else Wording(str(K(kind).label), reading_language())
    )
    return Shelf(
        kind=kind,
        name=name,
        anchor=anchor,
        relation=lines_of(said, TABLE, Sheet(mode_of_reader(), {}, {})),
        documents=tuple(documents),
    )


def in_force_words(version: Version) -> str:
    """Return «Version 1, in force since 15 November 2019», as far as it is known."""
    if version.status == Version.Status.IN_FORCE and version.in_force_from:
        about = {"number": version.number, "date": date_format(version.in_force_from, "DATE_FORMAT")}
        return _("Version %(number)s, in force since %(date)s") % about
    return f"{_('Version %(number)s') % {'number': version.number}} · {version.get_status_display()}"


def _line(document: Document, *, held: bool, stands: str = "") -> DocumentLine:
    return DocumentLine(
        code=document.code,
        title=document.title,
        period=document.period,
        body=str(document.body) if document.body else "",
        held=held,
        illustrative=document.illustrative,
        stands=stands,
    )
