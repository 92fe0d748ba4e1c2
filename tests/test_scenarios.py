"""Sentences of the scenarios of agreeing that cross the apps, through the pages alone (AC-03, 08, 13, 21)."""

import re
from datetime import date

import pytest

from pilares.consensus.models import Input
from pilares.core import clock
from pilares.core.access import Tier
from pilares.meetings.models import Decision, Mandate, Meeting
from pilares.monitoring.models import Activity
from pilares.people.models import Body
from pilares.plans.actions import load_plan
from pilares.plans.models import Pillar, Version
from tests.words import words_of

pytestmark = pytest.mark.django_db
THEMES, EXTRA = "/es/plan/2019-2022/temas/", "/es/grupos/migrantes-extra-regionales"
NAME = "Reconocimiento de competencias"
CANDIDATE = {"original_language": "es", "tier": "members"}
PARAMETERS = "/es/plan/2019-2022/parametros"


def decided(code: str, body: str, on: date, paragraph: str, verb: str, text: str) -> Decision:
    """Write a decision down with its meeting."""
    meeting, _new = Meeting.objects.get_or_create(
        code=code,
        body=Body.objects.get(code=body),
        name_es=code,
        name_en=code,
        starts_on=on,
        tier=Tier.PUBLIC,
    )
    return Decision.objects.create(
        meeting=meeting, paragraph=paragraph, verb=verb, text_es=text, tier=Tier.PUBLIC
    )


# --- AC-03 -------------------------------------------------------------------------------------------------
def printed(page) -> list[list[str]]:
    """Return the numbers and names of the printed list of each pillar."""
    lists = re.findall(r"<ol class=\"temas oficial\">(.*?)</ol>", page.content.decode(), re.DOTALL)
    return [re.findall(r'value="(\d+)"|<a[^>]*>([^<]+)</a>', one) for one in lists]


def propose_it(client) -> None:
    """Write a candidate down, type the theme, see what is near, and propose a new one."""
    made = client.post(
        "/es/grupos/migracion-laboral/actividades/nueva", {"title_es": "Mesa regional", **CANDIDATE}
    )
    assert made.status_code == 302
    propose = "/es/actividades/LAB-A1/proponer-un-tema"
    typed = {"name_es": NAME, "pillar": Pillar.objects.get(number=2).pk}
    near = words_of(client.post(propose, typed))
    for said in ("Migración laboral Usarlo", "Portabilidad de derechos Usarlo", "Proponer un tema nuevo"):
        assert said in near
    kept = words_of(client.post(propose, typed | {"propose": "1"}, follow=True))
    assert "Candidata · tema propuesto" in kept


