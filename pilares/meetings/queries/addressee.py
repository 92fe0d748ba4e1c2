"""Who answers for a commitment, in words."""

from django.utils.translation import gettext as _

from pilares.core.bilingual import Wording, reading_language
from pilares.meetings.models import Decision


def addressee(decision: Decision) -> tuple[Wording, ...]:
    """Return the country, the body, the organisation and the words to which a decision speaks."""
    here = reading_language()
    country, body, organisation = decision.to_country, decision.to_body, decision.to_organisation
    found = [
        country.name if country else None,
        body.short if body else None,
        Wording(str(organisation), here) if organisation else None,
        decision.to_words or None,
    ]
    return tuple(words for words in found if words is not None)


def addressee_words(decision: Decision) -> str:
    """Say who answers for a commitment; that nobody was recorded is said, for it asks to be completed."""
    return "; ".join(who.text for who in addressee(decision)) or _("no addressee recorded")
