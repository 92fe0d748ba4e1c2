"""What a person follows, and until when they were told of it by letter."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from pilares.monitoring.models import Activity
from pilares.people.models import Body
from pilares.plans.models import Theme


class Follow(models.Model):
    """A person follows one activity, one theme or one group."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows")
    activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(Body, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("user", "at", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="one_thing_is_followed",
                condition=Q(activity__isnull=False, theme=None, group=None)
                | Q(activity=None, theme__isnull=False, group=None)
                | Q(activity=None, theme=None, group__isnull=False),
            ),
            *(
                models.UniqueConstraint(fields=["user", kind], name=f"{kind}_followed_once")
                for kind in ("activity", "theme", "group")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.activity or self.theme or self.group}"


class Digest(models.Model):
    """A week of which a person was told, or in which there was nothing to tell: written once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField()
    told = models.BooleanField(default=False)

    class Meta:
        ordering = ("user", "until")
        constraints = (models.UniqueConstraint(fields=["user", "until"], name="one_digest_a_week"),)

    def __str__(self) -> str:
        return f"{self.user_id} {self.until:%Y-%m-%d}"
