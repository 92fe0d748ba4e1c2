"""«Relevo»: what a presidency hands over, put together for the Troika and the SE (screens.md 19)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilares.core import clock
from pilares.core.access import Reason
from pilares.core.bilingual import Wording
from pilares.home.queries.closing import closing_tasks
from pilares.home.queries.presidencies import ENDED, MEETINGS_A_YEAR
from pilares.home.queries.tasks import Section, Task
from pilares.meetings.models import Decision, Meeting
from pilares.meetings.queries import addressee_words, held_in, read_mandates
from pilares.monitoring.models import Activity, CriticalAspect, PresidencyLine, PresidencyPlan
from pilares.monitoring.queries.presidency_plans import counts_of, read_lines
from pilares.monitoring.queries.ways import address
from pilares.people.access import why_not_accept_handover
from pilares.people.models import Appointment, Body, Handover, Presidency, User
from pilares.people.queries import appointment_words, kept_for_the_office
from pilares.plans.models import Document, Responsibility, Version

#: how far ahead deadlines are told, and for how long a handover opens «My work»
AHEAD, OPENS = timedelta(days=90), timedelta(days=90)
F = Decision.FollowUpState
TELLS = (
    Appointment.Office.SECRETARIAT,
    Appointment.Office.PRESIDENCY,
    Appointment.Office.DELEGATE,
    Appointment.Office.FOCAL_POINT,
)


@dataclass(frozen=True)
class Item:
    """One thing that is handed over, with where it is read."""

    text: str | Wording
    about: str = ""
    url: str = ""
    due: date | None = None


@dataclass(frozen=True)
class Part:
    """What belongs together, with what is said where there is nothing."""

    anchor: str
    title: str
    items: tuple[Item, ...]
    none: str


@dataclass(frozen=True)
class Duty:
    """What Tabla 2 entrusts, with its place."""

    actor: str
    text: Wording


@dataclass(frozen=True)
class Dossier:
    """What the presidency of a term hands over, as its reader may see it today."""

    term: Presidency
    following: Presidency | None
    #: the instant from which the incoming presidency leads, where it is recorded
    takes_effect: datetime | None
    passed: bool
    duties: tuple[Duty, ...]
    parts: tuple[Part, ...]
    incoming: tuple[tuple[str, datetime], ...]
    accepted: Handover | None
    why_not_accept: Reason | None
    as_of: datetime


def dossier(term: Presidency, user: User) -> Dossier:
    """Put the handover file together; the number of queries does not depend on the rows."""
    following = None
    if term.followed:
        later = Presidency.objects.select_related("country").filter(order__gt=term.order)
        following = later.order_by("order").first()
    takes_effect, now = (following.starts_at if following else None), clock.now()
    return Dossier(
        term=term,
        following=following,
        takes_effect=takes_effect,
        passed=takes_effect is not None and takes_effect <= now,
        duties=tuple(_duties()),
        parts=parts(term, following, user) if _under_way(term) else (),
        incoming=tuple(_incoming(following)),
        accepted=Handover.objects.select_related("accepted_by").filter(presidency=term).first(),
        why_not_accept=why_not_accept_handover(user, term),
        as_of=now,
    )


def _under_way(term: Presidency) -> bool:
    """Whether the term holds, or is the one before: what is pending is handed over by no other."""
    terms = Presidency.objects.around(clock.now())
    return term.pk in {one.pk for one in (terms.before, terms.current) if one is not None}


def parts(term: Presidency, following: Presidency | None, user: User) -> tuple[Part, ...]:
    """Return everything that is pending, part by part."""
    today = clock.today()
    return (
        Part("mandates", _("Open mandates"), tuple(_mandates(user, today)), _("No mandate is open.")),
        Part(
            "deadlines", _("Deadlines in the next 90 days"), tuple(_deadlines(user, today)),
            _("No deadline falls within the next 90 days."),
        ),
        Part(
            "groups", _("Groups and their meetings of the year"), tuple(_groups(user, today)),
            _("No group is recorded."),
        ),
        Part(
            "plan", _("Annual work plan of the presidency"), tuple(_plans(term, following, user)),
            _("No plan can be read here yet."),
        ),
        Part(
            "closing", _("The end of the plan"), tuple(_closing(user)),
            _("The end of the plan is prepared in its last year (§4.2)."),
        ),
        Part(
            "texts", _("Texts in consultation"), tuple(_texts(user)), _("No text is in consultation."),
        ),
        Part(
            "decisions", _("Decisions without follow-up"), tuple(_unfollowed(user)),
            _("Every decision that commits somebody has its follow-up."),
        ),
        Part(
            "critical", _("Critical aspects"), tuple(_critical(user)), _("No critical aspect is open."),
        ),
        Part(
            "kept", _("Forms kept for the presidency"), tuple(_kept(user)), _("Nothing is kept."),
        ),
        Part(
            "contacts", _("Contacts by institution"), tuple(_contacts()), _("Nobody is recorded."),
        ),
    )  # fmt: skip


def _duties() -> Iterator[Duty]:
    """Yield what Tabla 2 entrusts to the presidency and to the Troika, in its own words."""
    A = Responsibility.Actor  # noqa: N806  as its own module names it
    told = Responsibility.objects.filter(plan=Document.objects.the_plan(), actor__in=(A.PRESIDENCY, A.TROIKA))
    for duty in told:
        yield Duty(duty.get_actor_display(), duty.text)


def _open_decisions(user: User) -> "Iterable[Decision]":
    seen = Decision.objects.visible_to(user).filter(
        verb__in=Decision.COMMITTING,
        outcome=Decision.Outcome.ADOPTED,
        follow_up__in=(F.PENDING, F.UNDER_WAY),
    )
    return seen.select_related("meeting", "to_country", "to_body", "to_organisation")


def _mandates(user: User, today: date) -> Iterator[Item]:
    """Yield the groups' terms that are not over, then the decisions that still commit somebody."""
    for group in read_mandates():
        last = group.last
        if last is not None and (last.ends_on is None or last.ends_on >= today):
            yield Item(group.name, " · ".join(group.words), due=last.ends_on)
    for decision in _open_decisions(user):
        said = [str(decision), decision.get_verb_display(), addressee_words(decision)]
        about = " · ".join(part for part in [*said, decision.get_follow_up_display()] if part)
        yield Item(decision.text, about, _cited(decision), decision.due_on)


