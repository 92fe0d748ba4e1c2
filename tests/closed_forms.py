"""What a form takes and is sent, what is shown beside others, and every letter: in the closed world."""

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any
from urllib.parse import unquote
from uuid import UUID

from django import forms
from django.db import connection, models, reset_queries, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from pilares.consensus.actions.input_letters import contributors, steering, tell
from pilares.consensus.actions.letters import tell_named, tell_round, tell_silence
from pilares.consensus.jobs import keep_the_clock
from pilares.consensus.models import Input, Objection, Observation, Round, Silence
from pilares.consensus.queries.recipients import recipients
from pilares.core.letters import Letter
from pilares.home.jobs import warn
from pilares.matrix.models import Import
from pilares.meetings.models import Decision, Meeting
from pilares.memory.jobs import send_digests
from pilares.monitoring.actions.letters import (
    send_link_again,
    tell_asked,
    tell_due,
    tell_moved,
    tell_reopened,
    tell_returned,
)
from pilares.monitoring.jobs import remind
from pilares.monitoring.models import (
    CriticalAspect,
    Measurement,
    Period,
    PresidencyLine,
    Request,
    SupportOffer,
    SupportRequest,
    Window,
)
from pilares.people.jobs import follow_presidencies
from pilares.people.models import KeptForm, User
from tests.access_table import EMPTY, PARTS
from tests.closed_pages import FRESH, said_by
from tests.closed_world import DAY, Laid

#: what a form draws anew each time that it is shown
DRAWN = re.compile(rb'"csrfmiddlewaretoken": "[^"]+"|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}')
#: what a form was opened with, told by a name: it is drawn from the words that were sent
BEGUN = re.compile(rb"begun-[0-9a-f]{16}")
NAMED = re.compile(r'<(?:input|select|textarea|button)\b[^>]*?\bname="([^"]+)"')
#: beside what a form is sent, what the frame of every page has
FRAME = {"csrfmiddlewaretoken", "q"}
NOTHING = 999_999
Sent = dict[str, Any]


class Undone(Exception):
    """Raised to take back what a request wrote."""


def asked(client: Client, method: str, url: str, data: Sent) -> tuple[Any, int]:
    """Ask, take back whatever that wrote, and return the answer with how many queries it took."""
    kept = deepcopy(client.cookies)
    reset_queries()  # only so many are kept
    try:
        with transaction.atomic(), override("es"):
            with CaptureQueriesContext(connection) as queries:
                answer = getattr(client, method)(url, data)
            raise Undone
    except Undone:
        client.cookies = kept
        return answer, len(queries)


def told(client: Client, method: str, url: str, data: Sent, pair: tuple[str, ...]) -> tuple[Any, ...]:
    """Return all that an answer tells, with keys of something closed and of nothing called the same."""
    answer, queries = asked(client, method, url, data)
    both = "|".join(re.escape(one) for one in pair).encode()
    keys = re.compile(rb"(?<![0-9A-Za-z])(?:" + both + rb")(?![0-9A-Za-z])", re.IGNORECASE)
    said = {name: keys.sub(b"KEY", unquote(value).encode()) for name, value in answer.headers.items()}
    said.pop("Content-Length", None)
    # what the next page would say of it
    notes = [keys.sub(b"KEY", str(one).encode()) for one in getattr(answer.wsgi_request, "_messages", ())]
    body = keys.sub(b"KEY", BEGUN.sub(b"", DRAWN.sub(b"", FRESH.sub(b"", said_by(answer)))))
    return answer.status_code, said, notes, body, queries


def differ(client: Client, method: str, *said: tuple[str, Sent], pair: tuple[str, ...]) -> bool:
    """Whether two askings are answered otherwise, twice: what differs by chance differs once."""
    for _again in range(2):
        one, other = (told(client, method, url, data, pair) for url, data in said)
        if one == other:
            return False
    return True


def parts_of(page: str) -> Sent:
    """Return the parts of the address of a row of the access table."""
    method, name = page.split(" ")[:2]
    parts = PARTS.get(page.removeprefix(f"{method} ")) or PARTS.get(name)
    return dict(parts() if callable(parts) else parts or {})


def address(page: str, parts: Sent) -> str:
    """Return the address of a row of the access table, with these parts."""
    with override("es"):
        return reverse(page.split(" ")[1], kwargs=parts)


def forms_of(answer: Any) -> Iterator[forms.BaseForm]:
    """Yield the forms that a page was made of, wherever its context keeps them."""
    met: dict[int, object] = {}
    layers = [layer for one in answer.context or () for layer in getattr(one, "dicts", [one])]
    waiting: list[object] = [dict(layer) for layer in layers]
    while waiting:
        one = waiting.pop()
        if id(one) in met:
            continue
        met[id(one)] = one
        if isinstance(one, forms.BaseForm):
            yield one
        else:
            waiting.extend(inside(one))


def inside(one: object) -> Iterable[object]:
    """Return what holds forms in what a page is made of: formsets, mappings, lists and page values."""
    if isinstance(one, forms.BaseFormSet):
        return [*one.forms, one.management_form]
    if isinstance(one, dict):
        return one.values()
    if isinstance(one, list | tuple):
        return one
    return [getattr(one, name, None) for name in getattr(one, "__dataclass_fields__", ())]


