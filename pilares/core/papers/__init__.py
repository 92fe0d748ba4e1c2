"""Papers: Word and PDF files with real headings, tables whose first row repeats, and real footnotes.

A `Paper` is written from top to bottom in the reader's language; a text in another language says so, so
that it is read aloud in it. Ministries restyle it by its styles: Word's own names are kept.
"""

from pilares.core.papers.footnotes import Footnotes
from pilares.core.papers.layout import LANGUAGES, PAPERS
from pilares.core.papers.paper import Paper
from pilares.core.papers.words import Cell, Drawing, Line, Link, Note, Run

__all__ = ["LANGUAGES", "PAPERS", "Cell", "Drawing", "Footnotes", "Line", "Link", "Note", "Paper", "Run"]
