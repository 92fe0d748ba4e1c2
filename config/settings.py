"""The one settings file; everything that differs between installations comes from the environment.

`docs/deploy.md` lists the variables. A variable that is set to something unusable raises
`ImproperlyConfigured` with one sentence that says what was expected.
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent


def _flag(name: str, *, default: bool = False) -> bool:
    value = os.environ.get(name, "1" if default else "0").strip().lower()
    if value not in {"1", "true", "yes", "0", "false", "no", ""}:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, and it is {value!r}.")
    return value in {"1", "true", "yes"}


def _list(name: str) -> list[str]:
    return [item.strip() for item in os.environ.get(name, "").split(",") if item.strip()]


# --- Where things are -----------------------------------------------------------------------------
DEMO = _flag("PILARES_DEMO")
DATA_DIR = Path(os.environ.get("PILARES_DATA") or BASE_DIR / "var").resolve()
DEBUG = _flag("PILARES_DEBUG")
HOST = os.environ.get("PILARES_HOST") or "127.0.0.1"
NOW = os.environ.get("PILARES_NOW", "")
if NOW and not DEMO:
    raise ImproperlyConfigured("PILARES_NOW is honoured in the demo only: take it out of the environment.")


def _secret_key() -> str:
    """Return the key from the environment or from `secret.key` in the data folder, made once."""
    if key := os.environ.get("PILARES_SECRET_KEY"):
        return key
    path = DATA_DIR / "secret.key"
    try:
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(get_random_secret_key() + get_random_secret_key())
        return path.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"the data folder {DATA_DIR} cannot be written ({error.strerror}): "
            "mend its rights, or name another in PILARES_DATA."
        ) from error


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = [*_list("PILARES_ALLOWED_HOSTS"), HOST, "localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = _list("PILARES_TRUSTED_ORIGINS")
TLS = _flag("PILARES_TLS")
#: where people reach this instance, for the links of letters that no request causes
ADDRESS = (
    os.environ.get("PILARES_URL")
    or next(iter(CSRF_TRUSTED_ORIGINS), "")
    or f"http://{HOST}:{os.environ.get('PILARES_PORT') or 8000}"
).rstrip("/")


# --- The database: SQLite in the data folder, or DATABASE_URL -------------------------------------
def _database() -> dict[str, Any]:
    url = os.environ.get("DATABASE_URL", "")
    name = "demo.sqlite3" if DEMO else "pilares.sqlite3"
    parts = urlsplit(url or f"sqlite:///{DATA_DIR / name}")
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": url.removeprefix("sqlite:///") if url else DATA_DIR / name,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;"
                ),
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "OPTIONS": dict(parse_qsl(parts.query)),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ImproperlyConfigured(
        f"DATABASE_URL must begin with sqlite:/// or postgresql://, and it begins with {parts.scheme!r}."
    )


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Applications, from the ground up (ARCHITECTURE.md) -------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "simple_history",
    "pilares.core",
    "pilares.people",
    "pilares.meetings",
    "pilares.plans",
    "pilares.consensus",
    "pilares.monitoring",
    "pilares.matrix",
    "pilares.compliance",
    "pilares.memory",
    "pilares.reports",
    "pilares.succession",
    "pilares.home",
    "django.forms",  # its widgets, after core, which draws some of them
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]
MIDDLEWARE = [
    "pilares.core.room.room_for_calls",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "pilares.core.http.PackWhatShrinks",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "pilares.core.http.trailing_slash",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "pilares.people.views.accounts.in_the_readers_zone",
    "pilares.people.views.accounts.SecondStepFirst",
    "pilares.core.http.wrong_method_in_words",
    "pilares.core.http.social_card",
    "pilares.core.http.private_by_default",
    "pilares.people.views.kept.KeepWhatWasTyped",
    "pilares.core.waiting.patience_for_files",  # innermost: whoever waits has passed every other door
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = False
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pilares.core.pages.frame",
                "pilares.people.queries.footer",
                "pilares.plans.queries.standing.frame",
                "pilares.monitoring.queries.pillars.beside_the_plan",
            ],
            "builtins": [
                "pilares.core.templatetags.ui",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
        },
    }
]
FORM_RENDERER = "pilares.core.forms.Renderer"

# --- Languages and time ---------------------------------------------------------------------------
LANGUAGE_CODE = "es"
LANGUAGES = [("es", _("Spanish")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("PILARES_TIME_ZONE") or "America/Costa_Rica"
FORMAT_MODULE_PATH = ["pilares.core.formats"]

# --- The main navigation: label, name of the page, and whether it is for people who signed in, or for
# those of them alone whose standing has what is named; the first eight that a reader has stand side by side,
# the others under «More» -------------------------------------------------------------------------------
NAVIGATION_PLACES = 8
NAVIGATION: list[tuple[Any, str, bool | str]] = [
    (_("My work"), "home:my_work", True),
    (_("My country"), "home:my_country", "focal"),
    (_("Plan"), "plans:plan_in_force", False),
    (_("Progress"), "home:progress", False),
    (_("Matrix"), "matrix:matrix", False),
    (_("Groups"), "monitoring:groups", False),
    (_("Calendar"), "home:calendar", False),
    (_("Decisions"), "meetings:decisions", False),
    (_("Reports"), "reports:reports", False),
    (_("Documents"), "plans:library", False),
    (_("Consultations"), "consensus:texts", "member"),
    (_("Compliance"), "compliance:overview", "member"),
    (_("What changed"), "memory:changes", False),
    (_("Meetings"), "meetings:list", False),
    (_("Indicators"), "monitoring:indicators", False),
    (_("Critical aspects"), "monitoring:critical_aspects", False),
    (_("Support"), "monitoring:support", False),
    (_("Inputs"), "consensus:inputs", False),
    (_("Actors"), "people:actors", False),
    (_("Presidencies"), "home:presidencies", False),
]

# --- What only the CRM can settle, with its default (docs/deploy.md) -------------------------------
#: how many days before a handover the Secretariat is told that the incoming country has no account yet
HANDOVER_ALERT_DAYS = int(os.environ.get("PILARES_HANDOVER_ALERT_DAYS") or 42)
#: how many days before a deadline of the plan's own rules «due soon» begins: the first reminder of AC-08
DUE_SOON_DAYS = int(os.environ.get("PILARES_DUE_SOON_DAYS") or 120)
#: the codes of the organs whose decisions extend a group's mandate (§3.10 does not say)
MANDATES_EXTENDED_BY = _list("PILARES_MANDATES_EXTENDED_BY") or ["RVM"]

# --- Files ----------------------------------------------------------------------------------------
#: seconds for which a browser is left to wait for a Word, PDF or XLSX before a page says that it is composed
FILE_PATIENCE = 2.0
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
# served by nothing: views hand files over, one by one; those of a demonstration stand apart
MEDIA_ROOT = DATA_DIR / ("demo-files" if DEMO else "files")
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or _flag("PILARES_PLAIN_STATIC")
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG

# --- Sign-in --------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:progress"
ACCOUNT_ADAPTER = "pilares.people.access.InvitationOnly"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_FORMS = {
    "login": "pilares.people.forms.sign_in.SignIn",
    "reset_password": "pilares.people.forms.sign_in.ForgottenPassword",
    "reset_password_from_key": "pilares.people.forms.sign_in.NewPassword",
    "set_password": "pilares.people.forms.sign_in.FirstPassword",
    "change_password": "pilares.people.forms.sign_in.ChangedPassword",
    "reauthenticate": "pilares.people.forms.sign_in.ConfirmPassword",
}
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key", "reset_password": "20/m/ip,5/m/key"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_ADAPTER = "pilares.people.access.SecondFactor"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the Secretariat gave the address
MFA_FORMS = {
    "authenticate": "pilares.people.forms.sign_in.Code",
    "reauthenticate": "pilares.people.forms.sign_in.ConfirmCode",
    "activate_totp": "pilares.people.forms.sign_in.ActivateApp",
    "add_webauthn": "pilares.people.forms.sign_in.AddKey",
    "edit_webauthn": "pilares.people.forms.sign_in.RenameKey",
}
MFA_TOTP_ISSUER = "Pilares"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not TLS
USERSESSIONS_TRACK_ACTIVITY = False
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "core_cache"},
}

# --- E-mail ---------------------------------------------------------------------------------------
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if os.environ.get("PILARES_SMTP_HOST")
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = DATA_DIR / ("demo-outbox" if DEMO else "outbox")
EMAIL_HOST = os.environ.get("PILARES_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("PILARES_SMTP_PORT") or 587)
EMAIL_HOST_USER = os.environ.get("PILARES_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("PILARES_SMTP_PASSWORD", "")
EMAIL_USE_TLS = _flag("PILARES_SMTP_TLS", default=True)
DEFAULT_FROM_EMAIL = os.environ.get("PILARES_FROM_EMAIL") or "pilares@localhost"
SECRETARIAT_EMAIL = os.environ.get("PILARES_SECRETARIAT_EMAIL", "")

# --- Open data: the CRM has not set its terms of use yet, and files say so until somebody writes them --
DATA_LICENCE = os.environ.get("PILARES_DATA_LICENCE", "")

# --- Security -------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TLS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "pilares_session", "pilares_csrf"
LANGUAGE_COOKIE_NAME = "pilares_language"
SECURE_SSL_REDIRECT = TLS
SECURE_HSTS_SECONDS = 31_536_000 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _flag("PILARES_BEHIND_PROXY") else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if not TLS:  # said once, in docs/deploy.md: a laptop without TLS is a supported installation
    SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": os.environ.get("PILARES_LOG_LEVEL") or "WARNING"},
}
