"""What became of the documents: told as it comes, and counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from searchapp.errors import Fault, FaultyDocuments
from searchapp.speech import Speech


@dataclass
class Report:
    """Faults are told to `tell` as they come, and counted here.

    `progress` hears how many speeches there were so far, `watch` of every so many bytes that were read, `compared` how
    many documents were compared with what is live, and `ended` that all are read, while the engine still has to sort
    and check them. `took` hears as what each document is read (see sources.read), `again` of each speech that came
    before, word for word, under the same id.
    """

    tell: Callable[[Fault], None]
    progress: Callable[[int], None] = lambda _: None
    watch: Callable[[int], None] = lambda _: None
    ended: Callable[[int], None] = lambda _: None
    strict: bool = False
    took: Callable[[str, str, str], None] = lambda *_: None
    again: Callable[[Speech], None] = lambda _: None
    compared: Callable[[int], None] = lambda _: None
    speeches: int = 0
    faults: int = 0
    notices: int = 0

    def fault(self, fault: Fault) -> None:
        """Count a fault and tell it. Raises FaultyDocuments where nothing may be wrong."""
        self.notices += fault.notice
        self.faults += not fault.notice
        if self.strict and not fault.notice:
            raise FaultyDocuments(fault)
        self.tell(fault)