def _cited(decision: Decision) -> str:
    if not decision.paragraph:
        return ""
    return address("meetings:cited", decision.meeting.code, decision.paragraph)


def _closing(user: User) -> Iterator[Item]:
    """Yield what the end of the plan still asks for, in its last year."""
    for section in closing_tasks(user, Document.objects.the_plan()):
        yield from (Item(task.text, task.about, task.url) for task in section.tasks)


def _deadlines(user: User, today: date) -> list[Item]:
    """Return what falls due within 90 days, by its day: activities, decisions, meetings."""
    until = today + AHEAD
    rows = Activity.objects.visible_to(user).filter(stage=Activity.Stage.IN_FORCE, plan__concluded_at=None)
    rows = rows.exclude(state__in=ENDED)
    due = rows.filter(due_on__range=(today, until)).select_related("group")
    found = [
        Item(a.title, f"{a.code} · {a.group.short}", address("monitoring:activity", a.code), a.due_on)
        for a in due
    ]
    found += [
        Item(decision.text, str(decision), _cited(decision), decision.due_on)
        for decision in _open_decisions(user)
        if decision.due_on and today <= decision.due_on <= until
    ]
    ahead = Meeting.objects.visible_to(user).filter(
        status=Meeting.Status.CONVENED, starts_on__range=(today, until)
    )
    found += [Item(m.name, m.code, address("meetings:page", m.code), m.starts_on) for m in ahead]
    return sorted(found, key=lambda item: (item.due or date.max, str(item.text)))


