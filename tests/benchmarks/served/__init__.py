"""Result pages over HTTP: our site on two gunicorn workers, asked by a process of its own over loopback."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from answering import Rounds, Tell
from corpus import Corpus
from memory import Memory, resident
from processes import apart

from served.addresses import address
from served.asking import in_turn, number
from served.load import Step
from served.rates import rates
from served.workers import WORKERS, logged, serving


@dataclass(frozen=True, slots=True)
class Served:
    """What one client saw that asks one page after the other, and what of it went by inside the site; then load.

    The first round asks for the first time. `workers` is the memory of each after all of it.
    """

    seen: Rounds
    inside: Rounds
    steps: tuple[Step, ...]
    workers: tuple[Memory, ...]

    @property
    def best(self) -> float:
        """The most requests a second that were answered in time."""
        return max((step.rate for step in self.steps if step.held), default=0.0)


def served(corpus: Corpus, index: Path, folder: Path, rounds: int, tell: Tell) -> Served:
    """Serve the index, ask every page once and then in rounds, then find out how much load it bears."""
    asked = {kind: tuple(map(address, queries)) for kind, queries in corpus.questions.items()}
    with serving(index, folder / "served.log") as site:
        tell(f"{WORKERS} gunicorn workers are asked for pages, one at a time …")
        seen = apart(in_turn, site.port, asked, rounds + 1)
        tell("… and many at a time …")
        steps = apart(rates, site.port, tuple(map(address, corpus.mixed)))
        memories = tuple(map(resident, site.workers()))
    return Served(seen, _inside(seen, logged(site.log)), steps, memories)


def _inside(seen: Rounds, seconds: Mapping[str, float]) -> Rounds:
    """The same pages, with the time that the site's own log says."""
    return {
        kind: [
            [replace(page, seconds=seconds[number(kind, turn, which)]) for which, page in enumerate(pages)]
            for turn, pages in enumerate(rounds)
        ]
        for kind, rounds in seen.items()
    }
