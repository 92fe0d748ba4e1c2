"""The verbs of a figure: report, send, take back, return, validate; one way, and who did what stays."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import Reason, Refused, require
from pilares.core.edits import Conflict
from pilares.core.trail import record
from pilares.monitoring import access
from pilares.monitoring.actions.letters import tell_returned
from pilares.monitoring.actions.locking import lock_figure, lock_period, of_form_or_period
from pilares.monitoring.models import Measurement, Period, Request
from pilares.monitoring.queries.figures import totals_of
from pilares.monitoring.workflow import MEASUREMENT
from pilares.people.models import Country, User

S = Measurement.Status
OPEN = (S.DRAFT, S.RETURNED)
#: of a figure, what is not asked of the database again when it is checked
KNOWN = ("period", "country", "total", "corrects", "entered_by", "validated_by")


@dataclass(frozen=True)
class Part:
    """One part of a total: dimension and category, with a value or a pair."""

    dimension: str
    category: str
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True)
class Figure:
    """What a person reports; everything may be missing while it is a draft."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    judgement: str = ""
    no_data_reason: str = ""
    observed_on: date | None = None
    comment: str = ""
    institution: str = ""
    correction_reason: str = ""
    #: the text, in the language of whoever writes it
    narrative: str = ""
    #: countries by code, and milestones by key; `None` where the measure has none
    countries: tuple[str, ...] | None = None
    milestones: tuple[int, ...] | None = None
    #: whether it is said that none of them belongs to it
    none_of_them: bool = False
    parts: tuple[Part, ...] = field(default=())


ALREADY_SENT = Reason(
    "ALREADY_SENT", _("You have already sent this figure. Take it back if you want to change it.")
)
REGION_SENT = Reason(
    "REGION_SENT", _("Somebody else has already sent a figure for this period: it waits for validation.")
)
NEEDS_REASON = _("A figure of this period is validated already. Say why it is corrected.")


@transaction.atomic
def report(
    *,
    period: Period,
    country: str,
    figure: Figure,
    form_key: uuid.UUID,
    by: User,
    asked: Request | None = None,
    seen: int | None = None,
) -> Measurement:
    """Write down what a person reports, as a draft; the same form sent twice is one draft (AC-18).

    Where a validated figure counts already, this is its correction and says why. `seen` is the version of
    the draft that the person knows: another is never overwritten. Raises `Refused`, `Conflict`, and
    `ValidationError` by field.
    """
    period = lock_period(period.pk)
    near = _near(period, country, form_key, by)
    known = next((one for one in near if one.form_key == form_key), None)
    if known is not None and known.status not in OPEN:
        return known
    require(access.why_not_report(by, period, country))
    found = known or next((one for one in near if one.entered_by_id == by.pk and one.status in OPEN), None)
    if found is None:
        _require_free([one for one in near if one.status == S.SENT], country, by)
        found = Measurement(country_id=country or None, entered_by=by, form_key=form_key)
    is_new = found.pk is None
    if not is_new and seen is not None:
        _require_seen(found, seen, form_key)
    found.period, found.entered_by = period, by
    found.corrects = next((one for one in near if one.counted), None)
    if found.corrects and not figure.correction_reason.strip():
        raise ValidationError({"correction_reason": NEEDS_REASON})
    try:
        with transaction.atomic():
            write_figure(found, figure, by)
    except IntegrityError:  # the same form, at the same instant
        return Measurement.objects.get(form_key=form_key, entered_by=by)
    _answer(found, by, asked)
    if is_new:
        record(found, "report", by=by, indicator=period.indicator_id)
    return found


def _require_seen(found: Measurement, seen: int, form_key: uuid.UUID) -> None:
    """Refuse to write over a version of the draft that nobody saw here; the page that began it may go on."""
    began = (seen, found.version) == (0, 1) and found.form_key == form_key
    if found.version != seen and not began:
        raise Conflict(())


def _near(period: Period, country: str, form_key: uuid.UUID, by: User) -> list[Measurement]:
    """Return what stands for one period and country, and what this person sent by this form before."""

    def is_near(one: Measurement) -> bool:
        if one.is_total_of(period.pk, country or None) and (one.status in {*OPEN, S.SENT} or one.counted):
            return True
        office = by.standing.presides and one.of_the_presidency and one.status in OPEN
        return one.form_key == form_key and (one.entered_by_id == by.pk or office)

    return [one for one in of_form_or_period(form_key, period.pk) if is_near(one)]


def _in_slot(period: Period, country: str | None) -> Q:
    """Match the totals that are reported for one period and country, or for the region."""
    return Q(period=period, country=country or None, total=None, dimensions={})


