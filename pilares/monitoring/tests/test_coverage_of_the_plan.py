"""The page of the plan draws which of its themes an activity works on, and says the same as a table."""

import re

from pilares.core.access import Tier
from pilares.monitoring.tests.conftest import words_of

PAGE = "/es/plan/2019-2022/"


def units(page) -> list[tuple[str, str]]:
    """Return each pillar that is drawn, with what is said of it."""
    svg = page.content.decode().partition('aria-labelledby="cobertura"')[2].partition("</svg>")[0]
    said = re.search(r"<desc[^>]*>(.*?)</desc>", svg)
    return (
        re.findall(r"(\d)\. [^:]*: (\d+ temas? · Con actividad \d+ · Sin actividad \d+)", said[1])
        if said
        else []
    )


def test_it_counts_themes_with_and_without_activity_and_names_both_in_a_table(client, add_activity):
    add_activity("PROT", 1, "Ruta regional", themes=("trata",))
    add_activity("LAB", 1, "Contratación", themes=("laboral",), stage="proposed")
    page = client.get(PAGE)
    said, table = units(page), words_of(page).partition("Lo mismo en una tabla")[2]
    assert sum(int(re.findall(r"\d+", words)[1]) for _pillar, words in said) == table.count("PROT-A1")
    assert "Víctimas de trata: PROT-A1" in table
    assert "LAB-A1" not in table


def test_what_a_reader_may_not_see_covers_nothing_for_them(client, sign_in, member, add_activity):
    add_activity("PROT", 1, "Ruta regional", themes=("trata",), tier=Tier.MEMBERS)
    add_activity("PROT", 2, "Otra", themes=("ninez",))
    assert "PROT-A1" not in words_of(client.get(PAGE))
    assert "Víctimas de trata: PROT-A1" in words_of(sign_in(member).get(PAGE))


def test_nothing_is_drawn_while_no_activity_is_prioritised(client, plan, add_activity):
    assert "Temas con actividades prioritarias" not in words_of(client.get(PAGE))
    add_activity("PROT", 1, "Ruta regional", themes=("trata",), stage="proposed")
    assert "Temas con actividades prioritarias" not in words_of(client.get(PAGE))
