"""The search: what one types finds what there is and one may see, in either language, without accents."""

import re
from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilares.core.index import Indexed, around, rebuild, stem
from pilares.meetings.models import Decision, Meeting
from pilares.monitoring.actions import edit
from pilares.people.models import Body, BodyName
from pilares.plans.models import Document
from pilares.reports.models import GroupReport

TAG = re.compile(r"<[^>]+>")
ACTIVITIES = "Actividades y resultados esperados"


def found(client, question: str, language: str = "es", **more) -> dict[str, list[str]]:
    """Return the titles under each heading of the page."""
    url = {"es": "/es/buscar", "en": "/en/search"}[language]
    main = (
        client.get(url, {"q": question, **more}).content.decode().partition("<main")[2].partition("</main")[0]
    )
    return {
        TAG.sub("", re.findall(r"<h2[^>]*>(.*?)</h2>", part)[0]): [
            TAG.sub("", title) for title in re.findall(r"<li><a href=[^>]*>(.*?)</a>", part)
        ]
        for part in re.split(r"<section", main)[1:]
    }


@pytest.fixture
def texts(add_activity, world, plan):
    """Two activities, a meeting with a decision, and what the Secretariat was called before."""
    add_activity("PROT", 1, "Capacitaciones a cónsules", about_es="Con la OIM en los países", indicators=0)
    add_activity("LAB", 1, "Guía para trabajadores", title_en="Guide for workers", indicators=0)
    meeting = Meeting.objects.create(
        code="GRCM-2021-06", body=world.bodies["GRCM"], name_es="Reunión del GRCM", name_en="RCGM meeting",
        tier="public",
    )  # fmt: skip
    Decision.objects.create(
        meeting=meeting, paragraph="4", verb="agree", text_es="Se acuerda una guía.", tier="public"
    )
    secretariat, group = world.bodies["SE"], world.bodies["GRCM"]
    said = {"acronym_es": "ST", "acronym_en": "TS"}
    BodyName.objects.create(body=secretariat, name_es="Secretaría Técnica", name_en="Technical S.", **said)
    said = {"acronym_es": "GRCM", "acronym_en": "RCGM"}
    BodyName.objects.create(body=group, name_es=group.name_es, name_en=group.name_en, **said)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("capacitacion", "capacitaciones"), ("pais", "paises"), ("voz", "voces"), ("mes", "meses"),
        ("trabajador", "trabajadoras"), ("nino", "ninas"), ("ley", "leyes"), ("serie", "series"),
        ("country", "countries"), ("policy", "policies"), ("service", "services"), ("crisis", "crisis"),
        ("process", "processes"), ("migrante", "migrants"), ("dia", "dias"), ("training", "trainings"),
    ],
)  # fmt: skip
def test_a_word_meets_its_plural_and_its_other_gender(one, other):
    assert stem(one) == stem(other)


def test_the_words_around_are_shown_and_what_was_asked_for_is_marked():
    text = (
        "Primero nada. " * 9 + "Se *acuerda*[^7] capacitar a los Países, y cada país informa. " + "Fin. " * 60
    )
    pieces = around(text, {stem("pais")})
    assert [piece.text for piece in pieces if piece.marked] == ["Países", "país"]
    whole = "".join(piece.text for piece in pieces)
    assert whole.startswith("… ")
    assert "Se acuerda capacitar a los Países, y cada país informa. Fin." in whole
    assert whole.endswith(" Fin. …")
    assert around(text, {"nadie"}) == ()


def test_decisions_of_the_same_day_stand_by_their_meeting_and_their_paragraph(world, client):
    for code in ("Z", "A", "M"):
        meeting = Meeting.objects.create(
            code=code,
            body=Body.objects.get(code="GRCM"),
            name_es=code,
            name_en=code,
            starts_on=date(2021, 6, 1),
            tier="public",
        )
        for paragraph in ("2", "1"):
            Decision.objects.create(
                meeting=meeting, paragraph=paragraph, text_es="Albergues", text_en="Shelters", verb="entrust",
                tier="public",
            )  # fmt: skip
    told = [title.partition(" · ")[0] for title in found(client, "albergues")["Decisiones"]]
    assert told == ["A, §1", "A, §2", "M, §1", "M, §2", "Z, §1", "Z, §2"]


