"""What is done and how we know: activities, results, indicators, responsible parties, risks (§4.1, §4.2)."""

from pilares.monitoring.models.activities import Activity, sort_key_for
from pilares.monitoring.models.indicators import Dimension, Indicator, Level, Result
from pilares.monitoring.models.parts import ActivityPlacement, Milestone, ResponsibleParty, Risk

__all__ = [
    "Activity",
    "ActivityPlacement",
    "Dimension",
    "Indicator",
    "Level",
    "Milestone",
    "ResponsibleParty",
    "Result",
    "Risk",
    "sort_key_for",
]
