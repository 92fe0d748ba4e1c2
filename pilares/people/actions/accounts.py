"""Accounts: by invitation of the Secretariat, opened by their owner with a password of their own."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import Reason, require
from pilares.core.bilingual import Language
from pilares.core.trail import record
from pilares.core.zones import in_words
from pilares.people.access import INVITATION_HOLDS_FOR, why_not_keep_the_register
from pilares.people.actions.appointments import appoint
from pilares.people.models import Appointment, User
from pilares.people.queries import appointment_words


@transaction.atomic
def invite(*, email: str, name: str, language: str, office: Mapping[str, Any], by: User) -> User:
    """Open an account without a password, or find the one that the address has, and give it an office.

    `office` holds the arguments of `appoint`.
    """
    require(why_not_keep_the_register(by))
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = User.objects.create_user(email, name=name, language=language, invited_at=clock.now())
        user.full_clean()
        record(user, "invite", by=by)
    appoint(user, **office, by=by)
    return user


@transaction.atomic
def renew_invitation(user: User, *, by: User) -> User:
    """Invite somebody again who has set no password yet; the earlier link is void from now on."""
    require(why_not_keep_the_register(by))
    require(why_not_renew(user))
    user.invited_at = clock.now()
    user.save(update_fields=["invited_at"])
    record(user, "invite_again", by=by)
    return user


def why_not_renew(user: User) -> Reason | None:
    """Whoever has a password asks for a new one at sign-in."""
    if not user.has_usable_password():
        return None
    return Reason("ALREADY_IN", _("This person has a password, and can ask for a new one at sign-in."))


@transaction.atomic
def accept_invitation(user: User, *, name: str, password: str) -> User:
    """Set the first password; the link that led here serves no more."""
    user = User.objects.select_for_update().get(pk=user.pk)
    require(why_not_renew(user))  # of two who send the form, the second finds it used
    user.name = name
    user.set_password(password)
    user.full_clean()
    user.save(update_fields=["name", "password"])
    record(user, "accept_invitation", by=user)
    return user


def why_not_open_first() -> Reason | None:
    """The first account is opened while there is none."""
    if not User.objects.exists():
        return None
    return Reason("NOT_THE_FIRST", _("This instance has accounts already. The Secretariat invites."))


@transaction.atomic
def open_first_account(*, email: str, name: str, language: str, password: str) -> User:
    """Create the Secretariat's first account; whoever calls has seen the right token."""
    require(why_not_open_first())
    user = User.objects.create_user(email, password, name=name, language=language)
    user.full_clean()
    Appointment.objects.create(
        user=user, office=Appointment.Office.SECRETARIAT, starts_at=clock.now(), granted_by=None
    )
    record(user, "open_first_account", by=user)
    return user


@transaction.atomic
def keep_profile(user: User, *, name: str, language: str, time_zone: str) -> User:
    """Save what a person says of themselves."""
    user.name, user.language, user.time_zone = name, language, time_zone
    user.full_clean()
    user.save(update_fields=["name", "language", "time_zone"])
    record(user, "keep_profile", by=user)
    return user


def send_invitation(user: User, *, links: dict[str, str]) -> None:
    """Write to the person in both languages, their own first; `links` gives the page's address in each.

    Raises OSError (SMTPException is one) where the mail cannot be sent.
    """
    order = sorted(Language.values, key=lambda code: code != user.language)
    parts, subjects = [], []
    for code in order:
        with override(code):
            context = {"user": user, "link": links[code], "until": _until(user), "offices": _offices(user)}
            parts.append(render_to_string("people/email/invitation.txt", context).strip())
            subjects.append(gettext("Invitation"))
    EmailMessage(
        subject=f"Pilares · {' · '.join(subjects)}",
        body="\n\n----\n\n".join(parts) + "\n",
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[user.email],
    ).send()


def _until(user: User) -> str:
    """Return when the link ends, with its zones; somebody who has a password gets no link."""
    if user.has_usable_password() or user.invited_at is None:
        return ""
    return in_words(user.invited_at + INVITATION_HOLDS_FOR)


def _offices(user: User) -> list[str]:
    now = clock.now()
    mine = user.appointments.select_related("country", "organisation", "body")
    return [appointment_words(a) for a in mine if a.ends_at is None or a.ends_at > now]
