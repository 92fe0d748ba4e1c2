"""Offices: who holds which, for whom, from when to when."""

from datetime import datetime

from django.db import transaction

from pilares.core.access import require
from pilares.core.trail import record
from pilares.people.access import why_not_end_appointment, why_not_keep_the_register
from pilares.people.models import Appointment, Body, Country, Organisation, User


@transaction.atomic
def appoint(
    user: User,
    *,
    office: str,
    country: Country | None,
    organisation: Organisation | None,
    body: Body | None,
    institution_es: str,
    institution_en: str,
    starts_at: datetime,
    ends_at: datetime | None,
    by: User,
) -> Appointment:
    """Give a person an office, now or from a day to come (Tabla 2)."""
    require(why_not_keep_the_register(by))
    appointment = Appointment(
        user=user, office=office, country=country, organisation=organisation, body=body,
        institution_es=institution_es, institution_en=institution_en,
        starts_at=starts_at, ends_at=ends_at, granted_by=by,
    )  # fmt: skip
    appointment.full_clean()
    appointment.save()
    record(
        appointment, "appoint", by=by, person=user.email, capacity=appointment.capacity,
        starts_at=starts_at, ends_at=ends_at,
    )  # fmt: skip
    return appointment


@transaction.atomic
def end_appointment(appointment: Appointment, *, at: datetime, by: User) -> Appointment:
    """End an office at an instant; what it gave ends with it. One that has not begun then never begins."""
    require(why_not_end_appointment(by, appointment))
    before = appointment.ends_at
    if at <= appointment.starts_at:
        record(appointment, "withdraw", by=by, capacity=appointment.capacity)
        appointment.delete()
        return appointment
    appointment.ends_at = at
    appointment.full_clean()
    appointment.save(update_fields=["ends_at"])
    record(appointment, "end", by=by, capacity=appointment.capacity, ends_at=at, before=before)
    return appointment
