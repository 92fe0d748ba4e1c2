"""What every file of a report says in the same words: its method, what left the plan, its corrigenda."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilares.core.bilingual import Wording
from pilares.core.papers import Line, Link
from pilares.core.templatetags.ui.texts import lag_words
from pilares.reports.queries.reading_shapes import Corrected, Entry, Telling


def footer_of(told: Telling, day: str) -> str:
    """Return what stands below every page: what it is, the day of its data, which copy it is."""
    copy = [told.copy.brief] if told.copy else []
    return " · ".join(("Pilares", told.title, day, *copy))


def copy_of(told: Telling, site: str) -> list[Line]:
    """Return what a copy says of itself on its first page: what it holds, and where the one in force is."""
    if told.copy is None:
        return []
    said = _(
        "%(copy)s: it says what the report said then, without what was corrected later. Report in force:"
    ) % {"copy": told.copy.words}
    return [Line((f"{said} ", Link(f"{site}{told.copy.address}")))]


def over_time() -> str:
    """Return which indicators a report draws over time, and where all of them stand (docs/papers.md)."""
    return _(
        "An indicator with two or more validated values is drawn over time, against the target of each day; "
        "with its axis and its table it stands in the work report of its group and on its own page."
    )


def method_of(told: Telling) -> list[str]:
    """Return the note on method, one item each."""
    policy = (
        _("An activity is declared completed only if its targets are met.")
        if told.policy["completed_needs_target"]
        else _("An activity may be declared completed with a target not met; the line then says so.")
    )
    late = [told.late] if told.late else []
    decided = told.policy["completed_decision"]
    return [
        *late,
        _("Counts are given as “5 of 11”, never as percentages: there are a dozen activities."),
        _(
            "“Pending” are the activities declared not achieved and those without a status, also those that "
            "begin in a later year of the plan. Activities that a decision replaced or withdrew, and those "
            "of ad hoc groups, stand outside the totals."
        ),
        f"{policy} ({decided})" if decided else policy,
        _(
            "The groups declare the status; the system computes progress beside it, from validated values "
            "only."
        ),
    ]


def modified_of(row: Entry) -> str:
    """Return what left the plan, by which decision and why."""
    said = f"{row.code}, {row.title}"
    said = f"{said}: {row.decision}" if row.decision else said
    return f"{said}. {_('Reason:')} «{row.reason}»" if row.reason else said


def end_of(told: Telling) -> list[Line]:
    """Return the corrigenda in words, or that there are none."""
    said = [_corrected(one) for one in told.corrections]
    if said:
        return said
    if told.copy:
        return [Line((_("No corrigenda when this copy was made."),))]
    return [Line((_("No corrigenda.") if told.frozen else _("The report still follows the matrix."),))]


def _corrected(one: Corrected) -> Line:
    """Return a corrigendum as one line, each of its texts in its own language, marked where that lags."""
    places = {"old": one.old, "new": one.new, "reason": one.reason}
    words = _(
        "No. %(number)s, %(date)s. %(code)s, %(label)s: it said «%(old)s», it should say «%(new)s». "
        "%(reason)s"
    ) % {
        "number": one.number,
        "date": date_format(one.on, "DATE_FORMAT"),
        "code": one.code,
        "label": one.label,
        **{name: f"\0{name}\0" for name in places},
    }
    texts: list[str | Wording] = []
    for part in words.split("\0"):
        if part not in places:
            texts.append(part)
            continue
        texts.append(places[part])
        if late := lag_words(places[part]):
            texts.append(f" ({late})")
    return Line(tuple(texts))
