"""A version on its way from draft to force, its notes, and the Charter that it reflects (AC-19, AC-24)."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from pilares.core.access import Refused
from pilares.meetings.models import Decision
from pilares.plans import actions
from pilares.plans.actions import BlockText, SectionText
from pilares.plans.models import (
    Block,
    Document,
    Note,
    NoteChange,
    Objective,
    Principle,
    Reflection,
    Version,
)
from pilares.plans.tests.test_approval import DAY, approve
from pilares.plans.tests.test_reader import text

LIBRARY = "/es/documentos/plan-2019-2022"
V1, V2, DRAFT = "/es/plan/2019-2022/v1/", "/es/plan/2019-2022/v2/", f"{LIBRARY}/v2/redaccion/"
CHARTER = "/es/documentos/carta-estatutaria"
REFUSED = "La actualización del Plan la aprueba la Reunión Viceministerial por recomendación del GRCM."
LABORAL = "El Grupo de Trabajo sobre Migración Laboral informará al GRCM en cada reunión."


@pytest.fixture
def in_force(version, vice_ministers, secretariat, presidency) -> Version:
    """Version 1, approved and countersigned."""
    return actions.countersign(approve(version, vice_ministers, secretariat), by=presidency)


def base_of(client, address: str) -> dict[str, str]:
    """Return what the form of a section carries when it is opened."""
    form = client.get(address).context["form"]
    texts = form.texts()
    return texts | {f"base-{name}": value for name, value in texts.items()}


def only_members_read_the_draft(client, sign_in, member):
    """With what changed; nobody else finds it, and version 1 is the one shown."""
    readers = sign_in(member)
    assert "Versión 2 no está adoptada" in text(readers.get(V2)).replace("La versión", "Versión")
    changed = text(readers.get("/es/plan/2019-2022/v1...v2"))
    assert "2 párrafos con cambios" in changed
    assert f"Añadido: {LABORAL}" in changed
    assert "Versión 1" in text(readers.get("/es/plan/2019-2022/"))
    client.logout()
    assert [client.get(url).status_code for url in (V2, "/es/plan/2019-2022/v1...v2")] == [404, 404]
    assert client.get("/es/matriz.json").json()["version"] == 1


def it_is_shown_and_the_one_before_stays(client, sign_in, member):
    """Version 2 everywhere from its day; version 1 readable at its own address."""
    assert [(v.number, v.status, v.tier, v.in_force_from) for v in Version.objects.order_by("number")] == [
        (1, "superseded", "public", DAY), (2, "in_force", "public", date(2021, 10, 1)),
    ]  # fmt: skip
    assert LABORAL in text(client.get(f"{V2}3.9"))
    assert client.get("/es/matriz.json").json()["version"] == 2
    old = text(client.get(f"{V1}3.9"))
    assert old.count(LABORAL) == old.count(f"Añadido: {LABORAL}") == 1
    assert "La versión vigente es la versión 2." in old
    assert client.get("/es/plan/2019-2022/vigente/3.9")["Location"] == f"{V2}3.9"
    path = text(client.get(LIBRARY))
    assert "Aprobada · XXIV Conferencia Regional sobre Migración" in path
    assert "Circulada" not in path
    assert "Circulada a los Países Miembros" in text(sign_in(member).get(LIBRARY))


def test_an_update_goes_from_draft_to_force_through_its_pages(
    client, sign_in, in_force, rcgm, later_ministers, secretariat, presidency, member
):
    se = sign_in(secretariat)
    assert se.post(f"{LIBRARY}/nueva-version")["Location"] == DRAFT
    assert se.post(f"{LIBRARY}/nueva-version").status_code == 403  # one draft at a time
    new = {"kind": "paragraph", "text_es": LABORAL, "text_en": "", "after": "", "marker": ""}
    opened = se.get(f"{DRAFT}3.9/agregar").context["form"].initial["form_key"]
    for _again in (1, 2):
        se.post(f"{DRAFT}3.9/agregar", {**new, "form_key": opened})
    assert Block.objects.filter(text_es=LABORAL).count() == 1
    typed = base_of(se, f"{DRAFT}3.5") | {"es-3.5.1": "Fortalecer la migración segura."}
    assert se.post(f"{DRAFT}3.5", typed).status_code == 302
    only_members_read_the_draft(client, sign_in, member)
    # nothing skips a step, in the words of AC-24
    assert REFUSED in text(sign_in(presidency).get(f"{LIBRARY}/v2/refrendar"))
    se = sign_in(secretariat)
    assert se.post(f"{LIBRARY}/v2/circular").status_code == 302
    assert se.get(f"{DRAFT}3.5").status_code == 403
    decided = {"meeting": rcgm.pk, "paragraph": "3", "on": "2021-06-25"}
    assert se.post(f"{LIBRARY}/v2/recomendacion", decided).status_code == 302
    assert (Decision.objects.get(meeting=rcgm).verb, Version.objects.get(number=2).status) == (
        "recommend", "recommended",
    )  # fmt: skip
    assert REFUSED in text(sign_in(presidency).post(f"{LIBRARY}/v2/refrendar"))
    assert "Versión 1" in text(client.get("/es/plan/2019-2022/"))
    se = sign_in(secretariat)
    decided = {"meeting": later_ministers.pk, "paragraph": "15", "on": "2021-10-01"}
    assert se.post(f"{LIBRARY}/v2/aprobacion", decided).status_code == 302
    assert se.post(f"{LIBRARY}/v2/refrendar").status_code == 403
    for _click in (1, 2):
        assert sign_in(presidency).post(f"{LIBRARY}/v2/refrendar").status_code == 302
    client.logout()
    it_is_shown_and_the_one_before_stays(client, sign_in, member)


def test_activities_and_principles_follow_the_version_in_force(
    client, in_force, rcgm, later_ministers, secretariat, presidency
):
    draft = actions.new_draft(in_force.document, by=secretariat)
    said = {"text_es": "Fortalecer la migración segura."}
    base = {"text_es": Block.objects.get(section__version=draft, anchor="3.5.1").text_es}
    actions.edit_paragraph(draft, "3.5.1", changes=said, base=base, by=secretariat)
    actions.circulate(draft, by=secretariat)
    actions.recommend(draft, meeting=rcgm, paragraph="3", by=secretariat)
    principle, themes = Principle.objects.get(letter="f"), in_force.document.themes.count()
    assert principle.note == in_force.notes.get(number=7)
    approved = approve(draft, later_ministers, secretariat, paragraph="15", on=date(2021, 10, 1))
    actions.countersign(approved, by=presidency)
    principle.refresh_from_db()
    assert principle.note == draft.notes.get(number=7)
    assert draft.notes.get(number=7).origin == in_force.notes.get(number=7)
    assert Objective.objects.get(number=1).text_es == "Fortalecer la migración segura."
    assert Objective.objects.get(number=2).text_es  # what did not change stays as it was
    assert in_force.document.themes.count() == themes
    assert getattr(Document.objects.the_plan(), "shown_version", None) == 2
    content = client.get("/es/plan/2019-2022/").content.decode()
    assert 'href="/es/plan/2019-2022/v2/3.6#3.6.f"' in content
    assert client.get("/es/plan/2019-2022/v1.json").json()["notes"][6]["n"] == 7


def test_two_people_draft_the_same_paragraph_and_neither_loses_a_word(
    sign_in, in_force, secretariat, presidency
):
    actions.new_draft(in_force.document, by=secretariat)
    page = f"{DRAFT}3.4"
    ours = base_of(sign_in(presidency), page)
    first = sign_in(secretariat).post(page, ours | {"es-3.4.p1": "Visión de la Secretaría."})
    assert first.status_code == 302
    second = sign_in(presidency).post(page, ours | {"es-3.4.p1": "Visión de la Presidencia."})
    said = text(second)
    assert second.status_code == 412
    assert "Visión de la Secretaría." in said
    assert "Visión de la Presidencia." in said
    assert "Traducción desactualizada desde el 15 de octubre de 2021" in said
    assert (
        Block.objects.get(section__version__number=2, anchor="3.4.p1").text_es == "Visión de la Secretaría."
    )
    chosen = {
        "was-es-3.4.p1": ours["es-3.4.p1"],
        "choose-es-3.4.p1": "mine",
        "base-es-3.4.p1": "Visión de la Secretaría.",
    }
    again = sign_in(presidency).post(page, ours | {"es-3.4.p1": "Visión de la Presidencia."} | chosen)
    assert again.status_code == 302
    assert (
        Block.objects.get(section__version__number=1, anchor="3.4.p1").text_es != "Visión de la Presidencia."
    )


def test_a_draft_is_arranged_and_every_anchor_is_given_once(sign_in, in_force, secretariat):
    client = sign_in(secretariat)
    draft = actions.new_draft(in_force.document, by=secretariat)
    order = [b.anchor for b in draft.sections.get(anchor="3.6").blocks.all()]
    client.post(f"{DRAFT}3.6/mover", {"paragraph": "3.6.b", "to": "up"})
    blocks = draft.sections.get(anchor="3.6").blocks
    assert [b.anchor for b in blocks.all()] == [order[0], "3.6.b", "3.6.a", *order[3:]]
    client.post(f"{DRAFT}3.6/quitar/3.6.h", base_of_block(client, f"{DRAFT}3.6/quitar/3.6.h"))
    assert not blocks.filter(anchor="3.6.h").exists()
    made = client.post(
        DRAFT, {"number": "3.11", "title_es": "Cierre", "title_en": "", "under": "3", "after": "3.10"}
    )
    assert made["Location"] == f"{DRAFT}3.11"
    rows = list(draft.sections.values_list("anchor", flat=True))
    assert rows[rows.index("3.10") + 1] == "3.11"
    client.post(f"{DRAFT}3.11/mover", {"to": "up"})
    rows = list(draft.sections.values_list("anchor", flat=True))
    assert rows[rows.index("3.11") + 1] == "3.10"
    changed = text(client.get("/es/plan/2019-2022/v2...v1"))
    assert "3.11. Cierre" in changed
    assert "Sección eliminada" in changed
    assert "Añadido: Enfoque integral" in changed


def base_of_block(client, address: str) -> dict[str, str]:
    return {f"base-{name}": value for name, value in client.get(address).context["base"].items()}


def test_a_note_whose_words_changed_waits_for_a_person_and_is_never_dropped(
    sign_in, in_force, rcgm, secretariat, member
):
    client = sign_in(secretariat)
    draft = actions.new_draft(in_force.document, by=secretariat)
    seven = draft.notes.get(number=7)
    page, place = f"{DRAFT}3.6", f"{LIBRARY}/v2/notas/7/lugar"
    opened = base_of(client, page)
    client.post(page, opened | {"es-3.6.f": "*Interés Superior de la Niñez[^7]*"})
    assert "Notas cuyas palabras cambiaron" in text(client.get(DRAFT))
    client.post(f"{LIBRARY}/v2/circular")
    offered = f'href="{place}">Nota 7</a>'
    assert offered in client.get(LIBRARY).content.decode()
    assert offered not in sign_in(member).get(LIBRARY).content.decode()
    client = sign_in(secretariat)
    with override("es"), pytest.raises(Refused) as refused:
        actions.recommend(draft, meeting=rcgm, paragraph="3", by=secretariat)
    assert refused.value.reason.code == "NOTE_UNDECIDED"
    client.post(f"{LIBRARY}/v2/devolver", {"reason": "Falta la nota 7."})
    assert client.post(f"{LIBRARY}/v2/notas/7/quitar").status_code == 422
    assert client.post(place, {"choice": "moved", "anchor": ""}).status_code == 422
    assert (
        client.post(place, {"choice": "awaiting", "reason": "Se consultó a Estados Unidos."}).status_code
        == 302
    )
    seven.refresh_from_db()
    assert (seven.anchoring, seven.anchored_by) == ("awaiting", secretariat)
    shown = text(sign_in(member).get(f"{V2}3.6"))
    assert "A la espera de la confirmación del país." in shown
    client = sign_in(secretariat)
    client.post(f"{DRAFT}3.6/quitar/3.6.f", base_of_block(client, f"{DRAFT}3.6/quitar/3.6.f"))
    seven.refresh_from_db()
    assert seven.undecided
    assert client.post(place, {"choice": "kept"}).status_code == 422  # its place is gone
    assert client.post(place, {"choice": "moved", "anchor": "3.6.p1"}).status_code == 302
    content = client.get(f"{V2}3.6").content.decode()
    assert content.index('id="ref-7"') < content.index("Responsabilidad compartida")
    assert draft.notes.count() == in_force.notes.count() == 8
    assert in_force.notes.get(number=7).anchor == "3.6.f"


def test_a_withdrawal_stands_beside_the_note_in_every_version_and_the_original_stays(
    client, sign_in, in_force, secretariat, member
):
    actions.new_draft(in_force.document, by=secretariat)
    edit, record = f"{LIBRARY}/v1/notas/7/editar", f"{LIBRARY}/v1/notas/7/comunicado"
    se = sign_in(secretariat)
    refused = se.get(edit)
    assert refused.status_code == 422
    assert "Texto adoptado. Puede registrar un retiro o una sustitución comunicada por el país." in text(
        refused
    )
    assert record in refused.content.decode()
    said = {
        "kind": "replacement", "communicated_by": "Embajada", "communicated_on": "2021-10-01",
        "document": "Nota 12", "text": "The United States…", "language": "en",
        "form_key": se.get(record).context["form"].initial["form_key"],
    }  # fmt: skip
    assert se.post(record, said | {"text": ""}).status_code == 422
    for _again in (1, 2):
        assert se.post(record, said).status_code == 302
    assert NoteChange.objects.count() == 1
    assert se.post(record, said | {"kind": "withdrawal", "form_key": ""}).status_code == 302
    words = (
        "Sustituida por Estados Unidos; comunicado por Embajada el 1 de octubre de 2021 (Nota 12):",
        "Retirada por Estados Unidos; comunicado por Embajada el 1 de octubre de 2021 (Nota 12).",
        "Estados Unidos no es parte de la Convención",
    )
    for page in (f"{V1}3.6", f"{V2}3.6", "/es/plan/2019-2022/notas", "/es/plan/2019-2022/"):
        shown = text(sign_in(member).get(page))
        assert [word in shown for word in words] == [True, True, True], page
    data = client.get("/es/plan/2019-2022/v1.json").json()["notes"][6]
    assert [(one["kind"], one["text"]) for one in data["since"]] == [
        ("replacement", "The United States…"), ("withdrawal", ""),
    ]  # fmt: skip
    assert Note.objects.filter(number=7).values("text_es").distinct().count() == 1
    assert sign_in(secretariat).get(record).status_code == 403  # it is withdrawn
    assert sign_in(secretariat).get(f"{LIBRARY}/v1/notas/6/comunicado").status_code == 403


def test_a_country_declares_on_exact_words_until_the_text_is_adopted(
    sign_in, in_force, secretariat, member, world
):
    client, new = sign_in(secretariat), f"{LIBRARY}/v2/notas/nueva"
    actions.new_draft(in_force.document, by=secretariat)
    said = {
        "anchor": "3.4.p1", "words": "estas palabras no están", "kind": "dissociation", "country": "CA",
        "text": "Canada dissociates itself.", "language": "en",
    }  # fmt: skip
    assert client.post(new, said).status_code == 422
    words = Block.objects.get(section__version__number=2, anchor="3.4.p1").text_es[:20].strip()
    for _again in (1, 2):
        assert client.post(new, said | {"words": words}).status_code == 302
    note = Note.objects.get(country="CA")
    assert (note.version.number, note.number, note.words, note.original_language) == (2, 9, words, "en")
    content = sign_in(member).get(f"{V2}3.4").content.decode()
    assert f"{words}</" not in content
    assert f'>{words}<a class="ref" href="#nota-9"' in content
    assert "Original: inglés. Sin versión oficial en español registrada" in content
    with pytest.raises(Refused) as refused:
        actions.attach_note(
            in_force, anchor="3.4.p1", kind="statement", text="…", language="es", country=note.country,
            by=secretariat,
        )  # fmt: skip
    assert refused.value.reason.code == "TEXT_ADOPTED"


def charter(secretariat, principle: str) -> Version:
    document = Document.objects.get(kind="charter")
    blocks = [BlockText("4.f", principle, marker="f)")]
    return actions.compose(
        document, sections=[SectionText("4", "Artículo 4. Principios", blocks=blocks)], by=secretariat
    )


def test_a_change_of_the_charter_waits_beside_what_depends_on_it_until_it_is_settled(
    client, sign_in, in_force, secretariat, presidency, member
):
    se = sign_in(secretariat)
    charter(secretariat, "Interés Superior del Niño")
    known = {"source": "Carta", "on": "2019-11-14", "tier": "public"}
    assert se.post(f"{CHARTER}/v1/registro", known | {"source": ""}).status_code == 422
    assert se.post(f"{CHARTER}/v1/registro", known).status_code == 302
    assert Reflection.objects.count() == 0  # its first text changes nothing
    charter(secretariat, "Interés Superior de la Niñez")
    se.post(f"{CHARTER}/v2/registro", known | {"on": "2021-10-01", "tier": "members"})
    one = Reflection.objects.get()
    page, waits = f"{CHARTER}/reflejo/{one.pk}", "La Carta cambió el 1 de octubre de 2021; revisión pendiente"
    for section, flagged in (("3.3", True), ("3.6", True), ("3.8", True), ("3.7", False)):
        assert (waits in text(sign_in(member).get(V1 + section))) is flagged
    client.logout()
    assert "La Carta cambió" not in text(client.get(f"{V1}3.6"))
    Version.objects.filter(pk=one.charter_id).update(tier="public")
    assert waits in text(client.get(f"{V1}3.6"))
    assert client.get(page).status_code == 302
    for who, asked in ((secretariat, True), (presidency, True), (member, False)):
        main = sign_in(who).get("/es/mi-trabajo").content.decode().split("<main", 1)[1]
        assert (f'href="{page}"' in main) is asked
    shown = text(sign_in(presidency).get(page))
    for words in ("Eliminado: del Niño", "Añadido: de la Niñez", "f) Interés Superior del Niño", "Nota 7"):
        assert words in shown
    assert sign_in(member).post(page, {"reason": "No"}).status_code == 403
    se = sign_in(secretariat)
    assert se.post(page, {"reason": ""}).status_code == 422
    assert se.post(page, {"reason": "El Plan ya usa el término de la Carta."}).status_code == 302
    assert waits not in text(sign_in(member).get(f"{V1}3.6"))
    assert "El Plan ya usa el término de la Carta." in text(sign_in(secretariat).get(page))
    assert page not in sign_in(secretariat).get("/es/mi-trabajo").content.decode()


def test_a_new_version_of_the_plan_settles_what_it_could_still_reflect(
    in_force, rcgm, later_ministers, secretariat, presidency
):
    for principle in ("Uno", "Dos"):
        actions.register(charter(secretariat, principle), source="Carta", on=date(2021, 9, 1), by=secretariat)
    draft = actions.new_draft(in_force.document, by=secretariat)
    actions.circulate(draft, by=secretariat)
    actions.recommend(draft, meeting=rcgm, paragraph="3", by=secretariat)
    approved = approve(draft, later_ministers, secretariat, paragraph="15", on=date(2021, 10, 1))
    assert Reflection.objects.get().settled_at is None
    actions.countersign(approved, by=presidency)
    assert Reflection.objects.get().version == draft


def test_documents_are_registered_and_their_texts_written_from_nothing(client, sign_in, version, secretariat):
    se = sign_in(secretariat)
    said = {"kind": "network", "title_es": "Lineamientos de la Red", "tier": "public", "period": "2021"}
    for _again in (1, 2):
        made = se.post("/es/documentos/registrar/", said)
    address = "/es/documentos/lineamientos-de-la-red-2021"
    assert made["Location"] == address
    assert Document.objects.filter(title_es="Lineamientos de la Red").count() == 1
    se.post(f"{address}/nueva-version")
    se.post(f"{address}/v1/redaccion/", {"number": "1", "title_es": "Alcance"})
    se.post(f"{address}/v1/redaccion/1/agregar", {"kind": "paragraph", "text_es": "Para mujeres migrantes."})
    se.post(f"{address}/v1/registro", {"source": "Red", "on": "2021-10-01", "tier": "public"})
    client.logout()
    assert "Para mujeres migrantes." in text(client.get(f"{address}/v1/1"))
    assert "Fuente: Red" in text(client.get(address))
    assert client.get(f"{address}/v1.json").json()["sections"][0]["blocks"][0]["anchor"] == "1.p1"


def test_comparing_and_drafting_ask_the_same_number_of_questions_with_any_text(
    sign_in, in_force, secretariat
):
    client, counts = sign_in(secretariat), []
    draft = actions.new_draft(in_force.document, by=secretariat)
    for number in (1, 3):
        for n in range(number):
            section = actions.add_section(draft, title_es=f"Sección {number}.{n}", by=secretariat)
            actions.add_block(section, text_es="Texto", by=secretariat)
        found = []
        for page in ("/es/plan/2019-2022/v1...v2", DRAFT, f"{DRAFT}3.6", LIBRARY):
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert client.get(page).status_code == 200
            found.append(len(asked))
        counts.append(found)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 26
