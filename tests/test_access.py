"""Every address answers every role as the access table says, and no address is missing from it."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from pilares.people.models import User
from pilares.plans.actions import load_plan
from tests.access_table import FORM, PAGES, PARTS, QUERY, ROLES
from tests.cast import as_role


def addresses(resolver: URLResolver, namespaces: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the full name of every address below a resolver; one without a name shows its pattern."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inside = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from addresses(pattern, inside)
        elif isinstance(pattern, URLPattern):
            yield ":".join((*namespaces, pattern.name or f"without a name: {pattern.pattern}"))


def test_every_address_is_in_the_access_table():
    stated = {page.split(" ", 1)[1] for page in PAGES}
    assert set(addresses(get_resolver())) - stated == set()


def test_the_access_table_names_no_address_that_is_gone():
    stated = {page.split(" ", 1)[1] for page in PAGES}
    assert stated - set(addresses(get_resolver())) == set()


def test_every_row_says_what_each_role_is_answered():
    assert {page for page, row in PAGES.items() if set(row) != set(ROLES)} == set()


class Undone(Exception):
    """Raised to take back what a request wrote before the next role asks."""


def answer(page: str, user: User | AnonymousUser) -> int:
    """Ask for a page as a person, and take back whatever that wrote."""
    method, name = page.split(" ", 1)
    url = reverse(name, kwargs=PARTS.get(name))
    ask = getattr(as_role(Client(), user), method.lower())
    status = 0
    try:
        with transaction.atomic():
            status = ask(url, FORM.get(page) or QUERY.get(page)).status_code
            raise Undone
    except Undone:
        return status


@pytest.fixture
def content(world) -> None:
    """The plan's text, as every instance has it."""
    load_plan()


@pytest.mark.parametrize("page", PAGES)
def test_an_address_answers_each_role_as_the_table_says(page, cast, content):
    assert {role: answer(page, cast[role]) for role in ROLES} == PAGES[page]
