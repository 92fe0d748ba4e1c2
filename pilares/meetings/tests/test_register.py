"""The Secretariat keeps meetings, decisions and mandates; a term is extended by a decision (AC-13)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.translation import override

from pilares.core.trail import Entry
from pilares.meetings.models import Decision, Mandate, Meeting, Session
from pilares.meetings.queries import read_mandates
from pilares.people.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def se(client, secretariat):
    """The Secretariat, signed in."""
    client.force_login(secretariat)
    return client


@pytest.fixture
def meeting(world):
    """A Vice-Ministerial Meeting."""
    return Meeting.objects.create(
        code="RVM-XXV", body=world.bodies["RVM"], name_es="Reunión", name_en="Meeting",
        starts_on=date(2020, 12, 1), ends_on=date(2020, 12, 4),
    )  # fmt: skip


@pytest.fixture
def decision(meeting):
    """Its seventh paragraph."""
    return Decision.objects.create(
        meeting=meeting, paragraph="7", verb="approve", text_es="Ampliar el mandato"
    )


@pytest.fixture
def mandate(world):
    """The ad hoc group's mandate until 30 June 2021."""
    return Mandate.objects.create(
        body=world.bodies["EXTRA"],
        objective_es="Atender",
        starts_on=date(2019, 7, 1),
        ends_on=date(2021, 6, 30),
    )


def words(language: str = "es") -> tuple[str, ...]:
    with override(language):
        return next(g for g in read_mandates() if g.code == "EXTRA").words


PAGES = [
    "/es/registro/reuniones",
    "/es/reuniones/registrar",
    "/es/registro/mandatos",
    "/es/registro/mandatos/nuevo",
]


@pytest.mark.parametrize("address", PAGES)
def test_only_the_secretariat_opens_these_pages(cast, address):
    answers = {}
    for role, user in cast.items():
        client = Client()
        if isinstance(user, User):
            client.force_login(user)
        answers[role] = client.get(address).status_code
    assert answers == {role: {"nobody": 302, "secretariat": 200}.get(role, 403) for role in cast}


# --- Mandates --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("instant", "said"),
    [
        ("2021-03-01", ("Mandato hasta el 30 de junio de 2021",)),
        ("2021-05-01", ("Mandato hasta el 30 de junio de 2021", "Mandato vence en 60 días")),
        ("2021-06-29", ("Mandato hasta el 30 de junio de 2021", "Mandato vence en 1 día")),
        ("2021-06-30", ("Mandato hasta el 30 de junio de 2021", "Mandato vence hoy")),
        ("2021-07-01", ("Mandato vencido el 30 de junio de 2021",)),
    ],
)
def test_a_mandate_says_how_near_its_end_is(mandate, move_clock, instant, said):
    move_clock(f"{instant}T09:00:00-06:00")
    assert words() == said


def test_an_extension_shows_both_dates_and_the_decision(se, mandate, decision, move_clock):
    move_clock("2021-05-01T09:00:00-06:00")
    address = f"/es/registro/mandatos/{mandate.pk}/ampliar"
    se.post(address, {"ends_on": "2022-06-30", "decision": decision.pk})
    assert words() == ("Ampliado (1.ª vez) hasta el 30 de junio de 2022",)
    assert words("en") == ("Extended (1st time) until 30 June 2022",)
    group = next(g for g in read_mandates() if g.code == "EXTRA")
    assert [(t.starts_on, t.ends_on, t.decision) for t in group.terms] == [
        (date(2019, 7, 1), date(2021, 6, 30), ""),
        (date(2021, 7, 1), date(2022, 6, 30), "RVM-XXV, §7"),
    ]
    assert "amplió el mandato" in se.get("/es/registro/mandatos").content.decode()


def test_the_objective_goes_on_through_an_extension(se, mandate, decision):
    address = f"/es/registro/mandatos/{mandate.pk}/ampliar"
    se.post(address, {"ends_on": "2022-06-30", "decision": decision.pk})
    group = next(g for g in read_mandates() if g.code == "EXTRA")
    assert str(group.objective) == "Atender"


