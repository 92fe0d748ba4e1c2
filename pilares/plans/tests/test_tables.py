"""Tables of a draft: typed as lines, looked at, rewritten row by row, and compared cell by cell."""

import pytest

from pilares.plans import actions
from pilares.plans.models import Block, Section
from pilares.plans.tests.test_reader import text

SECTION = "/es/documentos/plan-2019-2022/v2/redaccion/3.3"
TABLE = f"{SECTION}/tabla"
KEY = "5f2e2a52-0a53-4d0b-8f2b-1c1f0a6f2b11"
LABORAL = "Laboral | Diagnóstico \\| etapa 1 | 2022"
LINES = f"Grupo | Actividad | Plazo\nProtección | Guía consular | 2021\n{LABORAL}"


@pytest.fixture
def section(version, secretariat) -> Section:
    return actions.new_draft(version.document, by=secretariat).sections.get(anchor="3.3")


def cells(block: Block) -> dict[str, str]:
    assert block.table
    parts = [cell["blocks"][0] for row in block.table["rows"] for cell in row]
    return {part["anchor"].removeprefix(f"{block.anchor}."): part["es"] for part in parts}


def a_table_is_looked_at_and_then_added_once(client, section) -> Block:
    typed = {"form_key": KEY, "heads": "on", "lines_es": LINES, "lines_en": "", "after": ""}
    seen = client.post(TABLE, {**typed, "preview": "1"})
    assert "Diagnóstico | etapa 1" in text(seen)
    assert not Block.objects.filter(section=section, kind="table").exists()
    for _click in range(2):
        assert client.post(TABLE, typed).status_code == 302
    block: Block = Block.objects.get(section=section, kind="table")
    assert cells(block) == {
        "f1.c1": "Grupo", "f1.c2": "Actividad", "f1.c3": "Plazo",
        "f2.c1": "Protección", "f2.c2": "Guía consular", "f2.c3": "2021",
        "f3.c1": "Laboral", "f3.c2": "Diagnóstico | etapa 1", "f3.c3": "2022",
    }  # fmt: skip
    return block


def rewritten(client, block, opened, lines: str):
    """Send the form of a table, and return the answer with what its cells say then."""
    answer = client.post(f"{TABLE}/{block.anchor}", {**opened, "heads": "on", "lines_es": lines})
    block.refresh_from_db()
    return answer, cells(block)


def a_row_keeps_its_anchors_while_others_come_and_go(client, block, opened):
    changed = LINES.replace("2021", "2022").replace(LABORAL, "Fronteriza | Taller | 2021")
    _answer, found = rewritten(client, block, opened, f"{changed}\nIrregular | Protocolo | 2022")
    assert [found[at] for at in ("f2.c3", "f3.c1", "f4.c1")] == ["2022", "Fronteriza", "Irregular"]
    _answer, found = rewritten(client, block, as_it_stands(client, block), changed)
    assert "f4.c1" not in found
    _answer, found = rewritten(
        client, block, as_it_stands(client, block), f"{changed}\nAd hoc | Informe | 2022"
    )
    assert ("f4.c1" in found, found["f5.c1"]) == (False, "Ad hoc")


def as_it_stands(client, block) -> dict[str, str]:
    """Return what the form of a table carries when it is opened."""
    base = client.get(f"{TABLE}/{block.anchor}").context["base"]
    return {f"base-{name}": said for name, said in base.items()}


def test_a_table_is_added_read_compared_rewritten_and_removed(section, sign_in, secretariat, member):
    client = sign_in(secretariat)
    block = a_table_is_looked_at_and_then_added_once(client, section)
    page = sign_in(member).get("/es/plan/2019-2022/v2/3.3").content.decode()
    assert ('<th scope="col">' in page, "Guía consular" in page) == (True, True)
    assert "Añadido: Guía consular" in text(client.get("/es/plan/2019-2022/v1...v2/3.3"))
    client = sign_in(secretariat)
    opened = as_it_stands(client, block)
    assert opened["base-lines_es"] == LINES
    a_row_keeps_its_anchors_while_others_come_and_go(client, block, opened)
    stale, found = rewritten(client, block, opened, f"{LINES}\nA | B | C")
    assert (stale.status_code, found["f5.c1"]) == (412, "Ad hoc")
    assert "Otra persona cambió esta tabla" in text(stale)
    assert "A | B | C" in stale.content.decode()
    remove = f"{SECTION}/quitar/{block.anchor}"
    assert client.post(remove, {"base-text_es": LINES, "base-text_en": ""}).status_code == 409
    form = client.get(remove).context["base"]
    assert client.post(remove, {f"base-{name}": said for name, said in form.items()}).status_code == 302
    assert not Block.objects.filter(pk=block.pk).exists()


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ({"lines_es": "A | B\nC"}, "La fila 2 («C») tiene 1 celdas y la primera fila tiene 2."),
        ({"lines_es": ""}, "Escriba las filas al menos en un idioma."),
        ({"lines_es": "A | B", "lines_en": "A | B\nC | D"}, "La tabla en español tiene 1 filas de 2 celdas"),
    ],
)
def test_rows_that_do_not_fit_are_refused_with_what_was_typed(section, sign_in, secretariat, lines, said):
    refused = sign_in(secretariat).post(TABLE, {"form_key": KEY, "after": "", **lines})
    assert (refused.status_code, said in text(refused)) == (422, True)
    assert lines["lines_es"] in refused.content.decode()
    assert not Block.objects.filter(section=section, kind="table").exists()
