"""A transcript's turns into speeches: one for each, with what was asked or noted around it in its introduction."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from searchapp.errors import Fault
from searchapp.sources import record
from searchapp.sources.document import Document, Reading
from searchapp.sources.paragraphs import tidy

_NOTHING: Mapping[str, Any] = {}
_EACH = frozenset({"id", "speaker", "role", "introduction", "text", "paragraphs"})
"""What every turn has of its own, whatever is said of the document."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person said until another spoke; `notes` are others' words around it: questions, stage directions.

    Without a speaker, nobody can tell whose words they are.
    """

    speaker: str | None
    paragraphs: tuple[str, ...]
    notes: tuple[str, ...] = ()
    role: str | None = None
    title: str | None = None
    line: int | None = None


def speeches(
    turns: Iterable[Turn], said: Mapping[str, Any], document: Document, proposed: Mapping[str, Any] = _NOTHING
) -> Reading:
    """A speech for each turn, in their order, from what the document says of all; what is proposed is told once."""
    seen: Counter[str] = Counter()
    told: set[str] = set()
    common = {key: value for key, value in said.items() if key not in _EACH}
    within = replace(document, sidecar={k: v for k, v in document.sidecar.items() if k not in _EACH})
    stated = str(document.sidecar.get("id") or said.get("id") or "")
    for turn in turns:
        id = _numbered(stated, seen) if stated else _made_id(turn, {**said, **document.sidecar}, document, seen)
        for one in record.read({**common, **_own(turn), "id": id}, within, turn.line, proposed):
            if not (isinstance(one, Fault) and one.notice and one.message in told):
                yield one
            if isinstance(one, Fault) and one.notice:
                told.add(one.message)


def _own(turn: Turn) -> dict[str, Any]:
    own = {"speaker": turn.speaker, "role": turn.role, "title": turn.title, "introduction": list(turn.notes)}
    return {**{key: value for key, value in own.items() if value}, "paragraphs": list(turn.paragraphs)}


def _numbered(stated: str, seen: Counter[str]) -> str:
    """The id that the document states, and the number of the turn."""
    seen[stated] += 1
    return f"{stated}-{seen[stated]}"


def _made_id(turn: Turn, said: Mapping[str, Any], document: Document, seen: Counter[str]) -> str:
    """The same at each rebuild; apart where one person says the same words twice, or at another event."""
    about = [str(said.get(key) or "") for key in ("date", "event", "title", "url")]
    content = "\x1f".join([*about, document.path.name, turn.speaker or "", *tidy(turn.paragraphs)[0]])
    seen[content] += 1
    return hashlib.sha256(f"{content}\x1f{seen[content]}".encode("utf-8", "replace")).hexdigest()[:16]
