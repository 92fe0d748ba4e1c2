"""Following an activity, a theme or a group: the list, the weekly letter, and the feeds."""

from xml.etree import ElementTree as ET

import pytest
from django.core.management import call_command

from pilares.core import clock
from pilares.core.letters import Letter
from pilares.memory.models import Follow
from pilares.memory.tests.conftest import SECRET, words_of
from pilares.monitoring import actions
from pilares.people.actions import make_feed, revoke_feed
from pilares.people.queries import feed_token
from pilares.plans.models import Placement

ATOM = "{http://www.w3.org/2005/Atom}"
#: the week of 19 July 2021, in which everything of `happened` was done, is over
MONDAY = "2021-07-26T07:00:00-06:00"


def follow(client, **what: str):
    return client.post("/es/lo-que-sigo/seguir", what)


def entries_of(response) -> list[tuple[str, str]]:
    """Return title and summary of the entries of a feed."""
    root = ET.fromstring(response.content)
    return [
        (one.findtext(f"{ATOM}title", ""), one.findtext(f"{ATOM}summary", ""))
        for one in root.findall(f"{ATOM}entry")
    ]


def test_a_link_follows_nothing_and_the_button_does_once(sign_in, seated, before):
    client = sign_in(seated)
    page = client.get("/es/lo-que-sigo/seguir?actividad=PROT-A1")
    assert "Seguir PROT-A1. Ruta regional Una vez por semana" in words_of(page)
    assert Follow.objects.count() == 0
    for _twice in range(2):
        assert follow(client, activity="PROT-A1").status_code == 302
    assert Follow.objects.count() == 1


def test_what_one_follows_is_listed_and_left(sign_in, seated, before):
    client = sign_in(seated)
    follow(client, activity="PROT-A1")
    follow(client, theme="2019-2022/ninez")
    follow(client, group="migracion-laboral")
    said = words_of(client.get("/es/lo-que-sigo"))
    assert (
        "Lo que sigo PROT-A1. Ruta regional Dejar de seguir PROT-A1 Niñas, niños y adolescentes Dejar de "
        "seguir Niñas, niños y adolescentes Grupo de Trabajo sobre Migración Laboral" in said
    )
    client.post("/es/lo-que-sigo/dejar", {"theme": "2019-2022/ninez"})
    assert "Niñas" not in words_of(client.get("/es/lo-que-sigo"))


@pytest.mark.parametrize("what", [{"activity": "PROT-A9"}, {"theme": "nada"}, {"group": "nadie"}, {}])
def test_what_is_not_there_cannot_be_followed(sign_in, seated, before, what):
    assert follow(sign_in(seated), **what).status_code == 404


def test_what_was_closed_since_is_followed_no_more_in_sight(sign_in, unseated, before):
    client = sign_in(unseated)
    follow(client, activity="PROT-A1")
    before["A1"].tier = "closed"
    before["A1"].save()
    assert "Ruta regional" not in words_of(client.get("/es/lo-que-sigo"))


def test_the_page_shows_what_changed_in_what_one_follows_alone(sign_in, seated, happened, move_clock):
    client = sign_in(seated)
    follow(client, theme="2019-2022/ninez")
    said = words_of(client.get("/es/lo-que-sigo?desde=2021-07-19"))
    assert "PROT-A2. Intercambio consular 20 jul 2021" in said
    assert "PROT-A1. Ruta regional" not in said
    follow(client, group="proteccion")
    assert SECRET in words_of(client.get("/es/lo-que-sigo?desde=2021-07-19"))


def test_an_activity_that_joins_or_leaves_a_followed_theme_is_told(
    client, sign_in, seated, unseated, before, member, move_clock
):
    for person in (seated, unseated):
        follow(sign_in(person), theme="2019-2022/ninez")
    places = {p.theme.slug: str(p.pk) for p in Placement.objects.select_related("theme", "pillar")}
    feed = f"/es/novedades/mias/{feed_token(make_feed(by=seated))}.atom"

    def give(code: str, *slugs: str) -> None:
        changes = {"themes": [places[slug] for slug in slugs], "primary_theme": places[slugs[0]]}
        actions.edit(before[code], changes=changes, base={}, by=member)

    move_clock("2021-07-20T09:00:00-06:00")
    give("A1", "trata", "ninez")
    give("A2", "trata")
    move_clock(MONDAY)
    said = words_of(sign_in(seated).get("/es/lo-que-sigo?desde=2021-07-19"))
    joined = "Entró en el tema «Niñas, niños y adolescentes». Temas:"
    left = "Salió del tema «Niñas, niños y adolescentes». Temas:"
    assert [said.count(one) for one in (joined, left)] == [1, 1]
    assert said.index("PROT-A1") < said.index(joined) < said.index("PROT-A2") < said.index(left)
    call_command("send_digests")
    assert (
        "- PROT-A2. Intercambio consular: Salió del tema «Niñas" in Letter.objects.get(to=seated.email).body
    )
    client.logout()
    told = dict(entries_of(client.get(feed)))["PROT-A1. Ruta regional"]
    assert told.startswith(joined)
    move_clock("2021-07-27T09:00:00-06:00")
    give("A1", "trata")
    said = words_of(sign_in(unseated).get("/es/lo-que-sigo?desde=2021-07-19"))
    assert said.count("sin cambio neto (2 ediciones)") == 1  # it joined and left
    assert "Entró" not in said


