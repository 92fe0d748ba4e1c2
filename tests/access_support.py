"""What the addresses of critical aspects, support and documents taken up answer to every role."""

from collections.abc import Callable

from pilares.monitoring.models import Contribution, CriticalAspect, SupportOffer, SupportRequest
from pilares.people.models import Country
from pilares.plans.models import Document
from tests.access_rows import MEMBERS, Parts, Row, everyone, first, its_group, only, secretariat, signed_in

A1 = {"code": "PROT-A1"}


def _of_the_group() -> Parts:
    """PROT's critical aspect, whose strategy is under way."""
    return first(CriticalAspect, identified_by__code="PROT")


def _of_the_rcgm() -> Parts:
    """The RCGM's critical aspect, open and without a strategy."""
    return first(CriticalAspect, identified_by__code="GRCM")


def _closed() -> Parts:
    """PROT's critical aspect, once it was resolved."""
    CriticalAspect.objects.filter(**_of_the_group()).update(status="resolved")
    return _of_the_group()


def _offered() -> Parts:
    return first(SupportOffer, status="offered")


def _confirmed() -> Parts:
    return first(SupportOffer, status="confirmed")


def _of_another() -> Parts:
    """An offer that another observer made; the demo's own observer does not see it."""
    parts = _offered()
    SupportOffer.objects.filter(**parts).update(organisation=None, country=Country.objects.get(code="AR"))
    return parts


def _contribution() -> Parts:
    plan = Document.objects.the_plan()
    line, _new = Contribution.objects.get_or_create(
        plan=plan, country_id="CR", year=2021, received_on="2021-05-03"
    )
    return {"pk": line.pk}


def _steers(status: int = 200) -> Row:
    """Members read it, so others than its body are refused with a reason; outsiders find nothing."""
    row = only("member", "presidency", "secretariat", status=status, others=403, nobody=302)
    return {**row, "observer": 404, "civil_society": 404}


#: one answer for members, who see every offer, another for the observer whose it is
def _offer_row(group: int, se: int, observer: int, member: int = 403) -> Row:
    row = dict.fromkeys(MEMBERS, member)
    steering = {"member": group, "presidency": group, "secretariat": se}
    return {**row, **steering, "observer": observer, "civil_society": 404, "nobody": 302}


PARTS_OF_SUPPORT: dict[str, Parts | Callable[[], Parts]] = {
    "monitoring:critical_file": {"suffix": "csv"},
    "monitoring:critical_file workbook": {"suffix": "xlsx"},
    "monitoring:critical_file of no kind": {"suffix": "exe"},
    "monitoring:critical": _of_the_group,
    "monitoring:edit_critical": _of_the_group,
    "monitoring:critical_follow_up": _of_the_group,
    "monitoring:critical_start": _of_the_rcgm,
    "monitoring:critical_resolve": _of_the_group,
    "monitoring:critical_close": _of_the_group,
    "monitoring:critical_reopen": _closed,
    "monitoring:ask_support": A1,
    "monitoring:offer_support": A1,
    "monitoring:close_request": lambda: first(SupportRequest, activity__code="PROT-A1"),
    "monitoring:support_offer": _offered,
    "monitoring:support_offer of another observer": _of_another,
    "monitoring:name_as_party": _confirmed,
    "monitoring:support_agree": _offered,
    "monitoring:support_confirm": _offered,
    "monitoring:support_decline": _offered,
    "monitoring:support_withdraw": _offered,
    "monitoring:support_end": _confirmed,
    "monitoring:remove_contribution": _contribution,
    "monitoring:take_up": A1,
    "monitoring:drop_document": {**A1, "document": "manual-trata"},
    "monitoring:document_uses": {"code": "manual-trata"},
}
IDENTIFY = ("outsider", "member", "delegate", "presidency", "secretariat")
SUPPORT: dict[str, Row] = {
    "GET monitoring:critical_aspects": everyone(200),
    "GET monitoring:critical_file": everyone(200),
    "GET monitoring:critical_file workbook": everyone(200),
    "GET monitoring:critical_file of no kind": everyone(404),
    "GET monitoring:new_critical": only(*IDENTIFY, others=403, nobody=302),
    "POST monitoring:new_critical": only(*IDENTIFY, status=422, others=403, nobody=302),
    "GET monitoring:critical": only(*MEMBERS),
    "GET monitoring:edit_critical": _steers(),
    "POST monitoring:edit_critical": _steers(422),
    "GET monitoring:critical_follow_up": _steers(),
    "POST monitoring:critical_follow_up": _steers(422),
    "GET monitoring:critical_start": {**signed_in(403), "observer": 404, "civil_society": 404},
    "POST monitoring:critical_start": {**signed_in(403), "observer": 404, "civil_society": 404},
    "GET monitoring:critical_resolve": _steers(),
    "POST monitoring:critical_resolve": _steers(422),
    "GET monitoring:critical_close": _steers(),
    "POST monitoring:critical_close": _steers(422),
    "GET monitoring:critical_reopen": _steers(),
    "POST monitoring:critical_reopen": _steers(422),
    "GET monitoring:support": everyone(200),
    "GET monitoring:my_support": signed_in(),
    "GET monitoring:ask_support": its_group(),
    "POST monitoring:ask_support": its_group(422),
    "POST monitoring:close_request": its_group(302),
    "GET monitoring:offer_support": only("observer", others=403, nobody=302),
    "POST monitoring:offer_support": only("observer", status=422, others=403, nobody=302),
    "GET monitoring:support_offer": _offer_row(200, 200, 200, 200),
    "GET monitoring:support_offer of another observer": _offer_row(200, 200, 404, 200),
    "POST monitoring:name_as_party": its_group(302),
    "GET monitoring:support_agree": _offer_row(200, 200, 403),
    "POST monitoring:support_agree": _offer_row(422, 422, 403),
    "GET monitoring:support_confirm": _offer_row(403, 200, 403),
    "POST monitoring:support_confirm": _offer_row(403, 422, 403),
    "GET monitoring:support_decline": _offer_row(200, 200, 403),
    "POST monitoring:support_decline": _offer_row(422, 422, 403),
    "GET monitoring:support_withdraw": _offer_row(403, 403, 200),
    "POST monitoring:support_withdraw": _offer_row(403, 403, 422),
    "GET monitoring:support_end": its_group(),
    "POST monitoring:support_end": its_group(422),
    "GET monitoring:contributions": only(*MEMBERS, others=403, nobody=302),
    "POST monitoring:contributions": secretariat(422),
    "POST monitoring:remove_contribution": secretariat(302),
    "GET monitoring:take_up": its_group(),
    "POST monitoring:take_up": its_group(422),
    "POST monitoring:drop_document": its_group(302),
    "GET monitoring:document_uses": everyone(200),
}
