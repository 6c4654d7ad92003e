"""A quotation as it was pasted: its words, and the signs by which quoters say what they left out and put in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from searchapp.errors import BadQuotation
from searchapp.text.analysis import Token, tokens

FEWEST = 3
"""Words that a quotation has at least; fewer are in too many speeches to say whose they are."""
MOST = 500
"""Words that it has at most."""
LONGEST = 5000
"""Characters that it has at most."""
REPLACED = 8
"""Words of the speech that may stand where the quoter wrote some of their own in brackets."""

_DOTS = r"(?:…|\.(?:\s?\.){2,})"
_SIGN = re.compile(rf"(?P<left_out>[\[(]\s*{_DOTS}\s*[\])]|{_DOTS})|\[(?P<own>[^\[\]]*)\]")
_INITIAL = re.compile(r"\[([^\W\d_])\](?=[^\W\d_])")
_SIC = re.compile(r"\s*sic[!.]?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fragment:
    """Words quoted without a break, with their places in the quotation.

    Before them at most `reach` words of the speech were left out; None: any number.
    """

    words: tuple[Token, ...]
    reach: int | None


@dataclass(frozen=True, slots=True)
class Quotation:
    """What is compared (`fragments` of `text`), and what isn't: the quoter's `own` words in brackets."""

    text: str
    fragments: tuple[Fragment, ...]
    own: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Every word that is compared, in order."""
        return tuple(token.word for fragment in self.fragments for token in fragment.words)

    @property
    def elided(self) -> bool:
        """Whether the quoter says that words were left out."""
        return any(fragment.reach is None for fragment in self.fragments[1:])


def read(text: str) -> Quotation:
    """A quotation by its signs; `[T]he` is read as “The”. Raises BadQuotation where it is too short or too long."""
    if len(text) > LONGEST:
        raise BadQuotation(
            f"A quotation may have up to {LONGEST:,} characters; this one has {len(text):,}. Check a part of it."
        )
    plain = _INITIAL.sub(r"\1", text)
    signs = list(_SIGN.finditer(plain))
    fragments = tuple(_fragments(plain, signs))
    own = tuple(said for sign in signs if (said := _own(sign)))
    _check_length(sum(len(fragment.words) for fragment in fragments))
    return Quotation(plain, fragments, own)


def _check_length(words: int) -> None:
    if words > MOST:
        raise BadQuotation(f"A quotation may have up to {MOST} words; this one has {words:,}. Check a part of it.")
    if words < FEWEST:
        raise BadQuotation(
            f"A quotation needs at least {FEWEST} words to be told from others. Use the search to find single words."
        )


def _fragments(text: str, signs: list[re.Match[str]]) -> list[Fragment]:
    """The stretches between signs; `[sic]` parts nothing."""
    found: list[Fragment] = []
    words: list[Token] = []
    at = 0
    reach: int | None = REPLACED
    for sign in (*signs, None):
        words += _tokens(text, at, sign.start() if sign else len(text))
        at = sign.end() if sign else at
        if sign and not sign["left_out"] and not _own(sign):
            continue
        if words:
            found.append(Fragment(tuple(words), reach))
            words, reach = [], REPLACED
        if sign and sign["left_out"]:
            reach = None
    return found


def _tokens(text: str, start: int, end: int) -> list[Token]:
    return [Token(token.word, start + token.start, start + token.end) for token in tokens(text[start:end])]


def _own(sign: re.Match[str]) -> str:
    """What the quoter put in, where a sign is that."""
    said = (sign["own"] or "").strip()
    return "" if _SIC.fullmatch(said) else said
