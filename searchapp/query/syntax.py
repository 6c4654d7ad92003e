"""The query language: a string into a tree; canonical.py writes a tree back.

query   := any ("OR" any)*              OR binds loosest, so  a b OR c  is  (a b) OR c
any     := (["AND"] some)+              words side by side: all of them
some    := ("-" | "NOT") some | [field ":"] part
part    := "(" query ")" | ["="] quoted ["~" n] | ["="] word | word "*" | word "~" [n]
"""

from __future__ import annotations

import re
from datetime import date

from searchapp.dates import extent
from searchapp.errors import BadQuery, TooBroad
from searchapp.query.model import And, Dated, Fuzzy, Node, Not, Or, Phrase, Prefix, Tongue, Word

LONGEST = 2000
"""Characters that a query may have."""
DEEPEST = 20
"""Parentheses and negations that may stand inside one another."""
MOST = 300
"""Words that a query may have, those of phrases included."""
SHORTEST_PREFIX = 3
"""Letters that stand before a star, at least."""
WIDEST = 50
"""Other words that may stand between the words of `"near these"~n`."""
FIELDS = ("speaker", "topic", "title", "date", "language", "event")

_QUOTES = {'"': '"', "“": "”“", "”": "”", "„": "“”", "«": "»"}
_FIELD = re.compile(r"([^\W\d_]+):")
_WORD = re.compile(rf"[^\s(){''.join(_QUOTES)}»]+")
_SUFFIX = re.compile(r"~(\d*)")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]+)*", re.IGNORECASE)
_KEYWORD = re.compile(rf"(AND|OR|NOT)(?=[\s(){''.join(_QUOTES)}»]|$)")
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_PIECE = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+")


def parse(query: str) -> Node | None:
    """The tree of a query, None for an empty one. Raises BadQuery (saying where and why) or TooBroad."""
    if len(query) > LONGEST:
        raise TooBroad(f"The query is {len(query):,} characters long; at most {LONGEST:,} can be searched. Shorten it.")
    return _Parser(query).whole() if query.strip() else None


def both(*parts: Node) -> Node:
    """All of these, without an And inside an And."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, And) else (part,))]
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def either(*parts: Node) -> Node:
    """Any of these, without an Or inside an Or."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, Or) else (part,))]
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


