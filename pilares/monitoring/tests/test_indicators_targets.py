"""AC-17: a target is revised mid-plan by a decision, and what stood before stays."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from pilares.core.access import Refused
from pilares.core.trail import Entry
from pilares.monitoring import actions
from pilares.monitoring.models import Indicator, Target
from pilares.monitoring.tests.conftest import words_of
from pilares.monitoring.tests.measured import COMPLETE, measure

PAGE = "/es/indicadores/FRO-A1-I1"
REVISE = f"{PAGE}/meta"
JUNE = date(2021, 6, 25)


@pytest.fixture
def inventory(add_activity, plan) -> Indicator:
    """FRO-A1-I1: target 11, baseline 0; the 1st year closed with A = 4 against an interim target of 4."""
    add_activity("FRO", 1, "Inventario de puestos", themes=("fronteras",))
    indicator = measure(
        Indicator.objects.get(code="FRO-A1-I1"),
        [{"CR", "GT", "MX", "PA"}, {"CR", "GT", "HN", "MX", "PA", "SV"}],
        target=11,
        over_time="distinct",
        natural_max=11,
    )
    first = indicator.periods.all()[0]
    first.locked_at = datetime(2020, 12, 1, tzinfo=UTC)
    first.save()
    Target.objects.create(
        indicator=indicator, period=first, value=4, valid_from=first.starts_on, at=first.locked_at
    )
    return indicator


def given(by_decision, **changes) -> dict[str, object]:
    """A revision as it is typed."""
    sent = {"value": "8", "valid_from": "2021-06-25", "decision": by_decision.pk}
    return {**sent, "reason": "Tres países después.", **changes}


@pytest.fixture
def revised(sign_in, secretariat, inventory, decision) -> Indicator:
    """FRO-A1-I1 with target 8 since 25 June 2021, by GRCM-2021-06, §2."""
    answer = sign_in(secretariat).post(REVISE, given(decision))
    assert answer.status_code == 302
    return Indicator.objects.get(pk=inventory.pk)


def test_version_2_is_in_force_and_the_page_says_both(client, revised):
    client.logout()
    said = words_of(client.get(PAGE))
    assert revised.target == 8
    assert "6 de 8 países. Avance: 75 % de la distancia entre la línea base y la meta." in said
    assert "75 % de la meta vigente (8) · 54,5 % de la meta original (11)" in said
    assert (
        "1 15 de noviembre de 2019 11 Al registrarse 2, vigente 25 de junio de 2021 8 GRCM-2021-06, §2"
        in said
    )


def test_the_closed_year_stays_judged_against_its_own_target(client, revised):
    said = words_of(client.get(PAGE))
    assert (
        "1.er año (cerrado) Costa Rica, Guatemala, México, Panamá validado el 12 oct 2021 4 4 4 alcanzada"
        in said
    )


def test_the_chart_draws_the_target_as_a_step(client, revised):
    body = client.get(PAGE).content.decode()
    path = body.partition('class="meta" d="')[2].partition('"')[0]
    assert path.count("V") == 2  # from 4 of the 1st year to 11, and from 11 to 8
    assert "Meta: 11 (hasta el 24 de junio de 2021)" in body
    assert "Meta: 8" in body


def test_every_surface_says_the_figure_against_the_target_in_force(client, revised):
    for address in ("/es/matriz", "/es/", "/es/actividades/FRO-A1"):
        assert "6 de 8 países · 75 %" in words_of(client.get(address)), address


def test_the_history_tells_the_revision_with_its_reason(sign_in, member, revised, secretariat):
    said = words_of(sign_in(secretariat).get("/es/actividades/FRO-A1"))
    assert "Meta revisada: FRO-A1-I1 Meta: antes: 11 → después: 8 Tres países después." in said


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ({"decision": ""}, "Indique la decisión que revisa la meta."),
        ({"reason": ""}, "Escriba la razón de la revisión."),
    ],
)
def test_without_decision_or_reason_it_is_refused(sign_in, secretariat, inventory, decision, missing, said):
    answer = sign_in(secretariat).post(REVISE, given(decision, **missing))
    assert answer.status_code == 422
    assert said in words_of(answer)
    assert Target.objects.filter(period=None).count() == 1


def test_the_action_refuses_it_too(secretariat, inventory, decision):
    for wrong in ({"decision": None}, {"reason": " "}):
        asked = {"value": 8, "valid_from": JUNE, "decision": decision, "reason": "x"} | wrong
        with pytest.raises(ValidationError):
            actions.revise_target(inventory, by=secretariat, **asked)


def test_a_target_that_would_contradict_the_measure_is_refused_in_words(
    sign_in, secretariat, inventory, decision
):
    answer = sign_in(secretariat).post(REVISE, given(decision, value="0"))
    assert answer.status_code == 422
    assert "De cero a cero: declare el indicador como «mantener»." in words_of(answer)


def test_once_it_has_versions_the_form_no_longer_edits_the_target(sign_in, secretariat, inventory):
    body = sign_in(secretariat).get(f"{PAGE}/editar").content.decode()
    assert 'name="target"' not in body
    with pytest.raises(ValidationError):
        actions.edit_part(inventory, changes={"target": 8}, base={}, by=secretariat)


# --- A revision that reaches a closed period ---------------------------------------------------------------


def test_before_a_closed_period_one_office_proposes_and_the_other_signs(
    sign_in, secretariat, presidency, inventory, decision
):
    sign_in(secretariat).post(REVISE, given(decision, valid_from="2020-06-01"))
    proposed = Target.objects.get(value=8)
    assert (proposed.retroactive, proposed.binds, proposed.second) == (True, False, "presidency")
    assert Indicator.objects.get(pk=inventory.pk).target == 11
    assert "6 de 11 países" in words_of(sign_in(secretariat).get("/es/matriz"))
    sign = f"{PAGE}/meta/{proposed.pk}/firmar"
    assert sign_in(secretariat).post(sign).status_code == 403
    waiting = words_of(sign_in(presidency).get(PAGE))
    assert "Espera la firma de la Presidencia Pro-Témpore. Firmar la revisión" in waiting
    assert sign_in(presidency).post(sign).status_code == 302
    said = words_of(sign_in(presidency).get(PAGE))
    assert "6 de 8 países" in said
    assert "Con fecha anterior a un periodo ya cerrado." in said
    assert [entry.verb for entry in Entry.objects.filter(verb__contains="target").order_by("pk")] == [
        "propose_target", "sign_target",
    ]  # fmt: skip


def test_a_proposal_is_not_shown_to_the_public(client, sign_in, secretariat, inventory, decision):
    sign_in(secretariat).post(REVISE, given(decision, valid_from="2020-06-01"))
    client.logout()
    assert "Propuesta" not in words_of(client.get(PAGE))


def test_members_of_the_group_are_told_who_can(sign_in, appoint_to_fro, inventory, decision):
    answer = sign_in(appoint_to_fro).post(REVISE, given(decision, valid_from="2020-06-01"))
    assert answer.status_code == 422
    assert "la Secretaría Ejecutiva o la Presidencia Pro-Témpore propone esa revisión" in words_of(answer)
    assert sign_in(appoint_to_fro).post(REVISE, given(decision)).status_code == 302


@pytest.fixture
def appoint_to_fro(world):
    """A member of Working Group FRO, from Panama."""
    from tests.cast import appoint

    return appoint("frontera@example.org", "group_member", country="PA", body="FRO")


def test_nobody_signs_twice(secretariat, presidency, inventory, decision):
    target = actions.revise_target(
        inventory,
        value=Decimal(8),
        valid_from=date(2020, 6, 1),
        decision=decision,
        reason="x",
        by=secretariat,
    )
    with pytest.raises(Refused) as refused:
        actions.sign_target(target, by=secretariat)
    assert refused.value.reason.code == "OTHER_OFFICE_SIGNS"


# --- The first version -------------------------------------------------------------------------------------


def test_the_first_version_is_written_when_the_indicator_becomes_measurable(member, three):
    indicator = Indicator.objects.get(code="PROT-A1-I1")
    actions.make_periods(indicator, by=member)
    assert not indicator.targets.exists()
    actions.edit_part(indicator, changes={**COMPLETE, "target": 5}, base={}, by=member)
    version = indicator.targets.get()
    assert (version.value, version.valid_from) == (Decimal(5), date(2019, 11, 15))
    assert version.decision is None


def test_a_draft_has_no_version_to_revise(sign_in, member, three):
    answer = sign_in(member).get("/es/indicadores/PROT-A1-I1/meta")
    assert answer.status_code == 403
    assert "su meta todavía se edita con él" in words_of(answer)


def test_the_same_revision_sent_twice_is_one_version(client, sign_in, secretariat, revised, decision):
    assert sign_in(secretariat).post(REVISE, given(decision)).status_code == 302
    assert revised.targets.filter(period=None).count() == 2


def test_a_revision_follows_the_version_before_or_nothing_would_change(
    client, sign_in, secretariat, revised, decision
):
    answer = sign_in(secretariat).post(REVISE, given(decision, value="9", valid_from="2021-06-24"))
    assert answer.status_code == 422
    assert "La versión anterior rige desde el 25 de junio de 2021: esta la sigue." in words_of(answer)


def test_the_target_of_a_period_to_come_is_revised_from_its_beginning(
    sign_in, secretariat, inventory, decision, plan
):
    year = plan.plan_years.get(number=3)
    third = inventory.periods.create(starts_on=year.starts_on, ends_on=year.ends_on, year=year)
    Target.objects.create(
        indicator=inventory, period=third, value=11, valid_from=third.starts_on, at=datetime.now(UTC)
    )
    answer = sign_in(secretariat).post(REVISE, given(decision, value="7", period=third.pk))
    assert answer.status_code == 302
    last = third.targets.order_by("valid_from", "pk").last()
    assert (last.value, last.valid_from) == (7, third.starts_on)
