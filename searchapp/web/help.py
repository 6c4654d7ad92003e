"""The query language in examples, as the help page shows it; a test runs every one of them through the parser.

What each of them finds stands in the catalogue of words, in the same order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

LESSONS: Mapping[str, Sequence[str]] = {
    "words": ("housing budget", "housing OR homes", "housing -budget", "(housing OR homes) budget", "=housing"),
    "phrases": ('"prime minister"', '="prime minister"', '"minister budget"~5'),
    "spellings": ("parliam*", "recieve~", "colour~1"),
    "places": ("speaker:smith", 'topic:"foreign affairs"', "title:budget", "event:debate"),
    "dates": ("date:2024", "date:2025-11", "date:2024..2025-06", "date:..1999", "language:ru"),
}
"""Queries that belong together, by the name of their lesson."""
