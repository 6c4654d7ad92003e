"""SQLite FTS5 with its porter tokenizer: full text in one table, what is counted and filtered in a narrow one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from peers import FACETS, LISTED, TEN, Page
from searchapp.query.model import And, Node, Or, Phrase, Prefix, Query, Word
from searchapp.speech import Speech

SCHEMA = """
CREATE VIRTUAL TABLE words USING fts5(text, topic, speaker, tokenize = 'porter unicode61');
CREATE TABLE speech (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL, speaker TEXT NOT NULL, topic TEXT NOT NULL,
    date TEXT NOT NULL, year TEXT NOT NULL
);
"""
NARROWED = """
    FROM words CROSS JOIN speech ON number = words.rowid
    WHERE words MATCH :words AND speech.date BETWEEN :first AND :last
"""
KEPT = ":speaker IN ('', speech.speaker)"
BEST = f"{NARROWED} AND {KEPT} ORDER BY rank LIMIT {TEN}"
TOTAL = f"SELECT count(*) {NARROWED} AND {KEPT}"
PLAIN_TOTAL = "SELECT count(*) FROM words WHERE words MATCH :words"
"""Where nothing is filtered, the narrow table needn't be read."""
SNIPPET = "snippet(words, 0, '<mark>', '</mark>', '…', 64)"
CACHE = "PRAGMA cache_size = -262144"
"""256 MB, as much as the others may fill."""


def build(speeches: Iterable[Speech], folder: Path) -> None:
    folder.mkdir()
    with sqlite3.connect(folder / "speeches.db") as database:
        database.execute(CACHE)
        database.executescript(SCHEMA)
        for number, speech in enumerate(speeches, 1):
            topic = "".join(speech.topics[:1])
            database.execute(
                "INSERT INTO words (rowid, text, topic, speaker) VALUES (?, ?, ?, ?)",
                (number, speech.text, topic, speech.speaker or ""),
            )
            date = speech.date or ""
            narrow = (number, speech.id, speech.speaker or "", topic, date, date[:4])
            database.execute("INSERT INTO speech VALUES (?, ?, ?, ?, ?, ?)", narrow)
    database.close()


def reopen(folder: Path) -> Sqlite:
    database = sqlite3.connect(folder / "speeches.db")
    database.execute(CACHE)
    database.execute("PRAGMA mmap_size = 4294967296")
    return Sqlite(database)


@dataclass(frozen=True, slots=True)
class Sqlite:
    database: sqlite3.Connection

    def rank(self, query: Query) -> Page:
        asked, narrowed = _asked(query), query.filters or query.first or query.last
        (total,) = self.database.execute(TOTAL if narrowed else PLAIN_TOTAL, asked).fetchone()
        return Page(tuple(id for (id,) in self.database.execute(f"SELECT id {BEST}", asked)), total)

    def page(self, query: Query) -> Page:
        asked = _asked(query)
        shown = self.database.execute(f"SELECT id, {SNIPPET} {BEST}", asked).fetchall()
        counts: dict[str, dict[str, int]] = {name: {} for name in ("total", *FACETS)}
        for name, value, count in self.database.execute(_counting(), asked):
            counts[name][value] = count
        total = counts.pop("total").popitem()[1] or 0
        return Page(tuple(id for id, _ in shown), total, counts, tuple((text,) for _, text in shown))


@cache
def _counting() -> str:
    """One statement for the total and all facets, so that what matches is found once."""
    facets = "".join(f" UNION ALL SELECT * FROM ({_facet(name)})" for name in FACETS)
    return f"""
        WITH hit AS MATERIALIZED (
            SELECT speech.speaker, speech.topic, speech.year, {KEPT} AS kept {NARROWED}
        )
        SELECT 'total', '', sum(kept) FROM hit {facets}
    """


def _facet(name: str) -> str:
    kept = "TRUE" if name == "speaker" else "kept"
    return f"""
        SELECT '{name}', {name}, count(*) AS many FROM hit WHERE {kept} AND {name} != ''
        GROUP BY {name} ORDER BY many DESC, {name} LIMIT {LISTED}
    """


def _asked(query: Query) -> dict[str, str]:
    return {
        "words": _expression(query.tree),
        "speaker": "".join(query.selected("speaker")),
        "first": query.first.isoformat() if query.first else "",
        "last": query.last.isoformat() if query.last else "9999",
    }


def _expression(node: Node | None) -> str:
    """FTS5 has no query trees: every word is quoted, so that it means itself."""
    match node:
        case And(parts):
            return "(" + " AND ".join(map(_expression, parts)) + ")"
        case Or(parts):
            return "(" + " OR ".join(map(_expression, parts)) + ")"
        case Word(text):
            return f'"{text}"'
        case Prefix(text):
            return f'"{text}" *'
        case Phrase(words):
            return '"' + " ".join(word.text for word in words) + '"'
    raise NotImplementedError(node)
