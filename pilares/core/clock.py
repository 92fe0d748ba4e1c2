"""The one clock: the present of every page, rule and job.

Instants are stored in UTC and shown in the reader's zone. In the demo the environment may set the
present (`PILARES_NOW`, an ISO instant with its offset); anywhere else the settings refuse it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import lru_cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

#: the instant of the demo, where nobody names another
DEMO_STANDS_ON = "2021-10-15T09:00:00-06:00"
_laid_on: ContextVar[str] = ContextVar("laid_on", default="")


@lru_cache(maxsize=2)
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
    stands = _laid_on.get() or settings.NOW
    return _fixed(stands) if stands else timezone.now()


@contextmanager
def laying(instant: str) -> Iterator[None]:
    """Let the present be an ISO instant while content of that day is laid, whatever day was asked for."""
    token = _laid_on.set(instant)
    try:
        yield
    finally:
        _laid_on.reset(token)


def today() -> date:
    """Return the present date in the reader's zone."""
    return timezone.localtime(now()).date()
