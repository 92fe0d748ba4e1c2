"""What can be done with actors, accounts and offices: one function per verb."""

from pilares.people.actions.accounts import (
    accept_invitation,
    invite,
    keep_profile,
    open_first_account,
    renew_invitation,
    send_invitation,
)
from pilares.people.actions.appointments import appoint, end_appointment
from pilares.people.actions.asking import ask_secretariat
from pilares.people.actions.feeds import make_feed, revoke_feed
from pilares.people.actions.handover import accept_handover, discard_kept, keep_form, mark_sent
from pilares.people.actions.loading import load_actors
from pilares.people.actions.presidencies import record_presidency, rewrite_presidency, stamp_of
from pilares.people.actions.seats import end_seat, seat

__all__ = [
    "accept_handover",
    "accept_invitation",
    "appoint",
    "ask_secretariat",
    "discard_kept",
    "end_appointment",
    "end_seat",
    "invite",
    "keep_form",
    "keep_profile",
    "load_actors",
    "make_feed",
    "mark_sent",
    "open_first_account",
    "record_presidency",
    "renew_invitation",
    "revoke_feed",
    "rewrite_presidency",
    "seat",
    "send_invitation",
    "stamp_of",
]
