"""What a person follows, and what changed in it; and the same as news for feeds."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from pilares.core import clock
from pilares.core.atom import Feed, News
from pilares.core.bilingual import Wording, reading_language
from pilares.core.trail import Entry
from pilares.memory.models import Follow
from pilares.memory.queries.changes import changes_of
from pilares.memory.queries.fields import in_order
from pilares.memory.queries.shapes import Change, Changes, Kind, Subject
from pilares.monitoring.models import Activity
from pilares.monitoring.queries.history import ACTIVITY
from pilares.monitoring.queries.ways import address
from pilares.people.access import type_of_reader
from pilares.people.models import Body, User
from pilares.plans.models import Placement, Theme

#: how far back a feed goes
BACK = timedelta(days=92)


@dataclass(frozen=True)
class Followed:
    """Something that a person follows, with its page; `kind` and `key` name it in a form."""

    kind: str
    key: str
    title: Wording
    code: str
    url: str


def followed_by(user: User) -> tuple[Followed, ...]:
    """Return what a person follows and may see today; three queries."""
    rows = list(Follow.objects.filter(user=user).select_related("group"))
    shown = Activity.objects.visible_to(user).in_bulk([row.activity_id for row in rows if row.activity_id])
    themes = Theme.objects.visible_to(user).select_related("plan")
    placed = themes.in_bulk([row.theme_id for row in rows if row.theme_id])
    found = []
    for row in rows:
        if row.group:
            found.append(of_group(row.group))
        elif activity := shown.get(row.activity_id):
            found.append(of_activity(activity))
        elif theme := placed.get(row.theme_id):
            found.append(of_theme(theme))
    return tuple(found)


def of_activity(activity: Activity) -> Followed:
    """Name an activity to be followed."""
    url = address("monitoring:activity", activity.code)
    return Followed("activity", activity.code, activity.title, activity.code, url)


def of_group(group: Body) -> Followed:
    """Name a group to be followed."""
    return Followed("group", group.slug, group.name, "", address("monitoring:group", group.slug))


def of_theme(theme: Theme) -> Followed:
    """Name a theme to be followed."""
    url = address("monitoring:theme", theme.plan.period, theme.slug)
    return Followed("theme", f"{theme.plan.period}/{theme.slug}", theme.name, "", url)


def changes_followed(
    user: User, since: datetime, until: datetime | None = None, *, reader: type_of_reader | None = None
) -> Changes:
    """Return what changed in what a person follows, as a reader may see it: the person, unless it is said."""
    rows = list(Follow.objects.filter(user=user).values_list("activity", "theme", "group"))
    activities = {activity for activity, _theme, _group in rows if activity}
    themes = {theme for _activity, theme, _group in rows if theme}
    groups = {group for _activity, _theme, group in rows if group}
    places = Placement.objects.filter(theme__in=themes).select_related("theme")
    names = {str(place.pk): place.theme for place in places}
    placed = Activity.objects.filter(placements__in=places).values("pk")
    left = _rethemed(since, until, names) if names else set()
    asked = Activity.objects.filter(
        Q(pk__in=activities) | Q(group__in=groups) | Q(pk__in=placed) | Q(pk__in=left)
    )
    found = changes_of(reader or user, (since, until), activities=asked, bodies=groups)
    return _with_themes(found, names) if names else found


def _rethemed(since: datetime, until: datetime | None, names: Mapping[str, Theme]) -> set[int]:
    """Return the activities whose themes were edited and had one of these; the trail is read by its time."""
    edits = Entry.objects.filter(at__gte=since, verb="edit", details__changes__has_key="themes")
    if until is not None:
        edits = edits.filter(at__lt=until)
    rows = edits.values_list("model", "object_id", "details")
    return {
        key
        for model, key, details in rows
        if model == ACTIVITY and names.keys() & details["changes"]["themes"][0].split(",")
    }


def _with_themes(changes: Changes, names: Mapping[str, Theme]) -> Changes:
    """Say of an activity that it joined or left a theme that is followed, before its themes."""

    def told(change: Change) -> Change:
        was, now = (
            {names[key] for key in keys.split(",") if key in names} for keys in change.themes or ("", "")
        )
        joined = [_("Joined the theme «%(theme)s»") % {"theme": one} for one in sorted(now - was, key=str)]
        left = [_("Left the theme «%(theme)s»") % {"theme": one} for one in sorted(was - now, key=str)]
        said = "; ".join([*joined, *left])
        return replace(change, kind=Kind.THEME, label=f"{said}. {change.label}") if said else change

    def read(subject: Subject) -> Subject:
        return replace(subject, changes=in_order(map(told, subject.changes)))

    groups = (replace(group, subjects=tuple(map(read, group.subjects))) for group in changes.groups)
    return replace(changes, groups=tuple(groups))


def changes_in(
    user: type_of_reader, since: datetime, activities: "QuerySet[Activity]", bodies: Iterable[int] = ()
) -> Changes:
    """Return what changed in activities, and in what bodies decided."""
    return changes_of(user, (since, None), activities=activities, bodies=frozenset(bodies))


def news_of(changes: Changes) -> Iterator[News]:
    """Yield one entry for each activity or meeting, the newest first."""
    host = urlsplit(settings.ADDRESS).hostname or "pilares"
    for subject in sorted(changes.subjects, key=_last, reverse=True):
        at = _last(subject)
        yield News(
            ident=f"tag:{host},{at:%Y-%m-%d}:{subject.key or subject.code}:{at:%H%M%S}",
            title=f"{subject.code}. {subject.title}{subject.of_plan}",
            url=settings.ADDRESS + subject.address,
            at=at,
            about="\n".join(_line(subject)),
        )


def _last(subject: Subject) -> datetime:
    return max(change.at for change in subject.changes)


def _line(subject: Subject) -> Iterator[str]:
    for change in subject.told:
        if change.cancelled:
            yield f"{change.label}: {change.cancelled_words}"
        elif change.before:
            yield f"{change.label}: {change.before} → {change.after or '—'}"
        else:
            yield f"{change.label}: {change.after}" if change.after else change.label


def feed_named(title: str, path: str, page: str) -> Feed:
    """Return what a feed says of itself."""
    mark = _("illustrative data")
    return Feed(
        title=f"{title} ({mark})" if settings.DEMO else title,
        address=settings.ADDRESS + path,
        page=settings.ADDRESS + page,
        language=reading_language(),
        author=_("Regional Conference on Migration"),
        updated=clock.now(),
    )
