"""The pictures of the reports: the same on the page, in Word and in PDF, and never without words (M15)."""

import re
import zipfile
from datetime import date
from io import BytesIO

import docx.shared
import pytest
from django.utils.html import strip_tags
from docx.oxml.ns import qn

from pilares.monitoring.models import Indicator
from pilares.monitoring.tests.measured import measure
from pilares.plans.models import Placement, PlanYear
from pilares.reports.models import Frozen

PAGE = "/es/informes/2021"
GROUP = "/es/informes/grupos/proteccion"


@pytest.fixture
def drawn(plan, world, add_activity):
    """Four activities, three with a deadline, one on a theme; two indicators, one without a value."""
    for number in (1, 2, 3):
        PlanYear.objects.update_or_create(
            plan=plan, number=number,
            defaults={"starts_on": date(2018 + number, 11, 15), "ends_on": date(2019 + number, 11, 14)},
        )  # fmt: skip
    first = add_activity("PROT", 1, "Ruta", indicators=0, state="completed", due_on=date(2021, 6, 30))
    add_activity(
        "PROT", 2, "Intercambio", indicators=0, state="in_process", slot=None, due_on=date(2022, 3, 31)
    )
    add_activity(
        "PROT", 3, "Estudio", indicators=0, state="not_achieved", slot=None, due_on=date(2020, 11, 14)
    )
    add_activity("LAB", 1, "Guía", indicators=0)
    first.placed.create(placement=Placement.objects.filter(pillar__plan=plan, pillar__number=3).first())
    known = Indicator.objects.create(activity=first, code="PROT-A1-I8", name_es="Países", unit_es="países")
    Indicator.objects.create(activity=first, code="PROT-A1-I9", name_es="Casos", unit_es="casos")
    measure(known, [1, 3, None], target=4)


def words_of(svg):
    """The title and the description of a drawing."""
    return [re.findall(rf"<{part}[^>]*>(.*?)</{part}>", svg)[0] for part in ("title", "desc")]


def alternatives(content):
    """What stands for each picture of a Word file, and how wide each is."""
    shapes = docx.Document(BytesIO(content)).inline_shapes
    return [(shape._inline.docPr.get("descr"), shape.width) for shape in shapes]


def on(client, page):
    """The drawings of a page."""
    response = client.get(page)
    assert response.status_code == 200
    return re.findall(r'<svg[^>]*role="img".*?</svg>', response.content.decode())


def test_the_annual_report_draws_states_deadlines_themes_and_indicators(drawn, world, sign_in, secretariat):
    client = sign_in(secretariat)
    client.post("/es/informes/nuevo", {"presidency": world.mexico.pk, "cut_off": "2021-10-15"})
    found = on(client, PAGE)
    titles = [words_of(svg)[0] for svg in found]
    assert titles == [
        "Actividades por grupo de trabajo y estado",
        "Actividades por pilar y estado",
        "Plazos a lo largo de los años del Plan",
        "Temas del Plan con actividades prioritarias, por pilar",
        "Indicadores frente a sus metas: Grupo de Trabajo sobre Protección",
    ]
    assert (
        "3 actividades · Finalizado 1 · En proceso de implementarse 1 · No alcanzado 1"
        in words_of(found[0])[1]
    )
    assert (found[0].count("<rect"), found[2].count("<polygon")) == (4, 3)
    assert words_of(found[2])[1].startswith(
        "PROT-A1: 30 jun 2021 · Finalizado. PROT-A2: 31 mar 2022 · En proceso de implementarse. "
    )
    assert words_of(found[3])[1].count("3 temas · Con actividad 1 · Sin actividad 2.") == 1
    assert words_of(found[4])[1].startswith(
        "PROT-A1. Países: 3 de 4 países · 75\N{NO-BREAK SPACE}%. "
        "14 de noviembre de 2020: 1; 15 de octubre de 2021: 3. Meta: 4. PROT-A1. Casos: Sin dato."
    )
    content = client.get(f"{PAGE}.docx").content
    inline = alternatives(content)
    assert [alt.partition(". ")[0] for alt, _width in inline] == titles
    assert all(
        words_of(svg)[1].startswith(alt.partition(". ")[2])
        for svg, (alt, _w) in zip(found, inline, strict=True)
    )
    line = docx.shared.Inches(8.5) - 2 * docx.shared.Mm(18)
    assert [width < line for _alt, width in inline] == [True] * 5
    with zipfile.ZipFile(BytesIO(content)) as file:
        kinds = {file.read(name)[:4] for name in file.namelist() if name.startswith("word/media/")}
    assert kinds == {b"\x89PNG"}
    assert client.get(f"{PAGE}.pdf").content.count(b"/S/Figure") == 5


def test_the_themes_that_are_drawn_stand_as_a_table_with_the_codes_of_their_activities(
    drawn, plan, world, sign_in, secretariat
):
    client = sign_in(secretariat)
    client.post("/es/informes/nuevo", {"presidency": world.mexico.pk, "cut_off": "2021-10-15"})
    theme = Placement.objects.filter(pillar__plan=plan, pillar__number=3)[0].theme.name_es
    document = docx.Document(BytesIO(client.get(f"{PAGE}.docx").content))
    table = next(t for t in document.tables if t.cell(0, 1).text == "Temas con actividad")
    assert [row.cells[1].text for row in table.rows[1:]] == ["", "", f"{theme}: PROT-A1"]
    assert len(table.rows[3].cells[2].text.split("\n")) == 2
    page = " ".join(strip_tags(client.get(PAGE).content.decode()).split())
    assert f"{theme}: PROT-A1" in page


