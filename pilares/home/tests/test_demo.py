"""The demo: the illustrative world of 15 October 2021, laid over the plan and its actors."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count
from django.test import Client
from django.utils import translation

from pilares.core import clock
from pilares.core.access import Refused
from pilares.core.trail import Entry
from pilares.home.actions import demo_password
from pilares.meetings.models import Decision, Mandate, Meeting
from pilares.monitoring.actions import prioritise, propose
from pilares.monitoring.models import Activity, GroupPlan, Indicator, Result
from pilares.monitoring.queries.group_plans import step_of
from pilares.people.models import Body, Country, Presidency, User
from pilares.plans.models import Document, PlanYear, Theme, Version
from pilares.reports.models import ChosenAspect

ACCOUNTS = [
    "se", "ppt", "gt-proteccion", "gt-laboral", "focal-hn", "focal-ca", "grcm-pa", "observador", "rrocm",
]  # fmt: skip
#: words of the titles of candidates that are not public, and who reads them
HIDDEN = {
    "Jacaranda": {"se", "ppt", "gt-proteccion", "gt-laboral", "focal-hn", "focal-ca", "grcm-pa"},
    "Guayacán": {"se", "ppt", "gt-laboral"},
    "Tamarindo": {"se", "ppt", "gt-laboral"},
}


@pytest.fixture
def demo(demo_world: None, db: None) -> Document:
    """The plan of the demo, with everything illustrative around it."""
    return Document.objects.get(code="plan-2019-2022")


def test_a_person_put_one_critical_aspect_before_the_vice_ministers(demo: Document) -> None:
    (chosen,) = ChosenAspect.objects.all()
    assert chosen.aspect is not None
    assert (chosen.aspect.text_es, chosen.by.email.partition("@")[0] if chosen.by else "") == (
        "Los enlaces nacionales cambian y los casos en curso quedan sin seguimiento", "se",
    )  # fmt: skip
    client = Client()
    client.force_login(User.objects.get(email="focal-hn@demo.invalid"))
    assert "quedan sin seguimiento" in client.get("/es/ficha/hn").content.decode()


def codes(*countries: Country | None) -> list[str]:
    return [country.code if country else "?" for country in countries]


def account(name: str) -> User:
    return User.objects.get(email=f"{name}@demo.invalid")


def test_eleven_activities_are_active_and_one_was_replaced(demo):
    rows = Activity.objects.of_the_plan()
    assert Counter(rows.values_list("state", flat=True)) == {
        "completed": 5, "in_process": 4, "not_achieved": 1, "": 1,
    }  # fmt: skip
    assert Counter(rows.values_list("stage", flat=True)) == {"in_force": 11}
    assert list(Activity.objects.filter(stage__in=Activity.LEFT).values_list("code", "stage")) == [
        ("LAB-A2", "replaced")
    ]
    assert Activity.objects.filter(stage="proposed").count() == 6


def test_each_group_has_three_places_taken_and_labor_migration_two(demo):
    taken = Activity.objects.filter(slot__isnull=False).order_by("group", "slot")
    assert Counter(taken.values_list("group__code", flat=True)) == {"PROT": 3, "IRR": 3, "LAB": 2, "FRO": 3}


def test_pillars_sum_to_twelve_because_one_activity_serves_two(demo):
    rows = Activity.objects.of_the_plan().values("placements__pillar__number")
    assert {row["placements__pillar__number"]: row["n"] for row in rows.annotate(n=Count("pk"))} == {
        1: 5, 2: 2, 3: 5,
    }  # fmt: skip
    shared = Activity.objects.get(code="IRR-A1")
    assert [(str(p.placement)[:5], p.primary) for p in shared.placed.all()] == [
        ("P1-9 ", False),
        ("P3-15", True),
    ]


def test_everything_that_can_say_so_says_that_it_is_illustrative(demo):
    assert not Activity.objects.filter(illustrative=False).exists()
    assert not Mandate.objects.filter(illustrative=False).exists()
    assert not Decision.objects.filter(illustrative=False).exists()
    assert not PlanYear.objects.filter(illustrative=False).exists()
    assert set(Theme.objects.filter(original=False).values_list("illustrative", flat=True)) == {True}
    assert not Meeting.objects.filter(illustrative=False, source="").exists()
    assert Presidency.objects.get(label="2021").illustrative


def test_every_record_of_the_demo_could_be_saved_again_by_a_person(demo):
    """Otherwise the first who edits one would be told of faults that are ours."""
    for name in ("people", "meetings", "monitoring"):
        for model in apps.get_app_config(name).get_models():
            for obj in () if model.__name__.startswith("Historical") else model._default_manager.all():
                unknown = [f.name for f in obj._meta.fields if f.null and getattr(obj, f.attname) is None]
                obj.full_clean(exclude=unknown, validate_unique=False)


def test_every_account_signs_in_and_holds_its_office(demo):
    assert [user.email for user in User.objects.order_by("pk")] == [f"{n}@demo.invalid" for n in ACCOUNTS]
    assert [
        n for n in ACCOUNTS if not Client().login(email=f"{n}@demo.invalid", password=demo_password())
    ] == []
    assert {name: account(name).standing.capacity for name in ACCOUNTS} == {
        "se": "secretariat",
        "ppt": "presidency:MX",
        "gt-proteccion": "group_member:PROT:GT",
        "gt-laboral": "group_member:LAB:SV",
        "focal-hn": "focal_point:HN",
        "focal-ca": "focal_point:CA",
        "grcm-pa": "delegate:PA",
        "observador": "observer",
        "rrocm": "civil_society",
    }
    assert account("focal-ca").language == "en"


def test_mexico_presides_and_who_comes_next_is_unknown(demo):
    troika = Presidency.objects.troika(clock.now())
    assert codes(troika.outgoing, troika.current, troika.incoming) == ["CR", "MX", "?"]
    assert account("ppt").standing.steers


def test_the_plan_is_in_force_by_an_illustrative_decision(demo):
    version = Version.objects.get(document=demo, number=1)
    approved = version.events.get(step="approved")
    assert (version.status, str(approved.decision), approved.illustrative) == (
        "in_force",
        "RVM-XXIV, §1",
        True,
    )
    approvals = Entry.objects.filter(verb="record_approval", object_id=version.pk)
    assert approvals.get().at < datetime(2020, 1, 1, tzinfo=UTC)


def test_groups_have_their_objective_and_term(demo):
    plain = Mandate.objects.exclude(body__kind=Body.Kind.AD_HOC).values_list(
        "body__code", "objective_es", "ends_on"
    )
    said = {o.number: o.text_es for o in demo.objectives.all()}
    assert sorted(plain) == [
        (code, said[number], date(2022, 11, 14))
        for code, number in (("FRO", 1), ("IRR", 2), ("LAB", 3), ("PROT", 2))
    ]


def test_the_ad_hoc_mandate_was_extended_once_and_keeps_its_first_date(demo):
    first, extended = Mandate.objects.filter(body__code="EXTRA").order_by("ends_on")
    assert extended.extends == first
    assert (first.ends_on, extended.ends_on) == (date(2021, 6, 30), date(2022, 6, 30))
    assert str(extended.decision) == "RVM-2021-06, §7"


def test_candidates_that_are_not_public_are_absent_for_others(demo):
    seen = {word: {n for n in ACCOUNTS if reads(account(n), word)} for word in HIDDEN}
    assert seen == HIDDEN
    assert set(Activity.objects.visible_to(AnonymousUser()).values_list("tier", flat=True)) == {"public"}


def reads(user: User, word: str) -> bool:
    return Activity.objects.visible_to(user).filter(title_es__contains=word).exists()


def test_a_fourth_priority_of_protection_is_refused(demo):
    with pytest.raises(Refused) as refused:
        prioritise(Activity.objects.get(code="PROT-A4"), by=account("gt-proteccion"))
    assert refused.value.reason.code == "MAX_PRIORITY_3"


def test_the_next_candidate_follows_the_last_one_of_its_group(demo):
    new = propose(group=Body.objects.get(code="LAB"), plan=demo, by=account("gt-laboral"), title_es="Nueva")
    in_order = Activity.objects.filter(group__code="LAB").values_list("code", flat=True)
    assert list(in_order) == [f"LAB-A{n}" for n in range(1, 8)]
    assert new.code == "LAB-A7"


def test_every_history_begins_with_a_proposal_and_ends_in_what_is_shown(demo):
    for activity in Activity.objects.all():
        told = Entry.objects.filter(model="monitoring.activity", object_id=activity.pk).order_by("at", "pk")
        assert told[0].verb == "propose"
        assert told.latest("at", "pk").at < clock.now()
        newest = activity.history.first()
        shown = (
            "title_es",
            "stage",
            "slot",
            "state",
            "state_on",
            "pace",
            "due_on",
            "about_es",
            "outdated_since",
        )
        assert [getattr(newest, n) for n in shown] == [getattr(activity, n) for n in shown], activity.code
        assert newest.history_date <= told.latest("at", "pk").at


def test_the_history_of_the_reference_pathway_has_nine_acts(demo):
    told = Entry.objects.filter(model="monitoring.activity", label="PROT-A1").order_by("at", "pk")
    assert list(told.values_list("verb", flat=True)) == [
        "propose", "add_result", "add_indicator", "prioritise", "endorse", "declare_state", "declare_pace",
        "add_indicator", "declare_pace",
    ]  # fmt: skip
    assert told.latest("at", "pk").details["changes"] == {"pace": ["on_track", "at_risk"]}


def test_a_target_was_revised_and_its_first_value_is_kept(demo):
    indicator = Indicator.objects.get(code="FRO-A1-I1")
    assert [int(row.target) for row in indicator.history.order_by("history_date")] == [11, 8]


def test_one_english_text_lags_and_one_is_pending(demo):
    guide = Activity.objects.get(code="LAB-A1")
    criteria = Result.objects.get(activity__code="FRO-A3")
    with translation.override("en"):
        assert guide.title.outdated_since == datetime(2021, 10, 12, 16, tzinfo=UTC)
        assert (criteria.text.pending, criteria.text.lang) == (True, "es")


def test_a_proposed_theme_waits_for_its_decision(demo):
    theme = Theme.objects.get(name_es="Reconocimiento de competencias")
    assert theme.proposed
    assert [p.activity.code for p in theme.placements.get().placed.all()] == ["LAB-A4"]


def test_the_plans_of_the_groups_took_no_step_that_the_workflow_does_not_know(demo):
    for group_plan in GroupPlan.objects.all():
        stood = str(GroupPlan.Status.DRAFT)
        for step in group_plan.steps.all():
            assert stood in step_of(step.verb).sources
            stood = step_of(step.verb).target
            assert step.status == stood
        assert group_plan.status == stood
    assert dict(GroupPlan.objects.values_list("group__code", "status")) == {
        "PROT": "in_review", "IRR": "in_force", "LAB": "in_force", "FRO": "in_force",
    }  # fmt: skip


def test_what_each_group_presented_is_as_it_stood_that_day(demo):
    presented = GroupPlan.objects.get(group__code="LAB").steps.filter(verb="present")
    first, change = (step.snapshot or {} for step in presented)
    assert first["changes"] == dict.fromkeys(("LAB-A1", "LAB-A2", "LAB-A3"), "in_force")
    assert change["changes"] == {"LAB-A2": "replaced"}
    assert (first["version"], change["version"]) == (1, 2)


def test_protection_reviewed_its_first_year_and_is_writing_its_second(demo):
    group_plan = GroupPlan.objects.get(group__code="PROT")
    assert [(r.year.number, r.closed_at is None) for r in group_plan.reviews.all()] == [(1, False), (2, True)]
    assert group_plan.not_reviewed() == ["PROT-A2", "PROT-A3"]
