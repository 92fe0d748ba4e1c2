"""The plan's own tables in its Word file, filled from the matrix as each reader sees it (§3.9, §4.3)."""

import json
from io import BytesIO
from pathlib import Path

import docx
import pytest

from pilares.plans.models import Block, Section

SOURCE = Path("pilares/plans/data/plan_2019_2022.json")
FILE = "/es/plan/2019-2022/v1.docx"


@pytest.fixture
def tables(plan):
    """The sections of the source that print a model, with the model of one group and that of §4.3."""
    said = {one["anchor"]: one for one in json.loads(SOURCE.read_text())["sections"]}
    for order, (anchor, model) in enumerate((("3.9", "3.9.prot"), ("4.3", "4.3.matriz"))):
        heading = said[anchor]["heading_es"]
        section = Section.objects.create(
            version=plan.versions.get(),
            anchor=anchor,
            number=anchor,
            order=order,
            title_es=heading,
            heading_es=heading,
        )
        found = next(block for block in said[anchor]["blocks"] if block["anchor"] == model)
        table = {"header_rows": found["header_rows"], "rows": found["rows"]}
        Block.objects.create(section=section, anchor=model, order=1, kind="table", table=table)


def test_what_the_groups_prioritised_stands_in_the_tables_as_far_as_a_reader_may_see(
    tables, sign_in, delegate, nobody, add_activity
):
    add_activity("PROT", 1, "Ruta regional", state="completed")
    add_activity("PROT", 2, "Solo para miembros", tier="members")
    add_activity("EXTRA", 1, "Del grupo ad hoc")
    for reader, titles, tier in (
        (delegate, ["PROT-A1. Ruta regional", "PROT-A2. Solo para miembros"], "Países Miembros"),
        (nobody, ["PROT-A1. Ruta regional"], "Público"),
    ):
        document = docx.Document(BytesIO(sign_in(reader).get(FILE).content))
        planning, matrix = document.tables[0], document.tables[-1]
        assert [row.cells[0].text for row in planning.rows[2:]] == titles
        assert [row.cells[2].text for row in matrix.rows[2:]] == titles
        assert matrix.rows[2].cells[6].text == "Finalizado"
        assert document.sections[0].footer.paragraphs[0].text.count(tier) == 1
