"""Letters about inputs: number, status and link; nothing in them is above the extended CRM (AC-21)."""

from collections.abc import Iterable

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from pilares.consensus.models.inputs import Input
from pilares.core import clock
from pilares.core.bilingual import Language
from pilares.core.letters import Draft, post
from pilares.people.models import Appointment, Presidency, User

Office = Appointment.Office
SUBJECTS = {
    "received": _("Input %(reference)s was received"),
    "considered": _("Input %(reference)s was considered"),
    "answered": _("Input %(reference)s was answered"),
    "replied": _("Input %(reference)s: a reply to the answer"),
}


def steering() -> tuple[User, ...]:
    """Return the Secretariat and the presidency in office, each person once."""
    now = clock.now()
    term = Presidency.objects.presiding(now)
    offices = Appointment.objects.filter(
        office__in=(Office.SECRETARIAT, Office.PRESIDENCY), user__is_active=True
    ).select_related("user")
    chair = term.country_id if term else None
    mine = [a for a in offices if a.office == Office.SECRETARIAT or a.country_id == chair]
    return tuple({a.user_id: a.user for a in mine if a.in_force(now)}.values())


def contributors(input_: Input) -> tuple[User, ...]:
    """Return who acts for the organisation that sent an input."""
    offices = Appointment.objects.filter(
        organisation=input_.organisation_id, user__is_active=True
    ).select_related("user")
    now = clock.now()
    return tuple({a.user_id: a.user for a in offices if a.in_force(now)}.values())


def tell(kind: str, input_: Input, people: Iterable[User]) -> int:
    """Write to each of them once about one thing that happened to an input."""
    return post(_letter(kind, input_, to) for to in people)


def _letter(kind: str, input_: Input, to: User) -> Draft:
    parts, subject = [], ""
    for language in sorted(Language.values, key=lambda code: code != to.language):
        with override(language):
            link = settings.ADDRESS + reverse("consensus:input", args=[input_.reference])
            said = {"kind": kind, "input": input_, "link": link, "user": to}
            parts.append(render_to_string("consensus/letters/input.txt", said).strip())
            subject = subject or str(SUBJECTS[kind] % {"reference": input_.reference})
    key = f"input:{kind}:{input_.pk}:{input_.status}:{to.pk}"
    body = "\n\n----\n\n".join(parts) + "\n"
    return Draft(key=key, to=to.email, language=to.language, subject=f"Pilares · {subject}", body=body)
