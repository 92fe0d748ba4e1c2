"""Fields that several forms of the register share: instants where the instance stands, days, countries."""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from pilares.core.forms import DayInput
from pilares.people.models import Country, Membership
from pilares.people.queries import in_alphabetical_order

ZONE = format_lazy(_("Time zone of this instance: {zone}."), zone=settings.TIME_ZONE)


class Instant(forms.DateTimeField):
    """An exact instant, read and written in the time zone of the instance, whoever writes it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", ZONE)
        super().__init__(
            widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
            error_messages={"invalid": _("Write the instant as in 2022-01-01T00:00.")},
            **kwargs,
        )

    def to_python(self, value: Any) -> Any:
        """Read it where the instance stands."""
        with timezone.override(timezone.get_default_timezone()):
            return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        """Show it where the instance stands."""
        with timezone.override(timezone.get_default_timezone()):
            return super().prepare_value(value)


class Date(forms.DateField):
    """A day."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=DayInput(),
            input_formats=["%Y-%m-%d"],
            error_messages={"invalid": _("Write the day as in 2021-10-15.")},
            **kwargs,
        )


def alphabetical(field: forms.Field, rows: QuerySet[Any], *, by: str = "name") -> None:
    """Offer the rows of a choice in the reader's alphabetical order; the answer is still one of the rows."""
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  for the type checker
    field.queryset = rows
    ordered = in_alphabetical_order(rows, lambda row: getattr(row, by))
    empty = [("", field.empty_label or "")] if not field.required or field.initial is None else []
    field.choices = [*empty, *((row.pk, str(getattr(row, by))) for row in ordered)]


def member_countries() -> QuerySet[Country]:
    """Return the Member Countries of today."""
    seats = Membership.objects.in_force().filter(kind=Membership.Kind.MEMBER)
    return Country.objects.filter(pk__in=seats.values("country"))


def countries_at_the_table() -> QuerySet[Country]:
    """Return members and observers of today."""
    return Country.objects.filter(pk__in=Membership.objects.in_force().values("country"))


def is_member(country: Model | None) -> bool:
    """Whether a country is a Member Country today."""
    return country is not None and member_countries().filter(pk=country.pk).exists()
