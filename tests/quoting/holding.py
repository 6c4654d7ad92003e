"""Quotations held against an archive."""

import time

from searchapp import quoting
from searchapp.deadline import Deadline
from searchapp.quoting import Claim


def verdict(engine, text, **claim):
    return quoting.check(engine.live(), quoting.read(text), Deadline.after(60, time.monotonic), Claim(**claim))
