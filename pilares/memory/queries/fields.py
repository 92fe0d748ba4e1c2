"""What happened to one activity, field by field: each with what it was and what it came to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from pilares.core.bilingual import language_of_column
from pilares.core.trail import Entry
from pilares.memory import maths
from pilares.memory.queries.shapes import ORDER, Change, Kind
from pilares.monitoring.models import Activity, Result
from pilares.monitoring.queries.history import ACTIVITY, DONE, FIGURE, PARTS
from pilares.monitoring.queries.names import Register
from pilares.monitoring.queries.values import Values
from pilares.people.access import type_of_reader
from pilares.people.models import Standing

#: what adds or removes a part: one and then the other, of the same name, come to nothing
ADDED = {f"add_{part._meta.model_name}": part for part in PARTS}
REMOVED = {f"remove_{part._meta.model_name}": part for part in PARTS}
TARGETS = {"target", "target_upper", "target_note_es", "target_note_en"}
DEADLINES = {"due_on", "monitored_by"}
#: the model, the key of the row, and the field
type_of_key = tuple[str, int, str]


class ValuesOfMany(Values):
    """Puts texts into words for activities of one plan; the names of their results are read once."""

    def __init__(self, activity: Activity, user: type_of_reader, keys: Iterable[int]) -> None:
        super().__init__(activity, user)
        self.keys = tuple(keys)

    @cached_property
    def _results(self) -> dict[str, str]:
        return {str(r.pk): r.text.text for r in Result.objects.filter(activity__in=self.keys)}


@dataclass
class Edits:
    """The edits of one field, in their order."""

    kind: Kind
    label: str
    moves: list[tuple[str, str]] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    #: how a text is put into words
    model: str = ""
    name: str = ""
    #: whether it is something that moves, and so may come back to where it was
    moving: bool = True


@dataclass(frozen=True)
class Told:
    """What putting the acts of an activity into words needs: names, the reader, what they may know of."""

    values: Values
    register: Register
    standing: Standing
    #: citations of decisions and codes of meetings that the reader may know of
    citations: frozenset[str]
    #: what a citation by key says, of those decisions
    decisions: Mapping[int, str]
    meetings: Mapping[int, str]


def fields_of(
    activity: Activity, entries: Iterable[Entry], place_before: str, told: Told
) -> tuple[Change, ...]:
    """Return what changed in an activity, net of edits that cancel out; figures are told elsewhere."""
    found: dict[type_of_key, Edits] = {}
    place = place_before
    for entry in entries:
        if entry.model == FIGURE:
            continue
        key = (ACTIVITY, activity.pk, "stage")
        if stage := _stage(entry):
            now = place_words(stage, entry.details.get("next_stage", ""), told.standing)
            _add(found, key, Kind.PLACE, _("Place in the plan"), entry, place, now)
            place = now
        elif entry.verb == "settle_destination":
            _settled(found, activity, entry)
        elif moves := _moves(entry, told.standing):
            for name, (before, after) in moves.items():
                label, kind = _label(entry, name, told.values), _kind(entry, name)
                made = _add(found, (entry.model, entry.object_id, name), kind, label, entry, before, after)
                made.model, made.name = entry.model, name
        else:
            _done(found, activity, entry)
    changes = (_change(edits, activity, told) for edits in found.values())
    return in_order(change for change in changes if change is not None)


def in_order(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Put changes in the order in which they are told: by what they are of, then by their time."""
    return tuple(sorted(changes, key=lambda change: (ORDER[change.kind], change.at, change.label)))


def place_words(stage: str, next_stage: str, standing: Standing) -> str:
    """Return where an activity stands in its group's plan, as the reader may know it (AC-01)."""
    stages = Activity.Stage
    if not stage or (stage in Activity.DRAFTS and not standing.member):
        return ""
    said = str(stages(stage).label)
    if next_stage and standing.member:
        return _("%(stage)s; awaits endorsement: %(next)s") % {
            "stage": said,
            "next": stages(next_stage).label,
        }
    return said


def _stage(entry: Entry) -> str:
    """Return the stage that an act on an activity led to, if it is one that does."""
    if entry.verb == "propose":
        return str(Activity.Stage.PROPOSED)
    return str(entry.details.get("stage") or "") if entry.model == ACTIVITY else ""


def _add(
    found: dict[type_of_key, Edits],
    key: type_of_key,
    kind: Kind,
    label: str,
    entry: Entry,
    was: str,
    now: str,
) -> Edits:
    edits = found.setdefault(key, Edits(kind, label))
    edits.moves.append((was, now))
    edits.entries.append(entry)
    return edits


