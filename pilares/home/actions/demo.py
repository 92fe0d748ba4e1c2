"""The demo: an illustrative world on 15 October 2021, in which nothing is a commitment of the CRM."""

import os
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from pilares.core.index import index
from pilares.core.trail import Entry, record
from pilares.home.actions.activities import load_activities
from pilares.home.actions.group_plans import load_group_plans
from pilares.home.actions.group_reports import load_group_reports
from pilares.home.actions.measuring import load_measuring
from pilares.home.actions.meetings import load_meetings_of_the_demo
from pilares.home.actions.others import load_others
from pilares.home.actions.presidency import load_presidency
from pilares.home.actions.reports import load_reports
from pilares.home.actions.rows import DOMAIN, Known, known, read, without
from pilares.home.actions.rules import load_rules
from pilares.home.actions.texts import load_texts
from pilares.home.actions.versions import load_versions
from pilares.home.actions.windows import load_windows
from pilares.meetings.models import Decision, Mandate, Meeting
from pilares.monitoring.models import Activity
from pilares.people.models import Appointment, Body, Organisation, Presidency, Seat, User
from pilares.plans.actions import countersign, record_approval
from pilares.plans.models import Document, Pillar, Placement, PlanYear, Theme

#: of all the accounts, unless `PILARES_DEMO_PASSWORD` says another
PASSWORD = "pilares-octubre-2021"  # noqa: S105 (printed at every start: it opens nothing but illustrative data)
LOADED = "load_demo"


class NoDemoHere(Exception):
    """The illustrative data cannot be laid here; says in one sentence why, and nothing was written."""


def demo_password() -> str:
    """Return the password of the demo's accounts."""
    return os.environ.get("PILARES_DEMO_PASSWORD") or PASSWORD


@transaction.atomic
def load_demo(password: str) -> None:
    """Lay the illustrative world over the plan and its actors, once; again, it only renews the password.

    What people did in the demo since stays. Raises `NoDemoHere` outside the demo, on a real instance, and
    where the plan, the actors or the meetings are missing.
    """
    if not settings.DEMO:
        raise NoDemoHere("This is not the demo: bin/start --demo loads the illustrative data.")
    if Entry.objects.filter(verb=LOADED).exists():
        _renew(password)
        return
    plan = _ground()
    people = read("people")
    _seat_presidency(people["presidency"])
    _open_accounts(people["accounts"], password)
    groups = read("groups")
    for row in groups["plan_years"]:
        PlanYear.objects.update_or_create(
            plan=plan, number=row.pop("number"), defaults={**row, "illustrative": True}
        )
    _propose_theme(plan, groups["theme"])
    _hold_meetings(read("meetings"))
    now = known(plan)
    _approve(now, groups["approval"])
    _give_mandates(now, groups)
    _seat_members(now, groups["seats"])
    load_activities(now)
    load_measuring(now)
    load_windows(now)
    load_meetings_of_the_demo(now)
    load_group_plans(now)
    load_presidency(now)
    load_others(now)
    load_texts(now)
    load_reports(now)
    load_group_reports(now)
    load_rules(now)
    load_versions(now)
    record(plan, LOADED, by=None)


def _ground() -> Document:
    """Return the plan on which the demo will stand, or say why it cannot stand here."""
    real = User.objects.exclude(email__endswith=DOMAIN).exists()
    if real or Activity.objects.filter(illustrative=False).exists():
        raise NoDemoHere("This database holds a real instance: illustrative data are never mixed with it.")
    plan = Document.objects.the_plan()
    if plan is None or not Meeting.objects.filter(code="RVM-XXIV").exists():
        raise NoDemoHere(
            "Load the actors, the meetings and the plan first: load_actors, load_meetings, load_plan."
        )
    return plan


# --- People ------------------------------------------------------------------------------------------------


def _seat_presidency(row: dict[str, Any]) -> None:
    """Give the presidency in office the exact instant that no source says; who comes next stays unknown."""
    term = Presidency.objects.get(country_id=row["country"], label=row["label"])
    term.starts_at, term.illustrative = row["starts_at"], True
    term.save(update_fields=["starts_at", "illustrative"])


