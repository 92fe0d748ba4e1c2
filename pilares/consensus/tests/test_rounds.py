"""A text goes round the Member Countries: what each says, what became of it, and the way of the text."""

import json
import re
from datetime import date
from io import BytesIO

import docx
import openpyxl
import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilares.consensus.models import Observation, Position, Round
from pilares.consensus.tests.conftest import TITLE_ES, main, named
from pilares.core.letters import Letter
from pilares.people.models import Country
from pilares.plans.actions import BlockText, SectionText, adopt, compose, register_document
from pilares.plans.models import Document, Version

CIRCULATE = "/es/textos/circular/objetivo-fro/v2"
OPENED = {"day": "2021-10-22", "hour": "17:00", "message_es": "Se piden observaciones."}
SAID = {"anchor": "1.3", "text": "Prefers once a year, to match the annual review.", "language": "en"}
PROPOSED = "Su objetivo es consolidar la gestión integrada de fronteras."
TYPED = {"anchor": "", "kind": "observation", "text": "", "proposed": "", "words": "", "language": "es"}


@pytest.fixture
def round_(send, presidency, draft, canada, costa_rica) -> Round:
    """Version 2 set against version 1, open until 22 October at 17:00 in San José."""
    first = draft.document.versions.get(number=1)
    send(presidency, CIRCULATE, **OPENED, against=f"v{first.pk}")
    return Round.objects.get()


def test_a_text_that_is_sent_round_twice_goes_round_once(round_, sign_in, presidency, secretariat):
    typed = OPENED | {"confirm": "1"}
    twice = sign_in(presidency).post(CIRCULATE, typed)
    assert (twice.status_code, twice["Location"]) == (302, f"/es/textos/{round_.pk}")
    assert (sign_in(secretariat).post(CIRCULATE, typed).status_code, Round.objects.count()) == (403, 1)


def speak(url, send, sign_in, canada, costa_rica, other_canadian, member, observer, civil_society) -> None:
    # countries speak through their delegates, each in their language
    empty = send(canada, f"{url}/observar", **TYPED)
    assert (empty.status_code, Observation.objects.count()) == (422, 0)
    send(canada, f"{url}/observar", **TYPED | SAID)
    wording = {"anchor": "1.2", "kind": "counter_proposal", "text": "Es más exacto."}
    send(costa_rica, f"{url}/observar", **TYPED | wording | {"proposed": PROPOSED})
    client = sign_in(costa_rica)  # the same form, sent twice
    typed = TYPED | {"key": "00000000-0000-4000-8000-000000000001", "text": "De acuerdo.", "confirm": "1"}
    for _click in range(2):
        client.post(f"{url}/observar", typed)
    assert Observation.objects.count() == 3
    assert "La persona delegada de Canadá para este texto es Ca." in main(
        sign_in(other_canadian).get(f"{url}/observar")
    )
    assert "Guatemala no ha designado a su persona delegada" in main(sign_in(member).get(url))
    page = main(sign_in(canada).get(url))
    assert "Propone: Su objetivo es Eliminado: fortalecer Añadido: consolidar la gestión" in page
    assert "Prefers once a year, to match the annual review. Original: inglés" in page
    for outside in (observer, civil_society):
        for there in ("", "/observar", "/general", "/parrafo/1.2", "/observaciones.docx", "/destinos"):
            assert sign_in(outside).get(url + there).status_code == 404


def take_positions(url, send, sign_in, canada, costa_rica, presidency, move_clock) -> None:
    # positions are dated and change; only who circulates sees whom to write to
    send(canada, f"{url}/posicion", value="ad_referendum", note="")
    move_clock("2021-10-20T09:00:00-06:00")
    send(canada, f"{url}/posicion", value="observations", note="See 1.3.")
    assert [(p.value, p.late) for p in Position.objects.all()] == [
        ("ad_referendum", False), ("observations", False)
    ]  # fmt: skip
    page = main(sign_in(costa_rica).get(url))
    assert ("Con observaciones" in page, "Sin respuesta" in page) == (True, False)
    assert "Belice Sin respuesta Canadá Con observaciones" in main(sign_in(presidency).get(url))


