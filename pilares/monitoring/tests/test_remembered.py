"""What a process remembers of a figure is never older than what is read, and never another reader's."""

from decimal import Decimal

from django.utils.translation import override

from pilares.monitoring.models import Indicator, Measurement
from pilares.monitoring.queries.progress import progress_of


def said(indicator, user) -> str:
    return progress_of([indicator.pk], user)[indicator.pk].text


def test_a_figure_follows_every_change_of_what_it_rests_on(indicator, validated, nobody):
    found = validated("2021", 3)
    assert said(indicator, nobody) == "3 de 5 países · 60\N{NO-BREAK SPACE}%"
    Measurement.objects.filter(pk=found.pk).update(value=Decimal(4))
    assert said(indicator, nobody) == "4 de 5 países · 80\N{NO-BREAK SPACE}%"
    Indicator.objects.filter(pk=indicator.pk).update(target=8)
    assert said(indicator, nobody) == "4 de 8 países · 50\N{NO-BREAK SPACE}%"


def test_it_is_said_in_the_language_of_each_reader(indicator, validated, nobody):
    validated("2021", 3)
    assert said(indicator, nobody) == "3 de 5 países · 60\N{NO-BREAK SPACE}%"
    with override("en"):
        assert said(indicator, nobody) == "3 of 5 countries · 60\N{NO-BREAK SPACE}%"
    assert said(indicator, nobody) == "3 de 5 países · 60\N{NO-BREAK SPACE}%"


def test_what_waits_for_validation_is_remembered_for_members_alone(indicator, validated, member, nobody):
    found = validated("2021", 3)
    Measurement.objects.filter(pk=found.pk).update(status="sent", validated_at=None, validated_by=None)
    shown = progress_of([indicator.pk], member)[indicator.pk]
    assert (shown.value, shown.preliminary and shown.preliminary.value) == ("Sin dato", "3 de 5 países")
    assert progress_of([indicator.pk], nobody)[indicator.pk].preliminary is None
