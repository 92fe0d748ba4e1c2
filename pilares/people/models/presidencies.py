"""Presidencies and the Troika, for any instant; what the sources do not say stays unknown (nota 4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.db import models
from django.utils import timezone

from pilares.core.composed import ComposedRecords
from pilares.people.models.places import Country


@dataclass(frozen=True)
class Troika:
    """The three presidencies of an instant; `None` is a country that is not known or not recorded."""

    outgoing: Country | None
    current: Country | None
    incoming: Country | None


@dataclass(frozen=True)
class Terms:
    """The term of an instant between its neighbours; `None` is what nobody recorded."""

    before: "Presidency | None" = None
    current: "Presidency | None" = None
    after: "Presidency | None" = None

    def place_of(self, countries: Iterable[str]) -> str:
        """Return the place that countries take in the Troika: "current", "incoming", "outgoing" or ""."""
        codes = set(countries)
        for name, term in (("current", self.current), ("incoming", self.after), ("outgoing", self.before)):
            if term is not None and term.country_id in codes:
                return name
        return ""


class Presidencies(models.Manager["Presidency"]):
    """The terms in their order."""

    def around(self, at: datetime) -> Terms:
        """Return the term of an instant with those before and after it, in one query (nota 4)."""
        terms = _all_terms()
        index = _in_office(terms, at)
        if index is None:
            return Terms()
        return Terms(
            before=terms[index - 1] if index and terms[index - 1].followed else None,
            current=terms[index],
            after=terms[index + 1] if index + 1 < len(terms) and terms[index].followed else None,
        )

    def troika(self, at: datetime) -> Troika:
        """Return who leaves, presides and comes at an instant, in one query (nota 4)."""
        found = self.around(at)
        return Troika(
            outgoing=found.before.country if found.before else None,
            current=found.current.country if found.current else None,
            incoming=found.after.country if found.after else None,
        )

    def presiding(self, at: datetime) -> "Presidency | None":
        """Return the term in force at an instant, or `None` where nobody recorded one."""
        return self.around(at).current


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

    objects: ClassVar = Presidencies()

    class Meta:
        ordering = ("order",)
        verbose_name_plural = "presidencies"

    def __str__(self) -> str:
        return f"PPT {self.label} {self.country_id}"

    def begun(self, at: datetime, day: date) -> bool:
        """Whether the term has certainly begun at an instant; `day` is its date where the instance stands."""
        return self.starts_at <= at if self.starts_at else bool(self.seen_from and self.seen_from <= day)


#: every page and every act of the Secretariat asks who presides
_all_terms = ComposedRecords(lambda: Presidency.objects.select_related("country").order_by("order"))


def _in_office(terms: list[Presidency], at: datetime) -> int | None:
    """Return the index of the term that certainly holds at the instant, or `None` where none is known to."""
    day = timezone.localtime(at, timezone.get_default_timezone()).date()
    for index in range(len(terms) - 1, -1, -1):
        if terms[index].begun(at, day):
            following = terms[index + 1] if index + 1 < len(terms) else None
            return index if _still_holds(terms[index], following, day) else None
    return None


def _still_holds(term: Presidency, following: Presidency | None, day: date) -> bool:
    """Whether a term that has begun is known not to have ended, `following` having not begun by its records.

    It is known when an exact handover to the following one lies ahead, when nothing follows an exact
    start, and while the sources show it in office.
    """
    if following is None and term.starts_at:
        return True
    if following is not None and following.starts_at and term.followed:
        return True
    return term.seen_until is not None and day <= term.seen_until
