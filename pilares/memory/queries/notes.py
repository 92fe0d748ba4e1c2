"""What became of notes: attached, moved with their words, rewritten, withdrawn or replaced (AC-04, AC-19)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from pilares.core.trail import Entry
from pilares.memory import maths
from pilares.memory.queries.acts import Acts
from pilares.memory.queries.shapes import Change, Kind
from pilares.monitoring.queries.names import Register
from pilares.people.models import Standing
from pilares.plans.models import Note, Version
from pilares.plans.queries.lines import place_of

LONGEST = 300
type_of_told = dict[Version, list[Change]]


def notes_told(
    told: type_of_told,
    acts: Acts,
    versions: "QuerySet[Version]",
    standing: Standing,
    register: Register,
) -> None:
    """Tell what was done to the notes of these versions, by members who edited a draft to members alone."""
    of_note: dict[int, list[Entry]] = defaultdict(list)
    for entry in acts.notes:
        of_note[entry.object_id].append(entry)
    if not of_note:
        return
    asked = Note.objects.filter(pk__in=list(of_note), version__in=versions)
    for note in asked.select_related("version__document", "country").order_by("number"):
        told[note.version] += _of_note(note, of_note[note.pk], register, standing)


def _of_note(note: Note, entries: list[Entry], register: Register, standing: Standing) -> Iterable[Change]:
    moves = [entry for entry in entries if entry.verb == "reanchor_note"]
    edits = [entry for entry in entries if entry.verb == "edit_note"]
    for entry in entries:
        if entry not in moves and entry not in edits:
            yield _noted(note, entry, _by(entry, register, standing))
    if moves:
        yield _placed(note, moves, _by(moves[-1], register, standing))
    if edits and standing.member and not note.version.adopted:
        yield from _edited(note, edits, _by(edits[-1], register, standing))


def _by(entry: Entry, register: Register, standing: Standing) -> str:
    return register.capacity(entry.capacity, "", in_full=standing.member)


def _label(note: Note) -> str:
    whose = f" ({note.country.name})" if note.country else ""
    return _("Note %(number)s") % {"number": note.number} + whose


def _noted(note: Note, entry: Entry, by: str) -> Change:
    change = entry.verb == "record_note_change"
    kinds = {"withdrawal": _("Withdrawn"), "replacement": _("Replaced")}
    after = kinds.get(str(entry.details.get("kind")), "") if change else _short(str(note.text))
    return Change(Kind.NOTE, _label(note), "", after, entry.at, by)


def _placed(note: Note, moves: list[Entry], by: str) -> Change:
    """Tell where a note stood and stands, or that it was kept or awaits its country."""
    last = moves[-1]
    before, after = maths.net([(str(e.details.get("before", "")), str(e.details["anchor"])) for e in moves])
    label = _("%(part)s: %(field)s") % {"part": _label(note), "field": _("place in the text")}
    moved, choice = before not in {"", after}, str(last.details["choice"])
    back = before == after and choice == Note.Anchoring.MOVED
    was, now = _place(before), _place(after)
    if was == now and moved:  # two paragraphs of one section
        was, now = f"§{before}", f"§{after}"
    if not moved and not back:
        now = f"{now}. {Note.Anchoring(choice).label}"
    return Change(
        Kind.NOTE, label, was if moved else "", now, last.at, by, edits=len(moves),
        cancelled=back and len(moves) > 1,
    )  # fmt: skip


def _place(anchor: str) -> str:
    return place_of(anchor, anchor.rpartition(".")[0] or anchor) if anchor else ""


def _edited(note: Note, edits: list[Entry], by: str) -> Iterable[Change]:
    moved: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for entry in edits:
        for name, (before, after) in (entry.details.get("changes") or {}).items():
            moved[name].append((before, after))
    for moves in moved.values():
        before, after = maths.net(moves)
        yield _words(note, before, after, edits[-1].at, by, edits=len(moves))


def _words(note: Note, before: str, after: str, at: datetime, by: str = "", *, edits: int = 1) -> Change:
    return Change(
        Kind.NOTE, _label(note), _short(before), _short(after), at, by, edits=edits,
        cancelled=before == after, typographic=maths.typographic(before, after),
    )  # fmt: skip


def _short(text: str) -> str:
    return Truncator(text).chars(LONGEST, truncate=" …")


def rewritten(
    told: type_of_told, pairs: Iterable[tuple[Version, Version]], when: dict[int, datetime]
) -> None:
    """Tell the notes whose words a version that came into force says otherwise than the one before it."""
    pairs = list(pairs)
    rows = Note.objects.filter(version__in=[one for pair in pairs for one in pair]).select_related("country")
    held: dict[int, dict[int, Note]] = defaultdict(dict)
    for note in rows if pairs else ():
        held[note.version_id][note.root] = note
    for new, old in pairs:
        for root, note in held[new.pk].items():
            before = held[old.pk].get(root)
            if before is not None and str(before.text) != str(note.text):
                told[new].append(_words(note, str(before.text), str(note.text), when[new.pk]))
