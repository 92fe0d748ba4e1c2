"""What a reader may do from a page: the ways that are open, and why others are not."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pilares.core.access import Reason
from pilares.monitoring import access
from pilares.monitoring.models import Activity
from pilares.monitoring.workflow import ACTIVITY
from pilares.people.access import standing_of, type_of_reader


@dataclass(frozen=True)
class Way:
    """Something that the reader may do: a page to open, or an act to send with `post`."""

    verb: str
    label: str
    url: str
    post: bool = False
    main: bool = False


@dataclass(frozen=True)
class Barred:
    """What the reader may not do, all for one reason."""

    labels: tuple[str, ...]
    reason: Reason


@dataclass(frozen=True)
class Ways:
    """Both, for a reader who acts for a member country or the Secretariat; nothing for others."""

    open: tuple[Way, ...] = ()
    barred: tuple[Barred, ...] = ()


#: refusals that only say that a step is not due: the page says so by not offering it
NOT_DUE = {"NOTHING_TO_ENDORSE", "SECRETARIAT_ONLY"}


def address(name: str, *args: str) -> str:
    """Return an address, or nothing while no page has that name; a long list asks for hundreds."""
    return _address(get_language(), name, *args)


@lru_cache(maxsize=8192)
def _address(_language: str | None, name: str, *args: str) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def ways_from(user: type_of_reader, activity: Activity) -> Ways:
    """Return what a reader may do with an activity; the reasons are those that guard the acts."""
    if not standing_of(user).member:
        return Ways()
    code = activity.code
    state, edit = access.why_not_declare_state(user, activity), access.why_not_edit(user, activity)
    asked = [
        (Way("state", _("Update the status"), address("matrix:state", code), main=True), state),
        (Way("pace", _("Say how it goes"), address("matrix:pace", code)), state),
        (Way("edit", _("Edit"), address("matrix:edit", code)), edit),
        *(
            (_step(verb, code), ACTIVITY.why_not(verb, user, activity))
            for verb, step in ACTIVITY.steps.items()
            if activity.stage in step.sources
        ),
        *([_kept(user, activity)] if activity.next_stage else []),
    ]
    return _sorted_out((way, reason) for way, reason in asked if way.url)


def _kept(user: type_of_reader, activity: Activity) -> tuple[Way, Reason | None]:
    way = Way("keep", _("Keep in the plan"), address("monitoring:keep", activity.code))
    return way, access.why_not_keep(user, activity)


def _step(verb: str, code: str) -> Way:
    label = str(ACTIVITY.steps[verb].label)
    return Way(verb, label, address(f"monitoring:{verb}", code), post=verb == "prioritise")


def _sorted_out(asked: Iterable[tuple[Way, Reason | None]]) -> Ways:
    ways, barred, reasons = [], defaultdict(list), {}
    for way, reason in asked:
        if reason is None:
            ways.append(way)
        elif reason.code not in NOT_DUE:
            barred[reason.code].append(way.label)
            reasons[reason.code] = reason
    return Ways(tuple(ways), tuple(Barred(tuple(labels), reasons[code]) for code, labels in barred.items()))