def come_late(url, send, canada, presidency, move_clock) -> None:
    # more time, never less; then late, and marked so
    less = send(presidency, f"{url}/plazo", day="2021-10-21", hour="17:00", reason="Antes")
    said = (
        "Un plazo se amplía, nunca se acorta: ahora vence el viernes 22 de octubre de 2021, 17:00 (San José)"
    )
    assert (less.status_code, said in main(less)) == (422, True)
    assert "Antes" in less.content.decode()
    send(presidency, f"{url}/plazo", day="2021-10-25", hour="17:00", reason="Feriado.")
    assert Letter.objects.filter(key__startswith="round:moved").count() == 4
    move_clock("2021-10-25T17:00:00-06:00")
    call_command("keep_the_clock")
    assert {x.to for x in Letter.objects.filter(key__startswith="round:over")} == {
        "ppt@example.org", "se@example.org"
    }  # fmt: skip
    late = send(canada, f"{url}/observar", **TYPED | {"anchor": "1.1", "text": "One more.", "language": "en"})
    assert "Su mensaje se aceptó y quedó marcado como fuera de plazo." in main(late)


def settle(url, sign_in, costa_rica, presidency) -> None:
    # what became of each: nothing is concluded before, and a reason is asked where it was not taken up
    refused = sign_in(presidency).get(f"{url}/concluir")
    assert "Falta en: el texto en su conjunto, §1.1, §1.2, §1.3." in main(refused)
    by_place = {row.anchor: row for row in Observation.objects.all()}
    o = f"o{by_place['1.2'].pk}"
    wrong = sign_in(presidency).post(
        f"{url}/destinos?parrafo=1.2", {f"{o}-fate": "partly", f"{o}-why_es": ""}
    )
    assert wrong.status_code == 422
    assert "Diga por qué: el país lo lee junto a su observación." in main(wrong)
    sign_in(presidency).post(
        f"{url}/destinos?parrafo=1.2", {f"{o}-fate": "partly", f"{o}-why_es": "Se toma la idea."}
    )
    for place in ("1.1", "1.3", ""):
        sign_in(presidency).post(f"{url}/destinos?parrafo={place}", {"all-fate": "integrated"})
    assert "Integrada en parte : Se toma la idea." in main(sign_in(costa_rica).get(url))


def compile_table(url, sign_in, secretariat) -> None:
    # the table of the Secretariat
    table = docx.Document(BytesIO(sign_in(secretariat).get(f"{url}/observaciones.docx").content)).tables[0]
    assert [[c.text for c in row.cells] for row in table.rows] == [
        ["País", "Párrafo", "Observación", "Destino", "Motivo"],
        ["Canadá", "§1.1\nfuera de plazo", "One more.", "Integrada", ""],
        ["Costa Rica", "§1.2", f"Es más exacto.\nRedacción propuesta:\n{PROPOSED}", "Integrada en parte",
         "Se toma la idea."],
        ["Canadá", "§1.3", SAID["text"], "Integrada", ""],
        ["Costa Rica", "El texto en su conjunto", "De acuerdo.", "Integrada", ""],
    ]  # fmt: skip
    sheet = openpyxl.load_workbook(
        BytesIO(sign_in(secretariat).get(f"{url}/observaciones.xlsx").content)
    ).active
    assert [c.value for c in sheet[3]][:5] == [
        "Costa Rica",
        "§1.2",
        "Contrapropuesta",
        "Es más exacto.",
        PROPOSED,
    ]


