"""Two institutions of one country disagree, and its focal point decides (E-4)."""

import uuid
from datetime import date
from decimal import Decimal

import pytest

from pilares.core.access import Refused
from pilares.monitoring import actions
from pilares.monitoring.actions import Figure
from pilares.monitoring.models import Measurement
from pilares.monitoring.queries.progress import progress_of
from pilares.monitoring.tests.conftest import words_of
from pilares.monitoring.tests.test_measuring import form_key
from tests.cast import appoint


@pytest.fixture
def two(period, indicator, other_member, world):
    """The foreign ministry of Honduras reports 4, and its migration institute 6."""
    type(indicator).objects.filter(pk=indicator.pk).update(over_countries="sum")
    institute = appoint("instituto-hn@example.org", "group_member", country="HN", body="PROT")
    found = []
    for user, value, name in ((other_member, 4, "Cancillería"), (institute, 6, "Instituto de migración")):
        figure = Figure(value=Decimal(value), institution=name, comment=f"Registro de {name}")
        draft = actions.report(period=period, country="HN", figure=figure, form_key=uuid.uuid4(), by=user)
        found.append(actions.send(draft, by=user))
    return found


@pytest.fixture
def page_url(period) -> str:
    return f"/es/datos-nacionales/hn/{period.pk}"


def statuses() -> list[tuple[str, int, bool]]:
    return [(m.status, int(m.value or 0), m.counts) for m in Measurement.objects.order_by("pk")]


def test_both_are_shown_with_source_and_evidence(two, page_url, sign_in, focal_point):
    words = words_of(sign_in(focal_point).get(page_url))
    assert "4 países · Cancillería" in words
    assert "6 países · Instituto de migración" in words
    assert "Registro de Cancillería" in words
    assert "Solo cuenta el dato que usted elija" in words


def test_the_one_that_is_chosen_counts_and_the_other_stays_in_private(
    two, page_url, sign_in, focal_point, indicator, nobody
):
    long = sign_in(focal_point).post(page_url, {"choice": two[1].pk, "note": "n" * 2001})
    assert long.status_code == 422
    assert f"{'n' * 2001}</textarea>" in long.content.decode()
    answer = sign_in(focal_point).post(page_url, {"choice": two[1].pk}, follow=True)
    assert "El dato del país está validado." in words_of(answer)
    assert statuses() == [("set_aside", 4, False), ("validated", 6, True)]
    assert progress_of([indicator.pk], nobody)[indicator.pk].value == "6 de 5 países"
    assert "4 países Cancillería Descartado por su país" in words_of(sign_in(focal_point).get(page_url))


def test_before_and_after_nobody_else_sees_what_differs(
    two, page_url, sign_in, focal_point, member, presidency, secretariat, observer
):
    for user in (member, presidency, secretariat, observer):
        client = sign_in(user)
        assert [client.get(f"/es/datos/{one.pk}").status_code for one in two] == [404, 404]
        assert client.get(page_url).status_code == 404
    queue = words_of(sign_in(secretariat).get("/es/datos/por-validar"))
    assert "Honduras · 2.º año" in queue
    assert "Decide su punto focal" in queue
    assert "4 países" not in queue
    assert "6 países" not in queue
    actions.settle(period=two[0].period, country="HN", by=focal_point, chosen=two[1].pk)
    assert sign_in(secretariat).get(f"/es/datos/{two[0].pk}").status_code == 404


def test_a_third_value_needs_its_reason_and_is_validated_by_somebody_else(
    two, page_url, sign_in, focal_point, presidency
):
    client = sign_in(focal_point)
    key = form_key(client.get(page_url).content.decode().replace("third-form_key", "form_key"))
    third = {"choice": "third", "third-form_key": key, "third-value": "5"}
    assert client.post(page_url, third).status_code == 422
    client.post(page_url, {**third, "reason": "Se depuraron los duplicados"})
    assert statuses() == [("set_aside", 4, False), ("set_aside", 6, False), ("sent", 5, True)]
    found = Measurement.objects.get(value=5)
    with pytest.raises(Refused):
        actions.validate(found, by=focal_point)
    assert actions.validate(found, by=presidency).choice_reason == "Se depuraron los duplicados"


def test_the_focal_points_own_figure_waits_for_who_steers(period, two, focal_point, world, presidency):
    figure = Figure(value=Decimal(5), institution="Punto focal")
    own = actions.report(period=period, country="HN", figure=figure, form_key=uuid.uuid4(), by=focal_point)
    actions.send(own, by=focal_point)
    kept = actions.settle(period=period, country="HN", by=focal_point, chosen=own.pk)
    assert (kept.status, kept.counts) == ("sent", True)
    assert actions.validate(kept, by=presidency).counts


def test_regional_totals_never_sum_both(two, member, indicator, focal_point, nobody):
    seen = progress_of([indicator.pk], member)[indicator.pk]
    assert (seen.value, seen.preliminary) == ("Sin dato", None)
    actions.settle(period=two[0].period, country="HN", by=focal_point, chosen=two[0].pk)
    assert progress_of([indicator.pk], nobody)[indicator.pk].value == "4 de 5 países"


def test_who_steers_cannot_validate_before_the_focal_point_has_decided(two, presidency):
    with pytest.raises(Refused) as refused:
        actions.validate(two[0], by=presidency)
    assert refused.value.reason.code == "COUNTRY_DECIDES"


def test_a_focal_point_of_another_country_sees_nothing(two, page_url, sign_in, world):
    panama = appoint("focal-pa@example.org", "focal_point", country="PA")
    assert sign_in(panama).get(page_url).status_code == 404


def test_when_one_is_returned_the_other_counts_as_preliminary_again(two, focal_point):
    actions.return_figure(two[0], reason="Sin fuente", by=focal_point)
    assert statuses() == [("returned", 4, True), ("sent", 6, True)]


def test_what_was_asked_of_the_country_is_answered_by_the_figure_that_it_chose(
    indicator, period, focal_point, secretariat, request
):
    asked = actions.ask(
        window=None, wanted=[actions.Asked(period.pk, "HN")], due_on=date(2021, 10, 15), by=secretariat
    )[0]
    two = request.getfixturevalue("two")
    kept = actions.settle(period=period, country="HN", by=focal_point, chosen=two[1].pk)
    asked.refresh_from_db()
    assert asked.measurement == kept
