"""Forget the spreadsheets that were sent and never applied; for cron or a timer, once a day."""

from typing import Any

from django.core.management.base import BaseCommand

from pilares.matrix.jobs import expire_imports


class Command(BaseCommand):
    """Delete what expired and say how much."""

    help = "Delete staged spreadsheets that nobody applied within seven days."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the job."""
        self.stdout.write(f"{expire_imports()} staged imports expired")
