"""The annual report: composed, written by two, frozen, presented, published, corrected (AC-15, M15)."""

import json
import zipfile
from datetime import date
from io import BytesIO

import docx
import pytest
from django.utils.html import strip_tags

from pilares.core.access import Tier
from pilares.meetings.models import Meeting
from pilares.monitoring.models import Activity, SupportOffer
from pilares.people.models import Body
from pilares.plans.models import Note
from pilares.reports.models import Frozen, Report
from pilares.reports.queries.annexes import annexes

INDEX, PAGE = "/es/informes/", "/es/informes/2021"
LINE = (
    "Compromisos logrados: 5 · En proceso: 4 · Pendientes: 2 (1 no alcanzado, 1 por iniciar en el 3.er año)."
)


@pytest.fixture
def matrix(add_activity):
    """The matrix of AC-15: 5, 4, 1 not achieved, 1 of the third year without status, 1 replaced."""
    for number, group in enumerate(("PROT", "PROT", "IRR", "LAB", "FRO"), start=1):
        add_activity(group, number % 3 + 1, f"Lograda {number}", state="completed")
    for number, group in enumerate(("PROT", "IRR", "LAB", "FRO"), start=1):
        add_activity(group, 4 + number, f"En curso {number}", state="in_process", slot=None)
    add_activity("IRR", 9, "Estudio", state="not_achieved", slot=None)
    add_activity("FRO", 9, "Criterios", years=(3,), slot=None, principles="f")
    add_activity("LAB", 9, "Portabilidad", stage="replaced", slot=None, stage_reason="Otra prioridad.")
    add_activity("EXTRA", 1, "Del grupo ad hoc", state="in_process")


@pytest.fixture
def meetings(world):
    """The meetings to which a report goes."""
    return [
        Meeting.objects.create(
            code=code, body=Body.objects.get(code=body), name_es=code, name_en=code,
            starts_on=date(2021, 10, 15), tier=Tier.MEMBERS,
        )
        for code, body in (("GRCM-2021-11", "GRCM"), ("RVM-XXVI", "RVM"))
    ]  # fmt: skip


def said(response):
    """The words of the main part of a page."""
    assert response.status_code == 200
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(strip_tags(main).split())


def send(client, path, **typed):
    """Send a form; it leads to the report."""
    response = client.post(f"{PAGE}/{path}", typed)
    assert response.status_code == 302, response.content.decode()[:2000]


def begin(client, world, cut_off="2021-10-15"):
    return client.post(f"{INDEX}nuevo", {"presidency": world.mexico.pk, "cut_off": cut_off})


def two_write_and_neither_loses_a_word(sign_in, presidency, secretariat):
    """The presidency writes b); the Secretariat began from the empty text, and then adds the English."""
    client = sign_in(presidency)
    send(client, "redactar/balance", text_es="Se trabajó a distancia.", text_en="")
    client = sign_in(secretariat)
    base = {"base-text_es": "", "base-text_en": ""}
    clash = client.post(f"{PAGE}/redactar/balance", {"text_es": "Otro texto.", "text_en": "", **base})
    assert clash.status_code == 412
    assert [words in clash.content.decode() for words in ("Se trabajó a distancia.", "Otro texto.")] == [
        True
    ] * 2
    send(
        client, "redactar/balance", text_es="Se trabajó a distancia.", text_en="Work was remote.",
        **{"base-text_es": "Se trabajó a distancia.", "base-text_en": ""},
    )  # fmt: skip


def test_it_is_presented_at_no_meeting_that_lies_ahead(matrix, meetings, world, sign_in, secretariat):
    client = sign_in(secretariat)
    begin(client, world)
    send(client, "consultar", pending_accepted="on")
    Meeting.objects.update(starts_on=date(2021, 10, 16))
    refused = client.post(f"{PAGE}/presentar", {"meeting": meetings[0].pk})
    assert (refused.status_code, Report.objects.get().copies.count()) == (422, 1)
    assert "Esa reunión aún no ha comenzado." in refused.content.decode()
    assert client.post(f"{PAGE}/informar", {"meeting": meetings[1].pk}).status_code == 403


