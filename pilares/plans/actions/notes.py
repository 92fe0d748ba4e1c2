"""Notes travel with their words; those of an adopted text are never edited or deleted (AC-04)."""

from django.db import transaction

from pilares.core.access import require
from pilares.core.trail import record
from pilares.people.models import User
from pilares.plans.access import why_not_change_note
from pilares.plans.models import Note


@transaction.atomic
def edit_note(note: Note, *, text_es: str, text_en: str = "", by: User) -> Note:
    """Change the words of a note while its text is a draft; a country's note is never translated."""
    require(why_not_change_note(by, note))
    note.text_es, note.text_en = text_es, text_en
    note.full_clean()
    note.save(update_fields=["text_es", "text_en"])
    record(note, "edit_note", by=by)
    return note


@transaction.atomic
def delete_note(note: Note, *, by: User) -> None:
    """Take a note out of a draft."""
    require(why_not_change_note(by, note))
    record(note, "delete_note", by=by, text=note.text_es)
    note.delete()
