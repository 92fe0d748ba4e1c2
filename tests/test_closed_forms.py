"""What is sent to closed doors, who is written down behind them, and what letters say of them (AC-07).

A form that is sent the key of something closed answers as for a key of nothing: the same page, the same
headers, the same messages after as many queries, for every form of the access table, every field that
takes a key or words, and every address that carries one.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from pilares.core.letters import Letter
from pilares.core.trail import OPENED, Entry
from pilares.monitoring.models import SupportOffer
from pilares.people.models import User
from tests.access_table import PAGES, PEOPLE
from tests.cast import as_role
from tests.closed_forms import (
    NOTHING,
    SHOWN_BESIDE,
    Filled,
    Words,
    address,
    ask_for_closed_figures,
    asked,
    closed_addresses,
    closed_to,
    differ,
    everything_that_is_written,
    parts_of,
)
from tests.closed_record import lay_what_stands_on_record
from tests.closed_shared import (
    lay_what_is_decided_slowly,
    lay_what_is_somebodys,
    lay_what_is_under_embargo,
    lay_what_members_share,
)
from tests.closed_world import Laid, lay_closed_doors, people_of

#: who fills forms in, from whoever may fill in most to whoever may fill in least
FILLING = (
    "secretariat", "presidency", "member", "outsider", "delegate", "focal_point", "civil_society", "observer",
)  # fmt: skip
#: a form answers these to whoever may send it
TAKEN = {200, 302, 409, 422}


@dataclass
class Shut:
    """The world with closed doors, who knocks at them, and the forms as they are opened."""

    laid: Laid
    people: dict[str, Any]
    clients: dict[str, Client]
    #: by row of the access table, the parts of its address before anything was laid
    parts: dict[str, dict[str, Any]]
    #: by page and role
    filled: dict[tuple[str, str], Filled] = field(default_factory=dict)

    @cached_property
    def words(self) -> Words:
        """What is written where a form takes words."""
        return Words()

    def words_by_role(self, letters: Iterable[Letter]) -> dict[str, set[str]]:
        """Return the markers that letters say, by the role that each is addressed to."""
        roles = {getattr(user, "email", ""): role for role, user in self.people.items()}
        named = [re.escape(word) for word in self.laid.places if not word.startswith("zq")]
        marker = re.compile("|".join(["zq[0-9]{4}z", *named]))
        found: dict[str, set[str]] = defaultdict(set)
        for letter in letters:
            found[roles.get(letter.to, letter.to)] |= set(
                marker.findall(f"{letter.subject}\n{letter.body}".lower())
            )
        return found

    def form(self, page: str, role: str) -> Filled:
        """Return a form as a role opens it; where no page shows it, as it is refused."""
        whole = page.replace("POST", "GET", 1) not in PAGES
        if (page, role) not in self.filled:
            self.filled[page, role] = Filled(self.clients[role], self.address(page), whole=whole)
        return self.filled[page, role]

    def address(self, page: str) -> str:
        """Return the address of a row of the access table."""
        return address(page, self.parts[page])


@pytest.fixture(scope="module")
def shut(demo_world) -> Shut:
    """Lay everything that somebody may not see."""
    accounts = {user.email.split("@")[0]: user for user in User.objects.all()}
    people = people_of({role: accounts.get(name, AnonymousUser()) for role, name in PEOPLE.items()})
    laid, parts = Laid(), {page: parts_of(page) for page in PAGES}
    lay_closed_doors(laid)
    lay_what_members_share(laid)
    lay_what_is_decided_slowly(laid)
    lay_what_is_under_embargo(laid)
    lay_what_is_somebodys(laid, people)
    lay_what_stands_on_record(laid)
    return Shut(laid, people, {role: as_role(Client(), user) for role, user in people.items()}, parts)


pytestmark = [pytest.mark.django_db, pytest.mark.once]
FORMS = [page for page in PAGES if page.startswith("POST ") and ":" in page]


def senders(page: str) -> list[str]:
    """Return, of those who do not steer, who may send a form and sees most and least, and one who may not."""
    may = [role for role in FILLING[2:] if PAGES[page][role] in TAKEN]
    may_not = [role for role in ("focal_point", "observer") if role not in may]
    return [*dict.fromkeys([*may[:1], *may[-1:], *may_not[:1]])]


def widest(page: str) -> str:
    """Return who opens a form with most in it."""
    return next((one for one in FILLING if PAGES[page][one] in TAKEN), "secretariat")


def differences(shut: Shut, page: str, role: str) -> set[tuple[str, str, str]]:
    """Return the fields of a form that answer to something closed otherwise than to nothing."""
    client, url, shape = shut.clients[role], shut.address(page), shut.form(page, widest(page))
    data = shut.form(page, role).data if PAGES[page][role] in TAKEN else {}
    closed = {name: closed_to(shut.laid, model, role)[:1] for name, model in shape.keys.items()}
    found = set()
    for name, (key,) in ((name, keys) for name, keys in closed.items() if keys):
        pair = (str(key), str(NOTHING))
        both = ((url, {**data, name: said}) for said in pair)
        found |= {(page, role, name)} if differ(client, "post", *both, pair=pair) else set()
    if role != "member":  # the words are of what its members may read
        both = ((url, data | shut.words.into(shape.words, closed=said)) for said in (True, False))
        found |= {(page, role, "words")} if differ(client, "post", *both, pair=shut.words.every) else set()
    return found


def test_every_form_answers_to_the_key_of_something_closed_as_to_that_of_nothing(shut: Shut):
    found: set[tuple[str, str, str]] = set()
    for page in FORMS:
        for role in senders(page):
            if PAGES[page][role] in TAKEN or shut.form(page, widest(page)).keys:
                found |= differences(shut, page, role)
    assert found == set()
    taken = {name for form in shut.filled.values() for name in form.keys}
    assert taken >= {
        "activities",
        "aspect",
        "decision",
        "document",
        "meeting",
        "other",
        "session",
        "takes_up",
    }


@pytest.mark.parametrize("role", ["nobody", "observer", "focal_point"])
def test_whatever_is_sent_to_the_address_of_something_closed_meets_nothing(shut: Shut, role: str):
    client, met, found = shut.clients[role], set(), []
    wanted = "GET" if role == "nobody" else "POST"  # whoever signed in is led past no page of work
    parts = {page: parts for page, parts in shut.parts.items() if page.startswith(wanted)}
    for method, closed, nothing, pair in closed_addresses(shut.laid, role, parts):
        both = ((url, {"sent": "1"}) for url in (closed, nothing))
        found += [(method, closed)] if differ(client, method.lower(), *both, pair=pair) else []
        met.add(method)
    assert found == []
    assert met == {wanted}


def test_a_form_is_read_with_all_its_fields(shut: Shut):
    form = shut.form("POST monitoring:edit_critical", "member")
    assert {"activities", "theme", "group", "decision"} <= set(form.keys)
    assert asked(shut.clients["member"], "post", shut.address("POST core:theme"), {})[0].status_code == 302


@pytest.mark.parametrize(("name", "parts", "record"), SHOWN_BESIDE)
def test_what_is_closed_and_shown_beside_others_is_written_down_once(
    shut: Shut, name: str, parts: dict[str, Any], record: str
):
    def written(role: str) -> list[str]:
        Entry.objects.filter(verb=OPENED).delete()
        with override("es"):
            answer = shut.clients[role].get(reverse(name, kwargs=parts))
        assert answer.status_code == 200
        return [f"{one.model} {one.label}" for one in Entry.objects.filter(verb=OPENED)]

    opened = written("secretariat")
    assert opened.count(record) == 1
    assert len(opened) == len(set(opened))
    assert not {"monitoring.activity PROT-A1"} & set(opened)
    assert name == "monitoring:review" or record not in written("observer")


def test_the_page_of_an_offer_to_a_closed_activity_is_written_down(shut: Shut):
    for offer in SupportOffer.objects.filter(activity__code="PROT-A90"):
        Entry.objects.filter(verb=OPENED).delete()
        with override("es"):
            shut.clients["member"].get(reverse("monitoring:support_offer", kwargs={"pk": offer.pk}))
        entries = [(one.model, one.object_id) for one in Entry.objects.filter(verb=OPENED)]
        assert entries == [("monitoring.supportoffer", offer.pk)]


def test_a_letter_says_what_is_closed_to_nobody_who_may_not_read_it(shut: Shut):
    said = shut.words_by_role(everything_that_is_written(shut.laid))
    assert said["member"]  # what is written here does say something
    leaks = {
        (role, *shut.laid.places[word])
        for role, words in said.items()
        for word in words
        if role not in shut.laid.seen_by(word)
    }
    assert leaks == set()


def test_a_figure_of_a_closed_activity_is_asked_of_nobody_who_may_not_know_of_it(shut: Shut):
    ask_for_closed_figures()
    pages = ("home:my_work", "home:calendar", "home:calendar_ics")
    with override("es"):
        reading = {
            role
            for role in ("own_focal_point", "member", "secretariat")
            for page in pages
            if "PROT-A90" in shut.clients[role].get(reverse(page)).content.decode()
        }
    assert reading == {"member", "secretariat"}
