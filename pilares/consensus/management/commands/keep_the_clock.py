"""Write down what the clock decided about texts under silence and in consultation; every minute or so."""

from typing import Any

from django.core.management.base import BaseCommand

from pilares.consensus.jobs import keep_the_clock


class Command(BaseCommand):
    """Idempotent: an outcome is written once, whenever this runs; `send_letters` sends the notices."""

    help = "Write down the outcome of silence procedures that expired, and letters about deadlines."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, and say how much."""
        done = keep_the_clock()
        if done.settled or done.letters or options["verbosity"] > 1:
            self.stdout.write(f"Outcomes: {done.settled} written. Letters: {done.letters} written.")
