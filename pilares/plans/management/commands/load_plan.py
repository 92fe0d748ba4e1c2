"""`manage.py load_plan`: the plan's text into the database, at first start and after every update."""

from typing import Any

from django.core.management.base import BaseCommand

from pilares.plans.actions import load_plan


class Command(BaseCommand):
    """Safe to repeat: it loses nothing and retouches no adopted word."""

    help = "Load the Plan Estratégico de la CRM 2019-2022, version 1."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the plan and say which version stands."""
        version = load_plan()
        if options["verbosity"]:
            self.stdout.write(
                f"{version}: {version.sections.count()} sections, {version.notes.count()} notes."
            )
