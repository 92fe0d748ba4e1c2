"""The pages of monitoring: groups and their plans, activities, indicators, pillars and themes."""

from pilares.monitoring.views.activities import activity
from pilares.monitoring.views.groups import group, groups
from pilares.monitoring.views.indicators import indicator, indicator_file
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
    "add_part",
    "adopt_theme",
    "ask_rcgm",
    "edit_indicator",
    "edit_part",
    "group",
    "groups",
    "indicator",
    "indicator_file",
    "pillar",
    "pillars",
    "prioritise",
    "propose_theme",
    "remove_indicator",
    "remove_part",
    "step",
    "theme",
]
