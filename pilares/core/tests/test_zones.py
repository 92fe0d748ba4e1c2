"""One instant in the reader's city, San José and UTC (AC-05); summer time and other days are right."""

from datetime import UTC, datetime

import pytest
from django.template import Context, Template
from django.utils import timezone
from django.utils.translation import override

from pilares.core.zones import in_words


@pytest.mark.parametrize(
    ("zone", "language", "instant", "words"),
    [
        ("America/Toronto", "en", datetime(2021, 8, 20, 23, tzinfo=UTC),
         "Friday 20 August 2021, 19:00 (Ottawa) · 17:00 (San José) · 23:00 UTC"),
        ("America/Toronto", "es", datetime(2021, 12, 20, 23, tzinfo=UTC),
         "lunes 20 de diciembre de 2021, 18:00 (Ottawa) · 17:00 (San José) · 23:00 UTC"),
        ("", "es", datetime(2021, 8, 21, 5, 30, tzinfo=UTC),
         "viernes 20 de agosto de 2021, 23:30 (San José) · sábado 21 de agosto de 2021, 05:30 UTC"),
        ("Europe/Madrid", "en", datetime(2021, 8, 20, 23, tzinfo=UTC),
         ("Saturday 21 August 2021, 01:00 (Madrid) · Friday 20 August 2021, 17:00 (San José) · "
         "Friday 20 August 2021, 23:00 UTC")),
        ("UTC", "en", datetime(2021, 8, 20, 23, tzinfo=UTC),
         "Friday 20 August 2021, 17:00 (San José) · 23:00 UTC"),
    ],
)  # fmt: skip
def test_an_instant_is_said_where_the_reader_is_in_san_jose_and_in_utc(zone, language, instant, words):
    with override(language), timezone.override(zone or None):
        assert in_words(instant) == words


def test_the_clock_says_how_long_is_left_and_then_that_it_has_passed(settings):
    settings.DEMO, settings.NOW = True, "2021-08-20T14:41:00-06:00"
    instant = datetime(2021, 8, 20, 23, tzinfo=UTC)

    def drawn() -> str:
        with override("es"), timezone.override("America/Toronto"):
            return Template("{% deadline_clock instant %}").render(Context({"instant": instant}))

    assert "<b>2 h 19 min</b>" in drawn()
    assert "Su hora, Ottawa" in drawn()
    assert "San José (UTC−6)" in drawn()
    settings.NOW = "2021-08-18T14:41:00-06:00"
    assert "<b>2 días 2 h</b>" in drawn()
    settings.NOW = "2021-08-20T17:00:00-06:00"
    assert "<b>El plazo venció</b>" in drawn()
