"""The register of decisions: what was decided, who answers, until when, and what became of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.translation import gettext as _

from pilares.core import clock
from pilares.core.access import Tier
from pilares.core.bilingual import Wording
from pilares.meetings.models import Decision, FollowUp, Meeting
from pilares.meetings.queries.addressee import addressee
from pilares.people.access import type_of_reader
from pilares.people.models import Body

PAGE = 50
OVERDUE = "overdue"


@dataclass(frozen=True)
class DecisionFilters:
    """What a reader asks of the register; empty asks for everything."""

    body: str = ""
    verb: str = ""
    follow_up: str = ""
    year: int | None = None
    outcome: str = ""
    page: int = 1


@dataclass(frozen=True)
class FollowUpLine:
    """A dated entry about a commitment."""

    on: date
    state: str
    text: Wording
    tier: str


@dataclass(frozen=True)
class DecisionCard:
    """A decision as the register and its own page show it."""

    pk: int
    citation: str
    url: str
    meeting: str
    meeting_name: Wording
    #: empty where the reader has no page of the meeting
    meeting_url: str
    body: str
    on: date | None
    paragraph: str
    verb: str
    text: Wording
    addressees: tuple[Wording, ...]
    due_on: date | None
    overdue: bool
    commits: bool
    #: value and words of where its follow-up stands
    state: str
    state_words: str
    outcome: str
    outcome_words: str
    tier: str
    tier_words: str
    closed: bool
    illustrative: bool
    takes_up: "Cited | None" = None
    taken_up_by: "tuple[Cited, ...]" = ()
    entries: tuple[FollowUpLine, ...] = ()


@dataclass(frozen=True)
class Cited:
    """Another decision, as a link."""

    citation: str
    url: str


@dataclass(frozen=True)
class DecisionPage:
    """One page of the register and what it can be asked."""

    cards: tuple[DecisionCard, ...]
    total: int
    filters: DecisionFilters
    bodies: tuple[Body, ...]
    verbs: tuple[tuple[str, str], ...]
    years: tuple[int, ...]
    pages: int
    #: nothing at all is recorded that the reader may see
    empty: bool = field(default=False)


def decision_url(meeting: str, paragraph: str, pk: int) -> str:
    """Return a decision's address: permanent once it is numbered."""
    if paragraph:
        return reverse("meetings:cited", args=[meeting, paragraph.replace(" ", "-")])
    return reverse("meetings:unnumbered", args=[meeting, pk])


def visible_decisions(user: type_of_reader) -> QuerySet[Decision]:
    """Return what a reader may see, with what a card says of it."""
    rows: QuerySet[Decision] = Decision.objects.visible_to(user)
    return rows.select_related("meeting__body", "to_country", "to_body", "to_organisation", "session")