@pytest.mark.parametrize(
    ("question", "language", "answer"),
    [
        ("capacitacion", "es", {ACTIVITIES: ["Capacitaciones a cónsules"]}),
        ("CÓNSUL oim", "es", {ACTIVITIES: ["Capacitaciones a cónsules"]}),
        ("cónsules OIM", "es", {ACTIVITIES: ["Capacitaciones a cónsules"]}),
        ("cónsules IOM", "en", {"Activities and expected results": ["Capacitaciones a cónsules (en)"]}),
        ("worker", "es", {ACTIVITIES: ["Guía para trabajadores"]}),
        (
            "guias", "en",
            {
                "Activities and expected results": ["Guide for workers"],
                "Decisions": ["GRCM-2021-06, §4 · agree"],
            },
        ),
        ("secretaría técnica", "es", {"Actores y grupos": ["Secretaría Ejecutiva"]}),
        ("ST", "en", {"With exactly that code or name": ["Executive Secretariat"]}),
        ("prot-a1", "es", {"Con exactamente ese código o nombre": ["Capacitaciones a cónsules"]}),
        ("GRCM-2021-06 §4", "es", {"Con exactamente ese código o nombre": ["GRCM-2021-06, §4 · acordar"]}),
        ("de la", "es", {}),
        ("jacaranda", "es", {}),
    ],
)  # fmt: skip
def test_a_question_finds_what_holds_its_words(texts, client, question, language, answer):
    assert found(client, question, language) == answer


def test_an_acronym_finds_the_texts_of_the_other_language(texts, client):
    assert found(client, "RCGM")["Reuniones"] == ["Reunión del GRCM"]


def test_what_one_may_not_see_answers_as_what_there_is_not(add_activity, client, sign_in, member, outsider):
    tiers = ("members", "group", "closed")
    for number, tier in enumerate(tiers, 1):
        add_activity("PROT", number, f"Jacaranda {tier}", tier=tier, indicators=2)
    answers = []
    for word in ("jacaranda", "inexistente", "PROT-A2", "PROT-A9"):
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/es/buscar", {"q": word}).content.decode()
        answers.append((page.replace(word, "WORD"), len(queries)))
    assert answers[0] == answers[1]
    assert answers[2] == answers[3]
    titles = [f"Jacaranda {tier}" for tier in tiers]
    assert set(found(sign_in(outsider), "jacaranda")[ACTIVITIES]) == {titles[0]}
    assert set(found(sign_in(member), "jacaranda")[ACTIVITIES]) == set(titles)


def test_a_question_costs_the_same_queries_whatever_it_finds(texts, add_activity, client):
    def asked(word: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/es/buscar", {"q": word})
        return len(queries)

    one = asked("cónsules")
    for number in (2, 3):
        add_activity("PROT", number, f"Otra para cónsules {number}")
    assert (asked("cónsules"), asked("nada"), one <= 26) == (one, one, True)


def test_one_kind_is_shown_whole_and_the_page_says_how_many_there_are(add_activity, client):
    for number in range(1, 9):
        add_activity("EXTRA", number, f"Mesa {number}", indicators=0)
    assert len(found(client, "mesa")[ACTIVITIES]) == 6
    page = client.get("/es/buscar", {"q": "mesa"}).content.decode()
    assert "8 resultados" in page
    assert (
        '<a href="/es/buscar?q=mesa&amp;tipo=activity">Los 8 de «Actividades y resultados esperados»' in page
    )
    assert len(found(client, "mesa", tipo="activity")[ACTIVITIES]) == 8
    assert found(client, "mesa", tipo="decision") == {}


def test_a_report_of_a_group_is_found_by_those_who_may_read_it(plan, world, client, sign_in, member):
    GroupReport.objects.create(
        plan=plan, group=world.bodies["PROT"], year=2021, occasion="mid_year", cut_off=date(2021, 6, 1)
    )
    title = "Informe de trabajo al GRCM, mitad de 2021: Grupo de Trabajo sobre Protección"
    assert found(client, "informes de trabajo 2021") == {}
    assert found(sign_in(member), "informes de trabajo 2021") == {"Informes": [title]}


def test_without_a_question_the_page_says_what_is_searched_and_with_a_vain_one_how_to_ask(plan, client):
    assert "En qué se busca" in client.get("/es/buscar").content.decode()
    page = client.get("/es/buscar", {"q": "<b>nada</b> así"}).content.decode()
    assert "Nada de lo que usted puede ver contiene «&lt;b&gt;nada&lt;/b&gt; así»" in page
    assert "Todas las palabras deben estar en el mismo texto: pruebe con menos." in page


def test_a_change_is_found_at_once(texts, client, secretariat):
    activity = Document.objects.get(code="plan-2019-2022").activities.get(code="PROT-A1")
    base = {"title_es": activity.title_es, "title_en": activity.title_en}
    changes = {"title_es": "Talleres para cónsules", "title_en": "Workshops"}
    edit(activity, changes=changes, base=base, by=secretariat)
    assert found(client, "capacitación").get(ACTIVITIES) is None
    assert found(client, "taller")[ACTIVITIES] == ["Talleres para cónsules"]


def test_the_index_follows_every_way_in_which_content_enters(db):
    """Loaders, actions and bulk writes leave what the command would write again."""
    for loader in ("load_actors", "load_meetings", "load_plan", "load_demo"):
        call_command(loader, verbosity=0)
    followed = set(Indexed.objects.values_list("model", "object_id", "words"))
    rebuild()
    again = set(Indexed.objects.values_list("model", "object_id", "words"))
    assert {row[:2] for row in again - followed} == set()
    assert len(again) > 400
