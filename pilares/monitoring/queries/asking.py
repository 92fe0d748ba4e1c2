"""Windows, requests and answers: what is asked of whom, who has answered, and what waits for validation."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilares.core import clock
from pilares.core.bilingual import Wording
from pilares.core.trail import Entry
from pilares.monitoring import access
from pilares.monitoring.models import Measurement, Period, Request, Window, in_code_order
from pilares.monitoring.queries.figures import (
    Before,
    before_of,
    period_words,
    previous,
)
from pilares.monitoring.queries.measuring import capacity_words
from pilares.monitoring.queries.names import read_register
from pilares.people.models import User

S = Measurement.Status


# --- Requests -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RequestLine:
    """A request as lists show it, with where its answer stands."""

    pk: int
    code: str
    indicator: Wording
    activity: str
    period: str
    country: str
    country_code: str
    to: str
    due_on: date
    #: "todo", "started", "returned", "sent", "validated" or "set_aside"
    status: str
    measurement: int | None
    returned_reason: str
    #: why its day moved last
    moved_reason: str
    before: Before | None
    locked: bool
    sent_on: date | None

    @property
    def open(self) -> bool:
        """Whether something is still to be reported."""
        return self.status in {"todo", "started", "returned"} and not self.locked

    @property
    def overdue(self) -> bool:
        """Whether its day has passed without an answer."""
        return self.open and self.due_on < clock.today()


STATUS = {
    None: "todo",
    S.DRAFT: "started",
    S.RETURNED: "returned",
    S.SENT: "sent",
    S.VALIDATED: "validated",
    S.SET_ASIDE: "set_aside",
}
WITH = ("period__indicator__activity__group", "period__year", "country", "to", "measurement", "window")


def request_lines(requests: Any) -> tuple[RequestLine, ...]:
    """Read requests, by their day; the number of queries does not depend on how many there are."""
    order = ("due_on", *in_code_order("period__indicator__"), "country", "pk")
    rows = list(requests.select_related(*WITH).order_by(*order))
    known = before_of([row.period for row in rows]) if rows else {}
    moved = _moved(rows)
    return tuple(
        _request(row, previous(known, row.period, row.country_id or ""), moved.get(row.pk, ""))
        for row in rows
    )


def _moved(rows: list[Request]) -> dict[int, str]:
    """Return why the day of each request moved last; one query."""
    acts = Entry.objects.filter(
        model=Request._meta.label_lower, verb__in=("change_due", "move_with_window"),
        object_id__in=[row.pk for row in rows],
    )  # fmt: skip
    told = acts.order_by("at", "pk").values_list("object_id", "details") if rows else ()
    return {pk: str(details.get("reason", "")) for pk, details in told}


def _request(row: Request, before: Before | None, moved: str = "") -> RequestLine:
    found = row.measurement
    return RequestLine(
        pk=row.pk,
        code=row.period.indicator.code,
        indicator=row.period.indicator.name,
        activity=row.period.indicator.activity.code,
        period=period_words(row.period),
        country=row.country.name.text if row.country else "",
        country_code=row.country_id or "",
        to=(row.to.name or row.to.email) if row.to else "",
        due_on=row.due_on,
        status=STATUS[S(found.status) if found else None],
        measurement=found.pk if found else None,
        returned_reason=found.returned_reason if found and found.status == S.RETURNED else "",
        moved_reason=moved,
        before=before,
        locked=row.period.locked,
        sent_on=timezone.localtime(found.sent_at).date() if found and found.sent_at else None,
    )


# --- Windows --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class WindowLine:
    """A window with how many of its requests are answered."""

    pk: int
    name: Wording
    opens_on: date
    closes_on: date
    asked: int
    answered: int
    illustrative: bool

    @property
    def open(self) -> bool:
        """Whether figures are reported in it today."""
        return self.opens_on <= clock.today() <= self.closes_on


@dataclass(frozen=True)
class WindowPage:
    """A window: who has answered, who has not, and what of it can be closed."""

    window: Window
    waiting: tuple[RequestLine, ...]
    answered: tuple[RequestLine, ...]
    #: how many periods of its requests are locked, and how many could be
    locked: int
    periods: int
    may_keep: bool

    @property
    def asked(self) -> int:
        """How many figures were asked for."""
        return len(self.waiting) + len(self.answered)


def window_lines() -> tuple[WindowLine, ...]:
    """Read every window, the newest first; one query."""
    waiting = Q(requests__measurement=None) | Q(requests__measurement__status__in=(S.DRAFT, S.RETURNED))
    rows = Window.objects.annotate(
        asked=Count("requests", distinct=True), open=Count("requests", filter=waiting, distinct=True)
    )
    return tuple(
        WindowLine(
            row.pk, row.name, row.opens_on, row.closes_on, row.asked, row.asked - row.open, row.illustrative
        )
        for row in rows.order_by("-opens_on")
    )


def window_page(window: Window, user: User) -> WindowPage:
    """Read one window for whoever steers."""
    lines = request_lines(window.requests.all())
    periods = Period.objects.filter(requests__window=window).distinct()
    return WindowPage(
        window=window,
        waiting=tuple(line for line in lines if line.status in {"todo", "started", "returned"}),
        answered=tuple(line for line in lines if line.status not in {"todo", "started", "returned"}),
        locked=periods.exclude(locked_at=None).count(),
        periods=periods.count(),
        may_keep=access.why_not_keep_windows(user) is None,
    )


@dataclass(frozen=True)
class Moved:
    """What was done to a window: when, in which capacity, from what to what, and why."""

    at: datetime
    by: str
    words: tuple[str, ...]
    reason: str


def window_history(window: Window) -> tuple[Moved, ...]:
    """Return what was done to a window and to the days of its requests, the last first (E-3)."""
    asked = dict(window.requests.values_list("pk", "period__indicator__code"))
    of_requests = Q(model="monitoring.request", verb="change_due", object_id__in=asked)
    itself = Q(model=window._meta.label_lower, object_id=window.pk)
    entries = Entry.objects.filter(itself | of_requests)
    register = read_register()
    names = {
        "opens_on": _("Opens on"),
        "closes_on": _("Closes on"),
        "due_on": _("Due on"),
        "name_es": _("Name"),
        "name_en": _("Name"),
    }

    def changes(entry: Entry) -> tuple[str, ...]:
        if entry.verb == "open_window":
            return (_("Set"),)
        found = entry.details.get("changes", {})
        about = f"{asked[entry.object_id]} · " if entry.verb == "change_due" else ""
        return tuple(
            f"{about}{names.get(name, name)}: {_day(was)} → {_day(now)}" for name, (was, now) in found.items()
        )

    return tuple(
        Moved(
            entry.at,
            capacity_words(register, entry.capacity, ""),
            changes(entry),
            str(entry.details.get("reason", "")),
        )
        for entry in entries
    )


def _day(text: str) -> str:
    found = parse_date(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
    return date_format(found, "DATE_FORMAT") if found else text