def read_register(user: type_of_reader, filters: DecisionFilters) -> DecisionPage:
    """Return one page of the register, latest meeting first, in a constant number of queries."""
    seen = visible_decisions(user)
    facts = list(seen.values_list("meeting__body", "verb", "meeting__starts_on", "meeting__ends_on"))
    chosen = _chosen(seen, filters)
    total = chosen.count()
    pages = max(1, -(-total // PAGE))
    number = min(max(filters.page, 1), pages)
    rows = list(_ordered(chosen)[(number - 1) * PAGE : number * PAGE])
    bodies = Body.objects.filter(pk__in={fact[0] for fact in facts})
    used = {fact[1] for fact in facts}
    return DecisionPage(
        cards=cards(rows, user),
        total=total,
        filters=filters,
        bodies=tuple(bodies),
        verbs=tuple((str(v), str(label)) for v, label in Decision.Verb.choices if v in used),
        years=tuple(sorted({day.year for f in facts if (day := f[2] or f[3])}, reverse=True)),
        pages=pages,
        empty=not facts,
    )


def read_for_export(user: type_of_reader, filters: DecisionFilters) -> tuple[DecisionCard, ...]:
    """Return every decision that fits, but what is kept behind closed doors: files are passed on."""
    closed = Q(tier=Tier.CLOSED) | Q(session__tier=Tier.CLOSED) | Q(meeting__tier=Tier.CLOSED)
    rows = _ordered(_chosen(visible_decisions(user), filters).exclude(closed))
    return cards(list(rows), user)


def find_decision(user: type_of_reader, meeting: str, paragraph: str) -> Decision | None:
    """Return a decision by its citation; a space of its paragraph may come as a hyphen."""
    spellings = {paragraph, paragraph.replace("-", " ")}
    return visible_decisions(user).filter(meeting__code=meeting, paragraph__in=spellings).first()


@dataclass(frozen=True)
class Declared:
    """What a delegation declared on what was decided, before or after its adoption, in its own words."""

    country: str
    at: datetime
    said: Wording
    #: what kind of declaration it is, where it was made before the adoption; empty for a later one
    kind: str = ""


#: a higher floor says here what was declared on a decision, as far as the reader may see it; added at start
DECLARED_IN: list[Callable[[type_of_reader, Decision], tuple[Declared, ...]]] = []


@dataclass(frozen=True)
class Declarations:
    """What is attached to a decision: what was declared before its adoption, and what came after."""

    before: tuple[Declared, ...]
    after: tuple[Declared, ...]


def declared_on(user: type_of_reader, decision: Decision) -> Declarations:
    """Return what is attached to a decision for this reader (AC-06)."""
    rows = [one for read in DECLARED_IN for one in read(user, decision)]
    return Declarations(tuple(x for x in rows if x.kind), tuple(x for x in rows if not x.kind))


def read_decision(user: type_of_reader, decision: Decision) -> DecisionCard:
    """Return a decision with its follow-up and those that it takes up or that took it up."""
    (card,) = cards([decision], user, with_entries=True)
    return card


def cards(
    rows: Iterable[Decision], user: type_of_reader, *, with_entries: bool = False
) -> tuple[DecisionCard, ...]:
    """Return the cards of decisions that came from `visible_decisions`."""
    found = list(rows)
    meetings = {row.meeting_id for row in found}
    open_ = set(Meeting.objects.visible_to(user).filter(pk__in=meetings).values_list("pk", flat=True))
    entries: dict[int, list[FollowUpLine]] = {}
    links: dict[int, tuple[Cited | None, tuple[Cited, ...]]] = {}
    if with_entries:
        for entry in FollowUp.objects.visible_to(user).filter(decision__in=found):
            line = FollowUpLine(
                entry.on, str(entry.get_state_display()), entry.text, str(entry.get_tier_display())
            )
            entries.setdefault(entry.decision_id, []).append(line)
        links = {row.pk: _links(row, user) for row in found}
    return tuple(_card(row, row.meeting_id in open_, entries, links) for row in found)


def _card(
    row: Decision,
    meeting_open: bool,
    entries: dict[int, list[FollowUpLine]],
    links: dict[int, tuple[Cited | None, tuple[Cited, ...]]],
) -> DecisionCard:
    meeting, today = row.meeting, clock.today()
    waits = row.follow_up in {Decision.FollowUpState.PENDING, Decision.FollowUpState.UNDER_WAY}
    before, after = links.get(row.pk, (None, ()))
    return DecisionCard(
        pk=row.pk,
        citation=row.citation,
        url=decision_url(meeting.code, row.paragraph, row.pk),
        meeting=meeting.code,
        meeting_name=meeting.name,
        meeting_url=reverse("meetings:page", args=[meeting.code]) if meeting_open else "",
        body=meeting.body.short.text,
        on=meeting.ends_on or meeting.starts_on,
        paragraph=row.paragraph,
        verb=str(row.get_verb_display()),
        text=row.text,
        addressees=addressee(row),
        due_on=row.due_on if row.commits else None,
        overdue=row.commits and waits and row.due_on is not None and row.due_on < today,
        commits=row.commits,
        state=row.follow_up if row.commits else "",
        state_words=str(row.get_follow_up_display()) if row.commits else "",
        outcome=row.outcome_now,
        outcome_words=str(Decision.Outcome(row.outcome_now).label),
        tier=row.tier,
        tier_words=str(row.get_tier_display()),
        closed=row.reach == Tier.CLOSED,
        illustrative=row.illustrative,
        takes_up=before,
        taken_up_by=after,
        entries=tuple(entries.get(row.pk, ())),
    )


def _links(row: Decision, user: type_of_reader) -> tuple[Cited | None, tuple[Cited, ...]]:
    near = Q(pk=row.takes_up_id) | Q(takes_up=row.pk)
    found = Decision.objects.visible_to(user).filter(near).select_related("meeting")
    before, after = None, []
    for one in found:
        cited = Cited(one.citation, decision_url(one.meeting.code, one.paragraph, one.pk))
        if one.pk == row.takes_up_id:
            before = cited
        else:
            after.append(cited)
    return before, tuple(after)


def _chosen(rows: QuerySet[Decision], asked: DecisionFilters) -> QuerySet[Decision]:
    if asked.body:
        rows = rows.filter(Q(meeting__body__code=asked.body) | Q(meeting__joint_with__code=asked.body))
    if asked.verb:
        rows = rows.filter(verb=asked.verb)
    if asked.outcome:
        expired = Q(outcome=Decision.Outcome.UNDER_SILENCE, silent_until__lte=clock.now())
        if asked.outcome == Decision.Outcome.ADOPTED:
            rows = rows.filter(expired | Q(outcome=asked.outcome))
        else:
            rows = rows.filter(outcome=asked.outcome).exclude(expired)
    if asked.year:
        in_year = Q(meeting__starts_on__year=asked.year)
        rows = rows.filter(in_year | Q(meeting__starts_on=None, meeting__ends_on__year=asked.year))
    if asked.follow_up:
        rows = rows.filter(verb__in=Decision.COMMITTING, outcome=Decision.Outcome.ADOPTED)
        waits = (Decision.FollowUpState.PENDING, Decision.FollowUpState.UNDER_WAY)
        late = {"follow_up__in": waits, "due_on__lt": clock.today()}
        rows = rows.filter(**late if asked.follow_up == OVERDUE else {"follow_up": asked.follow_up})
    return rows.distinct()


def _ordered(rows: QuerySet[Decision]) -> QuerySet[Decision]:

    return rows.order_by(
        F("meeting__starts_on").desc(nulls_last=True), "meeting__code", Length("paragraph"), "paragraph", "pk"
    )


def follow_up_choices() -> tuple[tuple[str, str], ...]:
    """Return what can be asked of follow-up, in words."""
    states = tuple((str(value), str(label)) for value, label in Decision.FollowUpState.choices)
    return (*states, (OVERDUE, _("Past its day")))