def conclude(round_, url, send, sign_in, canada, presidency) -> None:
    # concluded: it is only read, and the next version begins from its text
    send(presidency, f"{url}/concluir", conclusion_es="Se prepara la versión 3.", conclusion_en="")
    assert sign_in(canada).get(f"{url}/observar").status_code == 403
    sign_in(presidency).post(f"{url}/siguiente-version")
    document = round_.version.document
    assert [v.status for v in document.versions.all()] == ["in_force", "given_up", "draft"]
    send(
        presidency,
        "/es/textos/circular/objetivo-fro/v3",
        day="2021-11-20",
        hour="12:00",
        against=f"r{round_.pk}",
    )
    path = main(sign_in(canada).get(f"/es/textos/{Round.objects.latest('pk').pk}")).partition("Recorrido")[2]
    assert "continued in version 3" in main(sign_in(canada).get(f"/en/texts/{round_.pk}"))
    told = (
        "Versión 2 enviada a los Países Miembros, ronda 1", "El plazo pasó de", "Feriado.",
        "Versión 2, ronda 1 concluida", "Se prepara la versión 3.", "Versión 2: continuada en la versión 3",
        "Versión 3 enviada a los Países Miembros, ronda 1",
    )  # fmt: skip
    assert [path.index(words) for words in told] == sorted(path.index(words) for words in told)


def test_a_text_goes_round_is_answered_and_leads_to_the_next_version(
    round_, send, sign_in, presidency, secretariat, canada, costa_rica, other_canadian, member, observer,
    civil_society, move_clock,
):  # fmt: skip
    url = f"/es/textos/{round_.pk}"
    opened = Letter.objects.filter(key__startswith="round:opened")
    assert {letter.to for letter in opened} == {
        "ca@example.org", "cr@example.org", "ppt@example.org", "se@example.org"
    }  # fmt: skip
    assert all("2021, 17:00 (San José) · 23:00 UTC" in letter.body for letter in opened.filter(language="es"))
    assert not any(TITLE_ES in letter.body for letter in opened)
    # what changed, and until when
    page = main(sign_in(costa_rica).get(url))
    assert "Su objetivo es Eliminado: mejorar Añadido: fortalecer la gestión integrada" in page
    assert "Vence el viernes 22 de octubre de 2021, 17:00 (San José) · 23:00 UTC" in page
    assert "Eliminado" not in main(sign_in(costa_rica).get(f"{url}?vista=limpio"))
    assert "cada año" in main(sign_in(costa_rica).get(f"{url}?vista=antes"))
    speak(url, send, sign_in, canada, costa_rica, other_canadian, member, observer, civil_society)
    take_positions(url, send, sign_in, canada, costa_rica, presidency, move_clock)
    come_late(url, send, canada, presidency, move_clock)
    settle(url, sign_in, costa_rica, presidency)
    compile_table(url, sign_in, secretariat)
    conclude(round_, url, send, sign_in, canada, presidency)


def test_a_declaration_is_attached_to_its_exact_words(round_, send, sign_in, canada, secretariat, presidency):
    url = f"/es/textos/{round_.pk}"
    said = TYPED | {"anchor": "1.2", "kind": "reservation", "text": "Canada reserves its position."}
    wrong = send(canada, f"{url}/observar", **said | {"words": "inventario", "language": "en"})
    assert (wrong.status_code, "Cópielas del texto" in main(wrong)) == (422, True)
    none = send(canada, f"{url}/observar", **said | {"words": "", "language": "en"})
    assert (none.status_code, "indica qué palabras reserva" in main(none)) == (422, True)
    assert Observation.objects.count() == 0
    send(canada, f"{url}/observar", **said | {"words": "gestión integrada", "language": "en"})
    one = Observation.objects.get()
    assert sign_in(presidency).post(f"/es/textos/observaciones/{one.pk}/nota").status_code == 403
    sign_in(secretariat).post(f"/es/textos/observaciones/{one.pk}/nota")
    note = round_.version.notes.get()
    assert (note.kind, note.country_id, note.words, note.text_en, note.original_language) == (
        "reservation", "CA", "gestión integrada", "Canada reserves its position.", "en"
    )  # fmt: skip
    assert f"nota {note.number}" in main(sign_in(canada).get(url))


