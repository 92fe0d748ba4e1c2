"""The text of a version as open data: sections, blocks, notes with their anchors, themes (AC-04)."""

from typing import Any

from pilares.core.bilingual import Language
from pilares.plans.models import Block, Version
from pilares.plans.queries.texts import as_mapping


def version_json(version: Version) -> dict[str, Any]:
    """Return a version, seen beforehand to be visible, as one JSON object; seven queries."""
    plan = version.document
    blocks: dict[int, list[dict[str, Any]]] = {}
    for block in Block.objects.filter(section__version=version).order_by("section__order", "order"):
        blocks.setdefault(block.section_id, []).append(as_mapping(block))
    return {
        "document": plan.code,
        "title": {"es": plan.title_es, "en": plan.title_en},
        "version": version.number,
        "status": version.status,
        "in_force_from": version.in_force_from and version.in_force_from.isoformat(),
        "original_language": plan.original_language,
        "translation": "The English text is a working translation. Countries' notes are not translated.",
        "steps": [
            _step(event)
            for event in version.events.select_related(
                "decision__meeting", "decision__session", "meeting", "body"
            )
        ],
        "sections": [
            {
                "anchor": section.anchor,
                "number": section.number,
                "parent": section.parent.anchor if section.parent else None,
                "heading": {"es": section.heading_es, "en": section.heading_en},
                "depends_on_charter": section.depends_on_charter,
                "mark": _mark(section),
                "blocks": blocks.get(section.pk, []),
            }
            for section in version.sections.select_related("parent").order_by("order")
        ],
        "notes": [_note(note) for note in version.notes.order_by("number")],
        "pillars": [
            {"number": p.number, "es": p.name_es, "en": p.name_en} for p in plan.pillars.order_by("number")
        ],
        "themes": _themes(version),
    }


def _step(event: Any) -> dict[str, Any]:
    return {
        "step": event.step,
        "body": event.body.code if event.body else None,
        "meeting": event.meeting.code if event.citable(event.meeting) else None,
        "decision": event.decision.citation if event.citable(event.decision) else None,
        "from": event.starts_on and event.starts_on.isoformat(),
        "to": event.ends_on and event.ends_on.isoformat(),
        "citation": event.citation,
        "illustrative": event.illustrative,
    }


def _note(note: Any) -> dict[str, Any]:
    return {
        "n": note.number,
        "kind": note.kind,
        "country": note.country_id,
        "anchor": note.anchor,
        "original_language": note.original_language,
        "es": note.text_es,
        "en": note.text_en or None,
        "mark": _mark(note),
        "words": note.words,
        "anchoring": note.anchoring or None,
        "since": note.since,
    }


def _themes(version: Version) -> list[dict[str, Any]]:
    """Return the printed themes, each once, with all its places (AC-02)."""
    themes = version.document.themes.filter(original=True).prefetch_related("placements__pillar")
    return [
        {
            "code": theme.code,
            "es": theme.name_es,
            "en": theme.name_en,
            "placements": [
                {
                    "pillar": p.pillar.number,
                    "number": p.number,
                    "anchor": f"3.8.pilar-{p.pillar.number}.{p.number}",
                }
                for p in theme.placements.all()
            ],
        }
        for theme in themes
    ]


def _mark(row: Any) -> dict[str, str] | None:
    return {Language.ES.value: row.mark_es, Language.EN.value: row.mark_en} if row.mark_es else None
