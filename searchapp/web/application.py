"""The application put together: pages, API, errors, headers, log, and what templates may use."""

from __future__ import annotations

from mmap import mmap
from typing import Any

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import BaseConverter

from searchapp import speech
from searchapp.engines import Engine
from searchapp.settings import Settings
from searchapp.web import assets, bodies, errors, limits, log, packing, present, security
from searchapp.web.api import api
from searchapp.web.asked import widened, written_as
from searchapp.web.choosing import choosing
from searchapp.web.citations import citations
from searchapp.web.counted.views import counted
from searchapp.web.embeds import embeds
from searchapp.web.embeds.builder import builder
from searchapp.web.embeds.oembed import oembed
from searchapp.web.exports import exports
from searchapp.web.feeds import feeds
from searchapp.web.health import health
from searchapp.web.interface import LANGUAGES, direction, interface
from searchapp.web.names.views import names
from searchapp.web.outward import outward
from searchapp.web.quotations import quotations
from searchapp.web.repeats import repeats
from searchapp.web.site import Site, everywhere, here, in_language, index, site, told
from searchapp.web.sitemap import sitemap
from searchapp.web.trust import trust
from searchapp.web.views import pages

PARTS = (
    pages,
    api,
    health,
    embeds,
    builder,
    oembed,
    feeds,
    citations,
    exports,
    counted,
    quotations,
    names,
    choosing,
    repeats,
    sitemap,
    trust,
)


class _Whole(BaseConverter):
    """Any text at all, slashes and line breaks included: ids come from other people's documents."""

    regex = "(?s:.+)"
    part_isolating = False


def put_together(settings: Settings, engine: Engine, memory: mmap | None) -> Flask:
    """See create_app."""
    app = Flask("searchapp.web", static_folder=None)
    app.extensions["searchapp"] = Site(settings, engine, assets.load())
    app.url_map.merge_slashes = False
    app.url_map.converters["whole"] = _Whole
    _set_up_templates(app)
    for part in PARTS:
        app.register_blueprint(part)
    for room in (log, bodies, packing, errors, security):
        room.register(app)
    limits.register(app, memory or limits.shared())
    if settings.proxies:
        _trust(app, settings.proxies)
    return app


def _trust(app: Flask, proxies: int) -> None:
    app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
        app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies, x_port=proxies, x_prefix=proxies
    )


def _set_up_templates(app: Flask) -> None:
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.filters.update(
        direction=direction,
        marked=lambda excerpt: present.html(excerpt.text, excerpt.marks),
        shortened=speech.shorten,
        rewritten=written_as,
        widened=widened,
    )
    app.jinja_env.globals["outward"] = outward
    app.context_processor(_known_everywhere)


def _known_everywhere() -> dict[str, Any]:
    known = site()
    return {
        "site": known.settings,
        "assets": known.assets,
        "to": here(),
        "everywhere": everywhere(),
        "told": told(),
        "index": index,
        "languages": [(code, interface(code).words["name"]) for code in LANGUAGES],
        "in_language": in_language,
    }
