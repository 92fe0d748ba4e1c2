"""What can be done with documents: load the plan's text, record its approval, change the notes of a draft."""

from pilares.plans.actions.approval import record_approval
from pilares.plans.actions.loading import TextDiffers, load_plan
from pilares.plans.actions.notes import delete_note, edit_note
from pilares.plans.actions.themes import adopt_theme, propose_theme

__all__ = [
    "TextDiffers",
    "adopt_theme",
    "delete_note",
    "edit_note",
    "load_plan",
    "propose_theme",
    "record_approval",
]
