"""The RCGM endorses at a meeting that was held: no other decision is offered, nor taken (§3.9, §3.10 b)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from pilares.meetings.models import Decision, Meeting
from pilares.monitoring.actions import group_plans as plans
from pilares.monitoring.models import Activity, GroupPlan

PAGE = "/es/grupos/proteccion/plan"


@pytest.fixture
def drafted(three):
    """The three activities of PROT, prioritised and not endorsed yet."""
    Activity.objects.update(stage=Activity.Stage.PRIORITISED)
    return three


@pytest.fixture
def group_plan(plan, world):
    return GroupPlan(plan=plan, group=world.bodies["PROT"])


@pytest.mark.parametrize("gone", [{"status": "cancelled"}, {"starts_on": date(2021, 11, 16)}])
def test_a_meeting_that_was_not_held_endorses_nothing_and_is_not_offered(
    sign_in, drafted, group_plan, member, secretariat, decision, gone
):
    plans.review(group_plan, by=member, note="Por correo.")
    plans.present(group_plan, by=member)
    Meeting.objects.filter(pk=decision.meeting_id).update(**gone)
    page = sign_in(secretariat).get(f"{PAGE}/aval")
    assert list(page.context["form"].fields["decision"].queryset) == []
    with pytest.raises(ValidationError):
        plans.endorse(group_plan, by=secretariat, decision=Decision.objects.get(pk=decision.pk))
    assert GroupPlan.objects.get().status == GroupPlan.Status.PRESENTED


@pytest.mark.parametrize(("body", "verb"), [("RVM", "endorse"), ("GRCM", "recommend")])
def test_a_decision_of_another_kind_does_not_endorse(
    sign_in, world, drafted, group_plan, member, secretariat, body, verb
):
    other = Decision.objects.create(
        meeting=Meeting.objects.create(code="X", body=world.bodies[body], name_es="X", name_en="X"),
        paragraph="1",
        verb=verb,
        text_es="Otra.",
    )
    plans.review(group_plan, by=member, note="Por correo.")
    plans.present(group_plan, by=member)
    answer = sign_in(secretariat).post(f"{PAGE}/aval", {"decision": other.pk, "confirm": "1"})
    assert answer.status_code == 422
    assert GroupPlan.objects.get().status == GroupPlan.Status.PRESENTED
