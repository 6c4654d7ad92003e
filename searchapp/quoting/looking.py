"""What to ask an engine for, so that the speeches which a quotation may be from are among the first."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from searchapp.deadline import Deadline
from searchapp.engines import Generation
from searchapp.query.model import And, Node, Or, Phrase, Query, Word
from searchapp.quoting.claim import Claim
from searchapp.quoting.quotation import Fragment, Quotation

COUNTED = 16
"""Words of which it is asked how many speeches have them: the longest, which are rare as a rule."""
RARE = 12
"""Words that are looked for, the rarest of those."""


def whole(quotation: Quotation, field: str) -> Node:
    """Each fragment within one passage."""
    parts = tuple(_phrase(fragment, field) for fragment in quotation.fragments)
    return parts[0] if len(parts) == 1 else And(parts)


def rare(generation: Generation, quotation: Quotation, deadline: Deadline) -> tuple[str, ...]:
    """The rarest words of a quotation that the archive has, rarest first. Raises TooSlow."""
    distinct = {word.casefold(): word for word in quotation.words}
    longest = sorted(distinct.values(), key=len, reverse=True)[:COUNTED]
    counts = {word: generation.search(_counting(word), deadline).total for word in longest}
    known = (word for word in longest if counts[word])
    return tuple(sorted(known, key=counts.__getitem__)[:RARE])


def near(quotation: Quotation, rare: tuple[str, ...]) -> Node:
    """Any of the rare words, in any inflection; better, two of the quotation's words side by side, one of them rare."""
    pairs = dict.fromkeys(
        pair
        for fragment in quotation.fragments
        for pair in pairwise(token.word for token in fragment.words)
        if not {*rare}.isdisjoint(pair)
    )
    beside = (Phrase((Word(one, exact=True), Word(other, exact=True)), None, "body") for one, other in pairs)
    return Or((*(Word(word) for word in rare), *list(beside)[:RARE]))


def everywhere(rare: tuple[str, ...]) -> Node:
    """All of the rare words, as they are written: what runs on from one passage into the next has them too."""
    return And(tuple(Word(word, "body", exact=True) for word in rare))


def narrowed(query: Query, claim: Claim) -> Query:
    """Only speeches that a claim may mean."""
    assert query.tree
    words = tuple(claim.words())
    tree = And((query.tree, *words)) if words else query.tree
    return replace(query, tree=tree, first=claim.first, last=claim.last)


def titled(quotation: Quotation) -> Query:
    """The first speech whose title has each fragment."""
    return Query(whole(quotation, "title"), sort="oldest", limit=1, facets=False)


def called(claim: Claim) -> Query:
    """Any speech whose speaker has the name claimed. The claim names one."""
    return Query(And(tuple(claim.words())), limit=0, facets=False)


def _phrase(fragment: Fragment, field: str) -> Word | Phrase:
    words = tuple(Word(token.word, exact=True) for token in fragment.words)
    return replace(words[0], field=field) if len(words) == 1 else Phrase(words, None, field)


def _counting(word: str) -> Query:
    return Query(Word(word), limit=0, facets=False)