def test_what_was_declared_before_the_adoption_is_attached_to_the_decision_that_adopts(
    round_, send, sign_in, canada, secretariat, allowing, observer, nobody, move_clock
):
    url, decided = f"/es/textos/{round_.pk}", f"/es/decisiones/{allowing.meeting.code}/{allowing.paragraph}"
    said = TYPED | {"anchor": "1.2", "kind": "statement", "text": "Canada understands “integrated” as joint."}
    send(canada, f"{url}/observar", **said | {"words": "gestión integrada", "language": "en"})
    assert "Canada understands" not in main(sign_in(canada).get(decided))
    Round.objects.update(concluded_at="2021-10-14T12:00:00Z")
    adopt(round_.version, on=date(2021, 10, 15), decision=allowing, by=secretariat)
    attached = main(sign_in(canada).get(decided))
    assert "Declaraciones anteriores a la adopción" in attached
    assert "Canadá · Declaración interpretativa" in attached
    assert "§1.2 «gestión integrada»: Canada understands “integrated” as joint." in attached
    for outside in (observer, nobody):
        assert "Canada understands" not in main(sign_in(outside).get(decided))


def test_the_page_asks_the_database_the_same_for_one_country_and_for_three(
    round_, send, sign_in, canada, costa_rica, draft, secretariat, django_assert_num_queries
):
    url = f"/es/textos/{round_.pk}"

    def queries() -> int:
        client = sign_in(canada)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(url).status_code == 200
        return len(asked)

    send(canada, f"{url}/observar", **TYPED | {"anchor": "1.2", "text": "Uno."})
    send(canada, f"{url}/posicion", value="objects", note="")
    one = queries()
    panama = named("pa@example.org", "PA", draft, secretariat)
    for user in (costa_rica, panama):
        for place in ("1.1", "1.2", ""):
            send(user, f"{url}/observar", **TYPED | {"anchor": place, "text": "Otra."})
        send(user, f"{url}/posicion", value="no_objection", note="")
    assert queries() == one
    rows = [
        Observation(
            round=round_,
            country=Country.objects.get(pk="PA"),
            anchor="1.2",
            text=f"Punto {n}.",
            at=round_.opened_at,
        )
        for n in range(9)
    ]
    Observation.objects.bulk_create(rows)
    page = main(sign_in(canada).get(url))
    assert "Leer todo lo dicho de este párrafo" in page
    assert "Punto 8." not in page
    whole = main(sign_in(canada).get(f"{url}/parrafo/1.2"))
    assert all(f"Punto {n}." in whole for n in range(9))


def test_a_deadline_that_has_passed_is_refused_before_the_answers_are_checked(draft, sign_in, presidency):
    ppt = sign_in(presidency)
    typed = {"day": "2020-01-01", "hour": "17:00", "message_es": "Se pide revisar.", "against": ""}
    refused = ppt.post("/es/textos/circular/objetivo-fro/v2", typed)
    said = "Ese plazo ya pasó: miércoles 1 de enero de 2020, 17:00 (San José) · 23:00 UTC."
    assert (refused.status_code, said in main(refused)) == (422, True)
    assert "Se pide revisar." in refused.content.decode()
    assert refused.content.decode().count("<title>Error: Enviar a los Países Miembros") == 1
    assert not Round.objects.exists()


def test_a_draft_without_text_has_no_page_to_send_it(secretariat, sign_in, presidency):
    register_document(kind=Document.Kind.TEXT, title_es=TITLE_ES, code="vacio", by=secretariat)
    ppt = sign_in(presidency)
    ppt.post("/es/documentos/vacio/nueva-version")
    refused = ppt.get("/es/textos/circular/vacio/v1")
    assert (refused.status_code, "Esta versión aún no tiene texto." in main(refused)) == (403, True)


