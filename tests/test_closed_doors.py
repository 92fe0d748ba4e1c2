"""What a person may not see is absent, at every address and in every file, for every role (AC-07)."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import connection, models, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse, translate_url
from django.utils.translation import override

from pilares.core.index import Indexed
from pilares.core.letters import Letter
from pilares.core.trail import Entry
from pilares.home.queries.search import SOURCES
from pilares.meetings.models import Decision, Meeting, Paper
from pilares.memory.jobs import send_digests
from pilares.memory.models import Digest, Follow
from pilares.monitoring.models import Activity, CriticalAspect, Evidence
from pilares.people.models import Body, User
from pilares.plans.models import Version
from tests.access_table import PAGES, PEOPLE
from tests.cast import as_role
from tests.closed_cited import (
    ASKING,
    BY_EVERYBODY,
    RESTING,
    citing_pages,
    lay_what_rests_on_closed_doors,
)
from tests.closed_pages import (
    LISTS,
    SHOWN,
    closed_and_nothing,
    own_pages,
    said_by,
    text_of,
    urls_of,
    what_is_opened,
)
from tests.closed_record import (
    ON_RECORD,
    lay_what_everybody_reads_part_of,
    lay_what_stands_on_record,
    partly_open_pages,
    record_pages,
)
from tests.closed_shared import (
    lay_what_is_decided_slowly,
    lay_what_is_somebodys,
    lay_what_is_under_embargo,
    lay_what_members_share,
)
from tests.closed_world import KEYS, NOT_LAID, NOWHERE, Laid, lay_closed_doors, people_of

type_of_person = User | AnonymousUser
OUTSIDE = ("nobody", "observer", "focal_point")
ON_PAPER = (*OUTSIDE, "member")
#: who reads the English pages too: those outside, and who between them read all that is there
IN_ENGLISH = (*OUTSIDE, "member", "secretariat")


LONG_AGO = datetime(2021, 8, 2, tzinfo=UTC)
#: what search engines and readers of feeds ask of a real instance
REAL = ("sitemap", "robots", "home:publications", "home:progress")


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


def ask(client: Client, url: str, query: Any, user: type_of_person) -> Any:
    """Ask for a page; an address that signs people out does so to nobody else."""
    answer = client.get(url, query, headers={"accept-language": "es"})
    if "sessionid" in answer.cookies:
        as_role(client, user)
    return answer


def lists_of(user: type_of_person, urls: list[tuple[str, str, Any]]) -> dict[str, bytes]:
    """Return what each list says to somebody, and the letter of the week; paper is not made twice alike."""
    client = as_role(Client(raise_request_exception=False), user)
    lists = [row for row in urls if row[0] in LISTS and not row[1].endswith(".pdf")]
    said = {asking(url, query): said_by(ask(client, url, query, user)) for _name, url, query in lists}
    return said | {"digest": letters_to(user), **real_pages(user)}


def letters_to(user: type_of_person) -> bytes:
    """Return the letters about what somebody follows, five weeks at once; nothing of them stays."""
    if not isinstance(user, User):
        return b""
    with transaction.atomic():
        Follow.objects.get_or_create(user=user, group=seated_in(), defaults={"at": LONG_AGO})
        Digest.objects.create(user=user, since=LONG_AGO, until=LONG_AGO, told=False)
        send_digests()
        said = "\n".join(Letter.objects.filter(key__startswith="digest:").values_list("body", flat=True))
        transaction.set_rollback(True)
    return said.encode()


def seated_in() -> Body:
    """Return the group whose doors are closed."""
    return Body.objects.get(code="PROT")


def real_pages(user: type_of_person) -> dict[str, bytes]:
    """Return what programs read of an instance that is no demonstration: it has public pages to list."""
    client = as_role(Client(raise_request_exception=False), user)
    with override_settings(DEMO=False), override("es"):
        return {f"real {name}": said_by(client.get(reverse(name))) for name in REAL}


def asking(url: str, query: Any) -> str:
    """Return an address with what is asked of it: one page says different things of different days."""
    return f"{url}?{urlencode(query)}" if query else url


def asked_as(role: str, name: str, url: str) -> bool:
    """Whether a role asks for an address: everybody for every one, the forms of accounts once.

    Paper is set from the page of the same name: those outside read it too, and a member.
    """
    return (":" in name or role == "nobody") and not (url.endswith(".pdf") and role not in ON_PAPER)


def read_everything(found: Found, urls: list[tuple[str, str, Any]]) -> None:
    """Ask for every address as every role, and keep which markers stood in the answers."""
    for role, user in found.people.items():
        client = as_role(Client(raise_request_exception=False), user)
        for name, url, query in urls:
            if not asked_as(role, name, url):
                continue
            answer = read(found, client, role, url, query)
            found.visited.add(name)
            if asking(url, query) in found.lists.get(("before", role), {}):
                found.lists["all", role][asking(url, query)] = said_by(answer)
            english = in_english(url)
            if (
                answer.status_code == 200
                and english != url
                and role in IN_ENGLISH
                and name in SHOWN | LISTS | ON_RECORD
            ):
                read(found, client, role, english, query)


def read(found: Found, client: Client, role: str, url: str, query: Any) -> Any:
    """Ask for an address, and keep which markers it said that stand not in its own address."""
    answer = ask(client, url, query, found.people[role])
    if answer.status_code == 500:
        found.broken.add((role, url))
    for word in set(found.words.findall(text_of(answer))) - set(found.words.findall(url.lower())):
        found.seen[role].setdefault(word, url)
    return answer


def in_english(url: str) -> str:
    """Return the English address of a page; files printed by a typesetter are read in one language."""
    return url if url.endswith(".pdf") else translate_url(url, "en")


@pytest.fixture(scope="module")
def found(demo_world) -> Found:
    """Lay the world in two steps, and ask for everything; done once."""
    return everything()


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
    lay_what_is_decided_slowly(found.laid)
    lay_what_is_under_embargo(found.laid)
    lay_what_is_somebodys(found.laid, people)
    lay_what_stands_on_record(found.laid)
    for role in OUTSIDE:
        found.lists["all", role] = {"digest": letters_to(people[role]), **real_pages(people[role])}
    read_everything(found, urls + list(own_pages()) + list(record_pages()))
    lay_what_everybody_reads_part_of(found.laid)
    lay_what_rests_on_closed_doors(found.laid)
    read_what_rests_on_closed_doors(found)
    return found


def read_what_rests_on_closed_doors(found: Found) -> None:
    """Ask for what rests on something closed, as who may know of it and as who may not."""
    for role, user in found.people.items():
        client = as_role(Client(raise_request_exception=False), user)
        for name, url, query in citing_pages():
            if role in ASKING or name in BY_EVERYBODY:
                read(found, client, role, url, query)
        for _name, url, query in partly_open_pages():
            read(found, client, role, url, query)


#: who may see what does not depend on the database; files are read too
pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.pdf]


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


def test_nothing_that_a_person_can_search_holds_a_word_that_they_may_not_read(found: Found):
    said = {(i.model, i.object_id): i.words for i in Indexed.objects.all()}
    leaks = {
        (role, *found.laid.places[word])
        for role, user in found.people.items()
        for source in SOURCES
        for key in source.rows(user).values_list("pk", flat=True)
        for word in found.words.findall(said[source.model._meta.label_lower, key])
        if role not in found.laid.seen_by(word)
    }
    assert leaks == set()


def test_every_column_that_somebody_fills_is_read_somewhere_or_said_to_stand_nowhere(found: Found):
    def column_of(word: str) -> tuple[str, str]:
        row, column = found.laid.places[word]
        return row.split()[0], column

    shown = {column_of(word) for words in found.seen.values() for word in words}
    assert {column_of(word) for word in found.laid.places} - shown == set(NOWHERE)


def test_every_model_with_words_in_it_is_laid_here_or_said_to_be_open(found: Found):
    laid = {row.split()[0] for row in found.laid.rows}
    free = {
        model.__name__
        for model in apps.get_models()
        if model.__module__.startswith("pilares.") and not model.__name__.startswith("Historical")
        for column in model._meta.concrete_fields
        if isinstance(column, models.CharField | models.TextField | models.JSONField) and not column.choices
        if column.name not in KEYS
    }
    assert free - laid == set(NOT_LAID)


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


@pytest.mark.parametrize(("seated", "name", "parts"), RESTING)
def test_whoever_sits_there_reads_where_something_was_decided(
    found: Found, seated: str, name: str, parts: dict[str, Any]
):
    body = {"member": "PROT", "delegate": "GRCM"}[seated]
    meeting = Meeting.objects.get(body__code=body, tier="closed", code__istartswith="zq")
    cited = Decision.objects.get(meeting=meeting).citation
    with override("es"):
        url = reverse(name, kwargs=parts)
    read_by = {
        role
        for role, user in found.people.items()
        if cited in as_role(Client(), user).get(url).content.decode()
    }
    others = {"member": {"member"}, "delegate": {"delegate", "former"}}[seated]
    assert read_by == {"presidency", "secretariat"} | others


def without_address(body: bytes, url: str) -> bytes:
    """Return a page without its own address, in both languages."""
    own = {url}
    for language in ("es", "en"):
        with override(language):
            own |= {translate_url(url, "es"), translate_url(url, "en")}
    for address in sorted(own, key=len, reverse=True):
        body = body.replace(quote(address).encode(), b"HERE").replace(address.encode(), b"HERE")
    return body


def answered(client: Client, url: str) -> tuple[int, dict[str, str], bytes, int]:
    """Return status, headers and body of an answer without its own address, and how much was read for it."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
    told = {name: value for name, value in answer.headers.items() if name != "Content-Length"}
    if "Location" in told:
        told["Location"] = without_address(told["Location"].encode(), url).decode()
    return answer.status_code, told, without_address(said_by(answer), url), len(queries)


