"""A message to the Executive Secretariat from whoever thinks that a page should be open to them (AC-07)."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from pilares.core import clock
from pilares.core.access import require
from pilares.core.letters import Draft, Letter, post
from pilares.core.trail import record
from pilares.people.access import why_not_ask_more
from pilares.people.models import Appointment, Presidency, User

KEY = "ask secretariat"


@transaction.atomic
def ask_secretariat(*, text: str, about: str, key: str, by: User) -> int:
    """Write to the Secretariat and the presidency in office, with a reply that confirms and denies nothing.

    Return how many letters are new; the same form sent twice writes them once.
    """
    mine = f"{KEY} {by.pk} "
    sent = Letter.objects.filter(key__startswith=mine, created_at__gt=clock.now() - timedelta(days=1))
    forms = {letter.split(" ")[3] for letter in sent.values_list("key", flat=True)}
    if key not in forms:
        require(why_not_ask_more(len(forms)))
    new = post(_letter(to, text, about, f"{mine}{key} {to.pk}", by) for to in _those_who_steer())
    if new:
        record(by, "ask_secretariat", by=by)
    return new


def _letter(to: User, text: str, about: str, key: str, by: User) -> Draft:
    with override(to.language):
        parts = [
            _("%(person)s (%(email)s; %(capacity)s) writes from Pilares:")
            % {"person": by, "email": by.email, "capacity": by.standing.capacity or "-"},
            text,
        ]
        if about:
            parts.append(_("Address: %(address)s") % {"address": f"{settings.ADDRESS}{about}"})
        parts += [
            _(
                "A reply that neither confirms nor denies that there is anything at that address. Only a "
                "recorded decision of the group opens what was kept behind closed doors (§3.10):"
            ),
            _(
                "«Thank you for writing. What Pilares shows to each person follows from their office and "
                "from the decisions of the organs and groups of the RCM. The Executive Secretariat neither "
                "confirms nor denies what a given address holds. We pass your request on to whoever may "
                "decide on it; if something becomes available to your profile, you will see it at the same "
                "address.»"
            ),
        ]
        subject = _("A request from %(person)s about access") % {"person": by}
        return Draft(key=key, to=to.email, language=to.language, subject=subject, body="\n\n".join(parts))


def _those_who_steer() -> list[User]:
    """Return the Secretariat's people and those of the presidency in office."""
    now = clock.now()
    held = Appointment.objects.held_at(now).select_related("user").order_by("pk")
    found = list(held.filter(office=Appointment.Office.SECRETARIAT))
    if term := Presidency.objects.presiding(now):
        found += held.filter(office=Appointment.Office.PRESIDENCY, country=term.country_id)
    return list({one.user_id: one.user for one in found}.values())
