"""Under which rules a speech's words are stemmed, and what tells stems of different rules apart."""

from __future__ import annotations

from searchapp.text.analysis import STEMMERS, UNKNOWN, rules

_UNSURE = f"{UNKNOWN}-"


def tags(language: str | None) -> tuple[str, ...]:
    """The rules for speeches analysed as a language: one each, but every one where the language isn't known."""
    if language == UNKNOWN:
        return tuple(f"{_UNSURE}{rule}" for rule in rules(language))
    return (language if language in STEMMERS else "",)


def stemmer(tag: str) -> str | None:
    """The language whose stemmer a rule uses."""
    return tag.removeprefix(_UNSURE) or None
