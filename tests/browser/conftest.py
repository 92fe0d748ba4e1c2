"""A served demo, a browser, and what every browser test asks of a page.

`site` is the product as it is served: its own process, database and static files, started once.
`open_page` gives a page in a fresh context; `findings` and `overflow` say what is wrong with it, in words.
For a test that changes data, `live_server` of pytest-django with the cast works with `open_page` too.
"""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, ConsoleMessage, Page, StorageState, sync_playwright

from tests.needs import CHROMIUM

QUIET = (
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
WIDTHS = (390, 1360)
SCHEMES = ("light", "dark")
NARROWEST = 320
PASSWORD = "una frase de prueba que nadie usa"
PATIENCE = 120.0  # seconds that a slow machine may take to prepare the demo
# Playwright's own loop runs in this thread, and Django would refuse the database beside it
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever stands in this folder needs a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True)
class Site:
    """A served instance: where it answers and the password of its accounts."""

    url: str
    password: str


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=2) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _environment(folder: Path, port: int) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PILARES_", "DATABASE_URL", "DJANGO_"))}
    said = {"DATA": str(folder), "HOST": "127.0.0.1", "PORT": str(port), "DEMO_PASSWORD": PASSWORD}
    return {**kept, **{f"PILARES_{k}": v for k, v in said.items()}}


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the demo was laid, once for all who run side by side."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / "demo"
    with (shared / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            subprocess.run(
                [sys.executable, "manage.py", "start", "--demo", "--prepare-only"],
                cwd=settings.BASE_DIR, env=_environment(folder, 1), check=True, capture_output=True,
            )  # fmt: skip
    return folder


@pytest.fixture(scope="session")
def site(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo, served by the product's own command on a free port, from this run's own copy."""
    folder = shutil.copytree(prepared, tmp_path_factory.mktemp("site") / "data")
    port = _free_port()
    log = folder.parent / "server.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "start", "--demo"],
            cwd=settings.BASE_DIR, env=_environment(folder, port), stdout=out, stderr=subprocess.STDOUT,
        )  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    end = time.monotonic() + PATIENCE
    while not _answers(url):
        if process.poll() is not None or time.monotonic() > end:
            process.kill()
            pytest.fail(f"the demo does not answer: {log.read_text()[-2000:]}", pytrace=False)
        time.sleep(0.2)
    yield Site(url, PASSWORD)
    process.terminate()
    process.wait(timeout=20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium: `playwright install` is not needed."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield started
        started.close()


@pytest.fixture(scope="session")
def signed_in(browser: Browser, site: Site) -> Callable[[str], StorageState]:
    """Return the cookies of a demo account, which signs in by its form once in the whole run."""
    known: dict[str, StorageState] = {"": {"cookies": [], "origins": []}}

    def cookies_of(who: str) -> StorageState:
        if who not in known:
            context = browser.new_context(base_url=site.url)
            page = context.new_page()
            page.goto("/es/entrar")
            page.locator("[name=login]").fill(f"{who}@demo.invalid")
            page.locator("[name=password]").fill(site.password)
            page.locator("main form:has([name=password]) [type=submit]").first.click()
            page.wait_for_selector(".persona")
            known[who] = context.storage_state()
            context.close()
        return known[who]

    return cookies_of


@pytest.fixture
def open_page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Page]]:
    """Return a function that opens an address: width, scheme, without scripts, as a demo account.

    What the browser complains about (scripts, the content security policy) stands in `page.complaints`.
    """
    contexts = []

    def opened(
        url: str,
        *,
        width: int = 1360,
        scheme: Literal["light", "dark"] = "light",
        javascript: bool = True,
        who: str = "",
    ) -> Page:
        state = request.getfixturevalue("signed_in")(who) if who else None
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, storage_state=state,
            java_script_enabled=javascript, locale="es", reduced_motion="reduce",
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        complaints: list[str] = []
        page.complaints = complaints  # type: ignore[attr-defined]

        def hear(message: ConsoleMessage) -> None:
            if message.type in {"error", "warning"} and "status of 4" not in message.text:
                complaints.append(message.text)

        page.on("console", hear)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.answer = page.goto(url)  # type: ignore[attr-defined]
        return page

    yield opened
    for context in contexts:
        context.close()


VIOLATIONS = "axe.run({resultTypes: ['violations']}).then(found => found.violations)"


@pytest.fixture(scope="session")
def findings() -> Callable[[Page], list[str]]:
    """Return what axe finds on a page: one line a finding, with the elements."""
    script = Axe().axe_script

    def found(page: Page) -> list[str]:
        if not page.evaluate("'axe' in window"):
            page.evaluate(script)
        return [
            f"{rule['id']}: {rule['help']}: {[node['html'][:120] for node in rule['nodes'][:3]]}"
            for rule in page.evaluate(VIOLATIONS)
        ]

    return found


WIDER = """() => [...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 5)
    .map(e => e.tagName + '.' + e.getAttribute('class'))"""


CUT = """() => { const cut = [], words = /[\\p{L}\\d]{3,}/gu;
    for (const cell of document.querySelectorAll('main :is(th, td):not(.visually-hidden)')) {
        const walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
        for (let node; (node = walk.nextNode());) for (const word of node.data.matchAll(words)) {
            const range = document.createRange();
            range.setStart(node, word.index); range.setEnd(node, word.index + word[0].length);
            const parts = [...range.getClientRects()].filter(part => part.width > .5);
            if (parts.length > 1 && parts.at(-1).top > parts[0].bottom - 4) cut.push(word[0]); } }
    return cut; }"""


@pytest.fixture(scope="session")
def cut_words() -> Callable[[Page], list[str]]:
    """Return the words that a column of a table is too narrow for."""

    def cut(page: Page) -> list[str]:
        found: list[str] = page.evaluate(CUT)
        return found

    return cut


@pytest.fixture(scope="session")
def overflow() -> Callable[[Page], list[str]]:
    """Return what makes a page scroll sideways, or nothing where it does not."""

    def wider(page: Page) -> list[str]:
        scrolls = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        return (page.evaluate(WIDER) or ["something"]) if scrolls else []

    return wider
