"""Tabla 3 lived through the pages: from a first draft to the XXIV Vice-Ministerial Meeting (§2.1).

Dates, versions, senders and conclusions are the source's; what the source does not quote is illustrative
and says so.
"""

import uuid
from datetime import UTC, datetime

import pytest

from pilares.consensus.models import EarlierStep, Round
from pilares.consensus.tests.conftest import main
from pilares.core.letters import Letter
from pilares.core.trail import Entry
from pilares.meetings.models import Meeting
from pilares.people.models import Body, Presidency, User
from pilares.plans.actions import register_document
from pilares.plans.models import Document
from tests.cast import Office, appoint

MADE_UP = "Redacción ilustrativa: la fuente no la recoge."
TYPED = {"anchor": "", "kind": "observation", "text": "", "proposed": "", "words": "", "language": "es"}
#: opened on, closes on, what Tabla 3 says of it, what came out
ROUNDS = (
    (
        "2018-09-10",
        "2018-10-31",
        "Primera versión del «documento estratégico: Propuesta de Relanzamiento de la CRM».",
        "Se encomienda a la PPT Guatemala 2019 la elaboración de un documento de relanzamiento.",
    ),
    (
        "2018-12-10",
        "2019-02-28",
        "Propuesta de Carta Estatutaria, con los insumos de la PPT 2018, Canadá y El Salvador.",
        "Se integran las observaciones realizadas por los demás países.",
    ),
    (
        "2019-03-11",
        "2019-04-30",
        "Segunda versión de la Carta Estatutaria, en la cual se integran las observaciones.",
        "Se integran las observaciones realizadas por los Países Miembros.",
    ),
    (
        "2019-05-13",
        "2019-06-24",
        "Tercera versión de la Carta Estatutaria, en la cual se integran las observaciones.",
        "Los Países Miembros conocen la tercera versión.",
    ),
)
IN_2018 = datetime(2018, 1, 1, 6, tzinfo=UTC)


@pytest.fixture
def chair(world, presidency, move_clock):
    """The presidency of the time, played by one official: Panama's in 2018, Guatemala's in 2019."""
    move_clock("2018-08-20T09:00:00-06:00")
    Presidency.objects.update(starts_at=IN_2018)
    presidency.appointments.update(starts_at=IN_2018)
    return User.objects.get(pk=presidency.pk)


@pytest.fixture
def since_2018(secretariat):
    """The Secretariat's officer, who already served in 2018."""
    secretariat.appointments.update(starts_at=IN_2018)
    return User.objects.get(pk=secretariat.pk)


def write_down(client, text: str, words: str) -> None:
    """Write the one paragraph of a draft on its pages: a first one, or what it says now."""
    page = client.get(f"{text}/redaccion/1")
    if page.status_code == 404:
        assert client.post(f"{text}/redaccion/", {"number": "1", "title_es": "Objeto"}).status_code == 302
        new = {"kind": "paragraph", "text_es": f"{MADE_UP} {words}", "after": "", "marker": ""}
        assert client.post(f"{text}/redaccion/1/agregar", new).status_code == 302
        return
    was = page.context["form"].texts()
    typed = was | {f"base-{name}": value for name, value in was.items()}
    typed["es-1.p1"] = f"{MADE_UP} {words}"
    assert client.post(f"{text}/redaccion/1", typed).status_code == 302


def meet(client, code: str, body: str, first: str, last: str) -> int:
    """Record a meeting as the Secretariat does, and return its key."""
    said = {
        "code": code, "body": Body.objects.get(code=body).pk, "name_es": code, "name_en": code,
        "starts_on": first, "ends_on": last, "status": "held", "tier": "public",
    }  # fmt: skip
    assert client.post("/es/reuniones/registrar", said).status_code == 302
    return Meeting.objects.get(code=code).pk


def speak_for(client, document: Document, country: str) -> User:
    """Let a country be spoken for by one person, whom the Secretariat names on the page of delegates."""
    email = f"{country.lower()}@example.org"
    user = appoint(email, Office.DELEGATE, country=country, starts_at=IN_2018)
    named = {"country": country, f"{country.lower()}-user": user.pk}
    assert client.post(f"/es/textos/delegados/{document.pk}", named).status_code == 302
    return user


