"""The pages in a real browser: for everyone, by keyboard alone, without JavaScript, on a phone and on a desk."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from boards import TOKEN, new_board
from playwright.sync_api import Browser, Page, sync_playwright
from servers import Server

from prompt_board.demonstration import load
from prompt_board.settings import Settings

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: apt-get install chromium"),
    # The driver leaves its own sockets to the collector.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

PHONE, DESK, SMALLEST = (375, 667), (1280, 800), (320, 568)
CASES = {
    "overdue": "/case?ref=20WM/02930/26", "restricted": "/case?ref=20DM/00007/26", "unknown": "/case?ref=20DM/00002/26",
}  # fmt: skip
PAGES = {
    "board": "/", "filtered": "/?severity=overdue&provider=police", "last": "/?page=3", "cases": "/cases",
    "feeds": "/feeds",    "nothing": "/?right=12&severity=due_soon", "no case": "/case?ref=none", **CASES,
}  # fmt: skip

#: The success criteria of WCAG 2.2 to level AA that a machine can check.
AXE = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    server = Server(tmp_path_factory.mktemp("board"))
    from boards import AS_OF

    board = new_board(Settings(token=TOKEN, database=server.database, as_of=AS_OF))
    load(board.recomputing, Path("/nowhere"))
    board.storage.close()
    server.start()
    yield server.address
    server.kill()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        found = driver.chromium.launch(
            executable_path=CHROMIUM,
            args=["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
                  "--disable-component-update", "--disable-sync"],
        )  # fmt: skip
        yield found
        found.close()


def _open(browser: Browser, address: str, size: tuple[int, int] = DESK, **options: Any) -> Page:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, base_url=address, **options)
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto("/sign-in")
    page.get_by_label("Token").fill(TOKEN)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/")
    return page


def _open_all(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")


def _tab_to(page: Page, wanted: str) -> None:
    for _ in range(300):
        page.keyboard.press("Tab")
        if page.evaluate(wanted):
            return
    raise AssertionError(f"no way by keyboard to {wanted}")


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    found = _open(browser, address, request.param, bypass_csp=True)  # so that axe may run; the pages run nothing
    yield found
    found.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_no_page_breaks_a_success_criterion(page: Page, name: str) -> None:
    page.goto(PAGES[name])
    _open_all(page)
    found = Axe().run(page, options=AXE).response["violations"]
    assert [(each["id"], [node["target"] for node in each["nodes"]][:3]) for each in found] == []


def test_the_sign_in_page_and_a_page_with_faults_break_none_either(page: Page) -> None:
    page.goto(CASES["overdue"])
    page.get_by_role("button", name="Record the contact").click()
    assert page.title().startswith("Error: ")
    assert Axe().run(page, options=AXE).response["violations"] == []
    page.goto("/sign-in")
    page.get_by_label("Token").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    assert page.title().startswith("Error: ")
    assert Axe().run(page, options=AXE).response["violations"] == []


@pytest.mark.parametrize("size", [SMALLEST, PHONE, DESK], ids=["320", "375", "1280"])
@pytest.mark.parametrize("name", PAGES)
def test_no_page_scrolls_sideways(browser: Browser, address: str, name: str, size: tuple[int, int]) -> None:
    page = _open(browser, address, size)
    page.goto(PAGES[name])
    _open_all(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    page.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_what_is_pressed_is_large_enough(page: Page, name: str) -> None:
    page.goto(PAGES[name])
    sizes = page.evaluate(
        """() => [...document.querySelectorAll(
            "button, summary, select, nav a, a.target, .choice, input:not([type=hidden])")]
        .filter(e => e.checkVisibility() && !e.matches(".choice input"))
        .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect().height, e.getBoundingClientRect().width])"""
    )
    assert [each for each in sizes if min(each[1:]) < 43.9] == []


def test_what_is_overdue_and_why_is_on_the_first_screen(page: Page) -> None:
    page.goto("/")
    first = page.locator(".prompt").first
    assert "Seriously overdue" in first.inner_text()
    assert "Overdue since" in first.inner_text()
    assert "not done by then: a breach" in first.inner_text()
    size = page.viewport_size
    assert size is not None
    for part in (".tag", ".when p", "h3", ".why"):
        box = first.locator(part).first.bounding_box()
        assert box is not None
        assert box["y"] + 24 < size["height"], part
    counts = page.locator(".counts").bounding_box()
    assert counts is not None
    assert counts["y"] + counts["height"] < size["height"]


@pytest.mark.parametrize("name", PAGES)
def test_each_page_has_one_heading_landmarks_a_language_and_a_title_of_its_own(page: Page, name: str) -> None:
    page.goto(PAGES[name])
    assert page.locator("html").get_attribute("lang") == "en-GB"
    assert page.locator("h1").count() == 1
    for landmark in ("main", "header", "footer", 'nav[aria-label="Main"]'):
        assert page.locator(landmark).count() == 1, landmark
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(e => +e.tagName[1])")
    body = [level for level in levels if level]
    assert all(after - before <= 1 for before, after in pairwise(body)), body


def test_titles_tell_the_pages_apart(page: Page) -> None:
    titles = []
    for path in ("/", "/?severity=overdue", "/?page=2", "/cases", "/feeds", "/case?ref=none", CASES["overdue"]):
        page.goto(path)
        titles.append(page.title())
    assert len(set(titles)) == len(titles)


def test_the_whole_way_by_keyboard_alone(browser: Browser, address: str) -> None:
    """Skip to the content, open the first prompt, record a contact, and see that it is recorded."""
    page = _open(browser, address)
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left >= 0")
    page.keyboard.press("Enter")
    _tab_to(page, "document.activeElement.matches('.prompt h3 a')")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url("**/case?**")
    before = page.locator('input[name="prompt"]').count()
    _tab_to(page, "document.activeElement.name === 'prompt'")
    page.keyboard.press("Space")
    _tab_to(page, "document.activeElement.name === 'outcome'")
    page.keyboard.press("Space")
    _tab_to(page, "document.activeElement.name === 'channel'")
    page.keyboard.press("Space")
    _tab_to(page, "document.activeElement.textContent.trim() === 'Record the contact'")
    page.keyboard.press("Enter")
    page.wait_for_url("**done=contact**")
    assert "Recorded." in page.inner_text("main")
    assert page.locator('input[name="prompt"]').count() == before - 1
    page.context.close()


def test_everything_works_without_javascript(browser: Browser, address: str) -> None:
    page = _open(browser, address, java_script_enabled=False)
    page.goto("/")
    page.locator(".filters summary").click()
    page.get_by_label("How pressing", exact=True).select_option("overdue")
    page.get_by_role("button", name="Apply filter").click()
    assert "severity=overdue" in page.url
    page.goto(CASES["restricted"])
    text = page.inner_text("main")
    assert text.index("Safe contact is restricted") < text.index("To be done")
    assert "telephone, letter" in text
    page.locator("text=Show the working").first.click()
    assert "suspect released on police bail" in page.locator(".trace").first.inner_text()
    page.get_by_role("button", name="Record the contact").click()
    assert "There is a problem" in page.inner_text("main")
    page.context.close()


def test_a_restriction_is_told_beside_the_way_of_contact_too(page: Page) -> None:
    page.goto(CASES["restricted"])
    labels = {each: page.locator(f'label[for="c-{each}"]').inner_text() for each in ("telephone", "letter", "email")}
    assert "Unsafe for V1" in labels["telephone"]
    assert "Unsafe for V1" in labels["letter"]
    assert "Unsafe" not in labels["email"]


def test_unknown_enhanced_rights_ask_to_be_assessed_now(page: Page) -> None:
    page.goto(CASES["unknown"])
    text = page.inner_text("main")
    assert text.index("Assess now") < text.index("To be done")
    assert "vulnerable" in text


def test_a_session_is_kept_apart_from_other_sites(browser: Browser, address: str) -> None:
    page = _open(browser, address)
    (cookie,) = page.context.cookies()
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Strict"
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in")
    assert page.context.cookies() == []
    page.context.close()


def test_the_settings_say_secure_unless_told_otherwise() -> None:
    assert replace(Settings(token=TOKEN)).secure_cookie
