"""Header lines, such as `Speaker: Jane Doe`, before a text; told from the turns of a transcript, which look alike."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import count
from typing import Any, NamedTuple

from searchapp.sources.columns import NAMES, field_of, plain

MOST, MOST_UNKNOWN = 12, 8
"""Lines of a header, and of one without a known name."""
LONGEST = 200
"""Characters of a value."""
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
_LINE = re.compile(r"(?P<key>[^\W\d_][^:\n]{0,30}):(?:[ \t]+(?P<value>\S[^\n]*))?")
_SHORT = re.compile(r"[\w.’'-]+(?: [\w.’'-]+)?")
_TURN = re.compile(r"^[ \t]*(?P<key>[^\W\d_][^:\n]{0,30}):(?:[ \t]|$)", re.MULTILINE)
_SPOKEN = re.compile(r"[\"“«„]|.*(?:[!?…]|[^\W\d]{5}\.)[\"”»)]*(?:\s|\Z)|(?:\S+\s+){12}")
_NAMES = [name for name in NAMES if name != "text"]
_UNSPOKEN = frozenset(NAMES) - {"speaker", "text"}


@dataclass(frozen=True, slots=True)
class Headed:
    """What a text says of itself, the text after that, and what is wrong with it (and the line of that)."""

    said: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    wrong: str | None = None
    line: int = 1


class _Line(NamedTuple):
    number: int
    key: str
    value: str

    @property
    def field(self) -> str | None:
        return field_of(self.key)

    @property
    def spoken(self) -> bool:
        """Whether the value looks like something that somebody says."""
        return bool(_SPOKEN.match(self.value))


def taken(text: str) -> Headed:
    """Header lines off the beginning of a text; those of unknown names are told, and kept apart from the text."""
    start = len(text) - len(text.lstrip("\n"))
    end = _EMPTY_LINE.search(text, start)
    block = _block(text[start : end.start()], start + 1) if end else []
    body = text[end.end() :] if end else ""
    if not block or not body.strip() or not _is_header(block, body):
        return Headed({}, text)
    said, unknown = _told(block)
    for line in unknown:
        key = next(key for n in count(1) if (key := f"{line.key} {n}" if n > 1 else line.key) not in said)
        said[key] = line.value
    return Headed(said, body, _complaint(unknown), unknown[0].number) if unknown else Headed(said, body)


def _block(head: str, number: int) -> list[_Line]:
    """The lines, if they all have the form; an empty list if not."""
    matches = [_LINE.fullmatch(line.strip()) for line in head.split("\n", MOST)]
    lines = [
        _Line(at, match["key"].strip(), (match["value"] or "").strip())
        for at, match in enumerate(matches, number)
        if match
    ]
    return lines if len(lines) == len(matches) else []


def _is_header(block: Sequence[_Line], body: str) -> bool:
    """Whether lines of the form of header lines are some, and nobody's words."""
    fields = [line.field for line in block]
    if "text" in fields or not any(line.value for line in block):
        return False
    if any(name is None and not _SHORT.fullmatch(line.key) for name, line in zip(fields, block, strict=True)):
        return False
    if any(len(line.value) > LONGEST for line in block if line.field not in _UNSPOKEN):
        return False
    known = [line for line in block if line.field in _UNSPOKEN or (line.field and not line.spoken)]
    voices = [line for line in block if line.field not in _UNSPOKEN and line.spoken]
    turns = {plain(turn["key"]) for turn in _TURN.finditer(body)}
    certain = bool(_UNSPOKEN.intersection(fields))
    if any(plain(line.key) in turns for line in block if not line.field or (line.field == "speaker" and not certain)):
        return False
    if known:
        return len(voices) <= len(known)
    return 1 < len(block) <= MOST_UNKNOWN and not voices and all(map(field_of, turns))


def _told(block: Sequence[_Line]) -> tuple[dict[str, Any], list[_Line]]:
    """The fields that the lines name; and the lines that name none, or one that an earlier line named."""
    known: dict[str, Any] = {}
    unknown = []
    for line in block:
        name = line.field
        if name == "topics" and line.value:
            known[name] = "; ".join(filter(None, [known.get(name), line.value]))
        elif name and name not in known:
            known[name] = line.value
        else:
            unknown.append(line)
    return {name: value for name, value in known.items() if value}, unknown


def _complaint(unknown: Sequence[_Line]) -> str:
    names = ", ".join(map(_named, unknown))
    are = f"lines {names} are unknown; they were" if len(unknown) > 1 else f"line {names} is unknown; it was"
    return f"The header {are} kept beside the text, not in it. Correct what is meant; known are: {', '.join(_NAMES)}."


def _named(line: _Line) -> str:
    if line.field:
        return f"“{line.key}” (the {line.field} comes twice)"
    near = get_close_matches(plain(line.key), [name for field in _NAMES for name in NAMES[field]], 1, 0.7)
    return f"“{line.key}” (did you mean “{near[0]}”?)" if near else f"“{line.key}”"