def answer(number: int, url: str, closes: str, send, canada, salvador, move_clock) -> None:
    """Let the countries write as Tabla 3 tells it, in time or after the day."""
    if number == 1:  # 9 and 28 November: Canada's proposal, El Salvador's counter-proposal, after the day
        move_clock("2018-11-09T12:00:00-06:00")
        whole = TYPED | {"kind": "counter_proposal", "proposed": f"{MADE_UP} Carta y Plan.", "text": ""}
        assert "fuera de plazo" in main(send(canada, f"{url}/observar", **whole))
        move_clock("2018-11-28T12:00:00-06:00")
        send(salvador, f"{url}/observar", **whole | {"proposed": f"{MADE_UP} Contrapropuesta."})
    else:
        send(salvador, f"{url}/observar", **TYPED | {"anchor": "1.p1", "text": MADE_UP})
        move_clock(f"{closes}T17:00:00-06:00")


def it_is_read_years_later(charter: Document, reader, url: str, home: str) -> None:
    """See the way of the Charter, and each of its four versions as it was."""
    page = main(reader.get(url))
    assert "Redacción Eliminado: 3 Añadido: 4" in page
    path = page.partition("Recorrido del texto")[2]
    told = [words for _opens, _closes, *both in ROUNDS for words in both]
    assert [path.index(words) for words in told] == sorted(path.index(words) for words in told)
    assert "14 nov 2019 Versión 4:" in path
    assert [v.status for v in charter.versions.all()] == ["given_up", "given_up", "given_up", "in_force"]
    # a version that the next one goes on from was not given up
    assert "abandonada" not in path.lower()
    assert "Versión 1: continuada en la versión 2" in path
    document = main(reader.get(home))
    assert [f"Continuada en la versión {n}" in document for n in (2, 3, 4)] == [True, True, True]
    assert "Abandonada" not in document
    for number in (1, 2, 3, 4):  # each of the four is still read as it was
        assert f"Redacción {number}." in main(reader.get(f"{home}/v{number}/1"))


def test_the_charter_is_agreed_version_after_version(chair, since_2018, send, sign_in, move_clock):
    se, home = sign_in(since_2018), "/es/documentos/carta-estatutaria-de-la-crm"
    made = {"kind": "charter", "title_es": "Carta Estatutaria de la CRM", "tier": "members"}
    assert se.post("/es/documentos/registrar/", made)["Location"] == home
    charter = Document.objects.get()
    canada, salvador = speak_for(se, charter, "CA"), speak_for(se, charter, "SV")
    ppt = sign_in(chair)
    assert ppt.post(f"{home}/nueva-version")["Location"] == f"{home}/v1/redaccion/"
    against = ""
    for number, (opens, closes, message, conclusion) in enumerate(ROUNDS, 1):
        move_clock(f"{opens}T09:00:00-06:00")
        write_down(sign_in(chair), f"{home}/v{number}", f"Redacción {number}.")
        send(
            chair, f"/es/textos/circular/{charter.code}/v{number}", day=closes, hour="17:00",
            message_es=message, against=against,
        )  # fmt: skip
        round_ = Round.objects.latest("opened_at")
        url = f"/es/textos/{round_.pk}"
        answer(number, url, closes, send, canada, salvador, move_clock)
        place = "" if number == 1 else "1.p1"
        said = {f"o{row.pk}-fate": "integrated" for row in round_.observations.all()}
        sign_in(chair).post(f"{url}/destinos?parrafo={place}", said)
        send(chair, f"{url}/concluir", conclusion_es=conclusion, conclusion_en="")
        against = f"r{round_.pk}"
        if number < len(ROUNDS):
            assert sign_in(chair).post(f"{url}/siguiente-version").status_code == 302
    move_clock("2019-11-14T12:00:00-06:00")
    known = {"source": "XXIV Reunión Viceministerial", "on": "2019-11-14", "tier": "members"}
    assert sign_in(chair).post(f"{home}/v4/registro", known).status_code == 403
    assert sign_in(since_2018).post(f"{home}/v4/registro", known).status_code == 302
    it_is_read_years_later(charter, sign_in(salvador), url, home)


