"""Support that was asked for, offered and confirmed on activities, for whom each reaches (Tabla 2, AC-22)."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pilares.core.access import Tier
from pilares.core.trail import Entry
from pilares.meetings.access import may_cite
from pilares.memory.queries.acts import ASKED_FOR, OFFERED, Acts
from pilares.memory.queries.shapes import Change, Kind
from pilares.monitoring.models import Activity, SupportOffer, SupportRequest
from pilares.monitoring.queries.names import Register
from pilares.monitoring.queries.support import kinds, own_offer
from pilares.people.access import standing_of, type_of_reader
from pilares.people.models import Standing


def support_changes(
    acts: Acts, asked: "QuerySet[Activity]", user: type_of_reader, register: Register
) -> dict[int, list[Change]]:
    """Return what changed in the support of each activity, by its key; at most two queries."""
    standing, told = standing_of(user), defaultdict(list)
    requests, offers = _by_record(acts, ASKED_FOR), _by_record(acts, OFFERED)
    mine = asked.values("pk")
    if requests:
        rows = SupportRequest.objects.visible_to(user).filter(pk__in=list(requests), activity__in=mine)
        for row in rows.select_related("activity__group"):
            told[row.activity_id].append(_wanted(row, requests[row.pk], standing, register))
    if offers:
        made = SupportOffer.objects.visible_to(user).filter(pk__in=list(offers), activity__in=mine)
        related = ("activity__group", "organisation", "country", "decision__meeting", "decision__session")
        for offer in made.select_related(*related):
            told[offer.activity_id] += _offered(offer, offers[offer.pk], standing, register)
    return told


def _by_record(acts: Acts, model: str) -> dict[int, list[Entry]]:
    found: dict[int, list[Entry]] = defaultdict(list)
    for entry in acts.others[model]:
        found[entry.object_id].append(entry)
    return found


def _wanted(row: SupportRequest, entries: list[Entry], standing: Standing, register: Register) -> Change:
    """Tell that it is asked for, or no longer; asked and closed in one span, it comes to nothing."""
    verbs, last = [entry.verb for entry in entries], entries[-1]
    label = _("%(part)s: %(field)s") % {"part": _("Support asked for"), "field": row.get_kind_display()}
    text, closed = str(row.text), last.verb == "close_request"
    both = closed and "ask_support" in verbs
    return Change(
        Kind.SUPPORT, label, text if closed and not both else "",
        _("asked for no longer") if closed and not both else text, last.at,
        register.capacity(last.capacity, row.activity.group.code, in_full=standing.member),
        edits=len(entries), cancelled=both, tier=row.tier,
    )  # fmt: skip


def _offered(
    offer: SupportOffer, entries: list[Entry], standing: Standing, register: Register
) -> Iterable[Change]:
    """Yield where an offer came to; of one that is confirmed, others read nothing of what came before."""
    shown = offer.status in SupportOffer.SHOWN
    inside = standing.member or own_offer(offer, standing)
    moves = [_move(entry) for entry in entries if entry.verb == "offer" or "status" in entry.details]
    moves = [move for move in moves if inside or move[2] in SupportOffer.SHOWN]
    who = _("%(part)s: %(field)s") % {
        "part": pgettext("support", "Support of %(who)s") % {"who": offer.by},
        "field": kinds(offer),
    }
    tier = Tier.PUBLIC if shown else Tier.MEMBERS if standing.member else Tier.EXTENDED
    code = offer.activity.group.code
    if moves:
        before, after = moves[0][1], moves[-1][2]
        if not inside and before not in SupportOffer.SHOWN:
            before = ""
        last = moves[-1][0]
        decision = offer.decision if shown and may_cite(standing, offer.decision) else None
        yield Change(
            Kind.SUPPORT, who, _status(before), _status(after), last.at,
            register.capacity(last.capacity, code, in_full=standing.member),
            decision=decision.citation if decision else "", edits=len(moves) if inside else 1,
            reason=str(last.details.get("reason") or "") if inside else "", tier=tier,
        )  # fmt: skip
    named = [entry for entry in entries if entry.verb in {"name_as_party", "unname_as_party"}]
    if named and (shown or inside):
        yield _party(who, named, code, standing, register, tier)


def _move(entry: Entry) -> tuple[Entry, str, str]:
    before, after = entry.details.get("status") or ("", SupportOffer.Status.OFFERED)
    return entry, before, after


def _status(text: str) -> str:
    return str(SupportOffer.Status(text).label) if text in SupportOffer.Status.values else ""


def _party(
    who: str, entries: list[Entry], code: str, standing: Standing, register: Register, tier: str
) -> Change:
    """Tell whether it stands among the responsible parties since, net of being put in and taken out."""
    first, last = (entry.verb == "name_as_party" for entry in (entries[0], entries[-1]))
    said = {True: _("Among the responsible parties"), False: _("Among the responsible parties no longer")}
    by = register.capacity(entries[-1].capacity, code, in_full=standing.member)
    return Change(
        Kind.SUPPORT, who, "", said[last], entries[-1].at, by, edits=len(entries),
        cancelled=len(entries) > 1 and first != last, tier=tier,
    )  # fmt: skip
