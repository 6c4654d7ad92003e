"""A generation made from the live one: its segments under new names, some documents taken out, some put in."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from whoosh import index as whoosh_index

from searchapp.engines.whoosh import folder
from searchapp.engines.whoosh.generation import LEXICON, WhooshGeneration
from searchapp.engines.whoosh.schema import document, said
from searchapp.errors import NoSuchSpeech
from searchapp.speech import Speech

OURS = (folder.MANIFEST, LEXICON, "columns.npz", "columns.json")
"""Files that are made anew for each generation."""
MANY = 12
"""Segments beyond which small ones are merged."""


class SegmentChange:
    """What is to be added and removed, until the change is made."""

    def __init__(self, live: WhooshGeneration) -> None:
        self._live = live
        self.added: dict[str, Speech] = {}
        self.removed: set[str] = set()

    @property
    def speeches(self) -> int:
        """How many speeches there will be."""
        replaced = sum(self._live.has(id) for id in self.added)
        return self._live.facts.speeches - len(self.removed - self.added.keys()) - replaced + len(self.added)

    def digest(self) -> str:
        """The SHA-256 of the digest before, what was added, and what was removed."""
        whole = sha256(self._live.source_digest.encode())
        for speech in self.added.values():
            whole.update(said(speech))
        for id in sorted(self.removed):
            whole.update(f"-{id}\n".encode("utf-8", "surrogatepass"))
        return whole.hexdigest()

    def add(self, speech: Speech) -> None:
        """See engines.Change."""
        self.added[speech.id] = speech

    def remove(self, id: str) -> None:
        """See engines.Change."""
        if self.added.pop(id, None) is None and (id in self.removed or not self._live.has(id)):
            raise NoSuchSpeech(id)
        if self._live.has(id):
            self.removed.add(id)


def changed(live: Path, path: Path, change: SegmentChange) -> None:
    """Fill the folder with the live generation's segments, and make the change there."""
    for file in live.iterdir():
        if file.name not in OURS:
            folder.link(file, path / file.name)
    index = whoosh_index.open_dir(path)
    writer = index.writer()
    for id in {*change.removed, *change.added}:
        writer.delete_by_term("id", id)
    for speech in change.added.values():
        writer.add_document(**document(speech))
    writer.commit(merge=len(index._segments()) > MANY)  # noqa: SLF001  (no public count of segments)
    index.close()
