"""What is known of each document without reading it, as arrays: made once per generation, read at once when opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial, reduce
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.filedb.filestore import FileStorage

from searchapp.dates import year_of
from searchapp.engines import ranking
from searchapp.engines.values import LISTED, days, main_code
from searchapp.engines.whoosh.codec.keys import Keys, narrowed, read_keys, write_keys
from searchapp.engines.whoosh.codec.packing import ranges
from searchapp.engines.whoosh.codec.sections import SectionFile, SectionWriter
from searchapp.engines.whoosh.repeats import Repeats, repeats
from searchapp.engines.whoosh.schema import NAMES
from searchapp.engines.whoosh.words import Words
from searchapp.speech import FIELDS
from searchapp.text.analysis import analysed_as

Array = NDArray[Any]
Mask = NDArray[np.bool_]
Index = Array | slice
"""Documents by their numbers, or a stretch of them."""
EVERY = slice(None)
FILE = "columns"
PLAIN = ("present", "first", "last", "newest", "oldest", "rule")


@dataclass(frozen=True)
class Facet:
    """A field's values, in order; document d has those numbered from 1 in `codes`: one, or 0 for none.

    Where a document may have several, they are those from `codes[starts[d]]` up to `codes[starts[d + 1]]`.
    """

    values: Keys
    codes: Array
    starts: Array | None

    @cached_property
    def same(self) -> int | None:
        """The code that every document has; None where they differ, or may have several."""
        alike = self.starts is None and len(self.codes) and self.codes.min() == self.codes.max()
        return int(self.codes[0]) if alike else None

    @cached_property
    def names(self) -> list[str]:
        """The value of each code, of which 0 has none."""
        return ["", *(key.decode() for key in self.values.between(0, len(self.values)))]

    def named(self, number: int) -> str:
        """The value of a code."""
        return self.values[number - 1].decode()

    def number(self, value: str) -> int:
        """The code of a value, 0 where no document has it."""
        found = self.values.find(value.encode("utf-8", "replace"))
        return 0 if found is None else found + 1


@dataclass(frozen=True, slots=True)
class Columns:
    """One place per document number; `present` is False for deleted ones.

    `first` and `last` are the days a date may mean (0: undated). `newest` and `oldest` are each document's place in
    those orders, which break ties. `rule` numbers `rules`, the languages by whose rules the words are stemmed.
    """

    present: NDArray[np.bool_]
    first: Array
    last: Array
    newest: Array
    oldest: Array
    rules: tuple[str, ...]
    rule: Array
    facets: Mapping[str, Facet]
    lengths: Callable[[str], Array]
    speeches: int
    repeats: Repeats
    _norms: dict[str, Array] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many documents there are, deleted ones too."""
        return len(self.present)

    @property
    def whole(self) -> bool:
        """Whether none is deleted."""
        return self.speeches == self.size

    def norm(self, field: str) -> Array:
        """1 - b + b·length/average, by document, the average being of documents that have the field."""
        if field not in self._norms:
            lengths = self.lengths(field).astype(np.float32)
            having = lengths[self.present & (lengths > 0)]
            average = float(having.mean(dtype=np.float64)) if len(having) else 1.0
            b = ranking.FIELDS[field].b
            self._norms[field] = (1 - b + b * lengths / average).astype(np.float32)
        return self._norms[field]