def _moves(entry: Entry, standing: Standing) -> dict[str, list[str]]:
    moves: dict[str, list[str]] = entry.details.get("changes") or {}
    return {k: v for k, v in moves.items() if standing.member or k != "tier"}


def _label(entry: Entry, name: str, values: Values) -> str:
    label = values.label(entry.model, name)
    if entry.model == ACTIVITY:
        return label
    return _("%(part)s: %(field)s") % {"part": entry.label, "field": label}


def _kind(entry: Entry, name: str) -> Kind:
    if name == "state" and entry.model == ACTIVITY:
        return Kind.STATE
    if entry.verb in {"revise_target", "propose_target", "set_targets"} or name in TARGETS:
        return Kind.TARGET
    return Kind.DEADLINE if name in DEADLINES else Kind.EDIT


def _done(found: dict[type_of_key, Edits], activity: Activity, entry: Entry) -> None:
    """Tell an act that moved no field: a part that came or went, something that was done."""
    about = str(entry.details.get("label") or "")
    part = ADDED.get(entry.verb) or REMOVED.get(entry.verb)
    if part is not None:
        key = (part._meta.label_lower, activity.pk, f"part:{about}")
        was, now = ("", about) if entry.verb in ADDED else (about, "")
        _add(found, key, Kind.EDIT, "", entry, was, now).label = str(DONE[entry.verb])
    elif entry.verb in DONE:
        of_target = entry.verb in {"sign_target", "revise_target", "propose_target"}
        kind = Kind.TARGET if of_target else Kind.EDIT
        said = entry.label if entry.model != ACTIVITY else about
        key = (entry.model, entry.object_id, f"{entry.verb}:{said}")
        _add(found, key, kind, str(DONE[entry.verb]), entry, "", said).moving = False


def _settled(found: dict[type_of_key, Edits], activity: Activity, entry: Entry) -> None:
    """Tell where an unfinished activity goes at the end of its plan: words of the floor that settles it."""
    ways: Any = Activity._meta.get_field("destination").related_model._meta.get_field("way")
    words = {key: str(label) for key, label in ways.choices}
    was, now = (words.get(str(entry.details.get(name) or ""), "") for name in ("before", "way"))
    _add(found, (ACTIVITY, activity.pk, "destination"), Kind.PLACE, str(ways.verbose_name), entry, was, now)


def _change(edits: Edits, activity: Activity, told: Told) -> Change | None:
    """Put the edits of one field into words, as what they come to."""
    before, after = maths.net(edits.moves)
    last = edits.entries[-1]
    same = edits.moving and before == after
    if same and len(edits.moves) == 1 and edits.kind != Kind.STATE:
        return None  # an edit that moved nothing
    said = told.values.words
    words = edits.name != ""
    return Change(
        kind=edits.kind,
        label=edits.label,
        before=said(edits.model, edits.name, before) if words else before,
        after=said(edits.model, edits.name, after) if words else after,
        at=last.at,
        by=told.register.capacity(last.capacity, activity.group.code, in_full=told.standing.member),
        decision=_rests_on(edits, last, activity, told),
        reason=_reason(last, told.standing),
        lang=language_of_column(edits.name),
        edits=len(edits.moves),
        cancelled=same and len(edits.moves) > 1,
        typographic=edits.kind == Kind.EDIT and words and maths.typographic(before, after),
        themes=(before, after) if (edits.model, edits.name) == (ACTIVITY, "themes") else None,
    )


def _reason(entry: Entry, standing: Standing) -> str:
    told = standing.member or entry.verb in {"declare_state", "declare_pace"}
    return str(entry.details.get("reason") or "") if told else ""


def _rests_on(edits: Edits, last: Entry, activity: Activity, told: Told) -> str:
    """Return the decision or meeting of the last edit, as far as the reader may know of it."""
    cited: Any = last.details.get("label") or ""
    if edits.kind == Kind.TARGET:
        return cited if cited in told.citations else ""
    if last.verb == "endorse":
        return told.decisions.get(activity.stage_decision_id or 0, "")
    if edits.kind == Kind.STATE:
        return told.meetings.get(activity.state_meeting_id or 0, "")
    return ""


def grouped_by_indicator(entries: Iterable[Entry], indicators: Mapping[int, int]) -> dict[int, list[Entry]]:
    """Return the validations of each indicator, in their order."""
    found: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.model == FIGURE and entry.object_id in indicators:
            found[indicators[entry.object_id]].append(entry)
    return found