class Filled:
    """The form of a page as somebody opens it: what it says already, what takes a key, what takes words."""

    def __init__(self, client: Client, url: str, *, whole: bool) -> None:
        self.data: Sent = {}
        #: field, with the model whose key it takes
        self.keys: dict[str, type[models.Model]] = {}
        self.words: set[str] = set()
        for method in ("get", "post") if whole else ("get",):
            answer, _queries = asked(client, method, url, EMPTY if method == "post" else {})
            if answer.status_code in {200, 409, 422}:
                self._read(answer, filled=method == "get")
        self.words -= {*self.keys, *FRAME}

    def _read(self, answer: Any, *, filled: bool) -> None:
        for form in forms_of(answer):
            for bound in form:
                self._keep(bound)
                value = plain(bound.value()) if filled else None
                if value is not None and not isinstance(bound.field, forms.FileField):
                    self.data.setdefault(bound.html_name, value)
        if not answer.streaming:
            self.words |= set(NAMED.findall(answer.content.decode()))

    def _keep(self, bound: Any) -> None:
        if isinstance(bound.field, forms.ModelChoiceField) and bound.field.queryset is not None:
            self.keys[bound.html_name] = bound.field.queryset.model


def plain(value: Any) -> Any:
    """Return what a field says as a browser sends it; nothing where it says nothing."""
    value = value() if callable(value) else value
    if value is None or value is False:
        return None
    if isinstance(value, list | tuple | models.QuerySet):
        return [getattr(one, "pk", one) for one in value]
    return str(getattr(value, "pk", value))


def closed_to(laid: Laid, model: type[models.Model], role: str) -> list[int]:
    """Return the keys of what is laid of a model and a role may not see."""
    return [key for key, roles in laid.keys.get(model, {}).items() if role not in roles]


class Words:
    """What is written where a form takes words: a code, a citation or an address, of the same length."""

    def __init__(self) -> None:
        meeting = Meeting.objects.get(body__code="PROT", tier="closed", code__istartswith="zq")
        cited, other = Decision.objects.get(meeting=meeting).citation, f"ZX{meeting.code[2:]}"
        path = f"/es/reuniones/{meeting.code.lower()}"
        self.kinds = [
            (r"address|url|next|then", path, path.replace(meeting.code.lower(), other.lower())),
            (r"code|meeting|stamp", meeting.code, other),
            (r"decision|cit|paragraph|source", cited, cited.replace(meeting.code, other)),
            ("", "PROT-A90", "PROT-A77"),
        ]
        #: all that stands for something closed or for nothing, the longest first
        self.every = tuple(sorted({said for kind in self.kinds for said in kind[1:]}, key=len, reverse=True))

    def into(self, names: Iterable[str], *, closed: bool) -> Sent:
        """Return what is written into each of these fields."""
        kinds = [(name, next(kind for kind in self.kinds if re.search(kind[0], name))) for name in names]
        return {name: kind[1 if closed else 2] for name, kind in kinds}


# --- Addresses -----------------------------------------------------------------------------------------

#: what stands for something closed in an address, by what stood there: with a code of nothing
CLOSED: list[tuple[str, str, str]] = [
    (r"[A-Z]+-A\d+-I\d+", "PROT-A90-I1", "PROT-A77-I1"),
    (r"[A-Z]+-A\d+", "PROT-A90", "PROT-A77"),
    (r"AP-\d+-\d+", "AP-2021-902", "AP-2021-977"),
]
#: the same of what every Member Country reads
SHARED: list[tuple[str, str, str]] = [
    (r"plan-2019-2022|carta-estatutaria", "zq-texto", "zx-texto"),
    (r"2019-2022", "2098-2101", "2198-2201"),
]
#: by the beginning of a name, the model whose key its address carries
KEYED: list[tuple[str, type[models.Model]]] = [
    ("consensus:object", Silence), ("consensus:silence", Silence), ("consensus:break", Silence),
    ("consensus:settle", Round), ("consensus:round", Round), ("consensus:move", Round),
    ("consensus:withdraw_objection", Objection), ("consensus:edit_observation", Observation),
    ("matrix:import", Import), ("matrix:framework", Import),
    ("monitoring:critical", CriticalAspect), ("monitoring:edit_critical", CriticalAspect),
    ("monitoring:support_request", SupportRequest), ("monitoring:withdraw_support", SupportRequest),
    ("monitoring:support", SupportOffer),
    ("monitoring:presidency_line", PresidencyLine), ("monitoring:presidency_edit", PresidencyLine),
    ("monitoring:validate", Measurement), ("monitoring:return_figure", Measurement),
    ("monitoring:measurement", Measurement), ("monitoring:attach", Measurement),
    ("people:kept", KeptForm),
]  # fmt: skip


