"""What the plan's own rules ask of whoever steers: due soon, or not met, body by body (M23)."""

from datetime import date

from django.utils.translation import gettext as _

from pilares.compliance.queries import Facts, lines_of, read_facts
from pilares.compliance.queries.years import Year
from pilares.home.queries.tasks import Section, Task
from pilares.monitoring.queries.ways import address
from pilares.people.models import Body, User
from pilares.plans.models import Document


def rule_tasks(user: User, plan: Document | None) -> tuple[Section, ...]:
    """Return one task for each group or organ that has something to attend to; for who steers alone."""
    if plan is None or not user.standing.steers:
        return ()
    facts = read_facts(plan, user, explained=False)
    tasks = [task for year in _years(facts) for body in facts.bodies for task in _task(facts, body, year)]
    return (Section("rules", _("Rules of the plan to attend to"), tuple(tasks)),)


def _years(facts: Facts) -> tuple[Year, ...]:
    """Return this year, and the one in which the current year of the plan ends."""
    today = facts.today
    return tuple(y for y in facts.years if today in y.calendar or (y.plan is not None and today in y.plan))


def _task(facts: Facts, body: Body, year: Year) -> tuple[Task, ...]:
    lines = [line for line in lines_of(facts, body, year) if line.attend]
    if not lines:
        return ()
    said = "; ".join(f"{line.words}: {line.finding.short} ({line.rule.citation})" for line in lines)
    due: date | None = min((line.due_on for line in lines if line.due_on), default=None)
    title = _("%(body)s: rules of %(year)s") % {"body": body.short, "year": year.number}
    return (Task(title, address("compliance:body", str(year.number), body.slug) + year.asking, said, due),)
