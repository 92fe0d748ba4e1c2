"""What the pages of the home read: progress, a person's own work, and the addresses of the public site."""

from pilares.home.queries.country import CountryPage, country_pages
from pilares.home.queries.progress import ProgressPage, progress_page
from pilares.home.queries.site import Address, public_addresses
from pilares.home.queries.work import WorkPage, work_page

__all__ = [
    "Address",
    "CountryPage",
    "ProgressPage",
    "WorkPage",
    "country_pages",
    "progress_page",
    "public_addresses",
    "work_page",
]
