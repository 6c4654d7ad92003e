"""Topics for speeches whose source states none, by the queries of a topics' file; never others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from searchapp.engines.memory import matching
from searchapp.errors import Fault
from searchapp.sources.people.joining import Counts
from searchapp.sources.subjects import Subjects
from searchapp.speech import Speech

_LACKING, _FILLED, _TOPIC = "topics lacking", "topics filled", "topic"


@dataclass(frozen=True, slots=True)
class Filling:
    """Gives the topics of a topics' file to speeches that have none, and counts them for `notices`."""

    subjects: Subjects | None

    def filled(self, speech: Speech, counts: Counts) -> Speech:
        """The speech with each topic whose query finds it; what has topics keeps them."""
        if not self.subjects or speech.topics:
            return speech
        topics = tuple(matching(speech, self.subjects.queries))
        counts[_LACKING,] += 1
        counts[_FILLED,] += bool(topics)
        counts.update((_TOPIC, topic) for topic in topics)
        return replace(speech, topics=topics)

    def notices(self, counts: Counts) -> Iterator[Fault]:
        """How many speeches have their topics from the file, and which topics found none."""
        if not self.subjects:
            return
        told = f"{counts[_FILLED,]:,} of {counts[_LACKING,]:,} speeches without topics have theirs from this file."
        yield Fault(self.subjects.where, told, notice=True)
        if idle := [topic for topic in self.subjects.queries if (_TOPIC, topic) not in counts]:
            shown = f"{', '.join(f'“{topic}”' for topic in idle[:5])}{' …' if len(idle) > 5 else ''}"
            told = f"No speech without topics was found for {shown}. Try the query with `searchapp search`."
            yield Fault(self.subjects.where, told, notice=True)
