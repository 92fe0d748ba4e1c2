"""Seats in the groups: countries with their institutions, and supporting countries (§3.10)."""

from datetime import date

from django.db import transaction

from pilares.core.access import require
from pilares.core.trail import record
from pilares.people.access import why_not_keep_the_register
from pilares.people.models import Body, Country, Seat, User


@transaction.atomic
def seat(
    *,
    body: Body,
    country: Country,
    role: str,
    institution_es: str,
    institution_en: str,
    starts_on: date | None,
    ends_on: date | None,
    by: User,
) -> Seat:
    """Give a country's institution its seat in a group."""
    require(why_not_keep_the_register(by))
    one = Seat(
        body=body, country=country, role=role, institution_es=institution_es,
        institution_en=institution_en, starts_on=starts_on, ends_on=ends_on,
    )  # fmt: skip
    one.full_clean()
    one.save()
    record(one, "seat", by=by, person=f"{body.short} · {country}")
    return one


@transaction.atomic
def end_seat(one: Seat, *, on: date, by: User) -> Seat:
    """End a seat after a day, which still belongs to it."""
    require(why_not_keep_the_register(by))
    one.ends_on = on
    one.full_clean()
    one.save(update_fields=["ends_on"])
    record(one, "end_seat", by=by, person=f"{one.body.short} · {one.country}", ends_on=on)
    return one
