"""What became of texts: their steps, the sections that a new version in force changed, their notes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from pilares.core import clock
from pilares.core.bilingual import reading_language
from pilares.core.trail import Entry
from pilares.meetings.access import may_cite
from pilares.memory.queries.acts import VERSION, Acts
from pilares.memory.queries.fields import in_order
from pilares.memory.queries.notes import notes_told, rewritten
from pilares.memory.queries.shapes import Change, Kind, Subject
from pilares.monitoring.queries.names import Register
from pilares.monitoring.queries.ways import address
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Standing
from pilares.plans.models import Version, VersionEvent
from pilares.plans.queries.comparing import ComparedSection, compared
from pilares.plans.queries.places import version_url
from pilares.plans.queries.texts import texts_of_many

LONGEST = 300
#: where the changes of the plan itself stand, among those of bodies by their keys
PLAN = 0
#: the acts by which a text comes into force
INTO_FORCE = {"enter_force", "register", "adopt"}
S = VersionEvent.Step
#: the step that an act of the trail wrote down
STEPS: dict[str, str] = {
    "circulate": S.CIRCULATED, "take_back": S.TAKEN_BACK, "give_up": S.GIVEN_UP, "recommend": S.RECOMMENDED,
    "record_approval": S.APPROVED, "countersign": S.COUNTERSIGNED, "register": S.REGISTERED,
    "adopt": S.REGISTERED, "conclude": S.CONCLUDED, "new_draft": S.DRAFTED,
}  # fmt: skip
type_of_told = dict[Version, list[Change]]


def texts_told(
    found: dict[int, list[Subject]],
    acts: Acts,
    span: tuple[datetime, datetime | None],
    user: type_of_reader,
    register: Register,
) -> None:
    """Tell what became of each version that the reader may see: steps, sections and notes, together."""
    versions = Version.objects.visible_to(user).select_related("document", "based_on")
    standing = standing_of(user)
    if not standing.member:
        versions = versions.exclude(status__in=(Version.Status.DRAFT, Version.Status.IN_CONSULTATION))
    told: type_of_told = defaultdict(list)
    _steps(told, acts, span, versions, standing, register)
    _sections(told, acts, versions)
    notes_told(told, acts, versions, standing, register)
    for version, changes in told.items():
        found[PLAN].append(_subject(version, in_order(changes)))


def _subject(version: Version, changes: tuple[Change, ...]) -> Subject:
    document = version.document
    title = _("%(document)s, version %(number)s") % {"document": document.title, "number": version.number}
    noted = all(change.kind == Kind.NOTE for change in changes) and document.period
    return Subject(
        document.code,
        replace(document.title, text=title),
        address("plans:notes", document.period) if noted else version_url(document, version.number),
        version.tier,
        changes,
        f"{document.order:03d}{version.number:03d}",
        f"{document.code}-v{version.number}",
    )


# --- Steps -------------------------------------------------------------------------------------------------


def _steps(
    told: type_of_told,
    acts: Acts,
    span: tuple[datetime, datetime | None],
    versions: "QuerySet[Version]",
    standing: Standing,
    register: Register,
) -> None:
    since, until = span
    taken = VersionEvent.objects.filter(at__gte=since, version__in=versions)
    if until is not None:
        taken = taken.filter(at__lt=until)
    if not standing.member:
        taken = taken.exclude(step__in=(*VersionEvent.INTERNAL, VersionEvent.Step.COUNTERSIGNED))
    by = {(act.object_id, STEPS.get(act.verb, "")): act for act in acts.others[VERSION]}
    rows = taken.select_related(
        "version__document", "meeting", "decision__meeting__body", "decision__session"
    ).order_by("at", "pk")
    for event in rows:
        if event.on_the_way:
            continue
        told[event.version].append(_step(event, by.get((event.version_id, event.step)), standing, register))
    entered = [act for act in acts.others[VERSION] if act.verb == "enter_force"]
    shown = versions.in_bulk([act.object_id for act in entered]) if entered else {}
    for act in entered:
        if version := shown.get(act.object_id):
            who = register.capacity(act.capacity, "", in_full=standing.member)
            label = str(capfirst(VersionEvent.Step.IN_FORCE.label))
            number = _("Version %(number)s") % {"number": version.number}
            told[version].append(Change(Kind.STEP, label, "", number, act.at, who))


def _step(event: VersionEvent, act: Entry | None, standing: Standing, register: Register) -> Change:
    decision = event.decision if event.decision and event.citable(event.decision) else None
    seen = may_cite(standing, decision)
    return Change(
        Kind.STEP,
        str(capfirst(event.what)),
        "",
        str(event.detail),
        event.at or clock.now(),
        register.capacity(act.capacity, "", in_full=standing.member) if act else "",
        decision=decision.citation if decision and seen else "",
        reason=event.why if standing.member else "",
    )


# --- Sections ----------------------------------------------------------------------------------------------


def _sections(told: type_of_told, acts: Acts, versions: "QuerySet[Version]") -> None:
    """Tell the sections and notes that a version in force says otherwise than the one before it."""
    keys = [act.object_id for act in acts.others[VERSION] if act.verb in INTO_FORCE]
    entered = list(versions.filter(pk__in=keys)) if keys else []
    if not entered:
        return
    held = versions.filter(document__in={one.document_id for one in entered})
    earlier = held.filter(Q(in_force_from__isnull=False) | Q(pk__in=[one.based_on_id for one in entered]))
    before = {one.pk: _before(one, list(earlier)) for one in entered}
    pairs = [(new, old) for new in entered if (old := before[new.pk]) is not None]
    texts = texts_of_many([one for pair in pairs for one in pair], reading_language())
    when = {act.object_id: act.at for act in acts.others[VERSION] if act.verb in INTO_FORCE}
    for new, old in pairs:
        for section in compared(old, new, reading_language(), texts[old.pk], texts[new.pk]):
            if section.change != "same":
                told[new].append(_section(section, when[new.pk]))
    rewritten(told, pairs, when)


def _before(version: Version, known: Iterable[Version]) -> Version | None:
    """Return the version of the same document that was in force before, or the one that it began from."""
    same = [one for one in known if one.document_id == version.document_id and one.number < version.number]
    left = (Version.Status.SUPERSEDED, Version.Status.IN_FORCE, Version.Status.CONCLUDED)
    held = [one for one in same if one.status in left]
    return max(held or same, key=lambda one: one.number, default=None)


def _section(section: ComparedSection, at: datetime) -> Change:
    """Return the first paragraph that changed, as it was and is, and how many did."""
    first = next((pair for pair in section.pairs if pair.change != "same"), None)
    was, now = (Truncator(side.text).chars(LONGEST, truncate=" …") if side else "" for side in (
        (first.old, first.new) if first else (None, None)
    ))  # fmt: skip
    return Change(Kind.TEXT, section.name, was, now, at, edits=max(section.changed, 1), paragraphs=True)
