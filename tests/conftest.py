"""What every test may ask for."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from hypothesis import settings

import searchapp
from searchapp import indexing
from searchapp.deadline import Deadline
from searchapp.engines.whoosh.engine import Whoosh
from searchapp.engines.whoosh.writing import Effort
from searchapp.indexing import Report
from searchapp.sources import Given

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

DEMO = Path(searchapp.__file__).parent / "demo" / "speeches"
SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture
def corpora():
    """The folder of real speeches that stands beside the project on developers' machines and in CI."""
    folder = SHARED / "corpora"
    if not folder.is_dir():
        pytest.skip("../shared/corpora is not there: real speeches stand beside the project only for its developers")
    return folder


@pytest.fixture
def deadline():
    return Deadline.after(60, time.monotonic)


@pytest.fixture(scope="session")
def calls():
    """How many calls a piece of work makes: effort as the same number on every machine, however busy."""

    def counted(work):
        made = 0

        def count(_frame, event, _argument):
            nonlocal made
            made += event in {"call", "c_call"}

        sys.setprofile(count)
        try:
            work()
        finally:
            sys.setprofile(None)
        return made

    return counted


@pytest.fixture(scope="session")
def demo_index(tmp_path_factory):
    """An index of the demonstration archive; who changes it works on a copy."""
    folder = tmp_path_factory.mktemp("demo") / "index"
    indexing.rebuild(Whoosh(folder, Effort(1, 64)), [DEMO], Given(), Report(lambda _: None))
    return folder


@pytest.fixture(scope="session")
def serve(tmp_path_factory):
    """Start the site as an operator would, on an index folder; it ends with the tests."""
    running = []

    def started(index, application="searchapp.wsgi:app", **settings):
        port = _free_port()
        environment = {name: value for name, value in os.environ.items() if not name.startswith("SEARCHAPP_")}
        environment |= {"SEARCHAPP_INDEX": str(index), "SEARCHAPP_PORT": str(port), "SEARCHAPP_WORKERS": "2"}
        environment |= {f"SEARCHAPP_{name.upper()}": str(value) for name, value in settings.items()}
        log = (tmp_path_factory.mktemp("log") / "gunicorn.log").open("w")
        environment["PYTHONPATH"] = os.pathsep.join(sys.path)
        command = [sys.executable, "-m", "gunicorn", "--config", "python:searchapp.web.gunicorn", application]
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        running.append((process, log))
        address = f"http://127.0.0.1:{port}"
        _wait_until_ready(address, process, log.name)
        return address, process

    yield started
    for process, log in running:
        process.terminate()
        process.wait(30)
        log.close()


@pytest.fixture(scope="session")
def site(serve, demo_index):
    """The address of the demonstration archive, served."""
    return serve(demo_index, title="The Chamber of Corvale")[0]


@pytest.fixture(scope="session")
def chromium():
    """Chromium's path. It may be missing on a developer's machine, never in CI."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not path:
        message = "Chromium is not installed (Debian: apt-get install chromium, or set CHROMIUM to its path)"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    return path


def _free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def _wait_until_ready(address, process, log):
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"{address}/livez", timeout=2):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            assert process.poll() is None, Path(log).read_text()
            time.sleep(0.1)
    raise AssertionError(Path(log).read_text())
