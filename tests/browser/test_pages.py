"""What every page keeps to, in both languages, light and dark, on a telephone and on a desk."""

import pytest

from tests.browser.conftest import NARROWEST, SCHEMES, WIDTHS
from tests.browser.pages import PAGES

EACH = pytest.mark.parametrize(
    ("page", "language"),
    [pytest.param(page, language, id=f"{language}-{page}") for page in PAGES for language in ("es", "en")],
)


@EACH
def test_axe_finds_nothing_and_nothing_scrolls_sideways(page, language, site, open_page, findings, overflow):
    opened = open_page(site.url + getattr(page, language), who=page.who)
    assert opened.answer.status == page.status
    found = {}
    for width in (*WIDTHS, NARROWEST):
        for scheme in SCHEMES if width != NARROWEST else SCHEMES[:1]:
            opened.set_viewport_size({"width": width, "height": 900})
            opened.emulate_media(color_scheme=scheme)
            found[width, scheme] = findings(opened) + overflow(opened)
    assert {where: what for where, what in found.items() if what} == {}


@EACH
def test_a_page_says_its_language_its_title_and_its_other_language(page, language, site, open_page):
    opened = open_page(site.url + getattr(page, language), who=page.who)
    other = "en" if language == "es" else "es"
    assert opened.locator("html").get_attribute("lang") == language
    assert opened.title().endswith("· Pilares · CRM" if language == "es" else "· Pilares · RCM")
    assert opened.locator("h1").count() == 1
    link = opened.locator(f".idiomas a[hreflang={other}]")
    there = f"/{other}/" if page.status == 404 else getattr(page, other)
    assert link.get_attribute("href") == there


@EACH
def test_the_content_security_policy_has_nothing_to_refuse(page, language, site, open_page):
    opened = open_page(site.url + getattr(page, language), who=page.who)
    opened.wait_for_load_state("networkidle")
    assert opened.complaints == []


@EACH
def test_a_page_weighs_what_a_slow_line_can_carry(page, language, site, open_page):
    opened = open_page("about:blank", who=page.who)
    client = opened.context.new_cdp_session(opened)
    client.send("Network.enable")
    sizes = []
    client.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    opened.goto(site.url + getattr(page, language))
    opened.wait_for_load_state("networkidle")
    assert 0 < sum(sizes) <= page.kilobytes * 1000
