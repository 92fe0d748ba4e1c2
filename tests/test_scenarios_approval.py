"""The Charter changes and the plan is updated, through pages alone, in the words of AC-19 and AC-24."""

import re
from datetime import date

import pytest

from pilares.core.access import Tier
from pilares.meetings.models import Decision, Meeting
from pilares.people.models import Body
from pilares.plans.actions import load_plan
from tests.words import words_of

pytestmark = pytest.mark.django_db
CHARTER, LIBRARY = "/es/documentos/carta-estatutaria", "/es/documentos/plan-2019-2022"
V1, DRAFT = "/es/plan/2019-2022/v1/", f"{LIBRARY}/v2/redaccion/"
DEPENDS = "Depende de la Carta (nota 6)."
WAITS = "La Carta cambió el 1 de octubre de 2021; revisión pendiente"
REFUSED = "La actualización del Plan la aprueba la Reunión Viceministerial por recomendación del GRCM."
LABORAL = "El Grupo de Trabajo sobre Migración Laboral informará al GRCM en cada reunión."


@pytest.fixture
def meetings(world) -> dict[str, Meeting]:
    """The meetings that approved version 1, and that take up version 2."""
    made = {}
    for code, body, on in (
        ("RVM-XXIV", "RVM", date(2019, 11, 14)), ("GRCM-2021-06", "GRCM", date(2021, 6, 25)),
        ("RVM-XXVI", "RVM", date(2021, 10, 1)),
    ):  # fmt: skip
        made[code] = Meeting.objects.create(
            code=code, body=Body.objects.get(code=body), name_es=code, name_en=code, starts_on=on,
            tier=Tier.PUBLIC,
        )  # fmt: skip
    return made


def decided(client, address: str, meeting: Meeting, paragraph: str):
    """Record that a version was recommended or approved, as the page asks it."""
    typed = {"meeting": meeting.pk, "paragraph": paragraph, "on": f"{meeting.starts_on:%Y-%m-%d}"}
    return client.post(address, typed)


@pytest.fixture
def in_force(world, meetings, sign_in, secretariat, presidency) -> None:
    """Version 1 of the plan, approved by the XXIV Vice-Ministerial Meeting, as a real instance has it."""
    load_plan()
    assert (
        decided(sign_in(secretariat), f"{LIBRARY}/v1/aprobacion", meetings["RVM-XXIV"], "12").status_code
        == 302
    )
    assert sign_in(presidency).post(f"{LIBRARY}/v1/refrendar").status_code == 302


# --- AC-19 -------------------------------------------------------------------------------------------------
def register_charter(client, number: int, principle: str, on: str, tier: str = "public") -> None:
    """Write a version of the Charter through its pages, and register it."""
    draft = f"{CHARTER}/v{number}/redaccion/"
    assert client.post(f"{CHARTER}/nueva-version").url == draft
    if number == 1:
        client.post(draft, {"number": "4", "title_es": "Principios"})
        client.post(f"{draft}4/agregar", {"kind": "paragraph", "text_es": principle, "marker": "f)"})
    else:
        edited(client, f"{draft}4", {"es-4.p1": principle})
    registered = client.post(f"{CHARTER}/v{number}/registro", {"source": "Carta", "on": on, "tier": tier})
    assert registered.status_code == 302


def edited(client, address: str, typed: dict[str, str]) -> None:
    """Change paragraphs of a draft in its form as it was opened."""
    texts = client.get(address).context["form"].texts()
    base = {f"base-{name}": value for name, value in texts.items()}
    assert client.post(address, texts | base | typed).status_code == 302


def read(client, *sections: str) -> list[str]:
    """Return what sections of version 1 say, once what was done has been told."""
    client.get(V1)
    return [words_of(client.get(V1 + section)) for section in sections]


def re_anchor_note_7(client, task: str) -> None:
    """Touch the text of principle f in a draft: its note asks what becomes of it, and is never dropped."""
    assert client.post(f"{LIBRARY}/nueva-version").url == DRAFT
    edited(client, f"{DRAFT}3.6", {"es-3.6.f": "*Interés Superior de la Niñez[^7]*"})
    place = f"{LIBRARY}/v2/notas/7/lugar"
    assert f'href="{place}"' in client.get(task).content.decode()
    asked = client.get(place)
    assert re.findall(r'<input type="radio" name="choice" value="(\w+)"', asked.content.decode()) == [
        "kept", "moved", "awaiting",
    ]  # fmt: skip
    assert "Estados Unidos no es parte de la Convención sobre los Derechos del Niño" in words_of(asked)
    assert client.post(f"{LIBRARY}/v2/notas/7/quitar").status_code == 422
    assert client.post(place, {"choice": "kept"}).status_code == 302


