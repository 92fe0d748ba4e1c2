"""Proposing, editing and declaring: what is written, what is refused, what two people do at once (AC-10)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from pilares.core.access import Refused, Tier
from pilares.core.edits import Conflict
from pilares.core.models import Entry
from pilares.monitoring import actions
from pilares.monitoring.actions.activities import values_of
from pilares.monitoring.models import Activity, Indicator
from pilares.monitoring.tests.conftest import fresh
from pilares.monitoring.workflow import ACTIVITY
from pilares.people.models import Body
from pilares.plans.models import Placement


def place(code: str, pillar: int) -> Placement:
    return Placement.objects.get(theme__code=code, pillar__number=pillar)


def test_candidates_are_numbered_after_the_last_of_the_group(three, member, plan):
    codes = [
        actions.propose(group=three[0].group, plan=plan, by=member, title_es=title).code
        for title in ("Una", "Otra")
    ]
    assert codes == ["PROT-A4", "PROT-A5"]


def test_a_new_candidate_is_for_the_members_until_somebody_publishes_it(candidate):
    assert (candidate.stage, candidate.tier) == (Activity.Stage.PROPOSED, Tier.MEMBERS)


def test_an_activity_has_a_title_in_at_least_one_language(three, member, plan):
    with pytest.raises(ValidationError):
        actions.propose(group=three[0].group, plan=plan, by=member)


def test_only_one_of_its_themes_is_the_primary_one(three, member):
    crisis = [str(place("crisis", pillar).pk) for pillar in (1, 3)]
    actions.edit(three[0], changes={"themes": crisis, "primary_theme": crisis[1]}, base={}, by=member)
    assert [(p.placement.pillar.number, p.primary) for p in three[0].placed.all()] == [(1, False), (3, True)]


def test_the_principal_party_is_one_of_the_responsible_ones(three, member):
    with pytest.raises(ValidationError):
        actions.edit(
            three[0], changes={"parties": ["country:GT"], "principal": "country:HN"}, base={}, by=member
        )
    actions.edit(
        three[0],
        changes={"parties": ["country:HN", "country:GT"], "principal": "country:HN"},
        base={},
        by=member,
    )
    assert [(p.country_id, p.principal) for p in three[0].parties.all()] == [("HN", True), ("GT", False)]


def test_different_fields_of_an_activity_both_succeed(three, member, other_member):
    base = values_of(three[0])
    actions.edit(three[0], changes={"scope": "regional"}, base=base, by=member)
    done = actions.edit(
        three[0], changes={"scope": "", "due_on": date(2022, 5, 1)}, base=base, by=other_member
    )
    assert (fresh(three[0]).scope, fresh(three[0]).due_on) == ("regional", date(2022, 5, 1))
    assert (done.written, done.overtaken) == (frozenset({"due_on"}), frozenset({"scope"}))


def test_the_same_field_of_an_activity_is_never_overwritten_in_silence(three, member, other_member):
    base = values_of(three[0])
    actions.edit(three[0], changes={"title_es": "Ruta común"}, base=base, by=member)
    with pytest.raises(Conflict) as conflict:
        actions.edit(three[0], changes={"title_es": "Ruta nueva"}, base=base, by=other_member)
    [clash] = conflict.value.clashes
    assert (clash.base, clash.theirs, clash.mine) == (
        "Ruta regional de referencia",
        "Ruta común",
        "Ruta nueva",
    )
    assert fresh(three[0]).title_es == "Ruta común"


def test_an_edit_that_changes_nothing_writes_nothing_down(three, member):
    actions.edit(three[0], changes={"title_es": three[0].title_es}, base=values_of(three[0]), by=member)
    assert Entry.objects.count() == 0


def test_a_member_neither_publishes_nor_takes_back_from_the_public(three, member, presidency):
    with pytest.raises(Refused) as refused:
        actions.edit(three[0], changes={"tier": "members"}, base={}, by=member)
    assert refused.value.reason.code == "PUBLISHING_IS_STEERED"
    actions.edit(three[0], changes={"tier": "members"}, base={}, by=presidency)
    assert fresh(three[0]).tier == "members"


def test_the_search_follows_what_the_activity_says(three, member):
    actions.edit(three[0], changes={"title_es": "Atención Integral"}, base={}, by=member)
    assert "atencion integral" in fresh(three[0]).searched


@pytest.mark.parametrize(
    ("on", "reason"), [(date(2021, 10, 16), "Reunión"), (None, "Reunión"), (date(2021, 2, 1), "  ")]
)
def test_a_status_needs_a_day_that_has_come_and_a_reason(three, member, on, reason):
    with pytest.raises(ValidationError):
        actions.declare_state(three[0], state="completed", on=on, reason=reason, by=member)
    assert fresh(three[0]).state == ""


def test_a_status_declared_by_mistake_is_withdrawn_with_its_date(three, member):
    actions.declare_state(three[0], state="completed", on=date(2021, 2, 1), reason="Reunión", by=member)
    actions.declare_state(three[0], state="", on=None, reason="Fue un error", by=member)
    assert (fresh(three[0]).state, fresh(three[0]).state_on) == ("", None)


def test_a_status_declared_meanwhile_by_another_is_not_overwritten(three, member, other_member):
    actions.declare_state(three[0], state="completed", on=date(2021, 2, 1), reason="Reunión", by=member)
    with pytest.raises(Conflict):
        actions.declare_state(
            three[0], state="not_achieved", on=date(2021, 2, 1), reason="Otra", by=other_member, base=""
        )
    assert fresh(three[0]).state == "completed"


def test_a_candidate_has_no_official_status(candidate, member):
    with pytest.raises(Refused) as refused:
        actions.declare_state(candidate, state="completed", on=date(2021, 2, 1), reason="Reunión", by=member)
    assert refused.value.reason.code == "CANDIDATE_HAS_NO_STATE"


def test_no_step_and_no_progress_ever_changes_the_official_status(
    three, candidate, member, secretariat, decision
):
    actions.declare_state(three[2], state="in_process", on=date(2021, 2, 1), reason="Reunión", by=member)
    actions.replace(three[2], successor=candidate, reason="Ya existe", by=member)
    actions.endorse(fresh(three[2]), decision=decision, by=secretariat)
    assert (fresh(three[2]).stage, fresh(three[2]).state) == (Activity.Stage.REPLACED, "in_process")


def test_what_left_the_plan_is_no_longer_edited(three, secretariat):
    Activity.objects.filter(pk=three[0].pk).update(stage="replaced", slot=None)
    with pytest.raises(Refused) as refused:
        actions.edit(fresh(three[0]), changes={"title_es": "Otra"}, base={}, by=secretariat)
    assert refused.value.reason.code == "ACTIVITY_LEFT"


def test_an_established_baseline_needs_its_value_and_date(three, member):
    with pytest.raises(ValidationError):
        actions.edit_part(
            Indicator.objects.get(code="PROT-A1-I1"),
            changes={"baseline_status": "established"},
            base={},
            by=member,
        )


STEPS = {
    "prioritise": {"proposed"},
    "set_aside": {"prioritised"},
    "endorse": {"prioritised"},
    "replace": {"prioritised", "in_force"},
    "withdraw": {"proposed", "prioritised", "in_force"},
}
GROUP = {"member", "presidency", "secretariat"}
WHO = dict.fromkeys(STEPS, GROUP) | {"endorse": {"secretariat"}}


@pytest.mark.parametrize("stage", Activity.Stage.values)
@pytest.mark.parametrize("verb", STEPS)
def test_each_step_starts_where_the_table_says_for_whom_it_says(add_activity, cast, verb, stage):
    activity = add_activity("PROT", 1, "Ruta", stage=stage)
    allowed = {role for role, person in cast.items() if ACTIVITY.why_not(verb, person, activity) is None}
    expected = WHO[verb] | ({"other_member"} if "member" in WHO[verb] else set())
    assert allowed == (expected if stage in STEPS[verb] else set())


def test_who_works_in_a_group(cast, world):
    from pilares.monitoring.access import why_not_work_in

    group = Body.objects.get(code="PROT")
    workers = {role for role, person in cast.items() if why_not_work_in(person, group) is None}
    assert workers == {"member", "other_member", "presidency", "secretariat"}