def test_a_groups_report_keeps_the_charts_of_its_indicators_as_they_stood(drawn, plan, sign_in, secretariat):
    client = sign_in(secretariat)
    client.post(f"{GROUP}/nuevo", {"occasion": "before_rvm", "year": 2021})
    client.post(f"{GROUP}/2021-2/consultar", {"pending_accepted": "on"})
    before = on(client, f"{GROUP}/2021-2")
    assert [words_of(svg)[0] for svg in before] == [
        "Plazos a lo largo de los años del Plan",
        "Indicadores frente a sus metas: Grupo de Trabajo sobre Protección",
        "Países, valores validados",
    ]
    measure(Indicator.objects.get(code="PROT-A1-I9"), [2], target=9)
    assert on(client, f"{GROUP}/2021-2") == before
    alts = alternatives(client.get(f"{GROUP}/2021-2.docx").content)
    assert [alt.partition(". ")[0] for alt, _width in alts] == [words_of(svg)[0] for svg in before]
    assert client.get(f"{GROUP}/2021-2.pdf").content.count(b"/S/Figure") == 3


def test_the_pages_of_groups_and_pillars_draw_what_their_lists_say(drawn, client):
    group, plan, pillars = (
        [words_of(svg)[0] for svg in on(client, page)]
        for page in ("/es/grupos/proteccion", "/es/grupos/proteccion/plan", "/es/plan/2019-2022/pilares/")
    )
    assert group == plan == ["Actividades por estado", "Plazos a lo largo de los años del Plan"]
    assert pillars == [
        "Actividades por pilar y estado",
        "Temas del Plan con actividades prioritarias, por pilar",
    ]


def test_an_indicator_with_two_validated_values_is_drawn_over_time_as_its_copy_knew_it(
    drawn, world, sign_in, secretariat
):
    client = sign_in(secretariat)
    client.post("/es/informes/nuevo", {"presidency": world.mexico.pk, "cut_off": "2021-10-15"})
    client.post(f"{PAGE}/consultar", {"pending_accepted": "on"})
    (kept,) = Frozen.objects.all()
    courses = {one["code"]: one.get("course") for row in kept.facts["rows"] for one in row["indicators"]}
    assert courses == {
        "PROT-A1-I8": {
            "points": [["2020-11-14", 1.0], ["2021-10-15", 3.0]],
            "targets": [
                ["2019-11-15", "2020-11-14", 4.0],
                ["2020-11-15", "2021-11-14", 4.0],
                ["2021-11-15", "2022-11-14", 4.0],
            ],
            "baseline": ["2019-11-15", 0.0],
            "per_cent": False,
        },
        "PROT-A1-I9": None,
    }
    before = on(client, PAGE)
    assert (before[-1].count("<circle"), before[-1].count(">1.er año<")) == (2, 1)
    measure(Indicator.objects.get(code="PROT-A1-I9"), [2, 3], target=9)
    assert on(client, PAGE) == before
    assert on(client, "/en/reports/2021")[-1].count(">Target: 4<") == 1


def test_a_figure_that_a_corrigendum_changed_is_no_longer_drawn_over_time(drawn, world, sign_in, secretariat):
    client = sign_in(secretariat)
    client.post("/es/informes/nuevo", {"presidency": world.mexico.pk, "cut_off": "2021-10-15"})
    client.post(f"{PAGE}/consultar", {"pending_accepted": "on"})
    assert on(client, PAGE)[-1].count("<circle") == 2
    typed = {
        "code": "PROT-A1-I8",
        "field": "text",
        "new_es": "2 de 4 países",
        "reason_es": "Se contó de nuevo.",
    }
    assert client.post(f"{PAGE}/corregir", typed).status_code == 302
    assert "<circle" not in on(client, PAGE)[-1]


def test_the_deadlines_of_many_activities_stand_in_as_few_drawings_as_fit_a_page(
    plan, drawn, world, add_activity, sign_in, secretariat
):
    for number in range(4, 31):
        due = {"indicators": 0, "slot": None, "state": "in_process", "due_on": date(2021, 11, 14)}
        add_activity("PROT", number, f"Actividad {number}", **due)
    client = sign_in(secretariat)
    client.post("/es/informes/nuevo", {"presidency": world.mexico.pk, "cut_off": "2021-10-15"})
    found = [svg for svg in on(client, PAGE) if words_of(svg)[0].startswith("Plazos a lo largo")]
    assert [words_of(svg)[0] for svg in found] == [
        "Plazos a lo largo de los años del Plan: PROT-A1 a PROT-A15",
        "Plazos a lo largo de los años del Plan: PROT-A16 a PROT-A30",
    ]
    assert [svg.count("<polygon") for svg in found] == [15, 15]


def test_drawings_stand_two_abreast_in_word_each_pair_on_one_page(drawn, world, sign_in, secretariat):
    client = sign_in(secretariat)
    client.post("/es/informes/nuevo", {"presidency": world.mexico.pk, "cut_off": "2021-10-15"})
    document = docx.Document(BytesIO(client.get(f"{PAGE}.docx").content))
    pairs = [table for table in document.tables if list(table._tbl.iter(qn("w:drawing")))]
    assert [
        [[cell.paragraphs[0].text.partition(":")[0] for cell in row.cells] for row in table.rows]
        for table in pairs
    ] == [
        [["Actividades por grupo de trabajo y estado", "Actividades por pilar y estado"]],
        [
            [
                "Plazos a lo largo de los años del Plan",
                "Temas del Plan con actividades prioritarias, por pilar",
            ],
            ["Indicadores frente a sus metas", ""],
        ],
    ]
    assert [len(list(table._tbl.iter(qn("w:cantSplit")))) for table in pairs] == [1, 2]