def test_a_changed_charter_waits_beside_the_plan_whose_text_stays(
    in_force, sign_in, secretariat, presidency, member, client
):
    sections = ("3.3", "3.6", "3.7", "3.8")
    register_charter(sign_in(secretariat), 1, "Interés Superior del Niño", "2019-11-14")
    before = read(sign_in(member), *sections)
    assert [DEPENDS in said for said in before] == [True, True, False, True]
    register_charter(sign_in(secretariat), 2, "Interés Superior de la Niñez", "2021-10-01", "members")
    after = read(sign_in(member), *sections)
    assert [WAITS in said for said in after] == [True, True, False, True]
    assert [said.replace(f" {WAITS} (nota 6).", "") for said in after] == before
    client.logout()
    assert read(client, "3.6")[0].count("La Carta cambió") == 0
    task = re.findall(
        r'href="([^"]*/reflejo/[^"]*)"', sign_in(presidency).get("/es/mi-trabajo").content.decode()
    )[0]
    for who, asked in ((secretariat, True), (presidency, True), (member, False)):
        work = sign_in(who).get("/es/mi-trabajo")
        assert ("Reflejar en el Plan" in words_of(work), task in work.content.decode()) == (asked, asked)
    shown = words_of(sign_in(presidency).get(task))
    left, _title, right = shown.partition("Qué dice el Plan")
    assert "Eliminado: del Niño Añadido: de la Niñez" in left
    assert "f) Interés Superior del Niño" in right
    re_anchor_note_7(sign_in(secretariat), task)
    assert read(sign_in(member), *sections) == after


def test_everybody_reads_that_a_public_charter_changed(in_force, sign_in, secretariat, client):
    for number, principle, on in ((1, "Interés Superior del Niño", "2019-11-14"), (2, "Otro", "2021-10-01")):
        register_charter(sign_in(secretariat), number, principle, on)
    client.logout()
    assert [WAITS in said for said in read(client, "3.3", "3.6", "3.7", "3.8")] == [True, True, False, True]


# --- AC-24 -------------------------------------------------------------------------------------------------
def stands(client) -> tuple[str, int, str]:
    """Return the version that the plan shows, the one that its matrix measures, and where a clause leads."""
    shown = re.findall(r"Versión (\d) ·", words_of(client.get("/es/plan/2019-2022/")))[0]
    measured = client.get("/es/matriz.json").json()["version"]
    return shown, measured, client.get("/es/plan/2019-2022/vigente/3.9").url


def test_the_rcgm_recommends_version_2_and_the_vice_ministers_approve_it(
    in_force, meetings, sign_in, secretariat, presidency, member, client
):
    first, second = ("1", 1, f"{V1}3.9"), ("2", 2, "/es/plan/2019-2022/v2/3.9")
    se = sign_in(secretariat)
    se.post(f"{LIBRARY}/nueva-version")
    se.post(f"{DRAFT}3.9/agregar", {"kind": "paragraph", "text_es": LABORAL})
    assert se.post(f"{LIBRARY}/v2/circular").status_code == 302
    assert decided(se, f"{LIBRARY}/v2/recomendacion", meetings["GRCM-2021-06"], "3").status_code == 302
    recommending = Decision.objects.get(meeting=meetings["GRCM-2021-06"])
    assert (recommending.get_verb_display(), recommending.citation) == ("recomendar", "GRCM-2021-06, §3")
    assert "Versión 2 Recomendada por el GRCM · Países Miembros" in words_of(sign_in(member).get(LIBRARY))
    for who in (secretariat, presidency):
        refused = sign_in(who).post(f"{LIBRARY}/v2/refrendar")
        assert (refused.status_code, REFUSED in words_of(refused)) == (422, True)
    client.logout()
    assert stands(client) == first
    se = sign_in(secretariat)
    assert decided(se, f"{LIBRARY}/v2/aprobacion", meetings["RVM-XXVI"], "15").status_code == 302
    assert stands(se) == first
    assert se.post(f"{LIBRARY}/v2/refrendar").status_code == 403
    assert sign_in(presidency).post(f"{LIBRARY}/v2/refrendar").status_code == 302
    client.logout()
    assert stands(client) == second
    path = words_of(client.get(LIBRARY))
    assert "Versión 2 Vigente · Vigente desde 1 de octubre de 2021 · Público" in path
    assert "Versión 1 Sustituida · Vigente desde 14 de noviembre de 2019 · Público" in path
    old, new = (words_of(client.get(f"/es/plan/2019-2022/v{number}/3.9")) for number in (1, 2))
    before, _title, rest = old.partition("Frente a hoy")  # what version 2 says is only beside version 1
    today, _title, after = rest.partition("Citar esta sección")
    adopted = before + after
    assert (LABORAL in adopted, LABORAL in today, LABORAL in new) == (False, True, True)
