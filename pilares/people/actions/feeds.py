"""A person's calendar address: made, made again, revoked (E-3)."""

from django.db import transaction

from pilares.core import clock
from pilares.core.trail import record
from pilares.people.models import CalendarFeed, User


@transaction.atomic
def make_feed(*, by: User) -> CalendarFeed:
    """Give a person an address of their own; one that they have stays as it is."""
    User.objects.select_for_update().get(pk=by.pk)
    found = CalendarFeed.objects.filter(user=by, revoked_at=None).first()
    if found is not None:
        return found
    feed = CalendarFeed.objects.create(user=by, made_at=clock.now())
    record(feed, "make_feed", by=by)
    return feed


@transaction.atomic
def revoke_feed(*, by: User) -> None:
    """End a person's address: whoever asks for it is told that it is gone (410)."""
    for feed in CalendarFeed.objects.select_for_update().filter(user=by, revoked_at=None):
        feed.revoked_at = clock.now()
        feed.save(update_fields=["revoked_at"])
        record(feed, "revoke_feed", by=by)
