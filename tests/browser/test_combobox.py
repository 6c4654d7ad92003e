"""The search field as a combobox: by keyboard, by pointer, for screen readers, from right to left, and without."""

import re

import pytest
from playwright.sync_api import expect
from test_access import violations


@pytest.fixture
def typing(open_page):
    """A page with this typed into its search field, the suggestions open."""

    def typed(text, path="/", **options):
        page = open_page(path, **options)
        field = page.get_by_role("combobox")
        field.fill("")
        field.press_sequentially(text)
        expect(page.get_by_role("listbox")).to_be_visible()
        return page, field

    return typed


def active(page, field):
    """What a screen reader is told is chosen."""
    id = field.get_attribute("aria-activedescendant")
    return page.locator(f"#{id}") if id else None


def test_the_field_says_what_it_is_and_what_is_open(open_page):
    page = open_page("/")
    field = page.get_by_role("combobox")
    for name, value in (("aria-expanded", "false"), ("aria-autocomplete", "list"), ("aria-controls", "offers")):
        expect(field).to_have_attribute(name, value)
    expect(field).to_have_accessible_name("Search the speeches")

    field.press_sequentially("hol")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("listbox")).to_have_accessible_name("Suggestions")
    expect(page.get_by_role("group", name="Speakers").get_by_role("option").first).to_contain_text("Maren Holt")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d+ suggestions$"))


def test_each_kind_is_a_group_and_nothing_is_chosen_before_the_reader_does(typing):
    page, field = typing("the")

    assert page.get_by_role("listbox").get_by_role("group").count() >= 2
    assert page.locator("[role=option][aria-selected=true]").count() == 0
    assert field.get_attribute("aria-activedescendant") is None
    expect(field).to_have_value("the")


def test_arrows_go_round_the_options_and_the_field_without_changing_what_is_typed(typing):
    page, field = typing("hou")
    options = page.get_by_role("option")

    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert active(page, field).inner_text() == options.first.inner_text()
    field.press("ArrowUp")
    assert active(page, field) is None
    field.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    expect(options.last).to_be_in_viewport()
    field.press("ArrowDown")
    assert active(page, field) is None
    expect(field).to_have_value("hou")
    expect(field).to_be_focused()


def test_home_and_end_stay_with_the_text(typing):
    page, field = typing("hou")

    field.press("ArrowDown")
    field.press("Home")
    assert active(page, field) is None
    assert field.evaluate("field => field.selectionStart") == 0
    field.press("End")
    assert field.evaluate("field => field.selectionStart") == 3


def test_enter_searches_for_what_is_typed_unless_an_option_is_chosen(typing):
    page, field = typing("barrier ho")

    field.press("Enter")

    expect(page).to_have_url(re.compile(r"/search\?q=barrier\+ho$"))


