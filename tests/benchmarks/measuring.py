"""All measurements of a run, one after the other, so that none is in the way of another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from answering import Answering, Mode, Outcomes, Rounds, Tell, first_pages, in_rounds
from building import Built, built, middle
from corpus import Corpus
from opening import Opening, opening
from peers import PEERS


@dataclass(frozen=True, slots=True)
class Figures:
    """All that was measured of one engine: every build, pages asked for the first time, then each mode in rounds."""

    builds: Sequence[Built]
    opening: Opening
    first: Outcomes
    rounds: Mapping[Mode, Rounds]

    @property
    def built(self) -> Built:
        """What one build takes."""
        return middle(self.builds)


@dataclass(frozen=True, slots=True)
class Often:
    """How often everything is built, and asked again; a slow peer less often."""

    builds: int
    rounds: int


def measure(names: Sequence[str], corpus: Corpus, folder: Path, often: Often, tell: Tell) -> dict[str, Figures]:
    """Build with the engines in turns, then ask them in turns, so that a slow minute is slow for all."""
    builds: dict[str, list[Built]] = {name: [] for name in names}
    openings = {}
    for number in range(often.builds):
        for name in names:
            if number < (PEERS[name].rounds or often.builds):
                tell(f"{PEERS[name].label} builds …")
                builds[name].append(built(name, corpus.path, folder / name))
    for name in names:
        tell(f"{PEERS[name].label} is opened …")
        openings[name] = opening(name, corpus, folder / name)
    with ExitStack() as stack:
        answering = {name: stack.enter_context(Answering.started(name, folder / name)) for name in names}
        first = {name: first_pages(answering[name], PEERS[name], corpus, tell) for name in names}
        asked = in_rounds(answering, corpus, often.rounds, tell)
        return {name: Figures(builds[name], openings[name], first[name], asked[name]) for name in names}
