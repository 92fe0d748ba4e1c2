"""Every address answers every role as the access table says, and no address is missing from it.

The roles are the demo's nine people and a visitor, in the demo's own world: it holds rows of every
visibility, a candidate of a group, and a closed one.
"""

from collections.abc import Iterator
from copy import deepcopy
from http.cookies import SimpleCookie

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override

from pilares.people.models import User
from tests.access_table import EMPTY, FORM, PAGES, PARTS, PEOPLE, QUERY, ROLES, Row
from tests.cast import as_role


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
def cookies(demo_world) -> dict[str, SimpleCookie]:
    """What the browser of each of the demo's people holds."""
    accounts = {user.email.split("@")[0]: user for user in User.objects.all()}
    people = {role: accounts.get(PEOPLE[role], AnonymousUser()) for role in ROLES}
    return {role: as_role(Client(), person).cookies for role, person in people.items()}


class Undone(Exception):
    """Raised to take back what a request wrote before the next role asks."""


def answer(page: str, cookies: SimpleCookie) -> int:
    """Ask for a page as whoever holds the cookies, and take back whatever that wrote."""
    method, name = page.split(" ")[:2]
    parts = PARTS.get(page.removeprefix(f"{method} ")) or PARTS.get(name)
    with override("es"):
        url = reverse(name, kwargs=dict(parts() if callable(parts) else parts or {}))
    data = FORM.get(page, EMPTY) if method == "POST" else QUERY.get(page)
    client, status = Client(), 0
    client.cookies = deepcopy(cookies)
    try:
        with transaction.atomic():
            status = getattr(client, method.lower())(url, data).status_code
            raise Undone
    except Undone:
        return status


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_an_address_answers_each_role_as_the_table_says(page: str, cookies):
    """On a second database the Secretariat asks: who may what does not depend on it."""
    assert settings.DEMO
    roles = ROLES if connection.vendor == "sqlite" else ("secretariat",)
    answers: Row = {role: answer(page, cookies[role]) for role in roles}
    assert answers == {role: PAGES[page][role] for role in roles}
