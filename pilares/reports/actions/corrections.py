"""What was frozen is corrected beside it: old, new, reason, date (AC-15)."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import Reason, require
from pilares.core.trail import record
from pilares.people.models import User
from pilares.reports.access import why_not_correct, why_not_correct_group_report
from pilares.reports.actions.writing import lock
from pilares.reports.models import Corrigendum, GroupCorrigendum, GroupReport, Report
from pilares.reports.queries.corrections import value_of

VALUES = ("old_es", "old_en", "new_es", "new_en")


@transaction.atomic
def correct(
    report: Report | GroupReport,
    *,
    code: str,
    field: str,
    new: Mapping[str, str],
    reason_es: str,
    by: User,
    reason_en: str = "",
) -> Corrigendum | GroupCorrigendum:
    """Record a corrigendum; the copy stays as it was. Raises ValidationError where nothing changes.

    The old value is what the copy says, or what an earlier corrigendum made of it.
    """
    locked: Report | GroupReport = lock(report)
    require(_why_not(by, locked))
    old = value_of(locked, code, field)
    if old is None:
        raise ValidationError({"field": _("The report holds no such value.")})
    if dict(new) == old:
        raise ValidationError({"new": _("This is what the report says already.")})
    corrigendum: Any = locked.corrigenda.model
    made: Corrigendum | GroupCorrigendum = corrigendum(
        report=locked, number=locked.corrigenda.count() + 1, code=code, field=field,
        old_es=old["es"], old_en=old["en"], new_es=new["es"], new_en=new["en"],
        reason_es=reason_es.strip(), reason_en=reason_en.strip(),
        on=clock.today(), by=by, capacity=by.standing.capacity,
    )  # fmt: skip
    made.full_clean(exclude=["report", "by", *VALUES])  # a value may be missing in one language, or be empty
    made.save()
    before, after = (one["es"] or one["en"] for one in (old, new))
    record(locked, "correct", by=by, code=code, field=field, before=before, after=after)
    return made


def _why_not(user: User, report: Report | GroupReport) -> Reason | None:
    if isinstance(report, GroupReport):
        return why_not_correct_group_report(user, report)
    return why_not_correct(user, report)
