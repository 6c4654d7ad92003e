"""What the name of a file tells: its date, who speaks, a title."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePath

from searchapp.sources.paragraphs import fold

_DAY = re.compile(r"(?P<date>\d{4}-\d{2}-\d{2})(?:[-_ ]+(?P<slug>.+))?")
_YEAR = re.compile(r"(?P<date>\d{4})-(?P<speaker>[^\W\d_]+)(?:-\d+)?")
_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,7}\Z")
_SEAM = re.compile(r"(?<!\bMc)(?<!\bMac)(?<=[^\W\d_])(?=[^\W\d_])")


def hints(path: PurePath) -> Mapping[str, str]:
    """`date` and `title` from `1961-01-20-inaugural-address`, `date` and `speaker` from `1837-VanBuren-2`."""
    name = stem(path)
    if found := _DAY.fullmatch(name):
        said = {"date": found["date"], "title": _title(found["slug"] or "")}
    elif (found := _YEAR.fullmatch(name)) and found["speaker"][0].isupper():
        said = {"date": found["date"], "speaker": _spaced(found["speaker"])}
    else:
        return {}
    return {key: clean for key, value in said.items() if (clean := fold(value)[0])}


def stem(path: PurePath) -> str:
    """The name without its suffix; `2020. A speech` has none."""
    return _SUFFIX.sub("", path.name)


def suffix(path: PurePath) -> str:
    """The suffix in small letters, with its dot; empty where there is none."""
    found = _SUFFIX.search(path.name)
    return found.group().lower() if found and found.start() else ""


def _title(slug: str) -> str:
    """Hyphens become spaces where a slug has no spaces of its own."""
    words = slug if " " in slug else re.sub(r"[-_]+", " ", slug)
    return words[:1].upper() + words[1:]


def _spaced(name: str) -> str:
    """A small letter before a capital is where two words meet: Van Buren, but McKinley and MacArthur."""
    return _SEAM.sub(
        lambda seam: " " if name[seam.start() - 1].islower() and name[seam.start()].isupper() else "", name
    )
