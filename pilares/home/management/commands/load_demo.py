"""`manage.py load_demo`: the illustrative world of the demo, after its plan, actors and meetings."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pilares.home.actions import NoDemoHere, demo_password, load_demo


class Command(BaseCommand):
    """Safe to repeat: what people did in the demo stays, and nothing real is touched."""

    help = "Load the illustrative data of the demo."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load them, or say in one sentence why they cannot be here."""
        try:
            load_demo(demo_password())
        except NoDemoHere as reason:
            raise CommandError(str(reason)) from reason
        if options["verbosity"]:
            self.stdout.write("The demo stands, with illustrative data: none of it is a commitment.")
