"""Editing rows: added, edited in place and in full, by two at once (AC-03, AC-10), declared (§4.2.7)."""

import re
from datetime import date
from io import BytesIO

import docx
import pytest

from pilares.core.access import Tier
from pilares.core.models import Entry
from pilares.monitoring.models import Activity

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity(add_activity) -> Activity:
    return add_activity("PROT", 1, "Ruta", themes=("trata",), state="in_process", parties=("GT",))


def fields(response, prefix: str = "base-") -> dict[str, str]:
    """The hidden fields of a page's form that begin with the prefix."""
    found = re.findall(rf'name="({prefix}[^"]+)" value="([^"]*)"', response.content.decode())
    return dict(found)


def fresh(activity: Activity) -> Activity:
    return Activity.objects.get(pk=activity.pk)


def test_a_member_opens_a_cell_in_its_place(sign_in, member, activity):
    response = sign_in(member).get("/es/matriz/PROT-A1/actividad?vista=4.2")
    assert response.status_code == 200
    assert fields(response) == {"base-title_es": "Ruta", "base-title_en": "Ruta (en)"}
    assert re.findall(r'<form class="editor"[^>]*action="([^"]+)"', response.content.decode()) == [
        "/es/matriz/PROT-A1/actividad?vista=4.2"
    ]


def test_saving_a_cell_returns_to_the_row_still_editing(sign_in, member, activity):
    response = sign_in(member).post(
        "/es/matriz/PROT-A1/actividad?vista=4.2",
        {
            "title_es": "Ruta regional",
            "title_en": "Ruta (en)",
            "base-title_es": "Ruta",
            "base-title_en": "Ruta (en)",
        },
    )
    assert (response.status_code, response["Location"]) == (302, "/es/matriz?vista=4.2&editar=1#PROT-A1")
    assert fresh(activity).title_es == "Ruta regional"


def test_a_text_pasted_from_a_word_processor_keeps_its_words_and_goes_back_into_word(
    sign_in, member, secretariat, activity
):
    sign_in(member).post(
        "/es/matriz/PROT-A1/actividad?vista=4.2",
        {"title_es": "Ruta\x0bregional\x1f", "title_en": "Ruta (en)", "base-title_es": "Ruta"},
    )
    assert fresh(activity).title_es == "Ruta regional"
    paper = docx.Document(BytesIO(sign_in(secretariat).get("/es/grupos/proteccion/plan.docx").content))
    assert paper.tables[0].cell(1, 0).text == "PROT-A1. Ruta regional"


def test_a_saved_change_is_written_down_with_who_and_what(sign_in, member, activity):
    sign_in(member).post(
        "/es/matriz/PROT-A1/plazo", {"due_on": "2022-01-31", "base-due_on": "", "base-years": ""}
    )
    entry = Entry.objects.get(verb="edit")
    assert (entry.by, entry.capacity) == (member, "group_member:PROT:GT")
    assert entry.details["changes"] == {"due_on": ["", "2022-01-31"]}


def test_a_title_changed_in_the_original_leaves_its_translation_behind(sign_in, member, activity):
    sign_in(member).post("/es/matriz/PROT-A1/actividad", {"title_es": "Ruta común", "title_en": "Ruta (en)"})
    page = sign_in(member).get("/en/matrix").content.decode()
    assert re.findall(r'<span class="demora">([^<]+)</span>', page) == [
        "Translation outdated since 15 October 2021"
    ]


@pytest.mark.parametrize("role", ["observer", "civil_society", "outsider", "focal_point", "delegate"])
def test_people_outside_the_group_are_told_why_they_cannot_edit(sign_in, cast, role, activity):
    response = sign_in(cast[role]).post("/es/matriz/PROT-A1/actividad", {"title_es": "Otra"})
    assert response.status_code == 403
    assert (
        "Lo hacen los integrantes de este grupo, la presidencia y la Secretaría." in response.content.decode()
    )
    assert fresh(activity).title_es == "Ruta"


def test_a_visitor_is_led_to_the_sign_in_page(client, activity):
    assert (
        client.get("/es/matriz/PROT-A1/actividad")["Location"]
        == "/es/entrar?next=/es/matriz/PROT-A1/actividad"
    )


