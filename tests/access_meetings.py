"""What the addresses of meetings and decisions answer: the demo's meeting of 3 March 2021, and its RCGM."""

from collections.abc import Callable

from pilares.meetings.models import (
    AgendaItem,
    CommentPeriod,
    Decision,
    Mandate,
    MinutesParagraph,
    Paper,
    Session,
)
from tests.access_rows import MEMBERS, Parts, Row, everyone, first, only, secretariat

RCGM = {"code": "GRCM-2021-06"}
PROT = {"code": "GT-PROT-2021-03"}


def keeper(status: int = 200) -> Row:
    """One answer for the Secretariat and the presidency that leads the meeting; the others get a reason."""
    return only("presidency", "secretariat", status=status, others=403, nobody=302)


def extended(status: int = 200) -> Row:
    """One answer for whoever takes part in the Conference, observers too."""
    return {**everyone(status), "nobody": 404}


def of_prot(model: type, **where: object) -> Callable[[], Parts]:
    """Return the address of a part of the meeting of 3 March."""
    return lambda: {**PROT, **first(model, **where)}


def paper(tier: str) -> Callable[[], Parts]:
    """Return the address of a file of the meeting of 3 March."""
    return lambda: {"key": Paper.objects.get(meeting__code=PROT["code"], tier=tier).key}


MARCH = {"session__meeting__code": "GT-PROT-2021-03"}
SESSION = of_prot(Session, meeting__code="GT-PROT-2021-03")
POINT = of_prot(AgendaItem, **MARCH)
PARAGRAPH = of_prot(MinutesParagraph, **MARCH)
FILE = of_prot(Paper, meeting__code="GT-PROT-2021-03")

PARTS_OF_MEETINGS: dict[str, Parts | Callable[[], Parts]] = {
    "home:group_meetings": {"slug": "gestion-fronteriza"},
    "meetings:export": {"suffix": "csv"},
    "meetings:export workbook": {"suffix": "xlsx"},
    "meetings:export of no kind": {"suffix": "exe"},
    "meetings:cited": {**RCGM, "paragraph": "2"},
    "meetings:cited to members": {**RCGM, "paragraph": "1"},
    "meetings:cited behind closed doors": {**PROT, "paragraph": "4"},
    "meetings:cited nowhere": {**RCGM, "paragraph": "99"},
    "meetings:unnumbered": lambda: {**RCGM, **first(Decision, meeting__code="GRCM-2021-06", paragraph="2")},
    "meetings:follow_up": {**RCGM, "paragraph": "2"},
    "meetings:follow_up of what commits nobody": {**RCGM, "paragraph": "4"},
    "meetings:page": RCGM,
    "meetings:page of the extended conference": PROT,
    "meetings:page of none": {"code": "GRCM-2099-01"},
    "meetings:closed": PROT,
    "meetings:closed where nothing is": RCGM,
    "meetings:conclusions": RCGM,
    "meetings:minutes": PROT,
    "meetings:minutes of none": RCGM,
    "meetings:meeting": RCGM,
    "meetings:meeting of an earlier presidency": {"code": "GRCM-2020-03"},
    "meetings:move": {"code": "GRCM-2021-11", "verb": "cancel"},
    "meetings:move what has passed": {**RCGM, "verb": "cancel"},
    "meetings:move_minutes": {**PROT, "verb": "circulate"},
    "meetings:attendance": RCGM,
    "meetings:ask_for_comments": RCGM,
    "meetings:comment": lambda: {**RCGM, **first(CommentPeriod)},
    "meetings:decision_new": RCGM,
    "meetings:decision": lambda: {**RCGM, **first(Decision, meeting__code="GRCM-2021-06")},
    "meetings:session_new": PROT,
    "meetings:session": SESSION,
    "meetings:session_remove": SESSION,
    "meetings:point_new": lambda: {**PROT, "session": first(Session, meeting__code=PROT["code"])["pk"]},
    "meetings:point": POINT,
    "meetings:point_remove": POINT,
    "meetings:paragraph_new": PROT,
    "meetings:paragraph": PARAGRAPH,
    "meetings:paragraph_remove": PARAGRAPH,
    "meetings:paper": paper("extended"),
    "meetings:paper behind closed doors": paper("closed"),
    "meetings:paper_new": PROT,
    "meetings:paper_edit": FILE,
    "meetings:paper_remove": FILE,
    "meetings:mandate": lambda: first(Mandate),
    "meetings:mandate_extend": lambda: first(Mandate),
    "meetings:mandate_conclude": lambda: first(Mandate),
}
kept = {**keeper(), "nobody": 302}

