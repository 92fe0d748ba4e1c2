"""«Completed» with a target that is not met, as the annual report tells it (AC-14)."""

from pilares.monitoring.models import Indicator
from pilares.monitoring.tests.measured import measure
from pilares.reports.tests.test_annual import PAGE, begin, said


def test_the_report_counts_it_as_achieved_and_says_the_shortfall_in_the_same_row(
    add_activity, world, sign_in, secretariat
):
    for number in (1, 2, 3):
        add_activity("PROT", number, f"Lograda {number}", state="completed")
    found = Indicator.objects.get(code="PROT-A1-I1")
    measure(found, [{"CR", "GT"}, {"GT", "MX"}], target=5, over_time="distinct")
    client = sign_in(secretariat)
    begin(client, world)
    page = said(client.get(PAGE))
    assert "3 logrados, de los cuales 1 con meta no alcanzada" in page
    achieved = page.partition("Logrados, 3")[2].partition("En proceso, 0")[0].casefold()
    assert achieved.count("meta no alcanzada: 3 de 5 países") == 1
