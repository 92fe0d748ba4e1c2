"""The verbs of monitoring; each is atomic, guarded, written down in the trail."""

from pilares.monitoring.actions.activities import Edited, edit, propose, reindex
from pilares.monitoring.actions.evidence import attach, detach
from pilares.monitoring.actions.measuring import (
    Figure,
    Part,
    discard,
    report,
    return_figure,
    send,
    take_back,
    validate,
)
from pilares.monitoring.actions.parts import add_part, edit_part, remove_part
from pilares.monitoring.actions.settling import settle
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
from pilares.monitoring.actions.windows import (
    Asked,
    ask,
    change_due,
    lock,
    move_window,
    open_window,
    reassign,
    reopen,
    withdraw_request,
)

__all__ = [
    "STATE_MEANWHILE",
    "Asked",
    "Edited",
    "Figure",
    "Part",
    "add_part",
    "ask",
    "ask_rcgm",
    "attach",
    "change_due",
    "declare_pace",
    "declare_state",
    "detach",
    "discard",
    "edit",
    "edit_part",
    "endorse",
    "keep",
    "lock",
    "move_window",
    "open_window",
    "prioritise",
    "propose",
    "reassign",
    "reindex",
    "remove_part",
    "reopen",
    "replace",
    "report",
    "return_figure",
    "send",
    "set_aside",
    "settle",
    "take_back",
    "validate",
    "withdraw",
    "withdraw_request",
]
