"""A corrigendum without its English says so wherever it stands, and invents no translation (AC-15, AC-20)."""

from io import BytesIO

import docx
import pytest
from django.utils.html import strip_tags

from pilares.reports.models import Corrigendum

PAGE, ENGLISH = "/es/informes/2021", "/en/reports/2021"
PENDING = "English translation pending"


def said(response):
    """The words of the main part of a page."""
    assert response.status_code == 200
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(strip_tags(main).split())


def correct(client, status=302, **typed):
    response = client.post(f"{PAGE}/corregir", {"code": "PROT-A1", "reason_es": "Errata.", **typed})
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


@pytest.fixture
def frozen(world, plan, add_activity, sign_in, secretariat):
    """The client that froze a report with one activity, whose title has both languages, and an indicator."""
    add_activity("PROT", 1, "Ruta", state="completed", title_en="Pathway")
    client = sign_in(secretariat)
    client.post("/es/informes/nuevo", {"presidency": world.mexico.pk, "cut_off": "2021-10-15"})
    assert client.post(f"{PAGE}/consultar", {"pending_accepted": "on"}).status_code == 302
    return client


def printed(client, address):
    document = docx.Document(BytesIO(client.get(f"{address}.docx").content))
    return "\n".join(
        [*(p.text for p in document.paragraphs), *(c.text for t in document.tables for c in t._cells)]
    )


def test_a_correction_in_spanish_alone_is_marked_as_such_for_who_reads_in_english(frozen):
    correct(frozen, field="title", new_es="Ruta nueva")
    made = Corrigendum.objects.get()
    assert (made.old_es, made.old_en, made.new_es, made.new_en) == ("Ruta", "Pathway", "Ruta nueva", "")
    line = f"it said «Pathway», it should say «Ruta nueva {PENDING}». Reason: Errata. {PENDING}"
    page = said(frozen.get(ENGLISH))
    assert (line in page, f"Ruta nueva {PENDING} corrected, no. 1" in page) == (True, True)
    html = frozen.get(ENGLISH).content.decode()
    assert '<span lang="es">Ruta nueva</span>' in html
    assert (
        f"PROT-A1, Activity: it said «Pathway», it should say «Ruta nueva ({PENDING})». Errata. ({PENDING})"
        in printed(frozen, ENGLISH)
    )
    spanish = said(frozen.get(PAGE))
    assert "donde dice «Ruta», debe decir «Ruta nueva». Motivo: Errata." in spanish
    assert "Traducción pendiente" not in spanish


def test_a_figure_that_was_corrected_in_spanish_alone_carries_the_mark_with_it(frozen):
    correct(frozen, code="PROT-A1-I1", field="text", new_es="3 de 5 países")
    for words in (said(frozen.get(ENGLISH)), printed(frozen, ENGLISH)):
        assert f"3 de 5 países ({PENDING})" in words
    assert "3 de 5 países (" not in said(frozen.get(PAGE)).partition("Corrigenda")[0].replace(
        " (corregido", ""
    )


def test_what_was_corrected_without_english_is_corrected_again_with_it(frozen):
    correct(frozen, field="title", new_es="Ruta nueva")
    assert "Es lo que el informe ya dice." in correct(frozen, 422, field="title", new_es="Ruta nueva")
    correct(frozen, field="title", new_es="Ruta nueva", new_en="New pathway")
    page = said(frozen.get(ENGLISH))
    assert f"it said «Ruta nueva {PENDING}», it should say «New pathway»" in page
    assert "Motivo" not in page


def test_an_explanation_that_was_empty_can_be_corrected_and_emptied_again(frozen):
    correct(frozen, field="explanation", new_es="Se cumplió tarde.", new_en="It was met late.")
    correct(frozen, field="explanation")
    assert list(Corrigendum.objects.values_list("old_es", "new_es")) == [
        ("", "Se cumplió tarde."), ("Se cumplió tarde.", ""),
    ]  # fmt: skip
    assert "donde dice «nada», debe decir «Se cumplió tarde.»" in said(frozen.get(PAGE))
    assert "Escriba lo correcto." in correct(frozen, 422, field="title")
