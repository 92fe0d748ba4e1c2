"""The annual report and conclusions of a meeting, through pages, in the words of AC-11, AC-15 and E-1."""

import re
from datetime import UTC, date, datetime
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest

from pilares.core.access import Tier
from pilares.meetings.models import Meeting
from pilares.monitoring.models import Indicator
from pilares.monitoring.tests.measured import measure
from pilares.people.models import Country, Presidency
from tests.words import words_of

pytestmark = pytest.mark.django_db
PAGE, CORRECT = "/es/informes/2021", "/es/informes/2021/corregir"
LINE = (
    "Compromisos logrados: 5 · En proceso: 4 · Pendientes: 2 (1 no alcanzado, 1 por iniciar en el 3.er año)."
)
SILENT = (
    "Sin actualización desde hace más de 120 días PROT-A11, En curso 1: sin actualización desde el "
    "1 de junio de 2021"
)
TASK = "Registrar un corrigendum del informe anual 2021 corregido después: PROT-A11-I1"


def posted(client, address: str, **typed) -> str:
    """Send a form; return where it leads."""
    answer = client.post(address, typed)
    assert answer.status_code == 302, words_of(answer)
    return answer.url


# --- AC-15 -------------------------------------------------------------------------------------------------
@pytest.fixture
def measured(add_activity) -> Indicator:
    """The matrix of AC-15, of which one activity has a value, and a note on its pace of 1 June 2021."""
    for number, group in enumerate(("PROT", "IRR", "LAB", "FRO", "FRO"), 1):
        add_activity(group, number, f"Lograda {number}", state="completed", slot=1 + (number == 5))
    note = {"pace": "on_track", "pace_note_es": "Avanza.", "pace_on": date(2021, 6, 1)}
    for number, group in enumerate(("PROT", "IRR", "LAB", "FRO"), 1):
        said = note if number == 1 else {}
        add_activity(group, 10 + number, f"En curso {number}", state="in_process", slot=3, **said)
    add_activity("IRR", 20, "Estudio", state="not_achieved", slot=2)
    add_activity("LAB", 20, "Criterios", years=(3,), slot=2)
    add_activity("PROT", 20, "Portabilidad", stage="replaced", slot=None)
    return measure(Indicator.objects.get(code="PROT-A11-I1"), [2, 3], target=5)


def frozen(client, world) -> str:
    """Generate the report with its cut-off and freeze it; return what its page says."""
    posted(client, "/es/informes/nuevo", presidency=world.mexico.pk, cut_off="2021-10-15")
    written = words_of(client.get(PAGE))
    assert "b) Descripción del balance del trabajo realizado Por redactar por la presidencia" in written
    posted(client, f"{PAGE}/consultar", pending_accepted="on")
    client.get(PAGE)  # what was done is told once
    return words_of(client.get(PAGE))


def corrects_a_value(sign_in, indicator, member, presidency) -> None:
    """Honduras corrects the validated value of the second year, and the presidency validates it."""
    report = f"/es/indicadores/{indicator.code}/reportar/{indicator.periods.get(year__number=2).pk}"
    client = sign_in(member)
    key = re.findall(r'name="form_key" value="([^"]+)"', client.get(report).content.decode())[0]
    typed = {"value": "4", "correction_reason": "Faltaba un país.", "observed_on": "2021-10-01"}
    check = posted(client, report, form_key=key, **typed)
    posted(client, check)
    posted(sign_in(presidency), check.replace("revisar", "validar"))


def test_a_value_that_is_corrected_in_december_becomes_a_corrigendum_of_the_frozen_report(
    measured, world, sign_in, secretariat, presidency, other_member, nobody, move_clock
):
    page = frozen(sign_in(secretariat), world)
    for words in (LINE, SILENT, "Además, 1 actividad modificada por decisión, fuera del total.",
                  "datos al 15 de octubre de 2021", "ver los valores de hoy"):  # fmt: skip
        assert words in page
    assert "Registrar un corrigendum del" not in words_of(sign_in(secretariat).get("/es/mi-trabajo"))
    move_clock("2021-12-06T09:00:00-06:00")
    corrects_a_value(sign_in, measured, other_member, presidency)
    se = sign_in(secretariat)
    assert TASK in words_of(se.get("/es/mi-trabajo"))
    offered = se.get(CORRECT)
    assert "PROT-A11-I1 Valor y avance 3 de 5 países · 60 % 4 de 5 países · 80 %" in words_of(offered)
    way = unescape(re.findall(rf'href="({CORRECT}\?[^"]*)"', offered.content.decode())[0])
    posted(se, CORRECT, **dict(parse_qsl(urlsplit(way).query)))
    se.get(PAGE)
    told = words_of(se.get(PAGE))
    assert (
        "N.º 1 · 6 de diciembre de 2021 · PROT-A11-I1, Valor y avance: donde dice « 3 de 5 países · 60 % », "
        "debe decir « 4 de 5 países · 80 % ». Motivo: Faltaba un país."
    ) in told
    assert "Países con En curso 1 4 de 5 países · 80 % corregido, n.º 1 En proceso" in told
    assert "4 de 5" not in words_of(se.get(f"{PAGE}/copias/1"))
    assert "Cambios en los registros" not in words_of(se.get(CORRECT))  # it says so now
    assert TASK not in words_of(se.get("/es/mi-trabajo"))


