"""A file that takes long, as a person sees it who presses its button and stays on the page."""

import time

from playwright.sync_api import Page, Route

PAGE = "/es/informes/2021"


def slowly(asked: list[str], until: float):
    """Ask the site, and say for some seconds that the file is still being composed."""

    def answer(route: Route) -> None:
        asked.append(route.request.url.rpartition("/")[2])
        if time.monotonic() < until:
            route.fetch()
            state = {"state": "making", "url": f"{PAGE}.docx?prepared=look"}
            route.fulfill(status=202, json=state)
        else:
            route.fallback()

    return answer


def test_who_presses_twice_reads_what_happens_and_gets_one_file(site, open_page, findings):
    page: Page = open_page(f"{site.url}{PAGE}", who="se")
    asked: list[str] = []
    page.route("**/*.docx*", slowly(asked, time.monotonic() + 3))
    downloads = []
    page.on("download", lambda one: downloads.append(one.suggested_filename))
    word = page.locator("main a[href$='.docx']").first
    word.dblclick()
    line = page.locator("main p.aviso:has([role=status])")
    line.get_by_text("Van 2 s.").wait_for()
    assert line.inner_text() == "Se está componiendo «2021.docx». No hace falta pulsar otra vez. Van 2 s."
    assert findings(page) == []
    word.click()
    page.unroute("**/*.docx*")
    line.get_by_text("está listo").wait_for()
    assert line.inner_text() == "«2021.docx» está listo: su navegador lo guarda."
    line.wait_for(state="detached")
    assert (downloads, asked.count("2021.docx")) == (["pilares-2021.docx"], 1)
    assert page.url == f"{site.url}{PAGE}"
