"""A person's own calendar address, which calendar programs read without signing in (E-3)."""

from django.db import models
from django.db.models import Q
from django.utils.crypto import get_random_string

from pilares.people.models.persons import User


def _nonce() -> str:
    return get_random_string(32)


class CalendarFeed(models.Model):
    """An address that its owner revokes and makes again; it shows what they may see when it is read."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="calendar_feeds")
    #: what the secret part of the address is derived from; the address itself is not kept
    nonce = models.CharField(max_length=32, default=_nonce, editable=False)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["user"], condition=Q(revoked_at=None), name="one_calendar_address_a_person"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} {self.made_at:%Y-%m-%d}"
