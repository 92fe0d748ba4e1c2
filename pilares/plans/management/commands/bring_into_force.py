"""Bring into force the versions that were countersigned before their day; for cron or a timer, once a day."""

from typing import Any

from django.core.management.base import BaseCommand

from pilares.plans.actions import bring_into_force


class Command(BaseCommand):
    """Idempotent: a version enters into force once, and the one before is superseded by it."""

    help = "Bring into force the versions of documents whose day has come."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say how many."""
        done = bring_into_force()
        if done or options["verbosity"] > 1:
            self.stdout.write(f"Versions brought into force: {done}.")
