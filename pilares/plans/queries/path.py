"""The path of each version of a document: who did what, when, by which decision, and what may come next."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.text import capfirst

from pilares.core.access import Reason
from pilares.meetings.access import may_cite, may_name
from pilares.people.access import standing_of, type_of_reader
from pilares.plans import access
from pilares.plans.access.versions import KINDS
from pilares.plans.models import Document, Note, Version, VersionEvent
from pilares.plans.queries.places import compare_url, version_url
from pilares.plans.workflow import VERSION

S = Version.Status
#: versions that no step moves any more
SETTLED = (S.IN_FORCE, S.SUPERSEDED, S.CONCLUDED, S.GIVEN_UP)


@dataclass(frozen=True)
class StepLine:
    """A step that a version took: what, when, where it was decided, and why it went back."""

    text: str
    on: date | None
    until: date | None
    meeting: str
    decision: str
    citation: str
    reason: str
    illustrative: bool


@dataclass(frozen=True)
class NextStep:
    """A step that may come next: its page, or why it is not open to the reader."""

    verb: str
    label: str
    url: str
    barred: Reason | None


@dataclass(frozen=True)
class VersionPath:
    """A version with its path."""

    number: int
    url: str
    status: str
    in_force: bool
    in_force_from: date | None
    reach: str
    source: str
    illustrative: bool
    steps: tuple[StepLine, ...]
    next_steps: tuple[NextStep, ...]
    #: where it is drafted, for whoever may
    draft_url: str
    #: what changed from the version before, if the reader sees both
    compare_url: str
    before: int | None
    #: the notes whose words changed, each with the page that says what becomes of it, for whoever may
    undecided: tuple[tuple[int, str], ...]


def paths_of(document: Document, user: type_of_reader) -> tuple[VersionPath, ...]:
    """Return the versions that the reader may see, the latest first, in three queries and those of access."""
    versions: list[Version] = list(
        Version.objects.filter(document=document).visible_to(user).order_by("-number")
    )
    read = ("meeting__body", "decision__meeting__body", "decision__session", "body")
    prefetch_related_objects(versions, *(f"events__{name}" for name in read))
    numbers = {version.pk: version.number for version in versions}
    for version in versions:
        version.document = document
    return tuple(_path(version, user, numbers) for version in versions)


def _path(version: Version, user: type_of_reader, numbers: dict[int, int]) -> VersionPath:
    document = version.document
    before = numbers.get(version.based_on_id or 0) or _previous(version, numbers)
    steers = standing_of(user).steers
    return VersionPath(
        number=version.number,
        url=version_url(document, version.number),
        status=status_of(version, version.events.all()),
        in_force=version.status == S.IN_FORCE,
        in_force_from=version.in_force_from,
        reach=str(version.get_tier_display()),
        source=version.source,
        illustrative=version.illustrative,
        steps=tuple(_steps(version, user)),
        next_steps=tuple(next_steps(version, user)) if steers else (),
        draft_url=reverse("plans:draft", args=[document.code, version.number])
        if access.why_not_edit(user, version) is None
        else "",
        compare_url=compare_url(document, before, version.number) if before else "",
        before=before,
        undecided=tuple(_undecided(version, user)) if steers and version.status not in SETTLED else (),
    )


def status_of(version: Version, events: Iterable[VersionEvent]) -> str:
    """Return how a version stands, in words; one that another goes on from was not given up (Tabla 3)."""
    if version.status == S.GIVEN_UP:
        gone_on = (str(capfirst(event.what)) for event in events if event.followed_by)
        return next(gone_on, str(version.get_status_display()))
    return str(version.get_status_display())


def _undecided(version: Version, user: type_of_reader) -> Iterator[tuple[int, str]]:
    for note in version.notes.filter(anchoring=Note.Anchoring.UNDECIDED).select_related("version"):
        if access.why_not_reanchor(user, note) is None:
            where = [version.document.code, version.number, note.number]
            yield note.number, reverse("plans:note_place", args=where)


def _previous(version: Version, numbers: dict[int, int]) -> int | None:
    return max((number for number in numbers.values() if number < version.number), default=None)


def _steps(version: Version, user: type_of_reader) -> Iterator[StepLine]:
    standing = standing_of(user)
    for event in sorted(version.events.all(), key=lambda event: (event.order, event.pk)):
        if event.on_the_way or (event.step in VersionEvent.INTERNAL and not standing.member):
            continue
        meeting = event.meeting if may_name(standing, event.meeting) else None
        decision = event.decision if may_cite(standing, event.decision) else None
        yield StepLine(
            text=event.detail.text or event.what,
            on=event.starts_on,
            until=event.ends_on,
            meeting=meeting.name.text if meeting else "",
            decision=decision.citation if decision else "",
            citation=event.citation,
            reason=event.why if standing.member else "",
            illustrative=event.illustrative,
        )


def next_steps(version: Version, user: type_of_reader) -> Iterator[NextStep]:
    """Yield the steps that start where a version stands and that its kind of document has."""
    if version.status in SETTLED:
        return
    for verb, step in VERSION.steps.items():
        if version.status not in step.sources or version.document.kind not in KINDS.get(
            verb, {version.document.kind}
        ):
            continue
        reason = VERSION.why_not(verb, user, version)
        url = reverse(f"plans:step_{verb}", args=[version.document.code, version.number])
        yield NextStep(verb, str(step.label), url, reason)
