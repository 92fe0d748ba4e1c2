"""The annual report as people write it: two at once, a session that ends, a second press, English behind."""

from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.utils.html import strip_tags

from pilares.core.access import Tier
from pilares.meetings.models import Meeting
from pilares.monitoring.models import Activity
from pilares.people.models import Body
from pilares.reports.models import Frozen, Report, ReportStep, ReportText

PAGE = "/es/informes/2021"
BALANCE = f"{PAGE}/redactar/balance"
LONG = "El segundo año se trabajó sobre todo en modalidad virtual; los cuatro grupos sesionaron."


@pytest.fixture
def report(add_activity, world, sign_in, secretariat):
    """A report being written, of two activities whose texts are in both languages."""
    for number in (1, 2):
        activity = add_activity("PROT", number, f"Actividad {number}", state="completed")
        Activity.objects.filter(pk=activity.pk).update(title_en=f"Activity {number}")
        activity.results.update(text_en="Result")
        activity.indicators.update(name_en=f"Countries {number}")
    made = sign_in(secretariat).post(
        "/es/informes/nuevo", {"presidency": world.mexico.pk, "cut_off": "2021-10-15"}
    )
    assert (made.status_code, made.url) == (302, PAGE)
    return Report.objects.get()


def said(response, status=200):
    assert response.status_code == status
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(strip_tags(main.replace("<", " <"))).split())


def opened(client):
    """The texts that the form carries as those with which it was opened."""
    assert client.get(BALANCE).status_code == 200
    text = ReportText.objects.get(part="balance")
    return {"base-text_es": text.text_es, "base-text_en": text.text_en}


def test_two_sessions_write_the_balance_and_neither_loses_a_word(report, secretariat, presidency):
    first, second = Client(), Client()
    first.force_login(secretariat)
    second.force_login(presidency)
    mine, theirs = opened(first), opened(second)
    assert first.post(BALANCE, {"text_es": "De la SE.", "text_en": "", **mine}).status_code == 302
    english = second.post(BALANCE, {"text_es": "", "text_en": "By the PPT.", **theirs})
    assert english.status_code == 302
    text = ReportText.objects.get(part="balance")
    assert (text.text_es, text.text_en) == ("De la SE.", "By the PPT.")
    stale = second.post(BALANCE, {"text_es": "De la PPT.", "text_en": "", **theirs})
    page = stale.content.decode()
    assert [stale.status_code, "De la SE." in page, "De la PPT." in page] == [412, True, True]
    text.refresh_from_db()
    assert text.text_es == "De la SE."
    both = {
        "choose-text_es": "mine",
        "was-text_es": "",
        "base-text_es": "De la SE.",
        "base-text_en": "By the PPT.",
    }
    kept = second.post(BALANCE, {"text_es": "De ambas.", "text_en": "By the PPT.", **both})
    assert kept.status_code == 302
    text.refresh_from_db()
    assert (text.text_es, text.text_en) == ("De ambas.", "By the PPT.")


def test_a_text_sent_after_the_session_ended_comes_back_whole_with_the_way_to_sign_in(report):
    page = Client().post(BALANCE, {"text_es": LONG, "text_en": "Short.", "base-text_es": "Otro texto " * 9})
    assert page.status_code == 401
    html = page.content.decode()
    assert f">{LONG}</textarea>" in html
    assert html.count("<textarea") == 1
    assert 'href="/es/entrar?next=%2Fes%2Finformes%2F2021%2Fredactar%2Fbalance"' in html
    assert "data-unsaved" in html
    assert ReportText.objects.get(part="balance").text_es == ""
    plain = Client().post(BALANCE, {"text_es": "Corto.", "password": LONG})
    assert (plain.status_code, plain.headers["Location"].partition("?")[0]) == (302, "/es/entrar")


