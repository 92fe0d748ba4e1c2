"""What a person may see and do follows from the appointments in force at that instant, and nothing else."""

from datetime import UTC, datetime

import pytest

from pilares.core.access import Tier
from pilares.people.access import standing_of, why_not_keep_the_register
from pilares.people.models import Presidency, User
from tests.cast import Office, appoint

NINE_IN_SAN_JOSE = datetime(2021, 10, 15, 15, tzinfo=UTC)


def test_each_office_reaches_its_tiers_and_no_further(cast):
    reached = {name: standing_of(user).tiers for name, user in cast.items()}
    extended = (Tier.PUBLIC, Tier.EXTENDED)
    members = (*extended, Tier.MEMBERS)
    assert reached == {
        "nobody": (Tier.PUBLIC,),
        "observer": extended,
        "civil_society": extended,
        "member": members,
        "other_member": members,
        "outsider": members,
        "focal_point": members,
        "delegate": members,
        "presidency": members,
        "secretariat": members,
    }


def test_only_the_secretariat_and_the_presidency_in_office_steer(cast):
    assert {name for name, user in cast.items() if standing_of(user).steers} == {"secretariat", "presidency"}


def test_only_the_secretariat_keeps_the_register(cast):
    refused = {
        name: reason.code for name, user in cast.items() if (reason := why_not_keep_the_register(user))
    }
    assert refused == {name: "SECRETARIAT_ONLY" for name in cast if name != "secretariat"}


def test_a_member_sits_in_their_group_and_in_no_other(world, member, outsider):
    assert (member.standing.groups, outsider.standing.groups) == (
        frozenset({world.bodies["PROT"].pk}),
        frozenset({world.bodies["LAB"].pk}),
    )


def test_an_appointment_holds_from_its_instant_and_no_longer_at_its_end(world, move_clock):
    user = appoint(
        "un-dia@example.org", Office.FOCAL_POINT, country="HN",
        starts_at=NINE_IN_SAN_JOSE, ends_at=NINE_IN_SAN_JOSE.replace(hour=16),
    )  # fmt: skip
    holds = {}
    for instant in ("08:59:59", "09:00:00", "09:59:59", "10:00:00"):
        move_clock(f"2021-10-15T{instant}-06:00")
        holds[instant] = User.objects.get(pk=user.pk).standing.member
    assert holds == {"08:59:59": False, "09:00:00": True, "09:59:59": True, "10:00:00": False}


def test_a_person_who_is_not_active_holds_nothing(member):
    member.is_active = False
    member.save()
    assert User.objects.get(pk=member.pk).standing.offices == frozenset()


def test_the_presidency_leads_from_the_instant_of_its_handover_and_not_after_the_next(
    world, presidency, move_clock
):
    Presidency.objects.create(
        country_id="SV", order=2, label="2022", starts_at=datetime(2022, 1, 1, 6, tzinfo=UTC)
    )
    incoming = appoint("ppt-sv@example.org", Office.PRESIDENCY, country="SV")
    leads = {}
    for instant in ("2021-12-31T23:59:59-06:00", "2022-01-01T00:00:00-06:00"):
        move_clock(instant)
        leads[instant] = tuple(User.objects.get(pk=u.pk).standing.presides for u in (presidency, incoming))
    assert leads == {
        "2021-12-31T23:59:59-06:00": (True, False),
        "2022-01-01T00:00:00-06:00": (False, True),
    }


def test_the_outgoing_team_still_reads_what_members_read(world, presidency, move_clock):
    Presidency.objects.create(
        country_id="SV", order=2, label="2022", starts_at=datetime(2022, 1, 1, 6, tzinfo=UTC)
    )
    move_clock("2022-01-01T00:00:00-06:00")
    after = User.objects.get(pk=presidency.pk).standing
    assert (after.steers, after.tiers) == (False, (Tier.PUBLIC, Tier.EXTENDED, Tier.MEMBERS))


@pytest.mark.parametrize("office", [Office.FOCAL_POINT, Office.PRESIDENCY])
def test_the_standing_costs_two_queries_at_most(world, office, django_assert_max_num_queries):
    user = appoint("alguien@example.org", office, country="MX")
    with django_assert_max_num_queries(2):
        assert user.standing.member


def test_the_standing_of_the_secretariat_costs_three_queries(secretariat, django_assert_num_queries):
    with django_assert_num_queries(3):
        assert secretariat.standing.steers


def test_what_a_person_holds_is_read_anew_each_time_and_of_that_person_alone(world, member, outsider):
    def groups(user):
        return User.objects.get(pk=user.pk).standing.groups

    assert groups(member) == {world.bodies["PROT"].pk}
    member.appointments.update(body=world.bodies["LAB"])
    assert (groups(member), groups(outsider)) == ({world.bodies["LAB"].pk}, {world.bodies["LAB"].pk})
    member.appointments.all().delete()
    assert (groups(member), groups(outsider)) == (set(), {world.bodies["LAB"].pk})


def test_whoever_observes_a_group_does_not_sit_in_it(world):
    user = appoint("observador-gt@example.org", Office.OBSERVER, organisation="oim", body="PROT")
    assert user.standing.groups == frozenset()
