"""Notes travel with their words: the United States' nota 7 in every view, language and export (AC-04)."""

import re

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from pilares.core.access import Refused
from pilares.plans.actions import delete_note, edit_note
from pilares.plans.models import Note, Principle
from pilares.plans.queries import principle_lines
from pilares.plans.queries.entry import WITH_NOTE
from pilares.plans.tests.test_reader import ids, text

BEGINS = "Estados Unidos no es parte de la Convención sobre los Derechos del Niño."
ENDS = "los Estados Unidos se asegura de que sean tratados de manera digna y segura."
QUOTED = ["/plan/2019-2022/", "/plan/2019-2022/v1/", "/plan/2019-2022/v1/3", "/plan/2019-2022/v1/3.6"]


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("page", QUOTED)
def test_wherever_the_principle_is_read_its_note_stands_under_it_verbatim(client, version, language, page):
    content = client.get(f"/{language}{page}").content.decode()
    after = content.split('id="ref-7"', 1)[1]
    note = after.split('<div class="nota"', 1)[1].split("</div>", 1)[0]
    assert BEGINS in note
    assert ENDS in note
    assert 'id="nota-7"' in note
    assert after.index(BEGINS) < after.index(
        {"es": "Enfoque de género", "en": "Gender perspective"}[language]
    )


def test_its_reference_is_a_link_that_names_the_country(client, version):
    content = client.get("/es/plan/2019-2022/v1/3.6").content.decode()
    assert (
        "<em>Interés Superior del Niño</em>"
        '<a class="ref" href="#nota-7" id="ref-7" aria-label="Nota 7, declaración de Estados Unidos">7</a>'
        in content
    )
    english = client.get("/en/plan/2019-2022/v1/3.6").content.decode()
    assert 'aria-label="Note 7, declaration by the United States">7</a>' in english


def test_in_english_it_stays_spanish_and_says_why(client, version):
    content = client.get("/en/plan/2019-2022/v1/3.6").content.decode()
    note = content.split('id="nota-7"', 1)[1].split("</div></div>", 1)[0]
    assert '<div class="oficial" lang="es">' in note
    assert "Original: Spanish. No official English version recorded" in note
    assert BEGINS in note


def test_it_is_in_the_list_at_the_end_with_a_way_back_too(client, version):
    page = client.get("/es/plan/2019-2022/v1/3.6")
    assert text(page).count(BEGINS) == 2
    assert page.content.decode().count('href="#ref-7"') == 2
    assert ids(page).count("nota-7") == 1


def test_a_footnote_stands_at_the_end_with_a_way_back(client, version):
    content = client.get("/es/plan/2019-2022/v1/1.6").content.decode()
    assert 'href="#nota-4" id="ref-4" aria-label="Nota 4"' in content
    assert content.count("Es un mecanismo técnico y de coordinación") == 1
    assert 'href="#ref-4"' in content


def test_only_the_notes_of_what_is_read_are_listed(client, version):
    content = client.get("/es/plan/2019-2022/v1/3.7").content.decode()
    assert re.findall(r'id="nota-(\d)"', content) == ["8"]


def test_the_notes_page_holds_all_eight_each_with_the_way_to_its_words(client, version):
    content = client.get("/es/plan/2019-2022/notas").content.decode()
    assert re.findall(r'id="nota-(\d)"', content) == list("12345678")
    for anchor in ("1.2#1.2.p1", "1.6#1.6.t2.r5.c1", "3#3", "3.6#3.6.f", "3.7#3.7.i2"):
        assert f'href="/es/plan/2019-2022/v1/{anchor}"' in content


def test_note_5_shows_what_the_source_has_and_says_that_it_is_cut(client, version):
    said = text(client.get("/es/plan/2019-2022/notas"))
    assert (
        "(UNICEF); Organización Internacional del Observación editorial. La fuente está cortada aquí" in said
    )


def test_a_note_is_cited_by_its_number_country_and_place(client, version):
    said = text(client.get("/es/plan/2019-2022/notas"))
    assert (
        "CRM, Plan Estratégico de la CRM 2019-2022, versión 1, Nota 7, declaración de Estados Unidos, "
        "§3.6 f). Consultado el 15 de octubre de 2021. http://testserver/es/plan/2019-2022/v1/3.6#nota-7"
        in said
    )
    english = text(client.get("/en/plan/2019-2022/notes"))
    note = english.split("Note 7, declaration by the United States, §3.6 f).", 1)[1][:110]
    assert "Working translation" not in note


def test_in_the_open_data_it_has_number_country_and_anchor(client, version):
    notes = client.get("/en/plan/2019-2022/v1.json").json()["notes"]
    seven = notes[6]
    assert (seven["n"], seven["kind"], seven["country"], seven["anchor"]) == (7, "statement", "US", "3.6.f")
    assert (seven["original_language"], seven["en"]) == ("es", None)
    assert seven["es"].startswith(BEGINS)
    assert seven["es"].endswith(ENDS)


@pytest.mark.parametrize("language", ["es", "en"])
def test_any_page_that_quotes_the_principle_takes_the_note_with_it(version, language):
    principles = Principle.objects.filter(letter="f").select_related(*WITH_NOTE)
    with override(language):
        (line,) = principle_lines(principles)
        said = render_to_string("plans/_principle.html", {"principle": line, "language": language})
        link = render_to_string(
            "plans/_principle.html", {"principle": line, "language": language, "link_only": True}
        )
    assert BEGINS in said
    assert ENDS in said
    assert BEGINS not in link
    assert f'href="/{language}/plan/2019-2022/v1/3.6#nota-7"' in link


def test_quoting_principles_asks_once_whatever_their_number(version, django_assert_num_queries):
    for letters in ("f", "fgh"):
        with django_assert_num_queries(1):
            chosen = Principle.objects.filter(letter__in=letters).select_related(*WITH_NOTE)
            assert [line.letter for line in principle_lines(chosen)] == list(letters)


SENTENCE = "Texto adoptado. Puede registrar un retiro o una sustitución comunicada por el país."


def test_the_secretariat_cannot_edit_or_delete_a_note_of_an_adopted_text(secretariat, version):
    note = Note.objects.get(number=7)
    with override("es"):
        for change in (
            lambda: edit_note(note, text_es="Otra", by=secretariat),
            lambda: delete_note(note, by=secretariat),
        ):
            with pytest.raises(Refused) as refused:
                change()
            assert str(refused.value.reason) == SENTENCE
            assert refused.value.reason.code == "ADOPTED_TEXT"
    assert Note.objects.get(number=7).text_es.startswith(BEGINS)


def test_a_note_of_a_draft_is_edited_by_the_secretariat_and_nobody_else(secretariat, member, version):
    version.status = "draft"
    version.save()
    note = Note.objects.select_related("version").get(number=8)
    with pytest.raises(Refused):
        edit_note(note, text_es="Otra", by=member)
    edit_note(note, text_es="Otra", by=secretariat)
    assert Note.objects.get(number=8).text_es == "Otra"
    delete_note(note, by=secretariat)
    assert not Note.objects.filter(number=8).exists()
