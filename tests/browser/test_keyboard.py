"""Every page by keyboard alone, at every width: what has the focus is seen, and nothing scrolls sideways."""

import pytest
from playwright.sync_api import expect
from test_access import PAGES

STOPS = 60
"""How many things are gone through on a page."""
COVERED = """() => {  // points of a chart that have the same figure lie on one another: their outlines are seen
  const focused = document.activeElement;
  if (focused === document.body || focused.matches("iframe")) return null;
  const box = focused.getBoundingClientRect();
  const seen = [[.5, .5], [.1, .5], [.9, .5], [.5, .2], [.5, .8]].some(([x, y]) => {
    const there = document.elementFromPoint(box.x + box.width * x, box.y + box.height * y);
    const same = focused.ownerSVGElement && there?.closest("figure") === focused.closest("figure");
    return there && (same || focused.contains(there) || there.contains(focused));
  });
  const style = getComputedStyle(focused);
  const inner = focused.querySelector?.(".reach");
  const outlined = style.outlineStyle !== "none" || (inner && getComputedStyle(inner).stroke !== "none");
  return seen && outlined ? null : `${focused.outerHTML.slice(0, 120)} seen: ${seen}, outlined: ${outlined}`;
}"""


@pytest.mark.parametrize("name", PAGES)
def test_what_has_the_focus_is_seen(open_page, name):
    page = open_page(PAGES[name], viewport={"width": 1280, "height": 600})

    wrong = []
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        wrong.append(page.evaluate(COVERED))

    assert [one for one in wrong if one] == []


@pytest.mark.parametrize("name", [name for name in PAGES if "frame" not in name])
def test_the_first_stop_skips_to_the_content(open_page, name):
    page = open_page(PAGES[name])

    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("#main")).to_be_focused()


@pytest.mark.parametrize("name", PAGES)
def test_at_400_percent_nothing_scrolls_sideways(open_page, name):
    """1280 pixels at 400 % are 320 (WCAG 1.4.10)."""
    page = open_page(PAGES[name], viewport={"width": 320, "height": 256})

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
