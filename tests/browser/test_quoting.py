"""A passage is copied by mouse, by keyboard and by selecting; and without JavaScript it stands there to be copied."""

import json
import re

import pytest
from lxml.html import fragment_fromstring, tostring
from playwright.sync_api import expect
from test_access import violations

from searchapp import indexing
from searchapp.engines.whoosh.engine import Whoosh
from searchapp.engines.whoosh.writing import Effort
from searchapp.indexing import Report
from searchapp.sources import Given

CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}
SPEECH = "/speech/2017-11-21-holt-tidal-barrier-bill"
NARROW, WIDE = {"width": 320, "height": 800}, {"width": 1280, "height": 900}


def clipboard(page):
    return page.evaluate("navigator.clipboard.readText()")


def number(page, n):
    return page.get_by_role("button", name=f"Passage {n}", exact=True)


def select(page, passage, start, end):
    page.evaluate(
        """([id, start, end]) => {
          const range = document.createRange();
          const text = document.querySelector(`${id} p`).firstChild;
          range.setStart(text, start);
          range.setEnd(text, end);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }""",
        [passage, start, end],
    )


@pytest.mark.parametrize(
    ("form", "begins", "ends"),
    [
        ("link", "http://", f"{SPEECH}?passage=2#p2"),
        ("quotation", "“She also told us when to shut.", "?passage=2#p2"),
        ("footnote", "Maren Holt, “Three hundred", r"\(accessed [^)]+\)."),
        ("HTML", '<figure>\n<blockquote cite="http://', "</figure>"),
    ],
)
def test_a_passage_is_copied_as_its_own_page_has_it(open_page, form, begins, ends):
    page = open_page(SPEECH, **CLIPBOARD)

    number(page, 2).click()
    page.get_by_role("button", name=f"Copy {form}").click()
    expect(page.locator("p[data-copied]")).to_have_text("Copied")
    copied = clipboard(page)

    assert copied.startswith(begins)
    assert re.search(f"{ends if form == 'footnote' else re.escape(ends)}$", copied)
    page.goto(f"{SPEECH}?passage=2")
    assert page.locator(f"#quote-{form.lower()}").input_value() == copied


def test_by_keyboard_alone_a_passage_is_copied_and_the_focus_returns(open_page):
    page = open_page(SPEECH, **CLIPBOARD)
    trigger = number(page, 3)

    trigger.focus()
    page.keyboard.press(" ")
    expect(trigger).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Copy link")).to_be_focused()
    page.keyboard.press("Enter")

    expect(trigger).to_be_focused()
    expect(trigger).to_have_attribute("aria-expanded", "false")
    expect(page.get_by_role("button", name="Copy link")).to_have_count(0)
    assert clipboard(page).endswith("?passage=3#p3")


@pytest.mark.parametrize("key", ["Enter", " "])
def test_the_menu_is_left_with_escape(open_page, key):
    page = open_page(SPEECH)
    trigger = number(page, 1)

    trigger.focus()
    page.keyboard.press(key)
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")

    expect(trigger).to_be_focused()
    expect(page.locator(".quoter")).to_have_count(0)


def test_a_file_of_the_passage_is_a_press_away(open_page):
    page = open_page(SPEECH)

    number(page, 2).click()
    with page.expect_download() as download:
        page.locator(".quoter").get_by_role("link", name="RIS").click()

    assert download.value.suggested_filename == "2017-11-21-holt-tidal-barrier-bill-p2.ris"


def test_what_is_selected_is_copied_with_an_address_that_finds_it(open_page):
    page = open_page(SPEECH, **CLIPBOARD)

    select(page, "#p1", 2, 32)
    page.get_by_role("button", name="Copy quotation").click()
    expect(page.locator("p[data-copied]")).to_have_text("Copied")

    copied = clipboard(page)
    assert copied.startswith("“beg to move that the Tidal Bar”\n\n— Maren Holt, ")
    assert copied.endswith("?passage=1#p1:~:text=beg%20to%20move%20that%20the%20Tidal%20Bar")


def test_a_long_selection_is_found_by_its_ends(open_page):
    page = open_page(SPEECH, **CLIPBOARD)

    select(page, "#p1", 0, 200)
    page.get_by_role("button", name="Copy quotation").click()
    expect(page.locator("p[data-copied]")).to_have_text("Copied")

    assert re.search(r":~:text=I%20beg%20to%20move%20that,[^,]+$", clipboard(page))


def test_what_is_selected_across_passages_is_nobodys_quotation(open_page):
    page = open_page(SPEECH)

    page.keyboard.press("Control+a")
    page.wait_for_timeout(400)

    expect(page.get_by_role("button", name="Copy quotation")).to_have_count(0)


