"""What delegations declared of a text before it was adopted: attached to the decision that adopted it."""

from pilares.consensus.models import Observation, Round, Silence
from pilares.core.bilingual import Wording
from pilares.meetings.models import Decision
from pilares.meetings.queries.decisions import Declared
from pilares.people.access import type_of_reader
from pilares.people.queries import in_alphabetical_order
from pilares.plans.models import VersionEvent

KINDS = (Observation.Kind.STATEMENT, Observation.Kind.RESERVATION)
#: the steps by which a version is adopted
ADOPTING = (VersionEvent.Step.APPROVED, VersionEvent.Step.REGISTERED)


def declared_before(user: type_of_reader, decision: Decision) -> tuple[Declared, ...]:
    """Return the declarations and reservations of the rounds of what was adopted, for the members (AC-06).

    Nothing is attached to what was not adopted: it stays with its round.
    """
    if decision.outcome != Decision.Outcome.ADOPTED:
        return ()
    by_silence = Silence.objects.filter(decision=decision).values_list("version", flat=True)
    by_step = VersionEvent.objects.filter(decision=decision, step__in=ADOPTING)
    versions = {*by_silence, *by_step.values_list("version", flat=True)}
    if not versions:
        return ()
    rounds = Round.objects.visible_to(user).filter(version__in=versions).order_by().values("pk")
    rows = Observation.objects.filter(round__in=rounds, kind__in=KINDS, withdrawn_at=None)
    return tuple(
        Declared(
            country=row.country.name.text,
            at=row.at,
            said=Wording(_with_its_words(row), row.language),
            kind=str(row.get_kind_display()),
        )
        for row in in_alphabetical_order(rows.select_related("country"), lambda row: row.country.name)
    )


def _with_its_words(row: Observation) -> str:
    """Return what was said, after the exact words that it is about."""
    said = f"{row.text}\n{row.proposed}".strip()
    place = f"§{row.anchor}" if row.anchor else ""
    about = f"{place} «{row.words}»".strip() if row.words else place
    return f"{about}: {said}" if about else said
