"""Every number is the same number on every surface: pages, matrix, files, reports, papers and open data.

One public activity has an indicator of every kind, and each surface is read once.
"""

import csv
import json
import re
from collections.abc import Callable
from html import unescape
from io import BytesIO, StringIO
from typing import Any

import docx
import openpyxl
import pytest
from django.test import Client

from pilares.monitoring.models import Indicator, IndicatorMilestone, Measurement
from pilares.monitoring.tests.measured import measure, report
from pilares.monitoring.tests.test_progress import CASES as CORE
from tests.cast import as_role
from tests.pdf import pages_of

#: of the kinds that the other list has not: how it is measured, values, target, what every surface says
MORE: dict[str, tuple[dict[str, Any], list[object], object, str]] = {
    "an average": ({"over_time": "average"}, [3, 4], 10, "3,5 de 10 países · 35 %"),
    "a maximum": ({"over_time": "maximum"}, [6, 4], 10, "6 de 10 países · 60 %"),
    "a minimum": ({"over_time": "minimum"}, [6, 4], 10, "4 de 10 países · 40 %"),
    "side by side": ({"over_time": "none"}, [6, 4], 10, "No se agrega: vea cada periodo"),
    "a rank": ({"measure": "ordinal", "unit_es": "", "unit_en": ""}, [3], 5, "3 de 5 · 60 %"),
    "yes or no": (
        {"measure": "nominal", "direction": "", "baseline": None, "baseline_on": None,
         "baseline_status": "not_applicable"}, [1], 1, "Sí · Cumple",
    ),
    "the sum of countries": (
        {"over_countries": "sum", "over_time": "sum"}, [None], 20, "12 de 20 países · 60 %",
    ),
    "countries that meet it": (
        {"over_countries": "count", "natural_max": 11}, [None], 4, "2 de 4 países · 50 %"
    ),
    "a judgement": (
        {"measure": "qualitative", "direction": "", "over_time": "", "unit_es": "", "unit_en": ""}, [None],
        None, "Sustancial",
    ),
    "steps": (
        {"measure": "milestone", "direction": "", "over_time": "", "unit_es": "hitos", "unit_en": "steps"},
        [None], None, "2 de 4 hitos · 70 %",
    ),
}  # fmt: skip
ONE_BY_ONE = {"the sum of countries": (3, 4, 5), "countries that meet it": (1, 0, 1)}


def name_of(case: str) -> str:
    """The name of an indicator, which stands in no other text."""
    return f"Mide {case.replace(',', '')} así"


@pytest.fixture
def expected(add_activity) -> dict[str, str]:
    """One public activity with an indicator of each kind: by its name, what every surface has to say."""
    activity = add_activity("PROT", 1, "Ruta", themes=("trata",), state="in_process", indicators=0)
    cases = {name: (c, v, t, es) for name, (c, v, t, es, _en) in CORE.items()} | MORE
    found = {}
    for number, (case, (columns, values, target, said)) in enumerate(cases.items(), start=1):
        made = Indicator.objects.create(
            activity=activity, code=f"PROT-A1-I{number}", name_es=name_of(case), unit_es="países"
        )
        made = measure(made, values, target=target, **columns)
        period = made.periods.all()[0]
        for country, value in zip(("CR", "GT", "MX"), ONE_BY_ONE.get(case, ()), strict=False):
            report(period, value, country_id=country)
        if case == "a judgement":
            report(period, None, judgement="substantial")
        if case == "steps":
            made_steps(made)
        found[made.name_es] = said
    return found


def made_steps(indicator: Indicator) -> None:
    """Four steps with their weights, of which two were accepted."""
    steps = [
        IndicatorMilestone.objects.create(indicator=indicator, text_es=f"Hito {n}", weight=weight, order=n)
        for n, weight in enumerate((40, 30, 20, 10))
    ]
    report(indicator.periods.get(), None).milestones.set(steps[:2])


def main_of(client: Client, url: str) -> str:
    """Return the words of a page's main part."""
    page = client.get(url).content.decode()
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def word_of(client: Client, url: str) -> str:
    """Return the words of the tables of a Word file, row by row."""
    paper = docx.Document(BytesIO(client.get(url).content))
    return " ".join(" ".join(c.text.split()) for t in paper.tables for r in t.rows for c in r.cells)


