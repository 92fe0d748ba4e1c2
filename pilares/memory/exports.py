"""What changed, as a Word file: the same order as the page, and below each page how far it may go."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilares.core import clock
from pilares.core.papers import Line, Paper
from pilares.memory.queries import Change, Changes, Subject, sentence

SHARES = (0.24, 0.42, 0.34)


def word(changes: Changes, title: str, since: date, *, paper: str = "letter") -> bytes:
    """Return the DOCX of what changed, in the reader's language, on Letter or A4."""
    day = _("Data as of %(date)s") % {"date": date_format(clock.today(), "DATE_FORMAT")}
    reach = _("For: %(tier)s") % {"tier": changes.tier.label}
    written = Paper(
        title,
        footer=f"Pilares · {reach} · {day}",
        warning=_("Illustrative data. Not commitments of the RCM.") if settings.DEMO else "",
        paper=paper,
    )
    written.title(title, f"{reach} · {day}")
    written.paragraph(sentence(changes, since))
    for group in changes.groups:
        written.heading(group.name if group.code else group.called)
        for subject in group.subjects:
            written.heading(Line((subject.mark, subject.title, subject.of_plan)), level=2)
            _table(written, subject)
    return written.written()


def _table(written: Paper, subject: Subject) -> None:
    rows = [*map(_row, subject.told)]
    if small := subject.typographic:
        labels = "; ".join(change.label for change in small)
        rows.append((_("Typographic changes"), labels, ""))
    heads = (_("What changed"), _("Before → after"), _("When, who, on what"))
    written.table(heads, rows, shares=SHARES, caption=subject.code)


def _row(change: Change) -> tuple[str, str, str]:
    return change.label, _moved(change), " · ".join(_about(change))


def _moved(change: Change) -> str:
    if change.cancelled:
        return f"{change.after} ({change.cancelled_words})" if change.after else change.cancelled_words
    if change.before or change.after:
        moved = f"{change.before or '—'} → {change.after or '—'}" if change.before else change.after
        return moved if not change.reason else f"{moved}\n{change.reason}"
    return change.reason


def _about(change: Change) -> Iterable[str]:
    yield date_format(timezone.localtime(change.at).date(), "DATE_FORMAT")
    yield from (part for part in (change.by, change.decision, change.edits_words) if part)
