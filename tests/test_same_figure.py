"""Every number is the same number on every surface: pages, matrix, files, reports, papers and open data.

One public activity has an indicator of every kind, and each surface is read once.
"""

import csv
import json
import re
from collections.abc import Callable
from datetime import date
from html import unescape
from io import BytesIO, StringIO
from typing import Any

import docx
import openpyxl
import pytest
from django.test import Client

from pilares.core.access import Tier
from pilares.meetings.models import Meeting
from pilares.monitoring.models import (
    Activity,
    Indicator,
    IndicatorMilestone,
    Measurement,
    Period,
    Request,
    Window,
)
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
    "a ratio of countries": (
        {"measure": "percentage", "over_countries": "ratio", "over_time": "ratio", "numerator_es": "a",
         "denominator_es": "b"}, [None], 80, "19 % (meta 80 %) · avance 23,8 %",
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
ONE_BY_ONE: dict[str, tuple[object, ...]] = {
    "the sum of countries": (3, 4, 5), "countries that meet it": (1, 0, 1),
    "a ratio of countries": ((9, 10), (10, 90)),
}  # fmt: skip


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
    return " ".join(" ".join(pages_of(client.get(url).content)).split())


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
        yield " ".join(str(found).split())


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


@pytest.fixture
def completed(expected, world) -> None:
    """The activity is declared completed, the RCGM is convened, and the annual report is begun."""
    Activity.objects.update(state="completed", state_on=date(2021, 6, 1))
    Meeting.objects.create(
        code="GRCM-2021-11", body=world.bodies["GRCM"], name_es="GRCM", name_en="RCGM", status="convened",
        starts_on=date(2021, 11, 16), ends_on=date(2021, 11, 16), tier=Tier.PUBLIC,
    )  # fmt: skip


DOSSIER, SHEET = "/es/informes/grcm/GRCM-2021-11", "/es/ficha/us"
#: the kinds of which nobody can say that they are below their target
NOT_SHORT = {
    "no value", "kept at zero", "baseline is the target", "baseline missing", "overshoot",
    "within a range", "nothing to measure", "side by side", "yes or no", "a judgement",
}  # fmt: skip


def test_the_dossier_of_the_rcgm_says_of_what_is_short_the_figures_of_the_report(
    completed, expected, client, world, secretariat
):
    as_role(client, secretariat)
    client.post("/es/informes/nuevo", {"presidency": world.mexico.pk, "cut_off": "2021-10-15"})
    short = [name_of(case) for case in (CORE | MORE) if case not in NOT_SHORT]
    said = "; ".join(expected[name].partition(" · ")[0] for name in short)
    read = {
        DOSSIER: main_of, f"{DOSSIER}.docx": word_of, f"{DOSSIER}.pdf": pdf_of, REPORT: main_of,
        f"{REPORT}.docx": word_of, f"{REPORT}.json": text_of, "/es/matriz": main_of,
        "/es/matriz.xlsx?vista=4.2": workbook_of, "/es/actividades/PROT-A1": main_of,
    }  # fmt: skip
    assert [
        url
        for url, reader in read.items()
        if said.removeprefix("Meta no alcanzada: ") not in reader(client, url)
    ] == []


def test_the_vice_ministers_sheet_counts_what_is_short_as_the_report_and_the_dossier_do(
    completed, client, world, secretariat
):
    as_role(client, secretariat)
    client.post("/es/informes/nuevo", {"presidency": world.mexico.pk, "cut_off": "2021-10-15"})
    for url, reader, counted in (
        (SHEET, main_of, "Compromisos logrados 1 1 con meta no alcanzada"),
        (f"{SHEET}.pdf", pdf_of, "1 con meta no alcanzada"),
        (REPORT, main_of, "Compromisos logrados 1 de 1 1 con meta no alcanzada"),
        (DOSSIER, main_of, "Logrados: 1 de 1 (1 con meta no alcanzada)"),
    ):
        assert counted in reader(client, url), url


def test_my_country_says_its_own_figure_as_the_page_of_that_figure_does(expected, client, plan, focal_point):
    """What Honduras reported before, in each shape, stands beside what it is asked now."""
    window = Window.objects.create(
        plan=plan, name_es="Ventana", opens_on=date(2021, 9, 15), closes_on=date(2021, 10, 15)
    )
    wanted = {}
    for case, value, said in (
        ("the sum of countries", 7, "7 países"), ("a ratio of countries", (3, 4), "3 de 4"),
        ("countries that meet it", 1, "1 país"),
    ):  # fmt: skip
        indicator = Indicator.objects.get(name_es=name_of(case))
        Indicator.objects.filter(pk=indicator.pk).update(unit_one_es="país")
        first = indicator.periods.get()
        year = plan.plan_years.get(number=2)
        now = Period.objects.create(
            indicator=indicator, starts_on=year.starts_on, ends_on=year.ends_on, year=year
        )
        report(first, value, country_id="HN")
        Request.objects.create(window=window, period=now, country_id="HN", due_on=date(2021, 10, 15))
        wanted[indicator.code] = said
    as_role(client, focal_point)
    page = main_of(client, "/es/mi-pais")
    for code, said in wanted.items():
        assert f"dato anterior: {said}, 1.er año" in page.partition(code)[2][:200], code
        own = Measurement.objects.get(period__indicator__code=code, country="HN")
        assert said in main_of(client, f"/es/datos/{own.pk}"), code
