"""The search of the whole site: one question, everything that the reader may see, grouped by what it is."""

from pilares.home.queries.search.page import Group, Hit, SearchPage, search_page
from pilares.home.queries.search.sources import KINDS, SOURCES, register_all

__all__ = ["KINDS", "SOURCES", "Group", "Hit", "SearchPage", "register_all", "search_page"]
