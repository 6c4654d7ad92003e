"""A quotation as HTML, to be pasted into a page: the words, who said them, and the way back."""

from __future__ import annotations

from markupsafe import Markup

from searchapp.citing import Citation
from searchapp.citing.prose import Telling, source

_QUOTATION = Markup(
    '<figure>\n<blockquote cite="{address}"{language}>\n{words}\n</blockquote>\n'
    "<figcaption>{attribution}</figcaption>\n</figure>"
)
_TITLE = Markup('<cite><a href="{address}">{title}</a></cite>')
_PARAGRAPH = Markup("<p>{}</p>")
_LANGUAGE = Markup(' lang="{}"')


def blockquote(citation: Citation, told: Telling) -> Markup:
    """A `<figure>`, since what is inside `<blockquote>` is said by whom it quotes."""
    values = source(citation, told)
    title = _TITLE.format(address=citation.address, title=values["title"])
    return _QUOTATION.format(
        address=citation.address,
        language=_LANGUAGE.format(citation.speech.language) if citation.speech.language else "",
        words=Markup("\n").join(map(_PARAGRAPH.format, citation.paragraphs)),
        attribution=told.say("cite.attribution", speaker=values["speaker"], title=title, occasion=values["occasion"]),
    )
