"""The verbs of monitoring; each is atomic, guarded, written down in the trail."""

from pilares.monitoring.actions.activities import Edited, edit, propose, reindex
from pilares.monitoring.actions.parts import add_part, edit_part, remove_part
from pilares.monitoring.actions.stages import (
    ask_rcgm,
    endorse,
    keep,
    prioritise,
    replace,
    set_aside,
    withdraw,
)
from pilares.monitoring.actions.states import STATE_MEANWHILE, declare_pace, declare_state

__all__ = [
    "STATE_MEANWHILE",
    "Edited",
    "add_part",
    "ask_rcgm",
    "declare_pace",
    "declare_state",
    "edit",
    "edit_part",
    "endorse",
    "keep",
    "prioritise",
    "propose",
    "reindex",
    "remove_part",
    "replace",
    "set_aside",
    "withdraw",
]