def test_an_activity_that_may_not_be_seen_is_not_found(sign_in, outsider, add_activity):
    add_activity("PROT", 2, "Reservada", tier=Tier.CLOSED)
    answers = [sign_in(outsider).get(f"/es/actividades/{code}/editar") for code in ("PROT-A2", "PROT-A99")]
    assert [a.status_code for a in answers] == [404, 404]
    pages = [re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", a.content.decode()) for a in answers]
    assert pages[0].replace("PROT-A2", "PROT-A99") == pages[1]


def test_two_people_who_change_different_fields_both_succeed(sign_in, member, other_member, activity):
    base = fields(sign_in(member).get("/es/actividades/PROT-A1/editar"))
    typed = full_form(sign_in(member).get("/es/actividades/PROT-A1/editar"))
    first = sign_in(member).post("/es/actividades/PROT-A1/editar", typed | base | {"due_on": "2022-02-01"})
    second = sign_in(other_member).post(
        "/es/actividades/PROT-A1/editar", typed | base | {"about_es": "Dato de la cancillería"}, follow=True
    )
    assert first.status_code == 302
    saved = fresh(activity)
    assert (saved.due_on, saved.about_es, saved.version) == (date(2022, 2, 1), "Dato de la cancillería", 3)
    assert (
        "Entretanto otra persona cambió: Plazo de cumplimiento. Su cambio se conserva."
        in second.content.decode()
    )


def full_form(response) -> dict[str, object]:
    """What a browser would send back of the full form, untouched."""
    form = response.context["form"]
    typed = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in typed.items() if value not in (None, "")}


@pytest.fixture
def conflict(sign_in, member, other_member, activity):
    """Member A saved 2022-02-01; member B, who started from the same, sends 2022-03-01."""
    sign_in(member).post(
        "/es/matriz/PROT-A1/plazo", {"due_on": "2022-02-01", "base-due_on": "", "base-years": ""}
    )
    return sign_in(other_member).post(
        "/es/matriz/PROT-A1/plazo", {"due_on": "2022-03-01", "base-due_on": "", "base-years": ""}
    )


def test_the_slower_of_two_in_the_same_field_gets_a_page_that_loses_nothing(conflict, activity):
    page = conflict.content.decode()
    assert conflict.status_code == 412
    assert fresh(activity).due_on == date(2022, 2, 1)
    assert re.findall(r'<span class="antes">([^<]+)</span>', page) == ["(nada)"]
    assert re.findall(r"<b>([^<]+)</b>", page.split('id="clash-due_on"')[1].split("</fieldset>")[0]) == [
        "2022-02-01", "2022-03-01",
    ]  # fmt: skip
    assert 'name="due_on" value="2022-03-01"' in page


@pytest.mark.parametrize(("choice", "stays"), [("mine", date(2022, 3, 1)), ("theirs", date(2022, 2, 1))])
def test_a_conflict_ends_as_the_person_chooses(conflict, sign_in, other_member, activity, choice, stays):
    sent = fields(conflict) | fields(conflict, "was-") | {"due_on": "2022-03-01", "choose-due_on": choice}
    response = sign_in(other_member).post("/es/matriz/PROT-A1/plazo", sent)
    assert response.status_code == 302
    assert fresh(activity).due_on == stays


def test_a_conflict_without_a_choice_is_asked_again(conflict, sign_in, other_member, activity):
    sent = fields(conflict) | fields(conflict, "was-") | {"due_on": "2022-03-01"}
    response = sign_in(other_member).post("/es/matriz/PROT-A1/plazo", sent)
    assert response.status_code == 412
    assert fresh(activity).due_on == date(2022, 2, 1)


def test_a_wrong_value_keeps_what_was_typed_and_says_where(sign_in, member, activity):
    response = sign_in(member).post("/es/matriz/PROT-A1/plazo", {"due_on": "31/31/2022", "base-due_on": ""})
    page = response.content.decode()
    assert response.status_code == 422
    assert 'value="31/31/2022"' in page
    assert re.findall(r'<a href="(#id_[^"]+)">', page) == ["#id_due_on"]


