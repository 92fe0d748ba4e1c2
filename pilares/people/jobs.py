"""What the timer does about presidencies: the instant is written down and told, each time once (AC-11)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from pilares.core import clock
from pilares.core.bilingual import Language
from pilares.core.letters import Draft, post
from pilares.core.trail import Entry, record
from pilares.people.models import Appointment, Presidency, User

#: a run that comes later than this writes nothing about an instant that is long past
LATE = timedelta(days=30)
#: the alert is repeated this near to the handover
AGAIN = timedelta(days=14)
BEGINS = "presidency_begins"
SUBJECTS = {
    "begins": _("The presidency changes: %(country)s %(label)s"),
    "alert": _("The incoming presidency has no account: %(country)s %(label)s"),
}


@dataclass(frozen=True)
class Followed:
    """What one run did."""

    begun: int
    letters: int


def follow_presidencies() -> Followed:
    """Write down each handover that has come, tell the people concerned, and warn of one without people."""
    now, begun = clock.now(), 0
    drafts: list[Draft] = []
    secretariat = _holders(Appointment.Office.SECRETARIAT, now)
    recent = Presidency.objects.select_related("country").filter(starts_at__lte=now, starts_at__gt=now - LATE)
    for term in recent:
        begun += _write_down(term)
        incoming = _holders(Appointment.Office.PRESIDENCY, now, term.country_id)
        drafts += _letters("begins", term, [*incoming, *secretariat], {"vacant": not incoming})
    ahead = timedelta(days=settings.HANDOVER_ALERT_DAYS)
    coming = Presidency.objects.select_related("country").filter(
        starts_at__gt=now, starts_at__lte=now + ahead
    )
    for term in coming:
        if term.starts_at and not _holders(Appointment.Office.PRESIDENCY, term.starts_at, term.country_id):
            near = "again" if term.starts_at - now <= AGAIN else "first"
            drafts += _letters(f"alert:{near}", term, secretariat, {})
    return Followed(begun, post(drafts))


def _write_down(term: Presidency) -> int:
    """Write the instant into the trail, once for each instant that was recorded."""
    at = str(term.starts_at)
    written = Entry.objects.filter(model=term._meta.label_lower, object_id=term.pk, verb=BEGINS)
    if any(entry.details.get("starts_at") == at for entry in written):
        return 0
    record(term, BEGINS, by=None, starts_at=at)
    return 1


def _holders(office: str, at: datetime, country: str | None = None) -> list[User]:
    held = Appointment.objects.held_at(at).filter(office=office).select_related("user").order_by("pk")
    chosen = held.filter(country=country) if country else held
    return list({one.user_id: one.user for one in chosen}.values())


def _letters(
    kind: str, term: Presidency, people: Iterable[User], context: Mapping[str, Any]
) -> Iterator[Draft]:
    """Yield one letter a person and instant: a handover that is moved is told anew."""
    at = term.starts_at
    for to in dict.fromkeys(people):
        key = f"presidency:{kind}:{term.pk}:{at:%Y%m%d%H%M}:{to.pk}"
        yield _letter(kind.partition(":")[0], term, to, key, context)


def _letter(kind: str, term: Presidency, to: User, key: str, context: Mapping[str, Any]) -> Draft:
    """Write in both languages, the person's own first; no link acts when it is opened."""
    parts, subject = [], ""
    for language in sorted(Language.values, key=lambda code: code != to.language):
        with override(language), timezone.override(to.time_zone or timezone.get_default_timezone()):
            about = {"country": term.country.name.text, "label": term.label}
            said = {
                **context,
                **about,
                "at": term.starts_at,
                "user": to,
                "work": settings.ADDRESS + reverse("home:my_work"),
                "people": settings.ADDRESS + reverse("people:people"),
            }
            parts.append(render_to_string(f"people/letters/{kind}.txt", said).strip())
            subject = subject or str(SUBJECTS[kind] % about)
    body = "\n\n----\n\n".join(parts) + "\n"
    return Draft(key=key, to=to.email, language=to.language, subject=f"Pilares · {subject}", body=body)
