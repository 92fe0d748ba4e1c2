"""What the timer does about texts: it writes down what the clock decided and tells it, each thing once."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from pilares.consensus.actions import write_down
from pilares.consensus.actions.letters import tell_round
from pilares.consensus.models import Round, Silence
from pilares.consensus.queries.recipients import recipients
from pilares.core import clock

REMINDED = timedelta(days=2)


@dataclass(frozen=True)
class Done:
    """What one run wrote."""

    settled: int
    letters: int


def keep_the_clock() -> Done:
    """Settle the procedures whose instant has passed and write what is due; run again, it writes nothing."""
    now = clock.now()
    due = Silence.objects.filter(settled_at=None, closes_at__lte=now).order_by("closes_at")
    settled = sum(write_down(silence) for silence in due)
    letters = 0
    with transaction.atomic():
        asked = Round.objects.filter(concluded_at=None).select_related("version__document")
        for round_ in asked.filter(closes_at__lte=now):
            steering = recipients(round_.version.document).steering
            letters += tell_round("over", round_, mark=round_.closes_at.isoformat(), to=steering)
        for round_ in asked.filter(closes_at__gt=now, closes_at__lte=now + REMINDED):
            if round_.opened_at <= round_.closes_at - 2 * REMINDED:  # otherwise its opening is still fresh
                countries = recipients(round_.version.document).countries
                letters += tell_round("reminder", round_, mark=round_.closes_at.isoformat(), to=countries)
    return Done(settled, letters)
