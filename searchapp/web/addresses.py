"""Where everything is: the addresses of pages and of the API, below one base."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from searchapp.web.asked import Asked, pairs


@dataclass(frozen=True, slots=True)
class Addresses:
    """`base` comes before every address: empty, a folder (`/archive`), or a whole site (`https://example.org`)."""

    base: str = ""

    def at(self, path: str) -> str:
        """The address of a path that begins with a slash."""
        return self.base + path

    def search(self, asked: Asked) -> str:
        """The results page of a question."""
        return self._with("/search", pairs(asked))

    def having(self, *said: tuple[str, str]) -> str:
        """The results page of these parameters."""
        return self._with("/search", list(said))

    def speech(self, id: str, written: str = "", place: str = "") -> str:
        """A speech's page, the words of a query marked, at a place in it (`p12` is passage 12)."""
        return self._with(f"/speech/{quoted(id)}", _words(written)) + (f"#{place}" if place else "")

    def _with(self, path: str, said: list[tuple[str, str]]) -> str:
        return self.at(path) + (f"?{urlencode(said, errors='replace')}" if said else "")


def quoted(id: str) -> str:
    """An id as part of a path. Slashes stay, unless a browser would read the parts between them as directions."""
    directions = any(part in {"", ".", ".."} for part in id.split("/"))
    return quote(id, safe="" if directions else "/", errors="replace")


def _words(written: str) -> list[tuple[str, str]]:
    return [("q", written)] if written.strip() else []
