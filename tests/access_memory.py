"""What the addresses of what changed, of what one follows and of its feeds answer to every role."""

from collections.abc import Callable

from tests.access_calendar import feed_address
from tests.access_rows import Parts, Row, everyone, only, signed_in

#: the personal feed opens with the secret of the calendar's address
PARTS_OF_MEMORY: dict[str, Parts | Callable[[], Parts]] = {
    "memory:news_of_activity": {"code": "PROT-A1"},
    "memory:news_of_activity a candidate": {"code": "PROT-A4"},
    "memory:news_of_group": {"slug": "proteccion"},
    "memory:news_of_group of no group": {"slug": "nadie"},
    "memory:news_mine": lambda: feed_address(revoked=False),
    "memory:news_mine revoked": lambda: feed_address(revoked=True),
    "memory:news_mine that was never made": {"token": "1-nada"},
}
QUERY_OF_MEMORY: dict[str, dict[str, str]] = {
    "GET memory:changes since what is neither a meeting nor a day": {"desde": "ayer"},
    "GET memory:changes of an activity behind closed doors": {"actividad": "LAB-A6"},
    "GET memory:changes since the beginning": {"desde": "2019-11-01"},
    "GET memory:changes_file since the beginning": {"desde": "2019-11-01"},
    "GET memory:follow": {"actividad": "PROT-A1"},
    "GET memory:follow an activity behind closed doors": {"actividad": "LAB-A6"},
}
MEMORY: dict[str, Row] = {
    "GET memory:changes": everyone(200),
    "GET memory:changes since what is neither a meeting nor a day": everyone(422),
    "GET memory:changes of an activity behind closed doors": only("presidency", "secretariat", "outsider"),
    "GET memory:changes since the beginning": everyone(200),
    "GET memory:changes_file": everyone(200),
    "GET memory:changes_file since the beginning": everyone(200),
    "GET memory:changes_closed": signed_in(),
    "POST memory:changes_closed": signed_in(422),
    "GET memory:following": signed_in(),
    "GET memory:follow": signed_in(),
    "GET memory:follow an activity behind closed doors": only(
        "presidency", "secretariat", "outsider", nobody=302
    ),
    "POST memory:follow": signed_in(404),
    "POST memory:unfollow": signed_in(404),
    "GET memory:news_of_activity": everyone(200),
    "GET memory:news_of_activity a candidate": everyone(404),
    "GET memory:news_of_group": everyone(200),
    "GET memory:news_of_group of no group": everyone(404),
    "GET memory:news_mine": everyone(200),
    "GET memory:news_mine revoked": everyone(410),
    "GET memory:news_mine that was never made": everyone(404),
}
