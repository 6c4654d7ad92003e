"""Counts faults by what they say, and where they are, in bounded memory."""

from __future__ import annotations

from dataclasses import dataclass, field

from searchapp.checking.findings import Kind, Within
from searchapp.checking.sentences import plural, sentence
from searchapp.errors import Fault

SHOWN = 20
"""Kinds of faults that a report shows, documents of each, and cases."""
KINDS = 2_000
"""Kinds that are told apart; what is said in yet another way is only counted."""
FILES = 100_000
"""Documents that are told apart, those of one kind and of another counted as two; the rest are counted together."""
LINES = 10
"""Lines that are named of a document."""


@dataclass(slots=True)
class _File:
    count: int = 0
    lines: list[int] = field(default_factory=list)

    def add(self, line: int | None) -> None:
        self.count += 1
        if line and len(self.lines) < LINES:
            self.lines.append(line)


@dataclass(slots=True)
class _Faults:
    example: Fault
    count: int = 0
    elsewhere: int = 0
    files: dict[str, _File] = field(default_factory=dict)
    cases: list[str] = field(default_factory=list)


class Kinds:
    """Counts faults by their sentence, with the first of each as the example."""

    def __init__(self) -> None:
        self._kinds: dict[str, _Faults] = {}
        self._files = 0

    def add(self, fault: Fault) -> None:
        """Count one more."""
        said = sentence(fault.message)
        if said not in self._kinds and len(self._kinds) >= KINDS:
            return
        kind = self._kinds.setdefault(said, _Faults(fault))
        kind.count += 1
        many = plural(fault.message)
        if many and len(kind.cases) < SHOWN:
            kind.cases.append(many.one(fault.message) or "")
        if not many or many.placed:
            self._place(kind, fault)

    def commonest(self) -> tuple[Kind, ...]:
        """The commonest first; of equals, the one that was told first."""
        ordered = sorted(self._kinds.items(), key=lambda pair: -pair[1].count)
        return tuple(_kind(said, kind) for said, kind in ordered[:SHOWN])

    def _place(self, kind: _Faults, fault: Fault) -> None:
        if fault.where not in kind.files:
            if self._files >= FILES:
                kind.elsewhere += 1
                return
            kind.files[fault.where] = _File()
            self._files += 1
        kind.files[fault.where].add(fault.line)


def _kind(said: str, faults: _Faults) -> Kind:
    ordered = sorted(faults.files.items(), key=lambda pair: -pair[1].count)
    files = tuple(Within(name, file.count, tuple(file.lines)) for name, file in ordered[:SHOWN])
    message = faults.example.message
    many = plural(message) if faults.count > 1 else None
    told = many.all(faults.cases[0]) if many else message
    cases = tuple(faults.cases)
    return Kind(said, faults.count, faults.example, told, cases, files, len(ordered), faults.elsewhere)
