"""The forms of sign-in: allauth's own, with our labels and without placeholders, which vanish."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

CODE_HELP = _("Six digits of your authenticator app, or one of your recovery codes.")


def say(form: forms.Form, name: str, label: Any, help_text: Any = None, **attrs: str) -> None:
    """Give a field its label, its help and the attributes of its control."""
    field = form.fields[name]
    field.label = label
    if help_text is not None:
        field.help_text = help_text
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attrs)


def say_new_password(form: forms.Form) -> None:
    """Ask for a new password twice."""
    say(form, "password1", _("New password"))
    say(form, "password2", _("The same password again"))


class SignIn(account.LoginForm):  # type: ignore[misc]
    """E-mail and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "login", _("Work e-mail"), autocomplete="username webauthn", spellcheck="false")
        say(self, "password", _("Password"), "")
        say(self, "remember", _("Keep me signed in on this computer"))


class ForgottenPassword(account.ResetPasswordForm):  # type: ignore[misc]
    """The e-mail to which the link goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "email", _("Work e-mail"), autocomplete="username", spellcheck="false")


class NewPassword(account.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, from the link that was sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_new_password(self)


class FirstPassword(account.SetPasswordForm):  # type: ignore[misc]
    """A password for an account that has had only passkeys."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_new_password(self)


class ChangedPassword(account.ChangePasswordForm):  # type: ignore[misc]
    """The current password and the new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "oldpassword", _("Current password"), "")
        say_new_password(self)


class ConfirmPassword(account.ReauthenticateForm):  # type: ignore[misc]
    """The password, once more, before something that protects the account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "password", _("Password"), "")


class Code(mfa.AuthenticateForm):  # type: ignore[misc]
    """The second step: a code of the app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(
            self, "code", _("Code"), _("Six digits of your authenticator app, or one of your recovery codes.")
        )


class ConfirmCode(mfa.ReauthenticateForm):  # type: ignore[misc]
    """A code, before something that protects the account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(
            self, "code", _("Code"), _("Six digits of your authenticator app, or one of your recovery codes.")
        )


class ActivateApp(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "code", _("Code"), _("The six digits that the app shows now."), inputmode="numeric")


class AddKey(webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey; by default one that signs in by itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "name", _("Name of the key"), _("So that you can tell your keys apart."))
        say(
            self,
            "passwordless",
            _("Sign in with this key alone, without a password"),
            _("The device then asks for fingerprint, face or PIN."),
        )
        self.fields["passwordless"].initial = True


class RenameKey(webauthn.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "name", _("Name of the key"))
