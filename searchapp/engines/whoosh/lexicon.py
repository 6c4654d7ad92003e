"""Every form that a generation's speeches have, and which of them a term looks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from searchapp.engines.leaves import capped
from searchapp.engines.whoosh.codec.keys import Keys
from searchapp.text import analysis
from searchapp.text.runs import SHARED_PREFIX, Term, within

Expansion = Mapping[str, frozenset[str] | None]
"""Forms, each with the languages in whose speeches it counts; None for all of them."""


@dataclass(frozen=True)
class Lexicon:
    """All forms, sorted, of speeches in these languages (`""` stands for the languages that aren't stemmed)."""

    forms: Keys
    languages: tuple[str, ...]

    def expand(self, term: Term) -> Expansion:
        """What a term that isn't stemmed looks for. Raises TooBroad past the cap."""
        by_language = {language: list(self._found(term, language)) for language in self.languages}
        every = frozenset(by_language)
        found: dict[str, set[str]] = defaultdict(set)
        for language, forms in by_language.items():
            for form in forms:
                found[form].add(language)
        capped(term, len(found))
        return {form: None if languages == every else frozenset(languages) for form, languages in found.items()}

    def similar(self, word: str) -> Iterator[tuple[int, str]]:
        """Forms with the same first letter that differ by one or two letters, each with how many."""
        for form in self.beginning(word[:1]):
            if abs(len(form) - len(word)) <= 2 and form != word and within(word, form, 2):
                yield (1 if within(word, form, 1) else 2), form

    def beginning(self, start: str) -> Iterator[str]:
        """The forms that begin so."""
        first = start.encode("utf-8", "replace")
        low = self.forms.place(first)
        end = self.forms.place(first + b"\xff", low) if first else len(self.forms)
        return (form.decode() for form in self.forms.between(low, end))

    def _found(self, term: Term, language: str) -> Iterable[str]:
        sought = analysis.form(term.word, language)
        if term.kind == "prefix":
            return self.beginning(sought)
        if term.kind == "fuzzy":
            near = self.beginning(sought[:SHARED_PREFIX])
            return (form for form in near if abs(len(form) - len(sought)) <= 2 and within(sought, form, term.edits))
        return (sought,)
