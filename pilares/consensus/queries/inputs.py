"""Calls and inputs as each reader may see them, and the sentence that counts them (Tabla 2, M19)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilares.consensus.access import inputs as access
from pilares.consensus.models.inputs import Input, InputCall, InputFile
from pilares.consensus.workflow.inputs import INPUT
from pilares.core import clock
from pilares.core.access import Tier
from pilares.core.bilingual import Wording
from pilares.meetings.models import Meeting
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Body, User
from pilares.plans.models import Document, Theme, Version
from pilares.plans.queries.standing import asking, of_plan

MECHANISM = "TRIPARTITO"


@dataclass(frozen=True)
class InputLine:
    """An input in a list, in a file, and at the head of its page."""

    reference: str
    heading: Wording
    words: Wording
    organisation: str
    call: InputCall | None
    theme: str
    section: str
    #: where the section is read; empty while the reader sees no version of the plan
    section_url: str
    received_at: datetime
    late: bool
    status: str
    status_label: str
    considered_on: date | None
    #: who considered it, where the reader may know: never of a closed session outside the group
    considered_by: str
    considered_at: Wording | None
    answered_on: date | None
    answer: Wording
    reply: Wording
    replied_at: datetime | None
    public: bool
    file: InputFile | None
    illustrative: bool

    @property
    def steps(self) -> tuple[tuple[str, date], ...]:
        """What happened, by date: nothing more than the days and the statuses."""
        found = [(_("Received"), self.received_at.date())]
        if self.considered_on:
            found.append((_("Considered"), self.considered_on))
        if self.answered_on:
            found.append((self.status_label, self.answered_on))
        return tuple(found)


@dataclass(frozen=True)
class Counts:
    """How many inputs of a year stand where, of those that one reader may read."""

    year: int
    total: int
    received: int
    considered: int
    included: int
    not_included: int

    @property
    def sentence(self) -> str:
        """Say it: «7 inputs: 3 incorporated, 2 considered, 2 not incorporated» (AC-21)."""
        if not self.total:
            return _("No input in %(year)s") % {"year": self.year}
        parts = (
            ngettext("%(n)s incorporated", "%(n)s incorporated", self.included) % {"n": self.included},
            ngettext("%(n)s considered", "%(n)s considered", self.considered) % {"n": self.considered},
            ngettext("%(n)s not incorporated", "%(n)s not incorporated", self.not_included)
            % {"n": self.not_included},
            ngettext("%(n)s received", "%(n)s received", self.received) % {"n": self.received},
        )
        amounts = (self.included, self.considered, self.not_included, self.received)
        said = ", ".join(part for part, amount in zip(parts, amounts, strict=True) if amount)
        total = ngettext("%(n)s input", "%(n)s inputs", self.total) % {"n": self.total}
        return f"{total}: {said}"


@dataclass(frozen=True)
class CallLine:
    """A call with whether it is open."""

    pk: int
    name: Wording
    about: Wording
    opens_on: date
    closes_on: date
    open: bool
    inputs: int
    tier: str
    illustrative: bool


@dataclass(frozen=True)
class Mechanism:
    """The tripartite mechanism, with where the plan names it (Tabla 2)."""

    slug: str
    name: Wording
    #: the address of §1.6 in the plan in force
    url: str


@dataclass(frozen=True)
class YearOfInputs:
    """The inputs of a year with the sentence that counts them."""

    counts: Counts
    lines: tuple[InputLine, ...]


@dataclass(frozen=True)
class InputsPage:
    """What is called for, what was sent, and what became of it."""

    mechanism: Mechanism | None
    calls: tuple[CallLine, ...]
    past: tuple[CallLine, ...]
    years: tuple[YearOfInputs, ...]
    may_send: bool
    may_call: bool
    plan: Document | None
    #: what an address adds to stay in this plan
    asking: str


@dataclass(frozen=True)
class InputPage:
    """One input, for one reader."""

    line: InputLine
    #: what the address of the list adds to stay in its plan
    asking: str
    may_consider: bool
    may_include: bool
    may_not_include: bool
    may_reply: bool
    own: bool


def input_lines(user: type_of_reader, found: "QuerySet[Input]") -> tuple[InputLine, ...]:
    """Return lines of inputs that the reader may see, the last first; four queries."""
    rows = list(
        found.select_related(
            "call", "organisation", "plan", "placement__theme", "placement__pillar", "considered_by", "file"
        )
    )
    if not rows:
        return ()
    meetings = Meeting.objects.visible_to(user).in_bulk(
        [r.considered_at_id for r in rows if r.considered_at_id]
    )
    calls = set(InputCall.objects.visible_to(user).values_list("pk", flat=True))
    themes = set(
        Theme.objects.visible_to(user)
        .filter(pk__in=[r.placement.theme_id for r in rows if r.placement])
        .values_list("pk", flat=True)
    )
    versions = _versions(user)
    return tuple(_line(row, user, meetings, calls, themes, versions) for row in rows)


def _line(
    row: Input, user: type_of_reader, meetings: dict[int, Meeting], calls: set[int], themes: set[int],
    versions: dict[int, tuple[str, int]],
) -> InputLine:  # fmt: skip
    known = knows_the_session(user, row)
    meeting = meetings.get(row.considered_at_id or 0)
    file: InputFile | None = getattr(row, "file", None)
    return InputLine(
        reference=row.reference, heading=row.heading, words=row.words, organisation=str(row.organisation),
        call=row.call if row.call_id in calls else None,
        theme=_theme(row) if row.placement and row.placement.theme_id in themes else "",
        section=row.section, section_url=_section_url(row, versions), received_at=row.received_at,
        late=row.late, status=row.status, status_label=row.get_status_display(),
        considered_on=row.considered_on,
        considered_by=row.considered_by.name.text if known and row.considered_by else "",
        considered_at=meeting.name if known and meeting else None,
        answered_on=row.answered_on, answer=row.answer, reply=Wording(row.reply, row.language),
        replied_at=row.replied_at, public=row.tier == Tier.PUBLIC, file=file, illustrative=row.illustrative,
    )  # fmt: skip


def knows_the_session(user: type_of_reader, input_: Input) -> bool:
    """Whether a reader may know which group treated it, and where (§3.10, AC-21)."""
    standing = standing_of(user)
    if standing.steers or input_.considered_by_id in standing.groups:
        return True
    return not input_.behind_closed_doors


def _theme(row: Input) -> str:
    if row.placement is None:
        return ""
    said = {"theme": row.placement.theme.name.text, "pillar": row.placement.pillar.number}
    return _("%(theme)s (Pillar %(pillar)s)") % said


def _versions(user: type_of_reader) -> dict[int, tuple[str, int]]:
    """Return, by plan, the period and number of the last version that the reader may read; one query."""
    rows = Version.objects.visible_to(user).filter(document__kind=Document.Kind.STRATEGIC_PLAN)
    return {
        v.document_id: (v.document.period, v.number)
        for v in rows.select_related("document").order_by("number")
    }


def _section_url(row: Input, versions: dict[int, tuple[str, int]]) -> str:
    if not row.section or row.plan_id not in versions:
        return ""
    return section_url(*versions[row.plan_id], row.section)


def section_url(period: str, number: int, section: str) -> str:
    """Return where a section of the plan is read; its page holds the paragraphs below it."""
    page = ".".join(section.split(".")[:2])
    try:
        return reverse("plans:section", args=[period, number, page])
    except NoReverseMatch:
        return ""


def mechanism(user: type_of_reader, plan: Document | None) -> Mechanism | None:
    """Return the tripartite mechanism as the register of actors names it, with its place in a plan."""
    body = Body.objects.filter(code=MECHANISM).first()
    if body is None:
        return None
    versions = _versions(user)
    url = section_url(*versions[plan.pk], "1.6") if plan and plan.pk in versions else ""
    return Mechanism(body.slug, body.name, url)


def call_lines(user: type_of_reader, calls: "QuerySet[InputCall]") -> tuple[CallLine, ...]:
    """Return those of these calls that the reader may see, each with how many inputs of it they may read."""
    today = clock.today()
    readable = Input.objects.visible_to(user).values("call").annotate(n=Count("pk")).values_list("call", "n")
    counted = dict(readable.order_by())
    return tuple(
        CallLine(
            call.pk, call.name, call.about, call.opens_on, call.closes_on,
            call.opens_on <= today <= call.closes_on, counted.get(call.pk, 0), str(Tier(call.tier).label),
            call.illustrative,
        )
        for call in calls.filter(pk__in=InputCall.objects.visible_to(user))
        if call.opens_on <= today or access.why_not_keep_calls(user) is None
    )  # fmt: skip


def inputs_page(user: type_of_reader, plan: Document | None) -> InputsPage:
    """Return the whole page of a plan for one reader, in a constant number of queries."""
    lines = input_lines(user, Input.objects.visible_to(user).filter(of_plan(plan, user)))
    calls, today = call_lines(user, InputCall.objects.filter(of_plan(plan, user))), clock.today()
    years = sorted({_year(line) for line in lines}, reverse=True)
    return InputsPage(
        mechanism=mechanism(user, plan),
        calls=tuple(call for call in calls if call.closes_on >= today),
        past=tuple(call for call in calls if call.closes_on < today),
        years=tuple(
            YearOfInputs(_count(year, mine), mine)
            for year in years
            if (mine := tuple(line for line in lines if _year(line) == year))
        ),
        may_send=access.why_not_send_input(user) is None,
        may_call=access.why_not_keep_calls(user) is None,
        plan=plan,
        asking=plan.asking if plan else "",
    )


def _year(line: InputLine) -> int:
    return int(line.reference.split("-")[1])


def _count(year: int, lines: Iterable[InputLine]) -> Counts:
    statuses = [line.status for line in lines]
    return Counts(year, len(statuses), *(statuses.count(status) for status in Input.Status.values))


def counts(year: int, user: type_of_reader) -> Counts:
    """Return how many inputs of a year stand where, of those that the reader may read; for reports."""
    rows = Input.objects.visible_to(user).filter(year=year).order_by()
    found = dict(rows.values("status").annotate(n=Count("pk")).values_list("status", "n"))
    return Counts(year, sum(found.values()), *(found.get(status, 0) for status in Input.Status.values))


def input_page(input_: Input, user: type_of_reader) -> InputPage:
    """Return the page of an input that the reader may see."""
    return InputPage(
        line=input_lines(user, Input.objects.filter(pk=input_.pk))[0],
        asking=asking(input_.plan),
        may_consider=INPUT.why_not("consider", user, input_) is None,
        may_include=INPUT.why_not("include", user, input_) is None,
        may_not_include=INPUT.why_not("not_include", user, input_) is None,
        may_reply=access.why_not_reply(user, input_) is None,
        own=input_.organisation_id in standing_of(user).organisations,
    )


def awaiting_answer(user: User) -> tuple[InputLine, ...]:
    """Return the inputs that the Secretariat has still to answer, the oldest first."""
    if not user.standing.secretariat:
        return ()
    rows = Input.objects.visible_to(user).exclude(status__in=Input.ANSWERED).order_by("year", "number")
    return input_lines(user, rows)


def to_reply(user: User) -> tuple[InputLine, ...]:
    """Return the inputs of a person's organisation that were answered and to which they may reply."""
    if access.why_not_send_input(user) is not None:
        return ()
    mine = Input.objects.visible_to(user).filter(organisation__in=user.standing.organisations, reply="")
    return input_lines(user, mine.filter(status__in=Input.ANSWERED))


def open_calls(user: User) -> tuple[CallLine, ...]:
    """Return the calls that are open today, for whoever may send an input."""
    if access.why_not_send_input(user) is not None:
        return ()
    return tuple(call for call in call_lines(user, InputCall.objects.all()) if call.open)
