"""The presidencies: their pages, their annual plan, the handover and what was kept for the office."""

from collections.abc import Callable

from pilares.monitoring.models import PresidencyLine
from tests.access_rows import MEMBERS, Parts, Row, everyone, first, only, signed_in

TERM = {"label": "2021"}
#: where each step of the plan is taken
STEPS = ("consult", "take_back", "endorse", "approve", "start", "close")
OF_A_LINE = ("edit_line", "line_status", "remove_line", "move_line")


def line() -> Parts:
    """Return the address of the first line of the demo's plan."""
    return {**TERM, **first(PresidencyLine)}


PARTS_OF_PRESIDENCIES: dict[str, Parts | Callable[[], Parts]] = {
    "people:kept": {"pk": 1},  # the demo keeps none: nobody's presidency has just ended
    "home:presidency": TERM,
    "home:presidency that nobody recorded": {"label": "2099"},
    "home:handover": TERM,
    "home:handover_file": {**TERM, "suffix": "docx"},
    "home:sheet": {"code": "hn"},
    "home:sheet of another country": {"code": "cr"},
    "home:sheet_pdf": {"code": "hn"},
    "home:handover_file of no kind": {**TERM, "suffix": "exe"},
    "home:accept_handover": TERM,
    "monitoring:presidency_plan": TERM,
    "monitoring:presidency_plan that is not begun": {"label": "2020"},
    "monitoring:presidency_file": {**TERM, "suffix": "docx"},
    "monitoring:presidency_file workbook": {**TERM, "suffix": "xlsx"},
    "monitoring:presidency_file of no kind": {**TERM, "suffix": "exe"},
    "monitoring:presidency_take_up": TERM,
    "monitoring:presidency_new_line": TERM,
    **{f"monitoring:presidency_{name}": line for name in OF_A_LINE},
    **{f"monitoring:presidency_{verb}": TERM for verb in STEPS},
}


def the_office(status: int = 200) -> Row:
    """One answer for the presidency in office and the Secretariat; the others get a reason."""
    return only("presidency", "secretariat", status=status, others=403, nobody=302)


#: nobody's while the plan is in execution, and two of its lines say nothing yet
NOT_NOW = signed_in(403)

PRESIDENCIES: dict[str, Row] = {
    "GET people:kept": signed_in(404),
    "POST people:kept": signed_in(404),
    "GET home:presidencies": everyone(200),
    "GET home:presidency": everyone(200),
    "GET home:presidency that nobody recorded": everyone(404),
    "GET home:panel": the_office(),
    "GET home:handover": the_office(),
    "GET home:handover_file": the_office(),
    "GET home:handover_file of no kind": {**everyone(404), "nobody": 302},
    "GET home:sheets": only(*MEMBERS, status=302, others=403, nobody=302),
    "GET home:sheet": only("focal_point", "secretariat", nobody=302),
    "GET home:sheet of another country": only("secretariat", nobody=302),
    "GET home:sheet_pdf": only("focal_point", "secretariat", nobody=302),
    "POST home:accept_handover": NOT_NOW,  # the demo's incoming presidency is not known
    "GET monitoring:presidency_plan": everyone(200),
    "GET monitoring:presidency_plan that is not begun": only("secretariat"),
    "GET monitoring:presidency_file": everyone(200),
    "GET monitoring:presidency_file workbook": everyone(200),
    "GET monitoring:presidency_file of no kind": everyone(404),
    **{
        f"{method} monitoring:presidency_{name}": NOT_NOW
        for name in ("take_up", "new_line", "edit_line", "remove_line", *STEPS)
        for method in ("GET", "POST")
    },
    "POST monitoring:presidency_move_line": NOT_NOW,
    "GET monitoring:presidency_line_status": the_office(),
    "POST monitoring:presidency_line_status": the_office(422),
}
