"""The verbs of a report."""

from pilares.reports.actions.corrections import correct
from pilares.reports.actions.steps import freeze, inform, present, publish, take_back
from pilares.reports.actions.writing import begin, write

__all__ = ["begin", "correct", "freeze", "inform", "present", "publish", "take_back", "write"]
