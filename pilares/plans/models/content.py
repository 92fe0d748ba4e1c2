"""The plan as data: pillars, themes and their placements, objectives, principles, plan years (§3.5-§3.8)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from pilares.core.bilingual import text_in_two, wording
from pilares.meetings.models import Decision
from pilares.people.access import standing_of, type_of_reader
from pilares.plans.models.documents import Document
from pilares.plans.models.texts import Note


class Pillar(models.Model):
    """One of the programmatic pillars of the Charter (§3.8)."""

    plan = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="pillars")
    number = models.PositiveSmallIntegerField()
    slug_es = models.SlugField(max_length=80)
    slug_en = models.SlugField(max_length=80)
    name_es = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    name = text_in_two("name")

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["plan", "number"], name="pillar_numbered_once"),)

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"

    @property
    def slug(self) -> str:
        """The slug in the reader's language."""
        return wording(self.slug_es, self.slug_en).text


class Themes(models.QuerySet["Theme"]):
    """Themes, with who may see those that came after the approval (AC-03)."""

    def visible_to(self, user: type_of_reader) -> "Themes":
        """Keep the printed themes, those whose decision the reader sees and, for members, proposals."""
        seen = Q(original=True) | Q(added_by__in=Decision.objects.visible_to(user))
        if standing_of(user).member:
            seen |= Q(added_by=None)
        return self.filter(seen)


class Theme(models.Model):
    """A theme, whatever the number of pillars it stands under; the list is not exhaustive (§3.8, AC-03)."""

    plan = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="themes")
    code = models.SlugField(max_length=80)
    slug_es = models.SlugField(max_length=120)
    slug_en = models.SlugField(max_length=120)
    name_es = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    name = text_in_two("name")
    #: false for a theme that a group proposed or a decision added later
    original = models.BooleanField(default=True)
    added_by = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="themes"
    )
    added_on = models.DateField(null=True, blank=True)
    illustrative = models.BooleanField(default=False)

    objects: ClassVar = Themes.as_manager()

    class Meta:
        ordering = ("name_es",)
        constraints = (
            models.UniqueConstraint(fields=["plan", "code"], name="theme_coded_once"),
            models.UniqueConstraint(fields=["plan", "slug_es"], name="theme_slug_es_once"),
            models.UniqueConstraint(fields=["plan", "slug_en"], name="theme_slug_en_once"),
        )

    def __str__(self) -> str:
        return self.name.text

    @property
    def slug(self) -> str:
        """The slug in the reader's language."""
        return wording(self.slug_es, self.slug_en).text

    @property
    def proposed(self) -> bool:
        """Whether it waits for a decision to join the plan (AC-03)."""
        return not self.original and self.added_by_id is None


class Placement(models.Model):
    """A theme under a pillar; `number` is its place in the printed list, empty for later themes (AC-02)."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="placements")
    pillar = models.ForeignKey(Pillar, on_delete=models.CASCADE, related_name="placements")
    number = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("pillar__number", F("number").asc(nulls_last=True))
        constraints = (
            models.UniqueConstraint(fields=["theme", "pillar"], name="theme_placed_once_a_pillar"),
            models.UniqueConstraint(fields=["pillar", "number"], name="placement_numbered_once"),
        )

    def __str__(self) -> str:
        return f"P{self.pillar.number}-{self.number or '+'} {self.theme}"


class Objective(models.Model):
    """The general objective (number 0) and the specific ones (§3.5)."""

    plan = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="objectives")
    number = models.PositiveSmallIntegerField()
    anchor = models.CharField(max_length=40)
    text_es = models.TextField()
    text_en = models.TextField(blank=True)
    text = text_in_two("text")

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["plan", "number"], name="objective_numbered_once"),)

    def __str__(self) -> str:
        return f"{self.number}) {self.text}"


class Principle(models.Model):
    """A principle of the Charter, with the note that reserves it, if any (§3.6, nota 7)."""

    plan = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="principles")
    letter = models.CharField(max_length=1)
    anchor = models.CharField(max_length=40)
    name_es = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    name = text_in_two("name")
    note = models.ForeignKey(Note, null=True, blank=True, on_delete=models.PROTECT, related_name="principles")

    class Meta:
        ordering = ("letter",)
        constraints = (models.UniqueConstraint(fields=["plan", "letter"], name="principle_lettered_once"),)

    def __str__(self) -> str:
        return f"{self.letter}) {self.name}"


class PlanYear(models.Model):
    """The 1st, 2nd or 3rd year of a plan; its dates are recorded by the Secretariat, not derived (§4.3)."""

    plan = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="plan_years")
    number = models.PositiveSmallIntegerField()
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["plan", "number"], name="plan_year_numbered_once"),
            models.CheckConstraint(
                name="plan_year_ends_after_it_starts",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
            ),
        )

    def __str__(self) -> str:
        return str(self.number)
