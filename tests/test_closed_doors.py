"""What a person may not see is absent, at every address and in every file, for every role (AC-07)."""

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import quote
from uuid import UUID

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Model
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse, translate_url
from django.utils.translation import override

from pilares.consensus.models import Input, InputFile, Round
from pilares.core import clock
from pilares.core.trail import Entry
from pilares.home.management.commands.start import CONTENT
from pilares.meetings.models import Decision, Meeting, Paper
from pilares.monitoring.models import Activity, CriticalAspect, Evidence, Measurement, SupportOffer
from pilares.people.models import CalendarFeed, User
from pilares.people.queries import feed_token
from tests.access_table import PAGES, PARTS, PEOPLE, QUERY
from tests.cast import NOW, as_role
from tests.closed_world import Laid, lay_closed_doors, lay_what_members_share, people_of

type_of_person = User | AnonymousUser
OUTSIDE = ("nobody", "observer", "focal_point")

#: what differs between two answers although they say the same
FRESH = re.compile(rb'csrfmiddlewaretoken" value="[^"]+"|nonce-?[="][^"\' ]+')
#: the pages of records that only this test's world has: address, and its parts
OWN: list[tuple[str, dict[str, Any]]] = [
    ("monitoring:activity", {"code": "PROT-A90"}),
    ("monitoring:activity", {"code": "PROT-A91"}),
    ("monitoring:indicator", {"code": "PROT-A90-I1"}),
    ("monitoring:indicator", {"code": "PROT-A91-I1"}),
    ("monitoring:indicator_file", {"code": "PROT-A90-I1", "suffix": "csv"}),
    ("monitoring:theme", {"period": "2019-2022", "slug": "zq"}),
    ("monitoring:presidency_plan", {"label": "2020"}),
    ("monitoring:presidency_file", {"label": "2020", "suffix": "docx"}),
    ("meetings:page", {"code": "GT-PROT-2021-03"}),
    ("meetings:closed", {"code": "GT-PROT-2021-03"}),
    ("meetings:cited", {"code": "GT-PROT-2021-03", "paragraph": "1"}),
    ("people:organ", {"slug": "grupo-de-trabajo-sobre-proteccion"}),
    ("home:group_meetings", {"slug": "proteccion"}),
    ("home:presidency", {"label": "2020"}),
    ("reports:report", {"label": "2019"}),
    ("reports:report", {"label": "2020"}),
    ("reports:file", {"label": "2019", "suffix": "docx"}),
    ("plans:document", {"code": "zq-texto"}),
    ("plans:text", {"code": "zq-texto", "number": 1}),
    ("plans:text_section", {"code": "zq-texto", "number": 1, "anchor": "1"}),
    ("plans:text_json", {"code": "zq-texto", "number": 1}),
]
#: by model, the page of each of its rows
PAGES_OF: list[tuple[type[Model], str, str]] = [
    (Paper, "meetings:paper", "key"),
    (Evidence, "monitoring:evidence", "key"),
    (InputFile, "consensus:input_file", "key"),
    (Round, "consensus:round", "pk"),
    (Measurement, "monitoring:measurement", "pk"),
    (CriticalAspect, "monitoring:critical", "pk"),
    (SupportOffer, "monitoring:support_offer", "pk"),
    (Input, "consensus:input", "reference"),
]
#: the lists, counts, feeds and files that must not tell that there is anything more
LISTS = {
    "home:progress", "home:calendar", "home:calendar_ics", "home:calendar_group", "home:group_meetings",
    "home:my_work", "home:my_country", "home:open_data", "home:presidencies", "home:presidency",
    "matrix:matrix", "matrix:export", "meetings:list", "meetings:decisions", "meetings:export",
    "meetings:page", "meetings:minutes", "meetings:conclusions", "meetings:cited", "monitoring:groups",
    "monitoring:group", "monitoring:group_plan", "monitoring:activity", "monitoring:indicator",
    "monitoring:critical_aspects", "monitoring:critical_file", "monitoring:support", "monitoring:my_support",
    "monitoring:pillars", "monitoring:pillar", "monitoring:theme", "monitoring:presidency_plan",
    "compliance:overview", "compliance:year", "compliance:body", "compliance:export", "compliance:weaknesses",
    "consensus:texts", "consensus:inputs", "consensus:inputs_file", "reports:reports", "people:actors",
    "people:country", "people:organ", "plans:library", "plans:themes", "sitemap", "robots",
}  # fmt: skip
#: the pages that show records, and the lists without which some row would be nowhere
SHOWN = (
    {name for name, _parts in OWN}
    | {name for _model, name, _part in PAGES_OF}
    | {"home:calendar", "meetings:decisions", "monitoring:support", "monitoring:contributions"}
)