def test_where_nobody_may_copy_the_text_stands_there_selected(open_page):
    page = open_page("/")
    page.add_init_script("delete Navigator.prototype.clipboard")
    page.goto(SPEECH)

    number(page, 2).click()
    page.get_by_role("button", name="Copy footnote").click()

    shown = page.get_by_role("textbox", name="Copy this")
    expect(shown).to_be_focused()
    selected = shown.evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)")
    assert selected.startswith("Maren Holt, ")
    assert selected == shown.input_value()


@pytest.mark.parametrize("viewport", [NARROW, WIDE], ids=["narrow", "wide"])
def test_without_javascript_the_number_leads_to_all_of_it(open_page, viewport):
    page = open_page(SPEECH, java_script_enabled=False, viewport=viewport)

    page.get_by_role("link", name="Passage 2", exact=True).click(force=True)

    expect(page).to_have_url(re.compile(r"\?passage=2#p2$"))
    expect(page.locator("#p2")).to_be_in_viewport()
    expect(page.get_by_role("region", name="Quote this passage")).to_be_visible()
    expect(page.get_by_label("Footnote").first).to_have_value(re.compile("passage 2"))
    page.get_by_text("Cite this speech").click()
    expect(page.get_by_label("Footnote").last).to_have_value(re.compile("^Maren Holt"))
    assert page.locator(".copied").inner_text() == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [NARROW, WIDE], ids=["narrow", "wide"])
def test_axe_finds_nothing_where_a_passage_is_quoted(open_page, viewport, scheme):
    page = open_page(f"{SPEECH}?passage=2#p2", viewport=viewport, color_scheme=scheme, bypass_csp=True, **CLIPBOARD)
    page.get_by_text("Cite this speech").click()
    assert violations(page) == []

    number(page, 3).click()
    assert violations(page) == []

    page.get_by_role("button", name="Copy link").click()
    select(page, "#p1", 2, 32)
    expect(page.get_by_role("button", name="Copy quotation")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_on_paper_there_is_the_footnote_and_nothing_to_press(open_page):
    page = open_page(f"{SPEECH}?passage=2")
    page.emulate_media(media="print")

    expect(page.locator(".quoting").first).to_be_hidden()
    expect(page.locator(".quoting").last).to_be_hidden()
    expect(page.locator(".cite")).to_contain_text("passage 2")


def test_the_policy_has_nothing_against_the_data_in_the_head(open_page):
    page = open_page("/")
    page.add_init_script(
        "addEventListener('securitypolicyviolation', e => (window.against ??= []).push(e.violatedDirective))"
    )
    page.goto(f"{SPEECH}?passage=2")

    assert page.locator('script[type="application/ld+json"]').count() == 1
    assert page.evaluate("window.against ?? []") == []


ODD = {
    "plain": {
        "title": "{words} {number} $& $1",
        "speaker": "</template><b>x",
        "text": '"One" isn\'t {title}.\n\nTwo & three.',
    },
    "arabic": {"title": "خطاب", "speaker": "متحدث", "language": "ar", "text": "English first.\n\nسلام عليكم."},
    "spaces": {"text": "Ten\u00a0per cent,\tsaid\u202e she.\n\nTwo  spaces \u2028 here."},
}


@pytest.fixture(scope="session")
def odd_site(serve, tmp_path_factory):
    folder = tmp_path_factory.mktemp("odd")
    records = [{"id": f"a/{name}?.", **record} for name, record in ODD.items()]
    (folder / "odd.jsonl").write_text("\n".join(map(json.dumps, records)), "utf-8")
    indexing.rebuild(Whoosh(folder / "index", Effort(1, 64)), [folder / "odd.jsonl"], Given(), Report(lambda _: None))
    return serve(folder / "index", title="Odd & {archive}")[0]


def as_meant(form, text):
    """HTML that says the same may be written in several ways."""
    return tostring(fragment_fromstring(text), encoding="unicode") if form == "HTML" else text


@pytest.mark.parametrize("name", ODD)
def test_whatever_a_speech_holds_the_script_copies_what_the_page_says(open_page, odd_site, name):
    address = f"{odd_site}/speech/a/{name}%3F."
    page = open_page(address, **CLIPBOARD)
    copied = {}
    for n in (1, 2):
        for form in ("link", "quotation", "footnote", "HTML"):
            number(page, n).click()
            page.get_by_role("button", name=f"Copy {form}").click()
            expect(page.locator("p[data-copied]")).to_have_text("Copied")
            copied[n, form] = as_meant(form, clipboard(page))

    shown = {}
    for n, form in copied:
        page.goto(f"{address}?passage={n}")
        shown[n, form] = as_meant(form, page.locator(f"#quote-{form.lower()}").input_value())
    assert copied == shown
