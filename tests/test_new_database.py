"""A new database gets its tables at once: those of an instance that followed every version, and no other."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import LiteralString
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from psycopg.sql import SQL, Identifier

FACTS: dict[str, LiteralString] = {
    "columns": "SELECT table_name, column_name, data_type, is_nullable, column_default, is_identity,"
    " character_maximum_length FROM information_schema.columns WHERE table_schema = current_schema()",
    "constraints": "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = current_schema()::regnamespace",
    "indexes": "SELECT tablename, indexname, replace(indexdef, current_schema() || '.', '') FROM pg_indexes"
    " WHERE schemaname = current_schema()",
    "migrations": "SELECT app, name FROM django_migrations",
}


class Place:
    """An empty schema of the database of the tests: to whoever works there, a new database."""

    def __init__(self, name: str) -> None:
        path, query = f"/{connection.settings_dict['NAME']}", f"options=-csearch_path%3D{name}"
        self.url = urlsplit(os.environ["DATABASE_URL"])._replace(path=path, query=query).geturl()
        self.name = Identifier(name)

    def execute(self, command: LiteralString) -> None:
        """Make it or drop it."""
        with psycopg.connect(self.url) as there:
            there.execute(SQL(command).format(self.name))

    def manage(self, *words: str) -> int:
        """Run a command of `manage.py` there; return how it ended."""
        command, there = [sys.executable, "manage.py", *words], {**os.environ, "DATABASE_URL": self.url}
        return subprocess.run(
            command, cwd=settings.BASE_DIR, env=there, capture_output=True, check=False
        ).returncode

    def says(self, question: LiteralString) -> set[tuple[object, ...]]:
        """Return the rows that answer a question."""
        with psycopg.connect(self.url) as there:
            return set(there.execute(question))


@pytest.fixture
def new_place(db) -> Iterator[Callable[[str], Place]]:
    """Make empty places, and drop them again."""
    with ExitStack() as at_the_end:

        def make(name: str) -> Place:
            place = Place(name)
            place.execute("CREATE SCHEMA {}")
            at_the_end.callback(place.execute, "DROP SCHEMA {} CASCADE")
            return place

        yield make


@pytest.mark.postgres
def test_a_new_database_has_the_tables_of_one_that_followed_every_version(new_place):
    """What holds a table is migrated step by step: here those of the first app alone."""
    new, old = new_place("new"), new_place("old")
    assert (new.manage("migrate"), old.manage("migrate", "contenttypes"), old.manage("migrate")) == (0, 0, 0)
    for question in FACTS.values():
        facts = new.says(question)
        assert facts
        assert facts == old.says(question)


@pytest.mark.postgres
def test_asking_what_is_behind_makes_no_table(new_place):
    new = new_place("new")
    assert new.manage("migrate", "--check") == 1
    assert new.says(FACTS["indexes"]) == set()
