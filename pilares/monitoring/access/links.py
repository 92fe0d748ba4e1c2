"""The link of a letter: it answers one request, for one person, without signing in (AC-18)."""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.utils.dateparse import parse_datetime

from pilares.core import clock
from pilares.monitoring.models import Request
from pilares.people.models import User

REPORT_LINK = "pilares.monitoring.report"
LINK_HOLDS_FOR = timedelta(days=60)


@dataclass(frozen=True)
class Link:
    """What a link of a letter leads to, and whether it still serves."""

    request: Request
    user: User
    over: bool


def link_token(request: Request, user: User) -> str:
    """Return the token of the link with which a person answers a request without signing in."""
    said = {"r": request.pk, "u": user.pk, "k": request.link_key.hex, "at": clock.now().isoformat()}
    return signing.dumps(said, salt=REPORT_LINK)


def read_link(token: str) -> Link | None:
    """Return what a token leads to, or `None` for one that we did not write or whose person is gone.

    It is over once the figure was validated, when the person is no longer asked, and after 60 days.
    """
    try:
        said = signing.loads(token, salt=REPORT_LINK)
    except signing.BadSignature:
        return None
    request = Request.objects.select_related("period", "measurement").filter(pk=said["r"]).first()
    user = User.objects.filter(pk=said["u"], is_active=True).first()
    if request is None or user is None:
        return None
    written = parse_datetime(said["at"])
    late = written is None or clock.now() >= written + LINK_HOLDS_FOR
    over = late or said["k"] != request.link_key.hex or not serves(request, user)
    return Link(request, user, over)


def serves(request: Request, user: User) -> bool:
    """Whether a request is still this person's to answer, by link or signed in."""
    return not request.closed and Request.objects.asked_of(user).filter(pk=request.pk).exists()
