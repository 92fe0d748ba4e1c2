"""The demo's texts on their way: two illustrative Charters, and a draft of version 2 of the plan."""

from typing import Any

from pilares.home.actions.rows import Known, read
from pilares.plans.actions import BlockText, SectionText, add_block, compose, new_draft, register
from pilares.plans.models import Block, Document


def load_versions(now: Known) -> None:
    """Let the Charter change once (AC-19), and the Secretariat draft a second version of the plan (AC-24)."""
    rows = read("versions")
    for row in rows["charter"]:
        _register(now, row)
    draft = new_draft(now.plan, by=now.users["se"], illustrative=True)
    for row in rows["plan"]:
        after = Block.objects.get(section__version=draft, anchor=row["after"])
        section = draft.sections.get(anchor=row["section"])
        add_block(section, after=after, text_es=row["es"], text_en=row["en"], by=now.users["se"])


def _register(now: Known, row: dict[str, Any]) -> None:
    """Register an illustrative version of the Charter, whose own text no source gives."""
    charter = Document.objects.get(kind=Document.Kind.CHARTER)
    sections = [
        SectionText(
            anchor=one["anchor"],
            title_es=one["es"],
            title_en=one["en"],
            blocks=[BlockText(x["anchor"], x["es"], x["en"], marker=x["marker"]) for x in one["blocks"]],
        )
        for one in row["sections"]
    ]
    version = compose(charter, sections=sections, by=now.users["se"], illustrative=True)
    register(version, source=row["source"], on=row["on"], by=now.users["se"])