@dataclass
class Found:
    """What the roles were answered: markers by role with where they stood, and the bodies of some lists."""

    laid: Laid
    people: dict[str, type_of_person]
    seen: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    visited: set[str] = field(default_factory=set)
    broken: set[tuple[str, str]] = field(default_factory=set)
    #: by moment and role, what each list said
    lists: dict[tuple[str, str], dict[str, bytes]] = field(default_factory=dict)

    @cached_property
    def words(self) -> re.Pattern[str]:
        """What finds a marker in a text."""
        named = [re.escape(word) for word in self.laid.places if not word.startswith("zq")]
        return re.compile("|".join(["zq[0-9]{4}z", *named]))


def urls_of(pages: Any) -> Iterator[tuple[str, str, Any]]:
    """Yield name, address and query of the GET rows of the access table."""
    for page in pages:
        method, name = page.split(" ")[:2]
        if method == "GET":
            parts = PARTS.get(page.removeprefix("GET ")) or PARTS.get(name)
            with override("es"):
                kwargs = dict(parts() if callable(parts) else parts or {})
                if page == "GET home:calendar_mine":  # whoever holds the address reads as its person
                    kwargs = {"token": feed_token(observers_feed())}
                yield name, reverse(name, kwargs=kwargs), QUERY.get(page)


def observers_feed() -> CalendarFeed:
    """Return the calendar address of the observer organisation's official."""
    user = User.objects.get(email="observador@demo.invalid")
    return CalendarFeed.objects.create(user=user, made_at=clock.now())


def own_pages() -> Iterator[tuple[str, str, Any]]:
    """Yield the addresses of what the closed world holds."""
    rows = list(OWN)
    for meeting in Meeting.objects.filter(code__istartswith="zq"):
        pages = ("page", "minutes", "conclusions", "closed")
        rows += [(f"meetings:{page}", {"code": meeting.code}) for page in pages]
    for decision in Decision.objects.filter(text_es__startswith="zq"):
        name, part = ("cited", "paragraph") if decision.paragraph else ("unnumbered", "pk")
        parts = {"code": decision.meeting.code, part: getattr(decision, part)}
        rows.append((f"meetings:{name}", parts))
    for model, name, part in PAGES_OF:
        rows += [(name, {part: getattr(row, part)}) for row in model._default_manager.all()]
    with override("es"):
        for name, parts in rows:
            yield name, reverse(name, kwargs=parts), None


def body_of(answer: Any) -> bytes:
    """Return the body of an answer; that of a file can be read once, so it is kept."""
    if answer.streaming:
        answer.kept = getattr(answer, "kept", None) or b"".join(answer.streaming_content)
        return bytes(answer.kept)
    return bytes(answer.content)


def said_by(answer: Any) -> bytes:
    """Return the body of an answer without what differs from one answer to the next."""
    return FRESH.sub(b"", body_of(answer))


