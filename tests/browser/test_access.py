"""axe finds nothing: WCAG A and AA up to 2.2 with target-size, on every page, narrow and wide, light and dark."""

import json
import re
from pathlib import Path

import axe_playwright_python
import pytest

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": TAGS, "rules": {"target-size": {"enabled": True}}}
PAGES = {
    "home": "/",
    "results": "/search?q=water",
    "narrowed": "/search?q=house&speaker=Maren+Holt&from=2014",
    "every speech, page 2": "/search?page=2",
    "nothing found": "/search?q=zzzzzz",
    "a mistake": "/search?q=%28barrier&from=nonsense",
    "in context": "/search?q=water&view=kwic",
    "in context, by the words before": "/search?q=the&view=kwic&order=left",
    "in context, of no words": "/search?view=kwic",
    "in context, page 2, from right to left": "/search?q=the&view=kwic&page=2&lang=ar",
    "all values": "/values/speaker?q=water&speaker=Maren+Holt",
    "help": "/help",
    "a quotation to check": "/check",
    "a quotation word for word": "/check?quotation=Shellac+washes+well+...+There+was+no+second+copy",
    "a quotation nearly so": "/check?quotation=Vinyl+washes+quite+well.+Shellac+washes+if+you+take+care+of+labels",
    "an editor's words": "/check?quotation=A+tub+of+tape+reels+stood+on+the+table",
    "a quotation not here": "/check?quotation=We+choose+to+go+to+the+moon&speaker=Kennedy",
    "a quotation refused": "/check?quotation=the+moon&date=soon",
    "a passage said nowhere else": "/repeats/2014-03-11-quist-cap-three-crowns-too-high?passage=2",
    "speakers": "/speakers",
    "speakers by name": "/speakers?sort=name&find=m",
    "topics": "/topics",
    "no topic found": "/topics?find=zzzzzz",
    "a speaker": "/speaker/Maren%20Holt",
    "a speaker’s share": "/speaker/Maren%20Holt?measure=share",
    "a topic": "/topic/tidal%20barrier",
    "no such speaker": "/speaker/Holt",
    "coverage": "/coverage",
    "what the archive lacks": "/search?from=1900&to=2100",
    "corrections": "/corrections",
    "a receipt": "/receipt?q=water&speaker=Maren+Holt",
    "not found": "/nowhere",
    "a quoted passage": "/speech/2014-03-11-quist-cap-three-crowns-too-high?passage=2",
    "no such passage": "/speech/2014-03-11-quist-cap-three-crowns-too-high?passage=99",
    "compared over time": "/compare?q=barrier&q=water&q=house+tax",
    "compared by speaker": "/compare?q=barrier&q=water&by=speaker",
    "a comparison with a mistake": "/compare?q=%28&q=water",
    "nothing to compare": "/compare",
    "who said it first": "/first?q=barrier",
    "the builder": "/embed/builder?q=barrier",
    "a frame": "/embed?q=barrier",
    "a frame, from right to left": "/embed?q=barrier&lang=ar",
    "a frame without results": "/embed?q=zzzzzz",
    "a frame of a quotation": "/embed/speech/2014-03-11-quist-cap-three-crowns-too-high?passage=2",
    "a refused frame": "/embed?q=(",
}


LOOKS = {
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced colours": {"color_scheme": "light", "forced_colors": "active"},
}
"""How some readers have their pages."""
SPEECHES = ["barrier", "реки", "Sprache"]
"""Words of which the best hit is a speech in English, Russian, German."""


def violations(page):
    page.evaluate(AXE)
    return judged(page, OPTIONS)


def judged(page, options):
    """What axe, which is there already, finds."""
    found = page.evaluate(f"axe.run(document, {json.dumps(options)})")
    return [(rule["id"], [node["html"][:160] for node in rule["nodes"]]) for rule in found["violations"]]


def looked_at(page):
    """What axe finds as most readers have the page; in other colours, what its rule about colours finds."""
    found = {"light": violations(page)}
    for name, look in LOOKS.items():
        page.emulate_media(**look)
        found[name] = judged(page, {"runOnly": ["color-contrast"]})
    return {name: wrong for name, wrong in found.items() if wrong}


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(open_page, name, width):
    page = open_page(PAGES[name], viewport={"width": width, "height": 900}, bypass_csp=True)

    assert looked_at(page) == {}


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("query", SPEECHES)
def test_axe_finds_nothing_on_a_speech(open_page, query, width):
    page = open_page(f"/search?q={query}", viewport={"width": width, "height": 900}, bypass_csp=True)

    page.locator(".hit h2 a").first.click()

    assert re.search("/speech/", page.url)
    assert looked_at(page) == {}
