"""The year of a group, lived through its pages on a real instance that begins empty.

Prioritise three, define an indicator, report by telephone, return and validate, revise a target by a
decision, send the matrix out and take it back damaged, apply, undo, and review the year.
"""

import re
from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.test import Client

from pilares.core.letters import Letter
from pilares.matrix.tests.imports.files import OFFICIAL, REGISTER, Round
from pilares.matrix.tests.imports.files import words as words_of
from pilares.meetings.models import Decision
from pilares.monitoring.models import Activity, Indicator, Measurement, Request
from pilares.people.models import User
from pilares.plans.models import Document, Placement
from tests.cast import World, as_role

PLAN = "/es/grupos/proteccion/plan"
PAGE = "/es/indicadores/PROT-A1-I1"
TITLES = ["Ruta regional de referencia", "Intercambio consular", "Directorio regional", "Capacitación"]
ANSWERS = {
    "name": "Países que aplican la ruta", "what": "countries", "unit": "países", "where": "up",
    "baseline": "0", "baseline_on": "2019-11-15", "target": "5", "measured_by": "Cancillería de Honduras",
    "frequency": "yearly", "monitored_by": "2021-10-15", "verification": "Nota oficial",
    "counts": "Refieren al menos un caso.", "save": "1",
}  # fmt: skip


class Year:
    """The people of the story, each with a browser of their own, and what they did so far."""

    def __init__(self, world: World, plan: Document, people: dict[str, User], move_clock) -> None:
        self.world, self.plan, self.people, self.on = world, plan, people, move_clock
        self.browsers = {name: as_role(Client(), user) for name, user in people.items()}

    def does(self, who: str, url: str, **typed: object) -> str:
        """Let somebody send a form; return what the page says that follows, whose status is a success."""
        answer = self.browsers[who].post(url, typed, follow=True)
        assert "Su cargo requiere un segundo paso" not in words_of(answer)
        assert answer.status_code == 200, (answer.status_code, url, words_of(answer)[:900])
        return words_of(answer)

    def reads(self, who: str, url: str) -> str:
        """Return what a page says to somebody."""
        return words_of(self.browsers[who].get(url))


