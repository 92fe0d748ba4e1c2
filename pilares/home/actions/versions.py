"""The demo's texts on their way: an illustrative draft of version 2 of the plan (AC-24)."""

from pilares.home.actions.rows import Known, read
from pilares.plans.actions import add_block, new_draft
from pilares.plans.models import Block


def load_versions(now: Known) -> None:
    """Let the Secretariat draft a second version of the plan, with a change for one Working Group."""
    rows = read("versions")
    draft = new_draft(now.plan, by=now.users["se"], illustrative=True)
    for row in rows["plan"]:
        after = Block.objects.get(section__version=draft, anchor=row["after"])
        section = draft.sections.get(anchor=row["section"])
        add_block(section, after=after, text_es=row["text_es"], text_en=row["text_en"], by=now.users["se"])
