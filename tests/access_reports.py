"""What the addresses of reports answer; the demo's report is being written: only who steers knows of it."""

from collections.abc import Callable

from tests.access_rows import Parts, Row, everyone, only

OF_2021 = {"label": "2021"}
STEERING = ("presidency", "secretariat")
STEPS = ("freeze", "take_back", "present", "inform", "publish")

PARTS_OF_REPORTS: dict[str, Parts | Callable[[], Parts]] = {
    "reports:report": OF_2021,
    "reports:file": {**OF_2021, "suffix": "csv"},
    "reports:file on paper": {**OF_2021, "suffix": "pdf"},
    "reports:file of no kind": {**OF_2021, "suffix": "exe"},
    "reports:copy": {**OF_2021, "number": 1},
    "reports:copy_file": {**OF_2021, "number": 1, "suffix": "pdf"},
    "reports:write": {**OF_2021, "part": "balance"},
    "reports:correct": OF_2021,
    **{f"reports:{step}": OF_2021 for step in STEPS},
}


def steering(status: int = 200, *, others: int = 404) -> Row:
    """One answer for those who steer; the others are told nothing; a visitor signs in first."""
    return only(*STEERING, status=status, others=others, nobody=302)


def not_due(*verbs: str) -> dict[str, Row]:
    """Steps that do not start from where the demo's report stands."""
    return {f"{method} reports:{verb}": steering(403) for verb in verbs for method in ("GET", "POST")}


REPORTS: dict[str, Row] = {
    "GET reports:reports": everyone(200),
    "GET reports:begin": steering(others=403),
    "POST reports:begin": steering(422, others=403),
    "GET reports:choose_aspect": steering(others=403),
    "POST reports:choose_aspect": steering(422, others=403),  # one was chosen since an empty form was opened
    "GET reports:report": only(*STEERING),
    "GET reports:file": only(*STEERING),
    "GET reports:file on paper": only(*STEERING),
    "GET reports:file of no kind": everyone(404),
    "GET reports:copy": everyone(404),
    "GET reports:copy_file": everyone(404),
    "GET reports:write": steering(),
    "POST reports:write": steering(302),
    "GET reports:freeze": steering(),
    "POST reports:freeze": steering(422),
    **not_due("take_back", "present", "inform", "publish"),
    "GET reports:correct": steering(403),
    "POST reports:correct": steering(403),
}