MEETINGS: dict[str, Row] = {
    "GET home:group_meetings": everyone(200),
    "GET meetings:decisions": everyone(200),
    "GET meetings:export": everyone(200),
    "GET meetings:export workbook": everyone(200),
    "GET meetings:export of no kind": everyone(404),
    "GET meetings:cited": everyone(200),
    "GET meetings:cited to members": only(*MEMBERS),
    "GET meetings:cited behind closed doors": only("member", "presidency", "secretariat"),
    "GET meetings:cited nowhere": everyone(404),
    "GET meetings:unnumbered": everyone(302),  # it has its number
    "GET meetings:follow_up": keeper(),
    "POST meetings:follow_up": keeper(422),
    "GET meetings:follow_up of what commits nobody": keeper(409),
    "GET meetings:list": everyone(200),
    "GET meetings:page": everyone(200),
    "GET meetings:page of the extended conference": extended(),
    "GET meetings:page of none": everyone(404),
    "GET meetings:closed": only("member", "presidency", "secretariat", nobody=302),
    "GET meetings:closed where nothing is": {**everyone(404), "nobody": 302},
    "GET meetings:conclusions": everyone(200),
    "GET meetings:minutes": extended(),
    "GET meetings:minutes of none": everyone(404),
    "GET meetings:convene": keeper(),
    "POST meetings:convene": keeper(422),
    "GET meetings:meeting_new": secretariat(),
    "POST meetings:meeting_new": secretariat(422),
    "GET meetings:meeting": keeper(),
    "POST meetings:meeting": keeper(422),
    "GET meetings:meeting of an earlier presidency": secretariat(),
    "GET meetings:move": keeper(),
    "POST meetings:move": keeper(422),
    "GET meetings:move what has passed": keeper(409),
    "POST meetings:move_minutes": keeper(409),
    "GET meetings:attendance": keeper(),
    "POST meetings:attendance": keeper(422),
    "GET meetings:ask_for_comments": keeper(),
    "POST meetings:ask_for_comments": keeper(422),
    "GET meetings:comment": {**everyone(403), "nobody": 302, "observer": 404, "civil_society": 404},
    "POST meetings:comment": {**everyone(403), "nobody": 302, "observer": 404, "civil_society": 404},
    "GET meetings:decision_new": keeper(),
    "POST meetings:decision_new": keeper(422),
    "GET meetings:decision": keeper(),
    "POST meetings:decision": keeper(422),
    "GET meetings:session_new": kept,
    "POST meetings:session_new": keeper(422),
    "GET meetings:session": kept,
    "POST meetings:session": keeper(422),
    "POST meetings:session_remove": keeper(409),
    "GET meetings:point_new": kept,
    "POST meetings:point_new": keeper(422),
    "GET meetings:point": kept,
    "POST meetings:point": keeper(422),
    "POST meetings:point_remove": keeper(302),
    "GET meetings:paragraph_new": kept,
    "POST meetings:paragraph_new": keeper(422),
    "GET meetings:paragraph": kept,
    "POST meetings:paragraph": keeper(422),
    "POST meetings:paragraph_remove": keeper(409),  # the minutes are approved
    "GET meetings:paper": extended(),
    "GET meetings:paper behind closed doors": only("member", "presidency", "secretariat"),
    "GET meetings:paper_new": kept,
    "POST meetings:paper_new": keeper(422),
    "GET meetings:paper_edit": kept,
    "POST meetings:paper_edit": keeper(422),
    "POST meetings:paper_remove": keeper(302),
    "GET meetings:meetings": secretariat(),
    "GET meetings:mandates": secretariat(),
    "GET meetings:mandate_new": secretariat(),
    "POST meetings:mandate_new": secretariat(422),
    "GET meetings:mandate": secretariat(),
    "POST meetings:mandate": secretariat(422),
    "GET meetings:mandate_extend": secretariat(),
    "POST meetings:mandate_extend": secretariat(422),
    "GET meetings:mandate_conclude": secretariat(),
    "POST meetings:mandate_conclude": secretariat(422),
}
