"""The verbs of how one plan follows another."""

from pilares.succession.actions.carrying import propose, recommend, settle
from pilares.succession.actions.closing import begin_next, conclude
from pilares.succession.actions.evaluating import (
    add_evidence,
    begin_evaluation,
    present,
    publish,
    remove_evidence,
    send,
    take_back,
    write,
)

__all__ = [
    "add_evidence",
    "begin_evaluation",
    "begin_next",
    "conclude",
    "present",
    "propose",
    "publish",
    "recommend",
    "remove_evidence",
    "send",
    "settle",
    "take_back",
    "write",
]
