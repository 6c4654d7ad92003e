"""The form above what is counted: as many fields as there are queries and one more, and what they are narrowed to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from searchapp.errors import BadParameters, BadQuery, BadRequest
from searchapp.speech import FIELDS
from searchapp.web import params
from searchapp.web.addresses import Addresses
from searchapp.web.counted.asked import NAMES, mistakes, typed
from searchapp.web.interface import Interface
from searchapp.web.results import Link, shown_as

_SEVERAL = {True: ("by", "measure"), False: ()}
"""What else a form goes on with where several queries are compared."""


@dataclass(frozen=True, slots=True)
class Field:
    """A query as it was typed; what is wrong with it, and where."""

    name: str
    text: str
    fault: str | None
    at: BadQuery | None


@dataclass(frozen=True, slots=True)
class Form:
    """`action` is where it leads; `kept` goes on with it unseen, `faults` are of what has no field of its own."""

    action: str
    fields: tuple[Field, ...]
    since: str
    until: str
    kept: tuple[tuple[str, str], ...]
    faults: tuple[tuple[str, str], ...]
    chips: tuple[Link, ...]

    @property
    def faulty(self) -> bool:
        """Whether something in it is to be corrected."""
        return bool(self.faults) or any(field.fault for field in self.fields)


def form(path: str, args: params.Args, wrong: BadParameters | None, to: Addresses, told: Interface) -> Form:
    """The form of a page that counts, as it was filled in, each fault beside its field."""
    several = path == "/compare"
    faults = wrong.faults if wrong else {}
    written = typed(args) if several else (typed(args) or ("",))[:1]
    places = mistakes(written)
    fields = [
        Field(name, text, faults.get(name), _place(places.get(name)))
        for name, text in zip(NAMES, written, strict=False)
    ]
    blank = [Field(name, "", None, None) for name in NAMES[len(fields) :][:1] if several]
    shown = {field.name for field in fields}
    return Form(
        path,
        (*fields, *blank),
        _one(args, "from"),
        _one(args, "to"),
        tuple(pair for pair in _given(args, *FIELDS, *_SEVERAL[several]) if pair[0] not in faults),
        tuple((name, fault) for name, fault in faults.items() if name not in shown),
        tuple(_chips(path, args, to, told)),
    )


def _chips(path: str, args: params.Args, to: Addresses, told: Interface) -> Iterator[Link]:
    """What the counts are narrowed to, each a link to the same without it; dates stand in the form."""
    around = [pair for pair in _given(args, *args) if pair[0] not in {"page", "lang"}]
    for name, value in _given(args, *FIELDS):
        yield Link(shown_as(name, value, told), to.page(path, *(pair for pair in around if pair != (name, value))))


def _given(args: params.Args, *names: str) -> Iterator[tuple[str, str]]:
    return ((name, value) for name in names for value in args.get(name, ()) if value.strip())


def _one(args: params.Args, name: str) -> str:
    return next((value for value in args.get(name, ()) if value.strip()), "")


def _place(error: BadRequest | None) -> BadQuery | None:
    return error if isinstance(error, BadQuery) else None
