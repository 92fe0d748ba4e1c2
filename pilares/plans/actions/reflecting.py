"""A change of the Charter is reflected in the plan by a new version, or a reason says why not (nota 6)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import require
from pilares.core.trail import record
from pilares.people.models import User
from pilares.plans.access import why_not_settle
from pilares.plans.models import Document, Reflection, Version, VersionEvent
from pilares.plans.queries.texts import words_by_anchor

#: steps after which the text of a version no longer changes
CLOSING = (VersionEvent.Step.CIRCULATED, VersionEvent.Step.RECOMMENDED)


def ask_to_reflect(charter: Version, *, by: User) -> Reflection | None:
    """Open the review of the plan that stands, where the Charter says something else than before."""
    before = _before(charter)
    plan = Document.objects.the_plan()
    if before is None or plan is None or words_by_anchor(before) == words_by_anchor(charter):
        return None
    reflection: Reflection
    reflection, is_new = Reflection.objects.get_or_create(
        charter=charter, plan=plan, defaults={"opened_at": clock.now()}
    )
    if is_new:
        record(reflection, "ask_to_reflect", by=by, charter=str(charter))
    return reflection


def _before(charter: Version) -> Version | None:
    earlier: Version | None = (
        charter.document.versions.filter(status=Version.Status.SUPERSEDED, number__lt=charter.number)
        .order_by("-number")
        .first()
    )
    return earlier


def settle_by_version(version: Version, *, by: User | None) -> None:
    """Settle what a new version of a plan could still reflect: it was circulated or recommended since."""
    closed = version.events.filter(step__in=CLOSING).order_by("-at").values_list("at", flat=True).first()
    if closed is None:
        return
    for reflection in version.document.reflections.filter(settled_at=None, opened_at__lte=closed):
        reflection.settled_at, reflection.settled_by, reflection.version = clock.now(), by, version
        reflection.save(update_fields=["settled_at", "settled_by", "version"])
        record(reflection, "reflect", by=by, version=str(version))


@transaction.atomic
def settle_reflection(reflection: Reflection, *, reason: str, by: User) -> Reflection:
    """Record why a change of the Charter asks for no new version of the plan."""
    held: Reflection = Reflection.objects.select_for_update(of=("self",)).get(pk=reflection.pk)
    require(why_not_settle(by, held))
    if not reason.strip():
        raise ValidationError({"reason": _("Write the reason: it stays in the history.")})
    held.settled_at, held.settled_by, held.reason = clock.now(), by, reason.strip()
    held.save(update_fields=["settled_at", "settled_by", "reason"])
    record(held, "settle_reflection", by=by, reason=held.reason)
    return held
