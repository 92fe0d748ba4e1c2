"""The groups and the plan of each: mandate, places, members, documents (§3.9, §3.10, AC-13, E-5)."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilares.core.access import Refused, Tier
from pilares.meetings.models import Decision, Mandate
from pilares.monitoring import actions
from pilares.monitoring.models import Activity
from pilares.monitoring.queries import group_page, groups_page, mandates
from pilares.monitoring.tests.conftest import words_of
from pilares.people.models import Presidency, Seat
from pilares.plans.models import Document

PAGE = "/es/grupos/proteccion"
EXTRA = "/es/grupos/migrantes-extra-regionales"


def test_the_list_names_the_four_groups_and_the_ad_hoc_ones_apart(client, three):
    said = words_of(client.get("/es/grupos"))
    assert "Grupo de Trabajo sobre Protección 3 de 3 actividades prioritarias" in said
    assert "Grupo de Trabajo sobre Migración Laboral 0 de 3 actividades prioritarias" in said
    ad_hoc = said.partition("Grupos ad hoc")[2]
    assert "Grupo Ad Hoc sobre Migrantes Extra-Regionales 0 actividades" in ad_hoc


def test_an_empty_group_says_why_and_shows_its_three_places(client, plan):
    said = words_of(client.get(PAGE))
    assert "Actividades prioritarias 0 de 3 El grupo aún no ha priorizado actividades." in said
    assert said.count("Actividad por priorizar") == 3


def test_a_group_without_priorities_claims_no_version_in_force(client, plan, sign_in, member):
    for reader in (client, sign_in(member)):
        said = words_of(reader.get(PAGE))
        assert " · versión vigente Grupo" not in said
        assert "Para cambiar el plan vigente" not in said


def test_an_ad_hoc_group_claims_no_version_of_a_plan(client, plan):
    assert "Plan del grupo 2019-2022 ·" not in words_of(client.get(EXTRA))


def test_without_any_plan_the_groups_can_still_be_read(client, world):
    assert client.get("/es/grupos").status_code == 200
    assert client.get(PAGE).status_code == 200


def test_unknown_facts_are_said_to_be_unknown(client, plan):
    Presidency.objects.all().delete()
    said = words_of(client.get(PAGE))
    assert "Mandato: sin fechas registradas · liderado por la Presidencia Pro-Témpore (no registrado)" in said
    assert "Su objetivo específico no está registrado." in said
    assert "Sus integrantes no están registrados." in said


def test_the_presidency_in_office_leads_and_a_country_supports(client, plan, world):
    Seat.objects.create(body=world.bodies["PROT"], country_id="CR", role=Seat.Role.SUPPORT)
    assert "liderado por la Presidencia Pro-Témpore (México) · país de apoyo: Costa Rica" in words_of(
        client.get(PAGE)
    )


def test_countries_stand_in_the_order_of_the_language_with_their_institutions(client, plan, world):
    for code in ("SV", "DO", "US"):
        Seat.objects.create(
            body=world.bodies["PROT"],
            country_id=code,
            institution_es="Cancillería",
            institution_en="Ministry",
        )
    Seat.objects.create(body=world.bodies["PROT"], country_id="GT", ends_on=date(2020, 1, 1))
    assert "El Salvador Cancillería Estados Unidos Cancillería República Dominicana Cancillería" in words_of(
        client.get(PAGE)
    )
    assert "Dominican Republic Ministry El Salvador Ministry United States Ministry" in words_of(
        client.get("/en/groups/protection")
    )


def test_pillars_are_counted_over_the_places(client, three):
    said = words_of(client.get(PAGE))
    assert "Pilar 1: 0 de 3 actividades" in said
    assert "Pilar 3: 3 de 3 actividades" in said


def test_documents_taken_up_are_listed_with_the_activities(client, three, world):
    manual = Document.objects.create(code="m", kind="network", title_es="Manual de trata", tier=Tier.PUBLIC)
    three[0].sources.add(manual)
    assert "Manual de trata retomado por PROT-A1" in words_of(client.get(PAGE))


def test_an_ad_hoc_groups_document_says_which_activity_took_it_up(client, three, world):
    body = world.bodies["EXTRA"]
    study = Document.objects.create(
        code="e", kind="group_plan", title_es="Estudio", body=body, tier=Tier.PUBLIC
    )
    three[1].sources.add(study)
    assert "Estudio retomado por PROT-A2" in words_of(client.get(EXTRA))


def test_candidates_are_for_members_with_who_proposed_them(sign_in, member, nobody, candidate):
    said = words_of(sign_in(member).get(PAGE))
    assert "propuesta por GT Protección (Honduras), 15 de octubre de 2021" in said
    assert "Candidatas" not in words_of(sign_in(nobody).get(PAGE))


def test_a_hidden_activity_leaves_no_trace_for_who_may_not_see_it(client, three):
    before = words_of(client.get(PAGE)).replace("3 de 3", "2 de 3")
    Activity.objects.filter(pk=three[2].pk).update(tier=Tier.GROUP)
    after = words_of(client.get(PAGE))
    assert "Directorio" not in after
    assert "Actividades prioritarias 2 de 3" in after
    assert "Actividad por priorizar" in after
    assert before != after
    assert "Grupo de Trabajo sobre Protección 2 de 3" in words_of(client.get("/es/grupos"))


def test_the_slug_of_the_other_language_leads_to_this_one_and_the_switch_to_the_other(client, plan):
    moved = client.get("/es/grupos/protection")
    assert (moved.status_code, moved["Location"]) == (301, PAGE)
    assert 'hreflang="en" href="http://testserver/en/groups/protection"' in client.get(PAGE).content.decode()


@pytest.mark.parametrize("slug", ["nada", "reunion-viceministerial"])
def test_what_is_no_group_has_no_page(client, plan, slug):
    assert client.get(f"/es/grupos/{slug}").status_code == 404


@pytest.fixture
def mandate(world) -> Mandate:
    """The ad hoc group's mandate to 30 June 2021."""
    return Mandate.objects.create(
        body=world.bodies["EXTRA"], starts_on=date(2020, 7, 1), ends_on=date(2021, 6, 30),
        objective_es="Estudiar las rutas.", objective_en="Study the routes.",
    )  # fmt: skip


