"""The frame of every page, the reader's choice of light or dark, and pages that say what went wrong."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.template.loader import get_template
from django.test import Client, RequestFactory
from django.utils.translation import override

from pilares.core.access import Reason
from pilares.core.http import refusal
from pilares.core.pages import frame

WORDS_404 = (
    "No encontramos esta página o no está disponible para su perfil. "
    "Si cree que debería verla, escriba a la Secretaría Ejecutiva"
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_of():
    def made(path: str = "/es/ayuda", **more):
        request = RequestFactory().get(path, **more)
        request.user = AnonymousUser()
        return request

    return made


def test_a_page_that_is_not_there_says_the_words_of_one_that_may_not_be_seen(client):
    answer = client.get("/es/no-existe")
    assert answer.status_code == 404
    assert WORDS_404 in answer.content.decode()


def test_the_404_of_two_addresses_differs_in_nothing_but_the_address(client):
    one = client.get("/es/no-existe-1").content.decode()
    other = client.get("/es/no-existe-2").content.decode()
    assert one.replace("no-existe-1", "x") == other.replace("no-existe-2", "x")


@pytest.mark.parametrize(
    "template", ["400.html", "403.html", "403_csrf.html", "404.html", "405.html", "500.html"]
)
@pytest.mark.parametrize("language", ["es", "en"])
def test_an_error_page_stands_without_request_or_context(template, language):
    with override(language):
        page = get_template(template).render()
    assert f'<html lang="{language}"' in page
    assert page.count("<h1") == 1


def test_a_form_without_its_token_gets_a_page_of_ours():
    answer = Client(enforce_csrf_checks=True).post("/es/claro-u-oscuro", {"theme": "oscuro"})
    assert answer.status_code == 403
    assert "El formulario venció" in answer.content.decode()


def test_an_address_that_only_takes_forms_leads_back_to_the_page_it_belongs_to(client, member):
    client.force_login(member)
    answer = client.get("/es/actividades/PROT-A1/priorizar")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    page = answer.content.decode()
    assert "Esta dirección solo recibe formularios" in page
    assert 'href="/es/actividades/PROT-A1"' in page


def test_a_refusal_says_the_reason_its_place_in_the_plan_and_that_nothing_was_saved(request_of):
    reason = Reason("MAX_PRIORITY_3", "Este grupo ya tiene tres", "§3.9")
    with override("es"):
        answer = refusal(request_of(), reason, status=422)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Error: Hay un problema" in page
    assert "<p>Este grupo ya tiene tres (§3.9)</p>" in page
    assert "No se guardó ningún cambio." in page


def test_the_title_of_a_page_with_a_form_in_error_begins_with_error(request_of):
    template = get_template("core/theme.html")

    class Wrong:
        errors = {"name": ["x"]}

    page = template.render({"form": Wrong()}, request_of())
    assert "<title>Error: " in page


def test_the_choice_of_theme_is_kept_and_returns_to_its_page(client):
    answer = client.post("/es/claro-u-oscuro", {"theme": "oscuro", "next": "/es/ayuda"})
    assert (answer.status_code, answer["Location"]) == (302, "/es/ayuda")
    assert 'data-tema="oscuro"' in client.get("/es/ayuda").content.decode()
    client.post("/es/claro-u-oscuro", {"theme": ""})
    assert "data-tema" not in client.get("/es/ayuda").content.decode()


def test_the_choice_of_theme_leads_wherever_it_was_made_even_where_no_page_is_called_so(client):
    answer = client.post("/es/claro-u-oscuro", {"theme": "oscuro", "next": "PROT-A1"})
    assert (answer.status_code, answer["Location"]) == (302, "PROT-A1")


def test_a_theme_that_does_not_exist_is_not_kept(client):
    client.cookies["pilares_tema"] = 'x" onload="alert(1)'
    assert "data-tema" not in client.get("/es/ayuda").content.decode()
    client.post("/es/claro-u-oscuro", {"theme": "rosa"})
    assert client.cookies["pilares_tema"].value == ""


@pytest.mark.parametrize("away", ["https://otro.example/", "//otro.example/", "javascript:alert(1)"])
def test_the_choice_of_theme_leads_to_no_other_site(client, away):
    answer = client.post("/es/claro-u-oscuro", {"theme": "claro", "next": away})
    assert answer["Location"] == "/es/claro-u-oscuro"


def test_the_demo_says_so_on_every_page_and_asks_not_to_be_indexed(client, settings):
    banner, robots = "Datos ilustrativos.", '<meta name="robots" content="noindex">'
    settings.DEMO = True
    page = client.get("/es/ayuda").content.decode()
    assert banner in page
    assert "No son compromisos de la CRM." in page
    assert robots in page
    settings.DEMO = False
    page = client.get("/es/ayuda").content.decode()
    assert banner not in page
    assert robots not in page


def test_the_other_language_of_a_page_is_the_same_page(request_of):
    with override("es"):
        assert frame(request_of("/es/ayuda?x=1"))["alternates"] == {
            "es": "/es/ayuda?x=1",
            "en": "/en/help?x=1",
        }


def test_no_page_of_the_house_writes_a_style_or_a_script_into_itself(client):
    inline = re.compile(r"<[^>]*\sstyle=|<style|<script(?![^>]*\ssrc=)|<[^>]*\son[a-z]+=")
    for path in ("/es/ayuda", "/es/accesibilidad", "/es/claro-u-oscuro", "/es/galeria", "/es/no-existe"):
        assert inline.findall(client.get(path).content.decode()) == []


def test_the_secretariat_is_written_to_by_its_address_once_it_has_one(settings):
    link = Template("{% secretariat_link %}")
    settings.SECRETARIAT_EMAIL = "se@example.org"
    with override("es"):
        assert 'href="mailto:se@example.org"' in link.render(Context())
        settings.SECRETARIAT_EMAIL = ""
        assert 'href="/es/ayuda#contacto"' in link.render(Context())
