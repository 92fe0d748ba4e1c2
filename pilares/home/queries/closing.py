"""What the end of a plan asks of whoever steers, in its last year (§4.2, M21)."""

from django.utils.translation import gettext as _

from pilares.core import clock
from pilares.home.queries.tasks import Section, Task
from pilares.monitoring.queries.ways import address
from pilares.people.models import User
from pilares.plans.models import Document
from pilares.succession.queries.closing import closing_page, last_year_of


def closing_tasks(user: User, plan: Document | None) -> tuple[Section, ...]:
    """Return the parts of the end of the plan that are not done; nothing before its last year begins."""
    if not user.standing.steers or plan is None or not last_year_of(plan, clock.today()):
        return ()
    here = address("succession:closing", plan.period)
    tasks = tuple(
        Task(one.text, one.url or here, one.about, status=one.status)
        for one in closing_page(plan, user).tasks
        if one.status != "done"
    )
    return (Section("closing", _("The end of the plan"), tasks),)