def workbook_of(client: Client, url: str) -> str:
    """Return the words of a workbook, cell by cell."""
    book = openpyxl.load_workbook(BytesIO(client.get(url).content))
    cells = (cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    return " ".join(" ".join(str(cell).split()) for cell in cells if cell is not None)


def pdf_of(client: Client, url: str) -> str:
    """Return the words of a PDF."""
    return " ".join(pages_of(client.get(url).content))


def text_of(client: Client, url: str) -> str:
    """Return the words of a CSV or JSON file."""
    body = client.get(url).content.decode("utf-8-sig")
    if url.endswith(".json"):
        return " ".join(walk(json.loads(body)))
    return " ".join(" ".join(cell.split()) for row in csv.reader(StringIO(body)) for cell in row)


def walk(found: object):
    if isinstance(found, dict):
        found = list(found.values())
    if isinstance(found, list):
        for one in found:
            yield from walk(one)
    elif found is not None:
        yield str(found)


REPORT, OF_GROUP, DATA = "/es/informes/2021", "/es/informes/grupos/proteccion/2021-2", "/es/datos-abiertos"
#: how each surface is read: those that say a figure in one text, and those with a column for its progress
SURFACES: dict[str, Callable[[Client, str], str]] = {
    "/es/matriz": main_of, "/es/matriz?vista=4.2": main_of, "/es/indicadores/": main_of,
    "/es/matriz.xlsx?vista=4.2": workbook_of, "/es/matriz.csv": text_of, "/es/matriz.json": text_of,
    REPORT: main_of, f"{REPORT}.docx": word_of, f"{REPORT}.pdf": pdf_of, f"{REPORT}.csv": text_of,
    f"{REPORT}.json": text_of, OF_GROUP: main_of, f"{OF_GROUP}.docx": word_of, f"{OF_GROUP}.pdf": pdf_of,
    f"{OF_GROUP}.csv": text_of, f"{OF_GROUP}.json": text_of,
}  # fmt: skip
APART: dict[str, Callable[[Client, str], str]] = {
    "/es/indicadores.csv": text_of, f"{DATA}/indicators.csv": text_of, f"{DATA}/indicators.json": text_of,
    f"{DATA}/indicators.xlsx": workbook_of,
}  # fmt: skip
LONGEST_BETWEEN = 180


def differing(text: str, expected: dict[str, str], codes: dict[str, str]) -> list[tuple[str, str, str]]:
    """Return each indicator of which a text says something else: name, what was expected, what follows."""
    found = []
    for name, said in expected.items():
        named = rf"(?:{re.escape(name)}|{codes[name]}:)"
        if not re.search(rf"{named}(?:(?!Mide ).){{0,{LONGEST_BETWEEN}}}?{re.escape(said)}", text):
            found.append((name, said, text.partition(name)[2][:200]))
    return found


@pytest.fixture
def codes(expected) -> dict[str, str]:
    """The codes of the indicators by their names."""
    return dict(Indicator.objects.values_list("name_es", "code"))


def test_every_surface_says_of_every_kind_of_indicator_the_same(expected, codes, client, world, secretariat):
    as_role(client, secretariat)
    client.post("/es/informes/nuevo", {"presidency": world.mexico.pk, "cut_off": "2021-10-15"})
    client.post("/es/informes/grupos/proteccion/nuevo", {"occasion": "before_rvm", "year": 2021})
    found = {url: differing(read(client, url), expected, codes) for url, read in SURFACES.items()}
    apart = {name: said.replace(" · ", " ") for name, said in expected.items()}
    found |= {url: differing(read(client, url), apart, codes) for url, read in APART.items()}
    assert {url: wrong for url, wrong in found.items() if wrong} == {}


def test_every_figure_explains_itself_on_its_page_and_says_its_value_on_its_activity(expected, codes, client):
    values = {name: said.partition(" · ")[0] for name, said in expected.items()}
    assert differing(main_of(client, "/es/actividades/PROT-A1"), values, codes) == []
    silent = []
    for name, said in values.items():
        page = main_of(client, f"/es/indicadores/{codes[name]}")
        explained = page.partition("¿Cómo se calcula?")[2]
        if said not in page or len(explained.partition("Historia")[0]) < 40:
            silent.append((name, said, page[:300]))
    assert silent == []


def test_a_value_that_changes_changes_on_every_surface(expected, codes, client, world, secretariat):
    figure = Measurement.objects.get(period__indicator__code=codes[name_of("a sum with a gap")], value=4)
    Measurement.objects.filter(pk=figure.pk).update(value=5)
    as_role(client, secretariat)
    client.post("/es/informes/nuevo", {"presidency": world.mexico.pk, "cut_off": "2021-10-15"})
    client.post("/es/informes/grupos/proteccion/nuevo", {"occasion": "before_rvm", "year": 2021})
    now = {name_of("a sum with a gap"): "8 de 10 países · 80 %"}
    found = {url: differing(read(client, url), now, codes) for url, read in SURFACES.items()}
    assert {url: wrong for url, wrong in found.items() if wrong} == {}
