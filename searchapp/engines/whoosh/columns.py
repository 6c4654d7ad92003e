"""What is known of each document without reading it, as arrays: made once per generation, mapped by every process."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchapp.engines import ranking
from searchapp.engines.values import days, main_code
from searchapp.engines.whoosh.schema import NAMES, SEPARATOR
from searchapp.speech import FIELDS
from searchapp.text.analysis import analysed_as

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Facet:
    """A field's values; document d has those numbered `codes[starts[d]:starts[d + 1]]`."""

    values: tuple[str, ...]
    starts: Ints
    codes: Ints


@dataclass(frozen=True, slots=True)
class Columns:
    """One place per document number; `present` is False for deleted ones.

    `first` and `last` are the days a date may mean (0: undated). `newest` and `oldest` are each document's place in
    those orders, which break ties. `tongues` numbers `languages`, the codes whose rules the words follow. `norms`
    is, per field, 1 - b + b·length/average, the average being of documents that have the field.
    """

    ids: tuple[str, ...]
    present: NDArray[np.bool_]
    first: Ints
    last: Ints
    newest: Ints
    oldest: Ints
    languages: tuple[str, ...]
    tongues: Ints
    facets: Mapping[str, Facet]
    norms: Mapping[str, Floats]


def gather(reader: Any) -> Columns:
    """The columns of a Whoosh index, read from its own columns."""
    size = reader.doc_count_all()
    texts = {name: _column(reader, name) for name in ("id", "date", "language", "source", "speaker", "topics")}
    present = np.array([not reader.is_deleted(number) for number in range(size)], dtype=bool)
    spans = np.array([days(date or None) for date in texts["date"]], dtype=np.int32).reshape(size, 2)
    first, last = spans[:, 0].copy(), spans[:, 1].copy()
    ids = texts["id"]
    rules = [analysed_as(language) or "" for language in texts["language"]]
    languages = tuple(sorted(set(rules)))
    return Columns(
        ids=tuple(ids),
        present=present,
        first=first,
        last=last,
        newest=_places(ids, -first.astype(np.int64), first == 0),
        oldest=_places(ids, first.astype(np.int64), first == 0),
        languages=languages,
        tongues=np.array([languages.index(rule) for rule in rules], dtype=np.int32),
        facets={field: _facet(_values(texts, field)) for field in FIELDS},
        norms={field: _norms(reader, field, present) for field in ranking.FIELDS},
    )


def save(columns: Columns, folder: Path) -> None:
    """Write the columns into a generation's folder, as columns.npz and columns.json."""
    arrays = {name: getattr(columns, name) for name in ("present", "first", "last", "newest", "oldest", "tongues")}
    arrays |= {f"norm.{field}": norm for field, norm in columns.norms.items()}
    for field, facet in columns.facets.items():
        arrays |= {f"starts.{field}": facet.starts, f"codes.{field}": facet.codes}
    np.savez(folder / "columns.npz", **arrays)
    values = {field: facet.values for field, facet in columns.facets.items()}
    texts = {"ids": columns.ids, "languages": columns.languages, "values": values}
    (folder / "columns.json").write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")


def load(folder: Path) -> Columns:
    """The columns that `save` wrote."""
    texts = json.loads((folder / "columns.json").read_text(encoding="utf-8"))
    with np.load(folder / "columns.npz", allow_pickle=False) as saved:
        arrays = dict(saved)
    return Columns(
        ids=tuple(texts["ids"]),
        languages=tuple(texts["languages"]),
        facets={
            field: Facet(tuple(values), arrays.pop(f"starts.{field}"), arrays.pop(f"codes.{field}"))
            for field, values in texts["values"].items()
        },
        norms={field: arrays.pop(f"norm.{field}") for field in ranking.FIELDS},
        **arrays,
    )


def count(facet: Facet, documents: Ints) -> dict[str, int]:
    """How many of these documents have each value; values that none has are left out."""
    lengths = facet.starts[documents + 1] - facet.starts[documents]
    single = documents[lengths == 1]
    codes = [facet.codes[facet.starts[single]]]
    codes += [facet.codes[facet.starts[d] : facet.starts[d + 1]] for d in documents[lengths > 1]]
    counted = np.bincount(np.concatenate(codes), minlength=1)
    return {facet.values[code]: int(counted[code]) for code in np.flatnonzero(counted)}


def having(facet: Facet, values: Sequence[str]) -> NDArray[np.bool_]:
    """Which documents have any of these values."""
    wanted = set(values)
    chosen = np.array([value in wanted for value in facet.values], dtype=bool)
    ends = np.concatenate([[0], np.cumsum(chosen[facet.codes])]) if len(facet.codes) else np.zeros(1)
    return np.asarray(ends[facet.starts[1:]] > ends[facet.starts[:-1]])


def speaking(columns: Columns, code: str) -> NDArray[np.bool_]:
    """Which documents are in a language, by the main part of its code."""
    facet = columns.facets["language"]
    return having(facet, [value for value in facet.values if main_code(value) == main_code(code)])


def _column(reader: Any, name: str) -> list[str]:
    texts: list[str] = []
    for leaf, _ in reader.leaf_readers():
        column = leaf.column_reader(name) if leaf.has_column(name) else None
        raw = column if column is not None else [""] * leaf.doc_count_all()
        texts += [value.decode() if isinstance(value, bytes) else value for value in raw]
    return texts


def _values(texts: Mapping[str, Sequence[str]], field: str) -> list[tuple[str, ...]]:
    if field == "year":
        return [(date[:4],) if date and date[0] != "-" else () for date in texts["date"]]
    column = texts[NAMES.get(field, field)]
    return [tuple(dict.fromkeys(text.split(SEPARATOR))) if text else () for text in column]


def _facet(values: Sequence[Sequence[str]]) -> Facet:
    names = sorted({value for row in values for value in row})
    number = {name: at for at, name in enumerate(names)}
    starts = np.cumsum([0, *map(len, values)], dtype=np.int32)
    return Facet(tuple(names), starts, np.array([number[v] for row in values for v in row], dtype=np.int32))


def _places(ids: Sequence[str], day: NDArray[np.int64], undated: NDArray[np.bool_]) -> Ints:
    alphabetical = np.empty(len(ids), dtype=np.int64)
    alphabetical[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids))
    places = np.empty(len(ids), dtype=np.int32)
    places[np.lexsort((alphabetical, day, undated))] = np.arange(len(ids), dtype=np.int32)
    return places


def _norms(reader: Any, field: str, present: NDArray[np.bool_]) -> Floats:
    name, b = NAMES.get(field, field), ranking.FIELDS[field].b
    lengths = np.array([reader.doc_field_length(d, name, 0) for d in range(len(present))], dtype=np.float32)
    having = lengths[present & (lengths > 0)]
    average = float(having.mean()) if len(having) else 1.0
    return (1 - b + b * lengths / average).astype(np.float32)
