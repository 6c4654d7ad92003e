"""How often one address may ask: counted in memory that all workers share, so that more workers don't mean more.

The generic cell rate algorithm (ITU-T I.371): of each address only the moment is kept at which its allowance will be
whole again. Two workers that write at once may let one request too many through, never lose the count.
"""

from __future__ import annotations

import os
import time
from hashlib import blake2b
from mmap import mmap

from flask import Flask, request

from searchapp.errors import TooMany
from searchapp.web.site import site

SLOTS = 1 << 16
"""Addresses that are told apart; two that meet in one slot share an allowance."""
_SALT = 16
BURST = 0.5
"""The part of a minute's allowance that may be used at once."""
_FREE = ("/livez", "/readyz", "/static/", "/embed/v")


def shared() -> mmap:
    """Memory for counting, with a salt of its own; processes that are forked afterwards share it."""
    memory = mmap(-1, _SALT + 8 * SLOTS)
    memory[:_SALT] = os.urandom(_SALT)
    return memory


class Limit:
    """So many requests a minute from each address."""

    def __init__(self, rate: int, memory: mmap) -> None:
        self._interval = 60 / rate
        self._room = max(1.0, rate * BURST) * self._interval
        self._salt = bytes(memory[:_SALT])
        self._whole = memoryview(memory)[_SALT:].cast("d")

    def wait(self, address: str, now: float) -> float:
        """Seconds until this address may ask again, 0 if it may now; then the request is counted."""
        digest = blake2b(address.encode(), key=self._salt, digest_size=8).digest()
        slot = int.from_bytes(digest, "big") % SLOTS
        whole = max(now, self._whole[slot]) + self._interval
        if whole - now > self._room:
            return whole - now - self._room
        self._whole[slot] = whole
        return 0.0


def register(app: Flask, memory: mmap) -> None:
    """Refuse who asks too often, where the settings say what that is."""
    rate = app.extensions["searchapp"].settings.rate
    if not rate:
        return
    limit = Limit(rate, memory)

    def counted() -> None:
        if request.path.startswith(_FREE):
            return
        wait = limit.wait(request.remote_addr or "", time.monotonic())
        if wait:
            raise TooMany(site().settings.rate, wait)

    app.before_request(counted)