def gather(segments: Sequence[Words], present: NDArray[np.bool_], folder: Path) -> None:
    """Write the columns of these segments' documents into a generation's folder."""
    file = SectionWriter(FileStorage(str(folder)), FILE)
    first, last = joined([_spans(words) for words in segments], np.int32, 2).T
    alphabetical = _alphabetical(segments)
    followed = [[_rule(language) for language in (None, *words.named("language"))] for words in segments]
    pairs = [(names, words.column("codes.language")) for names, words in zip(followed, segments, strict=True)]
    rules = sorted({names[code] for names, codes in pairs for code in np.unique(codes).tolist()})
    file.add("present", present)
    file.add("first", first)
    file.add("last", last)
    file.add("newest", _places(alphabetical, -first.astype(np.int64), first == 0))
    file.add("oldest", _places(alphabetical, first.astype(np.int64), first == 0))
    file.add("rule", joined([_renumbered(codes, names, rules) for names, codes in pairs], np.uint8))
    for name in FIELDS:
        _write_facet(file, name, segments)
    for name, numbers in vars(repeats(segments, present)).items():
        file.add(f"repeats.{name}", narrowed(numbers))
    write_keys(file, "forms", list(dict.fromkeys(sorted(chain.from_iterable(words.forms() for words in segments)))))
    file.close({"rules": rules, "speeches": int(present.sum())})


def load(file: SectionFile, segments: Sequence[Words]) -> tuple[Columns, Keys]:
    """The columns that `gather` wrote, and all forms; closes the file."""
    facets = {
        name: Facet(
            read_keys(file, f"values.{name}"),
            file.array(f"codes.{name}"),
            file.array(f"starts.{name}") if f"starts.{name}" in file else None,
        )
        for name in FIELDS
    }
    facts = file.facts
    plain: dict[str, Any] = {name: file.array(name) for name in PLAIN}
    forms = read_keys(file, "forms")
    shared = Repeats(*(file.array(f"repeats.{name}") for name in ("document", "passage", "line")))
    file.close()
    columns = Columns(
        **plain,
        rules=tuple(facts["rules"]),
        facets=facets,
        lengths=partial(_lengths, segments),
        speeches=facts["speeches"],
        repeats=shared,
    )
    return columns, forms


def count(facet: Facet, documents: Array) -> Array:
    """How many of these documents have each value, by its code; at 0, those that have none."""
    room = len(facet.values) + 1
    if facet.same is not None:
        return np.bincount([facet.same], weights=[len(documents)], minlength=room).astype(np.int64)
    if facet.starts is None:
        return np.bincount(facet.codes[documents], minlength=room)
    low = facet.starts[documents].astype(np.int64)
    own = ranges(low, facet.starts[documents + 1] - low)
    return np.bincount(facet.codes[own], minlength=room)


def shown(facet: Facet, counted: Array, selected: Sequence[str], *, every: bool) -> dict[str, int]:
    """Values with how many have them: all of them, or at least the most frequent, and those selected."""
    having = np.flatnonzero(counted[1:]) + 1
    if not every and len(having) > LISTED:
        counts = counted[having]
        least = np.partition(counts, len(counts) - LISTED)[len(counts) - LISTED]
        more, equal = having[counts > least], having[counts == least]
        having = np.concatenate([more, equal[: LISTED - len(more)]])
    chosen = {value: int(counted[number]) for value in selected if (number := facet.number(value)) and counted[number]}
    return {facet.named(int(number)): int(counted[number]) for number in having} | chosen


def having(facet: Facet, values: Sequence[str], documents: Index = EVERY) -> Mask:
    """Which of the documents have any of these values."""
    numbers = [number for value in values if (number := facet.number(value))]
    if facet.starts is None:
        codes = facet.codes[documents]
        return reduce(np.logical_or, (codes == number for number in numbers), np.zeros(len(codes), bool))
    chosen = np.zeros(len(facet.values) + 1, bool)
    chosen[numbers] = True
    before = np.concatenate([[0], np.cumsum(chosen[facet.codes])])
    return np.asarray(before[facet.starts[1:][documents]] > before[facet.starts[:-1][documents]])


def speaking(columns: Columns, code: str) -> Mask:
    """Which documents are in a language, by the main part of its code."""
    facet = columns.facets["language"]
    values = [key.decode() for key in facet.values.between(0, len(facet.values))]
    return having(facet, [value for value in values if main_code(value) == main_code(code)])


