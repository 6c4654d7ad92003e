"""Google's Lighthouse, from npm, in the browser that the tests have."""

import json
import os
import subprocess
from pathlib import Path

TOOLS = Path(__file__).resolve().parents[2] / ".ci" / "node_modules"
"""Where `npm ci --prefix .ci` puts what judges pages."""
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def judged(address, chromium, categories, without=()):
    """Its report of a page; `without` some of its audits."""
    command = ["node", TOOLS / "lighthouse" / "cli" / "index.js", address, "--quiet", "--output=json"]
    command += [f"--only-categories={','.join(categories)}", "--chrome-flags=--headless=new --no-sandbox --disable-gpu"]
    command += [f"--skip-audits={','.join(without)}"] if without else []
    done = subprocess.run(
        command, env={**os.environ, "CHROME_PATH": chromium}, capture_output=True, text=True, timeout=300, check=True
    )
    return json.loads(done.stdout)
