"""Every address answers every role as the access table says, and no address is missing from it.

The roles are the demo's nine people and a visitor, in the demo's own world: it holds rows of every
visibility, a candidate of a group, and a closed one.
"""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override

from pilares.home.management.commands.start import CONTENT
from pilares.people.models import User
from tests.access_table import EMPTY, FORM, PAGES, PARTS, PEOPLE, QUERY, ROLES, Row
from tests.cast import NOW, as_role


def addresses(resolver: URLResolver, namespaces: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the full name of every address below a resolver; one without a name shows its pattern."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inside = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from addresses(pattern, inside)
        elif isinstance(pattern, URLPattern):
            yield ":".join((*namespaces, pattern.name or f"without a name: {pattern.pattern}"))


def name_of(page: str) -> str:
    """Return the name of the address of a row; what follows it says which record is asked for."""
    return page.split(" ")[1]


def test_every_address_is_in_the_access_table():
    assert set(addresses(get_resolver())) - {name_of(page) for page in PAGES} == set()


def test_the_access_table_names_no_address_that_is_gone():
    assert {name_of(page) for page in PAGES} - set(addresses(get_resolver())) == set()


def test_every_row_says_what_each_role_is_answered():
    assert {page for page, row in PAGES.items() if set(row) != set(ROLES)} == set()


@pytest.fixture(scope="module")
def people(django_db_setup, django_db_blocker) -> Iterator[dict[str, User | AnonymousUser]]:
    """The demo's people by role, in its world; laid once for the whole table, and taken back."""
    with (
        django_db_blocker.unblock(),
        override_settings(DEMO=True, NOW=NOW),
        transaction.atomic(),
    ):
        for loader in (*CONTENT, "load_demo"):
            call_command(loader, verbosity=0)
        accounts = {user.email.split("@")[0]: user for user in User.objects.all()}
        yield {role: accounts.get(PEOPLE[role], AnonymousUser()) for role in ROLES}
        transaction.set_rollback(True)


class Undone(Exception):
    """Raised to take back what a request wrote before the next role asks."""


def answer(page: str, user: User | AnonymousUser) -> int:
    """Ask for a page as a person, and take back whatever that wrote."""
    method, name = page.split(" ")[:2]
    parts = PARTS.get(page.removeprefix(f"{method} ")) or PARTS.get(name)
    with override("es"):
        url = reverse(name, kwargs=dict(parts() if callable(parts) else parts or {}))
    data = FORM.get(page, EMPTY) if method == "POST" else QUERY.get(page)
    status = 0
    try:
        with transaction.atomic():
            reader = User.objects.get(pk=user.pk) if isinstance(user, User) else user
            ask = getattr(as_role(Client(), reader), method.lower())
            status = ask(url, data).status_code
            raise Undone
    except Undone:
        return status


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_an_address_answers_each_role_as_the_table_says(page: str, people):
    """On a second database the Secretariat asks: who may what does not depend on it."""
    assert settings.DEMO
    roles = ROLES if connection.vendor == "sqlite" else ("secretariat",)
    answers: Row = {role: answer(page, people[role]) for role in roles}
    assert answers == {role: PAGES[page][role] for role in roles}
