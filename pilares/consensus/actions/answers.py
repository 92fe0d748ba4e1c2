"""What a delegate does with a text that goes round: observe, withdraw, declare a position, read."""

import uuid
from typing import Any

from django.conf import settings
from django.db import transaction

from pilares.consensus.access import voice_of, why_not_observe, why_not_withdraw
from pilares.consensus.actions.rounds import held
from pilares.consensus.models import Observation, Position, Reading, Round
from pilares.core import clock
from pilares.core.access import require
from pilares.core.trail import record
from pilares.people.models import User


@transaction.atomic
def observe(round_: Round, *, key: uuid.UUID, by: User, **said: Any) -> Observation:
    """Write down what a country says of a text, in time or marked late; a second click writes nothing."""
    locked = held(round_)
    if known := Observation.objects.filter(key=key, round=locked, by=by).first():
        return known
    require(why_not_observe(by, locked))
    now = clock.now()
    observation = Observation(
        key=key,
        round=locked,
        country=voice_of(by, locked.version.document).country,
        at=now,
        by=by,
        late=now >= locked.closes_at,
        illustrative=settings.DEMO,
        **said,
    )
    observation.full_clean()
    observation.save()
    record(observation, "observe", by=by, kind=observation.kind, late=int(observation.late))
    return observation


@transaction.atomic
def withdraw(observation: Observation, *, by: User) -> Observation:
    """Take back what the country said, while nothing was decided on it; it stays in the trail."""
    held(observation.round)
    now = Observation.objects.select_for_update(of=("self",)).select_related("round").get(pk=observation.pk)
    if now.withdrawn_at is not None:
        return now
    require(why_not_withdraw(by, now))
    now.withdrawn_at = clock.now()
    now.save(update_fields=["withdrawn_at"])
    record(now, "withdraw_observation", by=by)
    return now


@transaction.atomic
def declare(round_: Round, *, value: str, by: User, note: str = "") -> Position:
    """Write down a country's position from now on; the same one again writes nothing."""
    locked = held(round_)
    require(why_not_observe(by, locked))
    country, now = voice_of(by, locked.version.document).country, clock.now()
    last = locked.positions.filter(country=country).last()
    if last is not None and (last.value, last.note) == (value, note):
        return last
    position = Position(
        round=locked,
        country=country,
        value=value,
        note=note,
        language=by.language,
        at=now,
        by=by,
        late=now >= locked.closes_at,
        illustrative=settings.DEMO,
    )
    position.full_clean()
    position.save()
    record(position, "declare_position", by=by, value=value)
    return position


@transaction.atomic
def confirm_reading(round_: Round, *, by: User) -> Reading:
    """Record for the country alone that its delegate read the text; once."""
    locked = held(round_)
    require(why_not_observe(by, locked))
    country = voice_of(by, locked.version.document).country
    reading, _new = Reading.objects.get_or_create(
        round=locked, country=country, defaults={"by": by, "at": clock.now()}
    )
    return reading
