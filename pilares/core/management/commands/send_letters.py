"""Send what waits in the outbox; for cron or a timer, as often as one likes."""

from typing import Any

from django.core.management.base import BaseCommand

from pilares.core.letters import deliver, forget_old


class Command(BaseCommand):
    """Idempotent: a letter is sent once, whoever else runs this at the same time."""

    help = "Send the letters of the outbox that are due; those that fail are tried again later."

    def handle(self, *args: Any, **options: Any) -> None:
        """Send, and say how many."""
        done = deliver()
        forget_old()
        if done.sent or done.failed or options["verbosity"] > 1:
            self.stdout.write(f"Letters: {done.sent} sent, {done.failed} failed.")
