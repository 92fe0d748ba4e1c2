"""Who asks for support, offers it, accepts it and writes it down (Tabla 2, AC-22)."""

from django.utils.translation import gettext_lazy as _

from pilares.core.access import Reason, Tier
from pilares.monitoring.access.activities import why_not_edit, why_not_write_in
from pilares.monitoring.models import Activity, SupportOffer, SupportRequest
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Appointment
from pilares.plans.access import why_not_within


def why_not_ask_support(user: type_of_reader, activity: Activity) -> Reason | None:
    """The group asks for support on what it works on."""
    return why_not_edit(user, activity)


def why_not_close_request(user: type_of_reader, request: SupportRequest) -> Reason | None:
    """The group closes what it asked for."""
    if reason := why_not_write_in(user, request.activity.group) or why_not_within(request.activity.plan):
        return reason
    if request.closed_on:
        return Reason("REQUEST_CLOSED", _("It is not asked for any more."))
    return None


def why_not_offer(user: type_of_reader, activity: Activity) -> Reason | None:
    """Observers offer support on behalf of their organisation or country while the activity is worked on."""
    standing = standing_of(user)
    if standing.member or Appointment.Office.OBSERVER not in standing.offices:
        return Reason(
            "OBSERVERS_OFFER", _("Observer organisations and countries offer support (Table 2)."), ""
        )
    if activity.left or activity.stage == Activity.Stage.CLOSED:
        return Reason("ACTIVITY_LEFT", _("This activity is no longer worked on: it takes no new offer."))
    return why_not_within(activity.plan)


def why_not_withdraw_offer(user: type_of_reader, offer: SupportOffer) -> Reason | None:
    """Whoever acts for the organisation withdraws its offer."""
    standing = standing_of(user)
    theirs = offer.organisation_id in standing.organisations or offer.country_id in standing.countries
    if not standing.member and theirs:
        return None
    return Reason("NOT_YOUR_OFFER", _("Whoever acts for the organisation withdraws its offer."))


def why_not_consider_offer(user: type_of_reader, offer: SupportOffer) -> Reason | None:
    """The group says whether it accepts an offer."""
    return why_not_write_in(user, offer.activity.group)


def why_not_confirm_offer(user: type_of_reader, _offer: SupportOffer) -> Reason | None:
    """The Executive Secretariat records that the group accepted (AC-22)."""
    if standing_of(user).secretariat:
        return None
    return Reason("SECRETARIAT_ONLY", _("The Executive Secretariat records the acceptance of the group."))


def why_not_end_support(user: type_of_reader, offer: SupportOffer) -> Reason | None:
    """The group or the Secretariat records that the support was delivered."""
    return why_not_write_in(user, offer.activity.group)


def why_not_name_as_party(user: type_of_reader, offer: SupportOffer) -> Reason | None:
    """Only the group says whether who supports stands among the responsible parties (AC-22)."""
    if reason := why_not_edit(user, offer.activity):
        return reason
    if offer.status not in SupportOffer.SHOWN:
        return Reason("NOT_CONFIRMED", _("Only confirmed support stands among the responsible parties."))
    return None


def why_not_publish_request(user: type_of_reader, tier: str) -> Reason | None:
    """Showing to the public what is asked for is an act of whoever steers."""
    if tier != Tier.PUBLIC or standing_of(user).steers:
        return None
    return Reason(
        "PUBLISHING_IS_STEERED", _("Only the presidency and the Secretariat show it to the public.")
    )


def why_not_read_contributions(user: type_of_reader, _obj: object = None) -> Reason | None:
    """The register of contributions is the Member Countries' (Tabla 2)."""
    if standing_of(user).member:
        return None
    return Reason("MEMBERS_ONLY", _("The Member Countries and their Secretariat read this register."))
