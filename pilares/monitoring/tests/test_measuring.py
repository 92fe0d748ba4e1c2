"""«Reportar dato»: by the link of a letter, on a slow line, without scripts, and pressed twice (AC-18)."""

import re
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from pilares.core.letters import Letter
from pilares.monitoring import actions
from pilares.monitoring.access import link_token
from pilares.monitoring.models import Measurement, Request
from pilares.monitoring.tests.conftest import words_of
from tests.cast import as_role

PDF = b"%PDF-1.4 illustrative"
DUE = date(2021, 10, 15)


def link_in(letter: Letter, language: str = "es") -> str:
    """Return the path of the link that answers, as a letter carries it."""
    word = {"es": "responder", "en": "answer"}[language]
    return urlsplit(re.findall(rf"http\S+/{language}/{word}/\S+", letter.body)[0]).path


def form_key(page: str) -> str:
    return re.findall(r'name="form_key" value="([^"]+)"', page)[0]


@pytest.fixture
def asked(period, other_member, secretariat) -> Request:
    """Member B of Honduras is asked for PROT-A1-I1, by 15 October."""
    (request,) = actions.ask(
        window=None, wanted=[actions.Asked(period.pk, "", other_member.pk)],
        due_on=DUE, by=secretariat,
    )  # fmt: skip
    return request


@pytest.fixture
def phone(asked, client) -> Client:
    """A telephone without a session that has pressed the button of the letter's link."""
    client.post(link_in(Letter.objects.get()))
    return client


def fill(client: Client, url: str, **typed: Any):
    """Open the form and send it as a browser does."""
    page = client.get(url).content.decode()
    return client.post(url, {"form_key": form_key(page), "then": "check", **typed})


def test_opening_the_letters_link_shows_one_button_and_does_nothing(asked, client):
    link = link_in(Letter.objects.get())
    before = Measurement.objects.count(), Request.objects.values_list("link_key", flat=True).get()
    page = client.get(link)
    assert page.status_code == 200
    body = page.content.decode()
    assert re.findall(r"<button[^>]*>([^<]*)", body.partition("<main")[2]) == ["Continuar al formulario"]
    assert "PROT-A1-I1" in body
    assert (Measurement.objects.count(), Request.objects.values_list("link_key", flat=True).get()) == before
    answer = client.get(f"/es/solicitudes/{asked.pk}/reportar")  # nothing was granted
    assert answer["Location"] == f"/es/entrar?next=/es/solicitudes/{asked.pk}/reportar"


def test_the_button_leads_to_the_form_with_what_was_said_before(asked, client, validated):
    validated("2020", 2)
    answer = client.post(link_in(Letter.objects.get()))
    assert (answer.status_code, answer["Location"]) == (302, f"/es/solicitudes/{asked.pk}/reportar")
    words = words_of(client.get(answer["Location"]))
    assert "Países con Ruta regional de referencia" in words
    assert "Dato anterior 2 países, 1.er año ( 14 de noviembre de 2020)" in words
    assert "Meta 5 países" in words
    assert "Vence el 15 de octubre de 2021" in words
    assert "No hay dato" in words


def test_the_form_weighs_little_and_needs_no_script(phone, asked):
    page = phone.get(f"/es/solicitudes/{asked.pk}/reportar").content
    assert len(page) < 40_000  # the style sheets stay below the rest of the 100 KB
    assert b"<script src" in page
    assert re.findall(rb"<script(?![^>]*src)", page) == []


@pytest.mark.parametrize("typed", ["1,234.5", "1.234,5", "1234.5", "1 234,5"])
def test_both_decimal_conventions_are_understood(phone, asked, typed):
    answer = fill(phone, f"/es/solicitudes/{asked.pk}/reportar", value=typed)
    found = Measurement.objects.get()
    assert answer["Location"] == f"/es/datos/{found.pk}/revisar"
    assert found.value == Decimal("1234.5")


