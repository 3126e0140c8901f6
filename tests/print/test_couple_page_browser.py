"""The page for couples in a real browser, if there is one: it loads nothing, fits, and works by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest

from cardtui.print.couple_page import couple_page
from print.browser import BROWSER, Browser
from print.test_couple_page import DANGEROUS, SCRIPT, dangerous, made
from shipped_words import WORDS, filled
from workshop.plans import plan, shipped

pytestmark = [pytest.mark.long, pytest.mark.skipif(BROWSER is None, reason="no Chromium here")]

SIZES = {"phone": (390, 844), "laptop": (1280, 800), "lying phone": (844, 390), "400 % of a laptop": (320, 200)}

MINUTES = "{const now = Date.now; Date.now = () => now() + %s * 60000}"
"""Skips minutes of the page's clock."""

BOX = "(box => [box.left, box.right, box.top, box.bottom])(document.activeElement.getBoundingClientRect())"

LEAST_TARGET = 24
"""Pixels, after WCAG 2.2, 2.5.8."""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_bytes(made(plan()).encode())
    return path


def focused(browser: Browser) -> str:
    text: str = browser.run("document.activeElement.textContent")
    return text


def wait_for(browser: Browser, what: str) -> None:
    until = monotonic() + 10
    while not browser.run(what):
        assert monotonic() < until, what
        sleep(0.1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_it_fits_every_window_and_asks_the_network_for_nothing(
    browser: Browser, page: Path, size: str, scheme: str
) -> None:
    width, height = SIZES[size]
    browser.open(page, width, height, scheme=scheme)
    assert browser.run("document.documentElement.scrollWidth") <= width
    asked = [each["request"]["url"] for each in browser.reported("Network.requestWillBeSent")]
    assert asked == [page.as_uri()]
    assert browser.reported("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled") == []
    assert browser.run("getComputedStyle(document.body).color") != "rgb(0, 0, 0)"  # its style was allowed
    assert browser.run("document.querySelector('.timer').hidden") is False  # and its script
    assert browser.run("document.cookie + Object.keys(localStorage).length") == "0"


@pytest.mark.parametrize("running", [False, True])
@pytest.mark.parametrize("size", SIZES)
def test_the_keyboard_reaches_everything_and_targets_are_large(
    browser: Browser, page: Path, size: str, *, running: bool
) -> None:
    browser.open(page, *SIZES[size])
    if running:  # then the timer stays visible, and must not hide the focused element
        browser.run("document.querySelectorAll('.main').forEach(button => button.click())")
    count = browser.run("document.querySelectorAll('a, summary, button:not([hidden])').length")
    seen = []
    for _ in range(count):
        browser.press("Tab")
        seen.append(focused(browser))
        assert browser.run("document.activeElement.matches(':focus-visible')")
        assert browser.run("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        box = browser.run(BOX)
        assert min(box[1] - box[0], box[3] - box[2]) >= LEAST_TARGET
        middle = f"document.elementFromPoint({(box[0] + box[1]) / 2}, {(box[2] + box[3]) / 2})"
        assert browser.run(f"document.activeElement.contains({middle})"), seen[-1]
    assert WORDS.feelings_title in seen
    assert len(seen) == count


def test_the_timer_runs_pauses_and_never_cuts_off(browser: Browser, page: Path) -> None:
    browser.open(page, *SIZES["phone"])
    timer = "document.querySelector('.timer')"
    shown, spoken = f"{timer}.querySelector('.time').textContent", f"{timer}.querySelector('.spoken').textContent"
    browser.run(f"{timer}.querySelector('.main').focus()")
    browser.press("Enter")
    assert (browser.run(shown), focused(browser)) == (filled(WORDS.print_page_left, value="5"), WORDS.print_page_pause)
    assert browser.run(spoken) == ""
    browser.press(" ")
    browser.run(MINUTES % 20)
    assert (browser.run(shown), focused(browser)) == (filled(WORDS.print_page_left, value="5"), WORDS.print_page_go_on)
    browser.press(" ")
    browser.run(MINUTES % 3.5)
    two = filled(WORDS.print_page_left, value="2")
    wait_for(browser, f"{shown} === '{two}' && {spoken} === '{two}'")
    browser.run(MINUTES % 10)
    wait_for(browser, f"{shown} === '{WORDS.print_page_over}' && {spoken} === '{WORDS.print_page_over}'")
    browser.run(MINUTES % 60)
    sleep(1.2)
    assert (browser.run(shown), focused(browser)) == (WORDS.print_page_over, WORDS.print_page_next)
    browser.press("Enter")
    assert browser.run(shown) == filled(WORDS.print_page_left, value="5")
    browser.press("Tab", "Enter")
    assert focused(browser) == filled(WORDS.print_page_start, value="5")
    assert browser.run(shown) == filled(WORDS.print_turns, value="5")


def test_hostile_text_runs_nothing_and_does_not_widen_the_page(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    for text in (*DANGEROUS.values(), "x" * 3000, "\u202eright to left\u202c"):
        path.write_bytes(made(*dangerous(text)).encode())
        browser.open(path, *SIZES["phone"])
        assert browser.run("document.documentElement.scrollWidth") <= SIZES["phone"][0]
        asked = [each["request"]["url"] for each in browser.reported("Network.requestWillBeSent")]
        assert asked == [path.as_uri()]
        dialogs = browser.reported("Page.javascriptDialogOpening", "Log.entryAdded", "Runtime.exceptionThrown")
        assert dialogs == []


def test_without_its_script_all_but_the_timer_is_there(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    page = couple_page(plan(), shipped())
    path.write_bytes(page.replace(SCRIPT, "changed()").encode())
    browser.open(path, *SIZES["phone"])
    # The policy blocks scripts that are not the page's own.
    assert any("Content Security Policy" in each["entry"]["text"] for each in browser.reported("Log.entryAdded"))
    assert browser.run("document.querySelector('.timer').hidden")
    assert WORDS.mirror_stem in browser.run("document.body.innerText")