def test_a_report_lives_its_year(
    matrix, meetings, world, sign_in, secretariat, presidency, delegate, nobody, move_clock
):
    client = sign_in(secretariat)
    assert "Aún no se ha publicado ningún informe" in said(client.get(INDEX))
    assert begin(client, world).status_code == 302
    page = said(client.get(PAGE))
    assert LINE in page
    assert "1 actividad modificada por decisión, fuera del total" in page
    assert "1 actividad de un grupo ad hoc, fuera del total" in page
    assert page.count("Por redactar por la presidencia con la Secretaría Ejecutiva") == 2
    for reader in (delegate, nobody):
        assert (sign_in(reader).get(PAGE).status_code, "2021" in said(client.get(INDEX))) == (404, False)

    two_write_and_neither_loses_a_word(sign_in, presidency, secretariat)
    client = sign_in(secretariat)
    send(client, "consultar", pending_accepted="on")
    copy = Frozen.objects.get()
    assert LINE in said(sign_in(delegate).get(PAGE))
    assert sign_in(nobody).get(PAGE).status_code == 404
    grcm, rvm = meetings
    client = sign_in(secretariat)
    refused = client.post(f"{PAGE}/presentar", {"meeting": rvm.pk})
    assert refused.status_code == 422
    send(client, "presentar", meeting=grcm.pk, note="")
    assert client.get(f"{PAGE}/redactar/balance").status_code == 403
    send(client, "informar", meeting=rvm.pk, note="")
    send(client, "publicar", embargo_until="2021-10-20 11:00")
    assert sign_in(nobody).get(PAGE).status_code == 404
    assert sign_in(nobody).get(INDEX).content.decode().count("Informe anual 2021") == 0
    move_clock("2021-10-20T11:00:00-06:00")
    assert LINE in said(sign_in(nobody).get(PAGE))
    assert Frozen.objects.get() == copy
    assert list(Report.objects.get().steps.values_list("verb", flat=True)) == [
        "begin", "write", "freeze", "present", "inform", "publish",
    ]  # fmt: skip


def a_corrigendum_stands_beside_the_copy(client):
    """Old, new, reason and date; said twice it is refused, and the copy says what it said."""
    corrections = client.get(f"{PAGE}/corregir")
    assert "PROT-A2" in said(corrections)
    send(client, "corregir", code="PROT-A2", field="title", new_es="Otro nombre", new_en="Another name",
         reason_es="Errata.", reason_en="Misprint.")  # fmt: skip
    after = said(client.get(PAGE))
    assert (
        "N.º 1 · 15 de octubre de 2021 · PROT-A2, Actividad: donde dice «Lograda 1», debe decir «Otro nombre»"
        in (after)
    )
    assert "Otro nombre corregido, n.º 1" in after
    again = client.post(
        f"{PAGE}/corregir",
        {
            "code": "PROT-A2",
            "field": "title",
            "new_es": "Otro nombre",
            "new_en": "Another name",
            "reason_es": "x",
        },
    )
    assert again.status_code == 422
    assert "Lograda 1" in said(client.get(f"{PAGE}/copias/1"))


def test_what_is_frozen_stays_whatever_the_matrix_says_later(
    matrix, world, sign_in, secretariat, add_activity
):
    client = sign_in(secretariat)
    begin(client, world)
    send(client, "consultar", pending_accepted="on")
    before = {suffix: client.get(f"{PAGE}.{suffix}").content for suffix in ("csv", "json")}
    client.get(PAGE)  # the message of what was done shows once
    page = said(client.get(PAGE))
    late = add_activity("PROT", 8, "Tardía", state="completed", slot=None)
    late.plan.activities.filter(code="PROT-A2").update(title_es="Otro nombre", state="not_achieved")
    assert said(client.get(PAGE)) == page
    assert {suffix: client.get(f"{PAGE}.{suffix}").content for suffix in ("csv", "json")} == before
    seal = Frozen.objects.get().seal
    assert "Copia congelada" in page
    assert f"copia 1, datos al 15 de octubre de 2021 http://testserver{PAGE}/copias/1" in page
    assert json.loads(before["json"])["seal"] == seal

    a_corrigendum_stands_beside_the_copy(client)
    assert Frozen.objects.get().seal == seal


def test_page_word_csv_and_json_say_the_same_and_a_reader_sees_no_more_than_they_may(
    matrix, meetings, world, sign_in, secretariat, nobody, add_activity
):
    add_activity("PROT", 7, "Solo para miembros", state="completed", slot=None, tier=Tier.MEMBERS)
    add_activity("PROT", 8, "Puerta cerrada", state="completed", slot=None, tier=Tier.CLOSED)
    client = sign_in(secretariat)
    begin(client, world)
    send(client, "consultar", pending_accepted="on")
    grcm, rvm = meetings
    send(client, "presentar", meeting=grcm.pk, note="")
    send(client, "informar", meeting=rvm.pk, note="")
    send(client, "publicar")
    for reader, achieved, hidden in ((secretariat, 6, "Puerta cerrada"), (nobody, 5, "Solo para miembros")):
        client = sign_in(reader)
        page, data = said(client.get(PAGE)), client.get(f"{PAGE}.json").json()
        word = docx.Document(BytesIO(client.get(f"{PAGE}.docx").content))
        cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
        text = "\n".join([*(p.text for p in word.paragraphs), *cells])
        csv = client.get(f"{PAGE}.csv").content.decode("utf-8-sig")
        assert data["totals"]["achieved"] == achieved
        assert [f"Compromisos logrados: {achieved} ·" in where for where in (page, text)] == [True, True]
        assert [hidden in where for where in (page, text, csv, json.dumps(data))] == [False] * 4
        for row in data["rows"]:
            figures = [one["figure"] for one in row["indicators"]]
            assert all(figure in page and figure in text and figure in csv for figure in figures)


