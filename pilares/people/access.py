"""What the offices of Tabla 2 may do with the actors themselves; and the standing of whoever asks."""

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from pilares.core.access import Reason
from pilares.people.models import Standing, User

type_of_reader = User | AnonymousUser

NOBODY = Standing()


def standing_of(user: type_of_reader) -> Standing:
    """Return what a reader holds; a visitor without an account holds nothing."""
    return user.standing if isinstance(user, User) else NOBODY


def why_not_keep_the_register(user: type_of_reader, _obj: object = None) -> Reason | None:
    """The register of actors, offices, presidencies and decisions is kept by the Secretariat (Tabla 2)."""
    if standing_of(user).secretariat:
        return None
    return Reason("SECRETARIAT_ONLY", _("The Executive Secretariat keeps this register."))


class InvitationOnly(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Nobody registers alone: the Secretariat invites (screens.md §1)."""

    def is_open_for_signup(self, request: object) -> bool:  # noqa: ARG002  allauth's signature
        """Answer no, always."""
        return False