def test_a_letter_a_week_in_both_languages_with_nothing_that_is_not_public(
    sign_in, seated, happened, move_clock, settings
):
    happened["A2"].tier = "members"
    happened["A2"].save()
    follow(sign_in(seated), group="proteccion")
    move_clock(MONDAY)
    call_command("send_digests")
    letter = Letter.objects.get()
    assert (letter.to, letter.subject) == (seated.email, "Pilares · Qué cambió en lo que usted sigue")
    assert letter.body == (
        "Grcm pa:\n\nAlgo cambió desde el 19 de julio de 2021 en lo que usted sigue.\n"
        "- PROT-A1. Ruta regional: Estado; PROT-A1-I1: valor validado\n\n"
        "Todo lo que usted puede ver de ello, con lo que decía antes:\n"
        f"{settings.ADDRESS}/es/lo-que-sigo?desde=2021-07-19\n\n"
        "Recibe esta carta una vez por semana porque lo sigue. En la misma página puede dejar de seguirlo.\n"
        "\nSecretaría Ejecutiva de la Conferencia Regional sobre Migración\n"
        "\n----\n\n"
        "Dear Grcm pa:\n\nSomething changed since 19 July 2021 in what you follow.\n"
        "- PROT-A1. Ruta regional (en): Status; PROT-A1-I1: validated value\n\n"
        "Everything that you may see of it, with what it was before:\n"
        f"{settings.ADDRESS}/en/following?since=2021-07-19\n\n"
        "You receive this letter once a week because you follow it. On the same page you can stop.\n\n"
        "Executive Secretariat of the Regional Conference on Migration\n"
    )


def test_a_week_is_told_once_and_none_is_lost(sign_in, seated, happened, member, move_clock):
    follow(sign_in(seated), activity="PROT-A1")
    for day in ("2021-07-26", "2021-07-27", "2021-08-02"):
        move_clock(f"{day}T07:00:00-06:00")
        call_command("send_digests")
        call_command("send_digests")
    assert Letter.objects.count() == 1
    move_clock("2021-08-03T09:00:00-06:00")
    actions.edit(happened["A1"], changes={"title_es": "Ruta común"}, base={}, by=member)
    move_clock("2021-08-18T09:00:00-06:00")  # the timer did not run on the 9th
    call_command("send_digests")
    assert "desde el 2 de agosto de 2021" in Letter.objects.order_by("-pk")[0].body


def test_nobody_is_written_to_about_what_they_may_not_see(sign_in, unseated, happened, move_clock):
    for activity in happened.values():
        activity.tier = "group"
        activity.save()
    Follow.objects.create(user=unseated, activity=happened["A1"], at=clock.now())
    move_clock(MONDAY)
    call_command("send_digests")
    assert Letter.objects.count() == 0


def test_the_feed_of_a_group_is_what_anybody_may_see(client, happened):
    found = entries_of(client.get("/es/novedades/grupos/proteccion.atom"))
    assert [title for title, _about in found] == ["PROT-A1. Ruta regional", "PROT-A2. Intercambio consular"]
    assert found[0][1].splitlines() == [
        "Estado: En proceso de implementarse → Finalizado",
        "PROT-A1-I1: valor validado: Sin dato → 2 de 5 países · 40\N{NO-BREAK SPACE}%",
    ]


def test_the_feed_of_an_activity_is_gone_with_its_tier(client, happened):
    address = "/es/novedades/actividades/PROT-A1.atom"
    assert len(entries_of(client.get(address))) == 1
    happened["A1"].tier = "members"
    happened["A1"].save()
    assert client.get(address).status_code == 404


def test_a_persons_feed_opens_with_its_secret_until_it_is_revoked(client, sign_in, seated, happened):
    follow(sign_in(seated), group="proteccion")
    address = f"/es/novedades/mias/{feed_token(make_feed(by=seated))}.atom"
    client.logout()
    response = client.get(address)
    titles = [title for title, _about in entries_of(response)]
    assert titles == ["PROT-A1. Ruta regional", "PROT-A2. Intercambio consular"]
    assert SECRET not in response.content.decode()
    revoke_feed(by=seated)
    assert client.get(address).status_code == 410
    assert client.get("/es/novedades/mias/1-nada.atom").status_code == 404