class _Parser:
    """Reads a query from left to right; `at` is the place, `depth` the nesting, `words` the words so far."""

    def __init__(self, query: str) -> None:
        self.query = query
        self.at = 0
        self.depth = 0
        self.words = 0

    def whole(self) -> Node:
        tree = self.alternatives(None)
        if self.at < len(self.query):
            raise self.fault("There is a “)” without a “(” before it. Remove it, or open the group.", self.at)
        return tree

    def alternatives(self, field: str | None) -> Node:
        parts = [self.all_of(field)]
        while self.keyword("OR"):
            parts.append(self.all_of(field))
        return either(*parts)

    def all_of(self, field: str | None) -> Node:
        parts: list[Node] = []
        while not self.ended():
            if self.peek("OR"):
                break
            start = self.at
            if self.keyword("AND") and not parts:
                raise self.fault("“AND” needs a word before it. Write “one AND other”.", start, self.at)
            parts.append(self.some(field))
        if not parts:
            raise self.missing()
        return both(*parts)

    def some(self, field: str | None) -> Node:
        self.skip()
        start = self.at
        if self.keyword("NOT") or self.minus():
            self.enter(start)
            part = self.some(field)
            self.depth -= 1
            return Not(part)
        if self.ended() or self.peek("OR") or self.peek("AND"):
            raise self.missing()
        named = _FIELD.match(self.query, self.at)
        if not named:
            return self.part(field)
        return self.fielded(named, field)

    def fielded(self, named: re.Match[str], outer: str | None) -> Node:
        name, start, self.at = named.group(1).lower(), self.at, named.end()
        if name not in FIELDS:
            known = ", ".join(f"{field}:" for field in FIELDS)
            raise self.fault(
                f"“{named.group()}” is not a field. The fields are {known}. To search for the word itself, "
                "leave the colon out or put it in quotation marks.", start, self.at,
            )  # fmt: skip
        if outer:
            raise self.fault(f"“{name}:” stands inside “{outer}:(…)”. Close that group first.", start, self.at)
        if self.at == len(self.query) or self.query[self.at].isspace() or self.query[self.at] == ")":
            raise self.fault(f"Nothing follows “{name}:”. Write its value right after the colon.", start, self.at)
        if name == "date":
            return self.dated(start)
        return self.tongue(start) if name == "language" else self.part(name)

    def part(self, field: str | None) -> Node:
        if self.query[self.at] == "(":
            return self.group(field)
        start = self.at
        exact = self.query[self.at] == "="
        self.at += exact
        if self.at < len(self.query) and self.query[self.at] in _QUOTES:
            return self.phrase(start, field, exact=exact)
        return self.word(start, field, exact=exact)

    def group(self, field: str | None) -> Node:
        start = self.at
        self.enter(start)
        self.at += 1
        tree = self.alternatives(field)
        if self.at == len(self.query):
            raise self.fault("This “(” is never closed. Add a “)”.", start)
        self.at += 1
        self.depth -= 1
        return tree

    def phrase(self, start: int, field: str | None, *, exact: bool) -> Node:
        opened = self.at
        closing = _QUOTES[self.query[opened]] + '"'
        end = next((at for at in range(opened + 1, len(self.query)) if self.query[at] in closing), None)
        if end is None:
            raise self.fault("This quotation mark is never closed. Add one at the end of the phrase.", opened)
        self.at = end + 1
        words = [Word(word, exact=exact) for word in self.query[opened + 1 : end].split() if _has_letters(word)]
        if not words:
            raise self.fault(
                "There is no word between these quotation marks. Write one, or remove them.", start, self.at
            )
        self.count(*words)
        slop = self.suffix()
        if slop is None:
            return Phrase(tuple(words), None, field)
        if slop == "" or int(slop) > WIDEST:
            raise self.fault(
                f'Write how many other words may stand between, 0 to {WIDEST}: "near these"~5.',
                start,
                self.at,
            )
        return Phrase(tuple(words), int(slop), field)

    def word(self, start: int, field: str | None, *, exact: bool) -> Node:
        raw = self.raw()
        if not _has_letters(raw):
            shown = self.query[start : max(self.at, start + 1)]
            raise self.fault(
                f"“{shown}” has no letters or digits to look for. Remove it, or write a word.", start, self.at
            )
        self.count(Word(raw))
        text, tilde, edits = raw.partition("~")
        if "*" in raw:
            return self.prefix(start, field, raw, plain=not exact and not tilde)
        if not tilde:
            return Word(text, field, exact)
        if exact:
            raise self.fault("“=” asks for exactly this form, “~” for similar ones. Use one of them.", start, self.at)
        return self.fuzzy(start, field, text, edits)

    def prefix(self, start: int, field: str | None, raw: str, *, plain: bool) -> Node:
        text = raw.removesuffix("*")
        if "*" in text or not plain:
            raise self.fault("A star stands at the end of a word, alone: hous*. Move or remove it.", start, self.at)
        if sum(letter.isalnum() for letter in text) < SHORTEST_PREFIX:
            raise self.fault(f"Write at least {SHORTEST_PREFIX} letters before the star.", start, self.at)
        return Prefix(text, field)

    def fuzzy(self, start: int, field: str | None, text: str, edits: str) -> Node:
        letters = sum(letter.isalnum() for letter in text)
        if letters < SHORTEST_PREFIX:
            raise self.fault(f"Write at least {SHORTEST_PREFIX} letters before the “~”.", start, self.at)
        if edits not in {"", "1", "2"}:
            raise self.fault("After “~” stands how many letters may differ, 1 or 2: fuzzy~1.", start, self.at)
        return Fuzzy(text, int(edits) if edits else 1 if letters <= 5 else 2, field)

    def dated(self, start: int) -> Node:
        raw = self.raw()
        low, dots, high = raw.partition("..")
        try:
            first, last = (_first(low), _last(high)) if dots else _whole(low)
        except ValueError:
            raise self.fault(
                f"“{raw or self.query[self.at]}” is not a date. "
                "Write date:2024, date:2024-11, date:2024-11-21 or date:2024..2025.",
                start,
                self.at,
            ) from None
        if not first and not last:
            raise self.fault("“date:..” is open on both sides. Give a first or a last date.", start, self.at)
        if first and last and first > last:
            raise self.fault(f"{low} is later than {high}. Swap the two dates.", start, self.at)
        return Dated(first, last, raw)

    def tongue(self, start: int) -> Node:
        raw = self.raw()
        if not _LANGUAGE.fullmatch(raw):
            shown = raw or self.query[self.at]
            raise self.fault(f"“{shown}” is not a language code. Write one such as language:en.", start, self.at)
        return Tongue(raw.lower())

    def raw(self) -> str:
        match = _WORD.match(self.query, self.at)
        self.at = match.end() if match else self.at
        return match.group() if match else ""

    def suffix(self) -> str | None:
        match = _SUFFIX.match(self.query, self.at)
        if not match:
            return None
        self.at = match.end()
        return match.group(1)

    def keyword(self, word: str) -> bool:
        found = self.peek(word)
        self.at += len(word) if found else 0
        return found

    def peek(self, word: str) -> bool:
        self.skip()
        match = _KEYWORD.match(self.query, self.at)
        return match is not None and match.group(1) == word

    def minus(self) -> bool:
        after = self.query[self.at + 1 : self.at + 2]
        found = self.query.startswith("-", self.at) and after != "" and not after.isspace()
        self.at += found
        return found

    def skip(self) -> None:
        while self.at < len(self.query) and self.query[self.at].isspace():
            self.at += 1

    def ended(self) -> bool:
        self.skip()
        return self.at == len(self.query) or self.query[self.at] == ")"

    def enter(self, start: int) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.fault(f"More than {DEEPEST} groups stand inside one another here. Write it flatter.", start)

    def count(self, *words: Word) -> None:
        self.words += sum(len(_PIECE.findall(word.text)) for word in words)
        if self.words > MOST:
            raise TooBroad(f"The query has more than {MOST} words. Shorten it.")

    def missing(self) -> BadQuery:
        before = self.query[: self.at].rstrip()
        last = before.rsplit(None, 1)[-1] if before else ""
        if last in {"AND", "OR", "NOT"}:
            start = len(before) - len(last)
            return self.fault(f"“{last}” needs a word after it.", start, len(before))
        if last.endswith("(") and self.query.startswith(")", self.at):
            return self.fault(
                "There is nothing between these parentheses. Write a word, or remove them.",
                len(before) - 1,
                self.at + 1,
            )
        if self.at == len(self.query) and last.endswith("("):
            return self.fault("This “(” is never closed. Add a word and a “)”.", len(before) - 1)
        return self.fault("A word is missing here.", self.at)

    def fault(self, message: str, start: int, end: int | None = None) -> BadQuery:
        return BadQuery(message, self.query, start, end)


def _has_letters(text: str) -> bool:
    return any(letter.isalnum() for letter in text)


def _first(text: str) -> date | None:
    return _whole(text)[0] if text else None


def _last(text: str) -> date | None:
    return _whole(text)[1] if text else None


def _whole(text: str) -> tuple[date, date]:
    days = extent(text)
    if days is None:
        raise ValueError(text)
    return days