def test_what_may_be_read_in_two_ways_is_read_as_the_country_writes_and_asks_for_a_second_look(phone, asked):
    url = f"/es/solicitudes/{asked.pk}/reportar"
    answer = fill(phone, url, value="1,234")
    assert answer.status_code == 422
    assert "«1,234» puede leerse de dos maneras. Se lee como el número entero 1\xa0234" in unescape(
        answer.content.decode()
    )
    fill(phone, url, value="1,234", confirm="on")
    assert Measurement.objects.get().value == Decimal(1234)


def test_a_value_out_of_its_natural_bounds_asks_to_confirm(phone, asked, indicator):
    type(indicator).objects.filter(pk=indicator.pk).update(natural_min=0, natural_max=11)
    url = f"/es/solicitudes/{asked.pk}/reportar"
    answer = fill(phone, url, value="12")
    assert answer.status_code == 422
    assert "12 está fuera de lo habitual. Lo habitual es entre 0 y 11." in words_of(answer)
    assert Measurement.objects.count() == 0
    assert fill(phone, url, value="12", confirm="on").status_code == 302


def test_the_value_is_kept_before_the_file_and_a_file_that_fails_says_so(phone, asked):
    fill(phone, f"/es/solicitudes/{asked.pk}/reportar", value="3")
    found = Measurement.objects.get()
    bad = SimpleUploadedFile("pagina.html", b"<html><script>1</script></html>")
    good = SimpleUploadedFile("nota.pdf", PDF)
    answer = phone.post(f"/es/datos/{found.pk}/evidencia", {"files": [bad, good]}, follow=True)
    words = words_of(answer)
    assert "«pagina.html» no se adjuntó: Este tipo de archivo no se acepta." in words
    assert "El dato está guardado." in words
    assert "«nota.pdf» quedó adjunto." in words
    assert [e.name for e in found.evidence.all()] == ["nota.pdf"]
    assert Measurement.objects.get().value == Decimal(3)


def test_pressing_twice_or_after_the_connection_dropped_makes_one_figure(phone, asked):
    url = f"/es/solicitudes/{asked.pk}/reportar"
    key = form_key(phone.get(url).content.decode())
    for _time in range(2):
        phone.post(url, {"form_key": key, "then": "check", "value": "3"})
    found = Measurement.objects.get()
    for _time in range(2):
        phone.post(f"/es/datos/{found.pk}/revisar")
    assert list(Measurement.objects.values_list("status", "value")) == [("sent", Decimal(3))]
    again = phone.post(url, {"form_key": key, "then": "check", "value": "9"})
    assert Measurement.objects.get().value == 3
    assert again.status_code in {302, 422}


def test_after_sending_there_is_nothing_more_to_do_and_the_lead_sees_it(phone, asked, sign_in, presidency):
    fill(phone, f"/es/solicitudes/{asked.pk}/reportar", value="3")
    found = Measurement.objects.get()
    said = phone.post(f"/es/datos/{found.pk}/revisar", follow=True)
    assert "Enviado a validación el 15 de octubre de 2021. Nada más que hacer." in words_of(said)
    queue = words_of(sign_in(presidency).get("/es/datos/por-validar"))
    assert "PROT-A1-I1" in queue
    assert "3 países" in queue


def test_the_link_is_for_that_request_and_person_alone(phone, asked, period, secretariat, member):
    (other,) = actions.ask(
        window=None, wanted=[actions.Asked(period.pk, "GT", None)], due_on=DUE, by=secretariat
    )
    assert phone.get(f"/es/solicitudes/{other.pk}/reportar").status_code == 404
    assert phone.get("/es/mi-trabajo").status_code == 302
    assert phone.get("/es/datos/por-validar").status_code == 302


def test_a_link_that_somebody_changed_leads_nowhere(asked, client, other_member):
    token = link_token(asked, other_member)
    assert client.get(f"/es/responder/{token[:-2]}xx").status_code == 410
    assert client.post(f"/es/responder/{token[:-2]}xx").status_code == 410


def test_the_link_is_over_once_the_figure_is_validated(phone, asked, sent_by_phone, secretariat):
    actions.validate(sent_by_phone, by=secretariat)
    link = link_in(Letter.objects.filter(key__startswith="request").get())
    over = phone.get(link)
    assert over.status_code == 410
    assert "El dato está validado: no hay nada más que hacer." in words_of(over)