def test_an_activity_needs_its_words_in_one_language(sign_in, member, activity):
    response = sign_in(member).post("/es/matriz/PROT-A1/actividad", {"title_es": "", "title_en": ""})
    assert response.status_code == 422
    assert "Escriba la actividad en al menos un idioma." in response.content.decode()


def test_the_principal_party_is_one_of_the_responsible_parties(sign_in, member, activity):
    response = sign_in(member).post(
        "/es/matriz/PROT-A1/responsables", {"parties": ["country:GT", "members"], "principal": "country:HN"}
    )
    assert response.status_code == 422
    assert "La parte principal debe ser una de las partes responsables." in response.content.decode()


def test_the_parties_of_a_row_are_chosen_in_its_cell(sign_in, member, activity):
    sign_in(member).post(
        "/es/matriz/PROT-A1/responsables", {"parties": ["country:HN", "members"], "principal": "country:HN"}
    )
    assert [(str(p), p.principal) for p in activity.parties.all()] == [
        ("Honduras", True),
        ("Países Miembros", False),
    ]


def test_a_row_has_exactly_one_main_theme(sign_in, member, activity, plan):
    crisis = {p.pillar.number: str(p.pk) for p in plan.themes.get(code="crisis").placements.all()}
    sign_in(member).post("/es/matriz/PROT-A1/temas", {"primary_theme": crisis[3], "themes": [crisis[1]]})
    placed = activity.placed.order_by("placement__pillar__number")
    assert [(str(p.placement_id), p.primary) for p in placed] == [(crisis[1], False), (crisis[3], True)]


def test_the_group_declares_the_state_in_its_cell(sign_in, member, activity):
    response = sign_in(member).post(
        "/es/matriz/PROT-A1/estado",
        {
            "state": "completed",
            "on": "2021-10-07",
            "reason": "2.ª reunión del GT",
            "base-state": "in_process",
        },
    )
    saved = fresh(activity)
    assert response.status_code == 302
    assert (saved.state, saved.state_on, saved.state_by, saved.state_note_es) == (
        "completed", date(2021, 10, 7), member, "2.ª reunión del GT",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"state": "completed", "on": "2021-10-07"}, "Escriba la reunión o la razón del cambio."),
        ({"state": "completed", "reason": "Reunión"}, "Escriba el día en que el grupo lo declaró."),
        (
            {"state": "completed", "on": "2021-10-16", "reason": "Reunión"},
            "Ese día aún no llega: escriba hoy o un día anterior.",
        ),
    ],
)
def test_a_state_needs_its_day_and_its_reason(sign_in, member, activity, typed, said):
    response = sign_in(member).post("/es/actividades/PROT-A1/estado", typed | {"base-state": "in_process"})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert fresh(activity).state == "in_process"


def test_a_state_declared_by_somebody_else_meanwhile_is_not_overwritten(
    sign_in, member, other_member, activity
):
    sent = {"on": "2021-10-07", "reason": "Reunión", "base-state": "in_process"}
    sign_in(member).post("/es/matriz/PROT-A1/estado", sent | {"state": "completed"})
    response = sign_in(other_member).post("/es/matriz/PROT-A1/estado", sent | {"state": "not_achieved"})
    assert response.status_code == 422
    assert "Entretanto alguien declaró otro estado: véalo y declare de nuevo." in response.content.decode()
    assert fresh(activity).state == "completed"


def test_a_new_state_is_not_dated_at_the_day_of_the_last_one(sign_in, member, activity):
    Activity.objects.filter(pk=activity.pk).update(state_on=date(2021, 2, 18))
    page = sign_in(member).get("/es/actividades/PROT-A1/estado").content.decode()
    assert 'name="on"' in page
    assert 'value="2021-02-18"' not in page


@pytest.mark.parametrize(("field", "longest"), [("about_es", 5_000), ("gender_reason_en", 500)])
def test_a_text_longer_than_a_page_can_show_is_refused_in_words(sign_in, member, activity, field, longest):
    response = sign_in(member).post("/es/actividades/PROT-A1/editar", {field: "x" * (longest + 1)})
    assert response.status_code == 422
    assert f"Tiene {longest + 1} caracteres y caben {longest} como máximo." in response.content.decode()