@pytest.fixture
def year(world, plan, real_instance, member, other_member, presidency, secretariat, nobody, move_clock):
    for user in (presidency, secretariat):  # their offices require a second step
        Authenticator.objects.create(user=user, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    people = {
        "guatemala": member, "honduras": other_member, "ppt": presidency, "se": secretariat,
        "visitor": nobody,
    }  # fmt: skip
    return Year(world, plan, people, move_clock)


def test_a_group_lives_its_year(year: Year):
    the_three_are_prioritised_and_a_fourth_is_refused(year)
    an_indicator_is_defined(year)
    the_plan_goes_into_force(year)
    the_figure_is_asked_for_and_reported_by_telephone(year)
    it_is_returned_reported_again_and_validated(year)
    the_target_is_revised_by_a_decision(year)
    the_matrix_goes_out_and_comes_back_damaged(year)
    the_year_is_reviewed(year)


def the_three_are_prioritised_and_a_fourth_is_refused(year: Year) -> None:
    year.on("2020-11-20T09:00:00-06:00")
    assert "El grupo aún no ha priorizado actividades." in year.reads("guatemala", PLAN)
    place = Placement.objects.get(theme__code="trata")
    for title in TITLES:
        typed = {"title_es": title, "original_language": "es", "tier": "members", "themes": [place.pk]}
        year.does("guatemala", "/es/grupos/proteccion/actividades/nueva", **typed)
    for number in (1, 2, 3):
        said = year.does("guatemala", f"/es/actividades/PROT-A{number}/priorizar")
        assert f"PROT-A{number} queda priorizada en el borrador." in said
    answer = year.browsers["guatemala"].post("/es/actividades/PROT-A4/priorizar")
    assert answer.status_code == 422
    assert (
        "El Plan Estratégico permite un máximo de tres actividades prioritarias por grupo (§3.9). "
        "Este grupo ya tiene tres" in words_of(answer)
    )
    assert list(Activity.objects.order_by("code").values_list("code", "stage")) == [
        ("PROT-A1", "prioritised"), ("PROT-A2", "prioritised"), ("PROT-A3", "prioritised"),
        ("PROT-A4", "proposed"),
    ]  # fmt: skip


def an_indicator_is_defined(year: Year) -> None:
    year.does("guatemala", "/es/actividades/PROT-A1/indicadores/asistente", **ANSWERS)
    assert "Para ser medible: periodos" in year.reads("guatemala", PAGE)
    year.does("guatemala", f"{PAGE}/periodos", act="make")
    assert "Medible: se puede leer su avance." in year.reads("guatemala", PAGE)


def decision_of(year: Year, meeting: str, day: str, paragraph: str, verb: str, text: str) -> Decision:
    """Let the Secretariat record a meeting of the RCGM, if there is none yet, and a decision of it."""
    body = year.world.bodies["GRCM"].pk
    if not Decision.objects.filter(meeting__code=meeting).exists():
        said = {"code": meeting, "body": body, "name_es": meeting, "name_en": meeting, "starts_on": day}
        year.does("se", "/es/reuniones/registrar", **said, status="held", tier="public")
    typed = {"paragraph": paragraph, "verb": verb, "text_es": text, "tier": "public"}
    year.does("se", f"/es/reuniones/{meeting}/decisiones/nueva", **typed)
    return Decision.objects.get(meeting__code=meeting, paragraph=paragraph)


def the_plan_goes_into_force(year: Year) -> None:
    year.does("guatemala", f"{PLAN}/revisado", note="Por correo.", confirm="1")
    year.does("guatemala", f"{PLAN}/presentar", confirm="1")
    year.on("2020-12-10T09:00:00-06:00")
    found = decision_of(year, "GRCM-2020-12", "2020-12-09", "2", "endorse", "Avalar el plan del grupo.")
    year.does("se", f"{PLAN}/aval", decision=found.pk, confirm="1")
    said = year.does("se", f"{PLAN}/poner-en-vigor", confirm="1")
    assert "Versión 1 vigente" in said
    assert list(Activity.objects.order_by("code").values_list("stage", flat=True)) == [
        "in_force", "in_force", "in_force", "proposed",
    ]  # fmt: skip


def the_figure_is_asked_for_and_reported_by_telephone(year: Year) -> None:
    year.on("2021-09-15T09:00:00-06:00")
    window = {"name_es": "Ventana 2", "opens_on": "2021-09-15", "closes_on": "2021-10-15"}
    year.does("se", "/es/ventanas/nueva", **window)
    body = year.browsers["se"].get("/es/ventanas/1/solicitar").content.decode()
    names = re.findall(r'name="(to-[^"]+)"', body)
    periods = Indicator.objects.get().periods.order_by("starts_on")
    wanted = next(name for name in names if name.startswith(f"to-{periods[1].pk}-"))
    asked = {"due_on": "2021-10-15", wanted: year.people["honduras"].pk}
    check = year.does("se", "/es/ventanas/1/solicitar", **asked)
    assert "Sale 1 solicitud" in check
    year.does("se", "/es/ventanas/1/solicitar", **asked, confirm="1")
    letter = Letter.objects.get(to=year.people["honduras"].email)
    phone, link = Client(), urlsplit(re.findall(r"http\S+/es/responder/\S+", letter.body)[0]).path
    phone.get(link)
    assert Measurement.objects.count() == 0
    form = phone.post(link)["Location"]
    report(phone, form, ["HN", "GT", "MX"])


def report(browser: Client, form: str, countries: list[str]) -> None:
    """Fill the form in, press twice, and send what the check page shows."""
    page = browser.get(form).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    typed = {**hidden, "then": "check", "countries": countries}
    check = browser.post(form, typed)["Location"]
    assert browser.post(form, typed)["Location"] == check
    sent = browser.post(check, follow=True)
    assert "Nada más que hacer" in words_of(sent)


def it_is_returned_reported_again_and_validated(year: Year) -> None:
    assert "Sin dato" in year.reads("guatemala", PAGE)
    found = Measurement.objects.get()
    year.does("ppt", f"/es/datos/{found.pk}/devolver", reason="Falta la nota de México.")
    letter = Letter.objects.get(key__startswith="returned")
    assert "México" not in letter.body
    assert "PROT-A1-I1 · devuelto: «Falta la nota de México.»" in year.reads("honduras", "/es/mi-trabajo")
    assert "Falta la nota de México." in year.reads("honduras", f"/es/datos/{found.pk}/editar")
    report(year.browsers["honduras"], f"/es/datos/{found.pk}/editar", ["HN", "GT"])
    year.does("ppt", f"/es/datos/{found.pk}/validar")
    assert Request.objects.get().measurement == found
    for who in ("guatemala", "ppt", "se"):
        assert "2 de 5 países. Avance: 40 %" in year.reads(who, PAGE)
    for address in ("/es/matriz", "/es/actividades/PROT-A1"):
        assert "2 de 5 países · 40 %" in year.reads("guatemala", address)


def the_target_is_revised_by_a_decision(year: Year) -> None:
    year.on("2021-10-01T09:00:00-06:00")
    found = decision_of(
        year, "GRCM-2021-09", "2021-09-28", "5", "endorse", "Reducir la meta a cuatro países."
    )
    typed = {"value": "4", "valid_from": "2021-09-28", "reason": "Un país entra después."}
    refused = year.browsers["se"].post(f"{PAGE}/meta", typed)
    assert (refused.status_code, Indicator.objects.get().target) == (422, Decimal(5))
    year.does("se", f"{PAGE}/meta", **typed, decision=found.pk)
    said = year.reads("guatemala", PAGE)
    assert "50 % de la meta vigente (4) · 40 % de la meta original (5)" in said
    assert "2 de 4 países · 50 %" in year.reads("guatemala", "/es/matriz")


def the_matrix_goes_out_and_comes_back_damaged(year: Year) -> None:
    trip = Round(year.browsers["se"])
    trip.out()
    sheet = trip.book.worksheets[0]
    year.does(
        "guatemala", "/es/matriz/PROT-A3/actividad",
        **{"title_es": "Directorio consular", "base-title_es": "Directorio regional", "title_en": "",
           "base-title_en": ""},
    )  # fmt: skip
    trip.cell("PROT-A1", "Descripción").value = "Ruta regional de atención"
    trip.cell("PROT-A3", "Descripción").value = "Directorio del ministerio"
    next(cell for cell in sheet[1] if cell.value == "Parte responsable").value = "Responsable"
    trip.cell("PROT-A1", "Estado").value = "Casi listo"
    for number in (OFFICIAL, REGISTER):
        trip.book.worksheets[number].delete_rows(trip.row("PROT-A2", number))
    trip.back()
    trip.answer(1)
    trip.answer(2, estado="in_process")
    trip.answer(3, declararon="2021-09-30", motivo="Reunión del grupo")
    assert trip.counts() == {"updated": 1, "conflict": 1, "absent": 1}
    before = list(Activity.objects.order_by("code").values_list("title_es", "state"))
    trip.choose(PROT_A3__title="online")
    trip.apply()
    assert list(Activity.objects.order_by("code").values_list("title_es", "state")) == [
        ("Ruta regional de atención", "in_process"), ("Intercambio consular", ""),
        ("Directorio consular", ""), ("Capacitación", ""),
    ]  # fmt: skip
    trip.undo()
    assert list(Activity.objects.order_by("code").values_list("title_es", "state")) == before


def the_year_is_reviewed(year: Year) -> None:
    year.on("2021-10-15T09:00:00-06:00")
    second = year.plan.plan_years.get(number=2)
    said = year.does("guatemala", f"{PLAN}/revisiones/abrir", year=second.pk, confirm="1")
    assert "En revisión anual" in said
    lines = {
        "PROT-A1": {"reached_es": "Dos países la aplican.", "outcome": "continue"},
        "PROT-A2": {"reached_es": "Hubo un intercambio.", "outcome": "finished"},
        "PROT-A3": {"reached_es": "", "outcome": "change", "changes_es": "Se une al de la OIM."},
    }
    page = f"{PLAN}/revisiones/2"
    for code, typed in lines.items():
        year.does("guatemala", f"{page}/{code}", relevant="True", **typed)
    assert "Países que aplican la ruta: 2 de 4 países · 50 %" in year.reads("guatemala", page)
    assert "Falta por escribir PROT-A3" in year.reads("guatemala", page)
    year.does("guatemala", f"{page}/PROT-A3", relevant="True", **{**lines["PROT-A3"], "reached_es": "Poco."})
    year.does("guatemala", f"{page}/cerrar", tier="members")
    closed = year.reads("honduras", page)
    assert "Cerrada el 15 de octubre de 2021" in closed
    assert "Qué se alcanzó Dos países la aplican." in closed
    assert "Se une al de la OIM." in closed
    assert "Plan del grupo 2019-2022 · Vigente" in year.reads("guatemala", PLAN)
    call_command("send_reminders")
    assert not Letter.objects.filter(key__startswith="reminder").exists()