def text_of(answer: Any) -> str:
    """Return everything that an answer says: headers, text, and the parts of a zipped file."""
    body = body_of(answer)
    said = [str(answer.headers), body.decode("utf-8", "replace")]
    if body[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            said += [parts.read(name).decode("utf-8", "replace") for name in parts.namelist()]
    return "\n".join(said).lower()


def ask(client: Client, url: str, query: Any, user: type_of_person) -> Any:
    """Ask for a page; an address that signs people out does so to nobody else."""
    answer = client.get(url, query, headers={"accept-language": "es"})
    if "sessionid" in answer.cookies:
        as_role(client, user)
    return answer


def lists_of(user: type_of_person, urls: list[tuple[str, str, Any]]) -> dict[str, bytes]:
    """Return what each list says to somebody."""
    client = as_role(Client(raise_request_exception=False), user)
    return {url: said_by(ask(client, url, query, user)) for name, url, query in urls if name in LISTS}


def asked_as(role: str, name: str) -> bool:
    """Whether a role asks for an address: all of them as those who stand outside, the forms of accounts once.

    The others read what their standing shares with one of these, and prove that what is theirs is shown.
    """
    if role not in (*OUTSIDE, "member") and name not in SHOWN:
        return False
    return ":" in name or role == "nobody"


def read_everything(found: Found, urls: list[tuple[str, str, Any]]) -> None:
    """Ask for every address as every role, and keep which markers stood in the answers."""
    for role, user in found.people.items():
        client = as_role(Client(raise_request_exception=False), user)
        for name, url, query in urls:
            if not asked_as(role, name):
                continue
            answer = ask(client, url, query, user)
            if answer.status_code == 500:
                found.broken.add((role, url))
            for word in set(found.words.findall(text_of(answer))) - set(found.words.findall(url.lower())):
                found.seen[role].setdefault(word, url)
            found.visited.add(name)
            if url in found.lists.get(("before", role), {}):
                found.lists["all", role][url] = said_by(answer)


@pytest.fixture(scope="module")
def found(django_db_setup, django_db_blocker) -> Iterator[Found]:
    """Lay the world in two steps, and ask for everything; done once, and taken back."""
    with (
        django_db_blocker.unblock(),
        override_settings(DEMO=True, NOW=NOW),
        transaction.atomic(),
    ):
        for loader in (*CONTENT, "load_demo"):
            call_command(loader, verbosity=0)
        yield everything()
        transaction.set_rollback(True)


def everything() -> Found:
    """Compare the lists before, with closed doors, and with everything; then read it all."""
    accounts = {user.email.split("@")[0]: user for user in User.objects.all()}
    people = people_of({role: accounts.get(name, AnonymousUser()) for role, name in PEOPLE.items()})
    found = Found(Laid(), people)
    urls = list(urls_of(PAGES))
    for role in OUTSIDE:
        found.lists["before", role] = lists_of(people[role], urls)
    lay_closed_doors(found.laid)
    found.lists["closed", "focal_point"] = lists_of(people["focal_point"], urls)
    lay_what_members_share(found.laid)
    found.lists |= {("all", role): {} for role in OUTSIDE}
    read_everything(found, urls + list(own_pages()))
    return found


#: who may see what does not depend on the database
pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_a_word_is_read_by_those_who_may_and_by_nobody_else(found: Found):
    leaks = {
        (role, *found.laid.places[word], where)
        for role, words in found.seen.items()
        for word, where in words.items()
        if role not in found.laid.seen_by(word)
    }
    assert leaks == set()
    shown = {(found.laid.places[word][0], role) for role, words in found.seen.items() for word in words}
    hidden = {
        (row, role) for row, roles in found.laid.rows.items() for role in roles if (row, role) not in shown
    }
    assert hidden == set()
    assert found.broken == set()


def test_every_address_that_can_be_read_was_read(found: Found):
    assert {page.split(" ")[1] for page in PAGES if page.startswith("GET ")} - found.visited == set()


def test_what_is_closed_changes_nothing_for_whoever_stands_outside(found: Found):
    different = {
        (role, url)
        for (when, role), bodies in found.lists.items()
        for url, body in bodies.items()
        if body != found.lists["before", role][url]
        if (when, role) != ("all", "focal_point")  # a focal point reads what members share
    }
    assert different == set()


#: addresses of what is closed, beside addresses of nothing
CLOSED_AND_NOTHING: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("monitoring:activity", {"code": "PROT-A90"}, {"code": "PROT-A99"}),
    ("monitoring:activity", {"code": "PROT-A91"}, {"code": "PROT-A99"}),
    ("monitoring:indicator", {"code": "PROT-A90-I1"}, {"code": "PROT-A99-I1"}),
    ("monitoring:indicator_file", {"code": "PROT-A90-I1", "suffix": "csv"}, {"code": "X", "suffix": "csv"}),
    ("monitoring:theme", {"period": "2019-2022", "slug": "zq"}, {"period": "2019-2022", "slug": "no-hay"}),
    ("meetings:cited", {"code": "GT-PROT-2021-03", "paragraph": "9"}, {"code": "X", "paragraph": "9"}),
    ("reports:report", {"label": "2020"}, {"label": "2033"}),
    ("reports:file", {"label": "2020", "suffix": "docx"}, {"label": "2033", "suffix": "docx"}),
]