@pytest.fixture
def sent_by_phone(phone, asked) -> Measurement:
    fill(phone, f"/es/solicitudes/{asked.pk}/reportar", value="3")
    found = Measurement.objects.get()
    phone.post(f"/es/datos/{found.pk}/revisar")
    return Measurement.objects.get()


def test_an_old_link_is_asked_for_again_to_the_same_address_only(asked, client, move_clock, other_member):
    link = link_in(Letter.objects.get())
    move_clock("2021-12-20T09:00:00-06:00")
    page = client.get(link)
    assert page.status_code == 410
    assert 'name="email"' not in page.content.decode()
    client.post(link)
    client.post(link)
    fresh = Letter.objects.filter(key__startswith="link:")
    assert [letter.to for letter in fresh] == ["miembro-b@example.org"]
    assert client.get(link_in(fresh.get())).status_code == 200


def test_no_data_needs_its_reason_and_is_not_zero(phone, asked):
    url = f"/es/solicitudes/{asked.pk}/reportar"
    assert fill(phone, url).status_code == 422
    assert fill(phone, url, no_data="other").status_code == 422
    assert fill(phone, url, no_data="not_collected", value="0").status_code == 422
    fill(phone, url, no_data="not_collected")
    found = Measurement.objects.get()
    assert (found.value, found.no_data) == (None, True)
    words = words_of(phone.get(f"/es/datos/{found.pk}/revisar"))
    assert "No hay dato: Aún no se ha recogido" in words


def test_a_draft_keeps_anything_and_is_gone_on_with(phone, asked):
    url = f"/es/solicitudes/{asked.pk}/reportar"
    page = phone.get(url).content.decode()
    kept = phone.post(
        url, {"form_key": form_key(page), "then": "draft", "comment": "Falta la nota"}, follow=True
    )
    assert "El borrador está guardado." in words_of(kept)
    assert "Falta la nota" in phone.get(url).content.decode()
    assert Measurement.objects.get().status == "draft"


def test_an_error_says_where_it_is_and_keeps_what_was_typed(phone, asked):
    answer = fill(phone, f"/es/solicitudes/{asked.pk}/reportar", value="tres", comment="Según la nota 12")
    body = answer.content.decode()
    assert "<title>Error:" in body
    assert 'href="#id_value"' in body
    assert 'value="tres"' in body
    assert "Según la nota 12" in body


def test_from_the_indicator_a_member_reports_for_the_region(sign_in, member, period, indicator):
    client = sign_in(member)
    answer = client.get(f"/es/indicadores/{indicator.code}/reportar")
    assert answer["Location"] == f"/es/indicadores/{indicator.code}/reportar/{period.pk}"
    assert fill(client, answer["Location"], value="2").status_code == 302
    assert Measurement.objects.get().entered_by == member


def test_saving_and_validating_cost_the_same_few_queries_whatever_was_reported_before(
    member, secretariat, validated, indicator, django_assert_num_queries
):
    first, second = validated("2020", 3).period, validated("2021", 4).period
    for value in (1, 2):
        validated("2021", value, counts=False)  # corrected since
    writes, judges = as_role(Client(), member), as_role(Client(), secretariat)
    for period in (first, second):
        address = f"/es/indicadores/{indicator.code}/reportar/{period.pk}"
        typed = {"form_key": form_key(writes.get(address).content.decode()), "then": "check", "value": "5"}
        with django_assert_num_queries(16):
            writes.post(address, {**typed, "correction_reason": "Faltaba uno"})
        found = Measurement.objects.get(status="draft")
        actions.send(found, by=member)
        with django_assert_num_queries(16):
            judges.post(reverse("monitoring:validate", args=[found.pk]))
        assert Measurement.objects.counted().get(period=period) == found


def test_whoever_was_not_asked_is_told_who_reports(sign_in, outsider, period, indicator):
    answer = sign_in(outsider).get(f"/es/indicadores/{indicator.code}/reportar/{period.pk}")
    assert answer.status_code == 403
    assert "Reporta este dato quien recibió la solicitud" in words_of(answer)


