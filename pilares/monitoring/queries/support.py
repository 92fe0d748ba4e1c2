"""Support as pages show it: what is asked for, what is offered, what is confirmed (Tabla 2, AC-22)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from pilares.core.access import Reason, Tier
from pilares.core.bilingual import Wording
from pilares.core.search import fold
from pilares.meetings.models import Decision
from pilares.monitoring import access
from pilares.monitoring.models import Activity, Contribution, SupportOffer, SupportRequest
from pilares.monitoring.queries.names import GroupName, group_name
from pilares.monitoring.workflow import SUPPORT
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Standing, User
from pilares.plans.models import Document
from pilares.plans.queries.standing import of_plan


@dataclass(frozen=True)
class OfferLine:
    """An offer of support, or confirmed support, as its reader may see it."""

    pk: int
    activity: Activity
    group: GroupName
    by: str
    kinds: str
    text: Wording
    starts_on: date
    ends_on: date | None
    status: str
    status_label: str
    offered_on: date
    agreed_on: date | None
    accepted_on: date | None
    ended_on: date | None
    reason: Wording
    decision: Decision | None
    as_party: bool
    illustrative: bool

    @property
    def shown(self) -> bool:
        """Whether it is confirmed, and so known to whoever sees the activity."""
        return self.status in SupportOffer.SHOWN


@dataclass(frozen=True)
class RequestLine:
    """What a group asks for."""

    pk: int
    activity: Activity
    group: GroupName
    kind: str
    text: Wording
    asked_on: date
    tier: str
    illustrative: bool


@dataclass(frozen=True)
class ActivitySupport:
    """The support of one activity: asked for, confirmed, and what the reader may see of the offers."""

    requests: tuple[RequestLine, ...]
    confirmed: tuple[OfferLine, ...]
    others: tuple[OfferLine, ...]
    may_ask: bool
    may_offer: bool
    tier_told: bool

    def __bool__(self) -> bool:
        return bool(self.requests or self.confirmed or self.others)


@dataclass(frozen=True)
class Step:
    """A step that the reader may take, or why not."""

    verb: str
    label: str
    reason: Reason | None = None


@dataclass(frozen=True)
class OfferPage:
    """The page of an offer."""

    line: OfferLine
    steps: tuple[Step, ...]
    may_agree: bool
    may_name: bool
    own: bool


@dataclass(frozen=True)
class Opportunities:
    """What is asked for, by group; and whether the reader may offer."""

    requests: tuple[RequestLine, ...]
    offering: bool
    tier_told: bool
    #: offers that wait for the group or for the Secretariat, for those who see every offer
    waiting: tuple[OfferLine, ...]
    plan: Document | None


def offer_lines(user: type_of_reader, offers: "QuerySet[SupportOffer]") -> tuple[OfferLine, ...]:
    """Return lines of offers that the reader may see, by activity and then by name; two queries."""
    return offers_said(read_offers(user, offers))


def read_offers(
    user: type_of_reader, offers: "QuerySet[SupportOffer]"
) -> tuple[tuple[SupportOffer, Decision | None], ...]:
    """Read offers that the reader may see, each with the decision that cites it; two queries."""
    rows = list(offers.select_related("activity__group", "activity__plan", "organisation", "country"))
    keys = [row.decision_id for row in rows if row.decision_id]
    decisions = Decision.objects.visible_to(user).select_related("meeting").in_bulk(keys) if keys else {}
    return tuple((row, decisions.get(row.decision_id or 0)) for row in rows)


def offers_said(read: Iterable[tuple[SupportOffer, Decision | None]]) -> tuple[OfferLine, ...]:
    """Return lines of offers in the language of now, by activity and then by name."""
    lines = [_offer(row, decision) for row, decision in read]
    return tuple(sorted(lines, key=lambda x: (x.activity.sort_key, fold(x.by), x.offered_on, x.pk)))


def _offer(row: SupportOffer, decision: Decision | None) -> OfferLine:
    return OfferLine(
        pk=row.pk, activity=row.activity, group=group_name(row.activity.group), by=row.by, kinds=kinds(row),
        text=row.text, starts_on=row.starts_on, ends_on=row.ends_on, status=row.status,
        status_label=row.get_status_display(), offered_on=row.offered_on, agreed_on=row.agreed_on,
        accepted_on=row.accepted_on, ended_on=row.ended_on, reason=row.reason, decision=decision,
        as_party=row.as_party, illustrative=row.illustrative,
    )  # fmt: skip


def own_offer(offer: SupportOffer, standing: Standing) -> bool:
    """Whether the reader acts for those who made an offer."""
    return offer.organisation_id in standing.organisations or offer.country_id in standing.countries


def kinds(offer: SupportOffer) -> str:
    """Say whether support is technical, financial or both."""
    if offer.technical and offer.financial:
        return _("technical and financial")
    return _("technical") if offer.technical else _("financial")


def request_lines(asked: "QuerySet[SupportRequest]") -> tuple[RequestLine, ...]:
    """Return lines of what is asked for, in the order of the matrix; one query."""
    return tuple(
        RequestLine(
            pk=row.pk, activity=row.activity, group=group_name(row.activity.group),
            kind=row.get_kind_display(), text=row.text, asked_on=row.asked_on,
            tier=str(Tier(row.tier).label), illustrative=row.illustrative,
        )
        for row in asked.select_related("activity__group", "activity__plan")
    )  # fmt: skip


def support_of(activity: Activity, user: type_of_reader) -> ActivitySupport:
    """Return the support of an activity as a reader may see it, in three queries at most."""
    offers = offer_lines(user, SupportOffer.objects.visible_to(user).filter(activity=activity))
    return ActivitySupport(
        requests=request_lines(SupportRequest.objects.visible_to(user).open().filter(activity=activity)),
        confirmed=tuple(line for line in offers if line.shown),
        others=tuple(line for line in offers if not line.shown),
        may_ask=access.why_not_ask_support(user, activity) is None,
        may_offer=access.why_not_offer(user, activity) is None,
        tier_told=standing_of(user).member,
    )


def opportunities(user: type_of_reader, plan: Document | None) -> Opportunities:
    """Return what is asked for in a plan, as the reader may see it."""
    mine = of_plan(plan, user, "activity__plan")
    asked = SupportRequest.objects.visible_to(user).open().filter(mine, activity__stage__in=Activity.ROWS)
    standing = standing_of(user)
    offered = SupportOffer.objects.visible_to(user).filter(status=SupportOffer.Status.OFFERED)
    waiting = offered.filter(mine)
    return Opportunities(
        requests=request_lines(asked),
        offering=offers(user),
        tier_told=standing.member,
        waiting=offer_lines(user, waiting) if standing.member else (),
        plan=plan,
    )


def offers(user: type_of_reader) -> bool:
    """Whether the reader is one of those who offer: an observer."""
    standing = standing_of(user)
    return not standing.member and bool(standing.offices & {"observer"})


def offers_of(user: User) -> tuple[OfferLine, ...]:
    """Return the offers of those for whom an observer acts: the record stays with the organisation."""
    return offer_lines(user, SupportOffer.objects.visible_to(user).of(user))


def offer_page(offer: SupportOffer, user: User) -> OfferPage:
    """Return the page of an offer that the reader may see."""
    steps = []
    for verb, step in SUPPORT.steps.items():
        if offer.status in step.sources and step.why_not(user, offer) is None:
            steps.append(Step(verb, str(step.label)))
    offered = offer.status == SupportOffer.Status.OFFERED
    return OfferPage(
        line=offer_lines(user, SupportOffer.objects.filter(pk=offer.pk))[0],
        steps=tuple(steps),
        may_agree=offered and access.why_not_consider_offer(user, offer) is None,
        may_name=access.why_not_name_as_party(user, offer) is None,
        own=access.why_not_withdraw_offer(user, offer) is None,
    )


def considered_by(user: User) -> tuple[OfferLine, ...]:
    """Return the offers on which a person's groups have to say something still."""
    waiting = SupportOffer.objects.visible_to(user).filter(status="offered", agreed_on=None)
    return offer_lines(user, waiting.filter(activity__group__in=user.standing.groups))


def awaiting_record(user: User) -> tuple[OfferLine, ...]:
    """Return the offers whose acceptance the Secretariat has to record, or to hear of."""
    if not user.standing.secretariat:
        return ()
    return offer_lines(user, SupportOffer.objects.visible_to(user).filter(status="offered"))


@dataclass(frozen=True)
class YearOfContributions:
    """The contributions of one year, in alphabetical order of the countries."""

    year: int
    lines: tuple[Contribution, ...]


def contributions(user: type_of_reader, plan: Document | None) -> tuple[YearOfContributions, ...]:
    """Return the register of a plan by year, the last first; within it from A to Z, in no order of merit."""
    mine = Contribution.objects.visible_to(user).filter(of_plan(plan, user))
    rows: list[Any] = list(mine.select_related("country"))
    years = sorted({row.year for row in rows}, reverse=True)
    return tuple(
        YearOfContributions(
            year,
            tuple(
                sorted(
                    (row for row in rows if row.year == year),
                    key=lambda row: (fold(row.country.name.text), row.received_on),
                )
            ),
        )
        for year in years
    )
