"""What a page of a day says, as files to take away: each field then and, where it is other, today."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pilares.core import sheets
from pilares.core.bilingual import reading_language
from pilares.core.days import Past
from pilares.core.kinds import CSV, JSON, WORD
from pilares.core.papers import Paper


@dataclass(frozen=True)
class Told:
    """A page of a day: its title, how it is cited with that day, and what it says by label."""

    title: str
    citation: str
    day: date
    fields: Mapping[str, str]
    #: nothing for today's page
    past: Past | None = None
    illustrative: bool = False

    @property
    def today(self) -> dict[str, str]:
        """What is other today, by label."""
        return {one.label: one.today for one in self.past.differences} if self.past else {}

    @property
    def rows(self) -> list[tuple[str, str, str | None]]:
        """Label, what it said, and what it says today; nothing there where it is the same."""
        labels = [*self.fields, *(label for label in self.today if label not in self.fields)]
        return [(label, self.fields.get(label, ""), self.today.get(label)) for label in labels]


def _licence() -> str:
    return settings.DATA_LICENCE or _("Terms of use to be defined by the RCM")


def comma_separated(told: Told, paper: str = "") -> bytes:  # noqa: ARG001 (a spreadsheet has no paper)
    """Return a row for each field; where the data come from, and of which day, stands in each row."""
    labels = [
        pgettext("column of a file", "field"),
        pgettext("column of a file", "text"),
        pgettext("column of a file", "today"),
        pgettext("column of a file", "data_as_of"),
        pgettext("column of a file", "source"),
        pgettext("column of a file", "licence"),
    ]
    rows: list[list[sheets.type_of_cell]] = [
        [label, then, then if today is None else today, told.day, told.citation, _licence()]
        for label, then, today in told.rows
    ]
    return sheets.comma_separated(labels, rows)


def open_data(told: Told, paper: str = "") -> bytes:  # noqa: ARG001 (nor has this)
    """Return the same with names that are stable, in the reader's language."""
    document = {
        "title": told.title,
        "language": reading_language(),
        "as_of": told.day.isoformat(),
        "fields": [
            {"field": label, "text": then, "today": then if today is None else today}
            for label, then, today in told.rows
        ],
        "not_told": list(told.past.untold) if told.past else [],
        "source": told.citation,
        "licence": _licence(),
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def word(told: Told, paper: str = "letter") -> bytes:
    """Return the DOCX: what it said on that day and, beside it, what is other today."""
    day = date_format(told.day, "DATE_FORMAT")
    as_of = _("Data as of %(date)s") % {"date": day}
    warned = settings.DEMO or told.illustrative
    written = Paper(
        told.title,
        footer=f"Pilares · {told.title} · {as_of}",
        warning=_("Illustrative data. Not commitments of the RCM.") if warned else "",
        paper=paper,
    )
    written.title(told.title, told.citation)
    heads, shares = [_("What"), as_of], [0.26, 0.74]
    rows = [[label, then or "—"] for label, then, _today in told.rows if then]
    if told.past:
        heads, shares = [*heads, _("Today")], [0.2, 0.4, 0.4]
        same = _("The same")
        rows = [
            [label, then or "—", same if today is None else today or "—"]
            for label, then, today in told.rows
            if then or today
        ]
    written.table(heads, rows, shares=shares, caption=told.title)
    for sentence in told.past.untold if told.past else ():
        written.paragraph(sentence)
    written.paragraph(_licence())
    return written.written()


#: how each file is made, and what it is
FILES: dict[str, tuple[Callable[[Told, str], bytes], str]] = {
    "docx": (word, WORD),
    "csv": (comma_separated, CSV),
    "json": (open_data, JSON),
}
