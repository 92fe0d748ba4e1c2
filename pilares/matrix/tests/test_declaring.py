"""AC-14: «Finalizado» with the target not met is the group's to declare, and is said wherever it stands."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pilares.core.access import Refused
from pilares.matrix.tests.exports.files import document, records
from pilares.monitoring import actions
from pilares.monitoring.actions.many import Declaration, Stopped, declare_many
from pilares.monitoring.models import Activity, Evidence, Indicator, Measurement, Period, Target
from pilares.monitoring.tests.conftest import words_of
from pilares.people.models import Country
from pilares.plans.models import Parameters

STATE, CELL = "/es/actividades/PROT-A1/estado", "/es/matriz/PROT-A1/estado"
SENT = {"state": "completed", "on": "2021-10-14", "reason": "2.ª reunión de 2021", "base-state": ""}
SAID = "Dos países firman en enero."


@pytest.fixture
def pathway(add_activity, plan) -> Activity:
    """PROT-A1: validated {CR, GT} in the 1st year and {GT, MX} in the 2nd, target 5 of 11: A = 3, not 4."""
    activity = add_activity("PROT", 1, "Ruta regional de referencia", themes=("trata",), parties=("GT",))
    Indicator.objects.filter(activity=activity).update(
        measure="unit", direction="ascending", over_time="distinct", over_countries="none",
        baseline_status="established", baseline=0, baseline_on=date(2019, 11, 15), target=5,
    )  # fmt: skip
    indicator = Indicator.objects.get(activity=activity)
    Target.objects.create(
        indicator=indicator, value=5, valid_from=date(2019, 11, 15), at=datetime(2020, 4, 1, tzinfo=UTC)
    )
    years = plan.plan_years.all()
    for year, countries in zip(years, (("CR", "GT"), ("GT", "MX")), strict=False):
        period = Period.objects.create(
            indicator=indicator, starts_on=year.starts_on, ends_on=year.ends_on, year=year
        )
        figure = Measurement.objects.create(
            period=period, status="validated", validated_at=datetime(2021, 10, 12, 16, tzinfo=UTC)
        )
        figure.countries.set(Country.objects.filter(pk__in=countries))
    return activity


def test_the_check_page_shows_the_figure_and_asks_for_an_explanation(sign_in, member, pathway):
    answer = sign_in(member).post(STATE, SENT)
    said = words_of(answer)
    assert answer.status_code == 200
    assert "Usted declara: Finalizado Indicador: 3 de 5 países (60 %)" in said
    assert "Por qué está finalizada aunque la meta no se alcanzó" in said
    assert Activity.objects.get(pk=pathway.pk).state == ""


def test_without_the_explanation_nothing_is_declared(sign_in, member, pathway):
    answer = sign_in(member).post(STATE, {**SENT, "explanation": "  "})
    assert answer.status_code == 422
    assert "Escriba la explicación del grupo." in words_of(answer)
    assert Activity.objects.get(pk=pathway.pk).state == ""


def test_with_it_the_state_is_the_one_that_the_group_declared(sign_in, member, pathway):
    answer = sign_in(member).post(STATE, {**SENT, "explanation": SAID, "evidence": "Acta GT-PROT-2021-2"})
    assert answer.status_code == 302
    found = Activity.objects.get(pk=pathway.pk)
    assert (found.state, found.state_on) == ("completed", date(2021, 10, 14))
    assert (found.shortfall_es, found.shortfall_evidence) == (SAID, "Acta GT-PROT-2021-2")


@pytest.fixture
def declared(sign_in, member, pathway) -> Activity:
    """PROT-A1, completed with its explanation."""
    sign_in(member).post(STATE, {**SENT, "explanation": SAID})
    return Activity.objects.get(pk=pathway.pk)


def test_the_line_stands_beside_the_state_on_every_page_and_in_every_file(client, declared):
    line = "Meta no alcanzada: 3 de 5 países"
    client.logout()
    for address in ("/es/", "/es/matriz", "/es/actividades/PROT-A1", "/es/indicadores/PROT-A1-I1"):
        assert line in words_of(client.get(address)), address
    assert records()[0]["meta_no_alcanzada"] == line
    assert document()["rows"][0]["target_not_met"] == line
    assert "Target not met: 3 of 5 countries" in words_of(client.get("/en/activities/PROT-A1"))


def test_the_explanation_of_the_group_stands_on_the_activity(client, declared):
    client.logout()
    assert f"Meta no alcanzada: 3 de 5 países. {SAID}" in words_of(client.get("/es/actividades/PROT-A1"))


def test_a_target_that_is_met_asks_for_nothing(sign_in, member, pathway):
    Indicator.objects.update(target=3)
    Target.objects.update(value=3)
    assert sign_in(member).post(STATE, SENT).status_code == 302
    assert "Meta no alcanzada" not in words_of(sign_in(member).get("/es/matriz"))


def test_another_state_asks_for_nothing(sign_in, member, pathway):
    assert sign_in(member).post(STATE, {**SENT, "state": "not_achieved"}).status_code == 302


def test_an_indicator_without_data_is_not_known_to_be_below_its_target(sign_in, member, pathway):
    Measurement.objects.all().delete()
    assert sign_in(member).post(STATE, SENT).status_code == 302


def test_by_the_other_policy_the_same_act_offers_the_other_states(sign_in, member, pathway, plan):
    Parameters.objects.filter(document=plan).update(completed_needs_target=True)
    answer = sign_in(member).post(STATE, {**SENT, "explanation": SAID})
    said = words_of(answer)
    assert answer.status_code == 422
    assert "«Finalizado» requiere la meta alcanzada, y no lo está: 3 de 5 países." in said
    assert "En proceso de implementarse No alcanzado" in said
    assert Activity.objects.get(pk=pathway.pk).state == ""
    body = answer.content.decode()
    assert 'name="state" value="not_achieved"' in body
    assert sign_in(member).post(STATE, {**SENT, "state": "not_achieved"}).status_code == 302


def test_the_rule_has_one_code_whichever_way_the_state_comes(member, pathway):
    given: dict[str, Any] = {"state": "completed", "on": date(2021, 10, 14), "reason": "Reunión"}
    with pytest.raises(Refused) as alone:
        actions.declare_state(pathway, by=member, **given)
    with pytest.raises(Stopped) as among_many:
        declare_many([Declaration(pathway.pk, **given)], by=member)
    assert alone.value.reason.code == "EXPLAIN_SHORTFALL"
    assert getattr(among_many.value.cause, "reason", None) == alone.value.reason


def test_in_the_matrix_itself_the_same_check_page_asks(sign_in, member, pathway):
    answer = sign_in(member).post(CELL, SENT)
    assert (answer.status_code, answer["HX-Retarget"]) == (200, "main")
    assert "Indicador: 3 de 5 países (60 %)" in words_of(answer)
    assert f'action="{STATE}"' in answer.content.decode()


def test_a_file_goes_with_the_explanation_and_a_refused_one_loses_no_word(
    sign_in, member, outsider, observer, nobody, pathway, settings, tmp_path
):
    """AC-14: evidence is optional; it is checked, kept outside the web root, and nothing of it is public."""
    settings.MEDIA_ROOT = tmp_path / "files"
    client = sign_in(member)
    script = SimpleUploadedFile("acta.pdf", b"<html><script>")
    answer = client.post(STATE, {**SENT, "explanation": SAID, "evidence": "Acta 2", "file": script})
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "Este tipo de archivo no se acepta." in words_of(answer)
    assert SAID in said
    assert 'value="Acta 2"' in said
    assert 'enctype="multipart/form-data"' in said
    assert (Activity.objects.get(pk=pathway.pk).state, Evidence.objects.count()) == ("", 0)

    for _twice in range(2):
        nota = SimpleUploadedFile("Nota ñ.pdf", b"%PDF-1.4 illustrative")
        assert client.post(STATE, {**SENT, "explanation": SAID, "file": nota}).status_code == 302
    kept = Evidence.objects.get()
    assert (kept.activity, kept.measurement, kept.name) == (pathway, None, "Nota ñ.pdf")
    assert f"{SAID} Archivo de evidencia: Nota ñ.pdf" in words_of(client.get("/es/actividades/PROT-A1"))
    address = f"/es/evidencia/{kept.key}"
    readers = (member, outsider, observer, nobody)
    assert [sign_in(user).get(address).status_code for user in readers] == [200, 200, 404, 404]
    assert "Nota ñ.pdf" not in words_of(sign_in(nobody).get("/es/actividades/PROT-A1"))
    assert sign_in(observer).post(f"{address}/quitar").status_code == 404
    assert sign_in(outsider).post(f"{address}/quitar").status_code == 403
    assert sign_in(member).post(f"{address}/quitar").status_code == 302
    assert Evidence.objects.count() == 0
