"""CSV and TSV: a speech in each row, its fields in columns that are found by their names."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from searchapp.errors import Fault
from searchapp.sources import record
from searchapp.sources.columns import KEPT, LANGUAGES, NAME_PARTS, NAMES, plain
from searchapp.sources.document import LONGEST, Document, Reading
from searchapp.sources.lines import lines

Row = Callable[[Mapping[str, Any], Document, int], Reading]
"""Makes speeches of the record that a row is, and of the line that it begins on."""
_DELIMITERS = ",;\t|"
WIDEST = 2000
"""Columns that a table may have."""
_OLD_END = "\u2028"
_EMPTY = frozenset({"", "NA", "N/A", "NULL", "NaN", "nan", "None"})
_NUMBER = re.compile(r"_?(\d{1,9})")


def recognises(head: str) -> bool:
    """A first line whose cells name a column of text."""
    header = _header(head.partition("\n")[0])[0]
    return 1 < len(header) <= WIDEST and bool(_columns(header, {}).get("text"))


def recognises_tabs(head: str) -> bool:
    """The same with tabs between four cells or more, a date among them, in a file that isn't named as a table."""
    first = head.partition("\n")[0]
    header, delimiter = _header(first)
    return delimiter == "\t" and 3 < len(header) <= WIDEST and {"text", "date"} <= _columns(header, {}).keys()


def read(document: Document, row: Row = record.read) -> Reading:
    """Every row is tried, and made speeches of by `row`. Unknown columns are kept where they hold something."""
    csv.field_size_limit(LONGEST)
    faults: list[Fault] = []
    source = _lines(document, faults)
    number, first = next(source, (1, ""))
    header, delimiter = _header(first)
    columns = _columns(header, document.given.columns) if len(header) <= WIDEST else {}
    if complaint := _complaint(header, columns, document.given.columns):
        yield from faults
        yield Fault(document.name, complaint, number)
        return
    document = replace(document, given=replace(document.given, columns={}))  # they have done their work here
    rows = _Rows(document.name, source, delimiter, faults)
    for line, cells in rows:
        yield from _taken(faults)
        if cells:
            yield from _row(document, _Table(header, columns, row), cells, line)
    yield from _taken(faults)


@dataclass(frozen=True, slots=True)
class _Table:
    header: Sequence[str]
    columns: Mapping[str, Sequence[int]]
    row: Row


def _row(document: Document, table: _Table, cells: Sequence[str], line: int) -> Reading:
    if len(cells) != len(table.header):
        message = (
            f"This row has {len(cells)} cells where the header has {len(table.header)}; read as far as they match."
        )
        yield Fault(document.name, message, line)
    known = {at for places in table.columns.values() for at in places}
    # A text that was spread over numbered columns was cut anywhere, even within words: nothing stands between.
    values = {
        name: (" " if name == "speaker" else "").join(cells[at] for at in places if at < len(cells))
        for name, places in table.columns.items()
    }
    others = {
        name: cell
        for at, (name, cell) in enumerate(zip(table.header, cells, strict=False))
        if cell.strip() and at not in known
    }
    more = {"more_cells": list(cells[len(table.header) :])} if len(cells) > len(table.header) else {}
    named = {name: value.strip() for name, value in values.items() if value.strip() not in _EMPTY}
    if "language" in named:
        named["language"] = LANGUAGES.get(named["language"], named["language"])
    yield from table.row({**others, **more, "text": "", **named}, document, line)


def _header(line: str) -> tuple[list[str], str]:
    """The names of the columns, and what stands between them: whatever makes the most of them."""
    line = line.rstrip("\r\n").replace("\r", _OLD_END)
    splits = [(next(csv.reader([line], delimiter=delimiter), []), delimiter) for delimiter in _DELIMITERS]
    cells, delimiter = max(splits, key=lambda split: len(split[0]))
    return _distinct([cell.strip() for cell in cells]), delimiter


def _distinct(names: Sequence[str]) -> list[str]:
    """Columns without a name, or with one that an earlier column has, are called by their number."""
    first = {name: at for at, name in reversed(list(enumerate(names)))}
    return [name if name and first[name] == at else f"{name} column {at + 1}".strip() for at, name in enumerate(names)]


