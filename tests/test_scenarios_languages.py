"""Spanish is edited, English becomes outdated, and whoever translates has its words beside it (AC-20)."""

import re
from html import unescape

import pytest

from tests.words import hidden_of, words_of

pytestmark = pytest.mark.django_db
PAGE, EDIT = "/es/actividades/LAB-A1", "/es/actividades/LAB-A1/editar"
WAS = "Guía del GRCM para una contratación equitativa"
BECOMES = "Guía del GRCM, con la RROCM, para una contratación equitativa y transparente, y su meta"


def edit(client, **typed: str) -> None:
    """Send the form of the activity as it was opened, with what somebody typed."""
    opened = client.get(EDIT)
    form = opened.context["form"]
    said = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "")}
    assert client.post(EDIT, said | hidden_of(opened) | typed).status_code == 302


def hints(client) -> list[str]:
    """Return what the glossary says beside the English title."""
    form = client.get(EDIT).content.decode()
    field = form[form.index('for="id_title_en"') :].partition("<label")[0]
    return [unescape(said) for said in re.findall(r'<div class="form-text">Glosario: ([^<]*)<', field)]


def test_the_english_stays_marked_as_outdated_and_whoever_translates_has_the_words_of_the_glossary(
    plan, add_activity, outsider, sign_in, client, move_clock
):
    add_activity("LAB", 1, WAS, themes=("migracion-laboral",), title_en="Guide on fair recruitment")
    move_clock("2021-10-12T09:00:00-06:00")
    member = sign_in(outsider)
    assert hints(member) == ["GRCM → RCGM"]
    edit(member, title_es=BECOMES)
    assert hints(member) == ["GRCM → RCGM · RROCM → RNCOM · meta → target"]
    page = member.get(EDIT).content.decode()
    assert page.index('id="id_title_es"') < page.index('id="id_title_en"')
    client.logout()
    read = words_of(client.get("/en/activities/LAB-A1"))
    assert "Guide on fair recruitment Outdated since 12 October 2021. Spanish text changed" in read
    assert "para una contratación equitativa Added: y transparente, y su meta" in read
    move_clock("2021-10-13T09:00:00-06:00")
    edit(sign_in(outsider), title_en="Guide on fair and transparent recruitment, and its target")
    client.logout()
    read = words_of(client.get("/en/activities/LAB-A1"))
    assert ("Guide on fair and transparent recruitment, and its target" in read, "Outdated" in read) == (
        True, False,
    )  # fmt: skip


def test_a_pronoun_is_no_abbreviation_and_a_phrase_is_said_once(plan, add_activity, outsider, sign_in):
    title = "Se reúnen los Países Miembros con la SE"
    add_activity("LAB", 1, title, themes=("migracion-laboral",))
    assert hints(sign_in(outsider)) == ["Países Miembros → Member Countries · SE → ES"]
