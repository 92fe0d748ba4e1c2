"""The address of the letter that asks for a figure."""

import pytest
from django.urls import reverse


@pytest.mark.django_db
def test_its_page_lets_browsers_say_where_the_form_comes_from(client):
    """With `no-referrer` they send `Origin: null`, and the guard against forged forms refuses the button."""
    page = client.get(reverse("monitoring:report_link", args=["no-es-un-enlace"]))
    assert (page.status_code, page["Referrer-Policy"]) == (410, "same-origin")