def test_two_people_who_settle_the_same_observation_do_not_undo_each_other(
    round_, send, sign_in, canada, secretariat, presidency
):
    url = f"/es/textos/{round_.pk}"
    for text in ("Una.", "Otra."):
        send(canada, f"{url}/observar", **TYPED | {"anchor": "1.2", "text": text})
    one, two = Observation.objects.order_by("pk")
    page = f"{url}/destinos?parrafo=1.2"
    untouched = json.dumps(["", "", ""])
    opened = {f"o{row.pk}-seen": untouched for row in (one, two)}
    assert sign_in(secretariat).get(page).context["pairs"][0][1]["seen"].value() == untouched
    sign_in(secretariat).post(page, opened | {f"o{one.pk}-fate": "integrated"})
    # who opened the page before and says something of the other one alone leaves the first as it is
    later = opened | {f"o{two.pk}-fate": "not_integrated", f"o{two.pk}-why_es": "Ya está dicho."}
    assert sign_in(presidency).post(page, later).status_code == 302
    assert [row.fate for row in Observation.objects.order_by("pk")] == ["integrated", "not_integrated"]
    # who says otherwise of the same one is told, and loses nothing
    otherwise = opened | {f"o{one.pk}-fate": "partly", f"o{one.pk}-why_es": "Solo la mitad."}
    clash = sign_in(presidency).post(page, otherwise)
    assert clash.status_code == 422
    assert "Destino · Canadá: Otra persona registró entretanto" in main(clash)
    assert "Solo la mitad." in clash.content.decode()
    again = otherwise | {f"o{one.pk}-seen": clash.context["pairs"][0][1]["seen"].value()}
    assert sign_in(presidency).post(page, again).status_code == 302
    assert [row.fate for row in Observation.objects.order_by("pk")] == ["partly", "not_integrated"]


def test_what_was_said_of_a_reservation_stays_when_it_is_attached(
    round_, send, sign_in, canada, secretariat, presidency
):
    url = f"/es/textos/{round_.pk}"
    said = {"anchor": "1.2", "kind": "reservation", "text": "Reserva.", "words": "gestión integrada"}
    send(canada, f"{url}/observar", **TYPED | said)
    one = Observation.objects.get()
    fate = {f"o{one.pk}-fate": "not_integrated", f"o{one.pk}-why_es": "Se adjunta como nota."}
    sign_in(presidency).post(f"{url}/destinos?parrafo=1.2", fate)
    sign_in(secretariat).post(f"/es/textos/observaciones/{one.pk}/nota")
    one.refresh_from_db()
    assert (one.fate, one.note_number) == ("not_integrated", 1)
    text = sign_in(canada).get("/en/library/objetivo-fro/v2/1").content.decode()
    assert 'aria-label="Note 1, Reservation by Canada"' in text


def of_forty(new: tuple[int, ...] = ()) -> list[SectionText]:
    """Return a text of forty paragraphs, of which some are `new`."""
    said = [BlockText(f"1.{n}", f"Punto {n}{' nuevo' if n in new else ''}.") for n in range(40)]
    return [SectionText("1", "Uno", "", "1", blocks=said)]


def test_each_change_of_a_long_text_is_one_link_away(sign_in, send, secretariat, presidency, member):
    document = register_document(kind=Document.Kind.TEXT, title_es="Largo", code="largo", by=secretariat)
    first = compose(document, sections=of_forty(), by=secretariat)
    Version.objects.filter(pk=first.pk).update(status=Version.Status.IN_FORCE)
    compose(document, sections=of_forty(new=(3, 35)), by=secretariat)
    send(presidency, "/es/textos/circular/largo/v2", **OPENED, against=f"v{first.pk}")
    url = f"/es/textos/{Round.objects.get().pk}"
    page = sign_in(member).get(url)
    ways = re.findall(r'<a href="([^"]*#p-[^"]*)">§([\d.]+)</a>', page.content.decode())
    assert ways == [("?parte=1#p-1.3", "1.3"), ("?parte=2#p-1.35", "1.35")]
    assert 'id="p-1.35"' in sign_in(member).get(f"{url}?parte=2").content.decode()
