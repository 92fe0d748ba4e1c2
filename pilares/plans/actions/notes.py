"""Notes travel with their words; those of an adopted text are never edited or deleted (AC-04, AC-19)."""

import uuid
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import require
from pilares.core.bilingual import Language
from pilares.core.trail import record
from pilares.people.models import Country, User
from pilares.plans.access import (
    why_not_attach_note,
    why_not_change_note,
    why_not_delete_note,
    why_not_reanchor,
    why_not_record_change,
)
from pilares.plans.actions.moving import locked
from pilares.plans.models import Note, NoteChange, Version
from pilares.plans.queries.texts import bare, words_by_anchor

A = Note.Anchoring


@transaction.atomic
def edit_note(note: Note, *, text_es: str, text_en: str = "", by: User) -> Note:
    """Change the words of a note while its text is a draft; a country's note is never translated."""
    require(why_not_change_note(by, note))
    before, after = (note.text_es, note.text_en), (text_es, text_en)
    note.text_es, note.text_en = after
    note.full_clean()
    note.save(update_fields=["text_es", "text_en"])
    pairs = zip(("text_es", "text_en"), before, after, strict=True)
    record(note, "edit_note", by=by, changes={name: [was, now] for name, was, now in pairs if was != now})
    return note


@transaction.atomic
def delete_note(note: Note, *, by: User) -> None:
    """Take a footnote that began in this draft out of it."""
    require(why_not_delete_note(by, note))
    record(note, "delete_note", by=by, text=note.text_es)
    note.delete()


@transaction.atomic
def attach_note(
    version: Version,
    *,
    anchor: str,
    kind: str,
    text: str,
    language: str,
    by: User,
    country: Country | None = None,
    words: str = "",
) -> Note:
    """Attach a country's declaration, reservation or dissociation to exact words of a text (AC-04).

    It is kept in the language in which it was said. The same words said twice at one place are one note.
    """
    version = locked(version)
    require(why_not_attach_note(by, version))
    said = words_by_anchor(version)
    _exists(anchor, said)
    _standing(bare(words), said[anchor])
    if kind != Note.Kind.FOOTNOTE and country is None:
        raise ValidationError({"country": _("Say which country declares it.")})
    texts = {"text_es": text.strip(), "text_en": ""}
    if language == Language.EN:
        texts = {"text_es": "", "text_en": text.strip()}
    known: Note | None = version.notes.filter(kind=kind, country=country, anchor=anchor, **texts).first()
    if known is not None:
        return known
    note = Note(
        version=version, number=_next_number(version), kind=kind, country=country, anchor=anchor,
        words=bare(words), original_language=language, settled_words=said[anchor], **texts,
    )  # fmt: skip
    note.full_clean(exclude=["text_es"])
    if not text.strip():
        raise ValidationError({"text": _("Write what the country declares.")})
    note.save()
    record(note, "attach_note", by=by, version=str(version), anchor=anchor)
    return note


def _next_number(version: Version) -> int:
    last = version.notes.aggregate(last=models.Max("number"))["last"] or 0
    return int(last) + 1


def _exists(anchor: str, said: dict[str, dict[str, str]]) -> None:
    if anchor not in said:
        raise ValidationError({"anchor": _("This text has no such place.")})


def _standing(words: str, there: dict[str, str]) -> str:
    """Return the exact words of which a note speaks; they must stand at its place."""
    if any(words in text for text in there.values()):
        return words
    raise ValidationError(
        {
            "words": _("«%(words)s» does not stand at this place. Copy the words from the text as it is now.")
            % {"words": words}
        }
    )


