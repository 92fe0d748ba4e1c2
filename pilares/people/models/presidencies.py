"""Presidencies and the Troika, for any instant; what the sources do not say stays unknown (nota 4)."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils import timezone

from pilares.people.models.places import Country


@dataclass(frozen=True)
class Troika:
    """The three presidencies of an instant; `None` is a country that is not known or not recorded."""

    outgoing: Country | None
    current: Country | None
    incoming: Country | None


class Presidencies(models.QuerySet["Presidency"]):
    """The terms in their order."""

    def troika(self, at: datetime) -> Troika:
        """Return who leaves, presides and comes at an instant, in one query (nota 4)."""
        terms = list(self.select_related("country").order_by("order"))
        index = _in_office(terms, at)
        if index is None:
            return Troika(None, None, None)
        before = terms[index - 1] if index and terms[index - 1].followed else None
        after = terms[index + 1] if index + 1 < len(terms) and terms[index].followed else None
        return Troika(before.country if before else None, terms[index].country, after.country if after else None)

    def presiding(self, at: datetime) -> "Presidency | None":
        """Return the term in force at an instant, or `None` where nobody recorded one."""
        terms = list(self.select_related("country").order_by("order"))
        index = _in_office(terms, at)
        return None if index is None else terms[index]


class Presidency(models.Model):
    """A country's term as Presidencia Pro-Témpore, in the order in which the terms follow each other.

    `starts_at` is the exact recorded instant of the handover; where it is unknown, `seen_from` and
    `seen_until` are the days on which the sources show the country in office. Nothing is derived
    from the calendar year (§1.6 Tabla 2, nota 4).
    """

    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="presidencies")
    order = models.PositiveSmallIntegerField(unique=True)
    label = models.CharField(max_length=20)
    starts_at = models.DateTimeField(null=True, blank=True)
    seen_from = models.DateField(null=True, blank=True)
    seen_until = models.DateField(null=True, blank=True)
    #: the next term in `order` is known to follow this one directly
    followed = models.BooleanField(default=True)
    source = models.CharField(max_length=300, blank=True)
    illustrative = models.BooleanField(default=False)

    objects: ClassVar = Presidencies.as_manager()

    class Meta:
        ordering = ("order",)
        verbose_name_plural = "presidencies"

    def __str__(self) -> str:
        return f"PPT {self.label} {self.country_id}"


def _in_office(terms: list[Presidency], at: datetime) -> int | None:
    """Return the index of the term that certainly holds at the instant."""
    day = timezone.localtime(at).date()
    for index in range(len(terms) - 1, -1, -1):
        term = terms[index]
        begun = term.starts_at <= at if term.starts_at else bool(term.seen_from and term.seen_from <= day)
        if not begun:
            continue
        handed_over = next((t.starts_at for t in terms[index + 1 :] if t.starts_at), None)
        direct = index + 1 < len(terms) and terms[index + 1].starts_at is not None
        if direct or (term.starts_at and index + 1 == len(terms)):
            return index if handed_over is None or at < handed_over else None
        return index if term.seen_until and day <= term.seen_until else None
    return None