def _groups(user: User, today: date) -> Iterator[Item]:
    """Yield each group with its meetings of the calendar year against those that the plan asks for."""
    plan = Document.objects.the_plan()
    wanted = plan.parameters.meetings_a_year if plan else MEETINGS_A_YEAR
    bodies = list(Body.objects.filter(kind=Body.Kind.GROUP))
    counts = held_in(
        [body.pk for body in bodies], date(today.year, 1, 1), date(today.year, 12, 31), user=user
    )
    for body in bodies:
        about = _("%(held)s of %(wanted)s meetings held in %(year)s (§3.10 e)") % {
            "held": counts[body.pk].number, "wanted": wanted, "year": today.year,
        }  # fmt: skip
        yield Item(body.name, about, address("monitoring:group_plan", body.slug))


def _plans(term: Presidency, following: Presidency | None, user: User) -> Iterator[Item]:
    """Yield the plan of the term in counts, what of it is not carried out, and the plan to be prepared."""
    plans = {
        one.presidency_id: one
        for one in PresidencyPlan.objects.visible_to(user).select_related("presidency", "plan")
    }
    if (mine := plans.get(term.pk)) is not None:
        lines = tuple(read_lines(mine, user))
        counted = [f"{words}: {n}" for words, n in counts_of(lines) if n]
        about = " · ".join([str(mine.get_status_display()), *counted])
        yield Item(_plan_of(term), about, address("monitoring:presidency_plan", term.label))
        for line in lines:
            if line.state != PresidencyLine.State.DONE:
                said = (line.source, line.state_words, line.months)
                yield Item(line.title, " · ".join(part for part in said if part), line.url)
    if following is None:
        yield Item(_("The plan of the next presidency"), _("Who presides next is not recorded yet."))
        return
    ahead = plans.get(following.pk)
    about = str(ahead.get_status_display()) if ahead else _("To be prepared")
    yield Item(_plan_of(following), about, address("monitoring:presidency_plan", following.label))


def _plan_of(term: Presidency) -> str:
    about = {"year": term.label, "country": term.country.name.text}
    return _("Annual work plan of the PPT %(year)s (%(country)s)") % about


def _texts(user: User) -> Iterator[Item]:
    found = Version.objects.visible_to(user).filter(status=Version.Status.IN_CONSULTATION)
    for version in found.select_related("document"):
        about = _("Version %(number)s") % {"number": version.number}
        yield Item(version.document.title, about, address("consensus:texts"))


def _unfollowed(user: User) -> Iterator[Item]:
    """Yield the decisions that commit somebody and of which nobody has said anything yet."""
    waiting = [d for d in _open_decisions(user) if d.follow_up == F.PENDING]
    said = set(
        Decision.objects.filter(pk__in=[d.pk for d in waiting], follow_ups__isnull=False)
        .order_by()
        .values_list("pk", flat=True)
    )
    for decision in waiting:
        if decision.pk not in said:
            yield Item(decision.text, f"{decision} · {addressee_words(decision)}", _cited(decision))


def _critical(user: User) -> Iterator[Item]:
    """Yield the critical aspects that are not over, by the day on which they were identified (M16)."""
    seen = CriticalAspect.objects.visible_to(user).addressed().select_related("identified_by")
    for one in seen.order_by("identified_on", "pk"):
        waits = "" if one.strategy_es or one.strategy_en else _("without a strategy yet")
        said = (one.identified_by.short.text, str(one.get_status_display()), waits)
        about = " · ".join(part for part in said if part)
        yield Item(one.text, about, address("monitoring:critical", str(one.pk)), one.due_on)


def _kept(user: User) -> Iterator[Item]:
    for kept in kept_for_the_office(user):
        about = f"{kept.by} · {date_format(timezone.localtime(kept.at), 'DATETIME_FORMAT')}"
        yield Item(kept.about, about, address("people:kept", str(kept.pk)))


