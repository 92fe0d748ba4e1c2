"""«Recorrido del texto»: what happened to the texts of a document from its first draft, for years to come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pilares.consensus.models import DeadlineMove, EarlierStep, Round, Silence
from pilares.core.bilingual import Wording
from pilares.core.zones import in_words
from pilares.meetings.models import Decision
from pilares.people.access import type_of_reader
from pilares.plans.models import Document, VersionEvent

#: a round says the same, with its deadline
SAID_BY_ROUNDS = ("circulated",)
#: what happened at the same instant stands by version, and then as things follow each other
BEGINS, OPENS, MOVES, CLOSES, ENDS = range(5)


@dataclass(frozen=True)
class Stage:
    """One thing that happened to a text."""

    on: date
    text: str
    #: the words of whoever recorded it, such as what came out of a round
    detail: Wording | str = ""
    url: str = ""
    #: the date as far as its source says it, where that is not a day
    when: str = ""
    #: of what was recorded afterwards: what came out of it, where it is written, and when it was recorded
    became: Wording | str = ""
    source: str = ""
    recorded_on: date | None = None
    earlier: int | None = None


type_of_dated = tuple[tuple[datetime, int, int], Stage]


def path_of(document: Document, user: type_of_reader) -> tuple[Stage, ...]:
    """Return what happened to a document, the oldest first, in six queries."""
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
        *_of_versions(document, user),
        *(stage for one in rounds for stage in _of_round(one)),
        *(stage for one in silences for stage in _of_silence(one)),
        *(_of_move(one) for one in moves),
        *(_of_earlier(one) for one in _earlier(document, user)),
    ]
    return tuple(stage for _place, stage in sorted(found, key=lambda pair: pair[0]))


def _dated(
    at: datetime, number: int, rank: int, text: str, detail: Wording | str = "", url: str = ""
) -> type_of_dated:
    return (at, number, rank), Stage(timezone.localtime(at).date(), text, detail, url)


def _of_versions(document: Document, user: type_of_reader) -> Iterator[type_of_dated]:
    """Yield the steps of the versions that carry a day, with what decided them; those of a round it says."""
    steps = VersionEvent.objects.filter(version__document=document).select_related("version", "body")
    events = list(steps.exclude(step__in=SAID_BY_ROUNDS))
    decisions = Decision.objects.visible_to(user).filter(pk__in={event.decision_id for event in events})
    cited = {one.pk: one for one in decisions.exclude(paragraph="").select_related("meeting")}
    for event in events:
        day = event.starts_on or (timezone.localtime(event.at).date() if event.at else None)
        if day is None or event.on_the_way:
            continue
        begins = event.step == VersionEvent.Step.DRAFTED
        midnight = timezone.make_aware(datetime.combine(day, datetime.min.time()))
        words = _("Version %(number)s: %(step)s") % {
            "number": event.version.number,
            "step": event.what,
        }
        decision = cited.get(event.decision_id)
        by = " · ".join(str(one) for one in (event.body and event.body.short, decision) if one)
        url = reverse("meetings:cited", args=[decision.meeting.code, decision.paragraph]) if decision else ""
        named = f"{words} ({by})" if by else words
        place = (max(event.at or midnight, midnight), event.version.number, BEGINS if begins else ENDS)
        yield place, Stage(day, named, event.why or event.detail, url)


def _of_round(one: Round) -> Iterator[type_of_dated]:
    url = reverse("consensus:round", args=[one.pk])
    named = {"number": one.version.number, "round": one.number}
    opened = _("Version %(number)s sent to the Member Countries, round %(round)s") % named
    yield _dated(one.opened_at, one.version.number, OPENS, opened, one.message, url)
    if one.concluded_at:
        words = _("Version %(number)s, round %(round)s concluded") % named
        yield _dated(one.concluded_at, one.version.number, CLOSES, words, one.conclusion, url)


def _of_silence(one: Silence) -> Iterator[type_of_dated]:
    url = reverse("consensus:silence", args=[one.pk])
    number = {"number": one.version.number}
    words = _("Version %(number)s: silence procedure opened, without objection to its use") % number
    yield _dated(one.opened_at, one.version.number, OPENS, words, "", url)
    if one.state == Silence.State.BROKEN and one.broken_at:
        words = _("Version %(number)s: the silence was broken and the text was not adopted") % number
        yield _dated(one.broken_at, one.version.number, CLOSES, words, "", url)
    if one.state == Silence.State.KEPT:
        words = _("Version %(number)s: adopted by silence") % number
        numbered = one.decision.citation if one.decision.paragraph else ""
        yield _dated(one.closes_at, one.version.number, CLOSES, words, numbered, url)


def _of_move(one: DeadlineMove) -> type_of_dated:
    words = _("The deadline moved from %(was)s to %(becomes)s") % {
        "was": in_words(one.was),
        "becomes": in_words(one.becomes),
    }
    return _dated(one.at, 0, MOVES, words, one.reason)


def _earlier(document: Document, user: type_of_reader) -> Iterator[EarlierStep]:
    seen = EarlierStep.objects.visible_to(user).filter(document=document)
    yield from seen.select_related("version", "country")


def _of_earlier(one: EarlierStep) -> type_of_dated:
    """Return a step that was recorded afterwards, where the first day that its date can mean stands."""
    number = one.version.number if one.version else 0
    named = _("Version %(number)s") % {"number": number} if number else ""
    text = " · ".join(part for part in (named, one.country.name.text if one.country else "") if part)
    midnight = timezone.make_aware(datetime.combine(one.first_day, datetime.min.time()))
    stage = Stage(
        one.first_day,
        text,
        one.what,
        when="" if one.day else one.when,
        became=one.became,
        source=one.source,
        recorded_on=timezone.localtime(one.recorded_at).date(),
        earlier=one.pk,
    )
    return (midnight, number, OPENS), stage
