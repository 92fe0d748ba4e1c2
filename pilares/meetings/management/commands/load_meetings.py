"""`manage.py load_meetings`: the meetings that public sources tell of, after the actors."""

from typing import Any

from django.core.management.base import BaseCommand

from pilares.meetings.actions import load_meetings
from pilares.meetings.models import Meeting


class Command(BaseCommand):
    """Safe to repeat: it adds what is missing and touches nothing else."""

    help = "Load the meetings that public sources tell of."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the meetings and count them."""
        load_meetings()
        if options["verbosity"]:
            self.stdout.write(f"{Meeting.objects.count()} meetings.")
