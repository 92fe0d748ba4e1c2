"""Letters about figures: codes, days and links; nothing in them is more than the extended CRM may read.

Each is written in both languages, the person's own first, in plain text, and no link acts when opened.
What one person is told at one moment of several figures is one letter that names them all.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from pilares.core import clock
from pilares.core.bilingual import Language
from pilares.core.letters import Draft, post
from pilares.monitoring.access import link_token
from pilares.monitoring.models import Measurement, Period, Request, Window
from pilares.monitoring.queries.figures import period_words
from pilares.monitoring.queries.recipients import recipients
from pilares.people.models import User

SUBJECTS = {
    "request": _("Figure asked for: %(code)s"),
    "reminder": _("Reminder: %(code)s"),
    "link": _("Your new link: %(code)s"),
    "returned": _("Figure returned: %(code)s"),
    "reopened": _("Period reopened: %(code)s"),
    "window": _("The reporting window moved"),
    "due": _("The deadline moved: %(code)s"),
    "digest": _("Your week in Pilares"),
    "request_several": _("%(n)s figures asked for"),
    "reminder_several": _("Reminder: %(n)s figures"),
    "returned_several": _("%(n)s figures returned"),
}


@dataclass(frozen=True)
class About:
    """What a letter says of one figure: `key` keeps it from being said twice, `when` is the reminder."""

    key: str
    period: Period
    page: tuple[Any, ...]
    due: date | None = None
    when: str = ""

    @property
    def said(self) -> dict[str, Any]:
        """What the template reads, in the language that is active."""
        return {
            "code": self.period.indicator.code, "period": period_words(self.period), "due": self.due,
            "when": self.when, "link": address(*self.page),
        }  # fmt: skip


def address(name: str, *args: object) -> str:
    """Return a page's whole address in the language that is active."""
    return settings.ADDRESS + reverse(name, args=args)


def write(
    kind: str,
    to: User,
    *,
    key: str,
    context: Mapping[str, Any],
    links: Mapping[str, Any],
    figures: tuple[About, ...] = (),
) -> Draft:
    """Write one letter; `links` gives, by name, the page and its arguments, for each language anew."""
    parts, subject = [], ""
    for language in sorted(Language.values, key=lambda code: code != to.language):
        with override(language):
            there = {name: address(*page) for name, page in links.items()}
            each = [figure.said for figure in figures]
            said = {"each": each, **context, **there, "user": to, "today": clock.today()}
            parts.append(render_to_string(f"monitoring/measuring/letters/{kind}.txt", said).strip())
            subject = subject or str(SUBJECTS[kind] % context)
    body = "\n\n----\n\n".join(parts) + "\n"
    return Draft(
        key=key,
        to=to.email,
        language=to.language,
        subject=f"Pilares · {subject}",
        body=body,
        gathers=tuple(figure.key for figure in figures if figure.key),
    )


def about_request(kind: str, request: Request, to: User, *, key: str, **context: Any) -> Draft:
    """Write a letter about a request, with the link that answers it without signing in (AC-18)."""
    about = asked_about(request, to, key=key)
    return gathered(kind, to, (about,), **context)


def asked_about(request: Request, to: User, *, key: str, when: str = "") -> About:
    """Return what is said to a person of one request, with the link that answers it (AC-18)."""
    page = ("monitoring:report_link", link_token(request, to))
    return About(key, request.period, page, request.due_on, when)


def gathered(kind: str, to: User, figures: tuple[About, ...], **context: Any) -> Draft:
    """Write of one figure a letter of its own, and of several one letter that names each with its link."""
    links: dict[str, Any] = {"work": ("home:my_work",)}
    if len(figures) > 1:
        sum_of = sha256("\n".join(sorted(figure.key for figure in figures)).encode()).hexdigest()[:32]
        key = f"{kind}_several:{to.pk}:{sum_of}"
        about = {"n": len(figures), **context}
        return write(f"{kind}_several", to, key=key, context=about, links=links, figures=figures)
    (one,) = figures
    about = {"code": one.period.indicator.code, "due": one.due, "when": one.when, **context}
    return write(kind, to, key=one.key, context=about, links={**links, "link": one.page})


def by_person(told: Iterable[tuple[User, About]]) -> Iterator[tuple[User, tuple[About, ...]]]:
    """Put together what each person is told, as it comes."""
    mine: dict[User, list[About]] = defaultdict(list)
    for to, about in told:
        mine[to].append(about)
    return ((to, tuple(figures)) for to, figures in mine.items())


def tell_asked(requests: Iterable[Request]) -> int:
    """Ask everybody concerned, once; the requests came with `to`, the indicator and year of their period."""
    asked = list(requests)
    people = recipients(asked)
    told = (
        (to, asked_about(r, to, key=f"request:{r.pk}:{to.pk}:{r.due_on}"))
        for r in asked
        for to in people[r.pk]
    )
    return post(gathered("request", to, figures) for to, figures in by_person(told))


def send_link_again(request: Request, to: User) -> int:
    """Write a new link to the person's own address, at most once an hour."""
    hour = clock.now().strftime("%Y%m%d%H")
    return post([about_request("link", request, to, key=f"link:{request.pk}:{to.pk}:{hour}")])


def tell_returned(measurements: Iterable[Measurement]) -> None:
    """Tell whoever reported figures that they came back; the reason is read on the page."""
    told = []
    for one in measurements:
        to = one.entered_by
        if to is None or not to.is_active:
            continue
        request = one.requests.first()
        page = (
            ("monitoring:report_link", link_token(request, to))
            if request
            else ("monitoring:measurement", one.pk)
        )
        told.append((to, About(f"returned:{one.pk}:{one.version}", one.period, page)))
    post(gathered("returned", to, figures) for to, figures in by_person(told))


def tell_moved(window: Window, *, reason: str, version: int) -> int:
    """Tell whoever was asked for something in a window that its days changed, and why (E-3)."""
    asked = list(window.requests.select_related("to"))
    people = {user.pk: user for users in recipients(asked).values() for user in users}
    context = {"opens": window.opens_on, "closes": window.closes_on, "reason": reason}
    links = {"work": ("home:my_work",)}
    return post(
        write("window", to, key=f"window:{window.pk}:{version}:{to.pk}", context=context, links=links)
        for to in people.values()
    )


def tell_due(request: Request, *, before: date, reason: str, version: int) -> int:
    """Tell whoever was asked for a figure that its day moved, and why (E-3)."""
    asked = Request.objects.filter(pk=request.pk).select_related("to", "period__indicator")
    people = recipients(asked)
    return post(
        about_request("due", r, to, key=f"due:{r.pk}:{to.pk}:{version}", before=before, reason=reason)
        for r in asked
        for to in people[r.pk]
    )


def tell_reopened(period: Period, *, at: str) -> int:
    """Tell whoever was asked for a figure of a period that it is open again."""
    asked = list(period.requests.select_related("to", "period__indicator"))
    people = recipients(asked)
    return post(
        about_request("reopened", r, to, key=f"reopened:{r.pk}:{to.pk}:{at}")
        for r in asked
        for to in people[r.pk]
    )
