"""Documents of liaison networks and ad hoc groups that activities take up (§1.4 Tabla 1, Tabla 2)."""

import pytest

from pilares.monitoring.models import TakenUp
from pilares.monitoring.tests.conftest import words_of
from pilares.plans.models import Document

URL = "/es/actividades/PROT-A1/documentos/retomar"


@pytest.fixture
def documents(plan, world) -> dict[str, Document]:
    """One of a network, one of the ad hoc group, one of neither, and one that observers do not see."""
    rows = {
        "manual": ("network", None, "public"),
        "extra": ("group_plan", "EXTRA", "public"),
        "carta": ("charter", None, "public"),
        "reservado": ("network", None, "members"),
    }
    return {
        code: Document.objects.create(
            code=code, kind=kind, title_es=f"Documento {code}", tier=tier, body=world.bodies.get(body or "")
        )
        for code, (kind, body, tier) in rows.items()
    }


def test_a_group_takes_documents_up_with_note_and_date_seen_from_both_sides(
    documents, three, sign_in, member, outsider, observer, client
):
    note = {"on": "2021-02-18", "note_es": "Los pasos consulares."}
    assert sign_in(outsider).post(URL, {**note, "document": documents["manual"].pk}).status_code == 403
    assert sign_in(member).post(URL, {**note, "document": documents["carta"].pk}).status_code == 422
    for code in ("manual", "extra", "reservado", "manual"):
        assert sign_in(member).post(URL, {**note, "document": documents[code].pk}).status_code == 302
    assert TakenUp.objects.count() == 3
    client.logout()
    page = words_of(client.get("/es/actividades/PROT-A1"))
    assert "Documento manual ( 18 feb 2021) Los pasos consulares." in page
    assert "Documento extra" in page
    assert "Documento reservado" not in page
    assert client.get("/es/documentos/reservado/retomado").status_code == 404
    assert "Actividades que retoman este documento" in words_of(client.get("/es/documentos/manual"))
    other = words_of(client.get("/es/documentos/manual/retomado"))
    assert "18 feb 2021 PROT-A1 Ruta regional de referencia GT Protección Los pasos consulares." in other
    type(three[0]).objects.filter(pk=three[0].pk).update(tier="members")
    assert "Ninguna actividad retoma este documento" in words_of(client.get("/es/documentos/manual/retomado"))
    drop = "/es/actividades/PROT-A1/documentos/manual/dejar"
    for _press in (1, 2):
        assert sign_in(member).post(drop).status_code == 302
    assert list(three[0].sources.values_list("code", flat=True)) == ["extra", "reservado"]
