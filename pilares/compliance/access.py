"""Who reads the answers to the plan's rules, who explains them, and who records what was presented (M23)."""

from django.utils.translation import gettext_lazy as _

from pilares.core.access import Reason
from pilares.people.access import standing_of, type_of_reader


def why_not_read_compliance(user: type_of_reader) -> Reason | None:
    """Answers are for members (documented default); the public reads the annex of the published report."""
    if standing_of(user).member:
        return None
    return Reason(
        "MEMBERS_ONLY",
        _(
            "The Member Countries and their Secretariat read this page. "
            "What it says of a year is published with the annual report."
        ),
    )


def why_not_explain(user: type_of_reader) -> Reason | None:
    """The presidency explains, and the Secretariat writes for it (Tabla 2, SE b)."""
    if standing_of(user).steers:
        return None
    return Reason(
        "STEERS_ONLY", _("The presidency explains an answer, and the Executive Secretariat writes for it.")
    )


def why_not_record_presentation(user: type_of_reader) -> Reason | None:
    """The Secretariat records what was put before an organ, and so does the presidency, which reports."""
    if standing_of(user).steers:
        return None
    return Reason("STEERS_ONLY", _("The Executive Secretariat or the presidency records what was presented."))
