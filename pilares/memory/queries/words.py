"""What changed, in one sentence with its totals: the same on the page, on paper and in a letter."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilares.core.templatetags.ui.library import listed
from pilares.memory.queries.shapes import Changes, Kind


def sentence(changes: Changes, since: date) -> str:
    """Say how many changes there are and of what, as the page does."""
    on = date_format(since, "DATE_FORMAT")
    if not changes.total:
        return _("No changes since %(date)s") % {"date": on}
    said = ngettext(
        "%(n)s change since %(date)s: %(counts)s.", "%(n)s changes since %(date)s: %(counts)s.", changes.total
    ) % {"n": changes.total, "date": on, "counts": counted(changes) or _("none with effect")}
    if changes.cancelled:
        back = ngettext("%(n)s field was changed back.", "%(n)s fields were changed back.", changes.cancelled)
        said = f"{said} {back % {'n': changes.cancelled}}"
    return said


def counted(changes: Changes) -> str:
    """Return «2 statuses, 1 revised target and 3 validated values»: what there is of each."""
    return listed([count_words(kind, number) for kind, number in changes.counts.items()])


def count_words(kind: Kind, n: int) -> str:
    """Return «1 revised target», «3 revised targets»."""
    said = {
        Kind.STATE: ngettext("%(n)s status", "%(n)s statuses", n),
        Kind.PLACE: ngettext("%(n)s place in the plan", "%(n)s places in the plan", n),
        Kind.STEP: ngettext("%(n)s step of a plan or text", "%(n)s steps of plans or texts", n),
        Kind.TARGET: ngettext("%(n)s revised target", "%(n)s revised targets", n),
        Kind.VALUE: ngettext("%(n)s validated value", "%(n)s validated values", n),
        Kind.DEADLINE: ngettext("%(n)s moved deadline", "%(n)s moved deadlines", n),
        Kind.CRITICAL: ngettext("%(n)s change in a critical aspect", "%(n)s changes in critical aspects", n),
        Kind.PARAMETER: ngettext("%(n)s parameter of the plan", "%(n)s parameters of the plan", n),
        Kind.THEME: ngettext("%(n)s theme", "%(n)s themes", n),
        Kind.TEXT: ngettext("%(n)s section of a text", "%(n)s sections of a text", n),
        Kind.NOTE: ngettext("%(n)s note", "%(n)s notes", n),
        Kind.DECISION: ngettext("%(n)s decision or follow-up", "%(n)s decisions or follow-ups", n),
        Kind.SUPPORT: ngettext("%(n)s change in support", "%(n)s changes in support", n),
        Kind.REQUEST: ngettext("%(n)s figure asked for", "%(n)s figures asked for", n),
        Kind.EDIT: ngettext("%(n)s other change", "%(n)s other changes", n),
    }
    return said[kind] % {"n": n}
