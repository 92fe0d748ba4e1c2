"""The components of every page: a function whose signature is its contract (the page core:gallery).

They take plain values and know no domain model. How to add one: docs/components.md.
"""

from pilares.core.templatetags.ui import boxes, charts, clocks, marks, pictures, problems, texts, ways
from pilares.core.templatetags.ui.library import register

__all__ = ["boxes", "charts", "clocks", "marks", "pictures", "problems", "register", "texts", "ways"]
