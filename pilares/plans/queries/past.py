"""A plan as it stood at the end of a day: the version in force, its notes, themes and parameters (AC-23)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilares.core.bilingual import Wording
from pilares.core.days import AsOf, Past, differences, end_of
from pilares.core.trail import Entry
from pilares.people.access import type_of_reader
from pilares.people.models import Body
from pilares.plans.models import Document, Note, NoteChange, Theme, Version, VersionEvent
from pilares.plans.queries.lines import NoteLine, mode_of_reader, note_line
from pilares.plans.queries.parameters import in_words, labels, values_then
from pilares.plans.queries.places import compare_url, version_url
from pilares.plans.queries.reader import Event, event_line
from pilares.plans.queries.standing import version_of, version_on


@dataclass(frozen=True)
class Joined:
    """A theme that joined the plan after its approval."""

    name: Wording
    on: date | None
    decision: str
    url: str


@dataclass(frozen=True)
class PlanThen:
    """A plan on a day: what was in force, and what was in force with it."""

    plan: Document
    #: nothing where no version was in force
    version: Version | None
    url: str
    events: tuple[Event, ...]
    concluded: bool
    notes: tuple[NoteLine, ...]
    themes: tuple[Joined, ...]
    #: label, value and place of the plan, of each parameter
    parameters: tuple[tuple[str, str, str], ...]
    #: the plan of each standing group on that day, by its name and address
    groups: tuple[tuple[Wording, str], ...]
    #: what changed in the text since, where another version is in force today
    compare_url: str
    citation: str


def plan_then(plan: Document, user: type_of_reader, as_of: AsOf, day: date) -> tuple[PlanThen, Past]:
    """Read a plan of a day that is over, for who may read its version today; a constant number of queries."""
    today, until = version_of(plan, user), end_of(day)
    version = version_on(plan, day, user)
    if version is None:
        first = Version.objects.filter(document=plan, in_force_from__isnull=False).visible_to(user)
        since = first.order_by("in_force_from").values_list("in_force_from", flat=True).first()
        past = Past(as_of, day, known=False, untold=(_unknown(since),))
        return _of(plan, None, None, user, as_of, day, until), past
    then = _of(plan, version, today, user, as_of, day, until)
    now = _of(plan, today, None, user, AsOf(), None, None)
    return then, Past(as_of, day, differences=differences(said_of(then), said_of(now)))


def _unknown(since: date | None) -> str:
    if since is None:
        return _("No day of entry into force is recorded of this plan.")
    said = _("No version of this plan was in force on that day; the first one is since %(date)s.")
    return said % {"date": date_format(since, "DATE_FORMAT")}


def _of(
    plan: Document, version: Version | None, today: Version | None, user: type_of_reader, as_of: AsOf,
    day: date | None, until: datetime | None,
) -> PlanThen:  # fmt: skip
    values = values_then(plan, until)
    changed = version is not None and today is not None and today.pk != version.pk
    return PlanThen(
        plan=plan,
        version=version,
        url=version_url(plan, version.number) if version else "",
        events=_events(version, day) if version else (),
        concluded=plan.concluded_at is not None and (until is None or plan.concluded_at < until),
        notes=_notes(version, until) if version else (),
        themes=_themes(plan, user, day),
        parameters=tuple(
            (label, in_words(name, values[name]), place) for name, (label, place, _about) in labels().items()
        ),
        groups=_groups(plan, as_of),
        compare_url=compare_url(plan, version.number, today.number) if changed and version and today else "",
        citation=_citation(plan, version, day) if version and day else "",
    )


def _events(version: Version, day: date | None) -> tuple[Event, ...]:
    """Return the steps of a version as its page says them, as far as they had been taken."""
    events = version.events.exclude(step__in=(*VersionEvent.INTERNAL, VersionEvent.Step.COUNTERSIGNED))
    taken = events.select_related("meeting", "decision__meeting", "decision__session")
    return tuple(
        event_line(event)
        for event in taken.order_by("order", "pk")
        if day is None or event.starts_on is None or event.starts_on <= day
    )


def _notes(version: Version, until: datetime | None) -> tuple[NoteLine, ...]:
    """Return the notes attached until an instant, with what countries had communicated of them."""
    rows = list(version.notes.select_related("country", "version__document").order_by("number"))
    if until is not None:
        later = Entry.objects.filter(model=Note._meta.label_lower, verb="attach_note", at__gte=until)
        unknown = set(
            later.filter(object_id__in=[row.pk for row in rows]).values_list("object_id", flat=True)
        )
        rows = [row for row in rows if row.pk not in unknown]
        told: dict[int, list[bool]] = defaultdict(list)
        for change in NoteChange.objects.filter(note__in={row.root for row in rows}):
            told[change.note_id].append(change.at < until)
        for row in rows:  # `since` is a copy of these changes, in their order
            row.since = [one for one, known in zip(row.since, told[row.root], strict=False) if known]
    return tuple(note_line(row, mode_of_reader()) for row in rows)


def _themes(plan: Document, user: type_of_reader, day: date | None) -> tuple[Joined, ...]:
    added = Theme.objects.filter(plan=plan, added_by__isnull=False).visible_to(user)
    if day is not None:
        added = added.exclude(added_on__gt=day)
    return tuple(
        Joined(
            theme.name, theme.added_on, theme.added_by.citation if theme.added_by else "",
            reverse("monitoring:theme", args=[plan.period, theme.slug]),
        )
        for theme in added.select_related("added_by__meeting").order_by("added_on", "name_es")
    )  # fmt: skip


def _groups(plan: Document, as_of: AsOf) -> tuple[tuple[Wording, str], ...]:
    groups = Body.objects.filter(kind=Body.Kind.GROUP).order_by("order", "code")
    kept = plan.asking.replace("?", "&") if as_of.query else plan.asking
    return tuple(
        (body.name, reverse("monitoring:group_plan", args=[body.slug]) + as_of.query + kept)
        for body in groups
    )


def _citation(plan: Document, version: Version, day: date) -> str:
    """Say how the plan of a day is cited: title, version, and the day on which it was in force (AC-25)."""
    return _("RCM, %(title)s, version %(number)s, in force on %(date)s.") % {
        "title": plan.title,
        "number": version.number,
        "date": date_format(day, "DATE_FORMAT"),
    }


def said_of(page: PlanThen) -> dict[str, str]:
    """Return what a plan says, by label: the same labels then and today, so that they can be compared."""
    number = _("Version %(number)s") % {"number": page.version.number} if page.version else ""
    told = {
        _("Version in force"): _("%(version)s (concluded)") % {"version": number}
        if page.concluded
        else number,
        _("Themes that joined the plan"): "; ".join(str(theme.name) for theme in page.themes),
    }
    told |= {label: value for label, value, _place in page.parameters}
    for note in page.notes:
        words = [*(side.plain for side in note.sides[:1]), *(one.said for one in note.since)]
        told[note.label] = " ".join(words)
    return told
