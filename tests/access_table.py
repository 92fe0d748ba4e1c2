"""What every address of the project answers to every role: an address that is missing fails the build.

A page is `METHOD app:name`; a row says the status for each role of the cast (`tests/cast.py`). Where an
address has parts, `PARTS` gives them; `QUERY` and `FORM` give what is asked or sent.
"""

ROLES = (
    "nobody",
    "observer",
    "civil_society",
    "outsider",
    "member",
    "focal_point",
    "delegate",
    "presidency",
    "secretariat",
)


def everyone(status: int) -> dict[str, int]:
    """The same answer for everybody."""
    return dict.fromkeys(ROLES, status)


def only(*roles: str, status: int = 200, others: int = 404, nobody: int | None = None) -> dict[str, int]:
    """One answer for some roles and another for the others; a visitor may get a third."""
    row = {role: status if role in roles else others for role in ROLES}
    return row if nobody is None else {**row, "nobody": nobody}


def signed_in(status: int = 200, *, nobody: int = 302) -> dict[str, int]:
    """One answer for whoever has an account; a visitor is led to the sign-in page."""
    return {**everyone(status), "nobody": nobody}


PARTS: dict[str, dict[str, str]] = {
    "plans:plan": {"period": "2019-2022"},
    "plans:notes": {"period": "2019-2022"},
    "plans:themes": {"period": "2019-2022"},
    "plans:whole": {"period": "2019-2022", "number": "1"},
    "plans:version_json": {"period": "2019-2022", "number": "1"},
    "plans:approval": {"period": "2019-2022", "number": "1"},
    "plans:section": {"period": "2019-2022", "number": "1", "anchor": "3.6"},
    "plans:document": {"code": "carta-estatutaria"},
}
QUERY: dict[str, dict[str, str]] = {}
FORM: dict[str, dict[str, str]] = {}

PAGES: dict[str, dict[str, int]] = {
    "GET front_door": everyone(302),
    "GET health": everyone(200),
    "GET home:progress": everyone(200),
    "GET plans:plan_in_force": everyone(302),
    "GET plans:plan": everyone(200),
    "GET plans:notes": everyone(200),
    "GET plans:themes": everyone(200),
    "GET plans:whole": everyone(200),
    "GET plans:version_json": everyone(200),
    "GET plans:section": everyone(200),
    "GET plans:approval": only("secretariat", others=403, nobody=302),
    "POST plans:approval": only("secretariat", status=422, others=403, nobody=302),
    "GET plans:library": everyone(200),
    "GET plans:document": everyone(200),
}
