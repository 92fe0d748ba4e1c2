"""Write the weekly letters of what people follow; for cron or a timer, once a day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from pilares.memory.jobs import send_digests


class Command(BaseCommand):
    """Idempotent: a week is told once, however often this runs; `send_letters` sends it."""

    help = "Write the weekly letters of what people follow; send_letters sends them."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, and say how many."""
        with transaction.atomic():
            written = send_digests()
        if written or options["verbosity"] > 1:
            self.stdout.write(f"Digests: {written} letters.")
