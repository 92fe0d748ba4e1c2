"""The library: the programmatic documents, how they relate, and what is not held (M2, Tabla 1)."""

import pytest

from pilares.plans.models import Document
from pilares.plans.tests.test_reader import questions, text

LIBRARY = "/es/documentos/"


def test_every_kind_of_document_says_how_it_relates_to_the_plan_in_the_words_of_tabla_1(client, version):
    said = text(client.get(LIBRARY))
    for words in (
        "El Plan Estratégico responde a las orientaciones programáticas generales establecidas en la Carta",
        "sirve como documento orientador para focalizar las actividades de los Grupos de Trabajo",
        "Es el documento mediante el cual la Presidencia Pro-Témpore propone",
        "Los documentos previamente aprobados, lineamientos, informes",
    ):
        assert words in said
    assert said.count("§1.4, Tabla 1") == 4


def test_it_lists_the_charter_the_plan_and_the_four_documents_of_the_networks(client, version):
    links = client.get(LIBRARY).content.decode().count('href="/es/documentos/')
    own = client.get(LIBRARY).content.decode().count('href="/es/documentos/"')
    assert links - own == 6


@pytest.mark.parametrize(
    "empty", ["No se ha registrado ningún plan de grupo", "No se ha registrado ningún plan anual"]
)
def test_a_kind_without_documents_says_why(client, version, empty):
    assert empty in text(client.get(LIBRARY))


def test_a_document_whose_text_is_not_held_says_so(client, version):
    said = text(client.get(f"{LIBRARY}carta-estatutaria"))
    assert "El texto de este documento no está disponible aquí" in said
    assert "es el marco para asegurar que el relanzamiento" in said
    assert "The text of this document is not held here" in text(client.get("/en/library/carta-estatutaria"))


def test_the_plan_leads_to_its_versions(client, version):
    content = client.get(f"{LIBRARY}plan-2019-2022").content.decode()
    assert 'href="/es/plan/2019-2022/v1/"' in content


def test_an_empty_library_says_so_for_each_kind(client, world):
    assert text(client.get(LIBRARY)).count("No se ha registrado ningún documento") == 3


@pytest.mark.parametrize(("who", "status"), [("nobody", 404), ("observer", 404), ("member", 200)])
def test_a_document_for_members_exists_for_members_only(sign_in, cast, version, who, status):
    Document.objects.filter(code="manual-trata").update(tier="members")
    client = sign_in(cast[who])
    assert client.get(f"{LIBRARY}manual-trata").status_code == status
    listed = 'href="/es/documentos/manual-trata"' in client.get(LIBRARY).content.decode()
    assert listed is (status == 200)


def test_the_library_asks_the_same_number_of_questions_with_more_documents(client, version):
    before = questions(client, LIBRARY)
    for n in range(3):
        Document.objects.create(code=f"plan-{n}", kind="group_plan", title_es="Plan", tier="public")
    assert questions(client, LIBRARY) == before <= 5  # one is of the header: whether a plan concluded
