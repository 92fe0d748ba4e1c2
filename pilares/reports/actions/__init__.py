"""The verbs of a report."""

from pilares.reports.actions.corrections import correct
from pilares.reports.actions.groups import (
    begin_group_report,
    consult,
    open_group_report,
    present_group_report,
    take_back_group_report,
    write_group_report,
)
from pilares.reports.actions.sheets import choose_aspect
from pilares.reports.actions.steps import freeze, inform, present, publish, take_back
from pilares.reports.actions.writing import begin, write

__all__ = [
    "begin",
    "begin_group_report",
    "choose_aspect",
    "consult",
    "correct",
    "freeze",
    "inform",
    "open_group_report",
    "present",
    "present_group_report",
    "publish",
    "take_back",
    "take_back_group_report",
    "write",
    "write_group_report",
]
