"""What happened to an activity, in words: before and after, capacity and date, as a reader may see it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import SequenceMatcher

from django.db.models import Model, Q
from django.utils.functional import Promise
from django.utils.timesince import timesince
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.bilingual import language_of_column
from pilares.core.trail import OPENED, Entry
from pilares.monitoring.models import Activity, Indicator, Measurement, Milestone, Result, Risk
from pilares.monitoring.queries.names import Register, read_register
from pilares.monitoring.queries.progress import Measured, value_after
from pilares.monitoring.queries.values import Values
from pilares.people.models import Standing

ACTIVITY = Activity._meta.label_lower
FIGURE = Measurement._meta.label_lower
PARTS = (Result, Indicator, Risk, Milestone)
#: acts that are of interest to a reader who sees the version in force only
OPEN_TO_ALL = frozenset(
    {"declare_state", "declare_pace", "endorse", "edit", "revise_target", "sign_target", "validate"}
) | {f"{verb}_{part._meta.model_name}" for verb in ("add", "remove") for part in PARTS}
DONE: dict[str, str | Promise] = {
    "propose": _("Proposed as a candidate"),
    "prioritise": _("Prioritised"),
    "set_aside": _("Returned to the candidates"),
    "replace": _("Replacement drafted, pending endorsement"),
    "withdraw": _("Withdrawal"),
    "keep": _("Kept in the plan"),
    "endorse": _("Endorsed by the RCGM"),
    "ask_rcgm": _("RCGM consulted"),
    "declare_state": _("Status declared"),
    "declare_pace": _("How it goes"),
    "add_result": _("Expected result added"),
    "add_indicator": _("Indicator added"),
    "add_risk": _("Assumption or risk added"),
    "add_milestone": _("Milestone added"),
    "remove_result": _("Expected result removed"),
    "remove_indicator": _("Indicator removed"),
    "remove_risk": _("Assumption or risk removed"),
    "remove_milestone": _("Milestone removed"),
    "edit": _("Edited"),
    "take_up": _("Document taken up"),
    "drop_document": _("Document taken up no more"),
    "make_periods": _("Periods of the indicator made"),
    "add_period": _("Period of the indicator added"),
    "remove_period": _("Period of the indicator removed"),
    "set_steps": _("Milestones of the indicator written"),
    "set_targets": _("Targets of the periods written"),
    "revise_target": _("Target revised"),
    "propose_target": _("Revision of the target proposed, waiting for the second signature"),
    "sign_target": _("Revision of the target signed"),
    "set_pace": _("Thresholds of the pace set"),
    "validate": _("Value of the indicator validated"),
}
EDITED: dict[str, str | Promise] = {
    Result._meta.label_lower: _("Expected result edited"),
    Indicator._meta.label_lower: _("Indicator edited"),
    Risk._meta.label_lower: _("Assumption or risk edited"),
    Milestone._meta.label_lower: _("Milestone edited"),
}


@dataclass(frozen=True)
class Move:
    """One field from what it was to what it became."""

    label: str
    before: str
    after: str
    #: of what it was and became, where that is known to be one
    lang: str = ""


@dataclass(frozen=True)
class Change:
    """One act."""

    at: datetime
    done: str
    about: str
    moves: tuple[Move, ...]
    by: str
    reason: str


@dataclass(frozen=True)
class Run:
    """Words that stayed (""), were added ("ins") or were taken out ("del")."""

    text: str
    kind: str = ""


def entries_of(activity: Activity) -> tuple[Entry, ...]:
    """Return every act on an activity and on its parts, also on those removed since; one query."""
    mine = Q(model=ACTIVITY, object_id=activity.pk)
    for part in PARTS:
        ever = part.history.filter(activity_id=activity.pk).values("id")
        mine |= Q(model=part._meta.label_lower, object_id__in=ever)
    figures = Measurement.objects.filter(period__indicator__activity=activity, dimensions={}).values("pk")
    mine |= Q(model=FIGURE, verb="validate", object_id__in=figures)
    return tuple(Entry.objects.filter(mine).exclude(verb=OPENED))


def seen_by(standing: Standing, entries: Iterable[Entry], group: int) -> tuple[Entry, ...]:
    """Keep the acts that a reader may see, newest first.

    Its group and those who steer see all; other members what was done since it was last opened to them
    (AC-07). Others see what was done since the activity was endorsed or opened to them, and nothing of
    what only awaits endorsement (AC-01).
    """
    newest_first = tuple(entries)
    if reads_all(standing, group):
        return newest_first
    opened = _opened(standing, newest_first)
    return tuple(
        entry
        for entry in newest_first
        if (opened is None or (entry.at, entry.pk) >= opened) and told_to(standing, entry)
    )


def reads_all(standing: Standing, group: int) -> bool:
    """Whether a reader knows an activity of the group from its beginning, closed or not."""
    return standing.steers or group in standing.groups


def told_to(standing: Standing, entry: Entry) -> bool:
    """Whether an act on an activity that is open to such a reader is told to them."""
    return standing.member or (entry.verb in OPEN_TO_ALL and not _opens_only(entry))


def _opened(standing: Standing, entries: Iterable[Entry]) -> tuple[datetime, int] | None:
    return max(((e.at, e.pk) for e in entries if _opens(e, standing)), default=None)


def opened_at(standing: Standing, entries: Iterable[Entry]) -> datetime | None:
    """Return since when such a reader sees the activity; nothing where no act of the trail opened it."""
    opened = _opened(standing, entries)
    return opened[0] if opened else None


def _opens(entry: Entry, standing: Standing) -> bool:
    """Whether an act brought the activity before a reader: its tier, or beyond members its endorsement."""
    before, after = _moves_of(entry).get("tier", ["", ""])
    if after in standing.tiers and before not in standing.tiers:
        return True
    endorsed = entry.verb == "endorse" and entry.details.get("stage") == Activity.Stage.IN_FORCE
    return endorsed and not standing.member


def _opens_only(entry: Entry) -> bool:
    """Whether an edit changed the visibility and nothing else: of no interest to those it was opened to."""
    return entry.verb == "edit" and set(_moves_of(entry)) <= {"tier"}


def _moves_of(entry: Entry) -> dict[str, list[str]]:
    moves: dict[str, list[str]] = entry.details.get("changes") or {}
    return moves


def with_values(
    entries: Iterable[Entry], found: Iterable[Measured]
) -> tuple[tuple[Entry, ...], dict[int, Move]]:
    """Return the acts, of the figures only those that count, and what each validation moved, by its act."""
    kept = tuple(entries)
    moved: dict[int, Move] = {}
    counted: set[int] = set()
    acts = {entry.object_id: entry for entry in kept if entry.model == FIGURE}
    for one in found:
        keys = [e.key for period in one.counted for e in period.entries if e.key in acts]
        order = sorted(keys, key=lambda key: acts[key].at)
        before = gettext("No data")
        for at, key in enumerate(order, start=1):
            after = value_after(one, frozenset(order[:at]))
            counted.add(acts[key].pk)
            if after != before:
                moved[acts[key].pk] = Move(one.code, before, after)
            before = after
    return tuple(e for e in kept if e.model != FIGURE or e.pk in counted), moved


def changes_of(
    entries: Iterable[Entry],
    activity: Activity,
    values: Values,
    register: Register,
    standing: Standing,
    moved: Mapping[int, Move] | None = None,
) -> tuple[Change, ...]:
    """Put acts into words; `moved` says what a validation changed."""
    known = moved or {}
    return tuple(
        replace(change, moves=(known[entry.pk],)) if entry.pk in known else change
        for entry, change in (
            (entry, _change(entry, activity, values, register, standing)) for entry in entries
        )
    )


def _change(
    entry: Entry, activity: Activity, values: Values, register: Register, standing: Standing
) -> Change:
    member = standing.member
    moves = {k: v for k, v in _moves_of(entry).items() if member or k != "tier"}
    done = EDITED.get(entry.model, DONE["edit"]) if entry.verb == "edit" else DONE.get(entry.verb, entry.verb)
    told = entry.verb in {"declare_state", "declare_pace"} or member
    return Change(
        at=entry.at,
        done=str(done),
        about=_about(entry),
        moves=tuple(
            Move(
                values.label(entry.model, field),
                values.words(entry.model, field, before),
                values.words(entry.model, field, after),
                language_of_column(field),
            )
            for field, (before, after) in moves.items()
        ),
        by=register.capacity(entry.capacity, activity.group.code, in_full=member),
        reason=str(entry.details.get("reason") or "") if told else "",
    )


def _about(entry: Entry) -> str:
    """Name the part that an act was done to, or the stage that the RCGM endorsed."""
    if entry.verb == "endorse":
        stage = entry.details.get("stage", "")
        return str(Activity.Stage(stage).label) if stage in Activity.Stage.values else ""
    if entry.model == FIGURE:
        return ""
    if entry.model != ACTIVITY:
        return entry.label
    return str(entry.details.get("label") or "")


def recorded_by(entries: Iterable[Entry], verb: str) -> Entry | None:
    """Return the last act of one kind."""
    return next((entry for entry in entries if entry.verb == verb), None)


def text_when(entries: Iterable[Entry], column: str, since: datetime, now: str) -> str:
    """Return the text that a column held until an instant, from the edits made since."""
    text = now
    for entry in entries:  # newest first
        if entry.model == ACTIVITY and entry.at >= since and column in _moves_of(entry):
            text = _moves_of(entry)[column][0]
    return text


def redline(before: str, after: str) -> tuple[Run, ...]:
    """Return the words of `after` set against those of `before`."""
    old, new = before.split(), after.split()
    runs: list[Run] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            runs.append(Run(" ".join(old[a:b])))
            continue
        if b > a:
            runs.append(Run(" ".join(old[a:b]), "del"))
        if d > c:
            runs.append(Run(" ".join(new[c:d]), "ins"))
    return tuple(runs)


def told_meanwhile(
    part: Model, fields: Iterable[str], base: Mapping[str, str], values: Values, standing: Standing
) -> tuple[str, ...]:
    """Say who changed which field of a part meanwhile, from what to what, and how long ago (AC-10)."""
    label, wanted = part._meta.label_lower, sorted(fields)
    if not wanted:
        return ()
    entries = list(Entry.objects.filter(model=label, object_id=part.pk, verb="edit")[:20])
    register, group = read_register(), values.activity.group.code
    said = []
    for field in wanted:
        entry = next((e for e in entries if field in _moves_of(e)), None)
        if entry is None:
            continue
        said.append(
            gettext("%(who)s changed «%(field)s» from %(before)s to %(after)s, %(time)s ago.")
            % {
                "who": register.capacity(entry.capacity, group, in_full=standing.member),
                "field": values.label(label, field),
                "before": values.words(label, field, base.get(field, "")),
                "after": values.words(label, field, _moves_of(entry)[field][1]),
                "time": timesince(entry.at, clock.now()),
            }
        )
    return tuple(said)
