"""A text of two versions, a meeting of the RCGM, and delegates of three countries; all illustrative."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from pilares.consensus.actions import name_delegate
from pilares.core.access import Tier
from pilares.meetings.models import Decision, Meeting
from pilares.people.models import Body, Country, User
from pilares.plans.actions import BlockText, SectionText, compose, register_document
from pilares.plans.models import Document, Version
from tests.cast import LONG_AGO, Office, appoint

TITLE_ES = "Actualización del objetivo específico del GT Gestión Fronteriza"
TITLE_EN = "Update of the specific objective of the WG on Border Management"
BEFORE = (
    ("El Grupo contribuye al objetivo específico 1.", "The Group contributes to specific objective 1."),
    ("Su objetivo es mejorar la gestión integrada de fronteras.",
     "Its objective is to improve integrated border management."),
    ("El Grupo presentará un informe cada año.", "The Group shall report every year."),
)  # fmt: skip
AFTER = (
    BEFORE[0],
    ("Su objetivo es fortalecer la gestión integrada de fronteras.",
     "Its objective is to strengthen integrated border management."),
    ("El Grupo presentará un informe en cada reunión.", "The Group shall report at each meeting."),
)  # fmt: skip


def written(paragraphs: tuple[tuple[str, str], ...]) -> list[SectionText]:
    """Return a text of one section."""
    blocks = [BlockText(f"1.{n}", es, en) for n, (es, en) in enumerate(paragraphs, 1)]
    return [SectionText("1", "Objetivo", "Objective", number="1", blocks=blocks)]


@pytest.fixture
def rcgm(world) -> Meeting:
    """The GRCM of June 2021, at which the rule was adopted."""
    return Meeting.objects.create(
        code="GRCM-2021-06", body=Body.objects.get(code="GRCM"), tier=Tier.PUBLIC, illustrative=True,
        name_es="Reunión del GRCM de junio", name_en="RCGM meeting of June", starts_on=date(2021, 6, 25),
    )  # fmt: skip


@pytest.fixture
def next_rcgm(world) -> Meeting:
    """The next GRCM, convened."""
    return Meeting.objects.create(
        code="GRCM-2021-11", body=Body.objects.get(code="GRCM"), tier=Tier.PUBLIC, status="convened",
        name_es="Reunión del GRCM de noviembre", name_en="RCGM meeting of November",
        starts_on=date(2021, 11, 29),
    )  # fmt: skip


@pytest.fixture
def allowing(rcgm) -> Decision:
    """The decision that adopted the rule."""
    return Decision.objects.create(
        meeting=rcgm,
        paragraph="1",
        verb="decide",
        text_es="Usar el procedimiento de silencio.",
        tier="public",
    )


@pytest.fixture
def draft(secretariat) -> Version:
    """Version 2 of a text, drafted from version 1, which is in force."""
    document = register_document(
        kind=Document.Kind.TEXT, title_es=TITLE_ES, title_en=TITLE_EN, code="objetivo-fro", by=secretariat
    )
    first = compose(document, sections=written(BEFORE), by=secretariat)
    Version.objects.filter(pk=first.pk).update(status=Version.Status.IN_FORCE)
    return compose(document, sections=written(AFTER), by=secretariat)


@pytest.fixture
def canada(draft, secretariat) -> User:
    """Canada's designated delegate, in Ottawa, who works in English."""
    return named("ca@example.org", "CA", draft, secretariat, language="en", time_zone="America/Toronto")


@pytest.fixture
def costa_rica(draft, secretariat) -> User:
    """Costa Rica's designated delegate."""
    return named("cr@example.org", "CR", draft, secretariat)


@pytest.fixture
def other_canadian(world) -> User:
    """Another official of Canada, who does not speak for it on this text."""
    return appoint("otra-ca@example.org", Office.FOCAL_POINT, country="CA")


def named(
    email: str, country: str, version: Version, by: User, *, since: datetime = LONG_AGO, **about: Any
) -> User:
    """Make a person and name them their country's delegate for a text."""
    user = appoint(email, Office.DELEGATE, country=country, starts_at=since)
    User.objects.filter(pk=user.pk).update(**about)
    user = User.objects.get(pk=user.pk)
    name_delegate(version.document, country=Country.objects.get(pk=country), user=user, by=by)
    return user


def main(answer: Any) -> str:
    """Return the words of the main part of a page, without markup."""
    page = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", page).split()).replace("&quot;", '"').replace("&#x27;", "'")


@pytest.fixture
def send(sign_in) -> Callable[..., Any]:
    """Fill in a form, check it and confirm it as a person, as the pages do; return the last answer."""

    def sending(user: User, url: str, **typed: Any) -> Any:
        client = sign_in(User.objects.get(pk=user.pk))
        form = client.get(url)
        keys = re.findall(r'name="key" value="([0-9a-f-]+)"', form.content.decode())
        typed = {**({"key": keys[0]} if keys else {}), **typed}
        checked = client.post(url, typed)
        if checked.status_code != 200:
            return checked
        return client.post(url, {**typed, "confirm": "1"}, follow=True)

    return sending
