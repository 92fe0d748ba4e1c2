"""What can be done with texts in consultation and under silence: one function per verb."""

from pilares.consensus.actions.answers import confirm_reading, declare, observe, withdraw
from pilares.consensus.actions.deciding import decide_by_silence
from pilares.consensus.actions.earlier import correct_step, record_step, remove_step
from pilares.consensus.actions.fates import Said, attach, settle
from pilares.consensus.actions.rounds import (
    conclude_round,
    move_round,
    name_delegate,
    next_version,
    open_round,
)
from pilares.consensus.actions.silence import (
    end_rule,
    next_version_after,
    number,
    object_to,
    open_silence,
    put_off,
    read,
    record_rule,
    take_to_meeting,
    write_down,
)

__all__ = [
    "Said",
    "attach",
    "conclude_round",
    "confirm_reading",
    "correct_step",
    "decide_by_silence",
    "declare",
    "end_rule",
    "move_round",
    "name_delegate",
    "next_version",
    "next_version_after",
    "number",
    "object_to",
    "observe",
    "open_round",
    "open_silence",
    "put_off",
    "read",
    "record_rule",
    "record_step",
    "remove_step",
    "settle",
    "take_to_meeting",
    "withdraw",
    "write_down",
]
