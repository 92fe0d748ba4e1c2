"""«What changed since» tells members where what the plan leaves unfinished goes (AC-12, AC-23)."""

from pilares.memory.tests.conftest import before, june, words_of
from pilares.succession.actions import settle

__all__ = ["before", "june"]
PAGE = "/es/cambios?desde=GRCM-2021-06"


def test_where_an_unfinished_activity_goes_is_told_to_members_as_it_came_to(
    client, sign_in, member, secretariat, before, move_clock
):
    move_clock("2021-07-20T09:00:00-06:00")
    for way in ("close", "continue"):
        changes = {"way": way, "reason_es": f"Por {way}.", "body": before["A1"].group}
        settle(before["A1"], changes=changes, base={}, by=secretariat)
    said = words_of(sign_in(member).get(PAGE))
    assert "Destino: Continuar (en 2 ediciones) Por continue." in said
    client.logout()
    assert "Sin cambios desde el 26 de junio de 2021" in words_of(client.get(PAGE))
