"""The one clock: the present of every page, rule and job.

Instants are stored in UTC and shown in the reader's zone. In the demo the environment may set the
present (`PILARES_NOW`, an ISO instant with its offset); anywhere else the settings refuse it.
"""

from datetime import date, datetime
from functools import lru_cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone


@lru_cache(maxsize=1)
def _fixed(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise ImproperlyConfigured(f"PILARES_NOW must be an ISO instant, and it is {text!r}.") from error
    if instant.tzinfo is None:
        raise ImproperlyConfigured(f"PILARES_NOW needs its offset from UTC, as in {text}-06:00.")
    return instant


def now() -> datetime:
    """Return the present instant, aware."""
    return _fixed(settings.NOW) if settings.NOW else timezone.now()


def today() -> date:
    """Return the present date in the reader's zone."""
    return timezone.localtime(now()).date()
