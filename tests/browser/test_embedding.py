"""Embeds in pages of another origin, in a real browser."""

import json
import re
from urllib.parse import urlencode

import pytest
from hosting import SEARCH, hosting
from playwright.sync_api import expect
from test_access import violations

from searchapp.engines.whoosh.engine import Whoosh
from searchapp.engines.whoosh.writing import Effort
from searchapp.speech import Speech

WATCH = """
window.violations = [];
addEventListener("securitypolicyviolation", ({ violatedDirective }) => violations.push(violatedDirective));
window.told = [];
for (const name of ["ready", "results", "select", "error"])
  addEventListener("speechsearch:" + name, (event) => told.push(name));
"""


@pytest.fixture(scope="module")
def host(site):
    with hosting(site) as address:
        yield address


@pytest.fixture
def visit(browser, host):
    """A page of the host; `embed` stands in it."""
    contexts = []

    def visited(name="plain", embed=SEARCH, lang="en", **options):
        context = browser.new_context(base_url=host, viewport={"width": 900, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.add_init_script(WATCH)
        page.goto(f"/{name}?{urlencode({'embed': embed, 'lang': lang})}")
        return page

    yield visited
    for context in contexts:
        context.close()


def results(page, at=0):
    return page.locator("speech-search").nth(at).locator("li")


@pytest.mark.parametrize("name", ["plain", "strict", "hostile"])
def test_results_stand_in_pages_of_every_kind_without_a_violation(visit, site, name):
    page = visit(name)

    expect(results(page)).to_have_count(3)
    expect(results(page).first.get_by_role("link").first).to_have_attribute("href", re.compile(f"^{site}/speech/"))
    expect(page.locator("speech-search mark").first).to_have_text(re.compile("barrier", re.IGNORECASE))
    assert page.evaluate("violations") == []
    assert page.evaluate("told") == ["ready", "results"]


MEASURES = """() => [...document.querySelector("speech-search").shadowRoot.querySelectorAll("*")].map((one) => {
  const { width, height } = one.getBoundingClientRect(), style = getComputedStyle(one);
  return [one.localName, width, height, style.fontSize, style.direction, style.color, style.visibility];
})"""


def test_the_styles_of_a_hostile_page_change_nothing(visit):
    plain, hostile = visit("plain"), visit("hostile")
    for page in (plain, hostile):
        expect(results(page)).to_have_count(3)

    assert hostile.evaluate(MEASURES) == plain.evaluate(MEASURES)


def test_the_font_and_colour_of_the_page_are_taken_over(visit):
    styled = "<style>body { font-family: monospace; color: rgb(1, 2, 3); }</style>" + SEARCH
    page = visit(embed=styled)

    expect(results(page)).to_have_count(3)
    said = page.locator("speech-search blockquote").first
    expect(said).to_have_css("font-family", "monospace")
    expect(said).to_have_css("color", "rgb(1, 2, 3)")


@pytest.mark.parametrize("lang", ["en", "ru", "de", "fr", "es", "pt", "tr", "ar", "zh", "uk"])
def test_it_speaks_the_language_of_the_page(visit, lang):
    page = visit(lang=lang)

    expect(results(page)).to_have_count(3)
    box = page.locator("speech-search .box")
    expect(box).to_have_attribute("lang", lang)
    expect(box).to_have_css("direction", "rtl" if lang == "ar" else "ltr")
    summary = page.locator("speech-search [part=summary]").inner_text()
    assert re.search(r"\d", summary)
    assert ("speech" in summary) == (lang == "en")


def test_any_attribute_asks_again_once_and_elements_do_not_disturb_one_another(visit):
    page = visit(embed=SEARCH + SEARCH.replace("barrier", "railway"))
    for at in (0, 1):
        expect(results(page, at)).to_have_count(3)
    other = page.locator("speech-search").nth(1).locator(".box").inner_text()
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/api/" in request.url else None)

    page.locator("speech-search").nth(0).evaluate(
        """(one) => {
          one.setAttribute('q', 'budget');
          one.setAttribute('sort', 'oldest');
          one.setAttribute('per-page', '2');
        }"""
    )

    expect(results(page, 0)).to_have_count(2)
    assert len(asked) == 1
    assert "q=budget&sort=oldest&per_page=2" in asked[0]
    assert page.locator("speech-search").nth(1).locator(".box").inner_text() == other


def test_filters_may_have_several_values(visit):
    page = visit(embed='<speech-search speaker="Maren Holt | Anselm Quist" year="2014"></speech-search>')

    expect(results(page).first).to_be_visible()
    names = page.locator("speech-search [part=by]").all_inner_texts()
    assert {name.split(" · ")[0] for name in names} <= {"Maren Holt", "Anselm Quist"}


def test_it_can_be_taken_out_and_put_back(visit):
    page = visit()
    expect(results(page)).to_have_count(3)

    page.evaluate("""() => {
      const one = document.querySelector("speech-search"), place = one.parentNode;
      for (let n = 0; n < 20; n++) { one.remove(); place.append(one); }
    }""")

    # Asked once more, not twenty times.
    page.wait_for_function("told.filter((name) => name === 'results').length === 2")
    page.evaluate("told.length = 0")
    results(page).first.get_by_role("link").first.evaluate("(link) => { link.removeAttribute('href'); link.click(); }")
    assert page.evaluate("told") == ["select"]


def test_the_page_may_draw_results_and_errors_itself(visit):
    page = visit(embed="<p>Nothing yet.</p>")
    page.evaluate("""() => {
      document.body.addEventListener("speechsearch:results", (event) => {
        event.preventDefault();
        document.querySelector("p").textContent = event.detail.total + " found";
      });
      const one = document.createElement("speech-search");
      one.setAttribute("q", "barrier");
      document.body.append(one);
    }""")

    expect(page.locator("p").first).to_have_text(re.compile(r"^\d+ found$"))
    expect(results(page)).to_have_count(0)


def test_what_the_page_puts_into_slots_is_shown(visit):
    page = visit(
        embed='<speech-search q="zzzz"><i slot="empty">Try the archive.</i><a href="#x">link</a></speech-search>'
    )

    expect(page.get_by_text("Try the archive.")).to_be_visible()


@pytest.mark.parametrize("trouble", ["off", "blocked", "down", "429", "503", "slow", "not JSON"])
def test_whatever_goes_wrong_the_link_of_the_page_is_there(visit, browser, host, site, trouble):
    context = browser.new_context(java_script_enabled=trouble != "off")
    page = context.new_page()
    api = f"{site}/api/**"
    if trouble == "blocked":
        page.route(f"{site}/embed/**", lambda route: route.abort())
    elif trouble == "down":
        page.route(api, lambda route: route.abort())
    elif trouble.isdigit():
        page.route(api, lambda route: route.fulfill(status=int(trouble), body='{"error": {"message": "Wait."}}'))
    elif trouble == "slow":
        page.route(api, lambda route: None)
    elif trouble == "not JSON":
        page.route(api, lambda route: route.fulfill(status=200, body="<p>"))
    page.goto(f"{host}/plain")

    link = page.get_by_role("link", name="Speeches about the barrier")
    expect(link).to_be_visible()
    if trouble in {"down", "429", "503", "not JSON"}:
        expect(page.get_by_text("The archive doesn’t answer just now.")).to_be_visible()
        page.unroute(api)
        page.get_by_role("button", name="Try again").click()
        expect(results(page)).to_have_count(3)
    else:
        link.click()
        expect(page).to_have_url(f"{site}/search?q=barrier")
    context.close()


def test_a_query_that_cannot_be_understood_says_so(visit):
    page = visit(embed='<speech-search q="(unclosed"><a href="#x">The archive</a></speech-search>')

    expect(page.locator("speech-search [part=error]")).to_contain_text(re.compile("closing|closed|\\)"))
    expect(page.get_by_role("link", name="The archive")).to_be_visible()


def test_a_search_field_asks_the_archive_and_keeps_the_cursor(visit):
    page = visit(embed='<speech-search field q="barrier" per-page="3"></speech-search>')
    expect(results(page)).to_have_count(3)

    field = page.get_by_role("searchbox", name="Search")
    field.fill("railway")
    field.press("Enter")

    expect(page.locator("speech-search mark").first).to_have_text(re.compile("railway", re.IGNORECASE))
    expect(field).to_be_focused()


def test_a_search_field_follows_its_attributes_unless_somebody_types(visit):
    page = visit(embed='<speech-search field q="barrier" per-page="3"></speech-search>')
    expect(results(page)).to_have_count(3)

    page.locator("speech-search").evaluate("(one) => { one.lang = 'de'; one.setAttribute('q', 'railway'); }")

    expect(page.get_by_role("searchbox", name="Suchen")).to_have_value("railway")
    expect(page.get_by_role("button", name="Suchen")).to_be_visible()


def test_its_colours_follow_the_reader_where_that_is_wanted(visit):
    page = visit(embed=SEARCH.replace("<speech-search", '<speech-search theme="auto"'), color_scheme="light")
    expect(results(page)).to_have_count(3)
    box = page.locator("speech-search .box")
    expect(box).to_have_css("background-color", "rgb(251, 250, 247)")

    page.emulate_media(color_scheme="dark")

    expect(box).to_have_css("background-color", "rgb(22, 21, 19)")
    expect(page.locator("speech-search [part=title]").first).to_have_css("color", "rgb(227, 154, 160)")


def test_marks_are_seen_in_forced_colours(visit):
    page = visit(forced_colors="active")

    expect(page.locator("speech-search mark").first).to_have_css("text-decoration-line", "underline")


def test_only_the_origin_of_the_script_is_asked(visit):
    asked = []
    embed = '<speech-search src="https://evil.example/" q="barrier" per-page="1"></speech-search>'
    page = visit(embed=embed)
    page.on("request", lambda request: asked.append(request.url))

    expect(results(page)).to_have_count(1)
    assert not [url for url in asked if "evil" in url]


def test_nothing_is_stored_and_nobody_else_is_asked(visit, site, host):
    asked = []
    page = visit(embed="<p>Empty.</p>")
    page.on("request", lambda request: asked.append(request))  # noqa: PLW0108  (it wants a function of its own)
    page.evaluate(
        "(embed) => document.body.append(document.createRange().createContextualFragment(embed))",
        SEARCH.replace("{archive}", site),
    )
    expect(results(page)).to_have_count(3)

    assert {request.url.split("/api")[0] for request in asked} == {site}
    assert all("referer" not in request.all_headers() and "cookie" not in request.all_headers() for request in asked)
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_shown_later_it_is_as_wide_as_its_place(visit):
    page = visit(embed=f'<div id="tab" hidden style="width: 500px">{SEARCH}</div>')
    page.wait_for_function("told.includes('results')")

    page.locator("#tab").evaluate("(tab) => { tab.hidden = false; }")

    assert page.locator("speech-search").bounding_box()["width"] == 500


def test_with_a_height_nothing_below_it_moves(visit):
    page = visit(embed=SEARCH.replace("<speech-search", '<speech-search height="400"', 1))
    page.evaluate("""() => { window.shift = 0; new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true }); }""")

    expect(results(page)).to_have_count(3)
    assert page.locator("speech-search").bounding_box()["height"] == 400
    page.wait_for_timeout(200)
    assert page.evaluate("shift") <= 0.02


@pytest.mark.parametrize(
    "hostile",
    ["javascript:document.title=1", '"><img src=x onerror=document.title=1>', "<script>document.title=1</script>"],
)
def test_no_attribute_is_ever_run(visit, hostile):
    page = visit(embed="<p>Empty.</p>")

    page.evaluate(
        """(hostile) => {
      for (const name of ["q", "src", "speaker", "lang", "theme", "target", "height", "from", "sort"]) {
        const one = document.createElement("speech-search");
        one.setAttribute("per-page", "1");
        one.setAttribute(name, hostile);
        document.body.append(one);
      }
    }""",
        hostile,
    )
    page.wait_for_function("told.filter((name) => name !== 'ready').length === 9")

    assert page.title() == "A page of somebody else"
    hrefs = page.evaluate("""[...document.querySelectorAll("speech-search")]
      .flatMap((one) => [...one.shadowRoot.querySelectorAll("a")]).map((link) => link.href)""")
    assert all(href.startswith("http") for href in hrefs)


def test_a_quotation_shows_who_said_it_and_when(visit, site, demo_speech):
    page = visit(embed=f'<speech-quote speech="{demo_speech["id"]}" passage="1"></speech-quote>')

    quote = page.locator("speech-quote")
    expect(quote.locator("blockquote")).to_have_text(demo_speech["passages"][0]["text"])
    expect(quote.locator("[part=by]")).to_contain_text(demo_speech["speaker"])
    expect(quote.get_by_role("link")).to_have_attribute("href", demo_speech["passages"][0]["url"])


@pytest.mark.parametrize(("said", "changed"), [("as it is", False), ("otherwise", True)])
def test_a_quotation_says_when_the_archive_has_another_text_since(visit, demo_speech, said, changed):
    text = demo_speech["passages"][0]["text"] if said == "as it is" else "Something else."
    quoted = f'<speech-quote speech="{demo_speech["id"]}" passage="1"><blockquote>{text}</blockquote></speech-quote>'
    page = visit(embed=quoted)

    expect(page.locator("speech-quote [part=context]")).to_be_visible()
    expect(page.locator("blockquote")).to_have_text(text)
    expect(page.locator("speech-quote [part=changed]")).to_have_count(int(changed))


def test_a_quotation_of_a_speech_that_is_gone_stays_with_its_link(visit):
    inside = '<blockquote>Words.</blockquote><a href="#x">The archive</a>'
    page = visit(embed=f'<speech-quote speech="nowhere">{inside}</speech-quote>')

    expect(page.get_by_text("This speech is no longer in the archive.")).to_be_visible()
    expect(page.get_by_text("Words.")).to_be_visible()
    expect(page.get_by_role("link", name="The archive")).to_be_visible()


def test_a_bare_frame_works_in_the_narrowest_sandbox(visit):
    page = visit("cms")

    frame = page.frame_locator("iframe")
    expect(frame.locator("li")).to_have_count(3)
    expect(frame.locator("h1")).to_contain_text(re.compile(r"\d+ speeches"))
    expect(frame.locator("blockquote").first).to_have_css("font-family", re.compile("Palatino"))


@pytest.mark.parametrize("theme", ["auto", "light", "dark"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_an_element(visit, demo_speech, theme, scheme):
    search = SEARCH.replace("<speech-search", f'<speech-search field theme="{theme}"')
    quoted = f'<speech-quote theme="{theme}" speech="{demo_speech["id"]}"></speech-quote>'
    page = visit(embed=f"<main><h1>Speeches</h1>{search}{quoted}</main>", color_scheme=scheme)
    expect(results(page)).to_have_count(3)

    assert [one for one in violations(page) if one[0] != "region"] == []  # landmarks are the page's own affair


FRAME = (
    '<iframe data-speech-embed src="{archive}/embed?q=barrier&per_page=2" title="Speeches" width="100%" height="150">'
    "</iframe>"
)


@pytest.mark.parametrize("sandbox", ["", ' sandbox="allow-scripts"'])
def test_a_frame_becomes_as_high_as_what_is_in_it(visit, sandbox):
    page = visit(embed=FRAME.replace("<iframe", f"<iframe{sandbox}"))

    main = page.frame_locator("iframe").locator("main")
    expect(main.locator("li")).to_have_count(2)
    page.wait_for_function("Number(document.querySelector('iframe').height) > 200")
    assert abs(int(page.locator("iframe").get_attribute("height")) - main.bounding_box()["height"]) <= 1


@pytest.mark.parametrize("high", [10**9, 1, -5, "NaN", "1e9", None, [300]])
def test_heights_are_clamped_and_forged_ones_ignored(visit, high):
    page = visit(embed=FRAME)
    page.wait_for_function("Number(document.querySelector('iframe').height) > 200")
    before = page.locator("iframe").get_attribute("height")

    page.evaluate("(high) => postMessage({ speechsearch: 'height', height: high }, '*')", high)
    page.wait_for_timeout(100)
    assert page.locator("iframe").get_attribute("height") == before

    if isinstance(high, int):
        frame = next(frame for frame in page.frames if "/embed" in frame.url)
        frame.evaluate("(high) => parent.postMessage({ speechsearch: 'height', height: high }, '*')", high)
        page.wait_for_timeout(100)
        assert 80 <= int(page.locator("iframe").get_attribute("height")) <= 4000


def test_a_frame_tells_wordpress_its_height_and_links_in_its_own_words(visit, site):
    page = visit(embed="<p>Empty.</p>")
    page.evaluate(
        """(site) => {
      window.heard = [];
      addEventListener("message", ({ data }) => data.secret && heard.push(data));
      const frame = document.createElement("iframe");
      frame.sandbox = "allow-scripts";
      frame.src = site + "/embed?q=barrier&per_page=1#?secret=Xy12";
      document.body.append(frame);
    }""",
        site,
    )
    page.frame_locator("iframe").locator("h2 a").click()
    page.wait_for_function("heard.some((one) => one.message === 'link')")

    heard = page.evaluate("heard")
    assert {one["secret"] for one in heard} == {"Xy12"}
    assert next(one["value"] for one in heard if one["message"] == "height") > 100
    assert next(one["value"] for one in heard if one["message"] == "link").startswith(f"{site}/speech/")


def test_the_demonstration_is_what_these_tests_take_it_for(demo_speech):
    assert json.dumps(demo_speech["passages"][0]["marks"]) == "[]"


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_from_the_builder_to_an_empty_page(open_page, visit, site, javascript):
    page = open_page("/search?q=barrier", java_script_enabled=javascript)
    page.get_by_role("link", name="For your page").click()
    expect(page.frame_locator("iframe").locator("li").first).to_be_visible()

    page.get_by_label("Results").select_option("3")
    page.get_by_label("Language", exact=True).select_option("de")
    if not javascript:
        page.get_by_role("button", name="Show").click()
    expect(page.get_by_label("As an element", exact=True)).to_have_value(re.compile('per-page="3" lang="de"'))
    expect(page.frame_locator("iframe").locator("li")).to_have_count(3)
    expect(page.frame_locator("iframe").locator("html")).to_have_attribute("lang", "de")
    snippet = page.get_by_label("As an element", exact=True).input_value()

    empty = visit("empty", embed=snippet)
    expect(results(empty)).to_have_count(3)
    expect(empty.locator("speech-search [part=summary]")).to_have_text(re.compile("Reden"))


@pytest.fixture
def own(browser, serve, tmp_path):
    """A site of its own with one speech, a page of another origin that embeds it, and how to rebuild it."""
    index = tmp_path / "index"

    def rebuilt(text):
        with Whoosh(index, Effort(1, 32)).rebuild() as add:
            add(Speech("s", (text,), title="On the harbour", language="en"))

    rebuilt("The harbour sleeps.")
    contexts, harbour = [], SEARCH.replace('q="barrier"', 'q="harbour"')

    def opened(**settings):
        address, process = serve(index, **settings)
        context = browser.new_context()
        contexts.append(context)
        page = context.new_page()
        page.add_init_script(WATCH)
        with hosting(address) as host:
            page.goto(f"{host}/plain?{urlencode({'embed': harbour})}")
            expect(results(page)).to_have_count(1)
        return page, process

    yield rebuilt, opened
    for context in contexts:
        context.close()


ASK = """async (often) => {
  const one = document.querySelector("speech-search");
  window.asked ??= 0;
  for (let n = 0; n < often && !told.includes("error"); n++) {
    const heard = new Promise((done) => {
      for (const name of ["results", "error"]) one.addEventListener("speechsearch:" + name, done, { once: true });
    });
    one.setAttribute("per-page", 10 + ++asked);  // another address each time, which no cache has
    await heard;
  }
}"""


def test_a_generation_that_goes_live_meanwhile_is_shown_by_the_next_request(own):
    rebuilt, opened = own
    page, _ = opened()

    page.evaluate(ASK, 5)
    rebuilt("The harbour wakes.")
    page.evaluate(ASK, 1)

    expect(page.locator("speech-search blockquote")).to_contain_text("The harbour wakes.")
    assert "error" not in page.evaluate("told")


def test_with_the_server_stopped_the_link_is_there(own):
    _, opened = own
    page, process = opened()
    process.terminate()
    process.wait(30)

    page.evaluate(ASK, 1)

    expect(page.get_by_text("The archive doesn’t answer just now.")).to_be_visible()
    expect(page.get_by_role("link", name="Speeches about the barrier")).to_be_visible()


def test_who_asks_too_often_sees_the_link_and_may_try_again(own):
    _, opened = own
    page, _ = opened(rate=60)

    page.evaluate(ASK, 60)

    expect(page.get_by_text("The archive doesn’t answer just now.")).to_be_visible()
    expect(page.get_by_role("link", name="Speeches about the barrier")).to_be_visible()
    page.wait_for_timeout(2000)
    page.get_by_role("button", name="Try again").click()
    expect(results(page)).to_have_count(1)


def test_the_builder_shows_the_last_answer_and_what_is_wrong(open_page):
    page = open_page("/embed/builder")
    held = []
    page.route("**/embed/builder?q=tide*", lambda route: held.append(route))  # noqa: PLW0108  (as above)
    page.get_by_label("Words").fill("tide")
    page.wait_for_timeout(500)
    page.get_by_label("Words").fill("railway")
    expect(page.get_by_label("As an address")).to_have_value(re.compile("q=railway"))
    for route in held:
        route.continue_()
    page.wait_for_timeout(300)
    expect(page.get_by_label("As an address")).to_have_value(re.compile("q=railway"))

    page.get_by_label("From").fill("abc")

    expect(page.locator("[data-fault]")).to_contain_text("“abc” is not a date")
    expect(page.get_by_label("As an address")).to_be_hidden()


def test_a_frame_that_was_there_before_its_script_becomes_high_enough(visit, site):
    page = visit("cms")
    expect(page.frame_locator("iframe").locator("li")).to_have_count(3)
    page.evaluate("document.querySelector('iframe').dataset.speechEmbed = ''")

    page.add_script_tag(url=f"{site}/embed/v1.js")

    page.wait_for_function("Number(document.querySelector('iframe').height) > 450")