def closed_and_nothing() -> Iterator[tuple[str, str]]:
    """Yield the address of something closed with one of the same kind where there is nothing."""
    rows = list(CLOSED_AND_NOTHING)
    nothing = {"key": UUID(int=7)}
    closed = Meeting.objects.filter(code__istartswith="zq")
    rows += [("meetings:page", {"code": meeting.code}, {"code": "X"}) for meeting in closed]
    rows += [("meetings:minutes", {"code": meeting.code}, {"code": "X"}) for meeting in closed]
    papers = Paper.objects.filter(title_es__startswith="zq")
    rows += [("meetings:paper", {"key": paper.key}, nothing) for paper in papers]
    rows += [("monitoring:evidence", {"key": one.key}, nothing) for one in Evidence.objects.all()]
    with override("es"):
        for name, one, other in rows:
            yield reverse(name, kwargs=one), reverse(name, kwargs=other)


def without_address(body: bytes, url: str) -> bytes:
    """Return a page without its own address, in both languages."""
    with override("es"):
        for address in (url, translate_url(url, "en")):
            body = body.replace(quote(address).encode(), b"HERE").replace(address.encode(), b"HERE")
    return body


@pytest.mark.parametrize("role", OUTSIDE)
def test_what_is_closed_answers_as_an_address_of_nothing_after_the_same_queries(found: Found, role: str):
    """The same page, the same headers and as many queries: nothing is read on the way to the refusal."""
    client = as_role(Client(), found.people[role])
    for closed, nothing in closed_and_nothing():
        answers = []
        for url in (closed, nothing):
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(url)
            body = without_address(said_by(answer), url)
            answers.append((answer.status_code, dict(answer.headers), body, len(queries)))
        one, other = answers
        assert (closed, one[0], one[3]) == (closed, 404, other[3])
        length = "Content-Length"
        assert {k: v for k, v in one[1].items() if k != length} == {
            k: v for k, v in other[1].items() if k != length
        }, closed
        assert one[2] == other[2], closed


def test_a_file_is_saved_and_never_kept_on_the_way_and_each_opening_is_written_down(found: Found):
    member = found.people["member"]
    client = as_role(Client(), member)
    files = [
        ("meetings:paper", Paper.objects.filter(title_es__startswith="zq", meeting__body__code="PROT")),
        ("monitoring:evidence", Evidence.objects.all()),
    ]
    for name, rows in files:
        for row in rows:
            with override("es"):
                answer = client.get(reverse(name, kwargs={"key": row.key}))
            assert answer.status_code == 200
            assert (answer["Cache-Control"], answer["X-Content-Type-Options"]) == (
                "private, no-store",
                "nosniff",
            )
            assert answer["Content-Disposition"].startswith("attachment")
            assert row.key.version == 4  # random: nobody guesses it
            assert row.file.name.endswith(row.key.hex)  # in the folder, neither its name nor its ending
    closed = Activity.objects.get(code="PROT-A90")
    for paper in Paper.objects.filter(session__tier="closed"):
        assert openings(client, "meetings:paper", {"key": paper.key}, member) == [str(paper)]
    assert openings(client, "monitoring:activity", {"code": closed.code}, member) == [str(closed)]
    decision = Decision.objects.get(meeting__code="GT-PROT-2021-03", paragraph="9")
    parts = {"code": "GT-PROT-2021-03", "paragraph": "9"}
    assert openings(client, "meetings:cited", parts, member) == [str(decision)]


def openings(client: Client, name: str, parts: dict[str, Any], who: type_of_person) -> list[str]:
    """Open something closed, and return what the trail says of it: the record, by whom, in which capacity."""
    Entry.objects.filter(verb="open_closed").delete()
    with override("es"):
        answer = client.get(reverse(name, kwargs=parts))
    assert answer.status_code == 200
    assert answer.streaming or "Puerta cerrada: no compartir" in answer.content.decode()
    entries = list(Entry.objects.filter(verb="open_closed"))
    assert {(one.by_id, "PROT" in one.capacity) for one in entries} == {(who.pk, True)}
    return [one.label for one in entries]