def test_a_term_is_extended_once_and_then_its_extension(se, mandate, decision):
    address = f"/es/registro/mandatos/{mandate.pk}/ampliar"
    se.post(address, {"ends_on": "2022-06-30", "decision": decision.pk})
    again = se.post(address, {"ends_on": "2023-06-30", "decision": decision.pk})
    assert (again.status_code, Mandate.objects.count()) == (409, 2)
    twice = se.post(address, {"ends_on": "2022-06-30", "decision": decision.pk})
    assert (twice.status_code, Mandate.objects.count()) == (302, 2)
    assert twice["Location"] == "/es/registro/mandatos"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"ends_on": "2021-06-30"}, "El nuevo fin debe ser posterior al actual."),
        ({"decision": ""}, "Este campo es obligatorio."),
        ({"ends_on": "junio"}, "Escriba el día como en 2021-10-15."),
    ],
)
def test_an_extension_that_does_not_fit_is_refused_in_words(se, mandate, decision, fields, said):
    answer = se.post(
        f"/es/registro/mandatos/{mandate.pk}/ampliar",
        {"ends_on": "2022-06-30", "decision": decision.pk, **fields},
    )
    assert (answer.status_code, said in answer.content.decode(), Mandate.objects.count()) == (422, True, 1)


@pytest.mark.parametrize("gone", [{"status": "cancelled"}, {"starts_on": date(2021, 11, 16)}])
def test_a_meeting_that_was_not_held_extends_no_mandate(se, mandate, decision, gone):
    Meeting.objects.filter(pk=decision.meeting_id).update(**gone)
    said = {"ends_on": "2022-06-30", "decision": decision.pk}
    answer = se.post(f"/es/registro/mandatos/{mandate.pk}/ampliar", said)
    assert (answer.status_code, Mandate.objects.count()) == (422, 1)
    assert "Esta reunión aún no se ha celebrado." in answer.content.decode()


def test_only_the_body_that_the_setting_names_extends_a_mandate(se, mandate, decision, world, settings):
    Meeting.objects.filter(pk=decision.meeting_id).update(body=world.bodies["GRCM"])
    address = f"/es/registro/mandatos/{mandate.pk}/ampliar"
    said = {"ends_on": "2022-06-30", "decision": decision.pk}
    refused = se.post(address, said)
    assert (
        "Una decisión de esta instancia no amplía mandatos; lo hace RVM. (§3.10)" in refused.content.decode()
    )
    settings.MANDATES_EXTENDED_BY = ["RVM", "GRCM"]
    assert se.post(address, said).status_code == 302


def test_a_mandate_is_recorded_and_its_correction_shows_what_it_replaced(se, world):
    said = {"body": world.bodies["PROT"].pk, "objective_es": "Proteger", "starts_on": "2019-11-14"}
    se.post("/es/registro/mandatos/nuevo", said)
    mandate = Mandate.objects.get()
    address = f"/es/registro/mandatos/{mandate.pk}"
    stamp = se.get(address).context["form"]["stamp"].value()
    se.post(address, {**said, "objective_es": "Proteger mejor", "stamp": stamp})
    page = se.get("/es/registro/mandatos").content.decode()
    assert '<span class="antes">Proteger</span> → Proteger mejor' in page


def test_of_two_who_correct_the_same_record_the_slower_is_told(se, world, mandate):
    address = f"/es/registro/mandatos/{mandate.pk}"
    stamp = se.get(address).context["form"]["stamp"].value()
    said = {"body": mandate.body_id, "starts_on": "2019-07-01", "ends_on": "2021-06-30", "stamp": stamp}
    se.post(address, {**said, "objective_es": "Primera"})
    second = se.post(address, {**said, "objective_es": "Segunda"})
    assert (second.status_code, Mandate.objects.get().objective_es) == (422, "Primera")


