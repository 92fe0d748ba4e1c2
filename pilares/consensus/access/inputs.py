"""Who contributes, who treats it and who answers: the tripartite mechanism (Tabla 2, AC-21)."""

from django.utils.translation import gettext_lazy as _

from pilares.consensus.models.inputs import Input
from pilares.core.access import Reason
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Appointment


def why_not_send_input(user: type_of_reader, _obj: object = None) -> Reason | None:
    """The RNCOM contributes through its secretariat (Tabla 2)."""
    standing = standing_of(user)
    if not standing.member and Appointment.Office.CIVIL_SOCIETY in standing.offices:
        return None
    return Reason("RNCOM_CONTRIBUTES", _("The RNCOM sends inputs, through its Executive Secretariat."))


def why_not_keep_calls(user: type_of_reader, _obj: object = None) -> Reason | None:
    """The Secretariat and the presidency in office, two of the three of the mechanism, call (Tabla 2)."""
    if standing_of(user).steers:
        return None
    return Reason("MECHANISM_CALLS", _("The Secretariat and the presidency in office call for inputs."))


def why_not_consider(user: type_of_reader, _input: Input) -> Reason | None:
    """A working group treats an input: its members write it down, or those who serve every group."""
    standing = standing_of(user)
    if standing.steers or (standing.member and standing.groups):
        return None
    return Reason(
        "GROUPS_CONSIDER", _("The members of the Working Groups, the presidency and the Secretariat do this.")
    )


def why_not_answer(user: type_of_reader, _input: Input) -> Reason | None:
    """The Executive Secretariat records what became of an input (AC-21)."""
    if standing_of(user).secretariat:
        return None
    return Reason("SECRETARIAT_ONLY", _("The Executive Secretariat records what became of an input."))


def why_not_reply(user: type_of_reader, input_: Input) -> Reason | None:
    """Whoever sent an input may reply once to the answer (AC-21)."""
    standing = standing_of(user)
    if standing.member or input_.organisation_id not in standing.organisations:
        return Reason("NOT_YOUR_INPUT", _("Whoever sent the input replies to the answer."))
    if not input_.answered:
        return Reason("NOT_ANSWERED", _("There is no answer yet to reply to."))
    if input_.reply:
        return Reason("REPLIED_ONCE", _("A reply was already sent: one reply is made to each answer."))
    return None
