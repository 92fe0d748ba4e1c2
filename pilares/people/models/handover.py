"""The handover of a presidency: who accepted it, and what was typed for an office that had just ended."""

from datetime import timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from pilares.people.models.persons import User
from pilares.people.models.presidencies import Presidency

#: for how long after the handover what the former presidency sends is kept for the office (AC-11)
KEPT_WITHIN = timedelta(hours=48)


#: what a form carries unseen beside what a person types
CARRIED = ("begun-", "base-", "was-", "choose-", "stamp", "form_key", "version", "key")


class Handover(models.Model):
    """The incoming presidency accepted what a term hands over."""

    #: the term that hands over
    presidency = models.OneToOneField(Presidency, on_delete=models.PROTECT, related_name="handover")
    accepted_at = models.DateTimeField()
    accepted_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    capacity = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return str(self.presidency)


class KeptForms(models.QuerySet["KeptForm"]):
    """What was typed and not done, by who may read it."""

    def visible_to(self, user: Any) -> "KeptForms":
        """Keep one's own; whoever steers reads all: they belong to the office, not to the person."""
        if not isinstance(user, User):
            return self.none()
        return self if user.standing.steers else self.filter(by=user)

    def waiting(self) -> "KeptForms":
        """Keep those that nobody has sent or discarded yet."""
        return self.filter(settled_at=None)


class KeptForm(models.Model):
    """A form that was sent after the sender's presidency had ended, kept for the office (AC-11)."""

    class Outcome(models.TextChoices):
        SENT = "sent", _("Sent by the office")
        DISCARDED = "discarded", _("Discarded")

    #: the term that had ended
    presidency = models.ForeignKey(Presidency, on_delete=models.PROTECT, related_name="kept_forms")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="kept_forms")
    at = models.DateTimeField()
    #: where it was sent, with its query
    path = models.CharField(max_length=1000)
    #: what was typed: each name with its values; no password, no token, no file
    fields = models.JSONField(default=dict)
    #: the names of the files, which have to be attached again
    files = models.JSONField(default=list)
    #: the same form sent twice is kept once
    key = models.CharField(max_length=64, unique=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.TextField(blank=True)

    objects: ClassVar[Any] = KeptForms.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="kept_form_settled_whole",
                condition=Q(outcome="", settled_at=None) | (~Q(outcome="") & Q(settled_at__isnull=False)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.path[:120]} {self.at:%Y-%m-%d %H:%M}"

    @property
    def about(self) -> str:
        """The words of its shortest-named field, Spanish first, to tell it from another; else its address.

        The databases keep the fields of a form in orders of their own: this one is the same on both.
        """
        names = sorted(self.fields, key=lambda name: (name.endswith("_en"), len(name), name))
        typed = (v for name in names if not name.startswith(CARRIED) for v in self.fields[name])
        words = next((value for value in typed if " " in value.strip()), "")
        return f"«{Truncator(words).chars(80)}»" if words else self.path
