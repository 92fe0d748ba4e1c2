"""The evaluation of a plan: written by two, beside frozen evidence, sent, presented, published (M21)."""

import zipfile
from datetime import UTC, date, datetime
from io import BytesIO

import docx
from django.utils.html import strip_tags

from pilares.core.access import Tier
from pilares.meetings.models import Meeting
from pilares.monitoring.models import Activity, GroupPlan, GroupPlanStep
from pilares.monitoring.queries.plan_tables import snapshot_of
from pilares.people.models import Body
from pilares.plans.models import Weakness
from pilares.reports.actions.steps import seal_of
from pilares.reports.models import Frozen, Report
from pilares.succession.models import Evaluation, EvaluationText, Evidence

PAGE = "/es/cierre/2019-2022/evaluacion"
CRITERIA = ("relevance", "coherence", "effectiveness", "efficiency", "impact", "sustainability")


def said(response, status=200):
    assert response.status_code == status
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(strip_tags(main).split())


def frozen(plan, world, *, published):
    status = "published" if published else "in_consultation"
    report = Report.objects.create(
        plan=plan, presidency=world.mexico, label="2021" if published else "2020", cut_off=date(2021, 10, 15),
        status=status,
    )  # fmt: skip
    return Frozen.objects.create(
        report=report, number=1, facts={}, texts={}, seal="0" * 64, at=datetime(2021, 10, 15, tzinfo=UTC)
    )


def two_write_and_neither_loses_a_word(sign_in, presidency, secretariat):
    address = f"{PAGE}/redactar/findings/impact"
    assert sign_in(presidency).post(address, {"text_es": "Primero.", "text_en": ""}).status_code == 302
    client = sign_in(secretariat)
    base = {"base-text_es": "", "base-text_en": ""}
    clash = client.post(address, {"text_es": "Otro.", "text_en": "", **base})
    assert clash.status_code == 412
    assert [words in clash.content.decode() for words in ("Primero.", "Otro.")] == [True, True]
    chosen = {"choose-text_es": "mine", "was-text_es": "", "base-text_es": "Primero.", "base-text_en": ""}
    assert client.post(address, {"text_es": "Otro.", "text_en": "Another.", **chosen}).status_code == 302
    assert EvaluationText.objects.get(kind="findings", about="impact").text_en == "Another."


def evidence_is_frozen_and_linked_once(client, copies):
    address = f"{PAGE}/evidencia/impact"
    assert "Elija una evidencia, o escriba una dirección." in said(client.post(address, {}), 422)
    outside = client.post(address, {"address": "https://example.org/cifras"})
    assert "Se esperaba una dirección de este sitio" in said(outside, 422)
    key = {"form_key": "6f1f3f0e-6c5b-4f0a-9b5e-1d2c3b4a5f60"}
    for copy in copies:
        assert client.post(address, {"frozen": f"copy:{copy.pk}", "note_es": "Cinco."}).status_code == 302
    nowhere = client.post(address, {"address": "/es/decisiones/RVM-XXV"})
    assert "Ninguna página que se pueda citar está en /es/decisiones/RVM-XXV." in said(nowhere, 422)
    for _click in range(2):
        assert client.post(address, {"address": "/es/matriz?al=2021-10-15", **key}).status_code == 302
    assert Evidence.objects.count() == 3


def write_the_rest(client):
    for criterion in CRITERIA:
        if criterion != "impact":
            sent = client.post(f"{PAGE}/redactar/findings/{criterion}", {"text_es": f"Sobre {criterion}."})
            assert sent.status_code == 302
    for place in ("terms/-", "questions/impact", "recommendations/impact", "weakness/b"):
        assert client.post(f"{PAGE}/redactar/{place}", {"text_es": f"Texto de {place}."}).status_code == 302


def test_an_evaluation_is_written_presented_and_published(
    plan, world, sign_in, secretariat, presidency, member, observer, nobody
):
    Weakness.objects.create(plan=plan, letter="b", anchor="3.1.b", text_es="Poca capacidad de monitoreo.")
    copies = [frozen(plan, world, published=published) for published in (True, False)]
    rcgm = Meeting.objects.create(
        code="GRCM-2021-11", body=Body.objects.get(code="GRCM"), name_es="GRCM", tier=Tier.MEMBERS,
        starts_on=date(2021, 11, 12),
    )  # fmt: skip
    client = sign_in(secretariat)
    for _click in range(2):
        assert client.post(f"{PAGE}/comenzar").status_code == 302
    assert (Evaluation.objects.count(), EvaluationText.objects.count()) == (1, 1 + 6 * 3 + 1)
    two_write_and_neither_loses_a_word(sign_in, presidency, secretariat)
    client = sign_in(secretariat)
    assert client.get(f"{PAGE}/consultar").status_code == 403
    evidence_is_frozen_and_linked_once(client, copies)
    write_the_rest(client)
    assert sign_in(member).get(PAGE).status_code == 404
    assert sign_in(presidency).post(f"{PAGE}/consultar").status_code == 302
    page = said(sign_in(member).get(PAGE))
    assert ["Otro." in page, "Poca capacidad de monitoreo." in page, "Redactar" in page] == [
        True,
        True,
        False,
    ]
    assert sign_in(nobody).get(PAGE).status_code == 404
    client = sign_in(secretariat)
    assert client.post(f"{PAGE}/presentar", {"meeting": rcgm.pk}).status_code == 302
    assert client.get(f"{PAGE}/redactar/findings/impact").status_code == 403
    assert client.post(f"{PAGE}/publicar", {"tier": "extended"}).status_code == 302
    it_reaches_as_far_as_was_chosen(sign_in, observer, nobody)


