"""Reading a speech: from match to match, through the debate, and line by line."""

import re

import pytest
from playwright.sync_api import expect

DEBATED = "/speech/2014-03-11-quist-cap-three-crowns-too-high"
COVERED = """() => {
  const box = document.activeElement.getBoundingClientRect();
  const seen = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return !(seen && (document.activeElement.contains(seen) || seen.contains(document.activeElement)));
}"""


@pytest.fixture
def many_matches(open_page):
    """A speech with several matches, opened from its results."""

    def opened(**options):
        page = open_page("/search?q=water&view=kwic", **options)
        page.locator(".lines a").first.click()
        expect(page.locator(".matches")).to_contain_text(re.compile(r"\d+ matches"))
        return page

    return opened


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_matches_lead_from_one_to_the_next(many_matches, javascript):
    page = many_matches(java_script_enabled=javascript)

    page.get_by_role("link", name="First", exact=True).click()
    expect(page.locator(".step:visible")).to_contain_text("Match 1 of")
    page.locator(".step:visible").get_by_role("link", name="Next").click()

    expect(page.locator(".step:visible")).to_contain_text("Match 2 of")
    expect(page).to_have_url(re.compile("#m2$"))
    expect(page.locator("#m2")).to_be_in_viewport()


def test_enter_alone_goes_on_to_the_next_match(many_matches):
    page = many_matches()

    page.get_by_role("link", name="First", exact=True).focus()
    for _ in range(3):
        page.keyboard.press("Enter")

    expect(page.locator(".step:visible")).to_contain_text("Match 3 of")
    expect(page.locator(".step:visible a.on, .step:visible a.back").and_(page.locator(":focus"))).to_have_count(1)


def test_back_leads_out_of_the_speech_not_through_its_matches(many_matches):
    page = many_matches()

    page.get_by_role("link", name="First", exact=True).click()
    page.locator(".step:visible").get_by_role("link", name="Next").click()
    expect(page).to_have_url(re.compile("#m2$"))
    page.go_back()

    expect(page).to_have_url(re.compile(r"/search\?q=water&view=kwic$"))


def test_the_match_is_kept_when_a_reader_comes_back(many_matches):
    page = many_matches()

    page.get_by_role("link", name="Last", exact=True).click()
    at = page.url
    page.get_by_role("link", name="How to search").click()
    expect(page).to_have_url(re.compile("/help"))
    page.go_back()

    expect(page).to_have_url(at)
    expect(page.locator(".step:visible")).to_contain_text("Match")


@pytest.mark.parametrize("width", [320, 1280])
def test_what_has_the_focus_is_never_under_the_bar(many_matches, width):
    page = many_matches(viewport={"width": width, "height": 500})
    page.get_by_role("link", name="How to search").focus()

    for _ in range(60):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        assert not page.evaluate(COVERED), page.evaluate("document.activeElement.outerHTML.slice(0, 200)")


def test_one_speech_leads_to_the_next_and_back(open_page):
    page = open_page(DEBATED)

    page.locator(".debate.below a[rel=next], .debate.below a[rel=prev]").first.click()
    expect(page).not_to_have_url(re.compile(DEBATED))
    page.locator(f'.debate.above a[href="{DEBATED}"]').click()

    expect(page).to_have_url(re.compile(DEBATED))


def test_lines_open_at_their_passage(open_page):
    page = open_page("/search?q=barrier")

    page.get_by_role("link", name="In context").click()
    line = page.locator(".lines a").first
    number = re.search(r"#p(\d+)$", line.get_attribute("href")).group(1)
    line.click()

    expect(page.locator(f"#p{number}")).to_be_in_viewport()
    expect(page.locator(f"#p{number} mark").first).to_have_text(re.compile("barrier", re.IGNORECASE))


def test_matches_stand_in_one_column_on_a_wide_screen(open_page):
    page = open_page("/search?q=barrier&view=kwic")

    begins = page.locator(".lines mark").evaluate_all("marks => marks.map(mark => mark.getBoundingClientRect().left)")

    assert len(begins) > 5
    assert max(begins) - min(begins) < 1


@pytest.mark.parametrize(
    "path", ["/search?q=water&view=kwic", "/search?q=реки&view=kwic", "/search?q=water&view=kwic&lang=ar"]
)
def test_lines_never_scroll_sideways(open_page, path):
    page = open_page(path, viewport={"width": 320, "height": 700})

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_paper_has_the_numbers_and_the_address_and_no_controls(open_page):
    page = open_page("/search?q=barrier")
    page.locator(".hit h2 a").first.click()
    page.emulate_media(media="print")

    expect(page.locator(".cite")).to_be_visible()
    expect(page.locator(".cite")).to_contain_text(re.compile(r"http.*/speech/"))
    expect(page.locator(".words .n").first).to_be_visible()
    for controls in (".debate.above", ".matches", ".where", ".alike", ".search", ".foot"):
        assert not page.locator(controls).first.is_visible(), controls


def test_years_stand_below_their_own_bars_in_a_page_from_right_to_left(open_page):
    begins = """labels => labels.map(
        label => label.getBoundingClientRect().left - label.ownerSVGElement.getBoundingClientRect().left)"""

    here = open_page("/?lang=ar").locator(".chart text").evaluate_all(begins)
    there = open_page("/").locator(".chart text").evaluate_all(begins)

    assert here
    assert here == pytest.approx(there, abs=1)


def test_a_passage_shows_its_number_without_being_pointed_at(open_page):
    page = open_page("/search?q=barrier")
    page.locator(".hit h2 a").first.click()

    expect(page.locator(".words .n").first).to_have_css("opacity", "1")


@pytest.mark.parametrize(("lang", "side"), [("en", "left"), ("ar", "right")])
def test_the_search_box_is_closed_where_its_line_begins(open_page, lang, side):
    box = open_page(f"/?lang={lang}").locator("#q")

    expect(box).to_have_css(f"border-{side}-width", "1px")
