"""A group's meetings and how many the plan asks for in a year: «1 of 2» (§3.10 e, AC-08)."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from pilares.core import clock
from pilares.core.bilingual import Wording
from pilares.meetings.access import why_not_begin, why_not_convene
from pilares.meetings.queries import (
    GroupMandate,
    MeetingFilters,
    MeetingLine,
    held_in,
    read_mandates,
    read_meetings,
)
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Body
from pilares.plans.models import Document
from pilares.plans.queries.meeting_year import MeetingYear, meeting_year

#: what the plan's text says where nobody set another number (§3.10 e)
A_YEAR = 2


@dataclass(frozen=True)
class GroupMeetings:
    """What the page of a group's meetings shows."""

    body: Body
    lines: tuple[MeetingLine, ...]
    year: MeetingYear
    wanted: int
    #: how many it held; `None` where the reader cannot see all that were counted
    held: int | None
    mandate: tuple[str, ...]
    #: where to convene, or why not
    convene: str
    refused: str

    @property
    def enough(self) -> bool:
        """Whether it met as often as the plan asks."""
        return self.held is not None and self.held >= self.wanted


@dataclass(frozen=True)
class Short:
    """A group that has met less often than the plan asks, so far."""

    code: str
    name: Wording
    held: int
    wanted: int
    year: MeetingYear


def read_group_meetings(slug: str, user: type_of_reader) -> GroupMeetings | None:
    """Return the meetings of a group, by its slug in either language."""
    kinds = (Body.Kind.GROUP, Body.Kind.AD_HOC)
    body = Body.objects.filter(Q(slug_es=slug) | Q(slug_en=slug), kind__in=kinds).first()
    if body is None:
        return None
    plan = Document.objects.the_plan()
    year = meeting_year(plan, clock.today())
    every = held_in([body.pk], year.starts_on, year.ends_on)[body.pk]
    seen = held_in([body.pk], year.starts_on, year.ends_on, user=user)[body.pk]
    steers = standing_of(user).steers
    reason = why_not_convene(user, body) if steers else why_not_begin(body)
    known: GroupMandate | None = next((g for g in read_mandates() if g.code == body.code), None)
    return GroupMeetings(
        body=body,
        lines=read_meetings(user, MeetingFilters(body=body.code)).lines,
        year=year,
        wanted=plan.parameters.meetings_a_year if plan else A_YEAR,
        held=seen.number if standing_of(user).member or seen.number == every.number else None,
        mandate=known.words if known else (),
        convene=convene_url(body.code) if steers and reason is None else "",
        refused=str(reason) if reason else "",
    )


def groups_short_of_meetings(user: type_of_reader | None = None) -> tuple[Short, ...]:
    """Return the standing groups that have not yet met as often as the plan asks this year."""
    plan = Document.objects.the_plan()
    year = meeting_year(plan, clock.today())
    wanted = plan.parameters.meetings_a_year if plan else A_YEAR
    bodies = list(Body.objects.filter(kind=Body.Kind.GROUP))
    counts = held_in([body.pk for body in bodies], year.starts_on, year.ends_on, user=user)
    return tuple(
        Short(body.code, body.short, counts[body.pk].number, wanted, year)
        for body in bodies
        if counts[body.pk].number < wanted
    )


def said(short: Short) -> str:
    """Say «Gestión Fronteriza: 1 de 2 reuniones en 2021»."""
    return _("%(group)s: %(held)s of %(wanted)s meetings in %(year)s") % {
        "group": short.name, "held": short.held, "wanted": short.wanted, "year": short.year.words,
    }  # fmt: skip


def convene_url(code: str) -> str:
    """Return the page where a body is convened."""
    query = urlencode({_("organ"): code})
    return f"{reverse('meetings:convene')}?{query}"
