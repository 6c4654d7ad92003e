"""The site and its API: `create_app` makes the application that a server runs."""

from __future__ import annotations

from mmap import mmap
from typing import TYPE_CHECKING

from searchapp.engines import Engine
from searchapp.settings import Settings

if TYPE_CHECKING:
    from flask import Flask


def create_app(settings: Settings, engine: Engine, memory: mmap | None = None) -> Flask:
    """A site of its own: two of them in one process share nothing, unless the memory in which requests are counted.

    The framework is imported only here, so that the command line can use params and present without it.
    """
    from searchapp.web.application import put_together

    return put_together(settings, engine, memory)
