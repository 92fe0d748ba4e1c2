"""Who proposes a theme and who adds it to the plan (§3.8, AC-03)."""

from django.utils.translation import gettext_lazy as _

from pilares.core.access import Reason
from pilares.people.access import standing_of, type_of_reader
from pilares.plans.access.ending import why_not_within
from pilares.plans.models import Document, Theme


def why_not_propose_theme(user: type_of_reader, plan: Document | None = None) -> Reason | None:
    """Whoever works in a group proposes themes for its activities: the list is not exhaustive (§3.8)."""
    standing = standing_of(user)
    if standing.steers or (standing.member and standing.groups):
        return why_not_within(plan) if plan else None
    return Reason(
        "NOT_IN_A_GROUP", _("The members of the groups, the presidency and the Secretariat propose themes.")
    )


def why_not_adopt_theme(user: type_of_reader, theme: Theme) -> Reason | None:
    """The Secretariat links the decision that adds a proposed theme to the plan (AC-03)."""
    if not standing_of(user).secretariat:
        return Reason(
            "SECRETARIAT_ONLY", _("The Executive Secretariat records the decision that adds a theme.")
        )
    if not theme.proposed:
        return Reason("THEME_IN_PLAN", _("This theme is already in the plan."))
    return why_not_within(theme.plan)