def closed_addresses(
    laid: Laid, role: str, told_of: dict[str, Sent]
) -> Iterator[tuple[str, str, str, tuple[str, str]]]:
    """Yield method, address of something closed, the same of nothing, and what differs in them.

    Every row of the access table whose address carries a key, for what a role may not see.
    """
    meeting = Meeting.objects.get(body__code="PROT", tier="closed", code__istartswith="zq").code
    closed = [(r"G[A-Z]+-[A-Z0-9-]+-\d+", meeting, f"ZX{meeting[2:]}"), *CLOSED]
    swaps = {"focal_point": closed, "observer": SHARED}.get(role, [*closed, *SHARED])
    met: set[tuple[str, str]] = set()
    for page, parts in told_of.items():
        method, name = page.split(" ")[:2]
        for part, value in parts.items():
            for one, other in swapped(laid, role, name, part, value, swaps):
                shut, nothing = (address(page, {**parts, part: key}) for key in (one, other))
                if (method, shut) not in met:
                    met.add((method, shut))
                    yield method, shut, nothing, (str(one), str(other))


def swapped(
    laid: Laid, role: str, name: str, part: str, value: object, swaps: list[tuple[str, str, str]]
) -> Iterator[tuple[Any, Any]]:
    """Yield the key of something closed that may stand in a part of an address, with one of nothing."""
    if isinstance(value, UUID):
        return
    if part == "pk":
        model = next((model for begins, model in KEYED if name.startswith(begins)), None)
        yield from [(key, NOTHING) for key in closed_to(laid, model, role)[:1]] if model else ()
        return
    for pattern, one, other in swaps:
        if isinstance(value, str) and re.fullmatch(pattern, value):
            yield one, other
            return


# --- Openings ------------------------------------------------------------------------------------------

#: pages and files that show closed records beside others, with one that each of them writes down
SHOWN_BESIDE: list[tuple[str, Sent, str]] = [
    ("matrix:export", {"suffix": "csv"}, "monitoring.activity PROT-A90"),
    ("matrix:export", {"suffix": "xlsx"}, "monitoring.activity PROT-A90"),
    ("matrix:export", {"suffix": "json"}, "monitoring.activity PROT-A90"),
    ("monitoring:plan_word", {"slug": "proteccion"}, "monitoring.activity PROT-A90"),
    ("monitoring:indicators_file", {}, "monitoring.activity PROT-A90"),
    ("monitoring:review", {"slug": "proteccion", "number": 2}, "monitoring.activity PROT-A90"),
    ("monitoring:presidency_plan", {"label": "2021"}, "monitoring.activity PROT-A90"),
    ("monitoring:presidency_file", {"label": "2021", "suffix": "docx"}, "monitoring.activity PROT-A90"),
    ("monitoring:presidency_file", {"label": "2021", "suffix": "xlsx"}, "monitoring.activity PROT-A90"),
]


# --- Letters -------------------------------------------------------------------------------------------


def everything_that_is_written(laid: Laid) -> list[Letter]:
    """Let every letter be written that speaks of what is laid, and return them all; nothing of them stays."""
    with transaction.atomic():
        _write_about_closed_figures()
        _write_about_texts(laid)
        for sent in Input.objects.filter(pk__in=laid.keys[Input]):
            for kind, people in (("received", steering()), ("answered", contributors(sent))):
                tell(kind, sent, people)
        tell_returned(Measurement.objects.filter(pk__in=laid.keys[Measurement]))
        for window in Window.objects.all():
            tell_moved(window, reason="Cambió la fecha de la reunión.", version=9)
        for job in (remind, keep_the_clock, warn, follow_presidencies, send_digests):
            job()
        written = [*Letter.objects.exclude(key__startswith="zq")]
        transaction.set_rollback(True)
    return written


def _write_about_texts(laid: Laid) -> None:
    for round_ in Round.objects.all():
        for kind in ("opened", "moved", "reminder", "over", "concluded"):
            tell_round(kind, round_)
        for user in recipients(round_.version.document).everybody:
            tell_named(round_.version.document, user, mark="zq")
    for silence in Silence.objects.all():
        for kind in ("silence_opened", "silence_moved", "silence_broken", "silence_kept"):
            tell_silence(kind, silence)
    for objection in Objection.objects.filter(pk__in=laid.keys[Objection]):
        tell_silence("late", objection.silence, about=objection)


def ask_for_closed_figures() -> list[Request]:
    """Ask a member of the group, and a country, for a figure of a closed activity in a window."""
    member = User.objects.get(email="gt-proteccion@demo.invalid")
    period = Period.objects.get(indicator__code="PROT-A90-I1")
    said = {"window": Window.objects.order_by("pk").first(), "period": period, "due_on": DAY}
    return [Request.objects.create(**said, to=to, country_id="GT") for to in (member, None)]


def _write_about_closed_figures() -> None:
    for one in ask_for_closed_figures():
        asked_for = Request.objects.filter(pk=one.pk).select_related("to", "period__indicator")
        tell_asked(asked_for)
        tell_due(one, before=DAY, reason="Se pidió más tiempo.", version=2)
        tell_reopened(one.period, at=f"zq {one.pk}")
        if one.to:
            send_link_again(one, one.to)