def test_the_plan_is_reviewed_recommended_and_approved(chair, since_2018, send, sign_in, move_clock):
    plan = register_document(
        kind=Document.Kind.STRATEGIC_PLAN, title_es="Plan Estratégico 2019-2022", period="2019-2022",
        code="plan", by=since_2018,
    )  # fmt: skip
    home = "/es/documentos/plan"
    panama = speak_for(sign_in(since_2018), plan, "PA")
    sign_in(chair).post(f"{home}/nueva-version")
    write_down(sign_in(chair), f"{home}/v1", "Propuesta de plan.")
    move_clock("2019-06-03T09:00:00-06:00")
    send(chair, "/es/textos/circular/plan/v1", day="2019-06-25", hour="09:00", against="",
         message_es="La PPT presenta la propuesta de Plan Estratégico para revisión.")  # fmt: skip
    url = f"/es/textos/{Round.objects.get().pk}"
    send(panama, f"{url}/posicion", value="no_objection", note="")
    move_clock("2019-06-26T12:00:00-06:00")
    said = "Los Países Miembros conocieron la estructura y metodología y brindaron aportes."
    send(chair, f"{url}/concluir", conclusion_es=said, conclusion_en="")
    move_clock("2019-11-12T18:00:00-06:00")
    se = sign_in(since_2018)
    rcgm = meet(se, "GRCM-2019-11", "GRCM", "2019-11-12", "2019-11-12")
    recommended = {"meeting": rcgm, "paragraph": "1", "on": "2019-11-12"}
    assert se.post(f"{home}/v1/recomendacion", recommended).status_code == 302
    move_clock("2019-11-14T12:00:00-06:00")
    vice_ministers = meet(se, "RVM-XXIV", "RVM", "2019-11-13", "2019-11-14")
    approved = {"meeting": vice_ministers, "paragraph": "1", "on": "2019-11-14"}
    assert se.post(f"{home}/v1/aprobacion", approved).status_code == 302
    assert plan.versions.get().status == "approved"  # it enters into force once the presidency countersigns
    assert sign_in(chair).post(f"{home}/v1/refrendar").status_code == 302
    assert plan.versions.get().status == "in_force"
    path = main(sign_in(panama).get(url)).partition("Recorrido del texto")[2]
    assert said in path
    assert path.endswith(
        "12 nov 2019 Versión 1: aprobación recomendada (GRCM · GRCM-2019-11, §1) "
        "14 nov 2019 Versión 1: aprobada (RVM · RVM-XXIV, §1) "
        "14 nov 2019 Versión 1: refrendada por la Presidencia Pro-Témpore (PPT)"
    )
    # what was said stays, and nobody writes any more
    assert sign_in(panama).get(f"{url}/observar").status_code == 403


#: the dated steps of Tabla 3, as far as it dates them: year, month, day, country, version, its own words
TABLA_3 = (
    ("2017", "11", "", "", "", "Los Viceministros y Viceministras acordaron una evaluación de la CRM."),
    ("2018", "3", "", "", "", "La ST en conjunto con OIM y la PPT traslada a los países un cuestionario."),
    ("2018", "7", "", "", "", "Se realiza, en la ciudad de Panamá, el Taller de Evaluación de la CRM."),
    ("2018", "8", "", "", "", "Se realiza una reunión de la Troika en la ciudad de Panamá."),
    ("2018", "9", "", "", "1", "Se socializa con los 11 países, a través de la ST, la primera versión."),
    ("2018", "11", "9", "CA", "", "Distribuye, a través de la ST, una propuesta de Carta Estatutaria."),
    ("2018", "11", "28", "SV", "", "Traslada a la ST y a la PPT una contrapropuesta de documento."),
    ("2018", "12", "", "", "", "La PPT Guatemala 2019 distribuye una propuesta de Carta Estatutaria."),
    ("2019", "3", "", "", "", "La PPT Guatemala 2019 distribuye la segunda versión de la Carta Estatutaria."),
    ("2019", "5", "", "", "", "La PPT Guatemala 2019 distribuye la tercera versión de la Carta Estatutaria."),
    ("2019", "6", "", "", "", "La estructura y terminología de este Plan fue avalada por el GRCM."),
)  # fmt: skip
HOW = "Se integran en este documento observaciones realizadas por los demás países."


