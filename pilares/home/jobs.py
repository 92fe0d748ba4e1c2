"""What the timer does about meetings and mandates: reminders to SE and PPT, each once (AC-08, AC-13)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from pilares.core import clock
from pilares.core.bilingual import Language
from pilares.core.letters import Draft, post
from pilares.home.queries.group_meetings import groups_short_of_meetings, said
from pilares.meetings.models import Mandate
from pilares.people.models import Appointment, Body, Presidency, User

#: how many days before the year's end, and before a mandate's
BEFORE_THE_YEAR_ENDS = (120, 60)
BEFORE_A_MANDATE_ENDS = (90, 60)
SUBJECTS = {
    "meetings": _("Groups that have still to meet in %(year)s"),
    "mandate": _("A mandate ends in %(days)s days"),
}


@dataclass(frozen=True)
class Warned:
    """How many letters one run wrote."""

    meetings: int
    mandates: int


def warn() -> Warned:
    """Write what is due: run again, or days late, it writes nothing twice."""
    people = those_who_steer()
    return Warned(post(about_meetings(people)), post(about_mandates(people)))


def those_who_steer() -> list[User]:
    """Return the Secretariat's people and those of the presidency in office."""
    now = clock.now()
    held = Appointment.objects.held_at(now).select_related("user").order_by("pk")
    found = list(held.filter(office=Appointment.Office.SECRETARIAT))
    if term := Presidency.objects.presiding(now):
        found += held.filter(office=Appointment.Office.PRESIDENCY, country=term.country_id)
    return list({one.user_id: one.user for one in found}.values())


def stage(left: int, stages: tuple[int, ...]) -> int:
    """Return the nearest mark that has been passed, or zero where none has."""
    return min((mark for mark in stages if 0 <= left <= mark), default=0)


def about_meetings(people: list[User]) -> Iterator[Draft]:
    """Yield one letter a person for each mark before the year's end, while a group is short of meetings."""
    short = groups_short_of_meetings()
    if not short:
        return
    year = short[0].year
    mark = stage((year.ends_on - clock.today()).days, BEFORE_THE_YEAR_ENDS)
    for to in people if mark else ():
        key = f"meetings:{year.ends_on}:{mark}:{to.pk}"
        about = {"year": year.words, "ends": year.ends_on}
        yield letter("meetings", to, key, about, page=partial(reverse, "meetings:list"))


def about_mandates(people: list[User]) -> Iterator[Draft]:
    """Yield one letter a person for each mark before the end of an ad hoc group's last term."""
    today = clock.today()
    last = Mandate.objects.filter(
        body__kind=Body.Kind.AD_HOC, ends_on__gte=today, extension=None, concluded_on=None
    )
    for mandate in last.select_related("body"):
        left = (mandate.ends_on - today).days if mandate.ends_on else 0
        mark = stage(left, BEFORE_A_MANDATE_ENDS)
        for to in people if mark else ():
            key = f"mandate:{mandate.pk}:{mandate.ends_on}:{mark}:{to.pk}"
            about = {"body": mandate.body, "ends": mandate.ends_on, "days": left}
            yield letter("mandate", to, key, about, page=partial(where_it_is_extended, to, mandate.body))


def where_it_is_extended(to: User, body: Body) -> str:
    """Return the register, where the Secretariat extends a mandate, or to others the page of the group."""
    if to.standing.secretariat:
        return reverse("meetings:mandates")
    return reverse("monitoring:group", args=[body.slug])


def letter(kind: str, to: User, key: str, about: dict[str, Any], *, page: Callable[[], str]) -> Draft:
    """Write in both languages, the person's own first; no link acts when it is opened."""
    parts, subject = [], ""
    for language in sorted(Language.values, key=lambda code: code != to.language):
        with override(language):
            groups = [said(short) for short in groups_short_of_meetings()] if kind == "meetings" else []
            known = {**about, "user": to, "groups": groups, "link": settings.ADDRESS + page()}
            parts.append(render_to_string(f"home/letters/{kind}.txt", known).strip())
            subject = subject or str(SUBJECTS[kind] % about)
    body = "\n\n----\n\n".join(parts) + "\n"
    return Draft(key=key, to=to.email, language=to.language, subject=f"Pilares · {subject}", body=body)
