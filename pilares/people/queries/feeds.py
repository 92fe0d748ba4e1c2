"""Calendar addresses: the secret in one, and whose it is."""

from django.utils.crypto import constant_time_compare, salted_hmac

from pilares.people.models import CalendarFeed, User

SALT = "pilares.people.calendar"


def feed_token(feed: CalendarFeed) -> str:
    """Return the secret part of a feed's address; who reads the database alone cannot make it."""
    said = salted_hmac(SALT, f"{feed.pk}:{feed.nonce}", algorithm="sha256").hexdigest()[:40]
    return f"{feed.pk}-{said}"


def feed_of(token: str) -> CalendarFeed | None:
    """Return the feed of an address, revoked or not; nothing for one that was never made."""
    key, _dash, _said = token.partition("-")
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        return None
    feed = CalendarFeed.objects.select_related("user").filter(pk=int(key)).first()
    return feed if feed and constant_time_compare(feed_token(feed), token) else None


def feed_in_use(user: User) -> CalendarFeed | None:
    """Return the address that a person has now."""
    return CalendarFeed.objects.filter(user=user, revoked_at=None).first()
