"""From sources to the index: the only writer of the engines."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from searchapp.deadline import Deadline
from searchapp.engines import Change, Engine
from searchapp.errors import BadSource, DamagedIndex, IndexBusy, NoArchive, NoSuchSpeech
from searchapp.indexing.comparing import Before, Difference, Outcome, before, kept, unprovable
from searchapp.indexing.corrections import Noticing
from searchapp.indexing.ids import Ids
from searchapp.indexing.provenance import Row, Writer
from searchapp.indexing.reading import Reading
from searchapp.indexing.report import Report
from searchapp.sources import Given, Memory
from searchapp.speech import Speech

__all__ = ["Outcome", "Report", "add", "follow", "rebuild", "remove", "speeches"]

_LISTING = 60.0
"""Seconds that listing what was there before may take."""
_NOTHING = "No speech was found, so nothing was changed. `searchapp check` says what is in a source."


class _Same(Exception):
    """There is nothing to be written."""


def rebuild(
    engine: Engine, found: Iterable[str | Path], given: Given, report: Report, *, full: bool = False
) -> Outcome:
    """Make a generation of all that the sources hold, and make it live; only what changed is read, unless `full`.

    Either way it is the same generation, and the same is told; where nothing changed, none is made. Raises BadSource,
    FaultyDocuments, IndexBusy, IndexUnwritable; whatever is raised, what was live stays live.
    """
    found, was = list(found), _before(engine)
    why = None if full or not was.name else _unsound(engine) or unprovable(was, given)
    if was.name and not full and why is None:
        same, why = kept(was, found, given, report)
        if why is None:
            whole = {key: row for key, row in same.items() if row.alone and row.whole and row.told}
            return _revised(engine, found, _knowing(engine, given, report, whole), Difference(was))
    return _rebuilt(engine, found, Reading(given, report), Difference(was), why)


def follow(
    engine: Engine, found: Iterable[str | Path], given: Given, report: Report, memory: Memory | None = None
) -> Outcome:
    """Add what is new or changed in the sources to the live generation; what is gone from them stays.

    What a changed document doesn't say any more is removed. Only what is read is counted and told. A
    `memory` of what was compared before makes it fast (see sources.documents). Raises as `rebuild`, and DamagedIndex.
    """
    found = list(found)
    try:
        was = before(engine.live())
    except NoArchive:
        if engine.generations():
            raise DamagedIndex("The index doesn't say which generation is live. Run `searchapp rollback`.") from None
        return _rebuilt(engine, found, Reading(given, report), Difference(Before(), others=True), None)
    same, _ = kept(was, found, given, report, memory)
    alone = {key: row for key, row in same.items() if row.alone}
    reading = replace(_knowing(engine, given, report, alone), whole=False)
    return _revised(engine, found, reading, Difference(was, others=True))


def _unsound(engine: Engine) -> str | None:
    """What is wrong with the live generation, so that nothing may be built upon it."""
    if stepped_over := engine.health():
        return stepped_over
    return next((f"The live generation is damaged: {what}" for what in engine.live().wrong()), None)


def _knowing(engine: Engine, given: Given, report: Report, same: Mapping[str, Row]) -> Reading:
    return Reading(given, report, kept=same, live=lambda id: engine.live().speech(id))


def _before(engine: Engine) -> Before:
    """What is live, if anything is that can be read."""
    try:
        return before(engine.live())
    except (NoArchive, DamagedIndex):
        return Before()


def _rebuilt(
    engine: Engine, found: Sequence[str | Path], reading: Reading, difference: Difference, why: str | None
) -> Outcome:
    writer, noticing = Writer(), Noticing(engine.live, difference)
    reading.note = _each(writer.add, difference.note)
    with engine.rebuild(writer.end, noticing.written) as add:
        if difference.others and engine.generations():
            raise IndexBusy("Another process has written to the index meanwhile. Run it again.")
        for speech in reading.speeches(found):
            add(speech)
            noticing.now(speech, reading.ids.digest(speech.id))
        if not reading.ids:
            raise BadSource(_NOTHING)
        noticing.rest(reading.ids, Deadline.after(_LISTING, time.monotonic))
        reading.report.ended(reading.report.speeches)
    return replace(difference.outcome(reading.ids, why), failed=reading.failed)


def _revised(engine: Engine, found: Sequence[str | Path], reading: Reading, difference: Difference) -> Outcome:
    """Make a generation out of the live one. Raises DamagedIndex."""
    writer, noticing, outcome = Writer(), Noticing(engine.live, difference), Outcome()
    write = _unless(reading.kept, writer.add) if difference.others else writer.add
    reading.note = _each(difference.note, write)
    noted = partial(_noted_behind, engine, writer) if difference.others else writer.end
    with suppress(_Same), engine.change(noted, noticing.written) as change:
        if engine.live().facts.name != difference.before.name:
            raise IndexBusy("Another process has written to the index meanwhile. Run it again.")
        heard = _noticed(reading.speeches(found), reading.ids, noticing)
        noticing.gone(_alter(change, heard, reading.ids, difference, writer))
        outcome = difference.outcome(reading.ids)
        if outcome.same:
            raise _Same
        reading.report.ended(reading.report.speeches)
    return replace(outcome, written=not outcome.same, failed=reading.failed)


def _noticed(speeches: Iterable[Speech], ids: Ids, noticing: Noticing) -> Iterator[Speech]:
    for speech in speeches:
        noticing.now(speech, ids.digest(speech.id))
        yield speech


def _alter(
    change: Change, speeches: Iterable[Speech], ids: Ids, difference: Difference, writer: Writer
) -> Sequence[str]:
    """Add what is another than before, and remove what is there no more: the ids of that."""
    for speech in speeches:
        if difference.changed(speech.id, ids):
            change.add(speech)
    if not ids and not difference.others:
        raise BadSource(_NOTHING)
    superseded = difference.superseded(ids)
    if difference.others:
        writer.remove(superseded)
    for id in superseded:
        with suppress(NoSuchSpeech):
            change.remove(id)
    return superseded


def _each(*heard: Callable[[Row], None]) -> Callable[[Row], None]:
    def note(row: Row) -> None:
        for one in heard:
            one(row)

    return note


def _unless(kept: Mapping[str, Row], heard: Callable[[Row], None]) -> Callable[[Row], None]:
    """Hears of what isn't noted already."""
    return lambda row: None if kept.get(row.document) is row else heard(row)


