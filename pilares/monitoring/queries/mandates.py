"""A group's mandate as its page tells it: its term, its extensions, and the earlier dates (§3.10, AC-13)."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from pilares.core import clock
from pilares.core.bilingual import Wording
from pilares.meetings.access import may_cite
from pilares.meetings.models import Mandate
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Body

#: from how many days before its end a mandate says so
SOON = 90
NOTHING = Wording("", "es")


@dataclass(frozen=True)
class Term:
    """One term with the decision that set it, where the reader may see that."""

    starts_on: date | None
    ends_on: date | None
    decision: str


@dataclass(frozen=True)
class MandateLine:
    """The term in force of a group, what was extended, and what the group is for."""

    objective: Wording
    mandate: Wording
    term: Term
    #: how many times it was extended
    extensions: int
    #: the terms before the extensions, the latest first
    earlier: tuple[Term, ...]
    expired: bool
    #: days until its end, when that is near
    days_left: int | None
    source: str

    @property
    def extensions_words(self) -> str:
        """«1st time», «2nd time»."""
        words = {1: _("1st time"), 2: _("2nd time"), 3: _("3rd time")}
        return words.get(self.extensions, _("%(times)s times") % {"times": self.extensions})

    @property
    def dated(self) -> bool:
        """Whether anybody recorded a date."""
        return self.term.starts_on is not None or self.term.ends_on is not None


def mandate_line(body: Body, user: type_of_reader) -> MandateLine | None:
    """Return a group's mandate, or `None` where nothing is recorded; one query."""
    mandates = list(
        Mandate.objects.filter(body=body).select_related("decision__meeting__body", "decision__session")
    )
    if not mandates:
        return None
    extended = {m.extends_id for m in mandates}
    last = [m for m in mandates if m.pk not in extended][-1]
    chain, by_pk = [last], {m.pk: m for m in mandates}
    while chain[-1].extends_id in by_pk:
        chain.append(by_pk[chain[-1].extends_id])
    today = clock.today()
    days = (last.ends_on - today).days if last.ends_on else None
    return MandateLine(
        objective=next((m.objective for m in chain if m.objective), NOTHING),
        mandate=next((m.mandate for m in chain if m.mandate), NOTHING),
        term=_term(last, user),
        extensions=len(chain) - 1,
        earlier=tuple(_term(m, user) for m in chain[1:]),
        expired=last.expired(today),
        days_left=days if days is not None and 0 <= days <= SOON else None,
        source=last.source,
    )


def _term(mandate: Mandate, user: type_of_reader) -> Term:
    decision, standing = mandate.decision, standing_of(user)
    seen = may_cite(standing, decision)
    return Term(
        mandate.starts_on, mandate.ends_on, decision.citation if decision is not None and seen else ""
    )
