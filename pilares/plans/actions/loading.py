"""The plan's text and its data, from `data/` into the database; the texts themselves are never retouched."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.db import models, transaction

from pilares.core.access import Tier
from pilares.core.index import index
from pilares.core.trail import record
from pilares.meetings.models import Meeting
from pilares.people.models import Body, User
from pilares.plans.models import (
    Block,
    Document,
    Note,
    Parameters,
    Placement,
    Section,
    Version,
    VersionEvent,
)

PLAN = Path(__file__).parent.parent / "data" / "plan_2019_2022.json"

#: what the source itself says of how far version 1 had come (cover, §2.1 Tabla 3 and §3.2)
EVENTS: tuple[dict[str, Any], ...] = (
    {
        "order": 1,
        "step": VersionEvent.Step.ENDORSED,
        "starts_on": date(2019, 6, 25),
        "ends_on": date(2019, 6, 26),
        "detail_es": "estructura y terminología avaladas por el GRCM en Ciudad de Guatemala, "
        "25 y 26 de junio de 2019",
        "detail_en": "structure and terminology endorsed by the RCGM in Guatemala City, 25 and 26 June 2019",
        "citation": "§2.1, Tabla 3",
    },
    {
        "order": 2,
        "step": VersionEvent.Step.RECOMMENDED,
        "starts_on": None,
        "ends_on": None,
        "detail_es": "aprobación recomendada por el GRCM a la XXIV Reunión Viceministerial",
        "detail_en": "approval recommended by the RCGM to the XXIV Vice-Ministerial Meeting",
        "citation": "§3.2",
    },
)


class TextDiffers(Exception):
    """The stored Spanish is not the shipped one: an adopted text is never overwritten."""


@transaction.atomic
def load_plan(*, by: User | None = None) -> Version:
    """Load the Strategic Plan 2019-2022 as version 1; again, it only completes translations and remarks.

    Raises `TextDiffers` when the stored Spanish of a row is not the source's.
    """
    data = json.loads(PLAN.read_text(encoding="utf-8"))
    plan = _documents(data)
    version, is_new = Version.objects.get_or_create(
        document=plan,
        number=data["version"],
        defaults={"status": Version.Status.RECOMMENDED, "tier": Tier.PUBLIC},
    )
    said = _text(version, data)
    _keep(version.notes.all(), ("number",), (_note(note) for note in data["notes"]), version=version)
    _structure(plan, data)
    _themes(plan, data)
    _tables(plan, data, said)
    _events(version)
    if is_new:
        record(version, "load_plan", by=by)
    return version


# --- Keeping rows as the data says -------------------------------------------------------------------------


def _keep(
    known: models.QuerySet[Any],
    key: tuple[str, ...],
    rows: Iterable[dict[str, Any]],
    *,
    improve: bool = True,
    **scope: Any,
) -> None:
    """Create what is missing and, to `improve`, update what differs; nothing is deleted."""
    stored = {tuple(getattr(row, name) for name in key): row for row in known}
    new, changed, columns = [], [], set()
    for row in rows:
        kept = stored.get(tuple(row[name] for name in key))
        if kept is None:
            new.append(known.model(**scope, **row))
        elif improve and (differing := {name for name, value in row.items() if getattr(kept, name) != value}):
            for name in differing:
                _refuse_other_spanish(kept, name, row[name])
                setattr(kept, name, row[name])
            changed.append(kept)
            columns |= differing
    known.model._default_manager.bulk_create(new)
    if changed:
        known.model._default_manager.bulk_update(changed, sorted(columns))
    index([*new, *changed])


def _refuse_other_spanish(stored: models.Model, name: str, value: object) -> None:
    if _spanish(name, value) != _spanish(name, getattr(stored, name)):
        raise TextDiffers(f"{stored._meta.label} {stored}: the stored {name} is not the source's.")


def _spanish(name: str, value: Any) -> Any:
    """Return the adopted words inside a column: remarks and English are ours and may be improved."""
    if name == "table" and value:
        return [block["es"] for row in value["rows"] for cell in row for block in cell["blocks"]]
    return value if name in {"text_es", "heading_es"} else None


# --- The text ----------------------------------------------------------------------------------------------


def _two(name: str, words: dict[str, str] | None) -> dict[str, str]:
    return {f"{name}_es": words["es"] if words else "", f"{name}_en": words["en"] if words else ""}


def _text(version: Version, data: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Keep sections and blocks; return the words of every anchor."""
    _keep(version.sections.all(), ("anchor",), _section_rows(data["sections"]), version=version)
    stored = {section.anchor: section for section in version.sections.all()}
    orphans = []
    for section in data["sections"]:
        parent = stored[section["parent"]] if section["parent"] else None
        if stored[section["anchor"]].parent_id != (parent and parent.pk):
            stored[section["anchor"]].parent = parent
            orphans.append(stored[section["anchor"]])
    Section.objects.bulk_update(orphans, ["parent"])
    rows = (
        {"section_id": stored[section["anchor"]].pk, **_block(block), "order": order}
        for section in data["sections"]
        for order, block in enumerate(section["blocks"])
    )
    _keep(Block.objects.filter(section__version=version), ("anchor",), rows)
    return {block["anchor"]: block for section in data["sections"] for block in _every(section["blocks"])}


