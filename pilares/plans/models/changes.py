"""What changed and waits or stays on record: the Charter to be reflected (nota 6), the plan's parameters."""

from typing import Any, ClassVar

from django.db import models

from pilares.meetings.models import Decision
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import User
from pilares.plans.models.documents import Document, Version


class Reflections(models.QuerySet[Any]):
    """What of the Charter the plan has still to reflect, and what is settled."""

    def visible_to(self, user: type_of_reader) -> "Reflections":
        """Keep, for members, all; for others, those whose version of the Charter they may read (AC-19)."""
        if standing_of(user).member:
            return self
        return self.filter(charter__in=Version.objects.visible_to(user))


class Reflection(models.Model):
    """A change of the Charter to be reflected in a plan, until a version or a reason settles it (nota 6)."""

    charter = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="reflections")
    plan = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="reflections")
    opened_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    #: the version of the plan that reflects it, or why none has to
    version = models.ForeignKey(
        Version, null=True, blank=True, on_delete=models.PROTECT, related_name="reflects"
    )
    reason = models.TextField(blank=True)

    objects: ClassVar[Any] = Reflections.as_manager()

    class Meta:
        ordering = ("opened_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=["charter", "plan"], name="charter_reflected_once_a_plan"),
        )

    def __str__(self) -> str:
        return f"{self.charter} → {self.plan_id}"


class ParameterChange(models.Model):
    """A parameter of a plan before and after, with the decision or the reason that changed it."""

    plan = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="parameter_changes")
    name = models.CharField(max_length=40)
    before = models.CharField(max_length=40)
    after = models.CharField(max_length=40)
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.name}: {self.before} → {self.after}"
