"""Who writes critical aspects down: the group or the RCGM that identified them, and who steers (Tabla 2)."""

from django.utils.translation import gettext_lazy as _

from pilares.core.access import Reason, Tier
from pilares.monitoring.models import CriticalAspect
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Appointment, Body
from pilares.plans.access import why_not_within
from pilares.plans.models import Document

RCGM = "GRCM"


def may_identify(user: type_of_reader, body: Body) -> bool:
    """Whether a person writes for a body: its group's members, the RCGM's delegates, and who steers."""
    standing = standing_of(user)
    if standing.steers:
        return True
    if body.code == RCGM:
        return Appointment.Office.DELEGATE in standing.offices
    return standing.member and body.pk in standing.groups


def why_not_identify(user: type_of_reader, plan: Document | None = None) -> Reason | None:
    """The groups and the RCGM identify critical aspects (Tabla 2, GRCM d); observers and the RNCOM do not."""
    standing = standing_of(user)
    if standing.steers or standing.groups or Appointment.Office.DELEGATE in standing.offices:
        return why_not_within(plan) if plan else None
    return Reason(
        "GROUPS_AND_RCGM_IDENTIFY",
        _("The Working Groups and the RCGM identify critical aspects; the Secretariat helps them."),
    )


def why_not_work_on_aspect(user: type_of_reader, aspect: CriticalAspect) -> Reason | None:
    """Whoever identified it works on it, with those who steer."""
    if may_identify(user, aspect.identified_by):
        return why_not_within(aspect.plan)
    return Reason("NOT_ITS_BODY", _("Those who identified it, the presidency and the Secretariat do this."))


def why_not_start_strategy(user: type_of_reader, aspect: CriticalAspect) -> Reason | None:
    """A strategy is under way once it is written down (Tabla 2, GRCM d)."""
    if reason := why_not_work_on_aspect(user, aspect):
        return reason
    if not aspect.strategy:
        return Reason("NO_STRATEGY", _("Write the strategy first: there is nothing to start yet."))
    return None


def why_not_set_aspect_tier(user: type_of_reader, before: str, after: str) -> Reason | None:
    """Publishing a critical aspect, or taking it back, is an act of whoever steers."""
    outward = {Tier.PUBLIC, Tier.EXTENDED}
    if before == after or standing_of(user).steers or not outward & {before, after}:
        return None
    return Reason(
        "PUBLISHING_IS_STEERED",
        _("Only the presidency and the Secretariat publish a critical aspect or take it back."),
    )
