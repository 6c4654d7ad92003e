"""Who is said to have said it, and when; and whether somebody's speech can be meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from searchapp.dates import extent
from searchapp.query.model import Word
from searchapp.speech import Speech
from searchapp.text.analysis import forms, tokens


@dataclass(frozen=True, slots=True)
class Claim:
    """Words of the speaker's name, and the first and last day that are said to be the day; empty where not said."""

    speaker: str = ""
    first: date | None = None
    last: date | None = None

    @property
    def made(self) -> bool:
        """Whether anything is claimed."""
        return bool(self._name or self.first)

    def by(self, speech: Speech) -> bool:
        """Whether the speaker's name has all the words of the one claimed."""
        return self._name <= set(forms(speech.speaker or "", None))

    def on(self, speech: Speech) -> bool:
        """Whether every day that the speech's date may mean is among those claimed."""
        if self.first is None or self.last is None:
            return True
        days = extent(speech.date) if speech.date else None
        return days is not None and self.first <= days[0] and days[1] <= self.last

    def words(self) -> Iterator[Word]:
        """What a speech has whose speaker has that name."""
        return (Word(token.word, "speaker", exact=True) for token in tokens(self.speaker))

    @property
    def _name(self) -> set[str]:
        return set(forms(self.speaker, None))
