"""`manage.py load_actors`: who is who in the CRM, at first start and after every update."""

from typing import Any

from django.core.management.base import BaseCommand

from pilares.people.actions import load_actors
from pilares.people.models import Body, Country, Organisation, Presidency


class Command(BaseCommand):
    """Safe to repeat: it loses nothing and leaves the Secretariat's register alone."""

    help = "Load the countries, organs, organisations and presidencies that public sources tell of."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the actors and count them."""
        load_actors()
        if options["verbosity"]:
            self.stdout.write(
                f"{Country.objects.count()} countries, {Body.objects.count()} bodies, "
                f"{Organisation.objects.count()} organisations, {Presidency.objects.count()} presidencies."
            )
