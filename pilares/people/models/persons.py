"""People and the offices they hold; what they may see and do follows from these alone."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import Tier
from pilares.core.bilingual import Language, text_in_two
from pilares.core.composed import ComposedRecords
from pilares.people.models.bodies import Body
from pilares.people.models.places import Country, Organisation
from pilares.people.models.presidencies import Presidency, Terms


class People(BaseUserManager["User"]):
    """Accounts are made by invitation; nobody registers alone."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create an account; without a password it cannot be used until its owner sets one."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


NO_TERMS = Terms()


@dataclass(frozen=True)
class Standing:
    """What a person holds at one instant: their offices in force, and what these let them reach."""

    offices: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    #: the countries whose focal point the person is
    focal: frozenset[str] = frozenset()
    organisations: frozenset[int] = frozenset()
    #: primary keys of the working groups in which the person sits
    groups: frozenset[int] = frozenset()
    #: the person's country holds the presidency at this instant, so they lead the groups (§3.10)
    presides: bool = False
    #: nobody of the country in office has an account: the Secretariat presides until somebody does (AC-11)
    provisional: bool = False
    #: the place of the person's presidency in the Troika: "outgoing", "current" or "incoming" (nota 4)
    troika: str = ""
    #: the capacity in which acts are written down: office, group, country, by their codes
    capacity: str = ""
    #: the presidencies around that instant, known for whoever serves in the Secretariat or held one
    terms: Terms = NO_TERMS

    @property
    def secretariat(self) -> bool:
        """Whether the person serves in the Executive Secretariat."""
        return Appointment.Office.SECRETARIAT in self.offices

    @property
    def steers(self) -> bool:
        """Whether the person serves every group: the Secretariat, and the presidency in office (§3.10)."""
        return self.secretariat or self.presides

    @property
    def member(self) -> bool:
        """Whether the person acts for a Member Country or for its Secretariat."""
        return bool(self.offices - {Appointment.Office.OBSERVER, Appointment.Office.CIVIL_SOCIETY})

    @property
    def tiers(self) -> tuple[Tier, ...]:
        """The tiers that the person reads everywhere; the group's own come on top, group by group."""
        if not self.offices:
            return (Tier.PUBLIC,)
        if not self.member:
            return (Tier.PUBLIC, Tier.EXTENDED)
        return (Tier.PUBLIC, Tier.EXTENDED, Tier.MEMBERS)

    def reaches(self, tier: str) -> bool:
        """Whether the person reads what has this tier everywhere; those who steer read everything."""
        return self.steers or tier in self.tiers


class User(AbstractBaseUser):
    """A person who signs in; what they may do follows from the appointments in force, never from a flag."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=2, choices=Language, default=Language.ES)
    time_zone = models.CharField(max_length=40, blank=True)
    is_active = models.BooleanField(default=True)
    invited_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[People] = People()

    def __str__(self) -> str:
        return self.name or self.email

    @cached_property
    def standing(self) -> Standing:
        """What this person holds at this instant; asked once a request, in three queries at most."""
        at = clock.now()
        mine = [a for a in _appointments_of(self.pk) if a.in_force(at)]
        return _standing(mine, at) if self.is_active else Standing()


class Appointments(models.QuerySet["Appointment"]):
    """The offices that people hold."""

    def held_at(self, at: datetime) -> "Appointments":
        """Keep those in force at an instant, of accounts that are active; the end is excluded."""
        ends_later = Q(ends_at=None) | Q(ends_at__gt=at)
        return self.filter(ends_later, starts_at__lte=at, user__is_active=True)


class Appointment(models.Model):
    """A person holds an office, for a country, an organisation or a group, from an instant until another."""

    class Office(models.TextChoices):
        SECRETARIAT = "secretariat", _("Executive Secretariat")
        PRESIDENCY = "presidency", _("Presidency Pro-Témpore")
        GROUP_MEMBER = "group_member", _("Member of a Working Group")
        FOCAL_POINT = "focal_point", _("Focal point")
        DELEGATE = "delegate", _("RCGM delegate")
        OBSERVER = "observer", _("Observer")
        CIVIL_SOCIETY = "civil_society", _("RNCOM")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="appointments")
    office = models.CharField(max_length=20, choices=Office)
    country = models.ForeignKey(Country, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    body = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="appointments"
    )
    institution_es = models.CharField(max_length=200, blank=True)
    institution_en = models.CharField(max_length=200, blank=True)
    institution = text_in_two("institution")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    granted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects: ClassVar[Any] = Appointments.as_manager()

    class Meta:
        ordering = ("user", "starts_at")
        constraints = (
            models.CheckConstraint(
                name="appointment_ends_after_it_starts",
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("The end must be later than the start."),
            ),
            models.CheckConstraint(
                name="appointment_names_whom_it_is_for",
                condition=Q(office="secretariat")
                | Q(office="group_member", country__isnull=False, body__isnull=False)
                | Q(office__in=["presidency", "focal_point", "delegate"], country__isnull=False)
                | (Q(office="observer") & (Q(country__isnull=False) | Q(organisation__isnull=False)))
                | Q(office="civil_society", organisation__isnull=False),
                violation_error_message=_(
                    "Say whom the appointment is for: the country, the organisation or the group."
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} {self.office}"

    @property
    def capacity(self) -> str:
        """The office with its group and country, by their codes: `group_member:PROT:GT`."""
        parts = [self.office, self.body.code if self.body else "", self.country_id or ""]
        return ":".join(part for part in parts if part)

    def in_force(self, at: datetime) -> bool:
        """Whether it holds at the instant; the end is excluded."""
        return self.starts_at <= at and (self.ends_at is None or at < self.ends_at)


_appointments_of = ComposedRecords(
    lambda user: Appointment.objects.filter(user__given=user).select_related("body").order_by("starts_at")
)
#: the offices of Presidency that people of a country held, hold or are to hold, and until when
_presiding_for = ComposedRecords(
    lambda country: Appointment.objects.filter(
        office="presidency", country__given=country, user__is_active=True
    ).only("starts_at", "ends_at")
)


def _standing(mine: list[Appointment], at: datetime) -> Standing:
    office = Appointment.Office
    chairs = {a.country_id for a in mine if a.office == office.PRESIDENCY and a.country_id}
    serves = any(a.office == office.SECRETARIAT for a in mine)
    terms = Presidency.objects.around(at) if chairs or serves else Terms()
    place = terms.place_of(chairs)
    provisional = serves and place != "current" and _nobody_presides(terms.current, at)
    return Standing(
        offices=frozenset(a.office for a in mine),
        countries=frozenset(a.country_id for a in mine if a.country_id),
        focal=frozenset(a.country_id for a in mine if a.country_id and a.office == office.FOCAL_POINT),
        organisations=frozenset(a.organisation_id for a in mine if a.organisation_id),
        groups=frozenset(a.body_id for a in mine if a.body_id and a.office == office.GROUP_MEMBER),
        presides=place == "current" or provisional,
        provisional=provisional,
        troika=place,
        capacity=" ".join(a.capacity for a in mine)[:200],
        terms=terms,
    )


def _nobody_presides(term: Presidency | None, at: datetime) -> bool:
    """Whether a country presides of whose people nobody holds the office here (AC-11)."""
    return term is not None and not any(held.in_force(at) for held in _presiding_for(term.country_id))
