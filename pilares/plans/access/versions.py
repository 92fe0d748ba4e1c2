"""Who may move a version, and which steps its kind of document has (§1.2, §1.5, Tablas 1 and 2, AC-24)."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from pilares.core.access import Reason
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Body
from pilares.plans.access.ending import why_not_succeed, why_not_within
from pilares.plans.models import Document, Reflection, Version, VersionEvent

#: the organ that recommends the plan and its updates, and the one that approves them (Tabla 2)
RECOMMENDS, APPROVES = "GRCM", "RVM"

K, S = Document.Kind, Version.Status
#: approved by the Vice-Ministers once the RCGM recommended it (Tabla 2)
BY_VICE_MINISTERS = frozenset({K.STRATEGIC_PLAN, K.PRESIDENCY_PLAN})
#: adopted elsewhere: the Secretariat registers the text with its source
REGISTERED = frozenset({K.CHARTER, K.NETWORK})
#: agreed by the members themselves, without a higher body
BY_MEMBERS = frozenset({K.GROUP_PLAN, K.REPORT, K.TEXT})
CONSULTED = BY_VICE_MINISTERS | BY_MEMBERS
#: the members agree the Charter among themselves as well, version after version (Tabla 3)
CIRCULATED = CONSULTED | {K.CHARTER}
KINDS = {
    "circulate": CIRCULATED,
    "take_back": CIRCULATED,
    "recommend": BY_VICE_MINISTERS,
    "approve": BY_VICE_MINISTERS,
    "countersign": BY_VICE_MINISTERS,
    "register": REGISTERED,
    "adopt": BY_MEMBERS,
}

#: the steps that end a consultation; what goes on among the members holds them (`HELD_BY`)
LEAVING = frozenset({"take_back", "recommend", "register", "adopt"})
#: a higher floor says here why a version may not leave the members who read it; it adds itself at start
HELD_BY: list[Callable[[Version, str], Reason | None]] = []

SECRETARIAT_ONLY = Reason("SECRETARIAT_ONLY", _("The Executive Secretariat records the approval."))
#: AC-24, to the letter
NOT_RECOMMENDED = Reason(
    "NOT_RECOMMENDED",
    _("The Vice-Ministerial Meeting approves the Plan and its update as recommended by the RCGM."),
    "§1.6, Tabla 2",
)
NOT_APPROVED = Reason("NOT_APPROVED", NOT_RECOMMENDED.text, NOT_RECOMMENDED.citation)


def why_not_this_way(version: Version, verb: str) -> Reason | None:
    """A step that the document's kind does not have is nobody's; nor is one that ends what is under way."""
    if reason := why_not_within(version.document):
        return reason
    if version.document.kind not in KINDS[verb]:
        return Reason("OTHER_WAY", _("This kind of document does not go through this step."))
    if verb not in LEAVING or version.status != S.IN_CONSULTATION:
        return None
    return next((reason for held in HELD_BY if (reason := held(version, verb))), None)


def why_not_draft(user: type_of_reader, _obj: object = None) -> Reason | None:
    """The Secretariat and the presidency in office draft texts (Tabla 2)."""
    if standing_of(user).steers:
        return None
    return Reason("STEERS_ONLY", _("The presidency and the Secretariat draft this text."))


def why_not_begin_draft(user: type_of_reader, document: Document) -> Reason | None:
    """One draft at a time: two would part the ways of the same text."""
    if reason := why_not_draft(user) or why_not_within(document):
        return reason
    if not document.versions.filter(status__in=(S.DRAFT, S.IN_CONSULTATION)).exists():
        return None
    return Reason("DRAFT_OPEN", _("A version of this document is already being drafted or consulted."))


def why_not_edit(user: type_of_reader, version: Version) -> Reason | None:
    """A draft is edited; a text in consultation is taken back first, an adopted text never again (AC-04)."""
    if reason := why_not_draft(user) or why_not_within(version.document):
        return reason
    if version.adopted:
        return Reason("ADOPTED_TEXT", _("Adopted text: it is not edited. Prepare a new version."))
    if version.status == S.IN_CONSULTATION:
        return Reason("IN_CONSULTATION", _("The members are reading this text. Take it back to change it."))
    return None


def why_not_circulate(user: type_of_reader, version: Version) -> Reason | None:
    """The presidency and the Secretariat send a text that says something to the members (Tabla 3)."""
    if reason := why_not_draft(user) or why_not_this_way(version, "circulate"):
        return reason
    if version.sections.exists():
        return None
    return Reason("NO_TEXT", _("This version has no text yet."))


def why_not_take_back(user: type_of_reader, version: Version) -> Reason | None:
    """Whoever drafts may take a text back from consultation, and says why."""
    return why_not_draft(user) or why_not_this_way(version, "take_back")


def why_not_give_up(user: type_of_reader, _version: Version) -> Reason | None:
    """Whoever drafts may give a draft up; it keeps its number and its address."""
    return why_not_draft(user)


def _why_not_with_notes(version: Version) -> Reason | None:
    """No note is lost on the way: each one whose words changed is decided first (AC-19)."""
    numbers = [note.number for note in version.notes.all() if note.undecided]
    if not numbers:
        return None
    named = ", ".join(str(number) for number in numbers)
    return Reason(
        "NOTE_UNDECIDED",
        _("The words of a note changed (%(notes)s). Say first if it is kept, moved, or awaits its country.")
        % {"notes": named},
        "nota 7",
    )


def why_not_recommend(user: type_of_reader, version: Version) -> Reason | None:
    """The Secretariat records the RCGM's recommendation, once every note has its place (Tabla 2)."""
    if not standing_of(user).secretariat:
        return SECRETARIAT_ONLY
    return why_not_this_way(version, "recommend") or _why_not_with_notes(version)