@pytest.mark.parametrize("role", OUTSIDE)
def test_what_is_closed_answers_as_an_address_of_nothing_after_the_same_queries(found: Found, role: str):
    """The same page, the same headers and as many queries: nothing is read on the way to the refusal."""
    client = as_role(Client(), found.people[role])
    for closed, nothing in closed_and_nothing(members=role == "focal_point"):
        one, other = answered(client, closed), answered(client, nothing)
        leads_in = role == "nobody" and other[0] == 302  # a page of work leads a visitor to the way in
        assert (closed, one[0]) == (closed, 302 if leads_in else 404)
        assert (closed, *one) == (closed, *other)


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


def test_each_opening_of_what_is_closed_is_written_down_once(found: Found):
    who = found.people["secretariat"]
    client = as_role(Client(), who)
    Version.objects.filter(document__code="zq-texto").update(tier="closed")
    CriticalAspect.objects.filter(text_es__startswith="zq").update(tier="closed")
    for name, parts, model in what_is_opened():
        Entry.objects.filter(verb="open_closed").delete()
        with override("es"):
            answer = client.get(reverse(name, kwargs=parts))
        entries = Entry.objects.filter(verb="open_closed").values_list("model", "by")
        assert (name, answer.status_code, [*entries]) == (name, 200, [(model, who.pk)])


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
