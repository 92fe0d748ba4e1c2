"""What the register shows of meetings, decisions and mandates, in a constant number of queries."""

from dataclasses import dataclass
from datetime import date

from django.contrib.humanize.templatetags.humanize import ordinal
from django.db.models import Count, F
from django.template.defaultfilters import date as date_filter
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilares.core import clock
from pilares.core.access import Tier
from pilares.core.bilingual import Wording, reading_language
from pilares.meetings.models import Decision, Mandate, Meeting
from pilares.people.access import type_of_reader
from pilares.people.models import Body

#: how many days before its end a mandate begins to say so (AC-13)
SOON = 90


@dataclass(frozen=True)
class MeetingLine:
    """A meeting in the list."""

    pk: int
    code: str
    url: str
    name: Wording
    bodies: tuple[str, ...]
    starts_on: date | None
    ends_on: date | None
    place: str
    status: str
    status_words: str
    modality: str
    decisions: int
    closed: bool
    source: str
    illustrative: bool


@dataclass(frozen=True)
class MeetingFilters:
    """What a reader asks of the list of meetings; empty asks for all."""

    body: str = ""
    year: int | None = None


@dataclass(frozen=True)
class MeetingList:
    """The meetings that were asked for, and what can be asked."""

    lines: tuple[MeetingLine, ...]
    bodies: tuple[Body, ...]
    years: tuple[int, ...]
    filters: MeetingFilters


@dataclass(frozen=True)
class TermLine:
    """One term of a group's mandate, with the decision that gave it."""

    pk: int
    starts_on: date | None
    ends_on: date | None
    decision: str
    extends: bool
    concluded_on: date | None = None


@dataclass(frozen=True)
class GroupMandate:
    """What a group is for and until when, in words, with every term that it has had."""

    code: str
    name: str
    objective: Wording | None
    mandate: Wording | None
    #: the state in words: «Mandate expires in 60 days»
    words: tuple[str, ...]
    #: oldest first; the last one is the one in force
    terms: tuple[TermLine, ...]

    @property
    def last(self) -> TermLine | None:
        """The term that may be extended."""
        return self.terms[-1] if self.terms else None


def read_meetings(user: type_of_reader, filters: MeetingFilters | None = None) -> MeetingList:
    """Return the meetings that the reader may see, latest first, with the decisions that they may see."""
    asked = filters or MeetingFilters()
    seen = Meeting.objects.visible_to(user).select_related("body").prefetch_related("joint_with")
    everything = list(seen.order_by(F("starts_on").desc(nulls_last=True), "code"))
    counted = Decision.objects.visible_to(user).values_list("meeting").annotate(number=Count("pk")).order_by()
    numbers = dict(counted)
    days = [m.starts_on or m.ends_on for m in everything]
    bodies = {body.pk: body for m in everything for body in m.bodies}
    return MeetingList(
        lines=tuple(_line(m, numbers.get(m.pk, 0)) for m in everything if _asked_for(m, asked)),
        bodies=tuple(sorted(bodies.values(), key=lambda body: (body.order, body.code))),
        years=tuple(sorted({day.year for day in days if day}, reverse=True)),
        filters=asked,
    )


def _asked_for(meeting: Meeting, asked: MeetingFilters) -> bool:
    day = meeting.starts_on or meeting.ends_on
    in_year = asked.year is None or (day is not None and day.year == asked.year)
    return in_year and (not asked.body or asked.body in {body.code for body in meeting.bodies})


def _line(meeting: Meeting, decisions: int) -> MeetingLine:
    return MeetingLine(
        pk=meeting.pk,
        code=meeting.code,
        url=reverse("meetings:page", args=[meeting.code]),
        name=meeting.name,
        bodies=tuple(body.short.text for body in meeting.bodies),
        starts_on=meeting.starts_on,
        ends_on=meeting.ends_on,
        place=meeting.place.text,
        status=meeting.status,
        status_words=str(meeting.get_status_display()),
        modality=str(meeting.get_modality_display()) if meeting.modality else "",
        decisions=decisions,
        closed=meeting.tier == Tier.CLOSED,
        source=meeting.source,
        illustrative=meeting.illustrative,
    )


def read_mandates() -> tuple[GroupMandate, ...]:
    """Return every group with its mandate and all its terms, in two queries."""
    rows: dict[int, list[Mandate]] = {}
    for mandate in Mandate.objects.select_related("decision__meeting"):
        rows.setdefault(mandate.body_id, []).append(mandate)
    groups = Body.objects.filter(kind__in=(Body.Kind.GROUP, Body.Kind.AD_HOC))
    return tuple(_group(body, _chain(rows.get(body.pk, []))) for body in groups)


def mandate_words(chain: list[Mandate], today: date) -> tuple[str, ...]:
    """Say how a mandate stands: its extension, its end, and how near that is (AC-13)."""
    if not chain:
        return ()
    last, extensions = chain[-1], len(chain) - 1
    if last.concluded(today):
        return (_("Mandate concluded on %(day)s") % {"day": date_filter(last.concluded_on, "DATE_FORMAT")},)
    if last.ends_on is None:
        return (_("No end is recorded."),)
    day = date_filter(last.ends_on, "DATE_FORMAT")
    said = []
    if extensions:
        said.append(_("Extended (%(time)s) until %(day)s") % {"time": _time(extensions), "day": day})
    elif not last.expired(today):
        said.append(_("Mandate until %(day)s") % {"day": day})
    left = (last.ends_on - today).days
    if last.expired(today):
        said.append(_("Mandate expired on %(day)s") % {"day": day})
    elif left == 0:
        said.append(_("Mandate expires today"))
    elif left <= SOON:
        words = ngettext("Mandate expires in %(days)s day", "Mandate expires in %(days)s days", left)
        said.append(words % {"days": left})
    return tuple(said)


def _time(number: int) -> str:
    """Return «1.ª vez» or “1st time”."""
    which = f"{number}.ª" if reading_language() == "es" else ordinal(number)
    return _("%(which)s time") % {"which": which}


def _chain(mandates: list[Mandate]) -> list[Mandate]:
    """Return the terms that led to the last one, oldest first."""
    if not mandates:
        return []
    by_pk, extended = {m.pk: m for m in mandates}, {m.extends_id for m in mandates}
    chain = [[m for m in mandates if m.pk not in extended][-1]]
    while chain[0].extends_id in by_pk:
        chain.insert(0, by_pk[chain[0].extends_id])
    return chain


def _group(body: Body, chain: list[Mandate]) -> GroupMandate:
    return GroupMandate(
        code=body.code,
        name=body.name.text,
        objective=next((m.objective for m in reversed(chain) if m.objective), None),
        mandate=next((m.mandate for m in reversed(chain) if m.mandate), None),
        words=mandate_words(chain, clock.today()),
        terms=tuple(
            TermLine(
                pk=m.pk,
                starts_on=m.starts_on,
                ends_on=m.ends_on,
                decision=m.decision.citation if m.decision else "",
                extends=m.extends_id is not None,
                concluded_on=m.concluded_on,
            )
            for m in chain
        ),
    )
