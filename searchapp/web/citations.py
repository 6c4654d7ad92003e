"""A speech or a passage to be quoted: what its page tells reference managers and other sites, and what is copied."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, request
from markupsafe import Markup

from searchapp.citing import Citation, key
from searchapp.citing.bibtex import bibtex
from searchapp.citing.csl import csl
from searchapp.citing.html import blockquote
from searchapp.citing.prose import footnote, patterns, quotation, source
from searchapp.citing.ris import ris
from searchapp.errors import NoSuchPassage
from searchapp.speech import Speech, shorten
from searchapp.web import params
from searchapp.web.api import CACHING
from searchapp.web.interface import Interface
from searchapp.web.site import arguments, everywhere, site, told

DESCRIBED = 300
"""Letters of a passage, or of how a speech begins, that other sites are told."""

citations = Blueprint("citations", __name__)


@dataclass(frozen=True, slots=True)
class Form:
    """A form of citations: how it is written, its media type, and how the names of its files end."""

    write: Callable[[Citation], str]
    kind: str
    ending: str


_FORMS: Mapping[str, Form] = {
    "bibtex": Form(bibtex, "application/x-bibtex; charset=utf-8", "bib"),
    "ris": Form(ris, "application/x-research-info-systems; charset=utf-8", "ris"),
    "csl": Form(
        lambda citation: json.dumps(csl(citation), ensure_ascii=False, indent=2) + "\n",
        "application/vnd.citationstyles.csl+json",
        "json",
    ),
}


@dataclass(frozen=True, slots=True)
class Quoted:
    """What a speech's page has to say about itself, or about the passage that it was asked for."""

    citation: Citation
    canonical: str
    told: Interface

    @property
    def number(self) -> int | None:
        """The passage asked for, if one."""
        return self.citation.number

    @property
    def address(self) -> str:
        """Where the speech stays, or its passage."""
        return self.citation.address

    @property
    def description(self) -> str:
        """The beginning of the words."""
        return shorten(self.citation.words or self.citation.speech.text, DESCRIBED)

    @property
    def footnote(self) -> str:
        """A sentence that leads back here."""
        return footnote(self.citation, self.told)

    @property
    def whole(self) -> str:
        """A sentence that leads back to the speech, whatever passage was asked for."""
        return footnote(replace(self.citation, address=self.canonical, number=None), self.told)

    @property
    def quotation(self) -> str:
        """The words, who said them, and where."""
        return quotation(self.citation, self.told)

    @property
    def html(self) -> str:
        """The same for a page, as text."""
        return str(blockquote(self.citation, self.told))

    @property
    def empty(self) -> Markup:
        """The same for a page, of whatever passage, the words still to be put in."""
        silent = replace(self.citation.speech, title=self.citation.title, paragraphs=("",))
        return blockquote(replace(self.citation, speech=silent, address=self.canonical, number=1), self.told)

    @property
    def patterns(self) -> str:
        """What the page's script writes other passages' citations with, as JSON."""
        whole = replace(self.citation, address=self.canonical, number=None)
        said = {**source(whole, self.told), "patterns": patterns(whole, self.told)}
        return json.dumps(said, ensure_ascii=False)

    @property
    def linked(self) -> dict[str, Any]:
        """What search engines read (schema.org, JSON-LD)."""
        speech = self.citation.speech
        whole: dict[str, Any] = {
            "@type": "CreativeWork",
            "@id": self.canonical,
            "url": self.canonical,
            "name": self.citation.title,
            "genre": "Speech",
            "author": {"@type": "Person", "name": speech.speaker} if speech.speaker else None,
            "dateCreated": speech.date if speech.date and speech.date[0] != "-" else None,
            "inLanguage": speech.language,
            "about": list(speech.topics) or None,
            "publisher": {"@type": "Organization", "name": self.citation.archive},
        }
        told = {name: value for name, value in whole.items() if value is not None}
        if self.number:
            told = {"@type": "Quotation", "url": self.address, "text": self.citation.words, "isPartOf": told}
        return {"@context": "https://schema.org", **told}

    @property
    def locale(self) -> str | None:
        """The speech's language with its country, as Open Graph has it; None where no country is known."""
        from babel.core import get_global

        main, *rest = (self.citation.speech.language or "").replace("_", "-").split("-")
        likely: str = get_global("likely_subtags").get(main.lower(), "")
        country = next((part.upper() for part in [*rest, *likely.split("_")[1:]] if len(part) == 2), None)
        return f"{main.lower()}_{country}" if country else None


def quoted(speech: Speech, number: int | None) -> Quoted:
    """What there is to quote. Raises NoSuchPassage."""
    return Quoted(_citation(speech, number), everywhere().speech(speech.id), told())


@citations.get("/cite/<whole:id>")
def cite(id: str) -> Response:
    """A speech or one passage of it as a file for reference managers."""
    asked, number = params.citing(arguments())
    form, citation = _FORMS[asked], _citation(site().engine.live().speech(id), number)
    response = Response(form.write(citation).encode("utf-8", "replace"), content_type=form.kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{key(citation)}.{form.ending}"'
    response.headers["Cache-Control"] = CACHING
    response.add_etag()
    response.make_conditional(request)
    return response


def _citation(speech: Speech, number: int | None) -> Citation:
    if number and number > len(speech.paragraphs):
        raise NoSuchPassage(number, len(speech.paragraphs))
    to = everywhere()
    address = to.passage(speech.id, number) if number else to.speech(speech.id)
    return Citation(speech, address, site().settings.title, datetime.now(UTC).date(), number)
