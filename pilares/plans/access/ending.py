"""The end of a plan: who concludes it, and why what it holds changes no more (§1.5, §4.2, Tabla 2, AC-12)."""

from collections.abc import Callable

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import Reason
from pilares.people.access import standing_of, type_of_reader
from pilares.plans.models import Document, Version

#: a higher floor says here why a plan cannot be concluded yet; it adds itself at start
CONCLUSION_HELD_BY: list[Callable[[Document], Reason | None]] = []


def why_not_within(plan: Document) -> Reason | None:
    """A plan that concluded is only read: one reason for its matrix, imports, figures and group plans."""
    if plan.concluded_at is None:
        return None
    day = date_format(localtime(plan.concluded_at).date(), "DATE_FORMAT")
    words = _(
        "The Strategic Plan %(period)s concluded on %(day)s: what it holds stays as it was, to be read."
    )
    return Reason(
        "PLAN_CONCLUDED", words % {"period": plan.period, "day": day}, "§4.2", concluded=plan.period
    )


def why_not_conclude_plan(user: type_of_reader, plan: Document) -> Reason | None:
    """The Secretariat records it, of a plan in force, in its last year, with nothing left undecided."""
    if not standing_of(user).secretariat:
        return Reason(
            "SECRETARIAT_ONLY",
            _("The Executive Secretariat closes the plan, once the Vice-Ministerial Meeting has decided it."),
        )
    if reason := why_not_within(plan) or why_not_ended_yet(plan):
        return reason
    return next((reason for held in CONCLUSION_HELD_BY if (reason := held(plan))), None)


def why_not_conclude(user: type_of_reader, version: Version) -> Reason | None:
    """The version in force concludes with its plan."""
    return why_not_conclude_plan(user, version.document)


def why_not_ended_yet(plan: Document) -> Reason | None:
    """A plan of three years concludes in the last of them, and only one that is in force (§1.5)."""
    if not plan.versions.filter(status=Version.Status.IN_FORCE).exists():
        return Reason("NOT_IN_FORCE", _("Only a plan in force is closed."), "§1.5")
    last = plan.plan_years.last()
    if last is None or last.starts_on is None:
        return Reason(
            "NO_LAST_YEAR", _("The dates of the last year of the plan are not recorded yet."), "§1.5"
        )
    if last.starts_on <= clock.today():
        return None
    day = date_format(last.starts_on, "DATE_FORMAT")
    words = _("It is too early: the last year of the plan begins on %(day)s.") % {"day": day}
    return Reason("TOO_EARLY", words, "§1.5")


def why_not_begin_next(user: type_of_reader, plan: Document) -> Reason | None:
    """Whoever drafts the plan drafts the next one, once (§4.2, last paragraph)."""
    if not standing_of(user).steers:
        return Reason("STEERS_ONLY", _("The presidency and the Secretariat draft this text."))
    found = plan.successors.first()
    if found is None:
        return None
    words = _("The next plan is already being prepared: %(period)s.") % {"period": found.period}
    return Reason("NEXT_BEGUN", words, "§4.2")


def why_not_succeed(version: Version) -> Reason | None:
    """One Strategic Plan at a time: the next enters into force once the one before it is closed (§1.5)."""
    before = version.document.predecessor
    if before is None or before.concluded_at is not None:
        return None
    words = _("The Strategic Plan %(period)s is not closed yet: close it first.")
    return Reason("PREDECESSOR_OPEN", words % {"period": before.period}, "§1.5")
