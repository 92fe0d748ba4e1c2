"""Who may open the calendar, its files and a revoked address (E-3), and see who edits too (AC-10)."""

from collections.abc import Callable

from pilares.core import clock
from pilares.people.models import CalendarFeed, User
from pilares.people.queries import feed_token
from tests.access_rows import Parts, Row, everyone, its_group


def feed_address(*, revoked: bool) -> Parts:
    """Return a person's calendar address, in use or revoked."""
    user = User.objects.order_by("pk").first()
    feed, _made = CalendarFeed.objects.get_or_create(
        user=user, revoked_at=clock.now() if revoked else None, defaults={"made_at": clock.now()}
    )
    return {"token": feed_token(feed)}


PARTS_OF_CALENDAR: dict[str, Parts | Callable[[], Parts]] = {
    "monitoring:activity_presence": {"code": "PROT-A1"},
    "monitoring:indicator_presence": {"code": "PROT-A1-I1"},
    "home:calendar_group": {"slug": "proteccion"},
    "home:calendar_group of no group": {"slug": "nadie"},
    "home:calendar_mine": lambda: feed_address(revoked=False),
    "home:calendar_mine revoked": lambda: feed_address(revoked=True),
    "home:calendar_mine that was never made": {"token": "1-nada"},
}
CALENDAR: dict[str, Row] = {
    "GET home:calendar": everyone(200),
    "GET home:calendar_ics": everyone(200),
    "GET home:calendar_group": everyone(200),
    "GET home:calendar_group of no group": everyone(404),
    "GET home:calendar_mine": everyone(200),
    "GET home:calendar_mine revoked": everyone(410),
    "GET home:calendar_mine that was never made": everyone(404),
    "GET home:subscribe": everyone(200),
    "POST home:subscribe": everyone(302),
    "POST monitoring:activity_presence": its_group(),
    "POST monitoring:indicator_presence": its_group(),
    "GET matrix:narrow": everyone(200),
}
