"""Files that let somebody else check a figure: added to a draft, one by one, after the figure is safe."""

from typing import IO

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import Reason, require
from pilares.core.trail import record
from pilares.core.uploads import NotAccepted, inspect
from pilares.monitoring import access
from pilares.monitoring.models import Evidence, Measurement
from pilares.people.models import User

MOST_FILES = 10
TOO_MANY = Reason("TOO_MANY_FILES", _("A figure takes at most ten files."))
NOT_OPEN = Reason("NOT_OPEN", _("The figure was sent: take it back to change its files."))


def why_not_attach(user: User, measurement: Measurement) -> Reason | None:
    """Files are added to and taken from a figure by whoever writes it, while it is not sent."""
    if reason := access.why_not_change(user, measurement):
        return reason
    open_ = (Measurement.Status.DRAFT, Measurement.Status.RETURNED)
    return None if measurement.status in open_ else NOT_OPEN


def attach(measurement: Measurement, file: IO[bytes], *, name: str, size: int, by: User) -> Evidence:
    """Keep a file under a random name; raises `NotAccepted`.

    The figure was saved before and stands, whatever becomes of the file (AC-18).
    """
    require(why_not_attach(by, measurement))
    if measurement.evidence.count() >= MOST_FILES:
        raise NotAccepted(TOO_MANY)
    seen = inspect(file, name=name, size=size)
    evidence = Evidence(
        measurement=measurement, name=seen.name, size=seen.size, media_type=seen.media_type,
        added_by=by, added_at=clock.now(),
    )  # fmt: skip
    evidence.file.save(seen.name, File(file), save=False)
    try:
        with transaction.atomic():
            evidence.full_clean(exclude=["measurement", "added_by"])
            evidence.save()
            record(measurement, "attach", by=by, file=seen.name)
    except Exception:
        evidence.file.delete(save=False)
        raise
    return evidence


@transaction.atomic
def detach(evidence: Evidence, *, by: User) -> None:
    """Take a file from a figure that is not sent."""
    require(why_not_attach(by, evidence.measurement))
    record(evidence.measurement, "detach", by=by, file=evidence.name)
    evidence.erase()
