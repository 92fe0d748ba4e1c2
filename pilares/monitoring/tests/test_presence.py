"""«Member A is editing this too»: told without a lock, to those who edit, and soon forgotten (AC-10)."""

import pytest
from django.core.cache import cache
from django.test import Client

from pilares.core.presence import STAYS, also_here
from pilares.monitoring.tests.conftest import words_of

EDITORS = (
    "/es/indicadores/PROT-A1-I1/editar",
    "/es/actividades/PROT-A1/editar",
    "/es/matriz/PROT-A1/actividad",
    "/es/matriz/PROT-A1/estado",
)


@pytest.fixture(autouse=True)
def nobody_here(db):
    """Begin each test with every editor closed."""
    cache.clear()


def test_two_people_see_each_other_and_nothing_is_locked(three, indicator, member, other_member, sign_in):
    for address in EDITORS:
        cache.clear()
        assert "también está editando" not in words_of(sign_in(member).get(address))
        assert "Miembro a también está editando. Nada se bloquea" in words_of(
            sign_in(other_member).get(address)
        )
        assert "Miembro b también está editando." in words_of(sign_in(member).get(address))
    asked = sign_in(member).post("/es/indicadores/PROT-A1-I1/presencia")
    assert "también" not in asked.content.decode()  # another record than the one left open last
    also_here(indicator, other_member)
    asked = sign_in(member).post("/es/indicadores/PROT-A1-I1/presencia").content.decode()
    assert "Miembro b también está editando." in asked
    assert "<html" not in asked


def test_whoever_saved_is_gone_and_whoever_left_is_forgotten(
    three, indicator, member, other_member, monkeypatch
):
    assert also_here(indicator, member) == ()
    assert also_here(indicator, other_member) == (member.pk,)
    monkeypatch.setattr("pilares.core.presence.STAYS", -1)
    also_here(indicator, other_member)  # looked for the last time long ago
    monkeypatch.setattr("pilares.core.presence.STAYS", STAYS)
    assert also_here(indicator, member) == ()


def test_only_those_who_may_edit_are_told(three, indicator, member, outsider, observer, sign_in):
    also_here(indicator, member)
    for user in (outsider, observer):
        answer = sign_in(user).post("/es/indicadores/PROT-A1-I1/presencia")
        assert answer.status_code == 403
        assert "Miembro a" not in answer.content.decode()
    assert Client().post("/es/indicadores/PROT-A1-I1/presencia").status_code == 302
    assert sign_in(member).get("/es/indicadores/PROT-A1-I1/presencia").status_code == 405