def why_not_record_approval(user: type_of_reader, version: Version) -> Reason | None:
    """The Secretariat records what the Vice-Ministerial Meeting approved, once the RCGM recommended it."""
    if not standing_of(user).secretariat:
        return SECRETARIAT_ONLY
    if reason := why_not_this_way(version, "approve"):
        return reason
    if version.status in {S.DRAFT, S.IN_CONSULTATION}:
        return NOT_RECOMMENDED
    return _why_not_with_notes(version)


def why_not_countersign(user: type_of_reader, version: Version) -> Reason | None:
    """The presidency in office countersigns what another person recorded; no other way into force (AC-24)."""
    held = standing_of(user)
    if held.steers and (reason := why_not_this_way(version, "countersign")):
        return reason
    if held.steers and version.status in {S.DRAFT, S.IN_CONSULTATION, S.RECOMMENDED}:
        return NOT_APPROVED  # whoever of the two offices tries
    if not held.presides:
        return Reason(
            "PRESIDENCY_ONLY", _("The presidency in office countersigns the approval that was recorded.")
        )
    recorded = version.events.filter(step=VersionEvent.Step.APPROVED, by=getattr(user, "pk", None))
    if version.status == S.APPROVED and recorded.exists():
        return Reason(
            "SAME_PERSON", _("Two people sign: whoever recorded the approval does not countersign.")
        )
    if version.status == S.APPROVED and version.events.filter(step=VersionEvent.Step.COUNTERSIGNED).exists():
        return Reason("COUNTERSIGNED", _("It is countersigned and enters into force on its day."))
    return why_not_succeed(version)


def why_not_register(user: type_of_reader, version: Version) -> Reason | None:
    """The Secretariat registers a text that was adopted elsewhere: the Charter, a network's document."""
    if not standing_of(user).secretariat:
        return Reason("SECRETARIAT_ONLY", _("The Executive Secretariat registers this document."))
    if reason := why_not_this_way(version, "register"):
        return reason
    if version.sections.exists():
        return _why_not_with_notes(version)
    return Reason("NO_TEXT", _("This version has no text yet."))


def why_not_adopt(user: type_of_reader, version: Version) -> Reason | None:
    """The Secretariat records that the members adopted a text that asks for no higher body."""
    if not standing_of(user).secretariat:
        return Reason("SECRETARIAT_ONLY", _("The Executive Secretariat records the adoption."))
    return why_not_this_way(version, "adopt") or _why_not_with_notes(version)


def why_not_settle(user: type_of_reader, reflection: Reflection) -> Reason | None:
    """Whoever drafts the plan says why a change of the Charter asks for no new version of it (nota 6)."""
    if reason := why_not_draft(user):
        return reason
    if reflection.settled_at is not None:
        return Reason("SETTLED", _("This change of the Charter is already settled."))
    return None


def why_not_supersede(_user: type_of_reader, _version: Version) -> Reason | None:
    """Nobody supersedes a version: the next one does, on the day on which it enters into force."""
    return Reason("BY_THE_NEXT", _("A version is superseded when the next one enters into force."))


def why_not_approve_in(body: Body) -> Reason | None:
    """No other organ approves the plan (Tabla 2)."""
    if body.code == APPROVES:
        return None
    return Reason(
        "NOT_THE_APPROVING_BODY",
        _("The Vice-Ministerial Meeting approves the Strategic Plan."),
        "§1.6, Tabla 2",
    )


def why_not_recommend_in(body: Body) -> Reason | None:
    """No other organ recommends the plan to the Vice-Ministers (Tabla 2)."""
    if body.code == RECOMMENDS:
        return None
    return Reason(
        "NOT_THE_RECOMMENDING_BODY",
        _("The RCGM recommends the Strategic Plan and its updates to the Vice-Ministerial Meeting."),
        "§1.6, Tabla 2",
    )