def test_a_declared_state_can_be_taken_back(sign_in, member, activity):
    sign_in(member).post(
        "/es/matriz/PROT-A1/estado", {"state": "none", "reason": "Error", "base-state": "in_process"}
    )
    assert (fresh(activity).state, fresh(activity).state_on) == ("", None)


def test_the_pace_needs_a_sentence(sign_in, member, activity):
    refused = sign_in(member).post("/es/actividades/PROT-A1/ritmo", {"pace": "at_risk"})
    assert "Escriba una frase: qué ocurre y qué falta." in refused.content.decode()
    sign_in(member).post("/es/actividades/PROT-A1/ritmo", {"pace": "at_risk", "note": "Falta una firma."})
    assert (fresh(activity).pace, fresh(activity).pace_note_es, fresh(activity).pace_on) == (
        "at_risk", "Falta una firma.", date(2021, 10, 15),
    )  # fmt: skip


def test_candidates_are_unlimited_and_get_the_next_code(sign_in, member, activity):
    typed = {"title_es": "Mujeres migrantes", "original_language": "es", "tier": "members"}
    for code in ("PROT-A2", "PROT-A3", "PROT-A4", "PROT-A5"):
        response = sign_in(member).post("/es/grupos/proteccion/actividades/nueva", typed)
        assert response["Location"] == f"/es/actividades/{code}"
    assert list(Activity.objects.values_list("code", "stage"))[1:] == [
        (f"PROT-A{n}", "proposed") for n in (2, 3, 4, 5)
    ]


def test_a_number_once_given_is_never_given_again(sign_in, member, add_activity):
    add_activity("PROT", 1, "Una", stage="withdrawn", slot=None)
    add_activity("PROT", 2, "Otra", stage="proposed", slot=None)
    typed = {"title_es": "Nueva", "original_language": "es", "tier": "members"}
    response = sign_in(member).post("/es/grupos/proteccion/actividades/nueva", typed)
    assert response["Location"] == "/es/actividades/PROT-A3"


@pytest.mark.parametrize(("role", "status"), [("member", 422), ("presidency", 302), ("secretariat", 302)])
def test_publishing_is_an_act_of_whoever_steers(sign_in, cast, role, status, add_activity):
    activity = add_activity("PROT", 1, "Ruta", tier=Tier.MEMBERS)
    client = sign_in(cast[role])
    page = client.get("/es/actividades/PROT-A1/editar")
    sent = full_form(page) | fields(page) | {"tier": "public"}
    response = client.post("/es/actividades/PROT-A1/editar", sent)
    assert (response.status_code, fresh(activity).tier) == (
        status if status == 302 else 403,
        "public" if status == 302 else "members",
    )


def test_a_replaced_row_is_read_and_no_longer_edited(sign_in, member, add_activity):
    add_activity("PROT", 1, "Ruta", stage="replaced", slot=None)
    response = sign_in(member).get("/es/actividades/PROT-A1/editar")
    assert response.status_code == 403
    assert "queda como estaba, para su lectura" in response.content.decode()


def test_a_candidate_sent_twice_is_added_once(sign_in, member, plan):
    client = sign_in(member)
    key = client.get("/es/grupos/proteccion/actividades/nueva").context["form"]["form_key"].value()
    typed = {"title_es": "Nueva", "original_language": "es", "tier": "members", "form_key": str(key)}
    answers = [client.post("/es/grupos/proteccion/actividades/nueva", typed)["Location"] for _ in range(2)]
    assert answers == ["/es/actividades/PROT-A1", "/es/actividades/PROT-A1"]
    assert Activity.objects.count() == 1


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_deadline_belongs_to_this_century(sign_in, member, activity, day):
    response = sign_in(member).post("/es/matriz/PROT-A1/plazo", {"due_on": day, "base-due_on": ""})
    assert response.status_code == 422
    assert "Escriba un día entre 2000 y 2099." in response.content.decode()
