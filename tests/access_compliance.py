"""What the addresses of compliance answer to every role."""

from collections.abc import Callable
from datetime import date

from pilares.compliance.models import Presentation
from pilares.core import clock
from pilares.people.models import Body
from pilares.plans.models import Document
from tests.access_rows import MEMBERS, Parts, Row, first, only

STEERING = ("presidency", "secretariat")
OF_PROT: Parts = {"year": 2021, "slug": "proteccion"}


def _reported() -> Parts:
    """PPT's report of 2021, recorded without a meeting."""
    Presentation.objects.get_or_create(
        plan=Document.objects.the_plan(), kind="annual_report", body=Body.objects.get(code="PPT"), year=2021,
        meeting=None, defaults={"on": date(2021, 10, 1), "at": clock.now()},
    )  # fmt: skip
    return first(Presentation, kind="annual_report", year=2021, meeting=None)


PARTS_OF_COMPLIANCE: dict[str, Parts | Callable[[], Parts]] = {
    "compliance:year": {"year": 2021},
    "compliance:year that the plan does not have": {"year": 2031},
    "compliance:body": OF_PROT,
    "compliance:export": {"year": 2021, "suffix": "csv"},
    "compliance:export_all": {"suffix": "xlsx"},
    "compliance:explain": {**OF_PROT, "code": "EIGHT_ITEMS"},
    "compliance:record": {**OF_PROT, "code": "REPORT_TO_RCGM"},
    "compliance:withdraw": _reported,
}


def of_members(status: int = 200) -> Row:
    """One answer for members; observers and the RNCOM are told why not, a visitor signs in."""
    return only(*MEMBERS, status=status, others=403, nobody=302)


def steering(status: int = 200) -> Row:
    """One answer for the Secretariat and the presidency; the others are refused with a reason."""
    return only(*STEERING, status=status, others=403, nobody=302)


COMPLIANCE: dict[str, Row] = {
    "GET compliance:overview": of_members(),
    "GET compliance:year": of_members(),
    "GET compliance:year that the plan does not have": of_members(404),
    "GET compliance:body": of_members(),
    "GET compliance:weaknesses": of_members(),
    "GET compliance:export": of_members(),
    "GET compliance:export_all": of_members(),
    "GET compliance:explain": steering(),
    "POST compliance:explain": steering(302),
    "GET compliance:record": steering(),
    "POST compliance:record": steering(422),
    "POST compliance:withdraw": steering(302),
}
