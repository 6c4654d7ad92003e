"""The Procfile serves the site."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from searchapp.settings import PREFIX

ROOT = Path(__file__).parents[2]


def test_honcho_starts_the_site(demo_index, tmp_path):
    programs = Path(sys.executable).parent
    environment = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    environment |= {
        "SEARCHAPP_INDEX": str(demo_index),
        "PATH": f"{programs}:{environment['PATH']}",
        "SEARCHAPP_WORKERS": "1",
    }
    command = [sys.executable, "-m", "honcho", "-d", str(ROOT), "start", "-p", "8899"]
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            ready = _ready("http://127.0.0.1:8899/readyz")
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)

    assert ready, (tmp_path / "log").read_text()
    assert json.loads(ready)


def _ready(address):
    for _ in range(200):
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                return answer.read()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    return None
