"""Two institutions of one country differ: its focal point says which figure is the country's (E-4)."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import Reason, Refused, require
from pilares.core.trail import record
from pilares.monitoring import access
from pilares.monitoring.actions.locking import lock_period
from pilares.monitoring.actions.measuring import Figure, S, confirm, weigh, write_figure
from pilares.monitoring.models import Measurement, Period, Request
from pilares.monitoring.workflow import MEASUREMENT
from pilares.people.models import User

GONE = Reason("CHANGED_MEANWHILE", _("The figures of this country changed meanwhile: look at them again."))


@transaction.atomic
def settle(
    *,
    period: Period,
    country: str,
    by: User,
    chosen: int | None = None,
    third: Figure | None = None,
    reason: str = "",
) -> Measurement:
    """Choose one of a country's figures, or write a third with a reason; the others are set aside.

    What somebody else reported is validated by this act. The focal point's own figure is the country's from
    now on, and waits for the presidency or the Secretariat: nobody validates what they entered.
    """
    period = lock_period(period.pk)
    waiting = _waiting(period, country)
    if not waiting:
        raise Refused(GONE)
    require(access.why_not_settle(by, waiting[0]))
    if third is not None and not reason.strip():
        raise ValidationError({"reason": _("Say why neither of the figures is the country's.")})
    kept = _third(period, country, third, by) if third is not None else _chosen(waiting, chosen)
    for one in waiting:
        if one.pk != kept.pk:
            _set_aside(one, by)
    kept.counts, kept.choice_reason = True, reason.strip()
    kept.save(update_fields=["counts", "choice_reason"])
    kept.parts.update(counts=True)
    weigh(period, country)
    Request.objects.filter(period=period, country=country, to=None).update(measurement=kept)
    record(kept, "settle", by=by, indicator=period.indicator_id)
    if MEASUREMENT.why_not("validate", by, kept) is None:
        return confirm(kept, by=by)
    return kept


def _waiting(period: Period, country: str) -> list[Measurement]:
    found = Measurement.objects.filter(
        period=period, country=country, total=None, dimensions={}, status=S.SENT
    )
    return list(found.select_for_update(of=("self",)).select_related("period__indicator").order_by("pk"))


def _chosen(waiting: list[Measurement], chosen: int | None) -> Measurement:
    for one in waiting:
        if one.pk == chosen:
            return one
    raise Refused(GONE)


def _third(period: Period, country: str, figure: Figure, by: User) -> Measurement:
    found = Measurement(period=period, country_id=country, entered_by=by, form_key=uuid.uuid4())
    found.status, found.sent_at = S.SENT, clock.now()
    found.corrects = (
        Measurement.objects.counted()
        .filter(period=period, country=country, total=None, dimensions={})
        .first()
    )
    write_figure(found, figure, by)
    record(found, "report", by=by, indicator=period.indicator_id)
    return found


def _set_aside(one: Measurement, by: User) -> None:
    """Keep a figure in its country's private history: it is not counted, and nobody else sees it."""
    require(MEASUREMENT.why_not("set_aside", by, one))
    one.status, one.counts = MEASUREMENT.target("set_aside"), False
    one.version += 1
    one.save(update_fields=["status", "counts", "version"])
    one.parts.update(status=one.status, counts=False)
    record(one, "set_aside", by=by, indicator=one.period.indicator_id)
