"""Files that go with the text of a version: its annexes as they were sent (Tabla 3)."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pilares.core.bilingual import text_in_two
from pilares.people.access import type_of_reader
from pilares.plans.models.documents import Document, Version


def _nameless(file: "VersionFile", _name: str) -> str:
    """Return where a file is kept: under its random key, without its own name or ending."""
    return f"texts/{file.key.hex[:2]}/{file.key.hex}"


class VersionFiles(models.QuerySet["VersionFile"]):
    """The files of versions, by who may open them."""

    def visible_to(self, user: type_of_reader) -> "VersionFiles":
        """Keep the files of the versions that the reader may read, and of no other."""
        return self.filter(
            version__in=Version.objects.visible_to(user).order_by().values("pk"),
            version__document__in=Document.objects.visible_to(user).order_by().values("pk"),
        )


class VersionFile(models.Model):
    """A file attached to one version of a text; it stays with that version and reaches as far as it does."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="files")
    title_es = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    title = text_in_two("title")
    #: the unguessable name in its address and in the folder of files
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = models.FileField(upload_to=_nameless)
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    media_type = models.CharField(max_length=100)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField()
    #: the form that attached it; sending it again attaches nothing
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects: ClassVar[Any] = VersionFiles.as_manager()

    class Meta:
        ordering = ("version", "pk")
        constraints = (
            models.CheckConstraint(
                name="version_file_has_a_title",
                condition=~Q(title_es="", title_en=""),
                violation_error_message=_("Write the title in at least one language."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.version_id} / {self.key}"

    def erase(self) -> None:
        """Delete the row, and its file once that is certain."""
        file = self.file
        self.delete()
        transaction.on_commit(lambda: file.delete(save=False))
