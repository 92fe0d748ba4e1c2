"""A draft of «Reportar dato» on two devices: the one that is behind is shown both, and nothing is lost."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from pilares.core.edits import Conflict
from pilares.core.letters import Letter
from pilares.monitoring import actions
from pilares.monitoring.models import Measurement
from pilares.monitoring.tests.conftest import words_of
from pilares.monitoring.tests.test_measuring import link_in

HIDDEN = re.compile(r'type="hidden" name="([^"]+)" value="([^"]*)"')
STALE = "Este borrador se guardó desde otro dispositivo u otra ventana"


@pytest.fixture
def url(period, other_member, secretariat) -> str:
    (asked,) = actions.ask(
        window=None, wanted=[actions.Asked(period.pk, "", other_member.pk)], due_on=date(2021, 10, 15),
        by=secretariat,
    )  # fmt: skip
    return f"/es/solicitudes/{asked.pk}/reportar"


@pytest.fixture
def devices(url) -> tuple[Client, Client]:
    """Two devices of one person that opened the link of the letter."""
    both = Client(), Client()
    for device in both:
        device.post(link_in(Letter.objects.get()))
    return both


def opened(device: Client, url: str) -> dict[str, str]:
    """Return what the page of the form carries unseen."""
    main = device.get(url).content.decode().partition("<main")[2]
    return {name: value for name, value in HIDDEN.findall(main) if name in {"form_key", "version"}}


def kept() -> tuple[int, str, int]:
    found = Measurement.objects.get()
    return int(found.value or 0), found.comment, found.version


def test_the_device_that_is_behind_is_shown_both_and_chooses_each_field(devices, url):
    first, second = devices
    here, there = opened(first, url), opened(second, url)
    draft = {"then": "draft", "observed_on": "2021-10-01", "institution": "INM"}
    second.post(url, {**there, **draft, "value": "4", "comment": "De la oficina"})

    refused = first.post(url, {**here, **draft, "value": "5", "comment": "Del teléfono"})
    assert refused.status_code == 412
    words = words_of(refused)
    assert STALE in words
    assert "Dejar lo que se guardó allí: 4 Guardar lo que escribí: 5" in words
    assert "Dejar lo que se guardó allí: De la oficina Guardar lo que escribí: Del teléfono" in words
    assert "INM" not in re.findall(r"<b>([^<]*)</b>", refused.content.decode())  # the same on both
    assert kept() == (4, "De la oficina", 1)

    carried: dict[str, Any] = dict(HIDDEN.findall(refused.content.decode().partition("<main")[2]))
    again = {**carried, **draft, "value": "5", "comment": "Del teléfono", "choose-value": "mine"}
    half = first.post(url, again)
    assert half.status_code == 412  # one field is still to be chosen
    assert kept() == (4, "De la oficina", 1)
    done = first.post(url, {**again, "choose-comment": "theirs"})
    assert done.status_code == 302
    assert kept() == (5, "De la oficina", 2)


def test_the_same_words_and_the_page_that_began_the_draft_are_no_conflict(devices, url):
    first, second = devices
    here, there = opened(first, url), opened(second, url)
    draft = {"then": "draft", "observed_on": "2021-10-01", "institution": "INM", "comment": ""}
    answers = [first.post(url, {**here, **draft, "value": "4"}).status_code for _twice in (1, 2)]
    assert answers == [302, 302]
    assert second.post(url, {**there, **draft, "value": "4"}).status_code == 302
    assert Measurement.objects.count() == 1


def test_a_draft_that_moved_between_reading_and_writing_is_refused(devices, url, period, other_member):
    first, _second = devices
    first.post(url, {**opened(first, url), "then": "draft", "value": "4"})
    found = Measurement.objects.get()
    figure = actions.Figure(value=Decimal(5))
    with pytest.raises(Conflict):
        actions.report(
            period=period, country="", figure=figure, form_key=found.form_key, by=other_member,
            seen=found.version + 1,
        )  # fmt: skip
    assert kept()[0] == 4


def test_it_is_said_in_english_too(devices, url):
    first, second = devices
    here, there = opened(first, url), opened(second, url)
    second.post(url, {**there, "then": "draft", "value": "4"})
    in_english = url.replace("/es/solicitudes", "/en/requests").replace("reportar", "report")
    words = words_of(first.post(in_english, {**here, "then": "draft", "value": "5"}))
    assert "This draft was saved from another device or window after you opened it here." in words
    assert "Keep what was saved there: 4 Save what I wrote: 5" in words
