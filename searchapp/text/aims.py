"""A term as it is looked for: in what texts are told as, and in their letters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from searchapp.text.analysis import beginning, form, rules
from searchapp.text.retelling import MARKS, WORD_BEGINS, versions
from searchapp.text.runs import SHARED_PREFIX, Term, wanted


@dataclass(frozen=True, slots=True)
class Aim:
    """A term is any word that is told with one of the `needles` and whose form, if that matters, `fits`.

    The form of each such word begins with `beginning`, where that is known.
    """

    needles: tuple[str, ...]
    beginning: str = ""
    fits: Callable[[str], bool] | None = None

    def hits(self, told: str) -> bool:
        """Whether words, as they are told, have one that the term is."""
        for needle in self.needles:
            if needle in told:
                return self.fits is None or any(map(self.fits, _forms(told)))
        return False


@lru_cache(maxsize=1000)
def aim(term: Term, language: str | None) -> Aim:
    """What to look for in texts of a language."""
    sought = form(term.word, language)
    match term.kind:
        case "exact":
            return Aim((WORD_BEGINS + sought + MARKS[1],), sought)
        case "prefix":
            return Aim((WORD_BEGINS + sought,), sought)
        case "fuzzy":
            return Aim((WORD_BEGINS + sought[:SHARED_PREFIX],), fits=wanted(term, language))
    whole = tuple(MARKS[nth] + version + MARKS[nth + 1] for nth, version in enumerate(versions(sought, language)))
    return Aim(whole[1:] or whole, beginning(sought, language) if len(rules(language)) < 2 else "")


def _forms(told: str) -> list[str]:
    return [word.partition(MARKS[1])[0] for word in told.split(WORD_BEGINS)[1:]]
