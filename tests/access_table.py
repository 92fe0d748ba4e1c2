"""What every address of the project answers to every role: an address that is missing fails the build.

A page is `METHOD app:name`, with words after it where one address stands twice for different records; a
row says the status for each role. Where an address has parts, `PARTS` gives them, by the page or by the
name; `QUERY` and `FORM` give what is asked or sent, and a form that sends nothing is answered 422.
"""

from collections.abc import Callable, Mapping

from django.db import models

from pilares.meetings.models import Decision, Mandate, Meeting
from pilares.monitoring.models import GroupPlanStep, Milestone, Result, Risk
from pilares.people.access import first_run_token
from pilares.people.models import Appointment, Presidency, Seat, User

#: the roles, and the account of the demo that plays each
PEOPLE = {
    "nobody": "",
    "observer": "observador",
    "civil_society": "rrocm",
    "outsider": "gt-laboral",
    "member": "gt-proteccion",
    "focal_point": "focal-hn",
    "delegate": "grcm-pa",
    "presidency": "ppt",
    "secretariat": "se",
}
ROLES = tuple(PEOPLE)
Row = dict[str, int]
Parts = Mapping[str, object]


def everyone(status: int) -> Row:
    """The same answer for everybody."""
    return dict.fromkeys(ROLES, status)


def only(*roles: str, status: int = 200, others: int = 404, nobody: int | None = None) -> Row:
    """One answer for some roles and another for the others; a visitor may get a third."""
    row = {role: status if role in roles else others for role in ROLES}
    return row if nobody is None else {**row, "nobody": nobody}


def signed_in(status: int = 200, *, nobody: int = 302) -> Row:
    """One answer for whoever has an account; a visitor is led to the sign-in page."""
    return {**everyone(status), "nobody": nobody}


def its_group(status: int = 200) -> Row:
    """One answer for members of Working Group PROT and those who steer; the others get a reason."""
    return only("member", "presidency", "secretariat", status=status, others=403, nobody=302)


def secretariat(status: int = 200) -> Row:
    """One answer for the Secretariat; the others are refused with a reason."""
    return only("secretariat", status=status, others=403, nobody=302)


def first(model: type[models.Model], **where: object) -> Parts:
    """Return the key of the first such record."""
    return {"pk": model._default_manager.filter(**where).order_by("pk").values_list("pk", flat=True)[0]}


def part_of_a1(model: type[models.Model]) -> Callable[[], Parts]:
    """Return the address of a part of PROT-A1."""
    return lambda: {"code": "PROT-A1", **first(model, activity__code="PROT-A1")}


def of_lab(status: int = 200) -> Row:
    """One answer for members of Working Group LAB and those who steer; the others get a reason."""
    return only("outsider", "presidency", "secretariat", status=status, others=403, nobody=302)


def presented_by_prot() -> Parts:
    """Return the address of what PROT presented, and the RCGM endorsed."""
    step = first(GroupPlanStep, verb="present", group_plan__group__code="PROT")
    return {"slug": "proteccion", **step}


PLAN = {"period": "2019-2022"}
VERSION = {**PLAN, "number": "1"}
A1 = {"code": "PROT-A1"}
MEMBERS = ("outsider", "member", "focal_point", "delegate", "presidency", "secretariat")
#: the steps of PROT's plan that are nobody's while it is in its yearly review
NOT_DUE = tuple(
    f"monitoring:plan_{verb}"
    for verb in ("review", "present", "take_back", "endorse", "enter_force", "drop_change")
)

