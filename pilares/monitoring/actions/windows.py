"""Reporting windows, requests, and the periods whose figures are closed (M17, E-3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import Reason, Refused, require
from pilares.core.edits import as_text
from pilares.core.trail import record, record_many
from pilares.monitoring import access
from pilares.monitoring.actions import letters
from pilares.monitoring.actions.locking import lock_period
from pilares.monitoring.models import Measurement, Period, Request, Window
from pilares.people.models import Appointment, User
from pilares.plans.models import Document

DAYS = ("opens_on", "closes_on")


@dataclass(frozen=True)
class Asked:
    """One figure to be asked for: of a country, of a person, or of a person of a country."""

    period: int
    country: str = ""
    to: int | None = None


@transaction.atomic
def open_window(
    *, plan: Document, name_es: str, name_en: str, opens_on: date, closes_on: date, by: User
) -> Window:
    """Set the days of a reporting window."""
    require(access.why_not_keep_windows(by, plan))
    window = Window(plan=plan, name_es=name_es, name_en=name_en, opens_on=opens_on, closes_on=closes_on)
    window.full_clean(exclude=["plan"])
    window.save()
    record(window, "open_window", by=by, opens=opens_on, closes=closes_on)
    return window


@transaction.atomic
def move_window(
    window: Window, *, name_es: str, name_en: str, opens_on: date, closes_on: date, reason: str, by: User
) -> Window:
    """Change a window; unanswered requests move with its end, and those concerned are told by letter (E-3).

    The history says who, when, why, and the days before. Moved days need a reason.
    """
    require(access.why_not_keep_windows(by, window.plan))
    found = Window.objects.select_for_update(of=("self",)).get(pk=window.pk)
    before = {name: getattr(found, name) for name in ("name_es", "name_en", *DAYS)}
    found.name_es, found.name_en, found.opens_on, found.closes_on = name_es, name_en, opens_on, closes_on
    changed = [name for name, value in before.items() if getattr(found, name) != value]
    if not changed:
        return found
    moved = any(name in DAYS for name in changed)
    if moved and not reason.strip():
        raise ValidationError(
            {"reason": _("Say why the days change: those concerned will read that they did.")}
        )
    found.full_clean(exclude=["plan"])
    found.save(update_fields=changed)
    changes = {name: [as_text(before[name]), as_text(getattr(found, name))] for name in changed}
    entry = record(found, "move_window", by=by, changes=changes, reason=reason.strip())
    if moved:
        _move_with(found, before["closes_on"], reason=reason.strip(), by=by)
        letters.tell_moved(found, reason=reason.strip(), version=entry.pk)
    return found


def _move_with(window: Window, before: date, *, reason: str, by: User) -> None:
    """Move the days of the requests that were due when the window closed, each with its own trace."""
    with_it = list(window.requests.unanswered().filter(due_on=before))
    Request.objects.filter(pk__in=[request.pk for request in with_it]).update(due_on=window.closes_on)
    said = {"changes": {"due_on": [as_text(before), as_text(window.closes_on)]}, "reason": reason}
    record_many([(request, "move_with_window", said) for request in with_it], by=by)


@transaction.atomic
def ask(*, window: Window | None, wanted: Iterable[Asked], due_on: date, by: User) -> tuple[Request, ...]:
    """Ask for figures, each once, by letter; those asked for already are left as they are."""
    require(access.why_not_steer_measuring(by))
    if due_on < clock.today():
        raise ValidationError({"due_on": _("The day by which it is asked must not have passed.")})
    wanted = tuple(dict.fromkeys(wanted))
    periods = [one.period for one in wanted]
    for plan in Document.objects.filter(activities__indicators__periods__in=periods).distinct():
        require(access.why_not_ask(by, plan))
    made = []
    for one in wanted:
        if Request.objects.filter(period=one.period, country=one.country or None, to=one.to).exists():
            continue
        request = Request(
            window=window, period_id=one.period, country_id=one.country or None, to_id=one.to,
            due_on=due_on, sent_at=clock.now(), sent_by=by,
        )  # fmt: skip
        request.full_clean(exclude=["window", "sent_by"])
        request.measurement = _known(request)
        request.save()
        record(request, "ask", by=by)
        made.append(request.pk)
    of_letters = ("to", "country", "period__indicator", "period__year")
    asked = tuple(Request.objects.filter(pk__in=made).select_related(*of_letters).order_by("pk"))
    letters.tell_asked(asked)
    return asked


def _known(request: Request) -> Measurement | None:
    """Return what was reported for it before anybody asked."""
    reported = Measurement.objects.filter(
        period=request.period_id, country=request.country_id, total=None, dimensions={}
    ).exclude(status=Measurement.Status.SET_ASIDE)
    found: Measurement | None = (
        reported.filter(entered_by=request.to_id).last()
        if request.to_id
        else reported.filter(counts=True).last()
    )
    return found


@transaction.atomic
def change_due(request: Request, *, due_on: date, reason: str, by: User) -> Request:
    """Give one request another day, with its reason, and tell whom it concerns: feeds and memories lag."""
    require(access.why_not_steer_measuring(by))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the deadline changes.")})
    if due_on < clock.today():
        raise ValidationError({"due_on": _("The day by which it is asked must not have passed.")})
    before, request.due_on = request.due_on, due_on
    if before == due_on:
        return request
    request.save(update_fields=["due_on"])
    changes = {"due_on": [as_text(before), as_text(due_on)]}
    entry = record(request, "change_due", by=by, changes=changes, reason=reason.strip())
    letters.tell_due(request, before=before, reason=reason.strip(), version=entry.pk)
    return request


@transaction.atomic
def withdraw_request(request: Request, *, by: User) -> None:
    """Ask no longer for a figure; what was reported stays."""
    require(access.why_not_steer_measuring(by))
    record(request, "withdraw_request", by=by, period=request.period_id, country=request.country_id or "")
    request.delete()


@transaction.atomic
def reassign(request: Request, *, to: User, by: User) -> Request:
    """Pass a country's request on to a person of one of its institutions, who is written to."""
    require(access.why_not_reassign(by, request))
    now = clock.now()
    terms = Appointment.objects.filter(user=to, user__is_active=True, country=request.country_id)
    if not any(term.in_force(now) for term in terms):
        raise ValidationError({"to": _("Choose a person who holds an office for this country.")})
    if Request.objects.filter(period=request.period_id, country=request.country_id, to=to).exists():
        raise Refused(Reason("ALREADY_ASKED", _("This person was already asked for this figure.")))
    request.to = to
    request.full_clean(exclude=["window", "sent_by", "measurement"])
    request.save(update_fields=["to"])
    record(request, "reassign", by=by, to=to.pk)
    letters.tell_asked([request])
    return request


@transaction.atomic
def lock(period: Period, *, by: User) -> Period:
    """Close the figures of a period; from now on a correction needs it reopened, with a reason."""
    found = lock_period(period.pk)
    require(access.why_not_lock(by, found))
    found.locked_at, found.locked_by = clock.now(), by
    found.save(update_fields=["locked_at", "locked_by"])
    record(found, "lock", by=by, indicator=found.indicator_id)
    return found


@transaction.atomic
def reopen(period: Period, *, reason: str, by: User) -> Period:
    """Reopen a locked period with a reason; whoever was asked is told, and what was validated stays."""
    found = lock_period(period.pk)
    require(access.why_not_reopen(by, found))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the period is reopened.")})
    found.locked_at = found.locked_by = None
    found.save(update_fields=["locked_at", "locked_by"])
    entry = record(found, "reopen", by=by, indicator=found.indicator_id, reason=reason.strip())
    letters.tell_reopened(found, at=str(entry.pk))
    return found
