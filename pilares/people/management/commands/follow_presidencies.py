"""Write down and tell each handover of the presidency; for cron or a timer, every few minutes."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from pilares.people.jobs import follow_presidencies


class Command(BaseCommand):
    """Idempotent: an instant is written down once, and each person is told once."""

    help = "Write down each handover of the presidency and tell the people concerned."

    def handle(self, *args: Any, **options: Any) -> None:
        """Follow them, and say what was done."""
        with transaction.atomic():
            done = follow_presidencies()
        if done.begun or done.letters or options["verbosity"] > 1:
            self.stdout.write(f"Presidencies: {done.begun} begun. Letters: {done.letters} written.")
