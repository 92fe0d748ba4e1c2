"""What the addresses of texts in consultation and under silence answer; observers and the public find none.

In the demo a round of version 3 is open and one of version 2 concluded; Canada broke its silence.
Canada, Honduras and Panama have named their delegates.
"""

from collections.abc import Callable

from pilares.consensus.models import EarlierStep, Observation, Round, Silence
from pilares.plans.models import Document
from tests.access_rows import MEMBERS, Parts, Row, everyone, first, only

TEXT = "objetivo-gestion-fronteriza"
STEERING = ("presidency", "secretariat")
OUTSIDE = {"nobody": 302, "observer": 404, "civil_society": 404}


def members(status: int = 200) -> Row:
    """One answer for whoever is of a Member Country; for the others there is no such page."""
    return only(*MEMBERS, status=status, nobody=302)


def steering(status: int = 200) -> Row:
    """One answer for who circulates the texts; the other members are told who does."""
    return {**only(*STEERING, status=status, others=403), **OUTSIDE}


def recording(status: int = 200) -> Row:
    """One answer for the Secretariat; the other members are told who records."""
    return {**only("secretariat", status=status, others=403), **OUTSIDE}


def speaking(status: int = 200) -> Row:
    """One answer for the delegates; the other members are told why they may not."""
    return {**only("focal_point", "delegate", status=status, others=403), **OUTSIDE}


def _round(**where: object) -> Callable[[], Parts]:
    return lambda: first(Round, **where)


def _silence() -> Parts:
    return first(Silence)


OPEN, DONE = {"concluded_at": None}, {"concluded_at__isnull": False}
VERSION = {"code": TEXT, "number": 3}
PARTS_OF_CONSENSUS: dict[str, Parts | Callable[[], Parts]] = {
    **{
        f"consensus:{name}": _round(**OPEN)
        for name in ("round", "general", "observe", "position", "read", "move", "settle", "conclude")
    },
    "consensus:round that is concluded": _round(**DONE),
    "consensus:observe in a round that is concluded": _round(**DONE),
    "consensus:next_version": _round(**OPEN),
    "consensus:paragraph": lambda: {**first(Round, **OPEN), "anchor": "1.2"},
    "consensus:paragraph that is not": lambda: {**first(Round, **OPEN), "anchor": "9.9"},
    "consensus:file": lambda: {**first(Round, **OPEN), "suffix": "docx"},
    "consensus:file workbook": lambda: {**first(Round, **OPEN), "suffix": "xlsx"},
    "consensus:file of no kind": lambda: {**first(Round, **OPEN), "suffix": "exe"},
    "consensus:withdraw": lambda: first(Observation, round__concluded_at=None, country="PA"),
    "consensus:attach": lambda: first(Observation, round__concluded_at=None, country="PA"),
    "consensus:delegates": lambda: first(Document, code=TEXT),
    "consensus:open_round": VERSION,
    "consensus:way": {"code": TEXT},
    "consensus:step_new": {"code": TEXT},
    "consensus:step_edit": lambda: first(EarlierStep),
    "consensus:step_remove": lambda: first(EarlierStep),
    "consensus:open_silence": VERSION,
    **{
        f"consensus:{name}": _silence
        for name in (
            "silence", "object", "silence_read", "put_off", "number", "next_meeting", "silence_next_version"
        )
    },
}  # fmt: skip

CONSENSUS: dict[str, Row] = {
    "GET consensus:texts": members(),
    "GET consensus:round": members(),
    "GET consensus:round that is concluded": members(),
    "GET consensus:general": members(),
    "GET consensus:paragraph": members(),
    "GET consensus:paragraph that is not": {**everyone(404), "nobody": 302},
    "GET consensus:file": members(),
    "GET consensus:file workbook": members(),
    "GET consensus:file of no kind": {**everyone(404), "nobody": 302},
    # the delegates
    "GET consensus:observe": speaking(),
    "POST consensus:observe": speaking(422),
    "GET consensus:observe in a round that is concluded": {**everyone(403), **OUTSIDE},
    "GET consensus:position": speaking(),
    "POST consensus:position": speaking(422),
    "POST consensus:read": speaking(302),
    "POST consensus:withdraw": {**only("delegate", status=302, others=403), **OUTSIDE},
    "GET consensus:delegates": members(),
    "POST consensus:delegates": {**only("secretariat", status=422, others=403), **OUTSIDE},
    # what happened before
    "GET consensus:way": members(),
    "GET consensus:step_new": recording(),
    "POST consensus:step_new": recording(422),
    "GET consensus:step_edit": recording(),
    "POST consensus:step_edit": recording(422),
    "POST consensus:step_remove": recording(302),
    # who circulates
    "GET consensus:open_round": {**everyone(403), **OUTSIDE},  # its round is under way
    # who opened it and presses twice is led to it
    "POST consensus:open_round": {**everyone(403), **OUTSIDE, "presidency": 302},
    "GET consensus:move": steering(),
    "POST consensus:move": steering(422),
    "GET consensus:settle": steering(),
    "POST consensus:settle": steering(302),
    "GET consensus:conclude": {**everyone(403), **OUTSIDE},  # its deadline has not passed
    "POST consensus:conclude": {**everyone(403), **OUTSIDE},
    "POST consensus:next_version": {**everyone(403), **OUTSIDE},
    "POST consensus:attach": {**everyone(403), **OUTSIDE},  # it is no declaration
    # the silence procedure
    "GET consensus:rule": {**only("secretariat", others=403), **OUTSIDE},
    "POST consensus:rule": {**only("secretariat", status=422, others=403), **OUTSIDE},
    "POST consensus:end_rule": {**only("secretariat", status=302, others=403), **OUTSIDE},
    "GET consensus:decide_by_silence": steering(),
    "POST consensus:decide_by_silence": steering(422),
    "GET consensus:open_silence": {**everyone(403), **OUTSIDE},  # a round asks about the text
    "POST consensus:open_silence": {**everyone(403), **OUTSIDE},
    "GET consensus:silence": members(),
    "GET consensus:object": {**everyone(403), **OUTSIDE},  # it was broken
    "POST consensus:object": {**everyone(403), **OUTSIDE},
    "POST consensus:silence_read": {**everyone(403), **OUTSIDE},
    "GET consensus:put_off": {**everyone(403), **OUTSIDE},
    "POST consensus:put_off": {**everyone(403), **OUTSIDE},
    "GET consensus:number": {**everyone(403), **OUTSIDE},
    "POST consensus:number": {**everyone(403), **OUTSIDE},
    "GET consensus:next_meeting": {**everyone(403), **OUTSIDE},  # the text went on as version 3
    "POST consensus:next_meeting": {**everyone(403), **OUTSIDE},
    "POST consensus:silence_next_version": {**everyone(403), **OUTSIDE},
}
