"""Faults by what they say: the sentence without the names and numbers in it, or of many things at once."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LONGEST = 2_000
"""Characters of a message that are looked at."""
_PARSER = re.compile(r"(?<=not well-formed )\(.*\)", re.DOTALL)
"""What a parser says of its document: the names in it are the document's, and what to do is the same."""
_ELEMENT = re.compile(r"<[^<>\s]+>")
_QUOTED = re.compile("“[^”]*”|«[^»]*»|\"[^\"]*\"|`[^`]*`|(?<!\\w)'[^']*'(?!\\w)")
_TOKEN = re.compile(r"\S+")
_INNER = re.compile(r"[\d/\\_@=~]|\w\.\w|[^\W\d_]-?[A-ZА-Я]")
_EDGES = re.compile(r"^([(\[]*)(.*?)([)\],;:.!?…]*)$", re.DOTALL)
_LIST = re.compile("((?:: |which has ))[^.;]*, [^.;]*")
_AGAIN = re.compile(r"…(?:[ ,]+…)+")


@dataclass(frozen=True, slots=True)
class Plural:
    """What is said of many things at once, in place of a notice for each of them; if `placed`, each has a document."""

    said: re.Pattern[str]
    case: str
    many: str
    placed: bool

    def one(self, message: str) -> str | None:
        """The thing that a message is about, if it says this."""
        found = self.said.fullmatch(message[:_LONGEST])
        return found.expand(self.case) if found else None

    def all(self, case: str) -> str:
        """The sentence, to follow how many there are, with one of them."""
        return self.many.format(case)


_PLURALS = (
    Plural(
        re.compile(r"(“.*”) is written as (.*), (?:once|[\d,]+ times)\.", re.DOTALL),
        r"\1 as \2",
        "names are written in another way, such as {}.",
        placed=False,
    ),
    Plural(
        re.compile(r"The title (“.*”) is proposed\. .*", re.DOTALL),
        r"\1",
        "titles are proposed, such as {}. --title, front matter or a sidecar decide.",
        placed=True,
    ),
)


def plural(message: str) -> Plural | None:
    """What is said of all such things, where a message is one of many that a reader needs together."""
    return next((said for said in _PLURALS if said.one(message)), None)


def sentence(message: str) -> str:
    """What a fault says, with `…` for what it says it of: quotations, numbers, ids, file names and names."""
    if many := plural(message):
        return many.all("…")
    plain = _QUOTED.sub("…", _ELEMENT.sub("<…>", _PARSER.sub("(…)", message[:_LONGEST])))
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
