"""The presidencies: their pages, their annual plan, the handover and what was kept for the office."""

from collections.abc import Callable

from tests.access_rows import Parts, Row, signed_in

PARTS_OF_PRESIDENCIES: dict[str, Parts | Callable[[], Parts]] = {
    "people:kept": {"pk": 1},  # the demo keeps none: nobody's presidency has just ended
}

PRESIDENCIES: dict[str, Row] = {
    "GET people:kept": signed_in(404),
    "POST people:kept": signed_in(404),
}