PARTS: dict[str, Parts | Callable[[], Parts]] = {
    "account_reset_password_from_key": {"uidb36": "1", "key": "not-a-key"},
    "matrix:add": {"group": "proteccion"},
    "matrix:cell": {**A1, "cell": "actividad"},
    "matrix:edit": A1,
    "matrix:export": {"suffix": "csv"},
    "matrix:export workbook": {"suffix": "xlsx"},
    "matrix:export open data": {"suffix": "json"},
    "matrix:export of no kind": {"suffix": "exe"},
    "matrix:pace": A1,
    "matrix:state": A1,
    "meetings:decision": lambda: first(Decision),
    "meetings:decision_new": lambda: first(Meeting),
    "meetings:decisions": lambda: first(Meeting),
    "meetings:mandate": lambda: first(Mandate),
    "meetings:mandate_extend": lambda: first(Mandate),
    "meetings:meeting": lambda: first(Meeting),
    "mfa_edit_webauthn": {"pk": 1},
    "mfa_remove_webauthn": {"pk": 1},
    "monitoring:activity": A1,
    "monitoring:activity a candidate": {"code": "PROT-A4"},
    "monitoring:activity of another group alone": {"code": "LAB-A5"},
    "monitoring:activity behind closed doors": {"code": "LAB-A6"},
    "monitoring:activity that is not": {"code": "LAB-A99"},
    "monitoring:add_indicator": A1,
    "monitoring:add_milestone": A1,
    "monitoring:add_result": A1,
    "monitoring:add_risk": A1,
    "monitoring:adopt_theme": {**PLAN, "slug": "reconocimiento-de-competencias"},
    "monitoring:ask_rcgm": A1,
    "monitoring:ask_rcgm a candidate": {"code": "PROT-A4"},
    "monitoring:edit_indicator": {"code": "PROT-A1-I1"},
    "monitoring:edit_milestone": part_of_a1(Milestone),
    "monitoring:edit_result": part_of_a1(Result),
    "monitoring:edit_risk": part_of_a1(Risk),
    "monitoring:endorse": A1,
    "monitoring:group": {"slug": "proteccion"},
    "monitoring:group_plan": {"slug": "proteccion"},
    "monitoring:plan_word": {"slug": "proteccion"},
    "monitoring:presented": presented_by_prot,
    **{step: {"slug": "proteccion"} for step in NOT_DUE},
    "monitoring:plan_amend": {"slug": "migracion-laboral"},
    "monitoring:plan_open_review": {"slug": "migracion-laboral"},
    "monitoring:plan_close": {"slug": "migracion-laboral"},
    "monitoring:review": {"slug": "proteccion", "number": 2},
    "monitoring:review that is closed": {"slug": "proteccion", "number": 1},
    "monitoring:review of another year": {"slug": "proteccion", "number": 3},
    "monitoring:review_line": {"slug": "proteccion", "number": 2, "code": "PROT-A3"},
    "monitoring:close_review": {"slug": "proteccion", "number": 2},
    "monitoring:indicator": {"code": "PROT-A1-I1"},
    "monitoring:keep": A1,
    "monitoring:pillar": {**PLAN, "slug": "gobernanza-migratoria"},
    "monitoring:pillars": PLAN,
    "monitoring:prioritise": A1,
    "monitoring:prioritise behind closed doors": {"code": "LAB-A6"},
    "monitoring:propose_theme": A1,
    "monitoring:remove_indicator": {"code": "PROT-A1-I1"},
    "monitoring:remove_milestone": part_of_a1(Milestone),
    "monitoring:remove_result": part_of_a1(Result),
    "monitoring:remove_risk": part_of_a1(Risk),
    "monitoring:replace": A1,
    "monitoring:set_aside": A1,
    "monitoring:take_place": A1,
    "monitoring:theme": {**PLAN, "slug": "apatridia"},
    "monitoring:theme that a group proposes": {**PLAN, "slug": "reconocimiento-de-competencias"},
    "monitoring:withdraw": A1,
    "people:accept": {"token": "not-a-token"},
    "people:appoint": lambda: first(User, email="focal-hn@demo.invalid"),
    "people:country": {"code": "GT"},
    "people:end_office": lambda: first(Appointment, user__email="focal-hn@demo.invalid"),
    "people:first_run": lambda: {"token": first_run_token()},
    "people:invite_again": lambda: first(User, email="focal-hn@demo.invalid"),
    "people:organ": {"slug": "secretaria-ejecutiva"},
    "people:presidency": lambda: first(Presidency),
    "people:seat_end": lambda: first(Seat),
    "plans:approval": VERSION,
    "plans:document": {"code": "carta-estatutaria"},
    "plans:notes": PLAN,
    "plans:plan": PLAN,
    "plans:section": {**VERSION, "anchor": "3.6"},
    "plans:themes": PLAN,
    "plans:version_json": VERSION,
    "plans:whole": VERSION,
}
QUERY: dict[str, dict[str, str]] = {}
FORM: dict[str, dict[str, str]] = {}
EMPTY = {"sent": "1"}  # what a form sends when nothing was typed: not nothing, there is always its token

