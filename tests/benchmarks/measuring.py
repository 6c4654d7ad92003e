"""All measurements of a run, one after the other, so that none is in the way of another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from answering import Answering, Mode, Outcomes, Rounds, Tell, first_pages, in_rounds
from building import Built, built
from corpus import Corpus
from opening import Opening, opening
from peers import PEERS


@dataclass(frozen=True, slots=True)
class Figures:
    """All that was measured of one engine: pages asked for the first time, then each mode in rounds."""

    built: Built
    opening: Opening
    first: Outcomes
    rounds: Mapping[Mode, Rounds]


def measure(names: Sequence[str], corpus: Corpus, folder: Path, rounds: int, tell: Tell) -> dict[str, Figures]:
    """Build with one engine after the other, then ask them in turns, so that a slow minute is slow for all."""
    builds, openings = {}, {}
    for name in names:
        tell(f"{PEERS[name].label} builds …")
        builds[name] = built(name, corpus.path, folder / name)
    for name in names:
        tell(f"{PEERS[name].label} is opened …")
        openings[name] = opening(name, corpus, folder / name)
    with ExitStack() as stack:
        answering = {name: stack.enter_context(Answering.started(name, folder / name)) for name in names}
        first = {name: first_pages(answering[name], PEERS[name], corpus, tell) for name in names}
        asked = in_rounds(answering, corpus, rounds, tell)
        return {name: Figures(builds[name], openings[name], first[name], asked[name]) for name in names}
