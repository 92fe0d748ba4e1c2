"""Letters about figures: codes, days and links; nothing in them is more than the extended CRM may read.

Each is written in both languages, the person's own first, in plain text, and no link acts when opened.
"""

from collections.abc import Iterable, Mapping
from datetime import date
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
}


def address(name: str, *args: object) -> str:
    """Return a page's whole address in the language that is active."""
    return settings.ADDRESS + reverse(name, args=args)


def write(kind: str, to: User, *, key: str, context: Mapping[str, Any], links: Mapping[str, Any]) -> Draft:
    """Write one letter; `links` gives, by name, the page and its arguments, for each language anew."""
    parts, subject = [], ""
    for language in sorted(Language.values, key=lambda code: code != to.language):
        with override(language):
            there = {name: address(*page) for name, page in links.items()}
            said = {**context, **there, "user": to, "today": clock.today()}
            parts.append(render_to_string(f"monitoring/measuring/letters/{kind}.txt", said).strip())
            subject = subject or str(SUBJECTS[kind] % context)
    body = "\n\n----\n\n".join(parts) + "\n"
    return Draft(key=key, to=to.email, language=to.language, subject=f"Pilares · {subject}", body=body)


def about_request(kind: str, request: Request, to: User, *, key: str, **context: Any) -> Draft:
    """Write a letter about a request, with the link that answers it without signing in (AC-18)."""
    code = request.period.indicator.code
    links = {"link": ("monitoring:report_link", link_token(request, to)), "work": ("home:my_work",)}
    return write(kind, to, key=key, context={"code": code, "due": request.due_on, **context}, links=links)


def tell_asked(requests: Iterable[Request]) -> int:
    """Ask everybody concerned, once; the requests came with `to` and the indicator of their period."""
    asked = list(requests)
    people = recipients(asked)
    return post(
        about_request("request", r, to, key=f"request:{r.pk}:{to.pk}:{r.due_on}")
        for r in asked
        for to in people[r.pk]
    )


def send_link_again(request: Request, to: User) -> int:
    """Write a new link to the person's own address, at most once an hour."""
    hour = clock.now().strftime("%Y%m%d%H")
    return post([about_request("link", request, to, key=f"link:{request.pk}:{to.pk}:{hour}")])


def tell_returned(measurement: Measurement) -> None:
    """Tell whoever reported a figure that it came back; the reason is read on the page."""
    to = measurement.entered_by
    if to is None or not to.is_active:
        return
    request = measurement.requests.select_related("period__indicator").first()
    links: dict[str, Any] = {"link": ("monitoring:measurement", measurement.pk)}
    if request is not None:
        links = {"link": ("monitoring:report_link", link_token(request, to))}
    key = f"returned:{measurement.pk}:{measurement.version}"
    code = measurement.period.indicator.code
    post([write("returned", to, key=key, context={"code": code}, links=links)])


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
