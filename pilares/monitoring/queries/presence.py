"""«Member A is editing this too»: who has the same editor open, named as the reader may know them (AC-10)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilares.core.presence import LOOKS, also_here
from pilares.core.templatetags.ui.library import listed
from pilares.monitoring.models import Activity, Indicator
from pilares.monitoring.queries.ways import address
from pilares.people.models import User


@dataclass(frozen=True)
class Present:
    """What an editor says of the others who have it open, and where it asks again."""

    text: str
    url: str
    every: int = LOOKS


def present(record: Activity | Indicator, user: User) -> Present:
    """Say that the person has the record open, and who else has; names are for those who act for a member."""
    kind = "indicator" if isinstance(record, Indicator) else "activity"
    others = User.objects.filter(pk__in=also_here(record, user), is_active=True)
    names = [str(other) for other in others] if user.standing.member else [_("Another person")] * len(others)
    said = ngettext("%(names)s is editing this too.", "%(names)s are editing this too.", len(names))
    text = said % {"names": listed(list(dict.fromkeys(names)))} if names else ""
    return Present(text, address(f"monitoring:{kind}_presence", record.code))
