"""The verbs of inputs: called for, sent with a number, considered, answered, replied to once (M19)."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.files import File
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from pilares.consensus.access import inputs as access
from pilares.consensus.actions.input_letters import contributors, steering, tell
from pilares.consensus.models.inputs import Input, InputCall, InputFile, InputNumbering
from pilares.consensus.workflow.inputs import INPUT
from pilares.core import clock
from pilares.core.access import Reason, Tier, require
from pilares.core.edits import Merge, put
from pilares.core.once import once
from pilares.core.trail import record
from pilares.core.uploads import Upload
from pilares.meetings.models import Meeting
from pilares.people.models import Body, Organisation, User

NOT_YOUR_ORGANISATION = Reason("NOT_YOUR_ORGANISATION", _("You do not act for that organisation."))
NOT_YOUR_GROUP = Reason("NOT_IN_GROUP", _("You do not write for that group."))


@once
@transaction.atomic
def open_call(*, form_key: UUID, by: User, **columns: Any) -> InputCall:
    """Call for inputs until a day; the same form sent again calls once."""
    require(access.why_not_keep_calls(by))
    known: InputCall | None = InputCall.objects.filter(form_key=form_key).first()
    if known is not None:
        return known
    call = InputCall(form_key=form_key, **columns)
    call.full_clean()
    call.save()
    record(call, "open_call", by=by)
    return call


@transaction.atomic
def edit_call(call: InputCall, *, changes: Mapping[str, Any], base: Mapping[str, str], by: User) -> Merge:
    """Write what differs from `base`; raises `Conflict` when somebody changed the same field (AC-10)."""
    require(access.why_not_keep_calls(by))
    locked: InputCall = InputCall.objects.select_for_update().get(pk=call.pk)
    merged = put(locked, changes, base=base)
    if merged.write:
        locked.full_clean()
        locked.save()
        record(locked, "edit", by=by, changes=merged.moved)
    return merged


@once
def send_input(
    *, organisation: Organisation, form_key: UUID, by: User, file: Any = None, seen: Upload | None = None,
    public: bool = False, **columns: Any,
) -> Input:  # fmt: skip
    """Receive an input and give it the next number of the year; the same form sent again sends nothing.

    The number grows in the same transaction: whoever comes second waits, and none is missing (AC-21).
    """
    require(access.why_not_send_input(by))
    require(None if organisation.pk in by.standing.organisations else NOT_YOUR_ORGANISATION)
    known: Input | None = Input.objects.filter(form_key=form_key, organisation=organisation).first()
    if known is not None:
        return known
    kept = _keep(file, seen)
    try:
        with transaction.atomic():
            return _receive(
                by, kept, organisation=organisation, form_key=form_key,
                tier=Tier.PUBLIC if public else Tier.EXTENDED, **columns,
            )  # fmt: skip
    except Exception:
        if kept is not None:
            kept.file.delete(save=False)
        raise


def _keep(file: Any, seen: Upload | None) -> InputFile | None:
    """Write the file under its random name, before the database is asked for anything."""
    if file is None or seen is None:
        return None
    kept = InputFile(name=seen.name, size=seen.size, media_type=seen.media_type)
    kept.file.save(seen.name, File(file), save=False)
    return kept


def _receive(by: User, kept: InputFile | None, **columns: Any) -> Input:
    now, today = clock.now(), clock.today()
    call: InputCall | None = columns.get("call")
    input_ = Input(sent_by=by, received_at=now, late=call is not None and today > call.closes_on, **columns)
    input_.year = today.year
    input_.number = next_number(today.year)
    input_.full_clean()
    input_.save()
    if kept is not None:
        kept.input = input_
        kept.save()
    record(input_, "send", by=by)
    tell("received", input_, steering())
    return input_


def next_number(year: int) -> int:
    """Return the next number of a year; it is taken once the transaction around it is."""
    InputNumbering.objects.get_or_create(year=year)
    InputNumbering.objects.filter(year=year).update(last=F("last") + 1)
    return InputNumbering.objects.get(year=year).last


def _move(input_: Input, verb: str, by: User, **columns: Any) -> Input:
    """Take one step of the workflow, with what it writes down."""
    locked: Input = Input.objects.select_for_update(of=("self",)).get(pk=input_.pk)
    require(INPUT.why_not(verb, by, locked))
    before, locked.status = locked.status, INPUT.target(verb)
    for name, value in columns.items():
        setattr(locked, name, value)
    locked.full_clean()
    locked.save()
    record(locked, verb, by=by, status=[before, locked.status])
    return locked


@transaction.atomic
def consider(
    input_: Input,
    *,
    body: Body,
    on: date,
    behind_closed_doors: bool,
    by: User,
    meeting: Meeting | None = None,
) -> Input:
    """Record that a group treated it; of a closed session only the day is told outside (§3.10)."""
    standing = by.standing
    require(None if standing.steers or body.pk in standing.groups else NOT_YOUR_GROUP)
    columns = {"considered_by": body, "considered_at": meeting, "considered_on": on}
    moved = _move(input_, "consider", by, behind_closed_doors=behind_closed_doors, **columns)
    tell("considered", moved, contributors(moved))
    return moved


@transaction.atomic
def answer(input_: Input, *, included: bool, on: date, answer_es: str, answer_en: str, by: User) -> Input:
    """Record that it is incorporated, or that it is not and why; whoever sent it is told (AC-21)."""
    verb = "include" if included else "not_include"
    moved = _move(input_, verb, by, answered_on=on, answer_es=answer_es, answer_en=answer_en)
    tell("answered", moved, contributors(moved))
    return moved


@transaction.atomic
def reply(input_: Input, *, text: str, by: User) -> Input:
    """Reply once to the answer; the same reply sent again changes nothing."""
    locked: Input = Input.objects.select_for_update(of=("self",)).get(pk=input_.pk)
    if locked.reply and locked.reply == text and locked.organisation_id in by.standing.organisations:
        return locked
    require(access.why_not_reply(by, locked))
    locked.reply, locked.replied_at = text, clock.now()
    locked.full_clean()
    locked.save()
    record(locked, "reply", by=by)
    tell("replied", locked, steering())
    return locked
