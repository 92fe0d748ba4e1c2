"""What every page keeps to, in both languages, light and dark, on a telephone and on a desk."""

import pytest
from playwright.sync_api import Page as Opened

from tests.browser.conftest import NARROWEST, WIDTHS
from tests.browser.pages import PAGES, Page

#: where axe looks: each page in both languages, each width and each scheme, once
LOOKS = {"es": [(390, "dark"), (1360, "light")], "en": [(NARROWEST, "light")]}
SIZES = (*WIDTHS, NARROWEST)


def frame_of(opened: Opened, status: int, page: Page, language: str) -> dict[str, tuple[object, object]]:
    """Return what the frame of a page says, beside what it should say."""
    other = "en" if language == "es" else "es"
    link = opened.locator(f".idiomas a[hreflang={other}]")
    return {
        "status": (status, page.status),
        "language": (opened.locator("html").get_attribute("lang"), language),
        "title": (opened.title().rpartition(" · ")[2], "CRM" if language == "es" else "RCM"),
        "headings": (opened.locator("h1").count(), 1),
        "the other": (
            link.get_attribute("href"), f"/{other}/" if page.status == 404 else getattr(page, other)
        ),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("page", "language"),
    [pytest.param(page, language, id=f"{language}-{page}") for page in PAGES for language in ("es", "en")],
)
def test_a_page_is_sound(page, language, site, open_page, findings, overflow, cut_words):
    """It says what it is, obeys the policy, weighs little, scrolls one way, cuts no word; axe is content."""
    opened = open_page("about:blank", who=page.who)
    client = opened.context.new_cdp_session(opened)
    client.send("Network.enable")
    sizes: list[float] = []
    client.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    answer = opened.goto(site.url + getattr(page, language))
    opened.wait_for_load_state("networkidle")
    frame = frame_of(opened, answer.status, page, language)
    assert {key: said for key, said in frame.items() if said[0] != said[1]} == {}
    assert opened.complaints == []
    assert 0 < sum(sizes) <= page.kilobytes * 1000
    found: dict[object, list[str]] = {}
    for width in SIZES:
        opened.set_viewport_size({"width": width, "height": 900})
        found[width] = overflow(opened)
        found["cut", width] = cut_words(opened)
    for width, scheme in LOOKS[language]:
        opened.set_viewport_size({"width": width, "height": 900})
        opened.emulate_media(color_scheme=scheme)
        found[width, scheme] = findings(opened)
    assert {where: what for where, what in found.items() if what} == {}


PUBLIC = [page for page in PAGES if not page.who and page.status == 200]


@pytest.mark.parametrize("page", PUBLIC, ids=str)
def test_a_public_page_is_whole_without_scripts_on_the_narrowest_telephone(page, site, open_page, overflow):
    """320 pixels are what is left of 1280 at 400 %: it has the same sections, and nothing is cut off."""
    without = open_page(site.url + page.es, width=NARROWEST, javascript=False)
    whole = open_page(site.url + page.es, width=NARROWEST)
    heads = [opened.locator("main :is(h1, h2, h3):visible").all_inner_texts() for opened in (without, whole)]
    assert heads[0] == heads[1] != []
    assert overflow(without) == []