def within_days(columns: Columns, first: int | None, last: int | None, documents: Index = EVERY) -> Mask:
    """Which documents' whole possible date lies in these days, both included."""
    began = columns.first[documents]
    mask = began >= max(first or 0, 1)
    if last is not None:
        mask &= columns.last[documents] <= last
    return mask


def joined(parts: Sequence[Array], dtype: Any, *shape: int) -> Array:
    """Arrays one after the other; of no segments, an empty one."""
    return np.concatenate([np.zeros((0, *shape), dtype), *parts])


def _spans(words: Words) -> Array:
    """The first and the last day that each document's date may mean."""
    return np.array([(0, 0), *map(days, words.named("date"))], np.int32)[words.column("codes.date")]


def _rule(language: str | None) -> str:
    """The language by whose rules the words of a speech are stemmed."""
    return analysed_as(language) or ""


def _lengths(segments: Sequence[Words], field: str) -> Array:
    return joined([words.lengths(field) for words in segments], np.uint32)


def _alphabetical(segments: Sequence[Words]) -> Array:
    """The place of each document by its id."""
    starts = np.cumsum([0, *(words.size for words in segments)])
    ordered = [words.ids_in_order().astype(np.int64) + start for words, start in zip(segments, starts, strict=False)]
    documents = joined(ordered, np.int64)
    if len(segments) > 1:
        ids = list(chain.from_iterable(words.ids() for words in segments))
        documents = documents[sorted(range(len(ids)), key=ids.__getitem__)]
    places = np.empty(len(documents), np.int64)
    places[documents] = np.arange(len(documents))
    return places


def _places(alphabetical: Array, day: Array, undated: NDArray[np.bool_]) -> Array:
    places = np.empty(len(day), np.int32)
    places[np.lexsort((alphabetical, day, undated))] = np.arange(len(day), dtype=np.int32)
    return places


def _renumbered(codes: Array, names: Sequence[str], every: Sequence[str]) -> Array:
    """The same values by their numbers among all."""
    number = {name: at for at, name in enumerate(every)}
    return np.array([number.get(name, 0) for name in names], np.uint8)[codes]


def _write_facet(file: SectionWriter, name: str, segments: Sequence[Words]) -> None:
    column = {"topic": NAMES["topic"], "year": "date"}.get(name, name)
    named = [[_shown_as(name, value) for value in words.named(column)] for words in segments]
    values = sorted({value for names in named for value in names} - {""})
    number = {value: at for at, value in enumerate(["", *values])}
    tables = [np.array([number[value] for value in names], np.int64) for names in named]
    if name == "topic":
        codes, starts = _topics(segments, tables)
        if starts is not None:
            file.add(f"starts.{name}", starts)
    else:
        pairs = zip(segments, tables, strict=True)
        codes = joined([np.append(0, table)[words.column(f"codes.{column}")] for words, table in pairs], np.int64)
    write_keys(file, f"values.{name}", [value.encode() for value in values])
    file.add(f"codes.{name}", narrowed(codes))


def _topics(segments: Sequence[Words], tables: Sequence[Array]) -> tuple[Array, Array | None]:
    """(codes, starts) of the topics; no starts where no document has more than one."""
    counts = joined([np.diff(words.column("starts.topics").astype(np.int64)) for words in segments], np.int64)
    pairs = zip(segments, tables, strict=True)
    codes = joined([table[words.column("codes.topics")] for words, table in pairs], np.int64)
    if counts.max(initial=0) > 1:
        return codes, np.concatenate([[0], np.cumsum(counts)]).astype(np.uint32)
    single = np.zeros(len(counts), np.int64)
    single[counts == 1] = codes
    return single, None


def _shown_as(name: str, value: str) -> str:
    """The year of a date; any other value as it is."""
    if name != "year":
        return value
    year = year_of(value)
    return "" if year is None else f"{year:04}"
