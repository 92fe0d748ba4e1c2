"""The table of the Secretariat: country, paragraph, observation, what became of it, why."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pilares.consensus.models import Round
from pilares.consensus.queries.texts import places
from pilares.core.bilingual import Wording
from pilares.people.queries import in_alphabetical_order


@dataclass(frozen=True)
class CompiledRow:
    """One observation as a row."""

    country: str
    paragraph: str
    kind: str
    said: Wording
    proposed: Wording
    fate: str
    why: Wording
    on: str
    late: str


@dataclass(frozen=True)
class Compiled:
    """A round with all its observations, in the order of the text and then of the countries."""

    round: Round
    title: str
    about: str
    rows: tuple[CompiledRow, ...]


def compiled(round_: Round) -> Compiled:
    """Read the table of a round, in a constant number of queries."""
    order = {place.anchor: at for at, place in enumerate(places(round_))}
    rows = round_.observations.filter(withdrawn_at=None).select_related("country")
    by_country = in_alphabetical_order(rows, lambda row: row.country.name)
    in_order = sorted(by_country, key=lambda row: order.get(row.anchor, len(order)))
    return Compiled(
        round=round_,
        title=round_.version.document.title.text,
        about=_("Version %(number)s, round %(round)s")
        % {"number": round_.version.number, "round": round_.number},
        rows=tuple(
            CompiledRow(
                country=row.country.name.text,
                paragraph=f"§{row.anchor}" if row.anchor else pgettext("place", "The text as a whole"),
                kind=str(row.get_kind_display()),
                said=row.said,
                proposed=Wording(row.proposed, row.language),
                fate=str(row.get_fate_display()) if row.fate else "",
                why=row.why,
                on=timezone.localtime(row.at).date().isoformat(),
                late=_("late") if row.late else "",
            )
            for row in in_order
        ),
    )
