"""The meetings that public sources tell of enter as public records with their source."""

from datetime import date

import pytest
from django.core.management import call_command

from pilares.meetings.models import Meeting
from pilares.people.actions import load_actors

pytestmark = pytest.mark.django_db


@pytest.fixture
def meetings(real_instance, move_clock):
    """A real instance in March 2026, with actors and meetings loaded."""
    move_clock("2026-03-01T09:00:00-06:00")
    load_actors()
    call_command("load_meetings", verbosity=0)


def test_the_meeting_that_endorsed_the_structure_of_the_plan_is_there(meetings):
    met = Meeting.objects.get(code="GRCM-2019-06")
    assert (met.starts_on, met.ends_on, met.place_es, met.presidency_id, met.body.code) == (
        date(2019, 6, 25),
        date(2019, 6, 26),
        "Ciudad de Guatemala",
        "GT",
        "GRCM",
    )


def test_every_loaded_meeting_is_public_and_names_its_source(meetings):
    assert set(Meeting.objects.values_list("tier", flat=True)) == {"public"}
    assert list(Meeting.objects.filter(source="")) == []


def test_a_meeting_whose_days_no_source_gives_has_none(meetings):
    assert list(Meeting.objects.filter(starts_on=None).order_by("pk").values_list("code", flat=True)) == [
        "RVM-II",
        "RVM-V",
        "RVM-XXVII",
    ]


def test_loading_again_leaves_what_the_secretariat_corrected(meetings):
    Meeting.objects.filter(code="RVM-XXIV").update(place_es="Antigua Guatemala")
    before = Meeting.objects.count()
    call_command("load_meetings", verbosity=0)
    assert (Meeting.objects.count(), Meeting.objects.get(code="RVM-XXIV").place_es) == (
        before,
        "Antigua Guatemala",
    )


def test_the_demo_knows_no_meeting_of_the_future():
    load_actors()
    call_command("load_meetings", verbosity=0)
    assert Meeting.objects.filter(starts_on__gt=date(2021, 10, 15)).count() == 0
    assert Meeting.objects.filter(code__in=["RVM-XXVII", "RVM-XXV"]).count() == 1
