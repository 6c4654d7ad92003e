"""The script as it is served: the source without comments, with what it says in each language put in."""

from __future__ import annotations

import gzip
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from searchapp.web.assets import integrity
from searchapp.web.interface import LANGUAGES, interface

LATEST = "1.0.0"
"""The version that /embed/v1.js serves. A released one is never changed: whoever holds its hash must get it."""
_FOLDER = Path(__file__).parent
_RELEASES = _FOLDER / "releases"
_NAMES = re.compile(r'const NAMES = "([a-z ]+)"')
_COMMENT = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Release:
    """A version of the script: `integrity` is for the attribute of that name (Subresource Integrity)."""

    version: str
    content: bytes

    @property
    def integrity(self) -> str:
        """See https://www.w3.org/TR/SRI/."""
        return integrity(self.content)

    @property
    def path(self) -> str:
        """Where it is served."""
        return f"/embed/v{self.version}.js"

    @property
    def packed(self) -> int:
        """Its bytes as gzip packs them best."""
        return len(gzip.compress(self.content, 9, mtime=0))


@cache
def releases() -> Mapping[str, Release]:
    """Every version there is, by its number."""
    return {path.stem: Release(path.stem, path.read_bytes()) for path in sorted(_RELEASES.glob("*.js"))}


def known() -> Mapping[str, str]:
    """The integrity of every version that was ever released, as it was written down then."""
    return tomllib.loads((_RELEASES / "releases.toml").read_text(encoding="utf-8"))


def built() -> bytes:
    """What the source makes now."""
    source = (_FOLDER / "speech.js").read_text(encoding="utf-8")
    names = _NAMES.search(source)
    assert names
    words = {code: [interface(code).words[name] for name in names[1].split()] for code in LANGUAGES}
    plain = _INDENT.sub("", _COMMENT.sub("", source))
    said = json.dumps(words, ensure_ascii=False, separators=(",", ":"))
    return (f"// {LATEST}\n" + plain.replace('"words"', said)).encode()
