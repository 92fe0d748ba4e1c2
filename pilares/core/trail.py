"""The trail: who did what to which record, in which capacity, when.

Actions call `record`; higher floors listen to the one signal `recorded`. Field by field history is
kept by django-simple-history beside it.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.dispatch import Signal, receiver
from simple_history.signals import pre_create_historical_record

from pilares.core import clock

if TYPE_CHECKING:
    from pilares.people.models import User

#: the verb of whoever opens something kept behind closed doors: it changes nothing, so it is no news
OPENED = "open_closed"

recorded = Signal()  # sender=model, obj, verb, by, details


class Entry(models.Model):
    """One act: append-only, kept when the person or the record is gone."""

    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    capacity = models.CharField(max_length=200, blank=True)
    verb = models.CharField(max_length=60)
    model = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    label = models.CharField(max_length=200)
    details = models.JSONField(default=dict)

    class Meta:
        app_label = "core"
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=["model", "object_id", "-at"], name="trail_of_object"),)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.label}"


@receiver(pre_create_historical_record, dispatch_uid="history keeps the one clock")
def _date_by_the_clock(sender: object, history_instance: Any, instance: Any, **_kwargs: object) -> None:  # noqa: ARG001
    """Date the field by field history by the one clock, unless the change carries its own date."""
    if not getattr(instance, "_history_date", None):
        history_instance.history_date = clock.now()


def record(obj: models.Model, verb: str, *, by: "User | None", **details: Any) -> Entry:
    """Write one act down, in the capacity that the person holds at this instant, and tell the listeners."""
    entry = _entry(obj, verb, by, details)
    entry.save()
    recorded.send(sender=type(obj), obj=obj, verb=verb, by=by, details=details)
    return entry


def record_many(acts: Sequence[tuple[models.Model, str, dict[str, Any]]], *, by: "User | None") -> None:
    """Write many acts of one person down at once, each a record, a verb and its details."""
    Entry.objects.bulk_create(_entry(obj, verb, by, details) for obj, verb, details in acts)
    for obj, verb, details in acts:
        recorded.send(sender=type(obj), obj=obj, verb=verb, by=by, details=details)


def opened(obj: models.Model, *, by: "User") -> Entry:
    """Write down that a person opened something kept behind closed doors: every time (AC-07)."""
    return record(obj, OPENED, by=by)


def opened_many(rows: Sequence[models.Model], *, by: "User") -> None:
    """Write down the opening of a page that shows several closed records."""
    record_many([(row, OPENED, {}) for row in rows], by=by)


def _entry(obj: models.Model, verb: str, by: "User | None", details: dict[str, Any]) -> Entry:
    return Entry(
        at=clock.now(),
        by=by,
        capacity=by.standing.capacity if by else "",
        verb=verb,
        model=obj._meta.label_lower,
        object_id=obj.pk,
        label=str(obj)[:200],
        details={
            key: value if isinstance(value, int | list | dict | None) else str(value)
            for key, value in details.items()
        },
    )
