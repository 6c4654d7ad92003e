"""What the figures depend on; the load shows whether others were at work."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path


def machine(engines: Sequence[str]) -> dict[str, str]:
    """Say before anything is measured."""
    return {
        "machine": f"{_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}",
        "versions": ", ".join([f"Python {platform.python_version()}", *map(_version, engines)]),
        "load before": f"{os.getloadavg()[0]:.1f}",
    }


def _version(engine: str) -> str:
    match engine:
        case "sqlite":
            return f"SQLite {sqlite3.sqlite_version}"
        case "whoosh":
            return f"whoosh3 {version('whoosh3')}"
        case "tantivy":
            return f"tantivy-py {version('tantivy')}"
    return f"searchapp {version('searchapp')}"


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    lines = known.read_text(encoding="utf-8").splitlines() if known.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.machine()
