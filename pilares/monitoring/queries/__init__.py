"""What the pages of monitoring read, as values for one reader, in a constant number of queries."""

from pilares.monitoring.queries.activity import ActivityPage, activity_page
from pilares.monitoring.queries.groups import GroupPage, GroupsPage, group_page, groups_page
from pilares.monitoring.queries.pillars import (
    Attention,
    PillarsPage,
    attention_to_pillar,
    attention_to_theme,
    pillars_page,
)
from pilares.monitoring.queries.sheet import IndicatorPage, indicator_page
from pilares.monitoring.queries.ways import Way

__all__ = [
    "ActivityPage",
    "Attention",
    "GroupPage",
    "GroupsPage",
    "IndicatorPage",
    "PillarsPage",
    "Way",
    "activity_page",
    "attention_to_pillar",
    "attention_to_theme",
    "group_page",
    "groups_page",
    "indicator_page",
    "pillars_page",
]
