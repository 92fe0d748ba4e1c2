"""Write the reminders and the week's digests into the outbox; for cron or a timer, once a day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from pilares.monitoring.jobs import remind


class Command(BaseCommand):
    """Idempotent: a reminder is written once, however often this runs; `send_letters` sends it."""

    help = "Write reminders and weekly digests about figures; send_letters sends them."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, and say how many."""
        with transaction.atomic():
            done = remind()
        if done.reminders or done.digests or options["verbosity"] > 1:
            self.stdout.write(f"Reminders: {done.reminders} written. Digests: {done.digests} written.")
