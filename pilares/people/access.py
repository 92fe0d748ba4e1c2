"""What the offices of Tabla 2 may do with the actors themselves; and the standing of whoever asks."""

from contextlib import nullcontext
from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import Reason
from pilares.people.models import Appointment, Handover, KeptForm, Presidency, Standing, User

type_of_reader = User | AnonymousUser

NOBODY = Standing()
FIRST_RUN = signing.Signer(salt="pilares.people.first_run")
#: the offices that answer for everybody's records, so a password alone does not open them
GUARDED = frozenset({Appointment.Office.SECRETARIAT, Appointment.Office.PRESIDENCY})
#: how often a person writes to the Secretariat in a day
MOST_MESSAGES = 10
INVITATION = "pilares.people.invitation"
INVITATION_HOLDS_FOR = timedelta(days=7)
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def standing_of(user: type_of_reader) -> Standing:
    """Return what a reader holds; a visitor without an account holds nothing."""
    return user.standing if isinstance(user, User) else NOBODY


def why_not_keep_the_register(user: type_of_reader, _obj: object = None) -> Reason | None:
    """The register of actors, offices, presidencies and decisions is kept by the Secretariat (Tabla 2)."""
    if standing_of(user).secretariat:
        return None
    return Reason("SECRETARIAT_ONLY", _("The Executive Secretariat keeps this register."))


def why_not_end_appointment(user: type_of_reader, appointment: Appointment) -> Reason | None:
    """The Secretariat ends offices, but not the last one of its own: nobody could sign in to mend it."""
    if (reason := why_not_keep_the_register(user)) is not None:
        return reason
    others = Appointment.objects.filter(
        office=Appointment.Office.SECRETARIAT, ends_at=None, user__is_active=True
    ).exclude(pk=appointment.pk)
    if appointment.office == Appointment.Office.SECRETARIAT and not others.exists():
        return Reason(
            "LAST_OF_THE_SECRETARIAT",
            _("This is the Secretariat's last appointment without an end. Invite another person first."),
        )
    return None


def why_not_accept_handover(user: type_of_reader, term: Presidency) -> Reason | None:
    """The presidency that follows accepts what a term hands over, before or after the instant (AC-11)."""
    following = Presidency.objects.filter(order__gt=term.order).order_by("order").first()
    if following is None or not term.followed:
        return Reason("INCOMING_UNKNOWN", _("Who presides next is not recorded yet."))
    standing = standing_of(user)
    mine = Appointment.Office.PRESIDENCY in standing.offices and following.country_id in standing.countries
    if not mine:
        return Reason("INCOMING_ONLY", _("The incoming presidency accepts the handover."))
    if Handover.objects.filter(presidency=term).exists():
        return Reason("ALREADY_ACCEPTED", _("This handover is accepted already."))
    return None


def why_not_settle_kept(user: type_of_reader, kept: KeptForm) -> Reason | None:
    """The presidency in office sends or discards what was kept for it, or the Secretariat (AC-11)."""
    if not standing_of(user).steers:
        return Reason(
            "OFFICE_ONLY", _("The presidency in office, or the Executive Secretariat, sends or discards it.")
        )
    if kept.settled_at is not None:
        return Reason("SETTLED", _("This form has been sent or discarded already."))
    return None


def why_not_work_with_a_password_alone(user: type_of_reader) -> Reason | None:
    """Outside the demo, the Secretariat and the presidency need a passkey or an authenticator app as well."""
    if settings.DEMO or not isinstance(user, User) or not GUARDED & user.standing.offices:
        return None
    if Authenticator.objects.filter(user=user, type__in=FACTORS).exists():
        return None
    return Reason(
        "SECOND_FACTOR_REQUIRED",
        _("Your office needs a second step at sign-in. Set up a passkey or an authenticator app to go on."),
    )


