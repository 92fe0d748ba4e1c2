"""What is done and how we know: activities, results, indicators, measurements, group plans (§4.1, §4.2)."""

from pilares.monitoring.models.activities import Activity, sort_key_for
from pilares.monitoring.models.critical import CriticalAspect, CriticalEntry
from pilares.monitoring.models.group_plans import GroupPlan, GroupPlanStep, Review, ReviewLine
from pilares.monitoring.models.indicators import (
    BASELINE_TO_COME,
    Dimension,
    Indicator,
    IndicatorMilestone,
    Level,
    Result,
    Vocabulary,
    in_code_order,
    unit_beside,
)
from pilares.monitoring.models.measuring import DECIDING, PRESIDENCY, Evidence, Measurement, Period, Target
from pilares.monitoring.models.parts import ActivityPlacement, Milestone, ResponsibleParty, Risk
from pilares.monitoring.models.presidency_plans import PresidencyLine, PresidencyPlan, PresidencyPlanStep
from pilares.monitoring.models.requests import Request, Window
from pilares.monitoring.models.support import Contribution, SupportKind, SupportOffer, SupportRequest
from pilares.monitoring.models.taking_up import TakenUp

__all__ = [
    "BASELINE_TO_COME",
    "DECIDING",
    "PRESIDENCY",
    "Activity",
    "ActivityPlacement",
    "Contribution",
    "CriticalAspect",
    "CriticalEntry",
    "Dimension",
    "Evidence",
    "GroupPlan",
    "GroupPlanStep",
    "Indicator",
    "IndicatorMilestone",
    "Level",
    "Measurement",
    "Milestone",
    "Period",
    "PresidencyLine",
    "PresidencyPlan",
    "PresidencyPlanStep",
    "Request",
    "ResponsibleParty",
    "Result",
    "Review",
    "ReviewLine",
    "Risk",
    "SupportKind",
    "SupportOffer",
    "SupportRequest",
    "TakenUp",
    "Target",
    "Vocabulary",
    "Window",
    "in_code_order",
    "sort_key_for",
    "unit_beside",
]
