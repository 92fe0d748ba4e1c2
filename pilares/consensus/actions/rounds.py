"""A round of consultation: opened, given more time, concluded; and who speaks for a country (Tabla 3)."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext_lazy as _

from pilares.consensus.access import (
    OF_COUNTRIES,
    why_not_circulate,
    why_not_conclude,
    why_not_continue,
    why_not_earlier,
    why_not_move,
    why_not_name,
)
from pilares.consensus.actions.letters import tell_named, tell_round
from pilares.consensus.models import DeadlineMove, Delegation, Round
from pilares.consensus.queries.texts import snapshot
from pilares.core import clock
from pilares.core.access import require
from pilares.core.trail import record
from pilares.people.models import Appointment, Country, User
from pilares.plans.actions import circulate, give_up, new_draft, take_back
from pilares.plans.models import Document, Version, VersionEvent


@transaction.atomic
def open_round(
    version: Version,
    *,
    closes_at: datetime,
    by: User,
    since: Round | None = None,
    before: Version | None = None,
    message_es: str = "",
    message_en: str = "",
) -> Round:
    """Circulate a version to the Member Countries until an exact instant; a draft begins its consultation.

    Raises `Refused`, or `ValidationError` where the deadline has passed already.
    """
    version = Version.objects.select_for_update(of=("self",)).select_related("document").get(pk=version.pk)
    require(why_not_circulate(by, version))
    now = clock.now()
    if closes_at <= now:
        raise ValidationError({"closes_at": _("Choose an instant that is still to come.")})
    if version.status == Version.Status.DRAFT:
        version = circulate(version, by=by)
    last = version.rounds.aggregate(last=Max("number"))["last"] or 0
    round_ = Round(
        version=version,
        text=snapshot(version),
        since=since,
        before=before,
        number=last + 1,
        opened_at=now,
        opened_by=by,
        closes_at=closes_at,
        message_es=message_es,
        message_en=message_en,
        illustrative=settings.DEMO,
    )
    round_.full_clean()
    round_.save()
    record(round_, "open_round", by=by, closes_at=closes_at.isoformat())
    tell_round("opened", round_)
    return round_


def held(round_: Round) -> Round:
    """Return a round as it stands, held until the end of the transaction."""
    locked: Round = (
        Round.objects.select_for_update(of=("self",))
        .select_related("version__document", "before")
        .get(pk=round_.pk)
    )
    return locked


@transaction.atomic
def move_round(round_: Round, *, becomes: datetime, reason: str, by: User) -> Round:
    """Give more time; everybody is told, and the history keeps both instants."""
    locked = held(round_)
    require(why_not_move(by, locked))
    if becomes == locked.closes_at and locked.moves.filter(becomes=becomes).exists():
        return locked  # the second click of the same form
    require(why_not_earlier(locked.closes_at, becomes))
    if becomes <= clock.now():
        raise ValidationError({"becomes": _("Choose an instant that is still to come.")})
    move = DeadlineMove(
        round=locked, was=locked.closes_at, becomes=becomes, reason=reason, at=clock.now(), by=by
    )
    move.full_clean()
    move.save()
    locked.closes_at = becomes
    locked.save(update_fields=["closes_at"])
    record(locked, "move_deadline", by=by, was=move.was.isoformat(), becomes=becomes.isoformat())
    tell_round("moved", locked, mark=move.pk)
    return locked


@transaction.atomic
def conclude_round(round_: Round, *, conclusion_es: str, conclusion_en: str = "", by: User) -> Round:
    """Record what came out of a round once every observation has its fate; then it is only read."""
    locked = held(round_)
    require(why_not_conclude(by, locked))
    if not (conclusion_es or conclusion_en):
        raise ValidationError({"conclusion_es": _("Write what came out of the round: it is read for years.")})
    locked.conclusion_es, locked.conclusion_en = conclusion_es, conclusion_en
    locked.concluded_at, locked.concluded_by = clock.now(), by
    locked.full_clean()
    locked.save(update_fields=["conclusion_es", "conclusion_en", "concluded_at", "concluded_by"])
    record(locked, "conclude_round", by=by)
    tell_round("concluded", locked)
    return locked


@transaction.atomic
def name_delegate(document: Document, *, country: Country, user: User, by: User) -> Delegation:
    """Name who speaks for a country on a text, in every round of it; the one before stays in the history."""
    require(why_not_name(by, country.pk))
    Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if not eligible(country).filter(pk=user.pk).exists():
        raise ValidationError({"user": _("Choose a person who holds an office for the country.")})
    now = clock.now()
    current = Delegation.objects.filter(document=document, country=country, ended_at=None).first()
    if current is not None and current.user_id == user.pk:
        return current
    if current is not None:
        current.ended_at = now
        current.save(update_fields=["ended_at"])
    delegation = Delegation(document=document, country=country, user=user, named_by=by, named_at=now)
    delegation.full_clean()
    delegation.save()
    record(delegation, "name_delegate", by=by, country=country.pk, person=str(user))
    tell_named(document, user, mark=delegation.pk)
    return delegation


def eligible(country: Country) -> QuerySet[User]:
    """Return who may be named: the people who hold an office for the country today."""
    now = clock.now()
    terms = Appointment.objects.filter(country=country, office__in=OF_COUNTRIES)
    keys = {term.user_id for term in terms if term.in_force(now)}
    return User.objects.filter(pk__in=keys, is_active=True)


@transaction.atomic
def next_version(round_: Round, *, by: User) -> Version:
    """Begin the version that follows a concluded round, from the text that went round (Tabla 3).

    Raises `Refused` where the version was adopted meanwhile or another one is already being drafted.
    """
    locked = held(round_)
    require(why_not_continue(by, locked))
    draft = continue_as_next(locked.version, by=by)
    record(locked, "next_version", by=by, number=draft.number)
    return draft


def continue_as_next(version: Version, *, by: User) -> Version:
    """Leave a version where it stands, to be read, and begin the next one from its text."""
    number = (version.document.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    reason = f"{VersionEvent.FOLLOWED}{number}"
    if version.status == Version.Status.IN_CONSULTATION:
        version = take_back(version, reason=reason, by=by)
    give_up(version, reason=reason, by=by)
    return new_draft(version.document, by=by, illustrative=version.illustrative, base=version)
