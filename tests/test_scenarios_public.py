"""A journalist verifies and cites, without signing in and without scripts, in the words of AC-25."""

import csv
import re
from io import StringIO

import pytest

from pilares.monitoring.models import Indicator
from pilares.monitoring.tests.measured import measure
from tests.words import words_of

pytestmark = pytest.mark.django_db
PAGE = "/es/actividades/PROT-A1"


def declare(client, state: str, on: str, reason: str) -> None:
    """The group declares a status, as its form asks it."""
    typed = {"state": state, "on": on, "reason": reason}
    opened = client.get("/es/matriz/PROT-A1/estado").content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(base-[^"]+)" value="([^"]*)"', opened))
    assert client.post("/es/matriz/PROT-A1/estado", hidden | typed).status_code == 302


@pytest.fixture
def published(plan, add_activity, member, sign_in, client, real_instance):
    """PROT-A1, in process since 1 October, with 3 of 5 countries; the journalist reads."""
    add_activity("PROT", 1, "Ruta regional", themes=("trata",), parties=("GT",), years=(2,), principles="f")
    add_activity("PROT", 2, "Sin medir", themes=("ninez",))
    add_activity("PROT", 3, "Para miembros", tier="members", themes=("ninez",))
    measure(Indicator.objects.get(code="PROT-A1-I1"), [2, 3], target=5)
    declare(sign_in(member), "in_process", "2021-10-01", "Tres países la aplican.")
    client.logout()
    return client


def test_without_scripts_she_reads_what_was_committed_by_whom_and_how_it_stands(published, member):
    page = published.get(PAGE)
    said = words_of(page)
    for words in (
        ("Ruta regional En proceso de implementarse Desde el 1 de octubre de 2021 · declarado por el GT "
        "Protección"),
        "Datos al 15 de octubre de 2021", "Grupo Grupo de Trabajo sobre Protección",
        "meta 5 países · mide Cancillería 3 de 5 países · 60 % validado el 12 de octubre de 2021",
        ("CRM, Plan Estratégico 2019-2022, versión 1, GT Protección, actividad PROT-A1, datos al "
        "15 de octubre de 2021 http://testserver/es/actividades/PROT-A1?al=2021-10-15"),
    ):  # fmt: skip
        assert words in said
    html = page.content.decode()
    assert ("noindex" in html, "Datos ilustrativos" in html, str(member) in html) == (False, False, False)
    assert "Sin dato" in words_of(published.get("/es/actividades/PROT-A2"))
    explained = words_of(published.get("/es/indicadores/PROT-A2-I1"))
    assert "Sin dato No se ha validado ningún valor. Lo que falta nunca es cero." in explained


def test_what_she_cited_stands_beside_what_it_says_today(published, member, sign_in, move_clock):
    way = re.findall(r"http://testserver(/\S+\?al=\d{4}-\d\d-\d\d)", words_of(published.get(PAGE)))[0]
    move_clock("2021-12-01T09:00:00-06:00")
    declare(sign_in(member), "not_achieved", "2021-11-30", "Dos países se retiraron.")
    published.logout()
    said = words_of(published.get(way))
    assert "La actividad como estaba al terminar el 15 de octubre de 2021" in said
    assert "Estado En proceso de implementarse No alcanzado" in said
    assert "Desde el 1 de octubre de 2021 · declarado por el GT Protección" in said


def test_the_rows_that_she_downloads_open_in_excel_and_hold_what_is_public_alone(published, member):
    columns = {}
    for language, address, notes, terms in (
        ("es", "/es/matriz.csv", "notas", "condiciones_de_uso"), ("en", "/en/matrix.csv", "notes", "licence"),
    ):  # fmt: skip
        content = published.get(address).content
        assert content.startswith(b"\xef\xbb\xbf")
        assert str(member).encode() not in content
        rows = list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))
        columns[language] = list(rows[0])
        assert [next(iter(row.values())) for row in rows] == ["PROT-A1", "PROT-A2"]
        assert (terms in rows[0], "7" in rows[0][notes]) == (True, True)
    pairs = [" · ".join(pair) for pair in zip(columns["es"], columns["en"], strict=True)]
    for address in ("/es/datos-abiertos", "/en/open-data"):
        page = published.get(address).content.decode()
        assert re.findall(r"<li><b>(\w+ · \w+)</b>: \S", page) == pairs
