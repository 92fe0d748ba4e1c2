"""Who may change how an indicator is measured: periods, milestones, targets (monitoring-model §2, AC-17)."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from pilares.core.access import Reason
from pilares.monitoring.access.activities import why_not_edit
from pilares.monitoring.models import Indicator, Measurement, Period, Target
from pilares.people.access import standing_of, type_of_reader
from pilares.plans.access import why_not_within


def why_not_remove_period(user: type_of_reader, period: Period) -> Reason | None:
    """A period is taken out while nothing was reported for it and it is not closed."""
    if reason := why_not_edit(user, period.indicator.activity):
        return reason
    if period.locked or period.measurements.exists():
        return Reason("PERIOD_HAS_FIGURES", _("Something was reported for this period: it stays."))
    return None


def why_not_set_steps(user: type_of_reader, indicator: Indicator) -> Reason | None:
    """The weights of milestones are fixed before anything is measured (monitoring-model §5)."""
    if reason := why_not_edit(user, indicator.activity):
        return reason
    sent = (Measurement.Status.SENT, Measurement.Status.VALIDATED)
    if Measurement.objects.filter(period__indicator=indicator, status__in=sent).exists():
        return Reason(
            "WEIGHTS_ARE_FIXED",
            _("The milestones have been measured already: their weights stay as they were agreed."),
        )
    return None


def why_not_set_pace(user: type_of_reader, indicator: Indicator) -> Reason | None:
    """A group departs from the plan's thresholds as it revises a target: by a decision, with its reason."""
    return why_not_edit(user, indicator.activity)


def reaches_a_closed_period(indicator: Indicator, valid_from: date) -> bool:
    """Whether a day lies within or before a period whose figures are closed."""
    return indicator.periods.filter(locked_at__isnull=False, ends_on__gte=valid_from).exists()


def why_not_revise_target(
    user: type_of_reader, indicator: Indicator, valid_from: date | None = None
) -> Reason | None:
    """A group revises a target by a decision; before a closed period two offices do (AC-17)."""
    if reason := why_not_edit(user, indicator.activity):
        return reason
    if not indicator.targets.exists():
        return Reason(
            "TARGET_IS_A_DRAFT", _("The indicator is not measurable yet: its target is still edited with it.")
        )
    steers = standing_of(user).steers
    if valid_from is not None and not steers and reaches_a_closed_period(indicator, valid_from):
        return Reason(
            "CLOSED_PERIOD_NEEDS_TWO",
            _(
                "That day is before the end of a closed period: the Executive Secretariat or the presidency "
                "proposes such a revision, and the other of the two signs it."
            ),
        )
    return None


def why_not_sign_target(user: type_of_reader, target: Target) -> Reason | None:
    """A revision dated before a closed period is signed by the other of the two offices (AC-17)."""
    standing = standing_of(user)
    if reason := why_not_within(target.indicator.activity.plan):
        return reason
    if target.binds:
        return Reason("TARGET_BINDS", _("This revision is in force already: it waits for nobody."))
    offices = {"secretariat": standing.secretariat, "presidency": standing.presides}
    if not offices.get(target.second, False):
        return Reason(
            "OTHER_OFFICE_SIGNS",
            _("The presidency signs this revision.")
            if target.second == "presidency"
            else _("The Executive Secretariat signs this revision."),
        )
    if target.by_id is not None and target.by_id == user.pk:
        return Reason("TWO_PERSONS_SIGN", _("Two persons sign a revision: somebody else signs it."))
    return None