def it_reaches_as_far_as_was_chosen(sign_in, observer, nobody):
    """The extended RCM reads it, with the evidence that each may open; a visitor finds nothing."""
    client = sign_in(observer)
    page = said(client.get(PAGE))
    assert ["copia 1" in page, page.count("Informe anual"), "2020" in page] == [True, 1, False]
    word = client.get(f"{PAGE}.docx").content
    read = docx.Document(BytesIO(word))
    heads = [p.text for p in read.paragraphs if p.style and p.style.name == "Heading 1"]
    assert heads == [
        "Términos de referencia", "Pertinencia", "Coherencia", "Eficacia", "Eficiencia", "Impacto",
        "Sostenibilidad", "Las debilidades de 2017 al final del plan (§3.1)",
    ]  # fmt: skip
    assert "Otro." in [p.text for p in read.paragraphs]
    assert zipfile.ZipFile(BytesIO(word)).testzip() is None
    pdf = client.get(f"{PAGE}.pdf").content
    assert (pdf[:5], b"/StructTreeRoot" in pdf) == (b"%PDF-", True)
    english = client.get("/en/closing/2019-2022/evaluation").content.decode()
    assert ["Another." in english, "Effectiveness" in english] == [True, True]
    for address in (PAGE, f"{PAGE}.pdf"):
        assert sign_in(nobody).get(address).status_code == 404


def whole(client, url):
    """What a page says of its subject, without the messages that are shown once."""
    client.get(url)
    return said(client.get(url))


def test_evidence_stays_as_it_was_frozen_whatever_is_edited_later(
    plan, world, add_activity, sign_in, secretariat
):
    activity = add_activity("PROT", 1, "Ruta regional", state="in_process")
    group_plan = GroupPlan.objects.create(plan=plan, group=activity.group, status="in_force")
    step = GroupPlanStep.objects.create(
        group_plan=group_plan, verb="present", status="presented", at="2019-11-12T12:00Z",
        snapshot=snapshot_of(group_plan),
    )  # fmt: skip
    client = sign_in(secretariat)
    made = client.post("/es/informes/nuevo", {"presidency": world.mexico.pk, "cut_off": "2021-10-15"})
    assert made.status_code == 302
    assert client.post("/es/informes/2021/consultar", {"pending_accepted": "on"}).status_code == 302
    copy = Frozen.objects.get()
    client.post(f"{PAGE}/comenzar")
    for chosen in (f"copy:{copy.pk}", f"step:{step.pk}"):
        linked = client.post(f"{PAGE}/evidencia/impact", {"frozen": chosen, "note_es": "Lo muestra."})
        assert (linked.status_code, linked.url) == (302, f"{PAGE}#impact")
    html = client.get(PAGE).content.decode().partition('id="impact"')[2].partition("</ul>")[0]
    urls = [part.partition('"')[0] for part in html.split('href="')[1:] if part.startswith("/es/")]
    proofs = [url for url in urls if "/copias/" in url or "/presentado/" in url]
    assert len(proofs) == 2
    before = {url: whole(client, url) for url in proofs}
    assert all("Ruta regional" in text for text in before.values())
    words, seal = whole(client, PAGE), copy.seal

    Activity.objects.filter(pk=activity.pk).update(title_es="Otro nombre", state="completed")
    activity.results.update(text_es="Otro resultado")
    activity.indicators.update(name_es="Otro indicador")
    corrected = {"code": "PROT-A1", "field": "title", "new_es": "Otro", "new_en": "", "reason_es": "Nombre."}
    assert client.post("/es/informes/2021/corregir", corrected).status_code == 302
    client.get("/es/informes/2021")
    after = {url: whole(client, url) for url in proofs}
    step_url = next(url for url in proofs if "/presentado/" in url)
    assert after[step_url] == before[step_url]
    copy_url = next(url for url in proofs if "/copias/" in url)
    assert ["Ruta regional" in after[copy_url], "Otro resultado" in after[copy_url]] == [True, False]
    copy.refresh_from_db()
    assert (copy.seal, seal_of(copy.facts, copy.texts)) == (seal, seal)
    assert whole(client, PAGE) == words
