"""What happened to critical aspects: identified, moved, followed up and, for members, rewritten (Tabla 2)."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from pilares.core.trail import Entry
from pilares.meetings.access import may_cite
from pilares.memory import maths
from pilares.memory.queries.acts import CRITICAL, Acts
from pilares.memory.queries.fields import in_order
from pilares.memory.queries.shapes import Change, Kind, Subject
from pilares.monitoring.models import Activity, CriticalAspect, CriticalEntry
from pilares.monitoring.queries.critical import label_of, names_of, said_by, words_of
from pilares.monitoring.queries.names import Register
from pilares.monitoring.queries.ways import address
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Standing

LONGEST = 300
type_of_names = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Told:
    """What putting acts into words needs."""

    names: type_of_names
    register: Register
    standing: Standing
    #: what was written of each aspect on each day, in its order
    written: dict[tuple[int, str], list[CriticalEntry]]

    def by(self, entry: Entry, aspect: CriticalAspect) -> str:
        """The capacity in which it was done."""
        code = aspect.identified_by.code
        return said_by(self.register, entry.capacity, code, in_full=self.standing.member)


def critical_of(
    found: dict[int, list[Subject]],
    acts: Acts,
    user: type_of_reader,
    register: Register,
    asked: "QuerySet[Activity] | None",
    bodies: Collection[int] | None,
) -> None:
    """Tell the critical aspects of these bodies and activities that the reader may see; `None` is all."""
    of_aspect: dict[int, list[Entry]] = defaultdict(list)
    for entry in acts.others[CRITICAL]:
        of_aspect[entry.object_id].append(entry)
    if not of_aspect:
        return
    seen = CriticalAspect.objects.visible_to(user).filter(pk__in=list(of_aspect))
    if bodies is not None:
        mine = Q(identified_by__in=bodies) | Q(group__in=bodies)
        linked = Q(activities__in=asked.values("pk")) if asked is not None else Q()
        seen = seen.filter(mine | linked).distinct() if bodies or asked is not None else seen.none()
    aspects = list(
        seen.select_related("identified_by", "group", "decision__meeting__body", "decision__session")
    )
    standing, later = standing_of(user), _opened_later(aspects, acts)
    kept = {one.pk: _seen(one, of_aspect[one.pk], later[one.pk], standing) for one in aspects}
    told = Told(names_of(user, _entries(kept)), register, standing, _written(kept))
    for one in aspects:
        if changes := in_order(_changes(one, kept[one.pk], told)):
            found[one.group_id or one.identified_by_id].append(
                Subject(
                    _("Critical aspect"), one.text, address("monitoring:critical", str(one.pk)), one.tier,
                    changes, f"zz{one.pk:06d}", f"critical-{one.pk}",
                )
            )  # fmt: skip


def _entries(kept: dict[int, list[Entry]]) -> Iterable[Entry]:
    return (entry for entries in kept.values() for entry in entries)


def _opened_later(aspects: Iterable[CriticalAspect], acts: Acts) -> dict[int, list[Entry]]:
    """Return the edits after the span, which may have opened what was closed in it."""
    later: dict[int, list[Entry]] = defaultdict(list)
    if acts.until is not None:
        edits = Entry.objects.filter(model=CRITICAL, object_id__in=[one.pk for one in aspects], verb="edit")
        for entry in edits.filter(at__gte=acts.until).order_by("at", "pk"):
            later[entry.object_id].append(entry)
    return later


def _seen(
    aspect: CriticalAspect, entries: list[Entry], later: list[Entry], standing: Standing
) -> list[Entry]:
    """Keep what was done since the aspect was open to the reader; its own group sees everything."""
    if standing.steers or {aspect.identified_by_id, aspect.group_id} & standing.groups:
        return entries
    opened = [entry.pk for entry in (*entries, *later) if _opens(entry, standing)]
    since = max(opened, default=0)
    return [entry for entry in entries if entry.pk > since]


def _opens(entry: Entry, standing: Standing) -> bool:
    before, after = (entry.details.get("changes") or {}).get("tier", ["", ""])
    return after in standing.tiers and before not in standing.tiers


def _written(kept: dict[int, list[Entry]]) -> dict[tuple[int, str], list[CriticalEntry]]:
    """Read the follow-up of the acts that are told, by aspect and day."""
    keys = [key for key, entries in kept.items() if any(entry.verb == "follow_up" for entry in entries)]
    written: dict[tuple[int, str], list[CriticalEntry]] = defaultdict(list)
    if keys:
        for one in CriticalEntry.objects.filter(aspect__in=keys).order_by("pk"):
            written[one.aspect_id, one.on.isoformat()].append(one)
    return written


def _changes(aspect: CriticalAspect, entries: list[Entry], told: Told) -> Iterable[Change]:
    moved: dict[str, list[tuple[Entry, str, str]]] = defaultdict(list)
    followed: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.verb == "identify":
            body = str(aspect.identified_by.short)
            yield Change(Kind.CRITICAL, _("Identified"), "", body, entry.at, told.by(entry, aspect))
        elif entry.verb == "follow_up":
            followed[str(entry.details.get("on", ""))].append(entry)
        elif status := entry.details.get("status"):
            moved["status"].append((entry, *status))
        elif told.standing.member:
            for name, (before, after) in (entry.details.get("changes") or {}).items():
                moved[name].append((entry, before, after))
    for name, edits in moved.items():
        yield from _field(aspect, name, edits, told)
    for day, some in followed.items():
        yield from _follow_up(aspect, day, some, told)


def _field(
    aspect: CriticalAspect, name: str, edits: list[tuple[Entry, str, str]], told: Told
) -> Iterable[Change]:
    """Yield what the edits of one field come to; activities that the reader may not see are no part of it."""
    known = told.names.get("activities", {})
    texts = [
        tuple(_kept(text, known) if name == "activities" else text for text in (before, after))
        for _entry, before, after in edits
    ]
    before, after = maths.net([(one, other) for one, other in texts])
    last, is_status = edits[-1][0], name == "status"
    if before == after and (len(edits) == 1 or name == "activities"):
        return
    say = _status if is_status else (lambda text: words_of(name, text, told.names))
    decided = aspect.decision if is_status and aspect.decision else None
    cited = decided.citation if decided and may_cite(told.standing, decided) else ""
    yield Change(
        Kind.CRITICAL,
        _("Status") if is_status else label_of(name),
        say(before),
        say(after),
        last.at,
        told.by(last, aspect),
        decision=cited,
        reason=str(last.details.get("reason") or "") if is_status else "",
        edits=len(edits),
        cancelled=before == after,
        typographic=not is_status and maths.typographic(before, after),
    )


def _kept(text: str, known: dict[str, str]) -> str:
    return ",".join(key for key in text.split(",") if key in known)


def _status(text: str) -> str:
    return str(CriticalAspect.Status(text).label) if text in CriticalAspect.Status.values else text


def _follow_up(aspect: CriticalAspect, day: str, entries: list[Entry], told: Told) -> Iterable[Change]:
    """Yield what was written of a day: the acts of a span are the last ones of that day."""
    written: list[Any] = told.written[aspect.pk, day][-len(entries) :]
    on = parse_date(day) if day else None
    label = _("Follow-up of %(date)s") % {"date": date_format(on, "DATE_FORMAT")} if on else _("Follow-up")
    for entry, one in zip(entries, written, strict=False):
        text = Truncator(str(one.text)).chars(LONGEST, truncate=" …")
        yield Change(Kind.CRITICAL, label, "", text, entry.at, told.by(entry, aspect))
