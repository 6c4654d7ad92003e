"""What others say of our pages: the Nu Html Checker, Lighthouse, and a scale."""

import gzip
import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from test_access import PAGES

sys.path.insert(0, str(Path(__file__).parents[1] / "judging"))

from lighthouse import TOOLS, judged

from searchapp.web.interface import LANGUAGES

HEAVIEST, MOST_SCRIPT, MOST_REQUESTS = 50_000, 10_000, 8
"""Bytes of a page with all it needs, packed; bytes of its scripts, unpacked; requests."""


@pytest.fixture(scope="session")
def tools():
    """What judges pages. It may be missing on a developer's machine, never in CI."""
    if not TOOLS.is_dir():
        message = "The Nu Html Checker and Lighthouse are not installed (`npm ci --ignore-scripts --prefix .ci`)"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    return TOOLS


def fetched(address, lang="en"):
    request = urllib.request.Request(address, headers={"Accept-Language": lang})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.read()
    except urllib.error.HTTPError as error:
        return error.read()


def test_the_html_of_every_page_in_every_language_is_valid(site, tools, tmp_path):
    for number, path in enumerate(PAGES.values()):
        for lang in LANGUAGES:
            (tmp_path / f"{number:03}-{lang}.html").write_bytes(fetched(site + path, lang))

    command = ["java", "-jar", tools / "vnu-jar" / "build" / "dist" / "vnu.jar", "--format", "json", tmp_path]
    found = json.loads(subprocess.run(command, capture_output=True, text=True, timeout=600, check=False).stderr)

    assert [(Path(one["url"]).name, one["message"], one.get("extract")) for one in found["messages"]] == []


@pytest.mark.parametrize(
    ("path", "without"),
    [
        ("/search?q=water", ("is-crawlable",)),  # results are not for robots: see criterion 12 in docs/reading.md
        ("/speech/2014-03-11-quist-cap-three-crowns-too-high", ()),
    ],
    ids=["results", "a speech"],
)
def test_lighthouse_scores_95_and_more(site, tools, chromium, path, without):
    report = judged(site + path, chromium, ("accessibility", "best-practices", "seo"), without)

    scores = {name: category["score"] for name, category in report["categories"].items()}
    wrong = [audit["id"] for audit in report["audits"].values() if audit["score"] == 0]
    assert min(scores.values()) >= 0.95, (scores, wrong)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_light_and_never_shifts(open_page, site, name):
    loaded = []
    page = open_page("about:blank")
    page.on("response", lambda answer: loaded.append(answer) if answer.url.startswith(site) else None)
    page.add_init_script(
        "window.shifts = 0; new PerformanceObserver(l => { for (const e of l.getEntries()) window.shifts += e.value })"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    page.goto(PAGES[name])
    page.wait_for_load_state("networkidle")

    bodies = {answer.url: answer.body() for answer in loaded}
    packed = sum(len(gzip.compress(body)) for body in bodies.values())
    scripts = sum(len(body) for address, body in bodies.items() if address.endswith(".js"))
    assert len(loaded) <= MOST_REQUESTS, list(bodies)
    assert (packed <= HEAVIEST, scripts <= MOST_SCRIPT) == (True, True), (packed, scripts)
    assert page.evaluate("window.shifts") == 0
