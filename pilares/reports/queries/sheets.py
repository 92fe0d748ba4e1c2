"""What the vice-ministers' sheet takes from the reports: today's three counts, and what a person chose."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pilares.matrix.queries import Filters, Matrix, read_matrix
from pilares.monitoring.models import CriticalAspect
from pilares.monitoring.queries.critical import AspectLine, aspect_lines
from pilares.monitoring.queries.names import read_register
from pilares.people.access import type_of_reader
from pilares.plans.models import Document
from pilares.reports import maths
from pilares.reports.access import REACHES
from pilares.reports.models import ChosenAspect
from pilares.reports.queries.sentences import qualifications


@dataclass(frozen=True)
class Count:
    """One of the three counts, with what has to be known of it."""

    number: int
    label: str
    about: str


@dataclass(frozen=True)
class Choice:
    """The critical aspect that was chosen, by whom and when; `line` is empty where none shall stand."""

    line: AspectLine | None
    chosen: ChosenAspect | None
    #: who chose, by the name of the office: it stands on paper
    by: str = ""


def totals_of(matrix: Matrix) -> maths.Totals:
    """Count the rows of a matrix as §4.2 a does."""
    ad_hoc = {band.pk for band in matrix.bands if band.ad_hoc}
    ended = matrix.plan is not None and matrix.plan.concluded_at is not None
    return maths.totals(
        maths.Told(
            heading=maths.heading_of(
                stage=line.stage, state=line.state, ad_hoc=line.group in ad_hoc, final=ended
            ),
            state=line.state, short=bool(line.shortfall), pace=line.pace, overdue=line.overdue,
            starts_in=line.starts_in_year,
        )
        for line in matrix.lines
    )  # fmt: skip


def three_counts(user: type_of_reader) -> tuple[Count, ...]:
    """Return the commitments achieved, in process and pending today, as a reader may see them."""
    totals = totals_of(read_matrix(user, Filters(), everything=True))
    about = qualifications(totals)
    return (
        Count(totals.achieved, _("Commitments achieved"), about["achieved"]),
        Count(totals.in_process, _("In process"), about["in_process"]),
        Count(totals.pending, pgettext("commitments", "Pending"), about["pending"]),
    )


def choosable(plan: Document) -> "QuerySet[CriticalAspect]":
    """Return the critical aspects that every vice-minister may read and that are not over."""
    rows: QuerySet[CriticalAspect] = CriticalAspect.objects.filter(plan=plan, tier__in=REACHES)
    over = (CriticalAspect.Status.RESOLVED, CriticalAspect.Status.CLOSED)
    return rows.exclude(status__in=over).select_related("identified_by").order_by("-identified_on", "pk")


def chosen_aspect(plan: Document, user: type_of_reader) -> Choice:
    """Return what was chosen last, if the reader may see it and it still reaches every member."""
    last = ChosenAspect.objects.filter(plan=plan).select_related("aspect").last()
    by = chosen_by(last) if last else ""
    if last is None or last.aspect_id is None:
        return Choice(None, last, by)
    rows = CriticalAspect.objects.visible_to(user).filter(pk=last.aspect_id, tier__in=REACHES)
    return Choice(next(iter(aspect_lines(user, rows)), None), last, by)


def chosen_by(chosen: ChosenAspect) -> str:
    """Return the office that chose, in words: «Executive Secretariat», «Presidency Pro-Témpore (Mexico)»."""
    return read_register().capacity(chosen.capacity, "", in_full=True)