def why_not_ask_more(sent_today: int) -> Reason | None:
    """Whoever signed in may write to the Secretariat, a few times a day."""
    if sent_today < MOST_MESSAGES:
        return None
    return Reason(
        "WRITTEN_ENOUGH", _("You have written several times today. Wait for the answer, or use e-mail.")
    )


def first_run_token() -> str:
    """Return the token of the page that creates the first account; it serves only while there is none."""
    return FIRST_RUN.signature("first-run")


def is_first_run(token: str) -> bool:
    """Whether the token is right and no account exists yet."""
    return constant_time_compare(token, first_run_token()) and not User.objects.exists()


def invitation_token(user: User) -> str:
    """Return the token with which a person sets the first password; a later invitation makes it void."""
    return signing.dumps({"user": user.pk, "seal": _seal(user)}, salt=INVITATION)


def invited(token: str) -> User | None:
    """Return whom a token invites, or `None` once it was used, replaced, or is seven days old."""
    try:
        said = signing.loads(token, salt=INVITATION)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=said["user"]).first()
    if user is None or user.invited_at is None or clock.now() >= user.invited_at + INVITATION_HOLDS_FOR:
        return None
    return user if constant_time_compare(said["seal"], _seal(user)) else None


def _seal(user: User) -> str:
    """Return what changes when the password is set or another invitation is sent."""
    sent = user.invited_at.timestamp() if user.invited_at else ""
    return salted_hmac(INVITATION, f"{user.pk} {user.password} {sent}").hexdigest()


class InvitationOnly(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Nobody registers alone: the Secretariat invites (screens.md §1). What allauth says, in our words."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail or the password is not correct."),
        "enter_current_password": _("Write your current password."),
        "incorrect_code": _("The code is not correct, or it has expired."),
        "incorrect_password": _("The password is not correct."),
        "invalid_or_expired_key": _("The link is not valid any more."),
        "invalid_login": _("The sign-in is not valid."),
        "invalid_password_reset": _("The link is not valid any more."),
        "rate_limited": _("Too many attempts. Wait a few minutes and try again."),
        "too_many_login_attempts": _("Too many attempts. Wait a few minutes and try again."),
    }

    def is_open_for_signup(self, request: object) -> bool:  # noqa: ARG002  allauth's signature
        """Answer no, always."""
        return False

    def get_logout_redirect_url(self, request: object) -> str:  # noqa: ARG002  allauth's signature
        """Stay in the reader's language."""
        return reverse(settings.LOGIN_REDIRECT_URL)

    def format_email_subject(self, subject: str) -> str:
        """Name the product, not the machine."""
        return f"Pilares · {subject}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write in the language that the person chose."""
        user = context.get("user")
        with override(user.language) if isinstance(user, User) else nullcontext():
            super().send_mail(template_prefix, email, {**context, "email": email})

    def get_reauthentication_methods(self, user: User) -> list[dict[str, str]]:
        """Name the ways to confirm who one is in our words."""
        words = {
            "reauthenticate": gettext("Use your password"),
            "mfa_reauthenticate": gettext("Use a code"),
            "mfa_reauthenticate:webauthn": gettext("Use a passkey"),
        }
        return [
            {**way, "description": words[way["id"]]} for way in super().get_reauthentication_methods(user)
        ]


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Passkeys, authenticator app and recovery codes, in our words."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _(
            "Your office needs a second step at sign-in. Add another one before you take this one away."
        ),
        "cannot_generate_recovery_codes": _("Set up a passkey or an authenticator app first."),
        "incorrect_code": _("The code is not correct, or it has expired."),
    }

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002  allauth's signature
        """Propose a name for a new key."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Key %(number)s") % {"number": number}

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Keep the last second step of whoever needs one."""
        user = authenticator.user
        others = Authenticator.objects.filter(user=user, type__in=FACTORS).exclude(pk=authenticator.pk)
        return settings.DEMO or not GUARDED & user.standing.offices or others.exists()