def _columns(header: Sequence[str], mapped: Mapping[str, str]) -> dict[str, list[int]]:
    """For each field, the columns that hold it: several only for a text in numbered columns."""
    found: dict[str, list[int]] = {}
    wanted = {field: (plain(column),) for field, column in mapped.items()}
    plainly = [plain(column) for column in header]
    for field, names in {**wanted, **{field: names for field, names in NAMES.items() if field not in wanted}}.items():
        taken = {at for places in found.values() for at in places}
        places = next(
            (at for name in names if (at := _places(plainly, name, numbered=field == "text")) and not taken & {*at}), []
        )
        if places:
            found[field] = places
    return {**found, **_kept(plainly, found)}


def _kept(plainly: Sequence[str], found: Mapping[str, Sequence[int]]) -> dict[str, list[int]]:
    """Columns of a party, a role …, and a speaker's name in two pieces where there is no whole one."""
    taken = {at for places in found.values() for at in places}
    kept = {
        name: next((at for other in names if (at := _places(plainly, other, numbered=False)) and not taken & {*at}), [])
        for name, names in KEPT.items()
    }
    pieces = ([plainly.index(part) for part in parts] for parts in NAME_PARTS if {*parts} <= {*plainly})
    speaker = [] if "speaker" in found else next(pieces, [])
    return {name: places for name, places in {**kept, "speaker": speaker}.items() if places}


def _places(plainly: Sequence[str], name: str, *, numbered: bool) -> list[int]:
    exact = [at for at, column in enumerate(plainly) if column == name]
    if exact or not numbered:
        return exact[:1]
    parts = [
        (int(found[1]), at)
        for at, column in enumerate(plainly)
        if column.startswith(name) and (found := _NUMBER.fullmatch(column, len(name)))
    ]
    return [at for _, at in sorted(parts)]


def _complaint(header: Sequence[str], columns: Mapping[str, object], mapped: Mapping[str, str]) -> str | None:
    if len(header) > WIDEST:
        return f"This table has {len(header):,} columns, and at most {WIDEST:,} can be read; not read. Take some away."
    if any(_OLD_END in name for name in header):
        return "The lines of this table end as old Macs wrote them; not read. Convert them: tr '\\r' '\\n'."
    shown = ", ".join(name[:40] for name in header[:30] if name) or "none"
    for field, column in mapped.items():
        if field not in columns:
            return f"There is no column “{column}” for the {field}; not read. The columns are: {shown}."
    if "text" not in columns:
        return f"No column is known to hold the text; not read. Say which: --map text=COLUMN. The columns are: {shown}."
    return None


def _lines(document: Document, faults: list[Fault]) -> Iterator[tuple[int, str]]:
    for line in lines(document):
        if isinstance(line, Fault):
            faults.append(line)
        else:
            yield line


def _taken(faults: list[Fault]) -> list[Fault]:
    taken = faults[:]
    faults.clear()
    return taken


class _Rows:
    """The rows of a table, each with the line that it begins on; what is wrong with quotation marks is told."""

    def __init__(self, name: str, source: Iterator[tuple[int, str]], delimiter: str, faults: list[Fault]) -> None:
        self._name = name
        self._source = source
        self._delimiter = delimiter
        self._faults = faults
        self._buffer: list[str] = []
        self._line = 1

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        strict = csv.reader(self._fed(), delimiter=self._delimiter, strict=True)
        while True:
            self._buffer.clear()
            try:
                cells = next(strict)
            except StopIteration:
                return
            except csv.Error as error:
                cells = self._leniently(str(error))
            yield self._line, cells

    def _fed(self) -> Iterator[str]:
        for number, text in self._source:
            if not self._buffer:
                self._line = number
            self._buffer.append(text)
            yield text

    def _leniently(self, error: str) -> list[str]:
        """The row that a quotation mark is wrong in, as far as it goes."""
        extent = f"; {len(self._buffer):,} lines were read as one row" if len(self._buffer) > 1 else ""
        message = f"A quotation mark is missing or not doubled in this row ({error}){extent}. Correct it."
        self._faults.append(Fault(self._name, message, self._line))
        try:
            return next(csv.reader(self._buffer, delimiter=self._delimiter), [])
        except csv.Error as worse:
            what = "is too long for one speech" if "limit" in str(worse) else "has a line end of old Macs in it"
            message = f"This row {what}; passed over. Split or correct it."
            self._faults.append(Fault(self._name, message, self._line))
            return []
