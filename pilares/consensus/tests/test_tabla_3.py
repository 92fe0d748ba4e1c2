"""Tabla 3 lived through the pages: from a first draft to the XXIV Vice-Ministerial Meeting (§2.1).

Dates, versions, senders and conclusions are the source's; what the source does not quote is illustrative
and says so.
"""

from datetime import UTC, date, datetime

import pytest

from pilares.consensus.models import Round
from pilares.consensus.tests.conftest import main, named
from pilares.core.access import Tier
from pilares.meetings.models import Meeting
from pilares.people.models import Body, Presidency, User
from pilares.plans.actions import (
    BlockText,
    SectionText,
    compose,
    countersign,
    recommend,
    record_approval,
    register,
    register_document,
)
from pilares.plans.models import Document, Version

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


def text(words: str) -> list[SectionText]:
    return [SectionText("1", "Objeto", number="1", blocks=[BlockText("1.1", f"{MADE_UP} {words}")])]


def meeting(code: str, body: str, day: date) -> Meeting:
    return Meeting.objects.create(
        code=code,
        body=Body.objects.get(code=body),
        name_es=code,
        name_en=code,
        starts_on=day,
        tier=Tier.PUBLIC,
    )


def answer(number: int, url: str, closes: str, send, canada, salvador, move_clock) -> None:
    """Let the countries write as Tabla 3 tells it, in time or after the day."""
    if number == 1:  # 9 and 28 November: Canada's proposal, El Salvador's counter-proposal, after the day
        move_clock("2018-11-09T12:00:00-06:00")
        whole = TYPED | {"kind": "counter_proposal", "proposed": f"{MADE_UP} Carta y Plan.", "text": ""}
        assert "fuera de plazo" in main(send(canada, f"{url}/observar", **whole))
        move_clock("2018-11-28T12:00:00-06:00")
        send(salvador, f"{url}/observar", **whole | {"proposed": f"{MADE_UP} Contrapropuesta."})
    else:
        send(salvador, f"{url}/observar", **TYPED | {"anchor": "1.1", "text": MADE_UP})
        move_clock(f"{closes}T17:00:00-06:00")


def test_the_charter_is_agreed_version_after_version(chair, since_2018, send, sign_in, move_clock):
    charter = register_document(
        kind=Document.Kind.CHARTER, title_es="Carta Estatutaria de la CRM", code="carta", by=since_2018
    )
    version = compose(charter, sections=text("Primera."), by=since_2018)
    canada = named("ca@example.org", "CA", version, since_2018, since=IN_2018)
    salvador = named("sv@example.org", "SV", version, since_2018, since=IN_2018)
    against = ""
    for number, (opens, closes, message, conclusion) in enumerate(ROUNDS, 1):
        move_clock(f"{opens}T09:00:00-06:00")
        send(
            chair, f"/es/textos/circular/carta/v{number}", day=closes, hour="17:00", message_es=message,
            against=against,
        )  # fmt: skip
        round_ = Round.objects.latest("opened_at")
        url = f"/es/textos/{round_.pk}"
        answer(number, url, closes, send, canada, salvador, move_clock)
        place = "" if number == 1 else "1.1"
        said = {f"o{row.pk}-fate": "integrated" for row in round_.observations.all()}
        sign_in(chair).post(f"{url}/destinos?parrafo={place}", said)
        send(chair, f"{url}/concluir", conclusion_es=conclusion, conclusion_en="")
        against = f"r{round_.pk}"
        if number < len(ROUNDS):
            sign_in(chair).post(f"{url}/siguiente-version")
            version = Version.objects.get(document=charter, status="draft")
            compose(charter, sections=text(f"Redacción {number + 1}."), by=since_2018)
    move_clock("2019-11-14T12:00:00-06:00")
    version.refresh_from_db()
    register(version, source="XXIV Reunión Viceministerial", on=date(2019, 11, 14), by=since_2018)
    page = main(sign_in(salvador).get(url))
    assert "Eliminado: 3 Añadido: 4" in page
    path = page.partition("Recorrido del texto")[2]
    told = [words for _opens, _closes, *both in ROUNDS for words in both]
    assert [path.index(words) for words in told] == sorted(path.index(words) for words in told)
    assert "14 nov 2019 Versión 4:" in path
    assert [v.status for v in charter.versions.all()] == ["given_up", "given_up", "given_up", "in_force"]


def test_the_plan_is_reviewed_recommended_and_approved(chair, since_2018, send, sign_in, move_clock):
    plan = register_document(
        kind=Document.Kind.STRATEGIC_PLAN, title_es="Plan Estratégico 2019-2022", period="2019-2022",
        code="plan", by=since_2018,
    )  # fmt: skip
    version = compose(plan, sections=text("Propuesta de plan."), by=since_2018)
    panama = named("pa@example.org", "PA", version, since_2018, since=IN_2018)
    move_clock("2019-06-03T09:00:00-06:00")
    send(chair, "/es/textos/circular/plan/v1", day="2019-06-25", hour="09:00", against="",
         message_es="La PPT presenta la propuesta de Plan Estratégico para revisión.")  # fmt: skip
    round_ = Round.objects.get()
    url = f"/es/textos/{round_.pk}"
    send(panama, f"{url}/posicion", value="no_objection", note="")
    move_clock("2019-06-26T12:00:00-06:00")
    said = "Los Países Miembros conocieron la estructura y metodología y brindaron aportes."
    send(chair, f"{url}/concluir", conclusion_es=said, conclusion_en="")
    move_clock("2019-11-12T12:00:00-06:00")
    recommend(
        version, meeting=meeting("GRCM-2019-11", "GRCM", date(2019, 11, 12)), paragraph="1", by=since_2018
    )
    vice_ministers = meeting("RVM-XXIV", "RVM", date(2019, 11, 13))
    move_clock("2019-11-14T12:00:00-06:00")
    record_approval(
        version, body=vice_ministers.body, meeting=vice_ministers, paragraph="1", on=date(2019, 11, 14),
        by=since_2018,
    )  # fmt: skip
    countersign(version, by=chair)
    version.refresh_from_db()
    assert version.status == "in_force"
    path = main(sign_in(panama).get(url)).partition("Recorrido del texto")[2]
    assert said in path
    assert 0 < path.index("12 nov 2019") < path.index("14 nov 2019")
    # what was said stays, and nobody writes any more
    assert sign_in(panama).get(f"{url}/observar").status_code == 403
