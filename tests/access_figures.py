"""What the addresses of figures answer: reporting, validating, evidence, windows and requests."""

from collections.abc import Callable
from uuid import UUID

from pilares.monitoring.access import link_token
from pilares.monitoring.models import Measurement, Period, Request, Window
from pilares.people.models import User
from tests.access_rows import Parts, Row, everyone, first, only, secretariat, signed_in

STEERING = ("presidency", "secretariat")
NOBODYS_KEY = UUID(int=0)


def _request(**where: object) -> Callable[[], Parts]:
    return lambda: first(Request, **where)


def _figure(**where: object) -> Callable[[], Parts]:
    return lambda: first(Measurement, **where)


def _slot(code: str, year: int) -> Callable[[], Parts]:
    return lambda: {
        "code": code,
        "period": Period.objects.get(indicator__code=code, year__number=year).pk,
    }


def _national() -> Parts:
    return {"country": "hn", "period": Period.objects.get(indicator__code="PROT-A1-I1", year__number=1).pk}


def _link() -> Parts:
    """The link of Honduras's focal point."""
    request = Request.objects.get(country="HN")
    return {"token": link_token(request, User.objects.get(email="focal-hn@demo.invalid"))}


HONDURAS, DRAFT, SENT = {"country": "HN"}, {"status": "draft"}, {"status": "sent", "counts": True}
PARTS_OF_FIGURES: dict[str, Parts | Callable[[], Parts]] = {
    "monitoring:report_link": _link,
    "monitoring:report_link that nobody wrote": {"token": "not-a-token"},
    "monitoring:report_request": _request(**HONDURAS),
    "monitoring:reassign": _request(**HONDURAS),
    "monitoring:change_due": _request(**HONDURAS),
    "monitoring:withdraw_request": _request(**HONDURAS),
    "monitoring:report": {"code": "PROT-A2-I1"},
    "monitoring:report_figure": _slot("PROT-A2-I1", 2),
    "monitoring:report_figure of a year ahead": _slot("PROT-A2-I1", 3),
    "monitoring:measurement": _figure(**SENT),
    "monitoring:measurement that is a draft": _figure(**DRAFT),
    "monitoring:measurement that counts": _figure(status="validated", counts=True, total=None),
    "monitoring:measurement of a country whose sources differ": _figure(status="sent", counts=False),
    "monitoring:edit_figure": _figure(**DRAFT),
    "monitoring:check_figure": _figure(**DRAFT),
    "monitoring:attach": _figure(**DRAFT),
    "monitoring:take_back": _figure(**SENT),
    "monitoring:discard": _figure(**DRAFT),
    "monitoring:validate": _figure(**SENT),
    "monitoring:return_figure": _figure(**SENT),
    "monitoring:evidence": {"key": NOBODYS_KEY},
    "monitoring:detach": {"key": NOBODYS_KEY},
    "monitoring:national_figure": _national,
    "monitoring:window": lambda: first(Window),
    "monitoring:edit_window": lambda: first(Window),
    "monitoring:ask": lambda: first(Window),
    "monitoring:lock_window": lambda: first(Window),
    "monitoring:lock": lambda: first(Period, indicator__code="PROT-A2-I1"),
    "monitoring:reopen": lambda: first(Period, indicator__code="PROT-A2-I1"),
}


def steering(status: int = 200) -> Row:
    """One answer for the Secretariat and the presidency; the others are refused with a reason."""
    return only(*STEERING, status=status, others=403, nobody=302)


def concerned(status: int = 200, steer: int = 403) -> Row:
    """One answer for Honduras's focal point, another for who steers; others know of no such request."""
    row = only("focal_point", status=status, others=404, nobody=302)
    return {**row, **dict.fromkeys(STEERING, steer)}


def writer(status: int = 200) -> Row:
    """One answer for whoever wrote the draft; to the others there is no such figure."""
    return only("member", status=status, others=404, nobody=302)


READERS = ("member", *STEERING)
FIGURES: dict[str, Row] = {
    # reporting
    "GET monitoring:report_link": everyone(200),  # it shows one button and does nothing
    "POST monitoring:report_link": everyone(302),
    "GET monitoring:report_link that nobody wrote": everyone(410),
    "POST monitoring:report_link that nobody wrote": everyone(410),
    "GET monitoring:report_request": concerned(200, steer=200),
    "POST monitoring:report_request": concerned(422, steer=422),
    "GET monitoring:report": signed_in(),
    "GET monitoring:report_figure": only("member", *STEERING, others=403, nobody=302),
    "POST monitoring:report_figure": only("member", *STEERING, status=422, others=403, nobody=302),
    "GET monitoring:report_figure of a year ahead": signed_in(403),
    # a figure and its way
    "GET monitoring:measurement": only(*READERS, nobody=302),
    "GET monitoring:measurement that is a draft": writer(),
    "GET monitoring:measurement that counts": signed_in(),
    "GET monitoring:measurement of a country whose sources differ": only("focal_point", nobody=302),
    "GET monitoring:edit_figure": writer(),
    "POST monitoring:edit_figure": writer(422),
    "GET monitoring:check_figure": writer(),
    "POST monitoring:check_figure": writer(422),
    "POST monitoring:attach": writer(302),
    "POST monitoring:take_back": {**only("member", status=302, nobody=302), **dict.fromkeys(STEERING, 403)},
    "POST monitoring:discard": writer(302),
    "GET monitoring:validate": {**only(*STEERING, nobody=302), "member": 403},
    "POST monitoring:validate": {**only(*STEERING, status=302, nobody=302), "member": 403},
    "GET monitoring:return_figure": {**only(*STEERING, nobody=302), "member": 403},
    "POST monitoring:return_figure": {**only(*STEERING, status=422, nobody=302), "member": 403},
    "GET monitoring:to_validate": only("focal_point", *STEERING, others=403, nobody=302),
    "POST monitoring:to_validate": only("focal_point", *STEERING, status=422, others=403, nobody=302),
    "GET monitoring:evidence": everyone(404),
    "POST monitoring:detach": signed_in(404),
    "GET monitoring:national_figure": only("focal_point", nobody=302),
    "POST monitoring:national_figure": only("focal_point", status=422, nobody=302),
    # windows and requests
    "GET monitoring:windows": steering(),
    "GET monitoring:new_window": secretariat(),
    "POST monitoring:new_window": secretariat(422),
    "GET monitoring:window": steering(),
    "GET monitoring:edit_window": secretariat(),
    "POST monitoring:edit_window": secretariat(422),
    "GET monitoring:ask": steering(),
    "POST monitoring:ask": steering(422),
    "POST monitoring:lock_window": steering(302),
    "GET monitoring:reassign": concerned(200, steer=200),
    "POST monitoring:reassign": concerned(422, steer=422),
    "GET monitoring:change_due": concerned(403, steer=200),
    "POST monitoring:change_due": concerned(403, steer=422),
    "POST monitoring:withdraw_request": concerned(403, steer=302),
    "POST monitoring:lock": steering(302),
    "GET monitoring:reopen": signed_in(403),  # it is open
    "POST monitoring:reopen": signed_in(403),
}