def test_a_theme_that_is_not_on_the_list_enters_the_plan_by_a_decision(
    world, outsider, secretariat, presidency, sign_in, client
):
    Version.objects.filter(pk=load_plan().pk).update(status="in_force")
    before = printed(client.get(THEMES))
    assert [len(one) // 2 for one in before] == [9, 11, 15]
    propose_it(sign_in(outsider))
    plan = "/es/grupos/migracion-laboral/plan"
    lead = sign_in(outsider)
    assert lead.post("/es/actividades/LAB-A1/priorizar", follow=True).status_code == 200
    lead.post(f"{plan}/revisado", {"note": "Por correo.", "confirm": "1"})
    refused = lead.post(f"{plan}/presentar", {"confirm": "1"})
    assert (refused.status_code, "Un tema solo está propuesto (LAB-A1)" in words_of(refused)) == (422, True)
    fourth = decided("GRCM-2021-06", "GRCM", date(2021, 6, 25), "4", "accept", "Acoger el tema.")
    link = f"{THEMES}reconocimiento-de-competencias/incorporar"
    assert sign_in(outsider).post(link, {"decision": fourth.pk}).status_code == 403
    assert sign_in(secretariat).post(link, {"decision": fourth.pk}).status_code == 302
    client.logout()
    read = client.get(THEMES)
    assert (
        f"Temas incorporados después de la aprobación {NAME} Integración, migración y su vínculo con el "
        "desarrollo · 25 de junio de 2021 · GRCM-2021-06, §4"
    ) in words_of(read)
    assert printed(read) == before
    assert sign_in(outsider).post(f"{plan}/presentar", {"confirm": "1"}).status_code == 302


# --- AC-13 -------------------------------------------------------------------------------------------------
def extend_it(client, decision: Decision, move_clock) -> None:
    """Say how near the end is, and extend the term by the decision."""
    mandate = Mandate.objects.get()
    move_clock("2021-05-01T09:00:00-06:00")
    assert "Mandato vence en 60 días" in words_of(client.get(EXTRA))
    page = client.get("/es/registro/mandatos").content.decode()
    assert f'href="/es/registro/mandatos/{mandate.pk}/ampliar"' in page
    said = {"ends_on": "2022-06-30", "decision": decision.pk}
    assert client.post(f"/es/registro/mandatos/{mandate.pk}/ampliar", said).status_code == 302
    page = words_of(client.get(EXTRA))
    assert "Ampliado (1.ª vez) hasta el 30 de junio de 2022 · RVM-XXV, §7" in page
    assert "Plazos anteriores 1 de julio de 2019 – 30 de junio de 2021" in page
    assert "vence en" not in page


def test_an_ad_hoc_groups_term_is_extended_then_ends_and_nothing_of_it_is_lost(
    plan, add_activity, secretariat, presidency, sign_in, client, move_clock
):
    add_activity("PROT", 1, "Ruta", themes=("trata",))
    move_clock("2021-03-01T09:00:00-06:00")
    se = sign_in(secretariat)
    said = {"body": Body.objects.get(code="EXTRA").pk, "objective_es": "Estudiar las rutas."}
    se.post("/es/registro/mandatos/nuevo", said | {"starts_on": "2019-07-01", "ends_on": "2021-06-30"})
    seventh = decided("RVM-XXV", "RVM", date(2020, 12, 1), "7", "approve", "Ampliar el mandato.")
    extend_it(se, seventh, move_clock)
    new = f"{EXTRA}/actividades/nueva"
    assert se.post(new, {"title_es": "Estudio de rutas", **CANDIDATE}).status_code == 302
    Activity.objects.filter(group__code="EXTRA").update(stage="in_force", tier=Tier.PUBLIC)
    progress = words_of(client.get("/es/"))
    inside, _title, apart = progress.partition("Grupos ad hoc Fuera de los totales del plan (nota 8).")
    assert ("1 actividad" in inside, "Estudio de rutas" in inside, "Estudio de rutas" in apart) == (
        True, False, True,
    )  # fmt: skip
    move_clock("2022-07-01T09:00:00-06:00")
    page = words_of(se.get(EXTRA))
    assert "Mandato vencido el 30 de junio de 2022" in page
    assert "Estudio de rutas" in page
    reason = "El mandato del grupo venció: puede leerse, y nada nuevo comienza sin una ampliación. (§3.10)"
    for address in (new, "/es/reuniones/convocar?instancia=EXTRA"):
        assert reason in words_of(se.get(address)), address
    typed = {"title_es": "Otro estudio", **CANDIDATE}
    assert (se.post(new, typed).status_code, Activity.objects.filter(group__code="EXTRA").count()) == (403, 1)
    assert Mandate.objects.count() == 2


# --- AC-08 and AC-21 in the annual report ------------------------------------------------------------------
def test_the_annexes_of_the_annual_report_say_the_meetings_held_and_what_became_of_the_inputs(
    plan, world, add_activity, secretariat, presidency, sign_in, move_clock
):
    activity = add_activity("FRO", 1, "Inventario", themes=("fronteras",), state="in_process")
    for number, (status, day) in enumerate((("held", 24), ("cancelled", 25)), 1):
        Meeting.objects.create(
            code=f"FRO-{number}", body=world.bodies["FRO"], name_es="a", name_en="a", status=status,
            starts_on=date(2021, 6, day), modality="virtual", tier=Tier.MEMBERS,
        )  # fmt: skip
    for number, status in enumerate(["included"] * 3 + ["considered"] * 2 + ["not_included"] * 2, 1):
        Input.objects.create(
            year=2021, number=number, plan=plan, organisation=world.organisations["rrocm"], title="x",
            text="y", received_at=clock.now(), status=status, answer_es="z", tier="extended",
        )  # fmt: skip
    move_clock("2022-01-02T09:00:00-06:00")
    explain = "/es/cumplimiento/2021/gestion-fronteriza/MEETINGS_A_YEAR/explicacion"
    why = "La segunda reunión se pospuso."
    empty = {"base-text_es": "", "base-text_en": ""}
    assert sign_in(presidency).post(explain, {"text_es": why, "text_en": "", **empty}).status_code == 302
    se = sign_in(secretariat)
    se.post("/es/informes/nuevo", {"presidency": world.mexico.pk, "cut_off": "2021-12-31"})
    said = words_of(se.get("/es/informes/2021"))
    held = "Gestión Fronteriza realizó 1 de las 2 reuniones anuales previstas (§3.10 e)"
    assert f"{held} · {why}" in said
    assert "7 aportes: 3 incorporados, 2 considerados, 2 no incorporados." in said
    activity.refresh_from_db()
    assert activity.state == "in_process"


def test_the_year_in_which_meetings_are_counted_is_set_by_the_secretariat_with_a_decision(
    plan, world, secretariat, presidency, sign_in
):
    Meeting.objects.create(
        code="FRO-1", body=world.bodies["FRO"], name_es="a", name_en="a", starts_on=date(2020, 11, 20),
        tier=Tier.MEMBERS,
    )  # fmt: skip
    meetings, change = "/es/grupos/gestion-fronteriza/reuniones", f"{PARAMETERS}/cambiar"
    assert "Gestión Fronteriza: 0 de 2 reuniones en 2021" in words_of(sign_in(presidency).get(meetings))
    assert sign_in(presidency).get(change).status_code == 403
    se = sign_in(secretariat)
    texts = se.get(change).context["form"].texts()
    typed = {name: value for name, value in texts.items() if value}
    typed |= {f"base-{name}": value for name, value in texts.items()}
    typed |= {"meetings_year": "plan_year", "starts_on_2": "2020-11-15", "ends_on_2": "2021-11-14"}
    assert se.post(change, typed).status_code == 422  # neither a decision nor a reason
    ninth = decided("GRCM-2021-06", "GRCM", date(2021, 6, 25), "9", "decide", "Contar por año del plan.")
    assert se.post(change, typed | {"decision": ninth.pk}).status_code == 302
    assert "GRCM-2021-06, §9" in words_of(se.get(PARAMETERS))
    assert "Gestión Fronteriza: 1 de 2 reuniones en el año 2 del Plan" in words_of(se.get(meetings))
