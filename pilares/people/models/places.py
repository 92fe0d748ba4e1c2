"""Countries and organisations, with the dates of their seat at the table (§1.1, nota 5)."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.bilingual import text_in_two


class Dated(models.QuerySet[Any]):
    """Rows with `starts_on` and `ends_on`; both days belong to the period, and an empty one is open."""

    def in_force(self, on: date | None = None) -> "Dated":
        day = on or clock.today()
        return self.filter(Q(starts_on=None) | Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gte=day))


class Country(models.Model):
    """A state, by its ISO code; what it is to the CRM stands in its memberships."""

    code = models.CharField(max_length=2, primary_key=True)
    iso3 = models.CharField(max_length=3, unique=True)
    name_es = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    name = text_in_two("name")

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name.text


class Membership(models.Model):
    """A country's seat in the CRM, as member or observer, from and until a day (unknown stays empty)."""

    class Kind(models.TextChoices):
        MEMBER = "member", _("Member Country")
        OBSERVER = "observer", _("Observer Country")

    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="memberships")
    kind = models.CharField(max_length=10, choices=Kind)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    note_es = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    note = text_in_two("note")
    source = models.CharField(max_length=300, blank=True)

    objects: ClassVar[Any] = Dated.as_manager()

    def __str__(self) -> str:
        return f"{self.country_id} {self.kind}"


class Organisation(models.Model):
    """An organisation at the table that is not an organ of the CRM (nota 5, §1.6 Tabla 2)."""

    class Kind(models.TextChoices):
        OBSERVER = "observer", _("Observer organisation")
        CIVIL_SOCIETY = "civil_society", _("Civil society")

    code = models.SlugField(max_length=30, unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    name_es = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    acronym_es = models.CharField(max_length=30, blank=True)
    acronym_en = models.CharField(max_length=30, blank=True)
    name = text_in_two("name")
    acronym = text_in_two("acronym")
    #: whether the plan's nota 5, which is cut in the source, names it
    named_in_plan = models.BooleanField(default=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    note_es = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    note = text_in_two("note")

    objects: ClassVar[Any] = Dated.as_manager()

    class Meta:
        ordering = ("kind", "name_es")

    def __str__(self) -> str:
        return self.acronym.text or self.name.text