@pytest.fixture
def charter(secretariat, sign_in) -> Document:
    """The Charter with a first version, whose text a Secretariat of today writes down."""
    se, home = sign_in(secretariat), "/es/documentos/carta-estatutaria-de-la-crm"
    se.post(
        "/es/documentos/registrar/",
        {"kind": "charter", "title_es": "Carta Estatutaria de la CRM", "tier": "members"},
    )
    se.post(f"{home}/nueva-version")
    return Document.objects.get(code="carta-estatutaria-de-la-crm")


def recorded(client, charter: Document, row: tuple[str, ...], **more: str):
    """Record one step of Tabla 3 through its page, once checked."""
    year, month, day, country, version, words = row
    typed = {
        "year": year, "month": month, "day": day, "country": country, "what_es": words, "what_en": "",
        "version": str(charter.versions.get(number=version).pk) if version else "", "became_es": "",
        "became_en": "", "source": "Plan Estratégico 2019-2022, §2.1, Tabla 3", "key": str(uuid.uuid4()),
    }  # fmt: skip
    return client.post(f"/es/textos/recorrido/{charter.code}/nuevo", typed | {"confirm": "1"} | more)


def test_tabla_3_is_recorded_today_with_its_own_dates_and_says_so(
    charter, secretariat, presidency, delegate, observer, sign_in
):
    way, se = f"/es/textos/recorrido/{charter.code}", sign_in(secretariat)
    for row in reversed(TABLA_3):  # in whatever order they are typed
        assert recorded(se, charter, row, became_es=HOW if row[1] == "12" else "")["Location"] == way
    page = main(sign_in(delegate).get(way))
    path = page.partition("Recorrido del texto")[2]
    assert [path.index(row[-1]) for row in TABLA_3] == sorted(path.index(row[-1]) for row in TABLA_3)
    for said in (
        "noviembre de 2017 Los Viceministros",
        "septiembre de 2018 Versión 1: Se socializa con los 11 países",
        "9 nov 2018 Canadá: Distribuye",
        "28 nov 2018 El Salvador: Traslada",
        f"Qué resultó: {HOW}",
        "Registrado después, el 15 de octubre de 2021 · Fuente: Plan Estratégico 2019-2022, §2.1, Tabla 3",
    ):
        assert said in path, said
    assert page.count("Registrado después") == len(TABLA_3)
    assert (Round.objects.count(), Letter.objects.count()) == (0, 0)
    assert sign_in(observer).get(way).status_code == 404
    assert f'href="{way}"' in sign_in(delegate).get(f"/es/documentos/{charter.code}").content.decode()
    assert recorded(sign_in(presidency), charter, TABLA_3[0]).status_code == 403


def test_a_step_of_before_is_checked_corrected_and_taken_out(charter, secretariat, sign_in):
    se, row = sign_in(secretariat), list(TABLA_3[5])
    for wrong, said in (
        ({"month": "2", "day": "30"}, "No hay día 30 en febrero de 2018."),
        ({"month": "", "day": "9"}, "Elija el mes de ese día."),
        ({"year": "2022"}, "Eso aún no ocurre: hoy es 15 de octubre de 2021."),
        ({"what_es": ""}, "Escriba qué ocurrió, como lo cuenta su fuente."),
        ({"source": ""}, "Dónde consta"),
    ):
        answer = recorded(se, charter, tuple(row), **wrong)
        assert (answer.status_code, said in main(answer)) == (422, True), said
    same = str(uuid.uuid4())
    for _twice in (1, 2):
        assert recorded(se, charter, tuple(row), key=same).status_code == 302
    step = EarlierStep.objects.get()
    edit = f"/es/textos/recorrido/pasos/{step.pk}"
    form = se.get(edit).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields} | {"day": "10", "confirm": "1"}
    assert se.post(edit, typed).status_code == 302
    assert "10 nov 2018 Canadá: Distribuye" in main(se.get(f"/es/textos/recorrido/{charter.code}"))
    assert Entry.objects.get(verb="correct_earlier_step").details["before"] == {"day": "9"}
    assert se.post(f"{edit}/retirar").status_code == 302
    assert (EarlierStep.objects.count(), se.get(edit).status_code) == (0, 404)
