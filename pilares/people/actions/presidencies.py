"""The presidencies as the Secretariat keeps them: country, exact handover, and what follows what (nota 4)."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from pilares.core.access import Reason, Refused, require
from pilares.core.edits import as_text
from pilares.core.trail import record
from pilares.people.access import why_not_keep_the_register
from pilares.people.models import Country, Presidency, User

ROOM = 10  # between two terms, for one that is recorded later
FAR = 16_000  # out of the way while terms are numbered again
FIELDS = ("country", "label", "starts_at", "followed", "source")


@transaction.atomic
def record_presidency(
    *,
    country: Country,
    label: str,
    after: Presidency | None,
    direct: bool,
    starts_at: datetime | None,
    source: str,
    by: User,
) -> Presidency:
    """Record a term that comes after another; `direct` says that nobody presided between the two.

    Raises ValidationError where the handover does not fit between its neighbours.
    """
    require(why_not_keep_the_register(by))
    terms = list(Presidency.objects.select_for_update().order_by("order"))
    place = terms.index(after) + 1 if after else 0
    before, later = terms[:place], terms[place:]
    _named_once(label, terms)
    _fit(starts_at, before, later)
    _number([*before, None, *later])
    term = Presidency(
        country=country,
        label=label,
        starts_at=starts_at,
        source=source,
        order=(place + 1) * ROOM,
        illustrative=settings.DEMO,
    )
    term.full_clean()
    term.save()
    if after is not None and after.followed != direct:
        Presidency.objects.filter(pk=after.pk).update(followed=direct)
    record(term, "record_presidency", by=by, starts_at=starts_at)
    return term


@transaction.atomic
def rewrite_presidency(
    term: Presidency,
    *,
    country: Country,
    label: str,
    starts_at: datetime | None,
    followed: bool,
    source: str,
    stamp: str,
    by: User,
) -> Presidency:
    """Correct a term; the slower of two writers is refused, by the `stamp` of what was read."""
    require(why_not_keep_the_register(by))
    terms = list(Presidency.objects.select_for_update().order_by("order"))
    term = terms[place := [t.pk for t in terms].index(term.pk)]
    if stamp_of(term) != stamp:
        raise Refused(Reason("CHANGED_MEANWHILE", CHANGED))
    _named_once(label, [other for other in terms if other.pk != term.pk])
    _fit(starts_at, terms[:place], terms[place + 1 :])
    new = {"country": country, "label": label, "starts_at": starts_at, "followed": followed, "source": source}
    changes = {
        name: [as_text(getattr(term, name)), as_text(value)]
        for name, value in new.items()
        if as_text(getattr(term, name)) != as_text(value)
    }
    for name, value in new.items():
        setattr(term, name, value)
    term.full_clean()
    term.save(update_fields=list(new))
    record(term, "rewrite_presidency", by=by, changes=changes)
    return term


CHANGED = _("Somebody changed this record while you were writing. Look at what it says now and save again.")


def stamp_of(term: Presidency) -> str:
    """Return what tells one state of a term from another."""
    return "|".join(as_text(getattr(term, name)) for name in FIELDS)


def _named_once(label: str, others: list[Presidency]) -> None:
    """Refuse a year that another term has: pages, plans and reports of a presidency stand under it."""
    if any(other.label == label for other in others):
        words = _(
            "The presidency %(year)s is recorded already: correct that one, or name this one otherwise."
        )
        raise ValidationError({"label": words % {"year": label}})


def _fit(starts_at: datetime | None, before: list[Presidency], later: list[Presidency]) -> None:
    """Refuse a handover that does not lie between the neighbouring ones."""
    if starts_at is None:
        return
    if any(t.starts_at and t.starts_at >= starts_at for t in before):
        raise ValidationError({"starts_at": _("The handover must be later than that of the earlier term.")})
    if any(t.starts_at and t.starts_at <= starts_at for t in later):
        raise ValidationError({"starts_at": _("The handover must be earlier than that of the later term.")})


def _number(terms: list[Presidency | None]) -> None:
    """Number the terms afresh, leaving the place of the one that is `None` free."""
    Presidency.objects.update(order=F("order") + FAR)
    for place, term in enumerate(terms, 1):
        if term is not None:
            Presidency.objects.filter(pk=term.pk).update(order=place * ROOM)
