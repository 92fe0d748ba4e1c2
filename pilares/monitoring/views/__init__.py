"""The pages of monitoring: groups and their plans, activities, indicators, pillars and themes."""

from pilares.monitoring.views.activities import activity, activity_file
from pilares.monitoring.views.groups import group, groups
from pilares.monitoring.views.indicators import (
    assistant,
    indicator,
    indicator_file,
    indicator_periods,
    indicator_steps,
    revise_target,
    sign_target,
)
from pilares.monitoring.views.parts import (
    add_part,
    edit_indicator,
    edit_part,
    remove_indicator,
    remove_part,
)
from pilares.monitoring.views.pillars import pillar, pillars, theme
from pilares.monitoring.views.stages import ask_rcgm, prioritise, step
from pilares.monitoring.views.themes import adopt_theme, propose_theme

__all__ = [
    "activity",
    "activity_file",
    "add_part",
    "adopt_theme",
    "ask_rcgm",
    "assistant",
    "edit_indicator",
    "edit_part",
    "group",
    "groups",
    "indicator",
    "indicator_file",
    "indicator_periods",
    "indicator_steps",
    "pillar",
    "pillars",
    "prioritise",
    "propose_theme",
    "remove_indicator",
    "remove_part",
    "revise_target",
    "sign_target",
    "step",
    "theme",
]
