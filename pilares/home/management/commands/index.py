"""Write the index of the search again; it follows every change by itself, so this mends and upgrades."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from pilares.core.index import rebuild


class Command(BaseCommand):
    """Safe at any time, and as often as one likes."""

    help = "Write the index of the search again, from the records as they stand."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild it in one transaction: nobody searches half an index."""
        with transaction.atomic():
            held = rebuild()
        if options["verbosity"]:
            self.stdout.write(f"{held} records can be searched.")
