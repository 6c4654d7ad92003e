"""What every request needs: the settings, the engine, and where things are."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

from flask import current_app, request

from searchapp.deadline import Deadline
from searchapp.engines import Engine
from searchapp.settings import Settings
from searchapp.web.addresses import Addresses
from searchapp.web.assets import Asset


@dataclass(frozen=True, slots=True)
class Site:
    """One running site."""

    settings: Settings
    engine: Engine
    assets: Mapping[str, Asset]

    def deadline(self) -> Deadline:
        """When the answer that begins now must be complete."""
        return Deadline.after(self.settings.deadline, time.monotonic)


def site() -> Site:
    """The site that this request came to."""
    found: Site = current_app.extensions["searchapp"]
    return found


def arguments() -> dict[str, list[str]]:
    """The parameters of this request, in the order they came."""
    return request.args.to_dict(flat=False)


def here() -> Addresses:
    """Addresses for the pages themselves."""
    return Addresses(request.script_root)


def everywhere() -> Addresses:
    """Addresses that are good from anywhere."""
    return Addresses((site().settings.url or request.url_root).rstrip("/"))
