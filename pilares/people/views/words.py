"""Verbs and fields of the trail, in words for the histories of the register."""

from django.utils.translation import gettext_lazy as _

ACTS_ON_PEOPLE = {
    "invite": _("invited"),
    "invite_again": _("invited again"),
    "accept_invitation": _("accepted the invitation"),
    "open_first_account": _("opened the first account"),
    "appoint": _("recorded an office"),
    "end": _("ended an office"),
    "withdraw": _("withdrew an office that had not begun"),
}
ACTS_ON_PRESIDENCIES = {
    "record_presidency": _("recorded the presidency"),
    "rewrite_presidency": _("corrected the presidency"),
    "presidency_begins": _("the term begins"),
    "accept_handover": _("accepted the handover"),
}
ACTS_ON_SEATS = {"seat": _("recorded the seat"), "end_seat": _("ended the seat")}
FIELDS = {
    "country": _("Country"),
    "label": _("Year"),
    "starts_at": _("Exact instant of the handover"),
    "followed": _("The next one in the list follows it directly"),
    "source": _("Source"),
}
