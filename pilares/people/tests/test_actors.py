"""The actors are those that public sources tell of, with their dates; what they do not say stays unknown."""

from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command

from pilares.people.actions import load_actors
from pilares.people.models import Body, Country, Membership, Organisation, Presidency, Troika
from tests.cast import build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def actors(real_instance, move_clock):
    """A real instance in March 2026, with the actors loaded."""
    move_clock("2026-03-01T09:00:00-06:00")
    load_actors()


def troika(year: int, month: int, day: int) -> tuple[str | None, ...]:
    found = Presidency.objects.troika(datetime(year, month, day, 18, tzinfo=UTC))
    return tuple(c.code if c else None for c in (found.outgoing, found.current, found.incoming))


def test_there_are_eleven_members_and_five_observer_countries(actors):
    def codes(kind):
        return sorted(Membership.objects.filter(kind=kind).values_list("country_id", flat=True))

    assert codes("member") == ["BZ", "CA", "CR", "DO", "GT", "HN", "MX", "NI", "PA", "SV", "US"]
    assert codes("observer") == ["AR", "CO", "EC", "JM", "PE"]


def test_the_day_on_which_the_dominican_republic_joined_is_unknown_and_the_note_says_what_is_known(actors):
    seat = Membership.objects.get(country_id="DO")
    assert (seat.starts_on, "24 de marzo de 2000" in seat.note_es, "March 1996" in seat.note_en) == (
        None,
        True,
        True,
    )


def test_the_other_ten_sat_at_the_first_meeting(actors):
    dates = set(
        Membership.objects.filter(kind="member").exclude(country="DO").values_list("starts_on", flat=True)
    )
    assert dates == {date(1996, 3, 13)}


def test_thirteen_organisations_observe_and_the_cut_note_names_ten_of_them(actors):
    observing = Organisation.objects.filter(kind="observer")
    assert observing.count() == 13
    assert set(observing.filter(named_in_plan=False).values_list("acronym_en", flat=True)) == {
        "ILO",
        "UNDP",
        "UNODC",
    }


def test_the_secretariat_keeps_its_former_names_in_both_languages(actors):
    names = Body.objects.get(code="SE").names.all()
    assert [(n.name_es, n.acronym_es, n.acronym_en) for n in names] == [
        ("Unidad de Apoyo Técnico", "UAT", "TSU"),
        ("Secretaría Técnica", "ST", "TS"),
        ("Secretaría Ejecutiva", "SE", "ES"),
    ]


def test_the_four_groups_carry_the_names_of_the_plan(actors):
    assert list(Body.objects.filter(kind="group").values_list("code", "slug_es", "slug_en")) == [
        ("PROT", "proteccion", "protection"),
        ("IRR", "migracion-irregular-y-masiva", "irregular-and-mass-migration"),
        ("LAB", "migracion-laboral", "labor-migration"),
        ("FRO", "gestion-fronteriza", "border-management"),
    ]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ((2018, 8, 15), ("SV", "PA", "GT")),
        ((2020, 6, 15), ("GT", "CR", "MX")),
        ((2021, 10, 15), ("CR", "MX", "SV")),
        ((2022, 3, 1), ("MX", "SV", None)),
        ((2024, 7, 16), (None, "BZ", None)),
        ((2013, 6, 15), (None, None, None)),
        ((2026, 3, 1), (None, None, None)),
        ((1990, 1, 1), (None, None, None)),
    ],
)
def test_the_troika_is_known_where_a_source_shows_it_and_nowhere_else(actors, day, expected):
    assert troika(*day) == expected


def test_a_presidency_recorded_after_a_gap_does_not_fill_the_gap(actors):
    Presidency.objects.filter(label="2024").update(followed=False)
    Presidency.objects.create(
        country_id="CR", order=999, label="2026", starts_at=datetime(2026, 1, 1, 6, tzinfo=UTC)
    )
    assert [troika(2025, 6, 1), troika(2026, 3, 1)] == [(None, None, None), (None, "CR", None)]


def test_an_exact_handover_to_the_following_presidency_closes_the_gap_before_it(actors):
    Presidency.objects.create(
        country_id="CR", order=999, label="2025", starts_at=datetime(2025, 1, 1, 6, tzinfo=UTC)
    )
    assert [troika(2024, 11, 1), troika(2025, 2, 1)] == [(None, "BZ", "CR"), ("BZ", "CR", None)]


def test_the_troika_costs_one_query(actors, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert isinstance(Presidency.objects.troika(datetime(2020, 6, 1, tzinfo=UTC)), Troika)


def test_the_demo_knows_nothing_of_what_came_after_its_day():
    call_command("load_actors", verbosity=0)
    assert Presidency.objects.order_by("-order").values_list("country_id", "label").first() == ("MX", "2021")


def test_loading_again_changes_nothing_and_undoes_nothing(actors):
    before = [Country.objects.count(), Body.objects.count(), Organisation.objects.count()]
    handover = datetime(2021, 1, 1, 6, tzinfo=UTC)
    Presidency.objects.filter(label="2021").update(starts_at=handover)
    load_actors()
    after = [Country.objects.count(), Body.objects.count(), Organisation.objects.count()]
    assert (after, Presidency.objects.count(), Presidency.objects.get(label="2021").starts_at) == (
        before,
        21,
        handover,
    )


def test_the_small_world_of_the_tests_uses_the_names_of_the_actors(actors):
    real = {b.code: (b.slug_es, b.slug_en, b.name_es, b.name_en, b.short_es) for b in Body.objects.all()}
    Presidency.objects.all().delete()
    Membership.objects.all().delete()
    for model in (Body, Organisation, Country):
        model.objects.all().delete()
    small = build_world().bodies
    assert {code: (b.slug_es, b.slug_en, b.name_es, b.name_en, b.short_es) for code, b in small.items()} == {
        code: real[code] for code in small
    }
