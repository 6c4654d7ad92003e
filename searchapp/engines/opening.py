"""Which engine the settings ask for."""

from __future__ import annotations

import os

from searchapp.engines import Engine
from searchapp.errors import BadSetting
from searchapp.settings import Settings


def opened(settings: Settings) -> Engine:
    """The engine of the settings. Nothing is read until it is asked something. Raises BadSetting."""
    if settings.engine != "whoosh":
        raise BadSetting(f"SEARCHAPP_ENGINE is “{settings.engine}”; the engine there is: whoosh.")
    from searchapp.engines.whoosh.engine import Whoosh
    from searchapp.engines.whoosh.writing import Effort

    return Whoosh(settings.index, Effort(settings.processes or os.cpu_count() or 1, settings.memory))
