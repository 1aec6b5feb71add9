"""A published folder as a run leaves it, and Debian's Chromium to look at its report with.

What drives the browser is imported where it is used: the other suites do without it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.cache import Cache
from pipeline.run import run
from tests.browser.hostile_release import HOSTILE, HOSTILE_RELEASE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Request

ROOT = Path(__file__).parents[2]
PDF = "2022-print"
"""The id of a release that is a PDF."""
CLOSING = "2024-closing"


@pytest.fixture(scope="session")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The releases of `raw/`, one with open findings, a PDF and a hostile one, published twice:
    the second time with one release more than the first."""
    folder = tmp_path_factory.mktemp("browser")
    raw, published = folder / "raw", folder / "normalized"
    shutil.copytree(ROOT / "raw", raw)
    shutil.copy(ROOT / "tests/renditions/documents/2022-03-22-announcement.pdf", raw / f"{PDF}.pdf")
    (raw / f"{HOSTILE_RELEASE}.html").write_text(HOSTILE, "utf-8")
    (raw / "too-long.txt").write_text("城市" * 2_500_000, "utf-8")
    run(raw, published, ROOT / "curation", cache=Cache(folder / "cache"))
    shutil.copy(ROOT / f"tests/unseen/raw/{CLOSING}.txt", raw)
    run(raw, published, ROOT / "curation", cache=Cache(folder / "cache"))
    return published


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    found = shutil.which("chromium")
    assert found, "Chromium is not installed; `make test-browser` says how"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass
class Visit:
    """A page of the report in a window, and what the browser had to say while it was open."""

    page: Page
    out: Path
    complaints: list[str] = field(default_factory=list)
    addresses: set[str] = field(default_factory=set)

    def open(self, path: str) -> Page:
        """Open a file of the published folder, with a fragment where there is one."""
        name, hash_sign, fragment = path.partition("#")
        self.page.goto("about:blank")
        self.page.goto(f"{(self.out / name).as_uri()}{hash_sign}{fragment}")
        return self.page

    def note_message(self, message: ConsoleMessage) -> None:
        self.complaints.append(message.text)

    def note_error(self, error: Exception) -> None:
        self.complaints.append(str(error))

    def note_request(self, request: Request) -> None:
        self.addresses.add(request.url.partition(":")[0])


@pytest.fixture(params=[(1440, 900)], ids=["desk"])
def visit(request: pytest.FixtureRequest, chromium: Browser, out: Path) -> Iterator[Visit]:
    """A window; when it is closed, nothing was complained of and nothing asked of a network."""
    width, height = request.param
    context = chromium.new_context(
        viewport={"width": width, "height": height}, locale="en-GB", reduced_motion="reduce"
    )
    visit = Visit(context.new_page(), out)
    visit.page.on("console", visit.note_message)
    visit.page.on("pageerror", visit.note_error)
    visit.page.on("request", visit.note_request)
    yield visit
    context.close()
    assert visit.complaints == []
    assert visit.addresses <= {"file", "data", "about"}
