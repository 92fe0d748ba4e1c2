"""Bring the database up to this version; a new one gets at once the tables to which all migrations lead.

Django's own command, and one step before it: to take an empty database through every version only to arrive
at the tables of today takes ten times as long (docs/adr/0016).
"""

from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

#: these ask for something else than to be brought up to this version
OTHERWISE = ("app_label", "plan", "check_unapplied", "fake", "fake_initial", "prune")


class Command(Migrate):
    """Any database that holds a table is migrated step by step, as ever."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Lay the tables where there is none, and let Django's command go on: it finds nothing more to do."""
        connection = connections[options["database"]]
        if not any(options[name] for name in OTHERWISE) and not connection.introspection.table_names():
            lay_tables(options["database"])
        super().handle(*args, **options)


def lay_tables(alias: str) -> None:
    """Make every table and note every migration as applied, in one transaction."""
    connection = connections[alias]
    recorder, loader = MigrationRecorder(connection), MigrationLoader(connection)
    models: list[type[Model]] = [recorder.Migration, *loader.project_state().apps.get_models()]
    with connection.schema_editor() as editor:
        for model in models:
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        for app_label, name in loader.graph.nodes:
            recorder.record_applied(app_label, name)