def test_choosing_a_speaker_narrows_by_that_speaker(typing):
    page, field = typing("barrier hol")
    expect(page.get_by_role("group", name="Speakers").get_by_role("option").first).to_contain_text("Maren Holt")
    count = int(page.get_by_role("option").first.locator(".count").inner_text())

    field.press("ArrowDown")
    field.press("Enter")

    expect(page).to_have_url(re.compile(r"/search\?q=barrier&speaker=Maren\+Holt$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{count} speech")


def test_choosing_a_word_completes_it_and_keeps_what_was_typed_before(typing):
    page, field = typing("water barr")

    page.get_by_role("group", name="Words").get_by_role("option").first.click()

    expect(field).to_have_value("water barrier")
    expect(field).to_be_focused()
    expect(page.get_by_role("listbox")).to_be_hidden()
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=water\+barrier$"))


def test_choosing_a_title_opens_the_speech(typing):
    page, _ = typing("the tram cond")

    page.get_by_role("group", name="Titles").get_by_role("option").first.click()

    expect(page).to_have_url(re.compile("/speech/"))


def test_what_narrows_the_page_narrows_the_suggestions_and_stays(typing):
    page, _ = typing("barr", "/search?q=water&speaker=Maren+Holt&sort=oldest&lang=de")

    page.locator("[aria-labelledby=offers-word]").get_by_role("option").first.click()
    page.get_by_role("combobox").press("Enter")

    expect(page).to_have_url(re.compile(r"q=barrier&speaker=Maren\+Holt&sort=oldest&lang=de"))


def test_escape_closes_then_clears(typing):
    page, field = typing("hou")

    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("hou")
    field.press("Escape")
    expect(field).to_have_value("")
    expect(field).to_be_focused()


def test_tab_goes_on_and_the_list_closes(typing):
    page, field = typing("hou")

    field.press("Tab")

    expect(page.get_by_role("button", name="Search")).to_be_focused()
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_what_was_closed_opens_again_by_the_arrow(typing):
    page, field = typing("hou")

    field.press("Escape")
    field.press("ArrowDown")

    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")


def test_that_there_is_nothing_to_suggest_is_said(open_page):
    page = open_page("/")

    page.get_by_role("combobox").press_sequentially("zzzzzz")

    expect(page.get_by_role("status")).to_have_text("No suggestions")
    expect(page.get_by_role("listbox")).to_be_hidden()


@pytest.mark.parametrize("trouble", ["gone", "broken", "refused"])
def test_a_search_goes_on_where_suggestions_fail(open_page, trouble):
    page = open_page("/")
    answers = {
        "gone": lambda route: route.fulfill(status=404, body=""),
        "broken": lambda route: route.fulfill(body="<html>"),
        "refused": lambda route: route.fulfill(status=429, json={"error": {"message": "Too many requests"}}),
    }
    page.route("**/suggest?*", answers[trouble])

    with page.expect_request("**/suggest?*"):
        page.get_by_role("combobox").press_sequentially("barrier")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.get_by_role("combobox").press("Enter")

    expect(page.locator(".hit").first).to_be_visible()


def test_an_old_answer_never_takes_the_place_of_a_new_one(open_page):
    page = open_page("/")
    late = []

    def answered(route):
        if "q=hou&" in route.request.url:
            late.append(route)
        else:
            route.continue_()

    page.route("**/suggest?*", answered)
    field = page.get_by_role("combobox")
    with page.expect_request("**/suggest?*q=hou&*"):
        field.press_sequentially("hou")
    field.fill("railway")
    expect(page.get_by_role("option").first).to_be_visible()
    shown = page.get_by_role("listbox").inner_text()
    for route in late:
        route.continue_()
    page.wait_for_timeout(300)

    assert page.get_by_role("listbox").inner_text() == shown


def test_from_right_to_left_the_list_stands_below_its_field(typing):
    page, _ = typing("hou", "/?lang=ar")
    form, offers = page.locator("form.search").bounding_box(), page.get_by_role("listbox").bounding_box()

    assert abs(offers["x"] - form["x"]) <= 1
    assert abs(offers["width"] - form["width"]) <= 2
    option = page.get_by_role("option").first
    name, count = option.locator("bdi").bounding_box(), option.locator(".count").bounding_box()
    assert count["x"] < name["x"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", ["/", "/search?q=water", "/?lang=ar"])
def test_axe_finds_nothing_while_it_is_open(typing, path, width, scheme):
    viewport = {"width": width, "height": 900}
    page, field = typing("hou", path, viewport=viewport, color_scheme=scheme, bypass_csp=True)
    field.press("ArrowDown")

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_javascript_it_is_a_plain_search_field(open_page):
    page = open_page("/", java_script_enabled=False)
    field = page.get_by_role("searchbox", name="Search the speeches")

    field.fill("barrier")
    field.press("Enter")

    expect(page.locator(".hit").first).to_be_visible()
    assert page.get_by_role("combobox").count() == page.get_by_role("listbox").count() == 0


def test_values_are_ticked_looked_for_and_shown_without_javascript(open_page):
    page = open_page("/values/speaker?q=barrier", java_script_enabled=False)

    page.get_by_label(re.compile("Maren Holt")).check()
    page.get_by_label("Find among them").fill("quist")
    page.get_by_label("Find among them").press("Enter")
    expect(page.get_by_label(re.compile("Maren Holt"))).to_be_checked()
    page.get_by_label(re.compile("Quist")).check()
    page.get_by_role("button", name="Show the speeches").click()

    expect(page).to_have_url(re.compile(r"/search\?q=barrier&speaker=Maren\+Holt&speaker=[^&]*Quist"))
    expect(page.locator(".chips li")).to_have_count(3)


def test_a_ticked_box_that_is_focused_is_never_behind_the_bar(open_page):
    page = open_page("/values/topic", viewport={"width": 360, "height": 500})
    boxes = page.get_by_role("checkbox")

    for n in range(boxes.count()):
        boxes.nth(n).focus()
        below = page.locator(".apply").bounding_box()["y"]
        box = boxes.nth(n).bounding_box()
        assert box["y"] + box["height"] <= below or below > 500 - 1 or box["y"] > below