def _noted_behind(engine: Engine, writer: Writer) -> bytes:
    """What was noted of the live generation, and then what the writer has."""
    try:
        return writer.end_behind(engine.live().provenance())
    except DamagedIndex:
        return writer.end_behind(b"")


def add(engine: Engine, found: Iterable[str | Path], given: Given, report: Report) -> None:
    """Add what the sources hold to the live generation; a speech takes the place of the one with its id."""
    writer, noticing = Writer(), Noticing(engine.live)
    with engine.change(partial(_noted_behind, engine, writer), noticing.written) as change:
        for speech in Reading(given, report, writer.add).speeches(found):
            change.add(speech)
            noticing.now(speech)
        report.ended(report.speeches)


def remove(engine: Engine, ids: Iterable[str]) -> None:
    """Take speeches away. Raises NoSuchSpeech, and then takes none."""
    writer, noticing, gone = Writer(), Noticing(engine.live), list(dict.fromkeys(ids))
    writer.remove(gone)
    with engine.change(partial(_noted_behind, engine, writer), noticing.written) as change:
        for id in gone:
            change.remove(id)
        noticing.gone(gone)


def speeches(found: Iterable[str | Path], given: Given, report: Report) -> Iterator[Speech]:
    """Every speech of the sources, each with an id of its own; faults go to the report.

    Speakers are joined, topics filled in from what was given; notices at the end say what was changed.
    """
    return Reading(given, report).speeches(found)
