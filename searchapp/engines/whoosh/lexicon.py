"""Every form that a generation's speeches have, and which of them a term looks for."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from searchapp.engines.leaves import capped
from searchapp.text import analysis
from searchapp.text.runs import SHARED_PREFIX, Term, within

Expansion = Mapping[str, frozenset[str] | None]
"""Forms, each with the languages in whose speeches it counts; None for all of them."""


@dataclass(frozen=True)
class Lexicon:
    """All forms, sorted, of speeches in these languages (`""` stands for the languages that aren't stemmed)."""

    forms: Sequence[str]
    languages: tuple[str, ...]
    _families: dict[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)

    def expand(self, term: Term) -> Expansion:
        """What a term looks for. Raises TooBroad past the cap."""
        by_language = {language: self._found(term, language) for language in self.languages}
        every = frozenset(by_language)
        found: dict[str, set[str]] = defaultdict(set)
        for language, forms in by_language.items():
            for form in forms:
                found[form].add(language)
        capped(term, len(found))
        return {form: None if languages == every else frozenset(languages) for form, languages in found.items()}

    def similar(self, word: str) -> Iterator[tuple[int, str]]:
        """Forms with the same first letter that differ by one or two letters, each with how many."""
        for form in self._between(word[:1]):
            if abs(len(form) - len(word)) <= 2 and form != word and within(word, form, 2):
                yield (1 if within(word, form, 1) else 2), form

    def beginning(self, start: str) -> Sequence[str]:
        """The forms that begin so."""
        return self._between(start)

    def _found(self, term: Term, language: str) -> Iterable[str]:
        sought = analysis.form(term.word, language)
        if term.kind == "prefix":
            return self._between(sought)
        if term.kind == "fuzzy":
            near = self._between(sought[:SHARED_PREFIX])
            return [form for form in near if abs(len(form) - len(sought)) <= 2 and within(sought, form, term.edits)]
        rules = analysis.rules(language) if term.kind == "stem" else ()
        families = [self._family(rule).get(analysis.stem(sought, rule), ()) for rule in rules]
        return families[0] if len(families) == 1 else {sought, *chain.from_iterable(families)}

    def _between(self, start: str) -> Sequence[str]:
        low = bisect_left(self.forms, start)
        return self.forms[low : bisect_left(self.forms, start + "\U0010ffff", low)]

    def _family(self, language: str) -> Mapping[str, Sequence[str]]:
        """The forms that share a stem, by stem; made when a language is first asked for."""
        if language not in self._families:
            families: dict[str, list[str]] = defaultdict(list)
            stemmed = analysis.stem_in(language)
            for form in self.forms:
                families[stemmed(form)].append(form)
            self._families[language] = families
        return self._families[language]
