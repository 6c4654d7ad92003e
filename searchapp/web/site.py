"""What every request needs: the settings, the engine, and where things are."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf
from threading import BoundedSemaphore

from flask import current_app, request

from searchapp.deadline import Deadline
from searchapp.engines import Engine, Facts
from searchapp.errors import Unavailable
from searchapp.settings import Settings
from searchapp.web.addresses import Addresses, quoted
from searchapp.web.assets import Asset
from searchapp.web.interface import LANGUAGES, Interface, interface
from searchapp.web.names.directory import Known

EXPORTS = 24
"""How many a process hands out at once; each keeps its list of what was found, 8 bytes a speech."""


@dataclass(frozen=True, slots=True)
class Site:
    """One running site."""

    settings: Settings
    engine: Engine
    assets: Mapping[str, Asset]
    exports: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(EXPORTS))
    known: Known = field(default_factory=Known)

    def deadline(self, patience: float = inf) -> Deadline:
        """When the answer that begins now must be complete, or sooner: after so many seconds."""
        return Deadline.after(min(self.settings.deadline, patience), time.monotonic)


def site() -> Site:
    """The site that this request came to."""
    found: Site = current_app.extensions["searchapp"]
    return found


def index() -> Facts | None:
    """What answers now; None where there is nothing yet, or nothing that can be read."""
    try:
        return site().engine.live().facts
    except Unavailable:
        return None


def arguments() -> dict[str, list[str]]:
    """The parameters of this request, in the order they came."""
    return request.args.to_dict(flat=False)


def here() -> Addresses:
    """Addresses for the pages themselves, in the language that this one was asked for in."""
    return Addresses(request.script_root, _asked_in())


def plainly() -> Addresses:
    """Addresses for a page whose `lang` means another thing than its own language."""
    return Addresses(request.script_root)


def everywhere() -> Addresses:
    """Addresses that are good from anywhere."""
    return Addresses((site().settings.url or request.url_root).rstrip("/"))


def told(lang: str | None = None) -> Interface:
    """The language that an answer speaks: this one, else the one asked for, else as the reader's browser asks."""
    return interface(lang or _asked_in() or preferred())


def preferred() -> str:
    """The code of the language that the reader's browser asks for, of those that are spoken."""
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]


def in_language(code: str) -> str:
    """This page in another language."""
    said = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    kind, slash, name = request.path[1:].partition("/")
    return Addresses(request.script_root, code).page(f"/{quoted(kind)}{slash}{quoted(name)}", *said)


def _asked_in() -> str:
    asked = request.args.get("lang", "")
    return asked if asked in LANGUAGES else ""
