"""What happened to a text before it was agreed here, recorded afterwards with its own dates (Tabla 3)."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from pilares.core.bilingual import text_in_two
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Country
from pilares.plans.models import Document, Version


class EarlierSteps(models.QuerySet[Any]):
    """Steps recorded afterwards, which reach as far as the consultation of their document."""

    def visible_to(self, user: type_of_reader) -> "EarlierSteps":
        """Keep what the Member Countries, the presidency and the Secretariat read; nobody else sees any."""
        standing = standing_of(user)
        if not standing.member:
            return self.none()
        return self if standing.steers else self.filter(document__tier__in=standing.tiers)


class EarlierStep(models.Model):
    """A step on the way of a text that no round of this system asked: it wrote to nobody and binds nobody.

    Sources tell some steps by their day and others by their month alone, as Tabla 3 does: `day` and `month`
    stay empty where the source does not say them.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="earlier_steps")
    version = models.ForeignKey(
        Version, null=True, blank=True, on_delete=models.PROTECT, related_name="earlier_steps",
        verbose_name=_("Version that was sent or spoken of"),
    )  # fmt: skip
    year = models.PositiveSmallIntegerField(_("Year"))
    month = models.PositiveSmallIntegerField(_("Month"), null=True, blank=True)
    day = models.PositiveSmallIntegerField(_("Day"), null=True, blank=True)
    country = models.ForeignKey(
        Country, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("Country")
    )
    what_es = models.TextField(_("What happened (Spanish)"), blank=True)
    what_en = models.TextField(_("What happened (English)"), blank=True)
    what = text_in_two("what")
    became_es = models.TextField(_("What came out of it (Spanish)"), blank=True)
    became_en = models.TextField(_("What came out of it (English)"), blank=True)
    became = text_in_two("became")
    source = models.CharField(_("Where it is written"), max_length=300)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    form_key = models.UUIDField(unique=True, editable=False)
    illustrative = models.BooleanField(default=False)

    objects: ClassVar[Any] = EarlierSteps.as_manager()

    class Meta:
        ordering = ("year", "month", "day", "pk")

    def __str__(self) -> str:
        return f"{self.document_id} {self.when}"

    @property
    def first_day(self) -> date:
        """The first day that its date can mean; steps stand in the order of these."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def when(self) -> str:
        """Its date as far as its source says it: «9 de noviembre de 2018», «septiembre de 2018», «2018»."""
        if self.month is None:
            return str(self.year)
        return date_format(self.first_day, "DATE_FORMAT" if self.day else "YEAR_MONTH_FORMAT")