@transaction.atomic
def reanchor(
    note: Note, *, choice: str, by: User, anchor: str = "", reason: str = "", words: str = ""
) -> Note:
    """Say what becomes of a note whose words changed: kept, moved, or awaiting its country (AC-19).

    A note that is kept or moved speaks of words that stand at its place: its own, or those given now.
    """
    version = locked(note.version)
    note = Note.objects.select_related("version").get(pk=note.pk)
    require(why_not_reanchor(by, note))
    said, before = words_by_anchor(version), note.anchor
    if choice == A.MOVED:
        if anchor == note.anchor:
            raise ValidationError({"anchor": _("Choose another place than the one where it stands.")})
        _exists(anchor, said)
        note.anchor = anchor
    elif choice == A.KEPT and note.anchor not in said:
        raise ValidationError(
            {"choice": _("Its place is gone: move the note, or let it await the country's confirmation.")}
        )
    elif choice not in {A.KEPT, A.AWAITING}:
        raise ValidationError({"choice": _("Choose what becomes of the note.")})
    if choice != A.AWAITING:
        note.words = _standing(bare(words) or note.words, said[note.anchor])
    note.anchoring, note.anchoring_reason = choice, reason.strip()
    note.anchored_by, note.anchored_at = by, clock.now()
    note.settled_words = said.get(note.anchor, {})
    note.full_clean(exclude=["text_es", "version", "origin"])
    note.save(
        update_fields=[
            "anchor", "words", "anchoring", "anchoring_reason", "anchored_by", "anchored_at", "settled_words",
        ]
    )  # fmt: skip
    record(note, "reanchor_note", by=by, choice=choice, anchor=note.anchor, before=before)
    return note


def question_notes(version: Version) -> None:
    """Ask again what becomes of each note whose words are no longer those with which it was settled."""
    notes = list(version.notes.filter(Q(origin__isnull=False) | ~Q(country=None)))
    said = words_by_anchor(version) if notes else {}
    for note in notes:
        changed = said.get(note.anchor, {}) != note.settled_words
        if changed != note.undecided:
            note.anchoring = A.UNDECIDED if changed else ""
            note.save(update_fields=["anchoring"])


@transaction.atomic
def record_change(
    note: Note,
    *,
    kind: str,
    communicated_by: str,
    communicated_on: date,
    document: str,
    by: User,
    text: str = "",
    language: str = Language.ES,
    form_key: uuid.UUID | None = None,
    illustrative: bool = False,
) -> NoteChange:
    """Record that a country withdrew or replaced its note: a new dated record, the original stays (AC-04)."""
    note = Note.objects.select_for_update(of=("self",)).select_related("version").get(pk=note.pk)
    if form_key and (known := NoteChange.objects.filter(form_key=form_key).first()):
        return known
    require(why_not_record_change(by, note))
    if kind == NoteChange.Kind.REPLACEMENT and not text.strip():
        raise ValidationError({"text": _("Write the words that replace it, as the country gave them.")})
    if communicated_on > clock.today():
        raise ValidationError({"communicated_on": _("The date lies ahead: write when it was communicated.")})
    change = NoteChange(
        note_id=note.root, kind=kind, country_id=note.country_id, communicated_by=communicated_by.strip(),
        communicated_on=communicated_on, document=document.strip(), language=language, by=by, at=clock.now(),
        text=text.strip() if kind == NoteChange.Kind.REPLACEMENT else "", form_key=form_key,
        illustrative=illustrative,
    )  # fmt: skip
    change.full_clean(exclude=["note"])
    change.save()
    said = [_as_said(one) for one in NoteChange.objects.filter(note_id=note.root)]
    Note.objects.filter(Q(pk=note.root) | Q(origin_id=note.root)).update(since=said)
    record(note, "record_note_change", by=by, kind=kind, on=communicated_on.isoformat())
    return change


def _as_said(change: NoteChange) -> dict[str, Any]:
    """Return what every page shows of a change."""
    return {
        "kind": change.kind,
        "communicated_by": change.communicated_by,
        "on": change.communicated_on.isoformat(),
        "document": change.document,
        "text": change.text,
        "language": change.language,
        "illustrative": change.illustrative,
    }
