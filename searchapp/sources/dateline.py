"""The line that an agency's article begins with: who reports, and when."""

from __future__ import annotations

import re
from collections.abc import Sequence

from searchapp.sources import dating

_DATELINE = re.compile(r"[«\"“]?(?P<agency>[^\W\d_][^,:\n]{1,40}),\s+(?P<rest>[^\n]{3,80})")
_WIRE = re.compile(r"\A[.\s]*[(/](?P<wire>[^)/\n]{2,30})[)/]")
_DATE_END = re.compile(r"[.–—(/]|\s-\s")


def dateline(line: str) -> tuple[str, str] | None:
    """Who reports, and the date as far as it is told; None where a line is no dateline."""
    found = _DATELINE.match(line)
    end = _date_end(found["rest"]) if found else None
    if not found or end is None:
        return None
    wire = _WIRE.match(found["rest"][end:])
    return (wire["wire"] if wire else found["agency"]).strip('«»“”" '), dating.iso(found["rest"][:end])


def undated(editorial: Sequence[str]) -> list[str]:
    """Without the dateline, which would make a poor title."""
    found = _DATELINE.match(editorial[0])
    end = _date_end(found["rest"]) if found else None
    rest = editorial[0][found.start("rest") + end :].lstrip(" .–—-/)") if found and end else editorial[0]
    return [rest or editorial[0], *editorial[1:]]


def _date_end(rest: str) -> int | None:
    """Where the date ends: at the first full stop or dash that makes it one (“Nov. 21” has a full stop within)."""
    for mark in _DATE_END.finditer(rest[:40]):
        try:
            dating.iso(rest[: mark.start()])
        except ValueError:
            continue
        return mark.start()
    return None
