"""Who keeps the notes of a text, and why those of an adopted text are never edited (AC-04)."""

from django.utils.translation import gettext_lazy as _

from pilares.core.access import Reason
from pilares.people.access import standing_of, type_of_reader
from pilares.plans.models import Note, Version

NO_SECRETARIAT = Reason("SECRETARIAT_ONLY", _("The Executive Secretariat keeps the notes of a text."))


def why_not_change_note(user: type_of_reader, note: Note) -> Reason | None:
    """The notes of an adopted text stay as they were adopted, for everyone (AC-04)."""
    if note.version.adopted:
        return Reason(
            "ADOPTED_TEXT",
            _("Adopted text. You may record a withdrawal or a replacement communicated by the country."),
            f"nota {note.number}",
        )
    return None if standing_of(user).secretariat else NO_SECRETARIAT


def why_not_delete_note(user: type_of_reader, note: Note) -> Reason | None:
    """A note that an earlier version carried, and a country's, is never dropped (AC-19)."""
    if reason := why_not_change_note(user, note):
        return reason
    if note.origin_id is None and note.country_id is None:
        return None
    return Reason(
        "NOTE_NOT_DROPPED",
        _("This note is kept, moved, or awaits the country's confirmation: it is never dropped."),
        f"nota {note.number}",
    )


def why_not_attach_note(user: type_of_reader, version: Version) -> Reason | None:
    """The Secretariat writes down what a country declares on a text until the text is adopted (AC-04)."""
    if not standing_of(user).secretariat:
        return NO_SECRETARIAT
    if version.status == Version.Status.GIVEN_UP or (
        version.adopted and version.status not in {Version.Status.RECOMMENDED, Version.Status.APPROVED}
    ):
        return Reason(
            "TEXT_ADOPTED", _("This text is adopted. Statements are attached to a text until its adoption.")
        )
    return None


def why_not_reanchor(user: type_of_reader, note: Note) -> Reason | None:
    """The Secretariat says what becomes of a note whose words changed in a draft (AC-19)."""
    return why_not_change_note(user, note)


def why_not_record_change(user: type_of_reader, note: Note) -> Reason | None:
    """The Secretariat records that a country withdrew or replaced its note; a footnote has no country."""
    if not standing_of(user).secretariat:
        return NO_SECRETARIAT
    if note.country_id is None:
        return Reason(
            "NO_COUNTRY", _("This note is not a country's: there is nobody to withdraw or replace it.")
        )
    if any(change["kind"] == "withdrawal" for change in note.since):
        return Reason("NOTE_WITHDRAWN", _("The country has withdrawn this note already."))
    return None
