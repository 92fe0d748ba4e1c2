"""Figures and periods as a verb takes them: read anew, and kept for its transaction."""

from uuid import UUID

from django.db.models import Q

from pilares.core.composed import ComposedRecords
from pilares.monitoring.models import DECIDING, Measurement, Period

_of_form_or_period = ComposedRecords(
    lambda key, period: Measurement.objects.filter(
        Q(form_key__given=key) | Q(period__given=period, total=None, dimensions={})
    ).order_by("pk")
)
_locked_period = ComposedRecords(
    lambda pk: (
        Period.objects.select_for_update(of=("self",))
        .select_related("indicator__activity__plan")
        .only(*DECIDING)
        .filter(pk__given=pk)
    )
)
_locked_figure = ComposedRecords(
    lambda pk: Measurement.objects.select_for_update(of=("self",)).to_decide().filter(pk__given=pk)
)


def lock_period(pk: int) -> Period:
    """Return a period, kept for this transaction, with what decides who may do what and no more."""
    found: Period = _locked_period.one(pk)
    return found


def lock_figure(figure: Measurement) -> Measurement:
    """Return a figure, kept for this transaction, with what says whether it may change."""
    found: Measurement = _locked_figure.one(figure.pk)
    return found


def of_form_or_period(form_key: UUID, period: int) -> list[Measurement]:
    """Return what was sent by a form, with all that is reported for a period, whatever became of it."""
    return _of_form_or_period(form_key, period)