# --- Meetings and decisions ------------------------------------------------------------------------
def test_a_meeting_and_its_decisions_are_recorded_and_cited_by_paragraph(se, world):
    said = {
        "code": "GRCM-2021-11", "body": world.bodies["GRCM"].pk, "name_es": "Reunión del GRCM",
        "name_en": "RCGM meeting", "starts_on": "2021-10-14", "status": "convened", "tier": "members",
    }  # fmt: skip
    se.post("/es/reuniones/registrar", said)
    for paragraph in ("10", "4 b", "2", "2"):  # the last one is a second click
        se.post(
            "/es/reuniones/GRCM-2021-11/decisiones/nueva",
            {"paragraph": paragraph, "verb": "take_note", "text_es": "Toma nota", "tier": "members"},
        )
    page = se.get("/es/reuniones/GRCM-2021-11").content.decode()
    places = [page.index(f">GRCM-2021-11, §{p}<") for p in ("2", "4 b", "10")]
    assert places == sorted(places)
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True)) == [
        "record_meeting", "record_decision", "record_decision", "record_decision",
    ]  # fmt: skip


def test_a_paragraph_is_recorded_once(se, decision):
    answer = se.post(
        "/es/reuniones/RVM-XXV/decisiones/nueva",
        {"paragraph": "7", "verb": "decide", "text_es": "Otra", "tier": "members"},
    )
    page = answer.content.decode()
    said = "RVM-XXV, §7 ya está registrado: corrija ese, o dé otro párrafo."
    assert (answer.status_code, answer.context["form"].errors) == (422, {"paragraph": [said]})
    assert ">Otra</textarea>" in page.replace("\r", "").replace("\n", "")  # nothing typed is lost


def test_a_correction_in_the_original_language_marks_the_translation(se, decision):
    decision.text_en = "To extend the mandate"
    decision.save()
    address = f"/es/reuniones/RVM-XXV/decisiones/{decision.pk}"
    stamp = se.get(address).context["form"]["stamp"].value()
    said = {"paragraph": "7", "verb": "approve", "text_en": "To extend the mandate", "tier": "members"}
    se.post(address, {**said, "text_es": "Ampliar el mandato por un año", "stamp": stamp})
    assert Decision.objects.get().outdated_since is not None


def test_a_meeting_does_not_end_before_it_begins(se, meeting):
    address = "/es/reuniones/RVM-XXV/corregir"
    initial = se.get(address).context["form"].initial
    said = {k: v or "" for k, v in initial.items()}
    answer = se.post(address, {**said, "body": meeting.body_id, "ends_on": "2020-11-30"})
    assert (answer.status_code, "El fin no debe ser anterior" in answer.content.decode()) == (422, True)


def test_the_code_of_another_meeting_is_refused_where_it_was_typed(se, meeting, world):
    said = {
        "code": "RVM-XXV", "body": meeting.body_id, "name_es": "Otra", "name_en": "Another",
        "starts_on": "2021-11-20", "modality": "virtual", "tier": "members", "status": "held",
    }  # fmt: skip
    taken = "Ya hay una reunión con el código RVM-XXV: abra esa, o dé otro código."
    for address in ("/es/reuniones/registrar", "/es/reuniones/convocar"):
        assert se.post(address, said).context["form"].errors == {"code": [taken]}
    with pytest.raises(ValidationError) as refused, override("es"):
        Meeting(code="RVM-XXV", body=meeting.body, name_es="Otra", name_en="Another").full_clean()
    assert refused.value.message_dict == {"code": [taken]}
    se.post("/es/reuniones/registrar", {**said, "code": "RVM-XXVI"})
    assert sorted(Meeting.objects.values_list("code", flat=True)) == ["RVM-XXV", "RVM-XXVI"]


def test_what_is_convened_is_checked_with_its_modality(se, meeting):
    said = {
        "code": "RVM-XXVI", "body": meeting.body_id, "name_es": "Otra", "name_en": "Another",
        "starts_on": "2021-11-20", "modality": "hybrid", "tier": "members",
    }  # fmt: skip
    page = se.post("/es/reuniones/convocar", said).content.decode()
    assert "Modalidad</dt><dd>Híbrida</dd>" in page.replace("\n", "")


