"""Organs, working groups and networks; who sits in a group; who presides (§1.6 Tabla 2, §3.10, notas 3-4)."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pilares.core.bilingual import text_in_two, wording
from pilares.people.models.places import Country, Dated


class Body(models.Model):
    """An organ, a working group or a network; its names stand in `BodyName`, by date and language."""

    class Kind(models.TextChoices):
        ORGAN = "organ", _("Organ")
        GROUP = "group", _("Working Group")
        AD_HOC = "ad_hoc", _("Ad Hoc Working Group")
        NETWORK = "network", _("Liaison Officer Network")
        MECHANISM = "mechanism", _("Mechanism")

    code = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    slug_es = models.SlugField(max_length=80, unique=True)
    slug_en = models.SlugField(max_length=80, unique=True)
    #: today's names, kept equal to the name in force by `rename`
    name_es = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    short_es = models.CharField(max_length=80)
    short_en = models.CharField(max_length=80)
    name = text_in_two("name")
    short = text_in_two("short")
    #: what it is, in one or two sentences, from the source below
    about_es = models.TextField(blank=True)
    about_en = models.TextField(blank=True)
    about = text_in_two("about")
    source = models.CharField(max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ("order", "code")
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return self.short.text

    @property
    def slug(self) -> str:
        """The slug in the reader's language."""
        return wording(self.slug_es, self.slug_en).text

    @property
    def is_group(self) -> bool:
        """Whether it is a working group, standing or ad hoc (§3.9, nota 8)."""
        return self.kind in {self.Kind.GROUP, self.Kind.AD_HOC}


class BodyName(models.Model):
    """What a body was called, from and until (nota 3: Secretaría Técnica, then Secretaría Ejecutiva)."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="names")
    name_es = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    acronym_es = models.CharField(max_length=20, blank=True)
    acronym_en = models.CharField(max_length=20, blank=True)
    name = text_in_two("name")
    acronym = text_in_two("acronym")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    #: what the sources say of the dates, when they do not give days
    period_es = models.CharField(max_length=120, blank=True)
    period_en = models.CharField(max_length=120, blank=True)
    period = text_in_two("period")
    source = models.CharField(max_length=300, blank=True)

    objects: ClassVar[Any] = Dated.as_manager()

    class Meta:
        ordering = ("body", F("starts_on").asc(nulls_first=True), "pk")

    def __str__(self) -> str:
        return self.name.text


class Seat(models.Model):
    """A country's institution in a working group (§3.10), or the country that supports its leadership."""

    class Role(models.TextChoices):
        MEMBER = "member", _("Member")
        SUPPORT = "support", _("Supporting country")

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="seats")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="seats")
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    institution_es = models.CharField(max_length=200, blank=True)
    institution_en = models.CharField(max_length=200, blank=True)
    institution = text_in_two("institution")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    objects: ClassVar[Any] = Dated.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="seat_ends_after_it_starts",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The end must not be earlier than the start."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.body_id} {self.country_id}"
