"""Who is who, for everybody: in the reader's order, with dates, and saying what is not known."""

import re

import pytest

from pilares.people.actions import load_actors
from pilares.people.models import Country, Membership, Presidency
from pilares.people.queries import member_names

pytestmark = pytest.mark.django_db


@pytest.fixture
def actors(real_instance, move_clock):
    """A real instance in March 2026, with the actors loaded."""
    move_clock("2026-03-01T09:00:00-06:00")
    load_actors()


def text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def members(response) -> list[str]:
    section = response.content.decode().split('id="members"')[1].split("</section>")[0]
    return re.findall(r'<a href="[^"]+">([^<]+)</a>', section)


def test_in_spanish_the_dominican_republic_comes_last(client, actors):
    assert members(client.get("/es/actores")) == [
        "Belice", "Canadá", "Costa Rica", "El Salvador", "Estados Unidos", "Guatemala", "Honduras",
        "México", "Nicaragua", "Panamá", "República Dominicana",
    ]  # fmt: skip


def test_in_english_the_dominican_republic_comes_before_el_salvador(client, actors):
    assert members(client.get("/en/actors")) == [
        "Belize", "Canada", "Costa Rica", "Dominican Republic", "El Salvador", "Guatemala", "Honduras",
        "Mexico", "Nicaragua", "Panama", "United States",
    ]  # fmt: skip


def test_the_footer_names_the_members_in_a_sentence(client, actors):
    page = client.get("/es/ayuda").content.decode()
    assert "México, Nicaragua, Panamá y República Dominicana." in page


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("/es/actores?fecha=2020-06-15", ("Guatemala", "Costa Rica", "México")),
        ("/en/actors?date=2020-06-15", ("Guatemala", "Costa Rica", "Mexico")),
        ("/es/actores", ("no se conoce", "no se conoce", "no se conoce")),
        ("/es/actores?fecha=2022-03-01", ("México", "El Salvador", "no se conoce")),
    ],
)
def test_the_troika_of_a_day_is_shown_or_said_to_be_unknown(client, actors, address, shown):
    aside = client.get(address).content.decode().split('id="troika"')[1].split("</dl>")[0]
    found = re.findall(r"<dd>(?:<strong>)?([^<]+)", aside)
    assert tuple(found) == shown


def test_an_unknown_presidency_says_why_it_is_unknown(client, actors):
    assert "Ninguna fuente ni registro de la Secretaría dice quién preside en este día." in text(
        client.get("/es/actores")
    )


def test_a_day_that_is_not_one_is_refused_in_words(client, actors):
    page = client.get("/es/actores?fecha=ayer")
    assert (page.status_code, "Escriba el día como en 2021-10-15." in text(page)) == (422, True)


def test_a_gap_between_presidencies_is_said(client, actors):
    said = "It is not known who came between, or whether anybody did."
    assert text(client.get("/en/actors")).count(said) == 13


def test_an_organ_shows_the_names_it_has_had_and_links_to_its_page_in_the_other_language(client, actors):
    page = client.get("/es/actores/organos/secretaria-ejecutiva")
    assert "Unidad de Apoyo Técnico UAT desde marzo de 2001" in text(page)
    assert 'href="/en/actors/organs/executive-secretariat"' in page.content.decode()


@pytest.mark.parametrize("address", ["/es/actores/organos/proteccion", "/es/actores/paises/zz"])
def test_what_has_no_page_here_is_not_found(client, actors, address):
    assert client.get(address).status_code == 404


def test_a_country_shows_its_seat_and_its_presidencies(client, actors):
    page = text(client.get("/en/actors/countries/do"))
    assert ("already speaks of eleven Member Countries" in page, "2011" in page) == (True, True)


def test_an_instance_without_actors_says_that_nothing_is_recorded(client):
    assert "Aún no hay nada registrado." in text(client.get("/es/actores"))


def queries_of(client, address, captured) -> int:
    with captured as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_the_page_asks_as_much_of_one_country_as_of_three(client, django_assert_max_num_queries):
    counts = []
    for n, (code, iso) in enumerate([("GT", "GTM"), ("HN", "HND"), ("MX", "MEX")], 1):
        country = Country.objects.create(code=code, iso3=iso, name_es=code, name_en=code)
        Membership.objects.create(country=country, kind="member")
        Presidency.objects.create(country=country, order=n, label=str(n))
        counts.append(queries_of(client, "/es/actores", django_assert_max_num_queries(20)))
    assert counts == [counts[0]] * 3


def test_a_country_that_left_is_a_member_no_more(world):
    Membership.objects.filter(country_id="NI").update(ends_on="2021-10-14")
    assert "Nicaragua" not in member_names()