def test_a_second_press_on_each_step_leads_to_the_report_and_does_nothing_twice(
    report, world, sign_in, secretariat, presidency, member
):
    meetings = {
        body: Meeting.objects.create(
            code=f"{body}-2021-10", body=Body.objects.get(code=body), name_es=body, tier=Tier.MEMBERS,
            starts_on=date(2021, 10, 15),
        )
        for body in ("GRCM", "RVM")
    }  # fmt: skip
    ReportText.objects.update(text_es="Texto.", text_en="Text.")
    client = sign_in(secretariat)
    for verb, typed in (
        ("consultar", {}),
        ("presentar", {"meeting": meetings["GRCM"].pk}),
        ("informar", {"meeting": meetings["RVM"].pk}),
        ("publicar", {}),
    ):
        for _press in range(2):
            done = client.post(f"{PAGE}/{verb}", typed)
            assert (done.status_code, done.url) == (302, PAGE)
    steps = ["begin", "freeze", "present", "inform", "publish"]
    assert list(ReportStep.objects.values_list("verb", flat=True)) == steps
    assert Frozen.objects.count() == 1
    assert sign_in(member).post(f"{PAGE}/publicar").status_code == 403
    assert sign_in(presidency).post(f"{PAGE}/publicar").status_code == 403
    back = sign_in(secretariat).post(f"{PAGE}/consultar", {})
    assert "El informe ya se presentó: su texto queda como está." in said(back, 403)


def test_english_texts_that_lag_are_named_before_it_is_frozen_each_with_its_page(
    report, sign_in, secretariat
):
    first, second = Activity.objects.order_by("code")
    Activity.objects.filter(pk=first.pk).update(title_en="")
    indicator = second.indicators.get()
    second.indicators.update(name_en="")
    client = sign_in(secretariat)
    client.post(BALANCE, {"text_es": LONG, "text_en": "", "base-text_es": "", "base-text_en": ""})
    balance = "b) Descripción del balance del trabajo realizado"
    for page in (client.get(PAGE), client.get(f"{PAGE}/consultar")):
        words, html = said(page), page.content.decode()
        for name, where in (
            (f"{first.code}, Actividad", f"/es/actividades/{first.code}/editar"),
            (f"{indicator.code}, Indicador", f"/es/indicadores/{indicator.code}/editar"),
            (balance, BALANCE),
        ):
            assert [
                f"{name} ( falta )" in words or f"{name} (falta)" in words,
                f'href="{where}"' in html,
            ] == [
                True,
                True,
            ]
        assert "Falta por escribir" in words
        assert f'href="{PAGE}/redactar/next"' in html
    refused = client.post(f"{PAGE}/consultar", {})
    assert (refused.status_code, Report.objects.get().status) == (422, "writing")
    assert client.post(f"{PAGE}/consultar", {"pending_accepted": "on"}).status_code == 302
    assert Frozen.objects.get().translation_pending
    assert "English translation pending" in said(client.get("/en/reports/2021"))


def test_nothing_is_asked_of_the_english_where_nothing_lags(report, sign_in, secretariat):
    ReportText.objects.update(text_es="Texto.", text_en="Text.")
    client = sign_in(secretariat)
    assert "pending_accepted" not in client.get(f"{PAGE}/consultar").content.decode()
    assert client.post(f"{PAGE}/consultar", {}).status_code == 302
    assert not Frozen.objects.get().translation_pending
    assert "English translation pending" not in said(client.get("/en/reports/2021"))


def test_what_is_written_while_it_is_consulted_is_read_at_once(report, sign_in, secretariat, member):
    ReportText.objects.update(text_es="Texto.", text_en="Text.")
    client = sign_in(secretariat)
    client.post(f"{PAGE}/consultar", {})
    client.post(
        BALANCE, {"text_es": LONG, "text_en": "Text.", "base-text_es": "Texto.", "base-text_en": "Text."}
    )
    assert LONG in said(sign_in(member).get(PAGE))
    assert LONG not in said(sign_in(member).get(f"{PAGE}/copias/1"))


def test_the_facts_stand_beside_what_is_written_and_my_work_says_what_waits(
    report, sign_in, secretariat, member
):
    client = sign_in(secretariat)
    page = said(client.get(BALANCE))
    assert (
        "Los hechos, como los dice el informe Compromisos logrados: 2 · En proceso: 0 · Pendientes: 0" in page
    )
    work = said(client.get("/es/mi-trabajo"))
    assert "Informe anual 2021 Generado · b) Descripción del balance" in work
    ReportText.objects.update(text_es="Texto.", text_en="Text.")
    assert "Informe anual 2021 Generado · Congelar y enviar a consulta" in said(client.get("/es/mi-trabajo"))
    assert "Informe anual 2021" not in said(sign_in(member).get("/es/mi-trabajo"))


def test_only_presidencies_of_the_plan_are_offered_for_a_report(world, plan, sign_in, secretariat):
    page = sign_in(secretariat).get("/es/informes/nuevo").content.decode()
    offered = page.partition("<select")[2].partition("</select>")[0]
    assert strip_tags(offered).split()[-3:] == ["2021", "·", "México"]
    assert offered.count("<option") == 1
