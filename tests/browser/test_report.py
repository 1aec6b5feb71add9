"""The report as somebody uses it, in a real browser."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import CLOSING, PDF, Visit
from tests.browser.hostile_release import FORMULA, SCRIPT

pytestmark = pytest.mark.browser
ANNEX = "2022-closing-annex"
PHONE = pytest.mark.parametrize("visit", [(390, 844)], ids=["phone"], indirect=True)
AXE_SCHEMES = ("light", "dark")


def hostile_page(visit: Visit) -> str:
    """Where the page of the hostile release lies: its name is made plain."""
    (path,) = visit.out.glob("report/2023-*.html")
    return f"report/{path.name}"


def test_the_index_opens_with_what_waits_for_a_person(visit: Visit) -> None:
    page = visit.open("report.html")
    first = page.locator("main > section").first
    assert first.get_attribute("id") == "findings"
    severities = [
        re.search(r"finding (\w+)", item.get_attribute("class") or "")[1]  # type: ignore[index]
        for item in first.locator(".findings > li").all()
    ]
    assert severities == sorted(severities, key=["error", "warning", "info"].index)
    assert {"error", "warning"} == set(severities)
    assert page.locator("#findings .count").inner_text() == str(len(severities))


def test_a_finding_can_be_settled_from_its_card(visit: Visit) -> None:
    page = visit.open("report.html")
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    card = page.locator("#findings .finding.error").first
    card.locator("details.paste summary").click()
    entry = card.locator("pre").inner_text()
    assert entry.startswith("- ")
    card.get_by_role("button", name="Copy").click()
    assert page.evaluate("navigator.clipboard.readText()") == entry


def test_filters_are_combined_and_kept_in_the_address(visit: Visit) -> None:
    page = visit.open("report.html")
    rows = page.locator("#speakers tbody tr:visible")
    everything = rows.count()
    page.select_option("#r", label=ANNEX)
    of_release = rows.count()
    page.select_option("#c", value="PL")
    of_country = rows.count()
    assert everything > of_release > of_country > 0
    assert all("波蘭" in text or "Poland" in text for text in rows.all_inner_texts())
    address = page.url
    assert f"r={ANNEX}" in address
    page = visit.open(f"report.html#{address.partition('#')[2]}")
    assert page.locator("#speakers tbody tr:visible").count() == of_country
    page.get_by_role("button", name="Clear").click()
    page.wait_for_function("!document.querySelector('.filters.on')")
    assert page.locator("#speakers tbody tr:visible").count() == everything


def test_findings_are_filtered_by_code_and_words(visit: Visit) -> None:
    page = visit.open("report.html#f=over-limit")
    shown = page.locator("#findings .finding:visible")
    assert shown.count() == 1
    assert "too-long.txt" in shown.inner_text()
    page = visit.open("report.html")
    page.keyboard.press("/")
    page.keyboard.type("too-long")
    assert page.locator("#findings .finding:visible").count() == 1
    page.keyboard.press("Escape")
    page.wait_for_function("!document.querySelector('.filters.on')")
    assert page.locator("#findings .finding:visible").count() > 1


def test_what_the_last_run_changed_is_told(visit: Visit) -> None:
    page = visit.open("report.html")
    releases = page.locator("#changes details", has=page.get_by_text("Releases"))
    assert "1 added" in releases.inner_text()
    releases.locator("summary").click()
    assert CLOSING in releases.inner_text()


def test_the_pictures_of_the_data_are_drawn(visit: Visit) -> None:
    page = visit.open("report.html")
    figures = page.locator("#pictures figure svg")
    assert figures.count() >= 4
    sizes = [figure.bounding_box() for figure in figures.all()]
    assert all(size and size["width"] > 300 and size["height"] > 60 for size in sizes)


def test_a_cell_shows_its_place_in_the_text_and_the_text_its_cells(visit: Visit) -> None:
    page = visit.open(f"report/{ANNEX}.html")
    cell = page.locator("article.row .cell", has_text="格丁尼亞").first
    cell.click()
    marked = page.locator("#source .on")
    assert "格丁尼亞" in "".join(marked.all_inner_texts())
    pane, piece = page.locator("#source").bounding_box(), marked.first.bounding_box()
    assert pane
    assert piece
    assert pane["y"] <= piece["y"] <= pane["y"] + pane["height"]
    page.keyboard.press("Escape")
    assert page.locator(".on").count() == 0
    page.locator("#source .s", has_text="宜居永續城市").first.click()
    chosen = page.locator("#rows .cell.on", has_text="宜居永續城市")
    chosen.first.wait_for(state="visible")


def test_a_cell_of_a_pdf_shows_its_box_on_the_picture_of_the_page(visit: Visit) -> None:
    page = visit.open(f"report/{PDF}.html")
    assert page.locator("svg.sheet image").count() == 3
    page.locator("article.row .cell", has_text="臺北市府資訊局").first.click()
    box = page.locator("svg.sheet rect.on").first.bounding_box()
    assert box
    assert box["width"] > 40
    assert box["height"] > 8


def test_a_finding_leads_to_its_words_in_the_release(visit: Visit) -> None:
    page = visit.open("report.html")
    card = page.locator("#findings .finding", has=page.locator("blockquote mark")).first
    words = card.locator("blockquote mark").inner_text()
    card.locator("a.where").first.click()
    page.wait_for_selector("#source .on")
    marked = "".join(page.locator("#source .on").all_inner_texts())
    assert "".join(words.split()) in "".join(marked.split())


def test_rows_are_walked_through_with_the_keyboard(visit: Visit) -> None:
    page = visit.open(f"report/{ANNEX}.html")
    seen = []
    for key in ("j", "j", "j", "k"):
        page.keyboard.press(key)
        seen.append(page.locator(":focus").get_attribute("data-n"))
        assert page.locator("#source .on").count() > 0
    assert len(set(seen[:3])) == 3
    assert seen[3] == seen[1]
    page.keyboard.press("Escape")
    assert page.locator("#source .on").count() == 0


def test_the_language_is_switched_and_remembered(visit: Visit) -> None:
    page = visit.open("report.html")
    heading = page.locator("#speakers h2")
    assert heading.inner_text().startswith("Speakers")
    page.get_by_role("button", name="正體中文").click()
    assert page.locator("html").get_attribute("lang") == "zh-Hant-TW"
    assert heading.inner_text().startswith("與會者")
    assert page.locator("#c option").first.inner_text() == "全部國家"
    page.locator("#releases a").first.click()
    page.get_by_role("heading", name="來源").wait_for()
    page = visit.open(f"report/{ANNEX}.html")
    page.get_by_role("heading", name="來源").wait_for()
    page = visit.open(f"report/{ANNEX}.html#lang=en")
    page.get_by_role("heading", name="Source").wait_for()


def test_a_hostile_release_is_shown_as_text(visit: Visit) -> None:
    for path in ("report.html", hostile_page(visit)):
        page = visit.open(path)
        assert page.evaluate("window.harmed") is None
        assert page.locator("main script, main img").count() == 0
    rows, source = (page.locator(one).text_content() or "" for one in ("#rows", "#source"))
    assert SCRIPT in rows
    assert FORMULA in rows
    assert "&lt;script&gt;" in source
    assert "Shown are 150,000 of" in source
    for secret in ("0912-345-678", "nobody@example.org", "某某某"):
        assert secret not in page.content()
    assert "contact details, not shown" in source


@PHONE
def test_a_narrow_window_shows_source_and_rows_in_turn(visit: Visit) -> None:
    page = visit.open(f"report/{ANNEX}.html")
    page.locator("#source").wait_for()
    page.locator("#rows").wait_for(state="hidden")
    page.get_by_role("button", name="Rows", exact=True).click()
    page.locator("#source").wait_for(state="hidden")
    page.locator("article.row .cell").nth(4).click()
    page.locator("#source .on").first.wait_for()
    for path in (f"report/{ANNEX}.html", f"report/{PDF}.html", "report.html"):
        page = visit.open(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("scheme", AXE_SCHEMES)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_serious_stands_in_the_way_of_assistive_technology(
    visit: Visit, scheme: str, language: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = visit.page.context.browser.new_context(  # type: ignore[union-attr]
        bypass_csp=True,  # for axe, which is a script
        color_scheme=scheme,  # type: ignore[arg-type]
        viewport={"width": 1440, "height": 900},
    )
    page = context.new_page()
    for path in ("report.html", f"report/{ANNEX}.html", f"report/{PDF}.html", hostile_page(visit)):
        page.goto(f"{(visit.out / path).as_uri()}#lang={language}")
        page.reload()
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        found = Axe().run(page).response["violations"]
        grave = [one for one in found if one["impact"] in ("serious", "critical")]
        assert not grave, [(path, one["id"], one["nodes"][0]["html"]) for one in grave]
    context.close()
