"""The demo's own world: rows of every visibility and of every state, and nine people of nine standings."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from pilares.home.management.commands.start import CONTENT
from tests.cast import NOW


@pytest.fixture(scope="module")
def demo_world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Lay the demo for all the tests of a module, each of which takes back what it wrote."""
    with django_db_blocker.unblock(), override_settings(DEMO=True, NOW=NOW), transaction.atomic():
        for loader in (*CONTENT, "load_demo"):
            call_command(loader, verbosity=0)
        yield
        transaction.set_rollback(True)
