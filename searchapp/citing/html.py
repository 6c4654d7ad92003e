"""A quotation as HTML, to be pasted into a page: the words, who said them, and the way back."""

from __future__ import annotations

from markupsafe import Markup, escape

from searchapp.citing import Citation
from searchapp.citing.prose import Telling, source

_QUOTATION = Markup(
    '<figure>\n<blockquote cite="{address}"{language}>\n{words}\n</blockquote>\n'
    "<figcaption>{attribution}</figcaption>\n</figure>"
)
_TITLE = Markup('<cite><a href="{address}">{title}</a></cite>')
_PARAGRAPH = Markup("<p>{}</p>")
_LANGUAGE = Markup(' lang="{}"')


def blockquote(citation: Citation, told: Telling) -> str:
    """A `<figure>`, since what is inside `<blockquote>` is said by whom it quotes."""
    values = source(citation, told)
    language = _LANGUAGE.format(citation.speech.language) if citation.speech.language else ""
    title = _TITLE.format(address=citation.address, title=values["title"])
    attribution = escape(told.say("cite.attribution", speaker="{speaker}", title="{title}", occasion="{occasion}"))
    words = Markup("\n").join(map(_PARAGRAPH.format, citation.paragraphs))
    return _QUOTATION.format(
        address=citation.address,
        language=language,
        words=words,
        attribution=attribution.format(speaker=values["speaker"], title=title, occasion=values["occasion"]),
    )
