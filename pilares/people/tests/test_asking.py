"""Writing to the Executive Secretariat about a page that is not shown (AC-07)."""

import uuid

import pytest

from pilares.core.letters import Letter
from pilares.core.trail import Entry

pytestmark = pytest.mark.django_db
PAGE = "/es/escribir-a-la-secretaria"


def test_a_message_reaches_the_secretariat_and_the_presidency_once_with_a_reply_that_confirms_nothing(
    observer, secretariat, presidency, member, sign_in
):
    client = sign_in(observer)
    lost = client.get("/es/reuniones/documentos/no-hay").content.decode()
    assert f'href="{PAGE}?sobre=/es/reuniones/documentos/no-hay"' in lost
    form = client.get(f"{PAGE}?sobre=/es/reuniones/documentos/no-hay").context["form"]
    assert form.initial["about"] == "/es/reuniones/documentos/no-hay"
    assert client.post(PAGE, {"text": "", "key": str(uuid.uuid4())}).status_code == 422
    sent = {"text": "Nos citaron a esa sesión.", "about": form.initial["about"], "key": str(uuid.uuid4())}
    for _click in range(2):
        assert client.post(PAGE, sent).status_code == 302
    letters = Letter.objects.all()
    assert {letter.to for letter in letters} == {secretariat.email, presidency.email}
    assert letters.count() == 2
    for said in ("Nos citaron a esa sesión.", observer.email, "/es/reuniones/documentos/no-hay",
                 "no confirma ni niega", "Solo una decisión registrada del grupo"):  # fmt: skip
        assert said in letters[0].body, said
    assert Entry.objects.filter(verb="ask_secretariat").count() == 1
    for _more in range(9):
        assert client.post(PAGE, {**sent, "key": str(uuid.uuid4())}).status_code == 302
    refused = client.post(PAGE, {**sent, "key": str(uuid.uuid4())})
    assert (refused.status_code, Letter.objects.count()) == (403, 20)
