"""The speakers' file: TOML with a `[[speaker]]` for each person, read and checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from searchapp.dates import extent
from searchapp.errors import BadSource
from searchapp.sources import values
from searchapp.sources.encoding import decoded
from searchapp.sources.headers import Malformed, read_toml
from searchapp.text.analysis import forms

_KEYS = ("name", "aliases", "party", "role", "id")
_LONGEST = 16 * 1024 * 1024
"""Bytes."""
_SHOWN = 10
"""Faults that are told at once."""


@dataclass(frozen=True, slots=True)
class Held:
    """A party or a role, from the first day to the last, both included; None leaves a side open."""

    value: str
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One person: the name that the archive shows, other names, what was held when, and an identifier."""

    name: str
    aliases: tuple[str, ...] = ()
    party: tuple[Held, ...] = ()
    role: tuple[Held, ...] = ()
    id: str | None = None


def read(path: str | Path) -> tuple[Entry, ...]:
    """Every person of the file, in order. Raises BadSource: which entries are wrong, and what to do."""
    said = toml(path)
    listed = said.pop("speaker", None)
    if said or not isinstance(listed, list) or not listed:
        raise BadSource(f'{path}: Write each person under a line [[speaker]], with name = "…"; nothing else.')
    wrong: list[str] = []
    entries = [entry for number, one in enumerate(listed, 1) if (entry := _entry(one, number, wrong))]
    refuse(path, wrong)
    return tuple(entries)


def toml(path: str | Path) -> dict[str, Any]:
    """What a TOML file says. Raises BadSource."""
    try:
        with Path(path).open("rb") as file:
            data = file.read(_LONGEST + 1)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise BadSource(f"{path} can't be read: {why}. Check its name, and your rights.") from error
    if len(data) > _LONGEST:
        raise BadSource(f"{path} is longer than 16 MB. Leave out whom the archive doesn't hold.")
    try:
        return read_toml(decoded(data).text.removeprefix("\ufeff"))
    except Malformed as error:
        raise BadSource(f"{path}:{error.line}: The file {error}. Correct that line.") from None


def refuse(path: str | Path, wrong: list[str]) -> None:
    """Raise BadSource with the first of these sentences, if there are any."""
    if wrong:
        more = f" … and {len(wrong) - _SHOWN:,} more." if len(wrong) > _SHOWN else ""
        raise BadSource(f"{path}: {' '.join(wrong[:_SHOWN])}{more}")


def _entry(said: Any, number: int, wrong: list[str]) -> Entry | None:
    """A person; None where something is `wrong`."""
    before = len(wrong)
    whose = f"[[speaker]] {number}"
    if not isinstance(said, dict):
        wrong.append(f'{whose} must have keys such as name = "…".')
        return None
    if isinstance(said.get("name"), str):
        whose = f"{whose} (“{said['name'][:60]}”)"
    checks: dict[str, Callable[[Any], Any]] = {
        "name": _name, "aliases": _aliases, "party": _all_held, "role": _all_held, "id": values.label,
    }  # fmt: skip
    wrong += [f"{whose}: There is no key “{key}”; the keys are {', '.join(_KEYS)}." for key in said if key not in _KEYS]
    found: dict[str, Any] = {} if "name" in said else {"name": None}
    if "name" not in said:
        wrong.append(f'{whose} has no name. Write name = "…".')
    for key, check in checks.items():
        if key in said:
            try:
                found[key] = check(said[key])
            except ValueError as error:
                wrong.append(f"{whose}: {key} {str(error).removesuffix('.')}.")
    return Entry(**found) if len(wrong) == before else None


def _name(value: Any) -> str:
    name = values.label(value)
    if not forms(name, None):
        raise ValueError("must have letters; write the name that the archive shall show")
    return name


def _aliases(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise values.Wrong('must be a list of texts; write aliases = ["…", "…"]')
    return tuple(map(_name, value))


def _all_held(value: Any) -> tuple[Held, ...]:
    if isinstance(value, str):
        return (Held(_name(value)),)
    if not isinstance(value, list):
        raise values.Wrong('must be one text, or a list such as [{value = "…", from = "1990", to = "1994-05"}]')
    return tuple(_held(one) for one in value)


def _held(said: Any) -> Held:
    if not isinstance(said, dict) or "value" not in said or said.keys() - {"value", "from", "to"}:
        raise values.Wrong('must have value, and may have from and to: {value = "…", from = "1990", to = "1994-05"}')
    first, last = (
        next(_days(said[key], side), None) if key in said else None for side, key in enumerate(("from", "to"))
    )
    if first and last and first > last:
        raise ValueError(f"“{said['value']}” ends before it begins; swap its from and to")
    return Held(_name(said["value"]), first, last)


def _days(value: Any, side: int) -> Iterator[date]:
    """The first (side 0) or last (side 1) day that a date may mean."""
    written = value.isoformat() if isinstance(value, date) else str(value)
    if span := extent(written):
        yield span[side]
    else:
        raise ValueError(f"“{written}” says no year; write 1990, 1990-05 or 1990-05-31")
