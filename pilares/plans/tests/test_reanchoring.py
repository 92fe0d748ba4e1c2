"""A country's note finds its words again by a person, on the way of any document (AC-19)."""

import pytest

from pilares.people.models import Country
from pilares.plans import actions
from pilares.plans.actions import BlockText, SectionText
from pilares.plans.models import Document, Note, Version

HOME = "/es/documentos/carta"
KNOWN = {"source": "Carta, de prueba", "on": "2021-10-01", "tier": "members"}


def written(words: str) -> list[SectionText]:
    return [SectionText("1", "Objeto", "", "1", blocks=[BlockText("1.p1", words)])]


@pytest.fixture
def reserved(secretariat) -> Version:
    """A draft of the Charter whose paragraph lost the words on which Canada made a reservation."""
    charter = actions.register_document(
        kind=Document.Kind.CHARTER, title_es="Carta", code="carta", by=secretariat
    )
    draft = actions.compose(
        charter, sections=written("Los acuerdos se adoptan por consenso."), by=secretariat
    )
    canada = Country.objects.get(pk="CA")
    actions.attach_note(
        draft, anchor="1.p1", kind=Note.Kind.RESERVATION, text="Se reserva.", language="es", country=canada,
        words="por consenso", by=secretariat,
    )  # fmt: skip
    return draft


def change(client, version: int, words: str) -> None:
    """Write the paragraph of a draft on its page."""
    page = f"{HOME}/v{version}/redaccion/1"
    was = client.get(page).context["form"].texts()
    typed = was | {f"base-{name}": value for name, value in was.items()} | {"es-1.p1": words}
    assert client.post(page, typed).status_code == 302


def test_the_charter_is_not_registered_while_a_reservation_has_lost_its_words(sign_in, secretariat, reserved):
    se = sign_in(secretariat)
    change(se, 1, "Los acuerdos se adoptan mediante el consenso.")
    refused = se.post(f"{HOME}/v1/registro", KNOWN)
    assert refused.status_code == 422
    assert "Cambiaron las palabras de una nota (1)." in refused.content.decode()
    reserved.refresh_from_db()
    assert reserved.status == "draft"


def test_it_still_waits_in_the_version_that_goes_on_from_it(sign_in, secretariat, reserved):
    se = sign_in(secretariat)
    change(se, 1, "Los acuerdos se adoptan mediante el consenso.")
    actions.give_up(Version.objects.get(pk=reserved.pk), reason="Sigue otra.", by=secretariat)
    second = actions.new_draft(reserved.document, base=reserved, by=secretariat)
    note = second.notes.get()
    assert (note.undecided, note.settled_words["es"]) == (True, "Los acuerdos se adoptan por consenso.")
    change(se, 2, "Los acuerdos se adoptan por consenso.")  # its words are back: nothing is left to decide
    note.refresh_from_db()
    assert not note.undecided


def test_kept_or_moved_it_speaks_of_words_that_stand_there(sign_in, secretariat, reserved):
    se, place = sign_in(secretariat), f"{HOME}/v1/notas/1/lugar"
    change(se, 1, "Los acuerdos se adoptan mediante el consenso.")
    refused = se.post(place, {"choice": "kept", "anchor": "", "words": "", "reason": "El país lo confirma."})
    assert refused.status_code == 422
    assert "«por consenso» no figura en este lugar." in refused.content.decode()
    assert "El país lo confirma." in refused.content.decode()
    kept = {"choice": "kept", "anchor": "", "words": "mediante el consenso", "reason": "El país lo confirma."}
    assert se.post(place, kept).status_code == 302
    note = reserved.notes.get()
    assert (note.words, note.anchoring) == ("mediante el consenso", "kept")
    assert se.post(f"{HOME}/v1/registro", KNOWN).status_code == 302
    assert "Nota 1, Reserva de Canadá" in se.get(f"{HOME}/v1/1").content.decode()
