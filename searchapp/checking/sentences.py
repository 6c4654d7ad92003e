"""Faults by what they say: the sentence without the names and numbers in it."""

from __future__ import annotations

import re
from collections import Counter

from searchapp.checking.findings import Kind
from searchapp.errors import Fault

SHOWN = 20
"""Kinds of faults that a report shows."""
KINDS = 2_000
"""Kinds that are told apart; what is said in yet another way is only counted."""

_QUOTED = re.compile("“[^”]*”|«[^»]*»|\"[^\"]*\"|`[^`]*`|(?<!\\w)'[^']*'(?!\\w)")
_TOKEN = re.compile(r"\S+")
_INNER = re.compile(r"[\d/\\_@=~]|\w\.\w|[^\W\d_]-?[A-ZА-Я]")
_EDGES = re.compile(r"^([(\[]*)(.*?)([)\],;:.!?…]*)$", re.DOTALL)
_LIST = re.compile("((?:: |which has ))[^.;]*, [^.;]*")
_AGAIN = re.compile(r"…(?:[ ,]+…)+")


class Kinds:
    """Counts faults by their sentence, in bounded memory, with the first of each as the example."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._examples: dict[str, Fault] = {}

    def add(self, fault: Fault) -> None:
        """Count one more."""
        kind = sentence(fault.message)
        if kind in self._examples or len(self._examples) < KINDS:
            self._counts[kind] += 1
            self._examples.setdefault(kind, fault)

    def commonest(self) -> tuple[Kind, ...]:
        """The commonest first; of equals, the one that was told first."""
        return tuple(Kind(kind, count, self._examples[kind]) for kind, count in self._counts.most_common(SHOWN))


def sentence(message: str) -> str:
    """What a fault says, with `…` for what it says it of: quotations, numbers, ids, file names and names."""
    plain = _QUOTED.sub("…", message[:2_000])
    words, beginning = [], True
    for word in _TOKEN.findall(plain):
        words.append(_without_names(word, beginning=beginning))
        beginning = word.endswith((".", "!", "?", ":"))
    return _AGAIN.sub("…", _LIST.sub(r"\1…", " ".join(words)))


def _without_names(word: str, *, beginning: bool) -> str:
    """A word, `…` where it looks like a name: capitals within a sentence, digits, marks of paths and ids."""
    parts = _EDGES.match(word)
    assert parts
    before, core, after = parts.groups()
    if core.startswith(("--", ".")) or (core.isupper() and core.isalpha() and 2 < len(core) < 6):
        return word  # an option, a suffix, an abbreviation such as XML
    named = _INNER.search(core) or (core[:1].isupper() and not beginning)
    return f"{before}…{after.lstrip('…')}" if named else word
