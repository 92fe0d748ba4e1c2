"""What the pages of a day that is over answer to every role: as today's, and a day that is none is told."""

from collections.abc import Callable

from tests.access_rows import MEMBERS, Parts, Row, everyone, only

DAY, NO_DAY = {"al": "2021-09-30"}, {"al": "ayer"}
PARTS_OF_PAST: dict[str, Parts | Callable[[], Parts]] = {
    "monitoring:activity on a day that is over": {"code": "PROT-A1"},
    "monitoring:activity on no day": {"code": "PROT-A1"},
    "monitoring:activity a candidate on a day that is over": {"code": "PROT-A4"},
    "monitoring:activity behind closed doors on a day that is over": {"code": "LAB-A6"},
    "meetings:cited on a day that is over": {"code": "GRCM-2021-06", "paragraph": "2"},
    "meetings:cited on no day": {"code": "GRCM-2021-06", "paragraph": "2"},
    "monitoring:indicator on a day that is over": {"code": "PROT-A1-I1"},
    "monitoring:group_plan on a day that is over": {"slug": "proteccion"},
    "monitoring:activity_file on a day that is over": {"code": "PROT-A1", "suffix": "docx"},
    "monitoring:activity_file on no day": {"code": "PROT-A1", "suffix": "csv"},
    "monitoring:indicator_file on a day that is over": {"code": "PROT-A1-I1", "suffix": "csv"},
    "monitoring:indicator_file on no day": {"code": "PROT-A1-I1", "suffix": "csv"},
    "monitoring:plan_word on a day that is over": {"slug": "proteccion"},
    "monitoring:plan_word on no day": {"slug": "proteccion"},
    "plans:plan_on_a_day on a day that is over": {"period": "2019-2022", "suffix": "json"},
    "plans:plan_on_a_day on no day": {"period": "2019-2022", "suffix": "docx"},
    "plans:plan on a day that is over": {"period": "2019-2022"},
    "plans:plan on no day": {"period": "2019-2022"},
}
QUERY_OF_PAST: dict[str, dict[str, str]] = {
    f"GET {name}": NO_DAY if name.endswith("on no day") else DAY for name in PARTS_OF_PAST
}
PAST: dict[str, Row] = {
    "GET monitoring:activity on a day that is over": everyone(200),
    "GET monitoring:activity on no day": everyone(200),
    "GET monitoring:activity a candidate on a day that is over": only(*MEMBERS),
    "GET monitoring:activity behind closed doors on a day that is over": only(
        "outsider", "presidency", "secretariat"
    ),
    "GET meetings:cited on a day that is over": everyone(200),
    "GET meetings:cited on no day": everyone(200),
    "GET monitoring:indicator on a day that is over": everyone(200),
    "GET monitoring:group_plan on a day that is over": everyone(200),
    "GET monitoring:activity_file on a day that is over": everyone(200),
    "GET monitoring:activity_file on no day": everyone(404),
    "GET monitoring:indicator_file on a day that is over": everyone(200),
    "GET monitoring:indicator_file on no day": everyone(404),
    "GET monitoring:plan_word on a day that is over": everyone(200),
    "GET monitoring:plan_word on no day": everyone(404),
    "GET plans:plan_on_a_day on a day that is over": everyone(200),
    "GET plans:plan_on_a_day on no day": everyone(404),
    "GET plans:plan on a day that is over": everyone(200),
    "GET plans:plan on no day": everyone(200),
}
