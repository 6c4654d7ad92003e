"""gunicorn as the Procfile starts it, until whoever asked for it is done."""

from __future__ import annotations

import json
import os
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from memory import family

ROOT = Path(__file__).resolve().parents[3]
WORKERS = 2
HOST = "127.0.0.1"
PATIENCE = 120.0
"""Seconds until it must be ready."""
LEAVE = 20.0
"""Seconds that it has to stop."""
FOREIGN = ("SEARCHAPP_", "GUNICORN_", "PORT", "WEB_CONCURRENCY")
"""What in the environment would change what is served."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where it answers, where its log goes, and gunicorn's own process."""

    port: int
    log: Path
    pid: int

    def workers(self) -> list[int]:
        return family(self.pid)[1:]


@contextmanager
def serving(index: Path, log: Path) -> Iterator[Site]:
    """Yield a site that answers."""
    port = _free_port()
    with log.open("wb") as lines:
        process = subprocess.Popen(_command(), cwd=ROOT, env=_environment(index, port), stdout=lines, stderr=lines)
    try:
        _wait(process, port, log)
        yield Site(port, log, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(LEAVE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def logged(log: Path) -> dict[str, float]:
    """Seconds that each request took inside the site, by its number."""
    with log.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines if line.startswith("{")]
    return {record["request"]: record["ms"] / 1000 for record in records}


def _command() -> list[str]:
    """That of the Procfile, with the Python that runs this."""
    web = next(line for line in (ROOT / "Procfile").read_text(encoding="utf-8").splitlines() if line.startswith("web:"))
    return [sys.executable, "-m", *shlex.split(web.removeprefix("web:"))]


def _environment(index: Path, port: int) -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    asked = {"INDEX": index, "HOST": HOST, "PORT": port, "WORKERS": WORKERS, "RATE": 0}
    return kept | {f"SEARCHAPP_{name}": str(value) for name, value in asked.items()}


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Until it is ready. Raises ChildProcessError with what it said if it won't be."""
    until = time.monotonic() + PATIENCE
    while not _ready(port):
        if process.poll() is not None or time.monotonic() > until:
            raise ChildProcessError(f"The site isn't served. It said: {log.read_text(encoding='utf-8')[-2000:]}")
        time.sleep(0.1)


def _ready(port: int) -> bool:
    connection = HTTPConnection(HOST, port, timeout=PATIENCE)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind((HOST, 0))
        port: int = tried.getsockname()[1]
    return port
