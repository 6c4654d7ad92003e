"""The embedded engine behind the port: opens what is live, builds beside it, swaps in one step."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from threading import Lock

from searchapp.engines import Change, Facts, NamedNote, Note, nothing
from searchapp.engines.whoosh import folder
from searchapp.engines.whoosh.changing import SegmentChange, changed
from searchapp.engines.whoosh.folder import Manifest
from searchapp.engines.whoosh.generation import WhooshGeneration, facts
from searchapp.engines.whoosh.opening import KINDS, finish, other_version
from searchapp.engines.whoosh.schema import VERSION
from searchapp.engines.whoosh.writing import Effort, segments
from searchapp.errors import DamagedIndex, NoArchive
from searchapp.speech import Speech
from searchapp.text import analysis

log = logging.getLogger("searchapp.engine")
Files = Mapping[str, tuple[int, str]]
AGAIN = 5.0
"""Seconds until a damaged index is looked at again."""


class Whoosh:
    """Generations under one folder, which only building needs to write."""

    def __init__(self, index: Path, effort: Effort) -> None:
        self._index = index
        self._effort = effort
        self._open: WhooshGeneration | None = None
        self._named: str | None = None
        self._trouble: str | None = None
        self._met: dict[str, str] = {}
        self._refused: tuple[str | None, float, DamagedIndex] | None = None
        self._lock = Lock()

    def live(self) -> WhooshGeneration:
        """See engines.Engine. A new generation is noticed by the name in `current`, at each call."""
        named = folder.live_name(self._index)
        if self._stale(named) and self._lock.acquire(blocking=self._open is None):
            try:
                if self._stale(named):
                    self._refuse_again(named)
                    self._open, self._named = self._opened(named), named
            finally:
                self._lock.release()
        assert self._open is not None  # who finds another thread opening the new one answers from the old one
        return self._open

    def generations(self) -> Sequence[Facts]:
        """See engines.Engine. One whose manifest is damaged is left out; `verify` and `health` tell of it."""
        live = folder.live_name(self._index)
        kept = []
        for path in [self._index / name for name in folder.names(self._index)[:2]]:
            with suppress(DamagedIndex):
                kept.append(facts(folder.read_manifest(path), live=path.name == live))
        return kept

    @contextmanager
    def rebuild(self, provenance: Note = bytes, corrections: NamedNote = nothing) -> Iterator[Callable[[Speech], None]]:
        """See engines.Engine."""
        name = folder.new_name()
        with folder.writing(self._index), folder.building(self._index, name) as path:
            with segments(path, self._effort) as builder:
                yield builder.add
                with folder.translated(self._index):
                    builder.finish()
            with folder.translated(self._index):
                folder.note(path, {folder.PROVENANCE: provenance(), folder.CORRECTIONS: corrections(name)})
                self._publish(path, name, builder.count, builder.digest.hexdigest())

    @contextmanager
    def change(self, provenance: Note = bytes, corrections: NamedNote = nothing) -> Iterator[Change]:
        """See engines.Engine."""
        with folder.writing(self._index):
            live, name = self.live(), folder.new_name()
            if self._trouble:  # what was live would be lost if the one before it were built upon
                raise DamagedIndex(self._trouble)
            with closing(SegmentChange(live, self._index)) as change:
                yield change
                with folder.translated(self._index), folder.building(self._index, name) as path:
                    changed(self._index / live.facts.name, path, change, self._effort.memory)
                    folder.note(path, {folder.PROVENANCE: provenance(), folder.CORRECTIONS: corrections(name)})
                    self._publish(path, name, change.speeches, change.digest(), self._known(live.facts.name))

    def rollback(self) -> Facts:
        """See engines.Engine."""
        with folder.writing(self._index):
            live = folder.live_name(self._index)
            others = [name for name in folder.names(self._index) if name != live]
            if not others:
                raise NoArchive("There is no generation before this one. Run `searchapp rebuild` to make another.")
            path = self._index / others[0]
            WhooshGeneration(path)
            with folder.translated(self._index):
                folder.point(self._index, path.name)
            return facts(folder.read_manifest(path), live=True)

    def verify(self) -> Sequence[str]:
        """See engines.Engine."""
        names = folder.names(self._index)
        named = folder.live_name(self._index)
        wrong = [_unknown(named)] if (names or named) and named not in names else []
        for name in names[:2]:
            path = self._index / name
            try:
                manifest = folder.read_manifest(path)
                wrong += [*filter(None, [other_version(manifest)]), *folder.wrong_bytes(path, manifest)]
            except DamagedIndex as error:
                wrong.append(str(error))
        return wrong

    def health(self) -> str | None:
        """See engines.Engine."""
        return self._trouble

    def _known(self, name: str) -> Files:
        """What a generation's manifest says of its segments' files."""
        files = folder.read_manifest(self._index / name).files
        return {name: said for name, said in files.items() if name.endswith(KINDS)}

    def _publish(self, path: Path, name: str, speeches: int, source_digest: str, known: Files | None = None) -> None:
        """Complete, check, and make live what was built, of which some files' checksums may be known."""
        known = known or {}
        with folder.settling(path, known) as settled:
            finish(path)
        built = datetime.now(UTC).isoformat(timespec="seconds")
        folder.write_manifest(
            path,
            Manifest(
                name, built, speeches, VERSION, analysis.VERSION, source_digest, _versions(), {**known, **settled}
            ),
        )
        WhooshGeneration(path).prove(speeches)
        folder.publish(self._index, path, name)
        folder.sweep(self._index)

    def _stale(self, named: str | None) -> bool:
        """Whether what is open is not what should answer: it isn't live any more, or was found to be damaged."""
        return self._open is None or named != self._named or self._open.damage is not None

    def _opened(self, named: str | None) -> WhooshGeneration:
        """The generation that `current` names, or the newest other one that can be read."""
        if named is None:
            raise NoArchive(
                f"Nothing has been indexed in {self._index} yet. Run `searchapp rebuild SOURCE`, "
                "or `searchapp demo` to try it with the demonstration archive."
            )
        names = folder.names(self._index)
        self._trouble = None if named in names else _unknown(named)
        self._met |= {self._open.facts.name: self._open.damage} if self._open and self._open.damage else {}
        for name in names:
            try:
                return self._whole(name)
            except DamagedIndex as error:
                now = folder.live_name(self._index)
                if now != named:  # it went out of use while it was opened, and was removed
                    return self._opened(now)
                self._trouble = self._trouble or str(error)
                log.warning("%s", error)
        damaged = DamagedIndex(self._trouble or f"No generation in {self._index} can be read. {folder.MEND}")
        self._refused = (named, time.monotonic(), damaged)
        self._met.clear()
        raise damaged

    def _whole(self, name: str) -> WhooshGeneration:
        """Open a generation. Raises DamagedIndex, too, if it was found to be damaged while it answered."""
        if name in self._met:
            raise DamagedIndex(self._met[name])
        return WhooshGeneration(self._index / name)

    def _refuse_again(self, named: str | None) -> None:
        """Raise what was raised a moment ago, instead of reading every byte of a damaged index for each request."""
        if self._refused and self._refused[0] == named and time.monotonic() - self._refused[1] < AGAIN:
            raise self._refused[2]


def _unknown(named: str | None) -> str:
    return f"There is no generation “{named or ''}”, which was live. {folder.MEND}"


def _versions() -> dict[str, str]:
    return {package: version(package) for package in ("searchapp", "whoosh3", "PyStemmer", "numpy")}
