"""Who may do what to the annual plan of a presidency (Tabla 1, Tabla 2)."""

from django.utils.translation import gettext_lazy as _

from pilares.core import clock
from pilares.core.access import Reason, Tier
from pilares.monitoring.models import PresidencyLine, PresidencyPlan
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Appointment, Presidency
from pilares.plans.models import Version

TERM_ENDED = Reason(
    "TERM_ENDED", _("The term of this presidency has ended: its plan stays as it was, to be read.")
)
IN_EXECUTION_ONLY = Reason("NOT_IN_EXECUTION", _("Progress is recorded while the plan is in execution."))


def why_not_work_on_presidency_plan(user: type_of_reader, annual_plan: PresidencyPlan) -> Reason | None:
    """The presidency writes its plan, before and during its term, in coordination with the SE (Tabla 1)."""
    standing = standing_of(user)
    if standing.secretariat:
        return None
    mine = Appointment.Office.PRESIDENCY in standing.offices
    if not mine or annual_plan.presidency.country_id not in standing.countries:
        return Reason("PRESIDENCY_ONLY", _("The presidency writes its plan, with the Executive Secretariat."))
    terms = Presidency.objects.around(clock.now())
    open_terms = {term.pk for term in (terms.current, terms.after) if term is not None}
    return None if annual_plan.presidency_id in open_terms else TERM_ENDED


def why_not_write_lines(user: type_of_reader, annual_plan: PresidencyPlan) -> Reason | None:
    """Lines change while the plan is a draft: what members read is taken back first."""
    if reason := why_not_work_on_presidency_plan(user, annual_plan):
        return reason
    if annual_plan.drafting:
        return None
    return Reason("NOT_A_DRAFT", _("The plan is no longer a draft: take it back from consultation first."))


def why_not_consult(user: type_of_reader, annual_plan: PresidencyPlan) -> Reason | None:
    """A draft goes to the members once each line is aligned to a pillar (Tabla 1)."""
    if reason := why_not_work_on_presidency_plan(user, annual_plan):
        return reason
    if not standing_of(user).steers:
        return Reason(
            "NOT_PRESIDING_YET",
            _("Until its term begins, the Executive Secretariat sends the plan of the presidency."),
        )
    lines = list(annual_plan.lines.prefetch_related("pillars")) if annual_plan.pk else []
    if not lines:
        return Reason("NO_LINES", _("The plan has no activity yet: add at least one."), "Tabla 1")
    loose = [str(line.order) for line in lines if not line.pillars.all()]
    if not loose:
        return None
    words = _("These lines serve no pillar yet: %(lines)s. The plan is aligned to the pillars.")
    return Reason("NOT_ALIGNED", words % {"lines": ", ".join(loose)}, "Tabla 1")


def why_not_take_back_consulted(user: type_of_reader, annual_plan: PresidencyPlan) -> Reason | None:
    """Who steers takes the text back from the members, with a reason."""
    if reason := why_not_work_on_presidency_plan(user, annual_plan):
        return reason
    if standing_of(user).steers:
        return None
    return Reason("STEERS_ONLY", _("The presidency in office and the Secretariat do this."))


def why_not_record_decision(user: type_of_reader, _annual_plan: PresidencyPlan) -> Reason | None:
    """The Secretariat records what the RCGM and the Vice-Ministerial Meeting decided."""
    if standing_of(user).secretariat:
        return None
    return Reason("SECRETARIAT_ONLY", _("The Executive Secretariat records the decision."))


def why_not_begin_execution(user: type_of_reader, annual_plan: PresidencyPlan) -> Reason | None:
    """The presidency in office countersigns the approval; then its plan is in execution (AC-24)."""
    if reason := why_not_work_on_presidency_plan(user, annual_plan):
        return reason
    version = circulated(annual_plan)
    if version is None or version.status == Version.Status.IN_FORCE or standing_of(user).presides:
        return None
    return Reason("PRESIDENCY_IN_OFFICE_ONLY", _("The presidency in office countersigns its plan."))


def why_not_report_line(user: type_of_reader, line: PresidencyLine) -> Reason | None:
    """Whoever writes the plan says how a line goes, while it is in execution."""
    if reason := why_not_work_on_presidency_plan(user, line.annual_plan):
        return reason
    in_execution = line.annual_plan.status == PresidencyPlan.Status.IN_EXECUTION
    return None if in_execution else IN_EXECUTION_ONLY


def why_not_close_presidency_plan(user: type_of_reader, annual_plan: PresidencyPlan) -> Reason | None:
    """A plan is closed with a report, once each line says how it ended."""
    if reason := why_not_work_on_presidency_plan(user, annual_plan):
        return reason
    if not annual_plan.pk:
        return None  # it is not begun: no step of it starts from there
    silent = list(annual_plan.lines.filter(state="").values_list("order", flat=True))
    if not silent:
        return None
    words = _("These lines have no status yet: %(lines)s.") % {"lines": ", ".join(map(str, silent))}
    return Reason("LINES_WITHOUT_STATUS", words)


def why_not_publish_presidency_plan(user: type_of_reader, tier: str) -> Reason | None:
    """Publishing is an act of whoever steers."""
    if standing_of(user).steers or tier == Tier.MEMBERS:
        return None
    return Reason("PUBLISHING_IS_STEERED", _("Only the presidency and the Secretariat publish a plan."))


def circulated(annual_plan: PresidencyPlan) -> Version | None:
    """Return the version of the plan's text that is on its way, or in force."""
    if annual_plan.document_id is None:
        return None
    versions = Version.objects.filter(document=annual_plan.document_id)
    return versions.exclude(status=Version.Status.GIVEN_UP).select_related("document").last()
