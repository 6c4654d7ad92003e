"""Commands that serve the site."""

from __future__ import annotations

import os
import socket
import sys
from importlib.resources import as_file, files
from typing import Any

import click

from searchapp import indexing
from searchapp.cli.commands import amount, command, environment, say
from searchapp.cli.progress import reported
from searchapp.engines.opening import opened
from searchapp.errors import BadSetting, NoArchive
from searchapp.settings import Settings, from_environment
from searchapp.settings import table as settings_table
from searchapp.sources import Given

INVENTED = "Chamber of Corvale (invented)"
"""The source that every speech of the demonstration archive names."""
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
    _serve(environment(index=settings.index, **given))


@command("demo", example="searchapp demo", short="Serve the demonstration archive.")
@address_options
def demo(settings: Settings, **given: Any) -> None:
    """Build the demonstration archive if nothing is indexed yet, serve it, and print the address.

    An archive of your own that is there already is served as it is, under its own name.
    """
    chosen = environment(index=settings.index, **given)
    engine = opened(settings)
    try:
        engine.live()
    except NoArchive:
        say("Building the demonstration archive …")
        with as_file(files("searchapp") / "demo" / "speeches") as folder, reported([folder]) as report:
            indexing.rebuild(engine, [folder], Given(), report)
        say(f"Indexed {amount(report.speeches, 'speech', 'speeches')}.", fg="green")
    if set(engine.live().counts("source")) == {INVENTED}:
        chosen.setdefault("SEARCHAPP_TITLE", "The Chamber of Corvale (an invented archive)")
    else:
        say("This index holds an archive of your own. To see the demonstration: searchapp demo --index demonstration")
    _serve(chosen)


def _serve(chosen: dict[str, str]) -> None:
    """Become gunicorn, if the address is to be had."""
    settings = from_environment(chosen)
    port = int(chosen.get("PORT", settings.port))
    _try(settings.host, port)
    say(f"Serving on http://{settings.host}:{port}/ (Ctrl-C stops it)", bold=True)
    sys.stderr.flush()
    program = [sys.executable, "-m", "gunicorn", "--config", "python:searchapp.web.gunicorn", "searchapp.wsgi:app"]
    os.execve(sys.executable, program, chosen)  # noqa: S606  (a command line of our own)


def _try(host: str, port: int) -> None:
    """Raise BadSetting unless this address can be listened on now."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind((host, port))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise BadSetting(f"{host}:{port} can't be listened on: {reason}. Choose another --host or --port.") from error
