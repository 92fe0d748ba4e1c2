"""What the timer does about what people follow: a letter for each week in which something changed."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from pilares.core import clock
from pilares.core.bilingual import Language
from pilares.core.letters import Draft, post
from pilares.memory.models import Digest, Follow
from pilares.memory.queries.following import changes_followed
from pilares.memory.queries.shapes import Changes
from pilares.people.models import User

WEEK, MOST = timedelta(days=7), timedelta(days=35)


def week_begun() -> datetime:
    """Return the last Monday at midnight in San José: the week that ended there is told."""
    today = clock.today()
    return timezone.make_aware(datetime.combine(today - timedelta(days=today.weekday()), time.min))


def send_digests() -> int:
    """Write the letters of the week that ended; run again, it writes nothing twice, and no week is lost."""
    until = week_begun()
    people = User.objects.filter(pk__in=Follow.objects.values("user"), is_active=True)
    told = set(Digest.objects.filter(until__gte=until).values_list("user", flat=True))
    return sum(post(_letter_of(user, until)) for user in people.order_by("pk") if user.pk not in told)


def _letter_of(user: User, until: datetime) -> Iterator[Draft]:
    """Yield the letter of a person, if anything changed that they may see, and keep the week as told."""
    last = Digest.objects.filter(user=user).order_by("-until").values_list("until", flat=True).first()
    since = max(last or until - WEEK, until - MOST)
    changes = changes_followed(user, since, until)
    said = {"since": since, "told": bool(changes.total)}
    _digest, new = Digest.objects.get_or_create(user=user, until=until, defaults=said)
    if new and changes.total:
        yield _letter(user, since, until)


def _letter(user: User, since: datetime, until: datetime) -> Draft:
    """Write in both languages, the person's own first; what is not public stands behind the link."""
    parts, subject = [], ""
    for language in sorted(Language.values, key=lambda code: code != user.language):
        with override(language):
            public = changes_followed(user, since, until, reader=AnonymousUser())
            name = pgettext("parameter of an address", "since")
            link = f"{settings.ADDRESS}{reverse('memory:following')}?{name}={_day(since)}"
            known = {"user": user, "since": since, "lines": list(_lines(public)), "link": link}
            parts.append(render_to_string("memory/letters/digest.txt", known).strip())
            subject = subject or _("What changed in what you follow")
    body = "\n\n----\n\n".join(parts) + "\n"
    key = f"digest:{_day(until)}:{user.pk}"
    return Draft(key=key, to=user.email, language=user.language, subject=f"Pilares · {subject}", body=body)


def _day(at: datetime) -> str:
    return timezone.localtime(at).date().isoformat()


def _lines(public: Changes) -> Iterator[str]:
    for group in public.groups:
        for subject in group.subjects:
            labels = "; ".join(dict.fromkeys(change.label for change in subject.changes))
            yield f"{subject.mark}{subject.title}{subject.of_plan}: {labels}"
