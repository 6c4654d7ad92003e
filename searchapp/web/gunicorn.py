"""gunicorn's configuration: workers from the machine, threads for slow clients, graceful reloads and recycling."""

from __future__ import annotations

import os

from searchapp.settings import from_environment
from searchapp.web.limits import shared

_settings = from_environment(os.environ)

requests_memory = shared()
"""Made here, before the workers are forked, so that they count together."""

bind = f"{_settings.host}:{os.environ.get('PORT', _settings.port)}"
workers = _settings.workers or (os.cpu_count() or 1) + 1
worker_class = "searchapp.web.worker.Worker"
worker_connections = 500
threads = _settings.threads
timeout = 30
graceful_timeout = 30
keepalive = 5
max_requests = 100_000
max_requests_jitter = 10_000
limit_request_line = 0
"""A quotation in an address, in Cyrillic or Chinese, is longer than the most that gunicorn lets a limit be. Our worker
takes no head of a request that is longer than 64 kB."""
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108, PTH112  (a heartbeat file in memory)
accesslog = None
forwarded_allow_ips = ""
"""Which proxies are trusted is a setting of ours; gunicorn would take SCRIPT_NAME from whoever is on this machine."""
control_socket_disable = True
