"""What support and inputs ask of a person: to record, to answer, to consider, to reply (M18, M19)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from pilares.consensus.queries.inputs import awaiting_answer, open_calls, to_reply
from pilares.home.queries.tasks import Section, Task
from pilares.monitoring.queries.support import OfferLine, awaiting_record, considered_by, offers_of
from pilares.monitoring.queries.ways import address
from pilares.people.models import User
from pilares.plans.models import Reflection


def sections_of_others(user: User) -> list[Section]:
    """Return the sections of «My work» about support and inputs; a constant number of queries."""
    return [
        Section("charter", _("Reflect in the Plan"), tuple(_to_reflect(user))),
        Section("support-record", _("Offers of support to record"), tuple(_to_record(user))),
        Section("support-consider", _("Offers of support to consider"), tuple(_to_consider(user))),
        Section("inputs", _("Inputs that await an answer"), tuple(_to_answer(user))),
        Section("my-inputs", _("Your inputs"), tuple(_own_inputs(user))),
        Section("my-support", _("Your offers of support"), tuple(_own_offers(user))),
    ]


def _to_reflect(user: User) -> Iterator[Task]:
    """Yield the changes of the Charter that whoever drafts the plan has still to reflect (nota 6, AC-19)."""
    if not user.standing.steers:
        return
    for one in Reflection.objects.filter(settled_at=None).select_related("charter__document"):
        text = _("Reflect in the Plan the change of “%(charter)s”") % {"charter": one.charter.document.title}
        url = address("plans:reflection", one.charter.document.code, str(one.pk))
        yield Task(text, url, _("Version %(number)s (note 6)") % {"number": one.charter.number})


def _offer(line: OfferLine, said: str, status: str = "todo") -> Task:
    about = " · ".join(part for part in (line.activity.code, line.text.text, said) if part)
    return Task(
        f"{line.by}: {line.kinds}", address("monitoring:support_offer", str(line.pk)), about, status=status
    )


def _to_record(user: User) -> Iterator[Task]:
    """Yield the offers whose acceptance the Secretariat records, once the group has said so (AC-22)."""
    for line in awaiting_record(user):
        agreed = line.agreed_on is not None
        said = _("the group accepts: record it") if agreed else _("the group considers it")
        yield _offer(line, said, "started" if agreed else "todo")


def _to_consider(user: User) -> Iterator[Task]:
    for line in considered_by(user):
        yield _offer(line, _("say whether the group accepts"))


def _to_answer(user: User) -> Iterator[Task]:
    for line in awaiting_answer(user):
        status = "started" if line.considered_on else "todo"
        url = address("consensus:input", line.reference)
        about = " · ".join(part for part in (line.reference, line.organisation, line.status_label) if part)
        yield Task(line.heading.text, url, about, status=status)


def _own_inputs(user: User) -> Iterator[Task]:
    """Yield the open calls, and the answers to which the organisation may reply once (AC-21)."""
    for call in open_calls(user):
        url = f"{address('consensus:new_input')}?call={call.pk}"
        yield Task(call.name.text, url, _("Call for inputs"), call.closes_on)
    once = _("you may reply once")
    for line in to_reply(user):
        about = f"{line.reference} · {line.status_label} · {once}"
        yield Task(line.heading.text, address("consensus:input", line.reference), about, status="started")


def _own_offers(user: User) -> Iterator[Task]:
    """Yield the offers of the observer's organisation that wait, or whose support is being given."""
    if user.standing.member or not user.standing.offices:
        return
    for line in offers_of(user):
        if line.status in {"offered", "confirmed"}:
            yield _offer(line, line.status_label, "started")
