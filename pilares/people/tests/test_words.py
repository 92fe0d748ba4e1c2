"""Zones by their city, browsers by their name."""

from pilares.people.forms.people import zones_by_city
from pilares.people.templatetags.browsers import browser_name


def test_zones_are_named_by_city_and_browsers_by_name():
    groups = dict(zones_by_city())
    (capitals, *_others) = [choices for choices in groups.values() if isinstance(choices, list)]
    assert capitals[0][0] == "America/Belize"
    assert len(capitals) == 11
    assert ("America/New_York", "Washington, D.C.") in capitals
    firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:120.0) Gecko/20100101 Firefox/120.0"
    iphone = (
        "Mozilla/5.0 (iPhone; CPU iPhone OS 15_0 like Mac OS X) AppleWebKit/605 Version/15.0 Safari/604.1"
    )
    assert (browser_name(firefox), browser_name(iphone)) == ("Firefox en Windows", "Safari en iPhone")
    assert browser_name("curl/8.5.0") == "curl"
