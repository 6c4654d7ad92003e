"""Where everything is: the addresses of pages and of the API, below one base."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, quote_plus

from searchapp.concordance import ORDERS
from searchapp.query.model import Sort
from searchapp.speech import FIELDS
from searchapp.web.asked import Asked, deciding, given, pairs, parameters, shown

_COUNTED = {"q", *FIELDS, "from", "to"}
"""What pages that count are asked of a search."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """`base` comes before every address: empty, a folder (`/archive`), or a whole site (`https://example.org`).

    `lang` is the language that pages were asked for in, and that links go on asking for; empty for the reader's.
    """

    base: str = ""
    lang: str = ""

    def at(self, path: str) -> str:
        """The address of a path that begins with a slash."""
        return self.base + path

    def page(self, path: str, *said: tuple[str, str]) -> str:
        """A page of ours with these parameters."""
        return _asking(self.at(path), _written([*said, *_lang(self.lang)]))

    def data(self, path: str, *said: tuple[str, str]) -> str:
        """What programs read, with these parameters; it speaks no language."""
        return self._with(path, list(said))

    def counted(self, path: str, asked: Asked) -> str:
        """A page that counts what a question finds, whatever its order and page."""
        return self.page(path, *[pair for pair in pairs(asked) if pair[0] in _COUNTED])

    def search(self, asked: Asked) -> str:
        """The results page of a question; how many results it shows is its own affair."""
        return self.page("/search", *[pair for pair in shown(asked) if pair[0] != "per_page"])

    def around(self, asked: Asked) -> Around:
        """The results pages a step away from that of a question."""
        return Around(self.at("/search"), asked, self.lang)

    def having(self, *said: tuple[str, str]) -> str:
        """The results page of these parameters."""
        return self.page("/search", *said)

    def values(self, asked: Asked, field: str) -> str:
        """Where any value of a field can be chosen for a question."""
        return self.page(f"/values/{field}", *[pair for pair in shown(asked) if pair[0] not in {"page", "per_page"}])

    def receipt(self, asked: Asked, then: str = "") -> str:
        """The receipt of a question; later held against the one that it had `then`."""
        return self.page("/receipt", *deciding(asked), *([("then", then)] if then else []))

    def answer(self, asked: Asked) -> str:
        """The API's answer to a question."""
        return self._with("/api/v1/search", pairs(asked))

    def feed(self, asked: Asked) -> str:
        """The feed of a question."""
        return self._with("/feed.atom", [pair for pair in pairs(asked) if pair[0] not in {"sort", "page", "per_page"}])

    def export(self, asked: Asked, kind: str) -> str:
        """Everything that a question finds, as a file: `kind` is csv or jsonl."""
        return self._with(f"/export.{kind}", [pair for pair in pairs(asked) if pair[0] not in {"page", "per_page"}])

    def embed(self, said: list[tuple[str, str]]) -> str:
        """The frame of results of these parameters."""
        return self._with("/embed", said)

    def builder(self, asked: Asked) -> str:
        """Where a question becomes something to be copied into another page."""
        return self.page("/embed/builder", *[pair for pair in pairs(asked) if pair[0] != "page"])

    def embedded(self, id: str, number: str) -> str:
        """The frame of one passage of a speech."""
        return self._with(f"/embed/speech/{quoted(id)}", [("passage", number)])

    def oembed(self, address: str, kind: str) -> str:
        """Where consumers of oEmbed ask for an address of ours."""
        return self._with("/oembed", [("url", address), ("format", kind)])

    def speech(self, id: str, written: str = "") -> str:
        """A speech's page, the words of a query marked; passage 12 is at `#p12` in it."""
        return self.page(f"/speech/{quoted(id)}", *_words(written))

    def passage(self, id: str, number: int, written: str = "") -> str:
        """The same page about one passage of it, which opens there."""
        return f"{self.page(f'/speech/{quoted(id)}', *_words(written), ('passage', str(number)))}#p{number}"

    def repeats(self, id: str, number: int, page: int = 1) -> str:
        """The other speeches that say a passage."""
        pages = [("page", str(page))] if page > 1 else []
        return self.page(f"/repeats/{quoted(id)}", ("passage", str(number)), *pages)

    def cited(self, id: str, form: str, number: int | None = None) -> str:
        """A speech or one passage of it as reference managers read it."""
        passage = [("passage", str(number))] if number else []
        return self._with(f"/cite/{quoted(id)}", [("format", form), *passage])

    def name(self, field: str, name: str, *said: tuple[str, str]) -> str:
        """The page of a speaker or a topic; the search for it where browsers would read its name as directions."""
        if name in {".", ".."}:
            return self.having((field, name))
        return self.page(f"/{field}/{quoted(name)}", *said)

    def _with(self, path: str, said: list[tuple[str, str]]) -> str:
        return _asking(self.at(path), _written(said))


class Around:
    """Results pages a step away from a question's, the first of each; what they share is written out once."""

    def __init__(self, path: str, asked: Asked, lang: str = "") -> None:
        self._path = path
        self._values = parameters(asked) | {"page": ()}
        self._written = {name: _written(given(name, values)) for name, values in self._values.items()}
        self._written["lang"] = _written(_lang(lang))

    def toggled(self, field: str, value: str) -> str:
        """Narrowed to this value too, or no longer if it was."""
        chosen = self._values[field]
        wanted = tuple(v for v in chosen if v != value) if value in chosen else (*chosen, value)
        return self._with((field, wanted))

    def between(self, since: str, until: str) -> str:
        """Narrowed to these dates, as they are written; empty for any."""
        return self._with(("from", (since,)), ("to", (until,)))

    def ordered(self, sort: Sort) -> str:
        """The same results in another order."""
        return self._with(("sort", (sort,)))

    def shown_as(self, view: str, order: str = ORDERS[0]) -> str:
        """What was found as a list, or in context in some order."""
        return self._with(("view", (view,)), ("order", (order,)))

    def unnarrowed(self) -> str:
        """The same words, and nothing else."""
        return self._with(*[(name, ()) for name in (*FIELDS, "from", "to")])

    def on_page(self, page: int) -> str:
        """One of the pages of the same results."""
        return self._with(("page", (str(page),)))

    def _with(self, *changes: tuple[str, tuple[str, ...]]) -> str:
        parts = self._written | {name: _written(given(name, values)) for name, values in changes}
        return _asking(self._path, "&".join(filter(None, parts.values())))


def quoted(id: str) -> str:
    """An id as part of a path. Slashes stay, unless a browser would read the parts between them as directions."""
    directions = any(part in {"", ".", ".."} for part in id.split("/"))
    return quote(id, safe="" if directions else "/", errors="replace")


def _lang(lang: str) -> list[tuple[str, str]]:
    return [("lang", lang)] if lang else []


def _words(written: str) -> list[tuple[str, str]]:
    return [("q", written)] if written.strip() else []


def _written(said: list[tuple[str, str]]) -> str:
    return "&".join([f"{name}={quote_plus(value, errors='replace')}" for name, value in said])


def _asking(path: str, written: str) -> str:
    return f"{path}?{written}" if written else path
