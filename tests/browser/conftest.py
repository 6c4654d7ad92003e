"""A real browser, with and without JavaScript."""

import json
import urllib.request

import pytest
from playwright.sync_api import expect, sync_playwright

expect.set_options(timeout=20_000)  # a busy machine is no fault of ours

QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser(chromium):
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser, site):
    """A page of the site in a window of its own; what goes wrong in it fails the test."""
    contexts, troubles = [], []

    def opened(path="/", **options):
        context = browser.new_context(base_url=site, **{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [trouble for trouble in troubles if "status of 4" not in trouble] == []


@pytest.fixture(scope="session")
def demo_speech(site):
    """One speech of the demonstration, as the API tells it."""
    with urllib.request.urlopen(f"{site}/api/v1/search?q=barrier&speaker=Maren+Holt") as answer:
        id = json.load(answer)["results"][0]["id"]
    with urllib.request.urlopen(f"{site}/api/v1/speeches/{id}") as answer:
        return json.load(answer)
