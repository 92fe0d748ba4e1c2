"""Who says where the unfinished goes, who proposes and recommends, and who writes the evaluation (§4.2)."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from pilares.core.access import Reason
from pilares.monitoring.models import Activity
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Appointment, Body
from pilares.plans.access import why_not_within
from pilares.plans.models import Document
from pilares.succession.models import Destination, Evaluation

COUNTRIES_PROPOSE = Reason("COUNTRIES_PROPOSE", _("Whoever acts for a Member Country proposes for it."))
#: who may propose a destination: the groups, and the organs of Tabla 2 that work on the plan
PROPOSING = ("GRCM", "PPT", "SE")
#: the offices that speak for a Member Country
FOR_A_COUNTRY = frozenset(
    {
        Appointment.Office.DELEGATE,
        Appointment.Office.FOCAL_POINT,
        Appointment.Office.GROUP_MEMBER,
        Appointment.Office.PRESIDENCY,
    }
)


def unfinished(plan: Document) -> Any:
    """Return the rows of the matrix that were not completed, also those without a status (AC-12)."""
    rows = Activity.objects.filter(plan=plan).in_the_matrix()
    return rows.exclude(state=Activity.State.COMPLETED)


def why_not_all_settled(plan: Document) -> Reason | None:
    """A plan concludes once each unfinished activity has its destination (AC-12)."""
    settled = Destination.objects.exclude(way="").values("activity")
    missing = unfinished(plan).exclude(pk__in=settled).count()
    if not missing:
        return None
    words = ngettext(
        "%(n)s activity lacks its destination", "%(n)s activities lack their destination", missing
    )
    return Reason("NO_DESTINATION", words % {"n": missing}, "§4.2")


def why_not_read(user: type_of_reader) -> Reason | None:
    """The Member Countries read what is proposed and recommended; the public reads what is decided."""
    if standing_of(user).member:
        return None
    return Reason("MEMBERS_ONLY", _("The Member Countries and their Secretariat read this page."))


def why_not_settle(user: type_of_reader, activity: Activity) -> Reason | None:
    """The Secretariat and the presidency write the table that the Member Countries decide on (§4.2)."""
    if not standing_of(user).steers:
        return Reason("STEERS_ONLY", _("The presidency and the Secretariat write where each activity goes."))
    if reason := why_not_within(activity.plan):
        return reason
    finished = activity.state == Activity.State.COMPLETED or activity.stage not in Activity.ROWS
    if finished:
        return Reason("NOT_UNFINISHED", _("Only an activity that is not finished needs a destination."))
    return None


def why_not_recommend(user: type_of_reader, column: str) -> Reason | None:
    """Each of the two offices writes its own recommendation (§4.2, last paragraph)."""
    standing = standing_of(user)
    if column.startswith("ppt") and not standing.presides:
        return Reason("PRESIDENCY_ONLY", _("The presidency in office writes its own recommendation."))
    if column.startswith("se") and not standing.secretariat:
        return Reason("SECRETARIAT_ONLY", _("The Executive Secretariat writes its own recommendation."))
    return None


def why_not_propose(user: type_of_reader, plan: Document) -> Reason | None:
    """Whoever acts for a Member Country proposes for it, until the plan concludes."""
    standing = standing_of(user)
    if not (standing.countries and standing.offices & FOR_A_COUNTRY):
        return COUNTRIES_PROPOSE
    return why_not_within(plan)


def may_propose_for(body: Body) -> bool:
    """Whether a body can be named as the one that proposes a destination."""
    return body.kind in {Body.Kind.GROUP, Body.Kind.AD_HOC} or body.code in PROPOSING


def why_not_begin_evaluation(user: type_of_reader, _obj: object = None) -> Reason | None:
    """The presidency and the Secretariat evaluate with the Member Countries (Tabla 2)."""
    if standing_of(user).steers:
        return None
    return Reason("STEERS_ONLY", _("The presidency and the Executive Secretariat write the evaluation."))


def why_not_write(user: type_of_reader, evaluation: Evaluation) -> Reason | None:
    """Its texts are written until it is presented; then they stand, also after the plan concluded."""
    if reason := why_not_begin_evaluation(user):
        return reason
    if evaluation.status in Evaluation.OPEN:
        return None
    return Reason("PRESENTED", _("The evaluation was presented: its text stands."))


def why_not_send(user: type_of_reader, evaluation: Evaluation) -> Reason | None:
    """It goes to the Member Countries once each criterion has its finding."""
    if reason := why_not_write(user, evaluation):
        return reason
    written = evaluation.texts.filter(kind="findings").exclude(text_es="", text_en="").count()
    if written == evaluation.texts.filter(kind="findings").count():
        return None
    return Reason("NO_FINDING", _("A criterion has no finding yet: write the six of them first."))


def why_not_record(user: type_of_reader, _evaluation: Evaluation) -> Reason | None:
    """The Secretariat records what the meetings did with it."""
    if standing_of(user).secretariat:
        return None
    return Reason("SECRETARIAT_ONLY", _("The Executive Secretariat records this step."))