# --- AC-11 -------------------------------------------------------------------------------------------------
def test_links_in_the_report_of_a_former_presidency_still_work(
    measured, world, sign_in, secretariat, presidency, nobody, move_clock
):
    frozen(sign_in(secretariat), world)
    se = sign_in(secretariat)
    for step, code, body in (("presentar", "GRCM-2021-10", "GRCM"), ("informar", "RVM-XXVI", "RVM")):
        made = Meeting.objects.create(
            code=code, body=world.bodies[body], name_es=code, name_en=code, starts_on=date(2021, 10, 15),
            tier=Tier.PUBLIC,
        )  # fmt: skip
        posted(se, f"{PAGE}/{step}", meeting=made.pk, note="")
    posted(se, f"{PAGE}/publicar")
    Presidency.objects.create(
        country_id="SV", order=2, label="2022", starts_at=datetime(2022, 1, 1, 6, tzinfo=UTC)
    )
    client = sign_in(nobody)
    client.get(PAGE)
    before = words_of(client.get(PAGE))
    move_clock("2022-06-01T09:00:00-06:00")
    page = client.get(PAGE)
    assert words_of(page) == before
    main = page.content.decode().partition("<main")[2].partition("</main>")[0]
    links = sorted({unescape(one).partition("#")[0] for one in re.findall(r'href="(/[^"]*)"', main)})
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)
    assert {f"{PAGE}.csv", f"{PAGE}/copias/1", "/es/actividades/PROT-A11"} <= set(links)


# --- E-1 ---------------------------------------------------------------------------------------------------
JUNE = "/es/reuniones/GRCM-2021-06"
TOOK_PART = (
    "Con la participación de Canadá, Costa Rica, El Salvador, Estados Unidos, Guatemala, Honduras, México, "
    "Nicaragua, Panamá y República Dominicana."
)
IN_ENGLISH = (
    "With the participation of Canada, Costa Rica, Dominican Republic, El Salvador, Guatemala, Honduras, "
    "Mexico, Nicaragua, Panama and United States."
)


def test_of_the_country_that_was_not_there_nothing_is_concluded_and_it_may_write_until_a_day(
    world, sign_in, secretariat, member
):
    Meeting.objects.create(
        code="GRCM-2021-06", body=world.bodies["GRCM"], name_es="Reunión", name_en="Meeting",
        starts_on=date(2021, 6, 25), tier=Tier.PUBLIC,
    )  # fmt: skip
    se = sign_in(secretariat)
    there = {f"presence-{code}": "present" for code in world.countries if code != "BZ"}
    posted(se, f"{JUNE}/decisiones/nueva", verb="agree", text_es="Acordar el calendario.", paragraph="1",
           tier="public")  # fmt: skip
    for presence, said in (("not_recorded", "Belice No registrado"), ("absent", "Belice Ausente")):
        posted(se, f"{JUNE}/asistencia", **there, **{"presence-BZ": presence})
        page = words_of(se.get(JUNE))
        assert (said in page, "10 de 11 Países Miembros presentes." in page) == (True, True)
        concluded = words_of(se.get(f"{JUNE}/conclusiones"))
        assert (TOOK_PART in concluded, "Belice" in concluded) == (True, False)
        assert not re.search("consens|unanim", concluded, re.IGNORECASE)
    assert IN_ENGLISH in words_of(se.get("/en/meetings/GRCM-2021-06/conclusions"))
    period = {"about": "conclusions", "country": Country.objects.get(code="BZ").pk}
    posted(se, f"{JUNE}/comentarios/nuevo", **period, closes_at="2021-10-29T17:00")
    assert "Belice" in words_of(sign_in(member).get(JUNE)).partition("29 de octubre de 2021")[0]
