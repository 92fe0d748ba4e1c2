"""Addresses of sign-in and of the account; the names are allauth's own, the words are the reader's."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions.views import list_usersessions
from django.urls import include, path, re_path
from django.utils.translation import gettext_lazy as _

from pilares.people.views.accounts import closed

LINK = re_path(
    r"^(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)$",
    account.password_reset_from_key,
    name="account_reset_password_from_key",
)
urlpatterns = [
    path(_("sign-in"), account.login, name="account_login"),
    path(_("sign-in/code"), mfa.authenticate, name="mfa_authenticate"),
    path(_("sign-in/passkey"), webauthn.login_webauthn, name="mfa_login_webauthn"),
    path(_("sign-in/forgotten"), account.password_reset, name="account_reset_password"),
    path(_("sign-in/forgotten/sent"), account.password_reset_done, name="account_reset_password_done"),
    path(
        _("sign-in/forgotten/done"),
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path(_("sign-in/new-password/"), include([LINK])),
    path(_("sign-out"), account.logout, name="account_logout"),
    path(_("account/inactive"), account.account_inactive, name="account_inactive"),
    path(_("account/confirm"), account.reauthenticate, name="account_reauthenticate"),
    path(_("account/password"), account.password_change, name="account_change_password"),
    path(_("account/password/first"), account.password_set, name="account_set_password"),
    path(_("account/sessions"), list_usersessions, name="usersessions_list"),
    path(_("account/security"), mfa.index, name="mfa_index"),
    path(_("account/security/confirm"), mfa.reauthenticate, name="mfa_reauthenticate"),
    path(_("account/security/app"), totp.activate_totp, name="mfa_activate_totp"),
    path(_("account/security/app/remove"), totp.deactivate_totp, name="mfa_deactivate_totp"),
    path(_("account/security/codes"), codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(_("account/security/codes/new"), codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(_("account/security/codes/file"), codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path(_("account/security/keys"), webauthn.list_webauthn, name="mfa_list_webauthn"),
    path(_("account/security/keys/new"), webauthn.add_webauthn, name="mfa_add_webauthn"),
    path(
        _("account/security/keys/confirm"),
        webauthn.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path(_("account/security/keys/<int:pk>/remove"), webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path(_("account/security/keys/<int:pk>/rename"), webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    # allauth asks for these names; nobody registers alone, and the Secretariat keeps the addresses
    path(_("account/by-invitation"), closed, name="account_signup"),
    path(_("account/e-mail"), closed, name="account_email"),
]
