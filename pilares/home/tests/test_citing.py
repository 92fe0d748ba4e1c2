"""Every page that a journalist reads can be cited, with an address that keeps showing what stood (AC-25)."""

import re
from datetime import date
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.utils.html import strip_tags

DAY = "15 de octubre de 2021"
HEAD = "CRM, Plan Estratégico 2019-2022, versión 1"


@pytest.fixture
def cited(client, plan, add_activity, move_clock):
    """Return what a page offers to be cited as, and the address beside it."""
    move_clock("2021-10-15T09:00:00-06:00")
    plan.versions.update(in_force_from=date(2019, 11, 14))
    add_activity("PROT", 1, "Ruta regional", state="in_process", themes=("trata",))

    def read(address: str) -> tuple[str, str]:
        html = client.get(address).content.decode()
        (source,) = re.findall(r"<span data-copy-source>(.*?)</span></p>", html)
        said, _space, there = " ".join(unescape(strip_tags(source)).split()).rpartition(" ")
        return said, there

    return read


@pytest.mark.parametrize(
    ("page", "place", "there"),
    [
        ("/es/grupos/proteccion", "GT Protección", "/es/grupos/proteccion/plan?al=2021-10-15&plan=2019-2022"),
        (
            "/es/grupos/proteccion/plan",
            "GT Protección",
            "/es/grupos/proteccion/plan?al=2021-10-15&plan=2019-2022",
        ),
        (
            "/es/plan/2019-2022/temas/trata",
            "tema «Víctimas de trata»",
            "/es/matriz?al=2021-10-15&plan=2019-2022&tema=trata",
        ),
        (
            "/es/plan/2019-2022/pilares/gobernanza-migratoria",
            "Pilar 1",
            "/es/matriz?al=2021-10-15&plan=2019-2022&pilar=1",
        ),
        (
            "/es/matriz?grupo=proteccion",
            "matriz de seguimiento",
            "/es/matriz?al=2021-10-15&plan=2019-2022&grupo=proteccion",
        ),
    ],
)
def test_a_page_of_data_says_how_it_is_cited(cited, page, place, there):
    said, address = cited(page)
    assert said == f"{HEAD}, {place}, datos al {DAY}"
    assert address.endswith(there)
    assert urlsplit(address).netloc


def test_the_address_shows_what_stood_after_it_changed(client, cited, plan, move_clock):
    addresses = [
        cited(page)[1] for page in ("/es/", "/es/grupos/proteccion", "/es/plan/2019-2022/temas/trata")
    ]
    move_clock("2021-11-20T09:00:00-06:00")
    activity = plan.activities.get()
    activity.title_es = "Otra ruta"
    activity.save()
    for address in addresses:
        there = urlsplit(address)
        html = client.get(f"{there.path}?{there.query}").content.decode()
        assert "15 de octubre de 2021" in html
        assert "Ruta regional" in html


def test_a_cited_plan_of_a_group_says_on_its_own_page_how_it_is_cited(client, cited, move_clock):
    move_clock("2021-11-20T09:00:00-06:00")
    address = "/es/grupos/proteccion/plan?al=2021-10-15&plan=2019-2022"
    assert cited(address) == (
        f"{HEAD}, GT Protección, datos al {DAY}",
        cited("/es/grupos/proteccion/plan")[1].replace("2021-11-20", "2021-10-15"),
    )
