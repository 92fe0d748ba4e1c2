"""What the pages of the home read: progress, a person's own work, and the addresses of the public site."""

from pilares.home.queries.agenda import (
    CalendarPage,
    calendar_address,
    calendar_page,
    find_group,
    public_feeds,
    read_wanted,
)
from pilares.home.queries.country import CountryPage, country_pages
from pilares.home.queries.feeds import calendar_feed
from pilares.home.queries.group_meetings import GroupMeetings, read_group_meetings
from pilares.home.queries.progress import ProgressPage, progress_page
from pilares.home.queries.site import Address, public_addresses
from pilares.home.queries.work import WorkPage, work_page

__all__ = [
    "Address",
    "CalendarPage",
    "CountryPage",
    "GroupMeetings",
    "ProgressPage",
    "WorkPage",
    "calendar_address",
    "calendar_feed",
    "calendar_page",
    "country_pages",
    "find_group",
    "progress_page",
    "public_addresses",
    "public_feeds",
    "read_group_meetings",
    "read_wanted",
    "work_page",
]
