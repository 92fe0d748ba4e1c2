"""What can be done with documents: draft, consult and adopt their texts, keep their notes, add themes."""

from pilares.plans.actions.approval import (
    adopt,
    bring_into_force,
    countersign,
    recommend,
    record_approval,
    register,
)
from pilares.plans.actions.arranging import (
    add_block,
    add_section,
    move_block,
    move_section,
    remove_block,
    remove_section,
)
from pilares.plans.actions.drafting import begin_text, circulate, give_up, register_document, take_back
from pilares.plans.actions.editing import edit_paragraph, write_section
from pilares.plans.actions.ending import begin_next, conclude
from pilares.plans.actions.files import attach_file, remove_file
from pilares.plans.actions.loading import TextDiffers, load_plan
from pilares.plans.actions.notes import attach_note, delete_note, edit_note, reanchor, record_change
from pilares.plans.actions.parameters import change_parameters, date_plan_years
from pilares.plans.actions.reflecting import settle_reflection
from pilares.plans.actions.tables import add_table, rewrite_table
from pilares.plans.actions.texts import BlockText, SectionText, compose, new_draft
from pilares.plans.actions.themes import adopt_theme, propose_theme

__all__ = [
    "BlockText",
    "SectionText",
    "TextDiffers",
    "add_block",
    "add_section",
    "add_table",
    "adopt",
    "adopt_theme",
    "attach_file",
    "attach_note",
    "begin_next",
    "begin_text",
    "bring_into_force",
    "change_parameters",
    "circulate",
    "compose",
    "conclude",
    "countersign",
    "date_plan_years",
    "delete_note",
    "edit_note",
    "edit_paragraph",
    "give_up",
    "load_plan",
    "move_block",
    "move_section",
    "new_draft",
    "propose_theme",
    "reanchor",
    "recommend",
    "record_approval",
    "record_change",
    "register",
    "register_document",
    "remove_block",
    "remove_file",
    "remove_section",
    "rewrite_table",
    "settle_reflection",
    "take_back",
    "write_section",
]