@pytest.fixture
def extension(mandate, meeting) -> Mandate:
    """Its extension to 30 June 2022 by a decision."""
    decision = Decision.objects.create(
        meeting=meeting, paragraph="7", verb="decide", text_es="Ampliar.", tier=Tier.PUBLIC
    )
    return Mandate.objects.create(
        body=mandate.body, extends=mandate, decision=decision,
        starts_on=date(2021, 7, 1), ends_on=date(2022, 6, 30),
    )  # fmt: skip


def test_a_mandate_near_its_end_says_in_how_many_days(client, mandate, plan, move_clock):
    move_clock("2021-05-01T09:00:00-06:00")
    assert "Mandato vigente hasta el 30 de junio de 2021 · Mandato vence en 60 días" in words_of(
        client.get(EXTRA)
    )


def test_an_extended_mandate_shows_both_dates_and_the_decision(client, extension, plan):
    said = words_of(client.get(EXTRA))
    assert "Ampliado (1.ª vez) hasta el 30 de junio de 2022 · GRCM-2021-06, §7" in said
    assert "Plazos anteriores 1 de julio de 2020 – 30 de junio de 2021" in said
    assert "Estudiar las rutas." in said


def test_the_decision_is_cited_only_to_those_who_may_see_it(client, extension, plan):
    Decision.objects.update(tier=Tier.MEMBERS)
    said = words_of(client.get(EXTRA))
    assert "Ampliado (1.ª vez) hasta el 30 de junio de 2022" in said
    assert "GRCM-2021-06" not in said


def test_an_expired_mandate_can_be_read_and_nothing_begins(sign_in, secretariat, mandate, plan, world):
    page = sign_in(secretariat).get(EXTRA)
    said = words_of(page)
    assert "Mandato vencido el 30 de junio de 2021" in said
    assert "Todo se puede leer y nada se borra." in said
    with pytest.raises(Refused) as refused:
        actions.propose(group=world.bodies["EXTRA"], plan=plan, by=secretariat, title_es="Estudio")
    assert refused.value.reason.code == "MANDATE_EXPIRED"


def test_its_last_day_still_belongs_to_a_mandate(mandate, move_clock, nobody, world):
    move_clock("2021-06-30T23:00:00-06:00")
    line = mandates.mandate_line(world.bodies["EXTRA"], nobody)
    assert line is not None
    assert (line.expired, line.days_left) == (False, 0)


def test_an_ad_hoc_groups_activities_have_no_places_and_no_counter(client, add_activity, plan):
    add_activity("EXTRA", 1, "Estudio conjunto")
    said = words_of(client.get(EXTRA))
    assert "Estudio conjunto" in said
    assert "de 3" not in said.partition("Pilares que atiende")[0]


def queries(read, *args) -> int:
    with CaptureQueriesContext(connection) as captured:
        read(*args)
    return len(captured)


def test_pages_ask_the_database_as_often_for_three_as_for_one(add_activity, member, plan, world):
    body = world.bodies["PROT"]
    assert member.standing.member  # asked once a request, before any page

    def asked() -> tuple[int, int]:
        return queries(group_page, body, member), queries(groups_page, member)

    add_activity("PROT", 1, "Una", themes=("trata",))
    actions.propose(group=body, plan=plan, by=member, title_es="Cero")
    one = asked()
    for number, slot in ((11, 2), (12, 3)):
        add_activity("PROT", number, "Otra", themes=("trata", "crisis"), slot=slot)
    for _more in range(2):
        actions.propose(group=body, plan=plan, by=member, title_es="Otra")
    assert asked() == one
