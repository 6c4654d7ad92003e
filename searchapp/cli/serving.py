"""Commands that serve the site."""

from __future__ import annotations

import os
import sys
from importlib.resources import as_file, files
from typing import Any

import click

from searchapp import indexing
from searchapp.cli.commands import amount, command, say
from searchapp.cli.progress import reported
from searchapp.engines.opening import opened
from searchapp.errors import NoArchive
from searchapp.settings import Settings
from searchapp.settings import table as settings_table
from searchapp.sources import Given

_HELP = {name: help for name, _, help in settings_table()}


def address_options(function: Any) -> Any:
    """--host, --port, --workers: the settings of the same names."""
    function = click.option("--workers", type=int, help=_HELP["SEARCHAPP_WORKERS"])(function)
    function = click.option("--port", type=int, help=_HELP["SEARCHAPP_PORT"])(function)
    return click.option("--host", help=_HELP["SEARCHAPP_HOST"])(function)


@command("serve", example="searchapp serve --port 8080", short="Serve the site.")
@address_options
def serve(settings: Settings, **given: Any) -> None:
    """Serve the site with gunicorn, until it is stopped. A rebuild is noticed by itself."""
    _serve(settings, given)


@command("demo", example="searchapp demo", short="Serve the demonstration archive.")
@address_options
def demo(settings: Settings, **given: Any) -> None:
    """Build the demonstration archive if nothing is indexed yet, serve it, and print the address."""
    engine = opened(settings)
    try:
        engine.live()
    except NoArchive:
        say("Building the demonstration archive …")
        with as_file(files("searchapp") / "demo" / "speeches") as folder, reported([folder]) as report:
            indexing.rebuild(engine, [folder], Given(), report)
        say(f"Indexed {amount(report.speeches, 'speech', 'speeches')}.", fg="green")
    title = (
        {} if "SEARCHAPP_TITLE" in os.environ else {"SEARCHAPP_TITLE": "The Chamber of Corvale (an invented archive)"}
    )
    _serve(settings, given, title)


def _serve(settings: Settings, given: dict[str, Any], more: dict[str, str] | None = None) -> None:
    chosen = {f"SEARCHAPP_{name.upper()}": str(value) for name, value in given.items() if value is not None}
    environment = os.environ | {"SEARCHAPP_INDEX": str(settings.index)} | chosen | (more or {})
    host, port = environment.get("SEARCHAPP_HOST", settings.host), environment.get("SEARCHAPP_PORT", str(settings.port))
    say(f"Serving on http://{host}:{port}/ (Ctrl-C stops it)", bold=True)
    sys.stderr.flush()
    program = [sys.executable, "-m", "gunicorn", "--config", "python:searchapp.web.gunicorn", "searchapp.wsgi:app"]
    os.execve(sys.executable, program, environment)  # noqa: S606  (a command line of our own)
