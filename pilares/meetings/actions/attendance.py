"""Who took part in a meeting, and what the absent may still say (E-1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import require
from pilares.core.trail import record
from pilares.meetings.access import why_not_comment, why_not_conclude_meeting
from pilares.meetings.models import Attendance, CommentPeriod, CountryComment, Meeting
from pilares.people.models import Country, User


@dataclass(frozen=True)
class Presence:
    """What was said of one country or organisation."""

    country: str | None
    organisation: int | None
    presence: str
    institutions_es: str = ""
    institutions_en: str = ""


@transaction.atomic
def record_attendance(meeting: Meeting, said: Iterable[Presence], *, by: User) -> None:
    """Write down who took part, whole: whoever is not named is not recorded."""
    require(why_not_conclude_meeting(by, meeting))
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    known = {(row.country_id, row.organisation_id): row for row in meeting.attendance.all()}
    changes = {}
    for one in said:
        before = known.pop((one.country, one.organisation), None)
        row = before or Attendance(meeting=meeting, country_id=one.country, organisation_id=one.organisation)
        was = row.presence if before else Attendance.Presence.NOT_RECORDED
        if was != one.presence:
            changes[one.country or str(one.organisation)] = [was, one.presence]
        row.presence = one.presence
        row.institutions_es, row.institutions_en = one.institutions_es, one.institutions_en
        row.full_clean()
        row.save()
    Attendance.objects.filter(pk__in=[row.pk for row in known.values()]).delete()
    record(meeting, "record_attendance", by=by, changes=changes)


@transaction.atomic
def ask_for_comments(
    meeting: Meeting, *, about: str, closes_at: datetime, by: User, country: Country | None = None
) -> CommentPeriod:
    """Let a country that was absent, or all of them, write until an instant (E-1); raises ValidationError."""
    require(why_not_conclude_meeting(by, meeting))
    now = clock.now()
    if closes_at <= now:
        raise ValidationError({"closes_at": _("The period must end in the future.")})
    period = CommentPeriod(meeting=meeting, about=about, country=country, opened_at=now, closes_at=closes_at)
    period.full_clean()
    period.save()
    record(meeting, "ask_for_comments", by=by, country=country.pk if country else "", until=closes_at)
    return period


@transaction.atomic
def comment(period: CommentPeriod, *, country: Country, text: str, by: User) -> CountryComment:
    """Write a country's comment while its period lasts; the same words sent twice are one comment."""
    require(why_not_comment(by, period))
    if country.pk not in by.standing.countries or period.country_id not in {None, country.pk}:
        raise ValidationError({"country": _("Choose a country for which you act.")})
    said = {"period": period, "country": country, "text": text.strip()}
    known: CountryComment | None = CountryComment.objects.filter(**said).first()
    if known is not None:
        return known
    written = CountryComment(**said, written_at=clock.now(), written_by=by)
    written.full_clean()
    written.save()
    record(period.meeting, "comment_on_meeting", by=by, country=country.pk)
    return written
