"""The figures that a person is asked for, those they sent, and those that wait for them to validate."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilares.core import clock
from pilares.core.bilingual import Wording
from pilares.home.queries.tasks import Task
from pilares.monitoring.models import Request, Window
from pilares.monitoring.queries.asking import RequestLine, request_lines
from pilares.monitoring.queries.validating import to_validate_count
from pilares.monitoring.queries.ways import address
from pilares.people.models import User

#: how far back «done this month» looks
LONGEST_REASON = 240
MONTH = timedelta(days=30)
STATUSES = {"todo": "todo", "started": "started", "returned": "returned"}


@dataclass(frozen=True)
class Ahead:
    """A day that comes, with its name."""

    on: date
    name: Wording | str
    #: where it leads, for whoever steers
    url: str = ""


def asked_of(user: User) -> tuple[RequestLine, ...]:
    """Read what the person is asked for, answered or not, by its day."""
    return request_lines(Request.objects.asked_of(user).in_time())


def to_report(lines: tuple[RequestLine, ...]) -> tuple[Task, ...]:
    """Return the figures still to be reported, by their day."""
    return tuple(_task(line) for line in lines if line.open)


def _task(line: RequestLine) -> Task:
    words = _("Report the figure of “%(indicator)s”, %(period)s") % {
        "indicator": line.indicator,
        "period": line.period,
    }
    return Task(
        text=words,
        url=address("monitoring:report_request", str(line.pk)),
        about=" · ".join(_about(line)),
        due=line.due_on,
        status=STATUSES[line.status],
    )


def _about(line: RequestLine) -> Iterator[str]:
    yield line.code
    if line.country:
        yield line.country
    if line.status == "returned":
        reason = Truncator(line.returned_reason).chars(LONGEST_REASON)
        yield _("returned: “%(reason)s”") % {"reason": reason}
    if line.before:
        yield _("previous figure: %(value)s, %(period)s") % {
            "value": line.before.words,
            "period": line.before.period,
        }
    if line.moved_reason:
        yield _("its day moved: %(reason)s") % {"reason": line.moved_reason}


def reported_lately(lines: tuple[RequestLine, ...]) -> Iterator[Task]:
    """Yield what the person sent in the last month and nobody returned."""
    since = clock.today() - MONTH
    for line in lines:
        if line.status in {"sent", "validated"} and line.sent_on and line.sent_on >= since:
            words = _("Report the figure of “%(indicator)s”, %(period)s") % {
                "indicator": line.indicator,
                "period": line.period,
            }
            said = _("validated") if line.status == "validated" else _("sent for validation")
            url = address("monitoring:measurement", str(line.measurement))
            yield Task(words, url, f"{line.code} · {said}", line.sent_on, "done")


def to_validate(user: User) -> Iterator[Task]:
    """Yield one task for everything that waits for the person to validate."""
    if n := to_validate_count(user):
        words = ngettext("Validate %(n)s figure", "Validate %(n)s figures", n) % {"n": n}
        yield Task(words, address("monitoring:to_validate"), _("They count once they are validated"))


def next_window() -> Window | None:
    """Return the window that is open, or the next one to open."""
    return Window.objects.filter(closes_on__gte=clock.today()).order_by("opens_on").first()


def window_ahead(window: Window | None, user: User) -> Ahead | None:
    """Return when the window closes, or opens if it has not."""
    if window is None:
        return None
    url = address("monitoring:window", str(window.pk)) if user.standing.steers else ""
    if window.opens_on > clock.today():
        return Ahead(window.opens_on, _("Opens: %(window)s") % {"window": window.name}, url)
    return Ahead(window.closes_on, _("Closes: %(window)s") % {"window": window.name}, url)
