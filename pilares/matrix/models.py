"""A spreadsheet that came back: staged by whoever sent it, then applied, and perhaps undone (AC-09)."""

from datetime import timedelta
from typing import Any, ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.bilingual import Language
from pilares.people.access import standing_of, type_of_reader
from pilares.plans.models import Document

#: how long a file waits for its person, and how long what it did can be undone
STAGED_FOR = UNDONE_WITHIN = timedelta(days=7)


def _unguessable(_import: "Import", name: str) -> str:
    """Return where a file is kept: never under the name that a person gave it."""
    return f"imports/{uuid4().hex}.{name.rpartition('.')[2].lower()[:4]}"


class Imports(models.QuerySet["Import"]):
    """The files that came back, by who may see them."""

    def visible_to(self, user: type_of_reader) -> "Imports":
        """Keep one's own; whoever serves every group also sees those that were applied."""
        standing = standing_of(user)
        mine = Q(uploaded_by=user.pk)
        if standing.steers:
            return self.filter(mine | ~Q(status=Import.Status.STAGED))
        return self.filter(mine) if user.pk else self.none()

    def expired(self) -> "Imports":
        """Keep the stages that nobody finished in time."""
        return self.filter(status=Import.Status.STAGED, uploaded_at__lt=clock.now() - STAGED_FOR)


class Import(models.Model):
    """One file on its way into the matrix, with what its person answered and what it wrote."""

    class Status(models.TextChoices):
        STAGED = "staged", _("To be reviewed")
        APPLIED = "applied", _("Applied")
        UNDONE = "undone", _("Undone")

    class Kind(models.TextChoices):
        MATRIX = "matrix", _("Matrix")
        FRAMEWORK = "framework", _("Results framework")

    #: a matrix that we exported, or a framework that somebody else made
    kind = models.CharField(max_length=9, choices=Kind, default=Kind.MATRIX)
    plan = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="imports")
    #: kept outside what the web server serves; only `visible_to` leads to it
    file = models.FileField(upload_to=_unguessable)
    #: the name on the machine of whoever sent it
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    language = models.CharField(max_length=2, choices=Language, default=Language.ES)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="imports"
    )
    uploaded_at = models.DateTimeField()
    status = models.CharField(max_length=8, choices=Status, default=Status.STAGED)
    #: columns, values, order of dates, decimal sign, choices: whatever the person answered so far
    answers = models.JSONField(default=dict, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    #: rows by what became of them
    counts = models.JSONField(default=dict, blank=True)
    #: what was written, field by field, from what to what: enough to undo it
    written = models.JSONField(default=dict, blank=True)

    objects: ClassVar[Any] = Imports.as_manager()

    class Meta:
        ordering = ("-uploaded_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="applied_import_has_its_instant",
                condition=Q(status="staged", applied_at=None) | (~Q(status="staged") & ~Q(applied_at=None)),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def staged(self) -> bool:
        """Whether nothing of it has been written yet."""
        return self.status == self.Status.STAGED

    @property
    def foreign(self) -> bool:
        """Whether somebody else made it: a results framework, not a matrix of ours."""
        return self.kind == self.Kind.FRAMEWORK


class Mapping(models.Model):
    """What the columns of somebody else's sheet hold, decided once and kept under a name."""

    name = models.CharField(_("Name"), max_length=120, unique=True)
    #: the labels of the sheet, folded and in order: a sheet with the same ones is known again
    headers = models.JSONField(default=list)
    #: the digest of those labels, to be looked up
    fingerprint = models.CharField(max_length=64, db_index=True)
    #: folded label to field
    columns = models.JSONField(default=dict)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