@pytest.mark.parametrize(
    ("starts", "ends", "errors"),
    [
        ("2020-12-01T09:00", "2020-12-04T18:00", {}),
        ("2020-11-30T09:00", "", {"starts_at": 1}),
        ("2020-12-04T20:00", "2020-12-05T09:00", {"ends_at": 1}),
    ],
)
def test_a_session_is_held_on_a_day_of_its_meeting(se, meeting, starts, ends, errors):
    said = {"title_es": "Apertura", "starts_at": starts, "ends_at": ends, "tier": "members"}
    answer = se.post("/es/reuniones/RVM-XXV/sesiones/nueva", said)
    found = answer.context["form"].errors if answer.context else {}
    assert {name: len(one) for name, one in found.items()} == errors
    told = (
        "Días de la reunión: 1 de diciembre de 2020 – 4 de diciembre de 2020. Escriba una hora de esos días, "
        "o corrija antes los días de la reunión."
    )
    assert {one for several in found.values() for one in several} == ({told} if errors else set())
    assert Session.objects.count() == (0 if errors else 1)


def test_nobody_is_asked_for_something_before_the_meeting_that_asks(se, meeting):
    said = {"paragraph": "9", "verb": "entrust", "text_es": "Encomendar", "tier": "members"}
    address = "/es/reuniones/RVM-XXV/decisiones/nueva"
    answer = se.post(address, {**said, "due_on": "2020-11-30"})
    assert answer.context["form"].errors == {
        "due_on": ["Escriba un día posterior a la reunión, que empezó el 1 de diciembre de 2020."]
    }
    assert se.post(address, {**said, "due_on": "2020-12-01"}).status_code == 302


def test_of_two_who_correct_a_meeting_the_slower_sees_both_texts(se, meeting):
    address = "/es/reuniones/RVM-XXV/corregir"
    form = se.get(address).context["form"]
    said = {k: v or "" for k, v in form.initial.items()} | {"body": meeting.body_id, "joint_with": []}
    said |= {"starts_on": "2020-12-01", "ends_on": "2020-12-04"}
    assert se.post(address, {**said, "place_es": "San José"}).status_code == 302
    second = se.post(address, {**said, "place_es": "Cartago"})
    page = second.content.decode()
    assert (second.status_code, "«San José»" in page, 'value="Cartago"' in page) == (422, True, True)


def test_what_is_recorded_in_the_demo_is_marked_illustrative(se, world):
    se.post("/es/registro/mandatos/nuevo", {"body": world.bodies["PROT"].pk, "objective_es": "x"})
    assert Mandate.objects.get().illustrative is True


def test_the_latest_meeting_comes_first_and_those_without_a_day_last(se, world):
    for code, day in (("A", date(2019, 1, 1)), ("B", None), ("C", date(2021, 1, 1))):
        Meeting.objects.create(code=code, body=world.bodies["RVM"], name_es="a", name_en="a", starts_on=day)
    page = se.get("/es/reuniones/").content.decode()
    places = [page.index(f'href="/es/reuniones/{code}"') for code in ("C", "A", "B")]
    assert places == sorted(places)


def test_a_mandate_without_an_end_has_nothing_to_extend(se, mandate, decision):
    Mandate.objects.update(ends_on=None)
    answer = se.post(
        f"/es/registro/mandatos/{mandate.pk}/ampliar", {"ends_on": "2022-06-30", "decision": decision.pk}
    )
    assert (answer.status_code, words()) == (409, ("No hay un fin registrado.",))


def test_a_mandate_is_concluded_once_and_nothing_is_deleted(se, mandate, decision):
    address = f"/es/registro/mandatos/{mandate.pk}/concluir"
    assert se.post(address, {"on": "2021-03-31", "decision": decision.pk}).status_code == 302
    assert words() == ("Mandato concluido el 31 de marzo de 2021",)
    assert (se.get(address).status_code, Mandate.objects.count()) == (409, 1)
