"""The style sheet and the scripts: read once, each at an address that changes when its content does."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256, sha384
from pathlib import Path

STYLE = (
    "paper",
    "around",
    "home",
    "years",
    "results",
    "speech",
    "quoting",
    "checking",
    "reading",
    "kwic",
    "people",
    "compare",
    "repeats",
    "building",
    "trust",
    "readers",
)
"""The parts of the style sheet, in the order in which later ones override earlier ones: each in `static/style`."""
_KINDS = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


@dataclass(frozen=True)
class Asset:
    """A file as it is served; `integrity` is for the attribute of that name (Subresource Integrity)."""

    name: str
    content: bytes
    kind: str

    @cached_property
    def digest(self) -> str:
        """What its address holds: another content, another address."""
        return sha256(self.content).hexdigest()[:16]

    @cached_property
    def path(self) -> str:
        """Where it is served."""
        return f"/static/{self.digest}/{self.name}"

    @cached_property
    def integrity(self) -> str:
        """See https://www.w3.org/TR/SRI/."""
        return integrity(self.content)


def integrity(content: bytes) -> str:
    """What the attribute of that name says of a script (Subresource Integrity)."""
    return f"sha384-{b64encode(sha384(content).digest()).decode()}"


def load() -> Mapping[str, Asset]:
    """Every file of the folder `static`, and the style sheet put together of its parts, by name."""
    folder = Path(__file__).parent / "static"
    style = b"\n".join((folder / "style" / f"{part}.css").read_bytes() for part in STYLE)
    files = sorted(path for path in folder.iterdir() if path.suffix in _KINDS)
    contents = {"style.css": style} | {path.name: path.read_bytes() for path in files}
    return {name: Asset(name, content, _KINDS[Path(name).suffix]) for name, content in contents.items()}
