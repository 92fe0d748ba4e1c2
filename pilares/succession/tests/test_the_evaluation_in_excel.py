"""The evaluation as a workbook says what its page does, and no more than each may read (M21)."""

from datetime import UTC, date, datetime
from io import BytesIO

import openpyxl
import pytest

from pilares.core.access import Tier
from pilares.plans.models import Weakness
from pilares.reports.models import Frozen, Report
from pilares.succession.models import Evaluation, EvaluationText, Evidence

PAGE = "/es/cierre/2019-2022/evaluacion"


@pytest.fixture
def evaluated(plan, world, add_activity, sign_in, secretariat):
    """An evaluation with one finding in Spanish alone, and a frozen report as its evidence."""
    add_activity("PROT", 1, "Ruta", state="in_process")
    Weakness.objects.create(plan=plan, letter="b", anchor="3.1.b", text_es="Poca capacidad de monitoreo.")
    client = sign_in(secretariat)
    assert client.post(f"{PAGE}/comenzar").status_code == 302
    EvaluationText.objects.filter(kind="findings", about="impact").update(text_es="=Se logró la mitad.")
    report = Report.objects.create(
        plan=plan, presidency=world.mexico, label="2021", cut_off=date(2021, 10, 15), status="in_consultation"
    )
    copy = Frozen.objects.create(
        report=report, number=1, facts={}, texts={}, seal="0" * 64, at=datetime(2021, 10, 15, tzinfo=UTC)
    )
    told = Evaluation.objects.get()
    Evidence.objects.create(
        evaluation=told, criterion="impact", copy=copy, note_es="Los estados.", at=told.begun_at
    )
    return told


def sheets(client, address=f"{PAGE}.xlsx"):
    """The rows of each sheet, by its name."""
    response = client.get(address)
    assert response.status_code == 200
    book = openpyxl.load_workbook(BytesIO(response.content))
    return {page.title: [tuple(row) for row in page.iter_rows(values_only=True)] for page in book}


def test_it_has_the_criteria_their_evidence_the_weaknesses_and_where_the_unfinished_goes(
    evaluated, sign_in, secretariat
):
    client = sign_in(secretariat)
    told = sheets(client)
    assert list(told) == ["Evaluación", "Criterios", "Evidencia", "Debilidades de 2017", "Destinos"]
    heads, *criteria = told["Criterios"]
    assert (heads, len(criteria)) == (("Criterio", "Preguntas", "Hallazgos", "Recomendaciones"), 6)
    impact = next(row for row in criteria if row[0] == "Impacto")
    assert impact[2:] == ("=Se logró la mitad.", "Aún sin redactar.")
    proof = next(row for row in told["Evidencia"] if row[0] == "Impacto")
    assert proof == (
        "Impacto", "Informe anual 2021, copia 1 (datos al 15 de octubre de 2021)", "Los estados.",
        "http://testserver/es/informes/2021/copias/1",
    )  # fmt: skip
    assert len(told["Evidencia"]) == 7
    assert told["Debilidades de 2017"][1] == ("b) Poca capacidad de monitoreo.", "Aún sin redactar.")
    assert told["Destinos"][1][:2] == ("PROT-A1", "Ruta")
    english = sheets(client, "/en/closing/2019-2022/evaluation.xlsx")
    row = next(row for row in english["Criteria"] if row[0] == "Impact")
    assert row[2] == "=Se logró la mitad. (English translation pending)"
    assert f'href="{PAGE}.xlsx"' in client.get(PAGE).content.decode()


def test_whoever_may_not_read_the_table_or_a_proof_gets_a_workbook_without_them(
    evaluated, sign_in, delegate, nobody
):
    assert sign_in(delegate).get(f"{PAGE}.xlsx").status_code == 404  # a draft
    Evaluation.objects.update(status="published", tier=Tier.PUBLIC)
    members, public = sheets(sign_in(delegate)), sheets(sign_in(nobody))
    assert ("Destinos" in members, "Destinos" in public) == (True, False)
    evidence = [row[1] for row in public["Evidencia"] if row[0] == "Impacto"]
    assert evidence == ["Aún no hay evidencia vinculada."]  # its report is the members'
    assert len(members["Evidencia"]) == len(public["Evidencia"]) == 7
