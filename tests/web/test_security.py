"""The score table of Mozilla's HTTP Observatory (2024), as far as one page can earn or lose by it."""

import re

import pytest
from markup import page

from searchapp.web.security import headers

SIX_MONTHS = 15768000
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}


def policy(headers):
    rules = [rule.split() for rule in headers.get("Content-Security-Policy", "").split(";") if rule.strip()]
    names = [name for name, *_ in rules]
    assert len(names) == len(set(names)), "duplicate directives"
    return {name: set(sources) for name, *sources in rules}


def csp(rules):
    if not rules:
        return -25
    broad = {"'unsafe-inline'", "'unsafe-eval'", "data:", "https:", "http:", "*"}
    if any(rules.get(name, rules.get("default-src", {"*"})) & broad for name in ("script-src", "object-src")):
        return -20
    if rules.get("style-src", set()) & broad:
        return 0
    return 10 if rules.get("default-src") == {"'none'"} else 5


def integrity(found):
    scripts = [script for script in found.all("script") if script.get("type") != "application/ld+json"]
    if not scripts:
        return 0
    local = all(script.get("src", "").startswith("/") and not script["src"].startswith("//") for script in scripts)
    assert local, "scripts from elsewhere"
    return 5 if all("integrity" in script for script in scripts) else 0


def hsts(headers):
    age = re.search(r"max-age=(\d+)", headers.get("Strict-Transport-Security", ""))
    return -20 if not age else 0 if int(age.group(1)) >= SIX_MONTHS else -10


def score(response, found):
    sent, rules = response.headers, policy(response.headers)
    parts = {
        "csp": csp(rules),
        "cookies": 0 if "Set-Cookie" not in sent else -40,
        "cors": -50 if "Access-Control-Allow-Credentials" in sent else 0,
        "referrer": 5 if sent.get("Referrer-Policy") in PRIVATE else 0,
        "hsts": hsts(sent),
        "sri": integrity(found),
        "nosniff": 0 if sent.get("X-Content-Type-Options") == "nosniff" else -5,
        "framing": 5 if rules.get("frame-ancestors") == {"'none'"} else -20,
        "corp": 10 if sent.get("Cross-Origin-Resource-Policy") in {"same-origin", "same-site"} else 0,
    }
    penalised = 100 + sum(part for part in parts.values() if part < 0)
    return penalised + (sum(part for part in parts.values() if part > 0) if penalised >= 90 else 0)


@pytest.mark.parametrize("address", ["/", "/search?q=barrier", "/speech/2017-flood", "/help"])
def test_the_observatory_gives_every_page_its_best(client, address):
    response = client.get(address, base_url="https://localhost")

    assert score(response, page(client, address)) >= 135


def test_forms_and_bases_are_kept_at_home(client):
    rules = policy(client.get("/").headers)

    assert rules["form-action"] == {"'self'"}
    assert rules["base-uri"] == {"'none'"}


def test_the_scripts_integrity_is_its_own(client):
    import base64
    import hashlib

    script = page(client, "/").one("script")
    digest = hashlib.sha384(client.get(script["src"]).data).digest()
    assert script["integrity"] == f"sha384-{base64.b64encode(digest).decode()}"


def test_https_is_required_only_where_it_is_there(client):
    assert "Strict-Transport-Security" not in client.get("/").headers
    assert "Strict-Transport-Security" in client.get("/", base_url="https://localhost").headers


@pytest.mark.parametrize(
    "path", ["/", "/search", "/speech/x", "/readyz", "/apiary", "/opensearch.xml", "/embed/builder"]
)
def test_only_what_is_made_for_it_is_for_other_origins(path):
    sent = headers(path, secure=True)

    assert sent["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in sent


@pytest.mark.parametrize("address", ["/nowhere", "/search?q=(", "/speech/nobody"])
def test_errors_are_sealed_too(client, address):
    assert "default-src 'none'" in client.get(address).headers["Content-Security-Policy"]
