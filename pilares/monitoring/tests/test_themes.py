"""A theme that is not on the list: proposed for a candidate, added by a decision (§3.8, AC-03)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from pilares.core.access import Refused
from pilares.meetings.models import Decision, Meeting
from pilares.monitoring import actions
from pilares.monitoring.tests.conftest import fresh, words_of
from pilares.plans.actions import adopt_theme, load_plan, propose_theme
from pilares.plans.models import Pillar, Placement, Theme
from pilares.plans.queries.near import near_themes

PROPOSE = "/es/actividades/LAB-A1/proponer-un-tema"
NAME = "Reconocimiento de competencias"


@pytest.fixture
def work(plan, outsider):
    """LAB-A1, a candidate of GT Migración Laboral without a theme."""
    group = outsider.appointments.get().body
    return actions.propose(group=group, plan=plan, by=outsider, title_es="Mesa regional")


def typed(**more: str) -> dict[str, object]:
    return {"name_es": NAME, "pillar": Pillar.objects.get(number=2).pk} | more


def test_near_themes_are_shown_before_a_new_one_is_proposed(sign_in, outsider, work):
    response = sign_in(outsider).post(PROPOSE, typed())
    said = words_of(response)
    assert "Temas cercanos del Plan" in said
    assert "Migración laboral Usarlo (Pilar 2)" in said
    assert "Proponer un tema nuevo" in said
    assert Theme.objects.filter(original=False).count() == 0


def test_near_themes_on_the_whole_list_of_the_plan(world, secretariat):
    plan = load_plan().document
    pillar = plan.pillars.get(number=2)
    near = near_themes(plan, secretariat, name_es=NAME, pillar=pillar, also=["Migración Laboral"])
    names = [theme.name_es for theme in near]
    assert names[0] == "Migración laboral"
    assert "Portabilidad de derechos" in names


@pytest.mark.parametrize("words", ["migracion laboral", "MIGRACIÓN LABORAL", "laboral"])
def test_nearness_minds_neither_accents_nor_capitals(plan, secretariat, words):
    assert near_themes(plan, secretariat, name_es=words)[0].code == "migracion-laboral"


def test_a_near_theme_can_be_used_instead(sign_in, outsider, work):
    place = Placement.objects.get(theme__code="migracion-laboral")
    response = sign_in(outsider).post(PROPOSE, typed(use=str(place.pk)), follow=True)
    assert "LAB-A1 tiene ahora el tema «Migración laboral»." in words_of(response)
    assert [p.placement_id for p in work.placed.all()] == [place.pk]


@pytest.fixture
def proposed(sign_in, outsider, work):
    return sign_in(outsider).post(PROPOSE, typed(propose="1"), follow=True)


def test_the_candidate_carries_the_tag_of_its_proposed_theme(proposed, work):
    said = words_of(proposed)
    assert "LAB-A1 tiene ahora el tema «Reconocimiento de competencias»." in said
    assert "Candidata · tema propuesto" in said
    theme = Theme.objects.get(original=False)
    assert (theme.slug_es, theme.proposed) == ("reconocimiento-de-competencias", True)
    assert [(p.pillar.number, p.number) for p in theme.placements.all()] == [(2, None)]


def test_a_proposal_is_no_page_for_a_visitor(proposed, client):
    client.logout()
    assert client.get("/es/plan/2019-2022/temas/reconocimiento-de-competencias").status_code == 404


def test_the_activity_is_not_endorsed_until_a_decision_adds_the_theme(
    proposed, work, outsider, secretariat, decision
):
    actions.prioritise(work, by=outsider)
    with pytest.raises(Refused) as refused:
        actions.endorse(work, decision=decision, by=secretariat)
    assert (refused.value.reason.code, refused.value.status) == ("THEME_NOT_DECIDED", 422)
    adopt_theme(Theme.objects.get(original=False), decision=decision, by=secretariat)
    actions.endorse(work, decision=decision, by=secretariat)
    assert fresh(work).stage == "in_force"


@pytest.fixture
def adopted(proposed, sign_in, secretariat, meeting):
    fourth = Decision.objects.create(
        meeting=meeting, paragraph="4", verb="accept", text_es="Acoger el tema.", tier="public"
    )
    address = "/es/plan/2019-2022/temas/reconocimiento-de-competencias/incorporar"
    return sign_in(secretariat).post(address, {"decision": fourth.pk}, follow=True)


def test_the_decision_lists_the_theme_apart_with_its_date(adopted, client):
    client.logout()
    said = words_of(client.get("/es/plan/2019-2022/temas/"))
    assert "Temas incorporados después de la aprobación" in said
    later = said.partition("Temas incorporados después de la aprobación")[2]
    assert NAME in later
    assert "26 de junio de 2021" in later
    assert "GRCM-2021-06, §4" in later


def test_the_printed_list_stays_as_it_was(adopted):
    printed = Placement.objects.filter(pillar__number=2, number__isnull=False)
    assert [(p.number, p.theme.code) for p in printed] == [(1, "migracion-laboral")]


def test_the_secretariat_finds_the_way_on_the_page_of_the_theme(proposed, sign_in, secretariat, outsider):
    address = "/es/plan/2019-2022/temas/reconocimiento-de-competencias"
    assert "Registrar la decisión" in words_of(sign_in(secretariat).get(address))
    assert "Registrar la decisión" not in words_of(sign_in(outsider).get(address))
    assert sign_in(outsider).get(f"{address}/incorporar").status_code == 403


def test_a_theme_is_not_adopted_twice(adopted, secretariat, decision):
    with pytest.raises(Refused) as refused:
        adopt_theme(Theme.objects.get(original=False), decision=decision, by=secretariat)
    assert refused.value.reason.code == "THEME_IN_PLAN"


@pytest.mark.parametrize("name", ["Migración laboral", "  migracion   LABORAL ", "Labor migration"])
def test_a_theme_of_the_plan_is_not_proposed_again(plan, secretariat, name):
    with pytest.raises(ValidationError):
        propose_theme(pillar=plan.pillars.get(number=2), by=secretariat, name_es=name)


def test_a_theme_may_be_named_in_english_only(plan, secretariat):
    place = propose_theme(pillar=plan.pillars.get(number=2), by=secretariat, name_en="Recognition of skills")
    assert (place.theme.name.text, place.theme.name.pending) == ("Recognition of skills", True)
    assert place.theme.slug_es == "recognition-of-skills"


def test_a_theme_needs_a_name(sign_in, outsider, work):
    response = sign_in(outsider).post(PROPOSE, typed(name_es=""))
    assert response.status_code == 422
    assert "Escriba el tema en al menos un idioma." in words_of(response)


def test_names_that_make_the_same_slug_get_a_number(plan, secretariat):
    pillar = plan.pillars.get(number=2)
    slugs = [
        propose_theme(pillar=pillar, by=secretariat, name_es=name).theme.slug_es
        for name in ("Retorno, digno", "Retorno digno", "Retorno: digno")
    ]
    assert slugs == ["retorno-digno", "retorno-digno-2", "retorno-digno-3"]


@pytest.mark.parametrize("role", ["observer", "civil_society", "focal_point", "delegate"])
def test_people_who_work_in_no_group_propose_no_theme(cast, plan, role):
    with pytest.raises(Refused):
        propose_theme(pillar=plan.pillars.get(number=2), by=cast[role], name_es=NAME)


@pytest.mark.parametrize("gone", [{"status": "cancelled"}, {"starts_on": date(2021, 11, 16)}])
def test_a_meeting_that_was_not_held_adds_no_theme(proposed, sign_in, secretariat, meeting, decision, gone):
    Meeting.objects.filter(pk=meeting.pk).update(**gone)
    address = "/es/plan/2019-2022/temas/reconocimiento-de-competencias/incorporar"
    answer = sign_in(secretariat).post(address, {"decision": decision.pk})
    assert answer.status_code == 422
    assert Theme.objects.get(original=False).proposed
