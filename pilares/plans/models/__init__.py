"""What was agreed: documents, their versions and texts, and the plan's pillars, themes and objectives."""

from pilares.plans.models.changes import ParameterChange, Reflection
from pilares.plans.models.content import Objective, Pillar, Placement, PlanYear, Principle, Theme
from pilares.plans.models.documents import Document, Parameters, Version, VersionEvent
from pilares.plans.models.files import VersionFile
from pilares.plans.models.tables import ConsultationStep, Responsibility, Weakness
from pilares.plans.models.texts import Block, Note, NoteChange, Section

__all__ = [
    "Block",
    "ConsultationStep",
    "Document",
    "Note",
    "NoteChange",
    "Objective",
    "ParameterChange",
    "Parameters",
    "Pillar",
    "Placement",
    "PlanYear",
    "Principle",
    "Reflection",
    "Responsibility",
    "Section",
    "Theme",
    "Version",
    "VersionEvent",
    "VersionFile",
    "Weakness",
]
