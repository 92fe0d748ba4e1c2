"""The same verbs over many records: a thousand rows in some dozens of statements, and the same rules.

Each row passes through what its single verb asks (`weigh`, `declare`, the access checks); what stops one
row stops all, and `Stopped` says which. The field by field history and the trail are whole.
"""

from pilares.monitoring.actions.many.activities import Edit, edit_many, with_their_own
from pilares.monitoring.actions.many.measuring import NewFigure, NewPeriod, add_periods, report_many
from pilares.monitoring.actions.many.parts import PartEdit, add_parts, edit_parts, remove_parts
from pilares.monitoring.actions.many.states import Declaration, below_many, declare_many
from pilares.monitoring.actions.many.stopping import Stopped

__all__ = [
    "Declaration",
    "Edit",
    "NewFigure",
    "NewPeriod",
    "PartEdit",
    "Stopped",
    "add_parts",
    "add_periods",
    "below_many",
    "declare_many",
    "edit_many",
    "edit_parts",
    "remove_parts",
    "report_many",
    "with_their_own",
]