def _contacts() -> list[Item]:
    """Return who holds which office today, with institution and address, by office and country."""
    held = Appointment.objects.held_at(clock.now()).filter(office__in=TELLS)
    rows = held.select_related("user", "country", "organisation", "body")
    said = [
        (TELLS.index(Appointment.Office(one.office)), one.country.name.text if one.country else "", one)
        for one in rows
    ]
    return [
        Item(
            str(one.user), " · ".join(p for p in (appointment_words(one), one.institution.text) if p),
            f"mailto:{one.user.email}",
        )
        for _office, _country, one in sorted(said, key=lambda row: (row[0], row[1], str(row[2].user)))
    ]  # fmt: skip


def _incoming(following: Presidency | None) -> Iterator[tuple[str, datetime]]:
    """Yield who will hold the office of the incoming country, and from when."""
    if following is None:
        return
    at = following.starts_at or clock.now()
    held = Appointment.objects.filter(
        office=Appointment.Office.PRESIDENCY, country=following.country_id, user__is_active=True
    )
    for one in held.select_related("user").order_by("starts_at", "pk"):
        if one.ends_at is None or one.ends_at > at:
            yield str(one.user), one.starts_at


# --- What opens «My work» ----------------------------------------------------------------------------------


def handover_tasks(user: User) -> Iterator[Section]:
    """Yield what the handover asks of whoever takes over, and of whoever steers; first in «My work»."""
    standing = user.standing
    if not (standing.steers or standing.troika):
        return
    terms = standing.terms
    if standing.presides and terms.before is not None and terms.current is not None:
        if tasks := tuple(_received(terms.before, terms.current, user)):
            yield Section("handover", _("Handover"), tasks)
    elif standing.troika == "incoming" and terms.current is not None:
        text = _("Read what PPT %(year)s hands over") % {"year": terms.current.label}
        read = Task(text, address("home:handover", terms.current.label), "")
        yield Section("handover", _("Handover"), (read,))
    if kept := kept_for_the_office(user):
        tasks = tuple(
            Task(_("Send or discard what %(who)s wrote") % {"who": one.by}, _kept_url(one.pk), one.about)
            for one in kept
        )
        yield Section("kept", _("Kept for the presidency"), tasks)


def _kept_url(pk: int) -> str:
    return address("people:kept", str(pk))


def _received(before: Presidency, term: Presidency, user: User) -> Iterator[Task]:
    """Yield the handover in counts, until it is accepted or 90 days have passed."""
    if user.standing.provisional:
        about = _("Invite its people: leadership does not stay with the outgoing country")
        text = _("The Secretariat stands in for the presidency of %(country)s")
        yield Task(text % {"country": term.country.name}, address("people:people"), about)
    recent = term.starts_at is not None and clock.now() < term.starts_at + OPENS
    if not recent or Handover.objects.filter(presidency=before).exists():
        return
    url = address("home:handover", before.label)
    text = _("Accept the handover of PPT %(year)s (%(country)s)")
    if not user.standing.provisional:
        yield Task(text % {"year": before.label, "country": before.country.name}, url, "")
    found = {part.anchor: part for part in parts(before, term, user)}
    mandates, deadlines = len(found["mandates"].items), len(found["deadlines"].items)
    if mandates:  # nothing open is nothing to do
        words = ngettext("%(n)s open mandate", "%(n)s open mandates", mandates) % {"n": mandates}
        yield Task(words, f"{url}#mandates", "")
    if deadlines:
        words = ngettext("%(n)s deadline in 90 days", "%(n)s deadlines in 90 days", deadlines)
        yield Task(words % {"n": deadlines}, f"{url}#deadlines", "")
    yield from (Task(str(item.text), f"{url}#groups", item.about) for item in found["groups"].items)
    plan = found["plan"].items[-1]
    yield Task(_("Prepare: %(plan)s") % {"plan": plan.text}, plan.url, plan.about)
