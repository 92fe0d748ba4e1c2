"""The words in which the access table is written: roles, rows and the parts of addresses."""

from collections.abc import Callable, Mapping

from django.db import models

from pilares.monitoring.models import GroupPlanStep

#: the roles, and the account of the demo that plays each
PEOPLE = {
    "nobody": "",
    "observer": "observador",
    "civil_society": "rrocm",
    "outsider": "gt-laboral",
    "member": "gt-proteccion",
    "focal_point": "focal-hn",
    "delegate": "grcm-pa",
    "presidency": "ppt",
    "secretariat": "se",
}
ROLES = tuple(PEOPLE)
Row = dict[str, int]
Parts = Mapping[str, object]


def everyone(status: int) -> Row:
    """The same answer for everybody."""
    return dict.fromkeys(ROLES, status)


def only(*roles: str, status: int = 200, others: int = 404, nobody: int | None = None) -> Row:
    """One answer for some roles and another for the others; a visitor may get a third."""
    row = {role: status if role in roles else others for role in ROLES}
    return row if nobody is None else {**row, "nobody": nobody}


def signed_in(status: int = 200, *, nobody: int = 302) -> Row:
    """One answer for whoever has an account; a visitor is led to the sign-in page."""
    return {**everyone(status), "nobody": nobody}


def its_group(status: int = 200) -> Row:
    """One answer for members of Working Group PROT and those who steer; the others get a reason."""
    return only("member", "presidency", "secretariat", status=status, others=403, nobody=302)


def secretariat(status: int = 200) -> Row:
    """One answer for the Secretariat; the others are refused with a reason."""
    return only("secretariat", status=status, others=403, nobody=302)


def first(model: type[models.Model], **where: object) -> Parts:
    """Return the key of the first such record."""
    return {"pk": model._default_manager.filter(**where).order_by("pk").values_list("pk", flat=True)[0]}


def part_of_a1(model: type[models.Model]) -> Callable[[], Parts]:
    """Return the address of a part of PROT-A1."""
    return lambda: {"code": "PROT-A1", **first(model, activity__code="PROT-A1")}


def of_lab(status: int = 200) -> Row:
    """One answer for members of Working Group LAB and those who steer; the others get a reason."""
    return only("outsider", "presidency", "secretariat", status=status, others=403, nobody=302)


def presented_by_prot() -> Parts:
    """Return the address of what PROT presented, and the RCGM endorsed."""
    step = first(GroupPlanStep, verb="present", group_plan__group__code="PROT")
    return {"slug": "proteccion", **step}


MEMBERS = ("outsider", "member", "focal_point", "delegate", "presidency", "secretariat")
