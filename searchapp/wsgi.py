"""The site as gunicorn serves it, made from the environment's settings."""

import os
import sys

from searchapp.engines.opening import opened
from searchapp.settings import from_environment
from searchapp.web import create_app, log
from searchapp.web.gunicorn import requests_memory

_settings = from_environment(os.environ)
log.start(sys.stderr)
app = create_app(_settings, opened(_settings), requests_memory)