def _slot(period: Period, country: str | None) -> Any:
    return Measurement.objects.filter(_in_slot(period, country))


def _require_free(waiting: list[Measurement], country: str, by: User) -> None:
    """Refuse a second figure of the same person, or of the region, while the first one waits."""
    if any(one.entered_by_id == by.pk for one in waiting):
        raise Refused(ALREADY_SENT)
    if not country and waiting:
        raise Refused(REGION_SENT)


def write_figure(found: Measurement, figure: Figure, by: User) -> None:
    """Write a figure with its parts; whoever calls has asked whether that may be."""
    said = ("value", "numerator", "denominator", "judgement", "no_data_reason", "observed_on", "none_of_them")
    for name in said:
        setattr(found, name, getattr(figure, name))
    for name in ("comment", "institution", "correction_reason"):
        setattr(found, name, getattr(figure, name).strip())
    setattr(found, f"narrative_{by.language}", figure.narrative.strip())
    found.entered_as = by.standing.capacity
    before = list(found.parts.all()) if found.pk else []
    found.version += 1 if found.pk else 0
    found.clean_fields(exclude=KNOWN)
    found.save()
    if figure.countries is not None:
        found.countries.set(Country.objects.filter(pk__in=figure.countries))
    if figure.milestones is not None:
        found.milestones.set(found.period.indicator.steps.filter(pk__in=figure.milestones))
    _write_parts(found, figure.parts, before)


def _write_parts(total: Measurement, parts: Iterable[Part], reported: Iterable[Measurement]) -> None:
    """Keep the parts as the form has them; what is left empty is not reported."""
    before: Mapping[tuple[tuple[str, str], ...], Measurement] = {
        tuple(part.dimensions.items()): part for part in reported
    }
    kept = set()
    for part in parts:
        key: tuple[tuple[str, str], ...] = ((part.dimension, part.category),)
        kept.add(key)
        found = before.get(key) or Measurement(total=total, dimensions=dict(key), form_key=uuid.uuid4())
        found.period_id, found.country_id = total.period_id, total.country_id
        found.entered_by_id, found.entered_as = total.entered_by_id, total.entered_as
        found.institution, found.observed_on, found.status = (
            total.institution,
            total.observed_on,
            total.status,
        )
        found.value, found.numerator, found.denominator = part.value, part.numerator, part.denominator
        found.clean_fields(exclude=KNOWN)
        found.save()
    for gone in before.keys() - kept:
        before[gone].delete()


def _answer(found: Measurement, by: User, asked: Request | None) -> None:
    """Tie the figure to the requests that it answers."""
    mine = Request.objects.asked_of(by).unanswered().filter(period=found.period_id, country=found.country_id)
    mine.update(measurement=found)
    if asked is not None:
        Request.objects.filter(pk=asked.pk, period=found.period_id).unanswered().update(measurement=found)


def _answer_for_all(found: Measurement) -> None:
    """Tie what was sent to what was asked of the whole country, or of anybody for the region."""
    asked = Request.objects.unanswered().filter(period=found.period_id, country=found.country_id)
    (asked.filter(to=None) if found.country_id else asked).update(measurement=found)


# --- Steps ----------------------------------------------------------------------------------------


def _move(found: Measurement, verb: str, by: User, columns: Iterable[str], **details: Any) -> Measurement:
    """Take one step of the workflow with a figure and its parts, and write it down."""
    found.status = MEASUREMENT.target(verb)
    found.version += 1
    found.full_clean(exclude=KNOWN, validate_unique=False, validate_constraints=False)
    found.save(update_fields=["status", "version", *columns])
    followed = (
        "status",
        "counts",
        "sent_at",
        "validated_by",
        "validated_at",
        "validated_as",
        "returned_reason",
    )
    found.parts.update(**{name: getattr(found, name) for name in followed})
    record(found, verb, by=by, indicator=found.period.indicator_id, **details)
    return found


@transaction.atomic
def send(measurement: Measurement, *, by: User) -> Measurement:
    """Send a draft for validation; sent again, nothing more happens.

    Where another source of the same country has sent one too, neither counts until the focal point decides.
    """
    Period.objects.select_for_update().filter(pk=measurement.period_id).values_list("pk").first()
    found = lock_figure(measurement)
    if found.status == S.SENT and found.entered_by_id == by.pk:
        return found
    require(MEASUREMENT.why_not("send", by, found))
    several = _several(found)
    if not _complete(found, several):
        raise ValidationError(_("Write a value, or say why there are no data."))
    if not found.country_id and _slot(found.period, None).filter(status=S.SENT).exists():
        raise Refused(REGION_SENT)
    found.sent_at, found.returned_reason = clock.now(), ""
    _move(found, "send", by, ("sent_at", "returned_reason"), **several)
    _answer_for_all(found)
    if found.country_id:
        weigh(found.period, found.country_id)
        found.refresh_from_db(fields=["counts"])
    return found