def _section_rows(sections: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for order, section in enumerate(sections):
        yield {
            "anchor": section["anchor"],
            "number": section["number"] or "",
            "order": order,
            "depends_on_charter": section["depends_on_charter"],
            **_two("mark", section["mark"]),
            **{
                f"{part}_{lang}": section[f"{part}_{lang}"]
                for part in ("title", "heading")
                for lang in ("es", "en")
            },
        }


def _block(block: dict[str, Any]) -> dict[str, Any]:
    table = {"header_rows": block["header_rows"], "rows": block["rows"]} if block["kind"] == "table" else None
    return {
        "anchor": block["anchor"],
        "kind": block["kind"],
        "marker": block["marker"] or "",
        "level": block["level"],
        "text_es": block["es"] or "",
        "text_en": block["en"] or "",
        "table": table,
        **_two("mark", block["mark"]),
    }


def _every(blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        yield block
        for row in block.get("rows", ()):
            for cell in row:
                yield from _every(cell["blocks"])


def _note(note: dict[str, Any]) -> dict[str, Any]:
    return {
        "number": note["number"],
        "kind": note["kind"],
        "country_id": note["country"],
        "anchor": note["anchor"],
        "text_es": note["es"],
        "text_en": note["en"] or "",
        "original_language": note["original"],
        **_two("mark", note["mark"]),
    }


# --- The plan as data --------------------------------------------------------------------------------------


def _documents(data: dict[str, Any]) -> Document:
    """Keep the documents of Tabla 1 that exist by name: the Charter, the plan, the networks' (§1.4)."""
    charter = next(x for x in data["programmatic_documents"] if x["code"] == Document.Kind.CHARTER)
    period = f"{data['period']['start']}-{data['period']['end']}"
    rows = [
        {"code": "carta-estatutaria", "kind": Document.Kind.CHARTER, **_titles(charter, "name")},
        {
            "code": data["document"],
            "kind": Document.Kind.STRATEGIC_PLAN,
            "period": period,
            **_titles(data, "title"),
        },
        *(
            {"code": x["code"], "kind": Document.Kind.NETWORK, "period": x["period"], **_titles(x, "name")}
            for x in data["network_documents"]
        ),
    ]
    common = {"tier": Tier.PUBLIC, "source": "Plan Estratégico de la CRM 2019-2022, §1.4, Tabla 1"}
    wanted = ({**common, **row, "order": order} for order, row in enumerate(rows))
    _keep(Document.objects.all(), ("code",), wanted, improve=False)
    return Document.objects.get(code=data["document"])


def _titles(row: dict[str, Any], name: str) -> dict[str, str]:
    return {"title_es": row[f"{name}_es"], "title_en": row[f"{name}_en"]}


def _structure(plan: Document, data: dict[str, Any]) -> None:
    """Keep parameters, plan years without dates, pillars, objectives and principles (§1.5, §3.5-§3.8)."""
    parameters, _new = Parameters.objects.get_or_create(document=plan)
    years = ({"number": number} for number in range(1, parameters.years + 1))
    _keep(plan.plan_years.all(), ("number",), years, plan=plan)
    _keep(plan.pillars.all(), ("number",), (_without(x, "anchor") for x in data["pillars"]), plan=plan)
    _keep(plan.objectives.all(), ("number",), data["objectives"], plan=plan)
    notes = {note.number: note.pk for note in Note.objects.filter(version__document=plan)}
    principles = ({**_without(x, "note"), "note_id": notes.get(x["note"])} for x in data["principles"])
    _keep(plan.principles.all(), ("letter",), principles, plan=plan)


def _themes(plan: Document, data: dict[str, Any]) -> None:
    """Keep the 34 themes and their 35 placements; themes that came later are left alone (§3.8)."""
    _keep(plan.themes.all(), ("code",), (_without(x, "placements") for x in data["themes"]), plan=plan)
    pillars = {pillar.number: pillar.pk for pillar in plan.pillars.all()}
    themes = {theme.code: theme.pk for theme in plan.themes.all()}
    placements = (
        {"theme_id": themes[theme["code"]], "pillar_id": pillars[x["pillar"]], "number": x["number"]}
        for theme in data["themes"]
        for x in theme["placements"]
    )
    _keep(Placement.objects.filter(theme__plan=plan), ("theme_id", "pillar_id"), placements)


def _tables(plan: Document, data: dict[str, Any], said: dict[str, dict[str, str]]) -> None:
    """Keep Tablas 2 and 3 and the weaknesses of §3.1 as data."""
    roles = [(actor["code"], anchor) for actor in data["actors"] for anchor in actor["roles"]]
    duties = (
        {"actor": actor, "order": order, **_words(said, [anchor]), "anchor": anchor}
        for order, (actor, anchor) in enumerate(roles)
    )
    _keep(plan.responsibilities.all(), ("anchor",), duties, plan=plan)
    steps = ({**_without(x, "texts"), **_words(said, x["texts"])} for x in data["consultation_steps"])
    _keep(plan.consultation_steps.all(), ("year", "month"), steps, plan=plan)
    weaknesses = ({**x, **_words(said, [x["anchor"]])} for x in data["weaknesses"])
    _keep(plan.weaknesses.all(), ("letter",), weaknesses, plan=plan)


def _words(said: dict[str, dict[str, str]], anchors: list[str]) -> dict[str, str]:
    return {f"text_{lang}": "\n".join(said[anchor][lang] for anchor in anchors) for lang in ("es", "en")}


def _without(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}


def _events(version: Version) -> None:
    """Keep the two steps that the source tells; recorded decisions come after them and are left alone."""
    body = Body.objects.filter(code="GRCM").first()
    meeting = Meeting.objects.filter(code="GRCM-2019-06").first()
    held = {VersionEvent.Step.ENDORSED: meeting and meeting.pk}
    rows = ({**event, "body_id": body and body.pk, "meeting_id": held.get(event["step"])} for event in EVENTS)
    _keep(version.events.all(), ("order",), rows, version=version)