def test_nothing_is_reported_for_a_period_that_has_not_begun_or_is_closed(
    sign_in, member, period, indicator, secretariat
):
    url = f"/es/indicadores/{indicator.code}/reportar/{period.pk}"
    actions.lock(period, by=secretariat)
    assert "Los datos de este periodo están cerrados." in words_of(sign_in(member).get(url))
    type(period).objects.filter(pk=period.pk).update(
        locked_at=None, starts_on="2021-11-15", ends_on="2022-11-14"
    )
    assert "Este periodo aún no ha comenzado." in words_of(sign_in(member).get(url))


def test_the_form_follows_the_measure(sign_in, member, period, indicator):
    url = reverse("monitoring:report_figure", args=[indicator.code, period.pk])
    rows = type(indicator).objects.filter(pk=indicator.pk)

    def fields(**columns: str) -> list[str]:
        rows.update(**{"measure": "unit", "over_time": "latest"} | columns)
        body = sign_in(member).get(url).content.decode()
        every = re.findall(r'<(?:input|textarea|select)[^>]* name="([^"]+)"', body.partition("<main")[2])
        general = {
            "csrfmiddlewaretoken",
            "form_key",
            "version",
            "no_data",
            "no_data_other",
            "observed_on",
            "institution",
            "comment",
        }
        return list(dict.fromkeys(name for name in every if name not in general))

    assert fields() == ["value"]
    assert fields(measure="percentage") == ["numerator", "denominator"]
    assert fields(over_time="distinct") == ["countries", "none"]
    assert fields(measure="milestone") == ["none"]
    assert fields(measure="nominal") == ["yes_no"]
    assert fields(measure="ordinal") == ["value"]
    assert fields(measure="qualitative") == ["judgement", "narrative"]


def test_countries_are_chosen_and_none_of_them_is_said(sign_in, member, period, indicator):
    type(indicator).objects.filter(pk=indicator.pk).update(over_time="distinct")
    url = reverse("monitoring:report_figure", args=[indicator.code, period.pk])
    client = sign_in(member)
    asked = "Elija los países o «Ninguno de los países», o diga por qué no hay dato."
    assert asked in words_of(fill(client, url))
    assert fill(client, url, countries=["GT", "MX"]).status_code == 302
    found = Measurement.objects.get()
    assert sorted(c.pk for c in found.countries.all()) == ["GT", "MX"]
    assert "2: Guatemala y México" in words_of(client.get(f"/es/datos/{found.pk}/revisar"))
    assert fill(client, url, none="on").status_code == 302
    assert found.countries.count() == 0
    client.post(f"/es/datos/{found.pk}/revisar")
    assert Measurement.objects.get().status == "sent"


def test_parts_are_checked_against_their_total(sign_in, member, period, indicator):
    type(indicator).objects.filter(pk=indicator.pk).update(disaggregation=["sex"])
    url = reverse("monitoring:report_figure", args=[indicator.code, period.pk])
    client = sign_in(member)
    parts = {"part-sex-female": "4", "part-sex-male": "3"}
    answer = fill(client, url, value="8", **parts)
    assert answer.status_code == 422
    assert "Sexo: las partes suman 7 y el total es 8." in words_of(answer)
    fill(client, url, value="7", **parts)
    total = Measurement.objects.get(total=None)
    assert [(p.dimensions, p.value) for p in total.parts.order_by("pk")] == [
        ({"sex": "female"}, Decimal(4)), ({"sex": "male"}, Decimal(3)),
    ]  # fmt: skip
    client.post(f"/es/datos/{total.pk}/revisar")
    assert set(total.parts.values_list("status", flat=True)) == {"sent"}


def test_it_reads_in_english_as_well(asked, client):
    client.post(link_in(Letter.objects.get(), "en"))
    words = words_of(client.get(f"/en/requests/{asked.pk}/report"))
    assert "Countries with Ruta regional de referencia" in words
    assert "Keep and check" in words