def _several(found: Measurement) -> dict[str, list[Any]]:
    """Return the countries and milestones that are sent, for the trail; a number has none."""
    if found.value is not None or found.numerator is not None or found.judgement:
        return {}
    said: dict[str, list[Any]] = {
        "countries": sorted(found.countries.values_list("pk", flat=True)),
        "milestones": sorted(found.milestones.values_list("pk", flat=True)),
    }
    return {name: keys for name, keys in said.items() if keys}


def _complete(found: Measurement, several: dict[str, list[Any]]) -> bool:
    numbers = found.value is not None or found.numerator is not None
    return bool(numbers or found.judgement or found.no_data_reason or found.none_of_them or several)


def weigh(period: Period, country: str | None) -> None:
    """Let a country's only figure count as preliminary; of several none does until they are settled (E-4)."""
    if not country:
        return
    waiting = list(_slot(period, country).filter(status=S.SENT))
    for one in waiting:
        alone = len(waiting) == 1
        if one.counts != alone:
            one.counts = alone
            one.save(update_fields=["counts"])
            one.parts.update(counts=alone)


@transaction.atomic
def take_back(measurement: Measurement, *, by: User) -> Measurement:
    """Take back what one sent oneself, to change it before anybody validates it."""
    found = lock_figure(measurement)
    require(MEASUREMENT.why_not("take_back", by, found))
    found.counts = True
    _move(found, "take_back", by, ("counts",))
    weigh(found.period, found.country_id)
    return found


@transaction.atomic
def return_figure(measurement: Measurement, *, reason: str, by: User) -> Measurement:
    """Send a figure back to whoever reported it, with the reason; they are told by letter at once."""
    found = _returned(measurement, reason, by)
    tell_returned([found])
    return found


@transaction.atomic
def return_several(
    measurements: Iterable[Measurement], *, reason: str, by: User
) -> dict[int, Refused | None]:
    """Send figures back with one reason: who reported several gets one letter; each has its own history.

    Answers for each by its key: nothing, or why it was left as it is.
    """
    done: list[Measurement] = []
    answers: dict[int, Refused | None] = {}
    for one in measurements:
        try:
            done.append(_returned(one, reason, by))
            answers[one.pk] = None
        except Refused as refused:
            answers[one.pk] = refused
    tell_returned(done)
    return answers


def _returned(measurement: Measurement, reason: str, by: User) -> Measurement:
    """Take the step back with one figure, before anybody is told."""
    found = lock_figure(measurement)
    require(MEASUREMENT.why_not("return_figure", by, found))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is returned.")})
    found.returned_reason, found.counts = reason.strip(), True
    _move(found, "return_figure", by, ("returned_reason", "counts"), reason=reason.strip())
    weigh(found.period, found.country_id)
    return found


@transaction.atomic
def validate(measurement: Measurement, *, by: User) -> Measurement:
    """Let a figure count; the one that it corrects stays beside it and counts no more."""
    found = lock_figure(measurement)
    require(MEASUREMENT.why_not("validate", by, found))
    return confirm(found, by=by)


def confirm(found: Measurement, *, by: User) -> Measurement:
    """Write the validation of a figure that whoever calls has taken and may validate."""
    others = (one for one in totals_of(found.period) if one.pk != found.pk and one.counted)
    before = next((one for one in others if one.country_id == found.country_id), None)
    if before is not None:
        Measurement.objects.filter(Q(pk=before.pk) | Q(total=before.pk)).update(counts=False)
    found.validated_by, found.validated_at = by, clock.now()
    found.validated_as = by.standing.capacity
    corrected = {"corrects": before.pk, "reason": found.correction_reason} if before else {}
    _move(found, "validate", by, ("validated_by", "validated_at", "validated_as"), **corrected)
    Request.objects.filter(measurement=found).update(link_key=uuid.uuid4())
    return found


@transaction.atomic
def discard(measurement: Measurement, *, by: User) -> None:
    """Throw a draft away with its files; what was once sent stays."""
    found = lock_figure(measurement)
    require(access.why_not_change(by, found))
    if found.status != S.DRAFT or found.sent_at is not None:
        raise Refused(Reason("NOT_A_DRAFT", _("Only a draft that was never sent is discarded.")))
    for evidence in found.evidence.all():
        evidence.erase()
    record(found, "discard", by=by, indicator=found.period.indicator_id)
    found.delete()
