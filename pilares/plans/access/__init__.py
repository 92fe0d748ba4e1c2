"""Who may draft, move and cite texts, keep their notes, and add themes (Tabla 2, AC-03, AC-04, AC-24)."""

from pilares.plans.access.notes import (
    why_not_attach_note,
    why_not_change_note,
    why_not_delete_note,
    why_not_reanchor,
    why_not_record_change,
)
from pilares.plans.access.themes import why_not_adopt_theme, why_not_propose_theme
from pilares.plans.access.versions import (
    APPROVES,
    RECOMMENDS,
    why_not_adopt,
    why_not_approve_in,
    why_not_begin_draft,
    why_not_circulate,
    why_not_countersign,
    why_not_draft,
    why_not_edit,
    why_not_give_up,
    why_not_recommend,
    why_not_recommend_in,
    why_not_record_approval,
    why_not_register,
    why_not_supersede,
    why_not_take_back,
)

__all__ = [
    "APPROVES",
    "RECOMMENDS",
    "why_not_adopt",
    "why_not_adopt_theme",
    "why_not_approve_in",
    "why_not_attach_note",
    "why_not_begin_draft",
    "why_not_change_note",
    "why_not_circulate",
    "why_not_countersign",
    "why_not_delete_note",
    "why_not_draft",
    "why_not_edit",
    "why_not_give_up",
    "why_not_propose_theme",
    "why_not_reanchor",
    "why_not_recommend",
    "why_not_recommend_in",
    "why_not_record_approval",
    "why_not_record_change",
    "why_not_register",
    "why_not_supersede",
    "why_not_take_back",
]
