"""A group takes up what a liaison network or an ad hoc group left (§1.4 Tabla 1, Tabla 2, AC-13)."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pilares.core.access import Reason, require
from pilares.core.trail import record
from pilares.monitoring import access
from pilares.monitoring.models import Activity, TakenUp
from pilares.people.models import Body, User
from pilares.plans.models import Document

#: what may be taken up: the documents of the networks, and those of an ad hoc group (Tabla 2)
TO_TAKE_UP = Q(kind=Document.Kind.NETWORK) | Q(body__kind=Body.Kind.AD_HOC)
NOT_TO_TAKE_UP = Reason(
    "NOT_TO_TAKE_UP",
    _("Documents of the liaison networks and of ad hoc groups are taken up."),
    "§1.4",
)


@transaction.atomic
def take_up(
    activity: Activity, *, document: Document, on: date, note_es: str, note_en: str, by: User
) -> TakenUp:
    """Take a document up, or say anew what of it; once for each activity and document."""
    locked = (
        Activity.objects.select_for_update(of=("self",)).select_related("group", "plan").get(pk=activity.pk)
    )
    require(access.why_not_edit(by, locked))
    seen = Document.objects.visible_to(by).filter(TO_TAKE_UP, pk=document.pk)
    require(None if seen.exists() else NOT_TO_TAKE_UP)
    taken = TakenUp.objects.filter(activity=locked, document=document).first() or TakenUp(
        activity=locked, document=document
    )
    taken.on, taken.note_es, taken.note_en = on, note_es, note_en
    taken.full_clean(exclude=["activity", "document"])
    taken.save()
    locked.sources.add(document)
    record(locked, "take_up", by=by, label=document.title.text, document=document.code)
    return taken


@transaction.atomic
def drop_document(activity: Activity, *, document: Document, by: User) -> None:
    """Take a document up no more; sending it twice changes nothing."""
    locked = (
        Activity.objects.select_for_update(of=("self",)).select_related("group", "plan").get(pk=activity.pk)
    )
    require(access.why_not_edit(by, locked))
    if not locked.sources.filter(pk=document.pk).exists():
        return
    locked.sources.remove(document)
    TakenUp.objects.filter(activity=locked, document=document).delete()
    record(locked, "drop_document", by=by, label=document.title.text, document=document.code)
