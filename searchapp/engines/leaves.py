"""From the query's leaves to what is looked for in text: the same on every engine, and for marks."""

from __future__ import annotations

from searchapp.errors import TooBroad
from searchapp.query.model import Fuzzy, Leaf, Node, Phrase, Prefix, Word, leaves
from searchapp.text.analysis import tokens
from searchapp.text.runs import Kind, Run, Term

WIDEST = 1000
"""Different words that a prefix or fuzzy word may stand for."""
MARKED = (None, "body", "introduction")


def run(leaf: Leaf) -> Run:
    """What a leaf looks for: what is several words to the analysis, such as `28-point`, is a phrase of them."""
    match leaf:
        case Word():
            return Run(_terms(leaf))
        case Prefix(text):
            words = _terms(Word(text))
            return Run((*words[:-1], words[-1]._replace(kind="prefix")))
        case Fuzzy(text, edits):
            return Run(tuple(term._replace(kind="fuzzy", edits=edits) for term in _terms(Word(text))))
        case Phrase(words, slop):
            return Run(tuple(term for word in words for term in _terms(word)), slop)


def sought(tree: Node | None) -> tuple[Run, ...]:
    """What a hit's own text should have of a query, each once: what its marks and passages show."""
    return tuple(dict.fromkeys(run(leaf) for leaf in leaves(tree) if leaf.field in MARKED))


def spoken(tree: Node | None) -> tuple[Run, ...]:
    """What a hit should have in the speaker's own words, each once."""
    return tuple(dict.fromkeys(run(leaf) for leaf in leaves(tree) if leaf.field in {None, "body"}))


def capped(term: Term, standing_for: int) -> None:
    """Raise TooBroad if a term stands for too many words to look for them all."""
    if standing_for > WIDEST:
        written = f"{term.word}{'*' if term.kind == 'prefix' else '~'}"
        raise TooBroad(f"“{written}” stands for more than {WIDEST:,} different words here. Write more of its letters.")


def _terms(word: Word) -> tuple[Term, ...]:
    kind: Kind = "exact" if word.exact else "stem"
    return tuple(Term(token.word, kind) for token in tokens(word.text))
