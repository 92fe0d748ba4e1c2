"""What the addresses of the end of a plan answer; in the demo the plan is in force, in its second year."""

from collections.abc import Callable

from tests.access_rows import MEMBERS, Parts, Row, everyone, only, secretariat

PLAN = {"period": "2019-2022"}
OPEN = {**PLAN, "code": "IRR-A1"}
STEERING = ("presidency", "secretariat")
#: those who act for a Member Country
COUNTRIES = ("outsider", "member", "focal_point", "delegate", "presidency")
STEPS = tuple(f"evaluation_{verb}" for verb in ("send", "take_back", "present", "publish"))

PARTS_OF_SUCCESSION: dict[str, Parts | Callable[[], Parts]] = {
    **{f"succession:{name}": PLAN for name in ("closing", "conclude", "begin_next", "propose", "evaluation")},
    "succession:compare": PLAN,
    **{f"succession:{name}": OPEN for name in ("settle", "recommend", "propose_of", "redline")},
    **{f"succession:{name}": PLAN for name in ("begin_evaluation", *STEPS)},
    "succession:closing of no plan": {"period": "1999-2001"},
    "succession:table_file": {**PLAN, "suffix": "csv"},
    "succession:table_file workbook": {**PLAN, "suffix": "xlsx"},
    "succession:table_file of no kind": {**PLAN, "suffix": "exe"},
    "succession:evaluation_file": {**PLAN, "suffix": "docx"},
    "succession:evaluation_file as a workbook": {**PLAN, "suffix": "xlsx"},
    "succession:write": {**PLAN, "kind": "findings", "about": "impact"},
    "succession:add_evidence": {**PLAN, "criterion": "impact"},
    "succession:remove_evidence": {**PLAN, "pk": 1},
}


def steering(status: int = 200) -> Row:
    """One answer for those who steer; the others are refused with a reason."""
    return only(*STEERING, status=status, others=403, nobody=302)


def countries(status: int = 200) -> Row:
    """One answer for whoever acts for a Member Country; the others are refused with a reason."""
    return only(*COUNTRIES, status=status, others=403, nobody=302)


def none_yet(*names: str) -> dict[str, Row]:
    """The demo has no evaluation: a visitor is asked to sign in, and nobody finds one."""
    row = {**everyone(404), "nobody": 302}
    return {f"{method} succession:{name}": row for name in names for method in ("GET", "POST")}


SUCCESSION: dict[str, Row] = {
    "GET succession:index": everyone(302),
    "GET succession:closing": everyone(200),
    "GET succession:closing of no plan": everyone(404),
    "GET succession:table_file": only(*MEMBERS, others=403),
    "GET succession:table_file workbook": only(*MEMBERS, others=403),
    "GET succession:table_file of no kind": only(*MEMBERS, status=404, others=403),
    "GET succession:conclude": secretariat(422),
    "POST succession:conclude": secretariat(422),
    "GET succession:begin_next": steering(),
    "POST succession:begin_next": steering(422),
    "GET succession:compare": everyone(404),  # no plan follows yet
    "GET succession:propose": countries(),
    "POST succession:propose": countries(422),
    "GET succession:settle": steering(),
    "POST succession:settle": steering(422),
    "GET succession:recommend": steering(),
    "POST succession:recommend": steering(302),
    "GET succession:propose_of": countries(),
    "POST succession:propose_of": countries(422),
    "GET succession:redline": everyone(404),
    "GET succession:evaluation": everyone(404),
    "GET succession:evaluation_file": everyone(404),
    "GET succession:evaluation_file as a workbook": everyone(404),
    "POST succession:begin_evaluation": steering(302),
    **none_yet("write", "add_evidence", *STEPS),
    "POST succession:remove_evidence": {**everyone(404), "nobody": 302},
}
