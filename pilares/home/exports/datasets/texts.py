"""The texts and what they are about, as tables: documents, sections, themes."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from pilares.home.exports.datasets.fields import (
    CODE,
    NAME_EN,
    NAME_ES,
    SOURCE,
    TITLE_EN,
    TITLE_ES,
    VISITOR,
    WHERE,
    Dataset,
    Field,
    of,
    whole,
)
from pilares.plans.models import Document, Section, Theme, Version
from pilares.plans.queries.places import document_url, section_url


def _seen_versions() -> Any:
    return Version.objects.visible_to(VISITOR).filter(document__in=Document.objects.visible_to(VISITOR))


def _documents() -> Iterable[Document]:
    held = {v.document_id: v for v in _seen_versions().filter(status__in=Version.STANDING)}
    rows = list(Document.objects.visible_to(VISITOR))
    for row in rows:
        row.held = held.get(row.pk)
    return rows


DOCUMENTS = Dataset(
    "documents",
    _("Documents"),
    _("One row a public document, with the version that is in force."),
    (
        CODE,
        Field(
            "kind",
            _("charter, strategic_plan, group_plan, presidency_plan, network, report or text."),
            of("kind"),
        ),
        TITLE_ES,
        TITLE_EN,
        Field("period", _("Years, as its title gives them."), of("period")),
        Field(
            "version",
            _("Number of the version in force; empty: none is held."),
            lambda row: row.held.number if row.held else None,
        ),
        Field(
            "in_force_from",
            _("Since when."),
            lambda row: row.held.in_force_from if row.held else None,
        ),
        SOURCE,
        Field("address", WHERE, lambda row: whole(document_url(row))),
    ),
    _documents,
)


TEXTS = Dataset(
    "sections",
    _("Structure of the texts"),
    _("One row a section of a public text, in every version that is kept."),
    (
        Field("document", _("Code of the document."), of("version.document.code")),
        Field("version", _("Number of the version."), of("version.number")),
        Field("status", _("How far that version has come."), of("version.status")),
        Field("section", _("Number of the section."), of("number")),
        TITLE_ES,
        TITLE_EN,
        Field(
            "address",
            WHERE,
            lambda row: whole(section_url(row.version.document, row.version.number, row.anchor)),
        ),
    ),
    lambda: (
        Section.objects.filter(version__in=_seen_versions())
        .select_related("version__document")
        .order_by("version__document__order", "version__document", "version__number", "order")
    ),
)


def _themes() -> Iterable[Theme]:
    rows = Theme.objects.visible_to(VISITOR).filter(plan__in=Document.objects.visible_to(VISITOR))
    return rows.select_related("plan").prefetch_related("placements__pillar")


THEMES = Dataset(
    "themes",
    _("Themes"),
    _("One row a theme of §3.8, whatever the number of pillars under which it stands."),
    (
        CODE,
        Field("plan", _("Code of the plan."), of("plan.code")),
        NAME_ES,
        NAME_EN,
        Field(
            "pillars",
            _("Numbers of its pillars, between “;”."),
            lambda row: ";".join(str(n) for n in sorted({p.pillar.number for p in row.placements.all()})),
        ),
        Field(
            "added_on",
            _("Day on which a decision added it; empty: printed in the plan."),
            of("added_on"),
        ),
    ),
    _themes,
)
