"""Write the reminders of meetings to convene and mandates that end; for cron or a timer, once a day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from pilares.home.jobs import warn


class Command(BaseCommand):
    """Idempotent: a reminder is written once, however often this runs; `send_letters` sends it."""

    help = "Write reminders of meetings to convene and of mandates that end; send_letters sends them."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, and say how many."""
        with transaction.atomic():
            done = warn()
        if done.meetings or done.mandates or options["verbosity"] > 1:
            self.stdout.write(f"Meetings: {done.meetings} letters. Mandates: {done.mandates} letters.")
