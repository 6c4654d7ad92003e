"""Every speech under an id of its own; one that comes twice, word for word, counts once."""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import count

from searchapp.speech import Speech, shorten

SIZE = 16
"""Bytes of a digest."""
_NUMBER = 4


def digests(speech: Speech) -> tuple[bytes, bytes]:
    """The first bytes of SHA-256 of what was said (words, speaker, date, title), and of all that is known of it."""
    said = "\x1e".join((*speech.paragraphs, speech.speaker or "", speech.date or "", speech.title or ""))
    whole = hashlib.sha256(said.encode("utf-8", "surrogatepass"))
    words = whole.digest()[:SIZE]
    rest = (speech.topics, speech.language, speech.event, speech.source, speech.url, speech.introduction, speech.extra)
    whole.update(marshal.dumps((len(speech.paragraphs), rest), 2))
    return words, whole.digest()[:SIZE]


class Ids:
    """The ids that were given so far, document by document; `live` finds the speech of an id that was `kept`.

    `alone` says whether everything about the document at hand would be the same if there were no others before it.
    """

    def __init__(self, live: Callable[[str], Speech]) -> None:
        self._live = live
        self._seen: dict[str, bytes] = {}
        self._names = [""]
        self._number = bytes(_NUMBER)
        self.alone = True

    def __iter__(self) -> Iterator[str]:
        return iter(self._seen)

    def __len__(self) -> int:
        return len(self._seen)

    def __contains__(self, id: object) -> bool:
        return id in self._seen

    def next_document(self, name: str) -> None:
        """What comes now is another document's, of this name."""
        self._number = len(self._names).to_bytes(_NUMBER)
        self._names.append(name)
        self.alone = True

    def keep(self, ids: Iterable[str]) -> None:
        """Take over the ids of a document that is not read again."""
        self._seen.update(dict.fromkeys(ids, self._number))

    def digest(self, id: str) -> bytes:
        """Of all that is known of a speech; empty if it was kept."""
        return self._seen[id][SIZE:-_NUMBER]

    def unique(self, speech: Speech, tell: Callable[[str, bool], None]) -> Speech | None:
        """The speech under an id that none before it has; None if it came before, with the same words.

        `tell` hears a sentence about either, and whether it is only worth knowing.
        """
        words, whole = digests(speech)
        known = self._known(speech.id)
        if known is None:
            return self._given(speech, words + whole)
        named, also = f"“{shorten(speech.heading, 60)}”", self._also(speech.id)
        if known == words:
            tell(f"The speech {speech.id} ({named}) comes twice, word for word{also}; it counts once.", True)
            return None
        fresh = next(id for n in count(2) if self._known(id := f"{speech.id}~{n}") is None)
        tell(
            f"Two speeches have the id {speech.id}{also}; the later ({named}) is now {fresh}. "
            "Give each an id of its own, or take the copy away.",
            False,
        )
        return self._given(replace(speech, id=fresh), words + whole)

    def _also(self, id: str) -> str:
        """In which other document an id was met."""
        number = self._seen[id][-_NUMBER:]
        return "" if number == self._number else f", also in {self._names[int.from_bytes(number)]}"

    def _given(self, speech: Speech, digests: bytes) -> Speech:
        self._seen[speech.id] = digests + self._number
        return speech

    def _known(self, id: str) -> bytes | None:
        """The digest of the words under an id; None where it is free."""
        known = self._seen.get(id)
        if known is None:
            return None
        self.alone &= known.endswith(self._number)
        return known[:SIZE] if len(known) > _NUMBER else digests(self._live(id))[0]
