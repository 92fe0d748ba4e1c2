"""The verbs of support: asked for, offered, accepted by the group, recorded, delivered (Tabla 2, AC-22)."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from pilares.core import clock
from pilares.core.access import require
from pilares.core.once import once
from pilares.core.trail import record
from pilares.meetings.models import Decision
from pilares.monitoring import access
from pilares.monitoring.actions.activities import reindex
from pilares.monitoring.models import (
    Activity,
    Contribution,
    ResponsibleParty,
    SupportOffer,
    SupportRequest,
)
from pilares.monitoring.workflow import SUPPORT
from pilares.people.access import why_not_keep_the_register
from pilares.people.models import Country, Organisation, User


@once
@transaction.atomic
def ask_support(activity: Activity, *, form_key: UUID, by: User, **columns: Any) -> SupportRequest:
    """Ask for support on an activity; the same form sent again asks once."""
    locked = (
        Activity.objects.select_for_update(of=("self",)).select_related("group", "plan").get(pk=activity.pk)
    )
    require(access.why_not_ask_support(by, locked))
    known: SupportRequest | None = locked.support_requests.filter(form_key=form_key).first()
    if known is not None:
        return known
    asked = SupportRequest(activity=locked, form_key=form_key, asked_on=clock.today(), **columns)
    require(access.why_not_publish_request(by, asked.tier))
    asked.full_clean(exclude=["activity"])
    asked.save()
    record(asked, "ask_support", by=by, activity=locked.code)
    return asked


@transaction.atomic
def close_request(asked: SupportRequest, *, by: User) -> None:
    """Ask for it no more; sending it twice changes nothing."""
    rows = SupportRequest.objects.select_for_update(of=("self",)).select_related(
        "activity__group", "activity__plan"
    )
    locked = rows.get(pk=asked.pk)
    if locked.closed_on:
        return
    require(access.why_not_close_request(by, locked))
    locked.closed_on = clock.today()
    locked.save(update_fields=["closed_on"])
    record(locked, "close_request", by=by, activity=locked.activity.code)


@once
@transaction.atomic
def offer_support(
    activity: Activity, *, offered_by: Organisation | Country, form_key: UUID, by: User, **columns: Any
) -> SupportOffer:
    """File an offer on behalf of an organisation or an observer country; the same form files one."""
    known: SupportOffer | None = SupportOffer.objects.of(by).filter(form_key=form_key).first()
    if known is not None:
        return known
    require(access.why_not_offer(by, activity))
    offer = SupportOffer(
        activity=activity,
        form_key=form_key,
        offered_on=clock.today(),
        filed_as=by.standing.capacity,
        **columns,
    )
    offer.organisation = offered_by if isinstance(offered_by, Organisation) else None
    offer.country = offered_by if isinstance(offered_by, Country) else None
    require(access.why_not_withdraw_offer(by, offer))  # one offers in one's own organisation's name
    offer.full_clean(exclude=["activity"])
    offer.save()
    record(offer, "offer", by=by, activity=activity.code)
    return offer


def _locked(offer: SupportOffer) -> SupportOffer:
    rows = SupportOffer.objects.select_for_update(of=("self",))
    found: SupportOffer = rows.select_related(
        "activity__group", "activity__plan", "organisation", "country"
    ).get(pk=offer.pk)
    return found


def _move(offer: SupportOffer, verb: str, by: User, **columns: Any) -> SupportOffer:
    """Take one step of the workflow, with what it writes down."""
    locked = _locked(offer)
    require(SUPPORT.why_not(verb, by, locked))
    before, locked.status = locked.status, SUPPORT.target(verb)
    for name, value in columns.items():
        setattr(locked, name, value)
    locked.full_clean(exclude=["activity"])
    locked.save()
    reason = columns.get("reason_es") or columns.get("reason_en") or ""
    record(locked, verb, by=by, status=[before, locked.status], reason=reason)
    return locked


@transaction.atomic
def agree_to_offer(offer: SupportOffer, *, on: date, by: User) -> SupportOffer:
    """Note that the group accepts an offer; it stays offered until the Secretariat records it (AC-22)."""
    locked = _locked(offer)
    require(SUPPORT.why_not("decline", by, locked))  # whoever may decline it, while it is offered
    locked.agreed_on = on
    locked.save()
    record(locked, "agree", by=by, on=on)
    return locked


@transaction.atomic
def confirm_offer(
    offer: SupportOffer, *, accepted_on: date, by: User, decision: Decision | None = None
) -> SupportOffer:
    """Record that the group accepted; from now on everybody who sees the activity sees the support."""
    return _move(offer, "confirm", by, accepted_on=accepted_on, decision=decision)


@transaction.atomic
def decline_offer(offer: SupportOffer, *, reason_es: str, reason_en: str, by: User) -> SupportOffer:
    """Decline an offer, with the reason that the organisation reads."""
    return _move(offer, "decline", by, reason_es=reason_es, reason_en=reason_en)


@transaction.atomic
def withdraw_offer(offer: SupportOffer, *, reason_es: str, reason_en: str, by: User) -> SupportOffer:
    """Withdraw an offer in the organisation's name; it leaves the responsible parties."""
    locked = _move(offer, "withdraw", by, reason_es=reason_es, reason_en=reason_en)
    _set_party(locked, named=False)
    return locked


@transaction.atomic
def end_support(offer: SupportOffer, *, ended_on: date, by: User) -> SupportOffer:
    """Record that the support was delivered; the organisation's record stays."""
    return _move(offer, "end", by, ended_on=ended_on)


@transaction.atomic
def name_as_party(offer: SupportOffer, *, named: bool, by: User) -> SupportOffer:
    """Put who supports among the responsible parties, or take them out: only the group says so (AC-22)."""
    locked = _locked(offer)
    require(access.why_not_name_as_party(by, locked))
    _set_party(locked, named=named)
    record(locked, "name_as_party" if named else "unname_as_party", by=by)
    return locked


def _set_party(offer: SupportOffer, *, named: bool) -> None:
    """Write or take out the supporting party of an offer; one that stood there by itself stays."""
    if offer.as_party == named:
        return
    who = {"organisation": offer.organisation, "country": offer.country}
    parties = ResponsibleParty.objects.filter(activity=offer.activity, **who)
    if not named:
        others = SupportOffer.objects.filter(activity=offer.activity, as_party=True, **who).exclude(
            pk=offer.pk
        )
        if not others.exists():
            parties.filter(supports=True, principal=False).delete()
    elif not parties.exists():
        last = offer.activity.parties.count()
        ResponsibleParty.objects.create(activity=offer.activity, supports=True, order=last, **who)
    offer.as_party = named
    offer.save()
    reindex(offer.activity)


@transaction.atomic
def write_contribution(contribution: Contribution, *, by: User) -> Contribution:
    """Write into the register that a country contributed; the Secretariat keeps it (Tabla 2)."""
    require(why_not_keep_the_register(by))
    contribution.full_clean()
    contribution.save()
    record(contribution, "write_contribution", by=by)
    return contribution


@transaction.atomic
def remove_contribution(contribution: Contribution, *, by: User) -> None:
    """Take a line that was written by mistake out of the register; what it said stays in the trail."""
    require(why_not_keep_the_register(by))
    said = {"country": contribution.country_id, "year": contribution.year, "on": contribution.received_on}
    record(contribution, "remove_contribution", by=by, **said)
    contribution.delete()