def test_the_word_file_has_headings_notes_and_the_annex_in_the_shape_of_43(
    matrix, world, sign_in, secretariat
):
    withdrawn = {
        "kind": "withdrawal", "communicated_by": "Embajada", "on": "2021-10-01", "document": "Nota 12",
        "text": "", "language": "en", "illustrative": False,
    }  # fmt: skip
    Note.objects.filter(number=7).update(since=[withdrawn])
    client = sign_in(secretariat)
    begin(client, world)
    for language, address in (("es", PAGE), ("en", "/en/reports/2021")):
        pdf = client.get(f"{address}.pdf").content
        assert "Embajada" in said(client.get(address))
        assert [
            mark in pdf for mark in (b"/StructTreeRoot", b"/Outlines", f"/Lang({language})".encode())
        ] == [True] * 3
        content = client.get(f"{address}.docx").content
        document = docx.Document(BytesIO(content))
        headings = [p.text for p in document.paragraphs if str(p.style and p.style.name) == "Heading 1"]
        assert len(headings) == 12
        assert headings[0][:2] + headings[1][:2] + headings[2][:2] == "a)b)c)"
        assert len(document.tables[-1].columns) == 7
        assert len(document.tables[-1].rows) == 13
        with zipfile.ZipFile(BytesIO(content)) as file:
            notes = file.read("word/footnotes.xml").decode()
            assert "Convención sobre los Derechos del Niño" in notes
            assert ("comunicado por Embajada" if language == "es" else "communicated by Embajada") in notes
            assert 'w:val="es-CR"' in notes if language == "en" else True
            assert 'w:anchor="_Toc0001"' in file.read("word/document.xml").decode()


def test_a_cut_off_to_come_is_refused_in_words_and_a_second_press_leads_to_the_one_report(
    matrix, world, sign_in, secretariat, member
):
    client = sign_in(secretariat)
    ahead = begin(client, world, "2021-10-16")
    assert (ahead.status_code, "todavía no hay datos" in ahead.content.decode()) == (422, True)
    for _press in range(2):
        begun = begin(client, world)
        assert (begun.status_code, begun.url) == (302, PAGE)
    assert Report.objects.count() == 1
    assert sign_in(member).get(f"{INDEX}nuevo").status_code == 403


def test_a_report_tells_the_matrix_of_its_cut_off_whenever_it_is_composed(
    matrix, world, sign_in, secretariat, move_clock
):
    client = sign_in(secretariat)
    begin(client, world)
    move_clock("2021-11-20T09:00:00-06:00")
    activity = Activity.objects.get(code="PROT-A2")
    activity.state, activity.title_es = "not_achieved", "Otro nombre"
    activity.save()
    page = said(client.get(PAGE))
    assert [words in page for words in (LINE, "Lograda 1", "Otro nombre")] == [True, True, False]
    Activity.history.all().delete()
    page = said(client.get(PAGE))
    late = "La historia de la matriz empieza después del corte: los datos son los del 20 de noviembre de"
    assert [words in page for words in (LINE, "Otro nombre")] == [False, True]
    word = docx.Document(BytesIO(client.get(f"{PAGE}.docx").content))
    assert (page.count(late), sum(late in p.text for p in word.paragraphs)) == (1, 1)


def test_the_words_of_one_offer_stand_together_in_both_languages(matrix, world, plan):
    activity = Activity.objects.order_by("sort_key")[0]
    for country in ("US", "HN"):
        SupportOffer.objects.create(
            activity=activity, country_id=country, technical=True, text_es=f"Apoyo de {country}",
            text_en=f"Support of {country}", starts_on=date(2021, 3, 1), offered_on=date(2021, 2, 1),
            agreed_on=date(2021, 2, 10), accepted_on=date(2021, 2, 20), status="confirmed",
        )  # fmt: skip
    told = annexes(plan, cut_off=date(2021, 10, 15))["support"]
    assert [(one["text"]["es"].partition(":")[0], one["text"]["en"].partition(":")[0]) for one in told] == [
        ("Estados Unidos", "United States"),
        ("Honduras", "Honduras"),
    ]
