"""What the addresses of the groups' reports answer: PROT's is being written, IRR's was presented in June."""

from collections.abc import Callable

from tests.access_rows import MEMBERS, Parts, Row, everyone, its_group, only

OF_PROT = {"slug": "proteccion", "label": "2021-2"}
OF_IRR = {"slug": "migracion-irregular-y-masiva", "label": "2021-1"}
STEERING = ("presidency", "secretariat")

PARTS_OF_GROUP_REPORTS: dict[str, Parts | Callable[[], Parts]] = {
    "reports:group_reports": {"slug": "proteccion"},
    "reports:group_begin": {"slug": "proteccion"},
    "reports:group_report": OF_PROT,
    "reports:group_report that was presented": OF_IRR,
    "reports:group_report that is not": {**OF_PROT, "label": "2021-7"},
    "reports:group_file": {**OF_PROT, "suffix": "csv"},
    "reports:group_file on paper": {**OF_IRR, "suffix": "pdf"},
    "reports:group_file of no kind": {**OF_PROT, "suffix": "exe"},
    "reports:group_copy": {**OF_IRR, "number": 1},
    "reports:group_copy_file": {**OF_IRR, "number": 1, "suffix": "csv"},
    "reports:group_copy_file on paper": {**OF_IRR, "number": 1, "suffix": "docx"},
    "reports:group_copy_file that is not": {**OF_IRR, "number": 9, "suffix": "pdf"},
    "reports:group_write": {**OF_PROT, "part": "balance"},
    "reports:group_consult": OF_PROT,
    "reports:group_take_back": OF_PROT,
    "reports:group_present": OF_PROT,
    "reports:group_open": OF_IRR,
    "reports:group_correct": OF_IRR,
}


def of_those(*roles: str, status: int = 200) -> Row:
    """One answer for some; the other members get a reason, the others nothing, and a visitor signs in."""
    row = only(*roles, status=status, others=404, nobody=302)
    return {role: 403 if role in MEMBERS and role not in roles else answer for role, answer in row.items()}


def writers(status: int = 200) -> Row:
    """One answer for the group and those who steer."""
    return of_those("member", *STEERING, status=status)


GROUP_REPORTS: dict[str, Row] = {
    "GET reports:group_reports": everyone(200),
    "GET reports:group_begin": its_group(),
    "POST reports:group_begin": its_group(422),
    "GET reports:group_report": only(*MEMBERS),
    "GET reports:group_report that was presented": only(*MEMBERS),
    "GET reports:group_report that is not": everyone(404),
    "GET reports:group_file": only(*MEMBERS),
    "GET reports:group_file on paper": only(*MEMBERS),
    "GET reports:group_file of no kind": everyone(404),
    "GET reports:group_copy": only(*MEMBERS),
    "GET reports:group_copy_file": only(*MEMBERS),
    "GET reports:group_copy_file on paper": only(*MEMBERS),
    "GET reports:group_copy_file that is not": everyone(404),
    "GET reports:group_write": writers(),
    "POST reports:group_write": writers(302),
    "GET reports:group_consult": writers(),
    "POST reports:group_consult": writers(422),  # English texts lag, and nobody accepted it
    "GET reports:group_take_back": writers(403),
    "POST reports:group_take_back": writers(403),
    "GET reports:group_present": of_those(*STEERING, status=403),
    "POST reports:group_present": of_those(*STEERING, status=403),
    "GET reports:group_open": of_those(*STEERING),
    "POST reports:group_open": of_those(*STEERING, status=422),
    "GET reports:group_correct": of_those("secretariat"),
    "POST reports:group_correct": of_those("secretariat", status=422),
}