PAGES: dict[str, Row] = {
    # the front door, and what explains the house
    "GET front_door": everyone(302),
    "GET health": everyone(200),
    "GET robots": everyone(200),
    "GET sitemap": everyone(404),  # a demonstration has no public pages
    "GET home:progress": everyone(200),
    "GET home:open_data": everyone(200),
    "GET home:my_work": signed_in(),
    "GET core:help": everyone(200),
    "GET core:accessibility": everyone(200),
    "GET core:gallery": everyone(200),
    "GET core:theme": everyone(200),
    "POST core:theme": everyone(302),
    # the plan
    "GET plans:plan_in_force": everyone(302),
    "GET plans:plan": everyone(200),
    "GET plans:notes": everyone(200),
    "GET plans:themes": everyone(200),
    "GET plans:whole": everyone(200),
    "GET plans:version_json": everyone(200),
    "GET plans:section": everyone(200),
    "GET plans:approval": signed_in(403),  # it is recorded already; plans/tests says who may
    "POST plans:approval": signed_in(403),
    "GET plans:library": everyone(200),
    "GET plans:document": everyone(200),
    # who works on what
    "GET monitoring:pillars": everyone(200),
    "GET monitoring:pillar": everyone(200),
    "GET monitoring:theme": everyone(200),
    "GET monitoring:theme that a group proposes": only(*MEMBERS),
    "GET monitoring:adopt_theme": {**secretariat(), "observer": 404, "civil_society": 404},
    "POST monitoring:adopt_theme": {**secretariat(422), "observer": 404, "civil_society": 404},
    "GET monitoring:groups": everyone(200),
    "GET monitoring:group": everyone(200),
    "GET monitoring:activity": everyone(200),
    "GET monitoring:activity a candidate": only(*MEMBERS),
    "GET monitoring:activity of another group alone": only("outsider", "presidency", "secretariat"),
    "GET monitoring:activity behind closed doors": only("outsider", "presidency", "secretariat"),
    "GET monitoring:activity that is not": everyone(404),
    "GET monitoring:indicator": everyone(200),
    # the matrix
    "GET matrix:matrix": everyone(200),
    "GET matrix:export": everyone(200),
    "GET matrix:export workbook": everyone(200),
    "GET matrix:export open data": everyone(200),
    "GET matrix:export of no kind": everyone(404),
    "GET matrix:cell": its_group(),
    "POST matrix:cell": its_group(422),
    "GET matrix:add": its_group(),
    "POST matrix:add": its_group(422),
    "GET matrix:edit": its_group(),
    "POST matrix:edit": its_group(422),
    "GET matrix:state": its_group(),
    "POST matrix:state": its_group(422),
    "GET matrix:pace": its_group(),
    "POST matrix:pace": its_group(302),
    # the plan of a group, and its yearly review: in the demo PROT is in its review, LAB in force
    "GET monitoring:group_plan": everyone(200),
    "GET monitoring:plan_word": everyone(200),
    "GET monitoring:presented": everyone(200),
    **{f"{method} {step}": signed_in(403) for step in NOT_DUE for method in ("GET", "POST")},
    "GET monitoring:plan_amend": of_lab(),
    "POST monitoring:plan_amend": of_lab(422),
    "GET monitoring:plan_open_review": of_lab(),
    "POST monitoring:plan_open_review": of_lab(422),
    "GET monitoring:plan_close": only("presidency", "secretariat", others=403, nobody=302),
    "POST monitoring:plan_close": only("presidency", "secretariat", status=422, others=403, nobody=302),
    "GET monitoring:review": only(*MEMBERS),
    "GET monitoring:review that is closed": only(*MEMBERS),
    "GET monitoring:review of another year": everyone(404),
    "GET monitoring:review_line": {**its_group(), "observer": 404, "civil_society": 404},
    "POST monitoring:review_line": {**its_group(302), "observer": 404, "civil_society": 404},
    "GET monitoring:close_review": {**its_group(422), "observer": 404, "civil_society": 404},
    "POST monitoring:close_review": {**its_group(422), "observer": 404, "civil_society": 404},
    # the steps of an activity
    "POST monitoring:prioritise": its_group(422),
    "POST monitoring:prioritise behind closed doors": {
        **only("outsider", "presidency", "secretariat", status=302),
        "nobody": 302,
    },
    "POST monitoring:ask_rcgm": signed_in(403),
    "POST monitoring:ask_rcgm a candidate": its_group(302) | {"observer": 404, "civil_society": 404},
    "GET monitoring:replace": its_group(),
    "POST monitoring:replace": its_group(422),
    "GET monitoring:withdraw": its_group(),
    "POST monitoring:withdraw": its_group(422),
    "GET monitoring:set_aside": signed_in(403),
    "POST monitoring:set_aside": signed_in(403),
    "GET monitoring:keep": signed_in(403),
    "POST monitoring:keep": signed_in(403),
    "GET monitoring:take_place": signed_in(403),
    "POST monitoring:take_place": signed_in(403),
    "GET monitoring:endorse": signed_in(403),
    "POST monitoring:endorse": signed_in(403),
    "GET monitoring:propose_theme": its_group(),
    "POST monitoring:propose_theme": its_group(422),
    # the parts of an activity
    "GET monitoring:add_result": its_group(),
    "POST monitoring:add_result": its_group(422),
    "GET monitoring:edit_result": its_group(),
    "POST monitoring:edit_result": its_group(422),
    "GET monitoring:remove_result": its_group(),
    "POST monitoring:remove_result": its_group(302),
    "GET monitoring:add_indicator": its_group(),
    "POST monitoring:add_indicator": its_group(422),
    "GET monitoring:edit_indicator": its_group(),
    "POST monitoring:edit_indicator": its_group(422),
    "GET monitoring:remove_indicator": its_group(),
    "POST monitoring:remove_indicator": its_group(302),
    "GET monitoring:add_risk": its_group(),
    "POST monitoring:add_risk": its_group(422),
    "GET monitoring:edit_risk": its_group(),
    "POST monitoring:edit_risk": its_group(422),
    "GET monitoring:remove_risk": its_group(),
    "POST monitoring:remove_risk": its_group(302),
    "GET monitoring:add_milestone": its_group(),
    "POST monitoring:add_milestone": its_group(422),
    "GET monitoring:edit_milestone": its_group(),
    "POST monitoring:edit_milestone": its_group(422),
    "GET monitoring:remove_milestone": its_group(),
    "POST monitoring:remove_milestone": its_group(302),
    # who is who, and the Secretariat's register
    "GET people:actors": everyone(200),
    "GET people:country": everyone(200),
    "GET people:organ": everyone(200),
    "GET people:register": secretariat(),
    "GET people:people": secretariat(),
    "GET people:invite": secretariat(),
    "POST people:invite": secretariat(422),
    "GET people:appoint": secretariat(),
    "POST people:appoint": secretariat(422),
    "POST people:invite_again": secretariat(409),
    "GET people:end_office": secretariat(),
    "POST people:end_office": secretariat(302),
    "GET people:presidencies": secretariat(),
    "GET people:presidency_new": secretariat(),
    "POST people:presidency_new": secretariat(422),
    "GET people:presidency": secretariat(),
    "POST people:presidency": secretariat(422),
    "GET people:seats": secretariat(),
    "GET people:seat_new": secretariat(),
    "POST people:seat_new": secretariat(422),
    "GET people:seat_end": secretariat(),
    "POST people:seat_end": secretariat(302),
    "GET meetings:meetings": secretariat(),
    "GET meetings:meeting_new": secretariat(),
    "POST meetings:meeting_new": secretariat(422),
    "GET meetings:meeting": secretariat(),
    "POST meetings:meeting": secretariat(422),
    "GET meetings:decisions": secretariat(),
    "GET meetings:decision_new": secretariat(),
    "POST meetings:decision_new": secretariat(422),
    "GET meetings:decision": secretariat(),
    "POST meetings:decision": secretariat(422),
    "GET meetings:mandates": secretariat(),
    "GET meetings:mandate_new": secretariat(),
    "POST meetings:mandate_new": secretariat(422),
    "GET meetings:mandate": secretariat(),
    "POST meetings:mandate": secretariat(422),
    "GET meetings:mandate_extend": secretariat(),
    "POST meetings:mandate_extend": secretariat(422),
    # one's own account
    "GET people:me": signed_in(),
    "POST people:me": signed_in(422),
    "GET people:accept": everyone(410),
    "POST people:accept": everyone(410),
    "GET people:first_run": everyone(404),  # there are accounts
    "POST people:first_run": everyone(404),
    "GET account_signup": everyone(404),  # nobody registers alone
    "POST account_signup": everyone(404),
    "GET account_email": everyone(404),
    "POST account_email": everyone(404),
    "GET account_login": {**everyone(302), "nobody": 200},
    "POST account_login": {**everyone(302), "nobody": 200},
    "GET account_logout": signed_in(),
    "POST account_logout": everyone(302),
    "GET account_inactive": everyone(200),
    "GET account_reset_password": everyone(200),
    "POST account_reset_password": everyone(200),
    "GET account_reset_password_done": everyone(200),
    "GET account_reset_password_from_key": everyone(200),
    "POST account_reset_password_from_key": everyone(200),
    "GET account_reset_password_from_key_done": everyone(200),
    "GET account_change_password": signed_in(),
    "POST account_change_password": signed_in(),
    "GET account_set_password": everyone(302),
    "POST account_set_password": everyone(302),
    "GET account_reauthenticate": signed_in(),
    "POST account_reauthenticate": signed_in(),
    "GET usersessions_list": signed_in(),
    "POST usersessions_list": everyone(302),
    # the second step: what it opens asks for the password again first
    "GET mfa_index": signed_in(),
    "GET mfa_authenticate": everyone(302),
    "POST mfa_authenticate": everyone(302),
    "GET mfa_reauthenticate": everyone(302),
    "POST mfa_reauthenticate": everyone(302),
    "GET mfa_activate_totp": everyone(302),
    "POST mfa_activate_totp": everyone(302),
    "GET mfa_deactivate_totp": signed_in(404),
    "POST mfa_deactivate_totp": signed_in(404),
    "GET mfa_view_recovery_codes": signed_in(404),
    "GET mfa_download_recovery_codes": signed_in(404),
    "GET mfa_generate_recovery_codes": everyone(302),
    "POST mfa_generate_recovery_codes": everyone(302),
    "GET mfa_list_webauthn": signed_in(),
    "GET mfa_add_webauthn": everyone(302),
    "POST mfa_add_webauthn": everyone(302),
    "GET mfa_login_webauthn": everyone(302),
    "POST mfa_login_webauthn": everyone(302),
    "GET mfa_reauthenticate_webauthn": everyone(302),
    "POST mfa_reauthenticate_webauthn": everyone(302),
    "GET mfa_edit_webauthn": everyone(302),
    "POST mfa_edit_webauthn": everyone(302),
    "GET mfa_remove_webauthn": everyone(302),
    "POST mfa_remove_webauthn": everyone(302),
}
