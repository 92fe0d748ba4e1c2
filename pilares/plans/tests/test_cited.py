"""A citation of a text keeps leading to the words that stood, beside those in force today (AC-25)."""

from datetime import date

from pilares.plans import actions
from pilares.plans.models import Block, Version
from pilares.plans.tests.test_approval import approve
from pilares.plans.tests.test_reader import text
from pilares.plans.tests.test_versions import V1, V2, in_force

__all__ = ["in_force"]


def replaced(in_force, rcgm, later_ministers, secretariat, presidency) -> Version:
    """Version 1, after version 2 with another first objective came into force."""
    draft = actions.new_draft(in_force.document, by=secretariat)
    was = Block.objects.get(section__version=draft, anchor="3.5.1").text_es
    said = {"text_es": was.replace("Fortalecer", "Consolidar")}
    actions.edit_paragraph(draft, "3.5.1", changes=said, base={"text_es": was}, by=secretariat)
    actions.circulate(draft, by=secretariat)
    actions.recommend(draft, meeting=rcgm, paragraph="3", by=secretariat)
    approved = approve(draft, later_ministers, secretariat, paragraph="15", on=date(2021, 10, 1))
    actions.countersign(approved, by=presidency)
    return in_force


def test_what_was_cited_keeps_its_words_beside_those_of_today(
    client, in_force, rcgm, later_ministers, secretariat, presidency
):
    assert "Frente a hoy" not in text(client.get(f"{V1}3.5"))
    replaced(in_force, rcgm, later_ministers, secretariat, presidency)
    cited = client.get(f"{V1}3.5")
    said = text(cited)
    assert "La versión 2, vigente hoy, dice otra cosa; lo que cambia está marcado." in said
    assert "1 párrafo con cambios" in said
    assert "Eliminado: Fortalecer" in said
    assert "Añadido: Consolidar" in said
    assert '<a href="/es/plan/2019-2022/v1...v2/3.5">' in cited.content.decode()
    assert "La versión 2, vigente hoy, dice aquí lo mismo." in text(client.get(f"{V1}3.6"))
    whole = client.get(V1).content.decode()
    beside = whole[whole.index('id="beside"') : whole.index("</section>", whole.index('id="beside"'))]
    assert beside.count("/v1...v2/") == 1
    assert "Frente a hoy" not in text(client.get(f"{V2}3.5"))
    english = text(client.get("/en/plan/2019-2022/v1/3.5"))
    assert "Beside today Version 2, in force today, says" in english
