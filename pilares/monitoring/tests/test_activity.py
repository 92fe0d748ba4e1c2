"""The page of an activity: what was committed, how it stands, who says so (AC-04, AC-20, AC-25)."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilares.core import clock
from pilares.core.access import Tier
from pilares.meetings.models import Meeting
from pilares.monitoring import actions
from pilares.monitoring.models import Activity, Measurement, Milestone, Risk
from pilares.monitoring.queries import activity_page
from pilares.monitoring.tests.conftest import words_of
from pilares.monitoring.tests.measured import measure, report
from pilares.plans.models import Document

PAGE = "/es/actividades/PROT-A1"


@pytest.fixture
def declared(three, member, meeting):
    """PROT-A1 in process since 18 February 2021, as the group declared at a public meeting."""
    return actions.declare_state(
        three[0],
        state="in_process",
        on=date(2021, 2, 18),
        reason="1.ª reunión de 2021",
        by=member,
        meeting=meeting,
    )


def test_a_visitor_reads_the_status_who_declared_it_when_and_where(client, declared):
    said = words_of(client.get(PAGE))
    assert (
        "En proceso de implementarse Desde el 18 de febrero de 2021 · declarado por el GT Protección, "
        "GRCM, junio de 2021 1.ª reunión de 2021 Datos al 15 de octubre de 2021" in said
    )


def test_a_visitor_reads_no_persons_name(client, declared, member):
    assert str(member) not in client.get(PAGE).content.decode()


def test_a_meeting_that_the_reader_may_not_see_is_not_named(client, declared, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(tier=Tier.MEMBERS)
    assert "GRCM, junio de 2021" not in words_of(client.get(PAGE))


def test_a_declaration_written_down_by_the_secretariat_says_so(client, three, secretariat):
    actions.declare_state(three[0], state="completed", on=date(2021, 9, 1), reason="Nota", by=secretariat)
    assert "declarado por el GT Protección · registrado por Secretaría Ejecutiva" in words_of(
        client.get(PAGE)
    )


def test_without_a_status_the_page_says_that_the_group_has_not_declared_one(client, three):
    assert "Sin estado reportado GT Protección aún no ha declarado un estado." in words_of(client.get(PAGE))


def test_the_pace_is_a_sentence_with_who_said_it_and_when(client, three, member):
    actions.declare_pace(three[0], pace="at_risk", note="Falta la firma en dos países.", by=member)
    said = words_of(client.get(PAGE))
    assert "Cómo va Con riesgo Falta la firma en dos países. GT Protección · 15 de octubre de 2021" in said


def test_after_120_days_the_pace_says_only_since_when_nobody_updated_it(client, three, member, move_clock):
    actions.declare_pace(three[0], pace="at_risk", note="Falta la firma en dos países.", by=member)
    move_clock("2022-02-12T09:00:00-06:00")
    assert "Cómo va Con riesgo Falta la firma" in words_of(client.get(PAGE))
    move_clock("2022-02-13T09:00:00-06:00")
    said = words_of(client.get(PAGE))
    assert "Cómo va Sin actualización desde el 15 de octubre de 2021" in said.replace(
        "desde 15", "desde el 15"
    )


def test_indicators_show_base_target_and_who_measures_without_any_value(client, three):
    said = words_of(client.get(PAGE))
    assert (
        "Países con Ruta regional de referencia PROT-A1-I1 "
        "Línea base por establecer · meta 5 países · mide Cancillería "
        "Aún no registrado, falta: plazo de monitoreo Sin dato" in said
    )


def test_without_indicator_the_page_says_that_it_cannot_be_measured(client, add_activity):
    add_activity("PROT", 1, "Ruta", indicators=0)
    said = words_of(client.get(PAGE))
    assert "Aún no hay un resultado esperado registrado (§3.9)." in said
    assert "Sin indicador: no se podrá medir" in said


def test_three_years_hold_milestones_and_the_deadline(client, three, member):
    first = three[0].plan.plan_years.first()
    actions.add_part(
        Milestone(year=first, text_es="Mapa de servicios", done_on=date(2020, 5, 1)),
        activity=three[0],
        by=member,
    )
    Activity.objects.filter(pk=three[0].pk).update(due_on=date(2021, 11, 14))
    said = words_of(client.get(PAGE))
    assert "Mapa de servicios" in said
    assert "2.º año, en curso noviembre de 2020 – noviembre de 2021 Plazo: 14 de noviembre de 2021" in said
    assert "3.er año noviembre de 2021 – noviembre de 2022 Sin hitos previstos" in said


def test_a_deadline_within_thirty_days_and_one_that_passed_are_said(client, three):
    Activity.objects.filter(pk=three[0].pk).update(due_on=date(2021, 11, 14))
    assert "vence en 30 días" in words_of(client.get(PAGE))
    Activity.objects.filter(pk=three[0].pk).update(due_on=date(2021, 10, 14))
    assert "vencido desde el 14 de octubre de 2021" in words_of(client.get(PAGE))


def test_a_theme_in_two_pillars_is_marked_as_shared(client, add_activity):
    add_activity("IRR", 1, "Alerta temprana", themes=("crisis",))
    said = words_of(client.get("/es/actividades/IRR-A1"))
    assert "compartida: Pilar 1; Pilar 3" in said


def test_a_reserved_principle_is_a_link_to_its_note_and_changes_nothing_else(client, three):
    body = client.get("/es/actividades/PROT-A2").content.decode()
    assert (
        '<a href="/es/plan/2019-2022/v1/3.6#nota-7" '
        'aria-label="Principio f, Nota 7, declaración de Estados Unidos">'
        "Principio f · Nota 7</a>" in body
    )
    assert "Sin estado reportado GT Protección aún no ha declarado un estado." in words_of(
        client.get("/es/actividades/PROT-A2")
    )


def test_the_page_can_be_cited_with_version_group_code_and_date(client, three):
    body = client.get(PAGE).content.decode()
    assert (
        "CRM, Plan Estratégico 2019-2022, versión 1, GT Protección, actividad PROT-A1, "
        "datos al 15 de octubre de 2021" in body
    )
    assert "http://testserver/es/actividades/PROT-A1?al=2021-10-15" in body


def test_a_citation_keeps_showing_the_status_of_its_day_beside_todays(client, declared, member, move_clock):
    move_clock("2021-11-20T09:00:00-06:00")
    actions.declare_state(declared, state="completed", on=date(2021, 11, 19), reason="Cierre", by=member)
    said = words_of(client.get(f"{PAGE}?as-of=2021-10-15"))
    assert "La actividad como estaba al terminar el 15 de octubre de 2021" in said
    assert "Estado En proceso de implementarse Finalizado Declarado el 18 de febrero de 2021" in said
    assert "En proceso de implementarse Desde el 18 de febrero de 2021 · declarado por el GT" in said


def test_a_citation_shows_title_and_figures_of_its_day_beside_todays(
    client, three, indicator, member, secretariat, move_clock
):
    """AC-25: what was corrected since still stands as it was said that day; what came later does not."""
    measure(indicator, [None, None], target=5)
    first = indicator.periods.all()[0]
    then = report(first, 2)
    move_clock("2021-11-20T09:00:00-06:00")
    later = clock.now()
    Measurement.objects.filter(pk=then.pk).update(counts=False)
    report(first, 4, corrects=then, correction_reason="Faltaban dos")
    Measurement.objects.exclude(pk=then.pk).update(validated_at=later)
    actions.edit(three[0], changes={"title_es": "Ruta regional revisada"}, base={}, by=member)
    said = words_of(client.get(f"{PAGE}?al=2021-10-15"))
    assert (
        "2 diferencias Qué es distinto 15 de octubre de 2021 Hoy Actividad Ruta regional de referencia"
        in said
    )
    assert "PROT-A1-I1: Valor validado 2 de 5 países · 40 % 4 de 5 países · 80 %" in said


def test_an_indicator_cited_on_a_day_says_what_it_was_and_is(client, three, indicator, move_clock):
    measure(indicator, [None, None], target=5).save()  # the helper writes no history
    first = indicator.periods.all()[0]
    then = report(first, 2)
    address = "/es/indicadores/PROT-A1-I1"
    assert f"{address}?al=2021-10-15" in client.get(address).content.decode()
    move_clock("2021-11-20T09:00:00-06:00")
    cited = words_of(client.get(f"{address}?al=2021-10-15"))
    assert "El indicador como estaba al terminar el 15 de octubre de 2021" in cited
    assert "Todo lo que aquí se dice es igual hoy." in cited
    Measurement.objects.filter(pk=then.pk).update(counts=False)
    report(first, 4, corrects=then, correction_reason="Faltaban dos")
    Measurement.objects.exclude(pk=then.pk).update(validated_at=clock.now())
    said = words_of(client.get(f"{address}?al=2021-10-15"))
    assert "Valor 2 de 5 países · 40 % 4 de 5 países · 80 %" in said
    said = words_of(client.get(f"{address}?al=2021-10-01"))
    assert "Nada de ello consta antes del 15 de octubre de 2021." in said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("hoy", "«hoy» no es un día: escriba año, mes y día como en 2021-10-15. Esta es la página de hoy."),
        ("2021-13-40", "«2021-13-40» no es un día: escriba año, mes y día como en 2021-10-15."),
        ("2021-11-01", "El 1 de noviembre de 2021 está por venir: todavía no se sabe nada de ese día."),
    ],
)
def test_a_day_that_is_none_or_to_come_is_told_above_todays_page(client, three, day, said):
    for address in (PAGE, "/es/indicadores/PROT-A1-I1"):
        response = client.get(address, {"al": day})
        assert response.status_code == 200
        assert said in words_of(response)


@pytest.mark.parametrize("day", ["2021-10-15", ""])
def test_today_is_the_plain_page(client, three, day):
    said = words_of(client.get(PAGE, {"as-of": day}))
    assert said == words_of(client.get(PAGE))


def test_the_english_page_has_the_translated_title_and_its_own_words(client, declared):
    said = words_of(client.get("/en/activities/PROT-A1"))
    assert "Ruta regional de referencia (en)" in said
    assert "declared by the Protection Group" in said


def test_a_translation_that_lags_says_since_when_and_what_changed(sign_in, member, three):
    actions.edit(
        three[0], changes={"title_es": "Ruta regional y común de referencia"},
        base={"title_es": "Ruta regional de referencia"}, by=member,
    )  # fmt: skip
    response = sign_in(member).get("/en/activities/PROT-A1")
    said = words_of(response)
    assert "Outdated since 15 October 2021. Spanish text changed" in said
    assert "Ruta regional Added: y común de referencia" in said
    assert "<ins>" in response.content.decode()


def test_a_missing_translation_shows_the_original_and_says_so(client, three):
    Activity.objects.filter(pk=three[0].pk).update(title_en="")
    body = client.get("/en/activities/PROT-A1").content.decode()
    assert '<h1 class="oficial" lang="es">Ruta regional de referencia</h1>' in body
    assert "English translation pending" in body


def test_documents_that_the_reader_may_not_see_are_not_listed(client, three):
    open_, hidden = (
        Document.objects.create(code=code, kind="network", title_es=title, tier=tier)
        for code, title, tier in (("a", "Manual público", "public"), ("b", "Manual interno", "members"))
    )
    three[0].sources.set([open_, hidden])
    said = words_of(client.get(PAGE))
    assert "Manual público" in said
    assert "Manual interno" not in said


ALL = {"nobody", "observer", "outsider", "member", "secretariat"}


@pytest.mark.parametrize(
    ("stage", "tier", "readers"),
    [
        ("in_force", "public", ALL),
        ("in_force", "extended", ALL - {"nobody"}),
        ("in_force", "members", {"outsider", "member", "secretariat"}),
        ("in_force", "group", {"member", "secretariat"}),
        ("proposed", "public", {"outsider", "member", "secretariat"}),
    ],
)
def test_activity_and_indicator_are_seen_by_the_same_people(cast, sign_in, three, stage, tier, readers):
    Activity.objects.filter(pk=three[0].pk).update(stage=stage, tier=tier)
    for address in (PAGE, "/es/indicadores/PROT-A1-I1"):
        answers = {role: sign_in(cast[role]).get(address).status_code for role in ALL}
        assert answers == {role: 200 if role in readers else 404 for role in ALL}


def test_what_may_not_be_seen_answers_like_a_code_that_does_not_exist(client, three):
    Activity.objects.filter(pk=three[0].pk).update(tier="members")
    hidden, random = client.get(PAGE), client.get("/es/actividades/PROT-A9")
    assert (hidden.status_code, random.status_code) == (404, 404)
    assert words_of(hidden) == words_of(random)


def test_a_member_finds_what_they_may_do_and_a_visitor_nothing(sign_in, member, nobody, three):
    labels = ["Actualizar estado", "Decir cómo va", "Editar", "Sustituir", "Retirar"]
    page = activity_page(three[0], member)
    assert ([way.verb for way in page.ways.open], page.ways.barred) == (
        ["state", "pace", "edit", "replace", "withdraw"],
        (),
    )
    assert all(label in words_of(sign_in(member).get(PAGE)) for label in labels)
    visitor = activity_page(three[0], AnonymousUser())
    assert (visitor.ways.open, visitor.may_edit, page.may_edit) == ((), False, True)


def test_a_member_of_another_group_is_told_why_not_once(outsider, three):
    barred = activity_page(three[0], outsider).ways.barred
    assert [(one.reason.code, len(one.labels)) for one in barred] == [("NOT_IN_GROUP", 5)]


def test_the_visibility_is_told_to_members_only(sign_in, member, nobody, three):
    assert "Quién puede verla Público" in words_of(sign_in(member).get(PAGE))
    assert "Quién puede verla" not in words_of(sign_in(nobody).get(PAGE))


@pytest.fixture
def asked(plan, member):
    """Count the queries for the page of an activity that has so many of everything."""

    def count(activity: Activity, parts: int) -> int:
        year = plan.plan_years.first()
        for number in range(parts):
            Risk.objects.create(activity=activity, text_es=f"Riesgo {number}")
            Milestone.objects.create(activity=activity, year=year, text_es=f"Hito {number}")
            actions.edit(activity, changes={"about_es": f"Texto {number}"}, base={}, by=member)
        with CaptureQueriesContext(connection) as captured:
            activity_page(activity, member)
        return len(captured)

    return count


def test_the_page_asks_the_database_as_often_for_three_of_everything_as_for_one(add_activity, asked):
    one = add_activity("PROT", 1, "Ruta", themes=("trata",), parties=("GT",), indicators=1, years=(1,))
    many = add_activity(
        "PROT",
        2,
        "Guía",
        themes=("trata", "ninez", "crisis"),
        parties=("GT", "HN", "MX"),
        indicators=3,
        years=(1, 2, 3),
    )
    assert asked(many, 3) == asked(one, 1)
