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
from pilares.monitoring.models import Activity, Evidence, Measurement
from pilares.people.models import User

MOST_FILES = 10
TOO_MANY = Reason("TOO_MANY_FILES", _("A figure takes at most ten files."))
MANY_EXPLAIN = Reason("TOO_MANY_FILES", _("An explanation takes at most ten files."))
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
    return _keep(Evidence(measurement=measurement), measurement, file, name=name, size=size, by=by)


def explain_with(activity: Activity, file: IO[bytes], *, name: str, size: int, by: User) -> Evidence:
    """Keep a file beside the explanation of a target that was not met; raises `NotAccepted` (AC-14).

    The same file sent again is the one that is there already.
    """
    require(access.why_not_declare_state(by, activity))
    for same in activity.evidence.filter(size=size, name=name):
        file.seek(0)
        if file.read() == same.file.open().read():
            return same
    if activity.evidence.count() >= MOST_FILES:
        raise NotAccepted(MANY_EXPLAIN)
    return _keep(Evidence(activity=activity), activity, file, name=name, size=size, by=by)


def _keep(
    evidence: Evidence, of: Measurement | Activity, file: IO[bytes], *, name: str, size: int, by: User
) -> Evidence:
    seen = inspect(file, name=name, size=size)
    evidence.name, evidence.size, evidence.media_type = seen.name, seen.size, seen.media_type
    evidence.added_by, evidence.added_at = by, clock.now()
    evidence.file.save(seen.name, File(file), save=False)
    try:
        with transaction.atomic():
            evidence.full_clean(exclude=["measurement", "activity", "added_by"])
            evidence.save()
            record(of, "attach", by=by, file=seen.name)
    except Exception:
        evidence.file.delete(save=False)
        raise
    return evidence


@transaction.atomic
def detach(evidence: Evidence, *, by: User) -> None:
    """Take a file from a figure that is not sent, or from the explanation of the group."""
    if evidence.measurement:
        require(why_not_attach(by, evidence.measurement))
    elif evidence.activity:
        require(access.why_not_declare_state(by, evidence.activity))
    record(evidence.measurement or evidence.activity or evidence, "detach", by=by, file=evidence.name)
    evidence.erase()
