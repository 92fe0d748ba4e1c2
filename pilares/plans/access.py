"""Who may move a version, and why an adopted text is never edited (Tabla 2, AC-04, AC-24)."""

from django.utils.translation import gettext_lazy as _

from pilares.core.access import Reason
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Body
from pilares.plans.models import Note, Theme, Version

#: the organ that approves the plan and its updates (Tabla 2)
APPROVES = "RVM"


def why_not_record_approval(user: type_of_reader, version: Version) -> Reason | None:
    """The Secretariat records what the Vice-Ministerial Meeting approved, once the RCGM recommended it."""
    if not standing_of(user).secretariat:
        return Reason("SECRETARIAT_ONLY", _("The Executive Secretariat records the approval."))
    if version.status in {Version.Status.DRAFT, Version.Status.IN_CONSULTATION}:
        return Reason(
            "NOT_RECOMMENDED",
            _("The Vice-Ministerial Meeting approves the Plan and its update as recommended by the RCGM."),
            "§1.6, Tabla 2",
        )
    return None


def why_not_approve_in(body: Body) -> Reason | None:
    """No other organ approves the plan (Tabla 2)."""
    if body.code == APPROVES:
        return None
    return Reason(
        "NOT_THE_APPROVING_BODY",
        _("The Vice-Ministerial Meeting approves the Strategic Plan."),
        "§1.6, Tabla 2",
    )


def why_not_propose_theme(user: type_of_reader) -> Reason | None:
    """Whoever works in a group proposes themes for its activities: the list is not exhaustive (§3.8)."""
    standing = standing_of(user)
    if standing.steers or (standing.member and standing.groups):
        return None
    return Reason(
        "NOT_IN_A_GROUP", _("The members of the groups, the presidency and the Secretariat propose themes.")
    )


def why_not_adopt_theme(user: type_of_reader, theme: Theme) -> Reason | None:
    """The Secretariat links the decision that adds a proposed theme to the plan (AC-03)."""
    if not standing_of(user).secretariat:
        return Reason(
            "SECRETARIAT_ONLY", _("The Executive Secretariat records the decision that adds a theme.")
        )
    if not theme.proposed:
        return Reason("THEME_IN_PLAN", _("This theme is already in the plan."))
    return None


def why_not_change_note(user: type_of_reader, note: Note) -> Reason | None:
    """The notes of an adopted text stay as they were adopted, for everyone (AC-04)."""
    if note.version.adopted:
        return Reason(
            "ADOPTED_TEXT",
            _("Adopted text. You may record a withdrawal or a replacement communicated by the country."),
            f"nota {note.number}",
        )
    if not standing_of(user).secretariat:
        return Reason("SECRETARIAT_ONLY", _("The Executive Secretariat keeps the notes of a text."))
    return None
