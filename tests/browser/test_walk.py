"""A reader's walk: home, search, facet, page 2, a speech, and back, with JavaScript and without."""

import re

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
@pytest.mark.parametrize("width", [1280, 360])
def test_from_home_to_a_speech_and_back(open_page, javascript, width):
    page = open_page("/", java_script_enabled=javascript, viewport={"width": width, "height": 800})
    expect(page.get_by_role("heading", level=1)).to_have_text("The Chamber of Corvale")

    page.get_by_label("Search the speeches").fill("climate OR budget OR water")
    page.get_by_role("button", name="Search").click()
    found = page.get_by_role("heading", level=1)
    expect(found).to_contain_text(re.compile(r"\d+ speeches"))
    total = int(re.search(r"\d+", found.inner_text()).group())

    if width < 800:
        page.get_by_text("Narrow these results").click()
    facet = page.get_by_role("complementary").get_by_role("link", name=re.compile("^English")).first
    expected = int(re.search(r"(\d+)\s*$", facet.inner_text()).group(1))
    facet.click()
    expect(found).to_contain_text(f"{expected} speeches")
    assert expected < total

    page.get_by_role("navigation", name="Pages of results").get_by_role("link", name="Page 2").click()
    expect(page).to_have_title(re.compile("page 2"))
    expect(page.get_by_role("link", name="Page 2")).to_have_attribute("aria-current", "page")

    results = page.url
    hit = page.locator(".hit").first
    title = hit.get_by_role("heading").inner_text()
    hit.get_by_role("heading").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.locator("mark").first).to_be_visible()

    page.go_back()
    expect(page).to_have_url(results)
    expect(page.get_by_label("Search the speeches")).to_have_value("climate OR budget OR water")


def test_a_passage_link_opens_on_that_passage_with_the_words_marked(open_page):
    page = open_page("/search?q=barrier")

    link = page.locator(".passage a.n").first
    number = re.search(r"\d+", link.inner_text()).group()
    link.click()

    expect(page).to_have_url(re.compile(rf"#p{number}$"))
    passage = page.locator(f"#p{number}")
    expect(passage).to_be_in_viewport()
    expect(passage.locator("mark").first).to_have_text(re.compile("barrier", re.IGNORECASE))


def test_a_mistake_in_the_query_keeps_the_form_filled_in(open_page):
    page = open_page("/search?q=speaker%3Aholt+%22tidal")

    expect(page.get_by_label("Search the speeches")).to_have_value('speaker:holt "tidal')
    expect(page.locator("#fault-q")).to_contain_text("never closed")


def test_a_misspelt_word_leads_to_results(open_page):
    page = open_page("/search?q=barier")

    page.locator(".meant a").click()

    expect(page.locator(".hit").first).to_be_visible()


def test_by_keyboard_alone(open_page):
    page = open_page("/")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    page.get_by_label("Search the speeches").focus()
    page.keyboard.type("railway")
    page.keyboard.press("Enter")

    expect(page.locator(".hit").first).to_be_visible()


def test_nothing_comes_from_elsewhere_and_no_cookie_is_set(open_page, site):
    page = open_page("/")
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto("/search?q=barrier")

    assert all(address.startswith((site, "data:")) for address in asked)
    assert len(asked) <= 8
    assert page.context.cookies() == []


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", ["/", "/search?q=water", "/help", "/search?q=zzzzz"])
def test_no_page_scrolls_sideways(open_page, path, width):
    page = open_page(path, viewport={"width": width, "height": 700})

    assert page.evaluate("document.documentElement.scrollWidth") <= width
