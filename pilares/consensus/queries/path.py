"""«Recorrido del texto»: what happened to the texts of a document from its first draft, for years to come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pilares.consensus.models import DeadlineMove, Round, Silence
from pilares.core.bilingual import Wording
from pilares.core.zones import in_words
from pilares.people.access import type_of_reader
from pilares.plans.models import Document, VersionEvent

#: a round says the same, with its deadline
SAID_BY_ROUNDS = ("circulated",)


@dataclass(frozen=True)
class Stage:
    """One thing that happened to a text."""

    on: date
    text: str
    #: the words of whoever recorded it, such as what came out of a round
    detail: Wording | str = ""
    url: str = ""


def path_of(document: Document, user: type_of_reader) -> tuple[Stage, ...]:
    """Return what happened to a document, the oldest first, in four queries."""
    rounds = list(
        Round.objects.visible_to(user)
        .filter(version__document=document)
        .select_related("version")
        .defer("text")
    )
    silences = list(
        Silence.objects.visible_to(user)
        .filter(version__document=document)
        .select_related("version", "decision__meeting")
        .defer("text")
    )
    moves = list(
        DeadlineMove.objects.filter(round__in=rounds) | DeadlineMove.objects.filter(silence__in=silences)
    )
    found = [
        *_of_versions(document),
        *(stage for one in rounds for stage in _of_round(one)),
        *(stage for one in silences for stage in _of_silence(one)),
        *(_of_move(one) for one in moves),
    ]
    return tuple(stage for _at, stage in sorted(found, key=lambda pair: pair[0]))


def _dated(at: datetime, text: str, detail: Wording | str = "", url: str = "") -> tuple[datetime, Stage]:
    return at, Stage(timezone.localtime(at).date(), text, detail, url)


def _of_versions(document: Document) -> Iterator[tuple[datetime, Stage]]:
    """Yield the steps of the versions that carry a day; those of a round are said by it."""
    events = VersionEvent.objects.filter(version__document=document).select_related("version", "body")
    for event in events.exclude(step__in=SAID_BY_ROUNDS):
        day = event.starts_on or (timezone.localtime(event.at).date() if event.at else None)
        if day is None:
            continue
        midnight = timezone.make_aware(datetime.combine(day, datetime.min.time()))
        words = _("Version %(number)s: %(step)s") % {
            "number": event.version.number,
            "step": event.get_step_display(),
        }
        named = f"{words} ({event.body.short})" if event.body else words
        since = timedelta(seconds=event.version.number)  # on one day, what ends stands before what begins
        yield max(event.at or midnight, midnight) + since, Stage(day, named, event.reason or event.detail)


def _of_round(one: Round) -> Iterator[tuple[datetime, Stage]]:
    url = reverse("consensus:round", args=[one.pk])
    named = {"number": one.version.number, "round": one.number}
    opened = _("Version %(number)s sent to the Member Countries, round %(round)s") % named
    yield _dated(one.opened_at, opened, one.message, url)
    if one.concluded_at:
        words = _("Version %(number)s, round %(round)s concluded") % named
        yield _dated(one.concluded_at, words, one.conclusion, url)


def _of_silence(one: Silence) -> Iterator[tuple[datetime, Stage]]:
    url = reverse("consensus:silence", args=[one.pk])
    number = {"number": one.version.number}
    words = _("Version %(number)s: silence procedure opened, without objection to its use") % number
    yield _dated(one.opened_at, words, "", url)
    if one.state == Silence.State.BROKEN and one.broken_at:
        words = _("Version %(number)s: the silence was broken and the text was not adopted") % number
        yield _dated(one.broken_at, words, "", url)
    if one.state == Silence.State.KEPT:
        words = _("Version %(number)s: adopted by silence") % number
        numbered = one.decision.citation if one.decision.paragraph else ""
        yield _dated(one.closes_at, words, numbered, url)


def _of_move(one: DeadlineMove) -> tuple[datetime, Stage]:
    words = _("The deadline moved from %(was)s to %(becomes)s") % {
        "was": in_words(one.was),
        "becomes": in_words(one.becomes),
    }
    return _dated(one.at, words, one.reason)