def _open_accounts(rows: list[dict[str, Any]], password: str) -> None:
    """Open one account per role, named by its role; the password is hashed once for all of them."""
    encoded = make_password(password)
    bodies = {body.code: body for body in Body.objects.all()}
    organisations = {one.code: one for one in Organisation.objects.all()}
    secretariat: User | None = None
    for row in rows:
        held = row.pop("appointment")
        user = User.objects.create(email=row.pop("account") + DOMAIN, password=encoded, **row)
        Appointment.objects.create(
            user=user,
            country_id=held.pop("country", None),
            body=bodies[held.pop("body")] if "body" in held else None,
            organisation=organisations[held.pop("organisation")] if "organisation" in held else None,
            granted_by=secretariat,
            **held,
        )
        secretariat = secretariat or user


def _renew(password: str) -> None:
    """Set the password of the demo's accounts again if it is another one."""
    accounts = User.objects.filter(email__endswith=DOMAIN)
    kept = set(accounts.values_list("password", flat=True))  # one, until somebody changes theirs
    if len(kept) > 1 or not check_password(password, kept.pop()):
        accounts.update(password=make_password(password))


# --- Meetings, groups and the plan -------------------------------------------------------------------------


def _propose_theme(plan: Document, row: dict[str, Any]) -> None:
    """Add a theme that a group proposed and that no decision has added to the plan yet (AC-03)."""
    pillar = Pillar.objects.get(plan=plan, number=row.pop("pillar"))
    theme = Theme.objects.create(plan=plan, original=False, illustrative=True, **row)
    Placement.objects.create(theme=theme, pillar=pillar)


def _hold_meetings(rows: dict[str, Any]) -> None:
    """Write illustrative meetings, and illustrative decisions of these and of meetings that took place."""
    bodies = {body.code: body for body in Body.objects.all()}
    for row in rows["meetings"]:
        meeting = Meeting.objects.create(
            body=bodies[row["body"]],
            presidency_id=row["presidency"],
            illustrative=True,
            **without(row, "body", "presidency", "decisions"),
        )
        _decide(meeting, row["decisions"])
    for code, decisions in rows["decisions_of_known_meetings"].items():
        _decide(Meeting.objects.get(code=code), decisions)


def _decide(meeting: Meeting, rows: list[dict[str, Any]]) -> None:
    made = (Decision(meeting=meeting, illustrative=True, **row) for row in rows)
    index(Decision.objects.bulk_create(made))


def _approve(now: Known, row: dict[str, Any]) -> None:
    """Let the Secretariat record the approval and the presidency countersign it, as an illustration."""
    version = now.plan.versions.get(number=1)
    meeting = now.meetings[row["meeting"]]
    record_approval(
        version,
        body=now.bodies["RVM"],
        meeting=meeting,
        paragraph=row["paragraph"],
        on=row["on"],
        by=now.users["se"],
        illustrative=True,
    )
    countersign(version, by=now.users["ppt"])
    version.events.filter(step="countersigned").update(starts_on=row["on"], at=row["recorded_at"])
    acts = Entry.objects.filter(model="plans.version", object_id=version.pk)
    acts.exclude(verb="load_plan").update(at=row["recorded_at"])


def _give_mandates(now: Known, groups: dict[str, Any]) -> None:
    """Give the four groups an objective of the plan and a term; the ad hoc one is extended once (AC-13)."""
    for row in groups["mandates"]:
        objective = now.objectives[row.pop("objective")]
        _mandate(now, objective_es=objective.text_es, objective_en=objective.text_en, **row)
    row, earlier = groups["ad_hoc_mandate"], None
    for term in row.pop("terms"):
        earlier = _mandate(now, extends=earlier, **row, **term)


def _mandate(now: Known, *, body: str, decision: str, **row: Any) -> Mandate:
    return Mandate.objects.create(
        body=now.bodies[body], decision=now.decisions[decision], illustrative=True, **row
    )


def _seat_members(now: Known, seats: dict[str, list[dict[str, Any]]]) -> None:
    Seat.objects.bulk_create(
        Seat(body=now.bodies[code], country_id=row["country"], **without(row, "country"))
        for code, rows in seats.items()
        for row in rows
    )
