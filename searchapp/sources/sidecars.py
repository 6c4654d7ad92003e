"""Sidecars: what somebody wrote about a document into a file beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from pathlib import PurePath
from typing import Any

from searchapp.errors import Fault
from searchapp.sources import values
from searchapp.sources.encoding import decoded
from searchapp.sources.headers import LONGEST, Malformed, read_toml, read_yaml
from searchapp.sources.places import Place, advice, reason
from searchapp.sources.streams import DAMAGED

_SUFFIXES = (".json", ".yaml", ".yml", ".toml")
_CHECKS = {**values.CHECKS, "year": values.year}
_ONE_SPEECH = frozenset({"", ".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml"})


def beside(place: Place) -> str | None:
    """The name of a document's sidecar: its whole name and a suffix, or its stem and one if it holds one speech."""
    name = place.path.name
    names = [name + suffix for suffix in _SUFFIXES]
    if place.path.suffix.lower() in _ONE_SPEECH:
        names += [place.path.stem + suffix for suffix in _SUFFIXES]
    return next((other for other in names if other in place.beside and other != name), None)


def owner(path: PurePath, names: AbstractSet[str]) -> str | None:
    """The name of the document that a file is the sidecar of."""
    if path.suffix.lower() not in _SUFFIXES:
        return None
    if path.stem in names:
        return path.stem
    stems = (name for name in sorted(names) if PurePath(name).suffix.lower() in _ONE_SPEECH and name != path.name)
    return next((name for name in stems if PurePath(name).stem == path.stem), None)


def orphan(path: PurePath, names: AbstractSet[str]) -> str | None:
    """The name of the document that a file would be the sidecar of (`X.txt` for `X.txt.json`), if that isn't there."""
    kind = PurePath(path.stem).suffix.lower()
    named = path.suffix.lower() in _SUFFIXES and kind in _ONE_SPEECH and bool(kind)
    return path.stem if named and path.stem not in names else None


def read(place: Place) -> tuple[Mapping[str, Any], Fault | None]:
    """What a document's sidecar says, nothing where it has none; and what is wrong with it."""
    name = beside(place)
    if name is None:
        return {}, None
    where = place.folder + name
    try:
        with place.neighbour(name) as file:
            data = file.read(LONGEST + 1)
        said, wrong = _checked(_parsed(PurePath(name).suffix.lower(), data))
        return said, Fault(where, wrong) if wrong else None
    except Malformed as error:
        return {}, Fault(
            where, f"The sidecar {error}; what it says of {place.path.name} was left out. Correct it.", error.line
        )
    except (OSError, RuntimeError, *DAMAGED) as error:
        return {}, Fault(where, f"The sidecar of {place.path.name} can't be read: {reason(error)}. {advice(error)}")


def _parsed(suffix: str, data: bytes) -> dict[str, Any]:
    if len(data) > LONGEST:
        raise Malformed("is longer than 64 kB")
    text = decoded(data).text.removeprefix("\ufeff")
    if suffix != ".json":
        return read_toml(text) if suffix == ".toml" else read_yaml(text)
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise Malformed(f"is not JSON ({error.msg})", error.lineno) from None
    except (ValueError, RecursionError) as error:
        raise Malformed(f"is not JSON ({error})") from None
    if not isinstance(value, dict):
        raise Malformed("must be an object, with keys as in a record")
    return value


def _checked(said: Mapping[str, Any]) -> tuple[Mapping[str, Any], str]:
    """What a sidecar says, each value that can't be meant under `…_as_written`; and what is wrong with these."""
    checked: dict[str, Any] = {}
    wrong: list[str] = []
    for name, value in said.items():
        try:
            if name in _CHECKS and value not in (None, ""):
                _CHECKS[name](value)
            checked[name] = value
        except ValueError as error:
            checked[f"{name}_as_written"] = value
            wrong.append(f"The {name} {str(error).removesuffix('.')}. It was left out.")
    return checked, " ".join(wrong)
