"""What the pages of plans read: the text with its notes, the entry, pillars and themes, the library."""

from pilares.plans.queries.catalogue import (
    PillarPage,
    ThemeList,
    ThemePage,
    pillar_page,
    theme_list,
    theme_page,
)
from pilares.plans.queries.entry import PlanPage, PrincipleLine, plan_page, principle_line, principle_lines
from pilares.plans.queries.files import FileLine, files_of
from pilares.plans.queries.library import DocumentPage, Shelf, document_page, library
from pilares.plans.queries.lines import Line, Mode, NoteLine, Run, Side, mode_of_reader
from pilares.plans.queries.near import near_themes
from pilares.plans.queries.past import PlanThen, plan_then
from pilares.plans.queries.reader import Head, NotesPage, Reader, head_of, notes_page, reader

__all__ = [
    "DocumentPage",
    "FileLine",
    "Head",
    "Line",
    "Mode",
    "NoteLine",
    "NotesPage",
    "PillarPage",
    "PlanPage",
    "PlanThen",
    "PrincipleLine",
    "Reader",
    "Run",
    "Shelf",
    "Side",
    "ThemeList",
    "ThemePage",
    "document_page",
    "files_of",
    "head_of",
    "library",
    "mode_of_reader",
    "near_themes",
    "notes_page",
    "pillar_page",
    "plan_page",
    "plan_then",
    "principle_line",
    "principle_lines",
    "reader",
    "theme_list",
    "theme_page",
]
