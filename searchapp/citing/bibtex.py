r"""A citation as BibTeX, for LaTeX: what biblatex knows and what BibTeX's own styles show.

Braces are written as \textbraceleft{} and \textbraceright{}, since BibTeX counts them even behind a backslash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from searchapp.citing import Citation, key, line, parts, yearless

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}",
    "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
}  # fmt: skip
_SPECIALS = re.compile("[" + re.escape("".join(_SPECIAL)) + "]")
_JOINED = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=`)(?=`)|(?<=,)(?=,)|(?<=[?!])(?=`)")
"""Where TeX would draw two signs as one."""
_NO_ADDRESS = re.compile(r"[^!-~]|[{}\\]")


def bibtex(citation: Citation) -> str:
    """One entry, ended by a line break."""
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(citation) if value)
    return f"@misc{{{key(citation)},\n{fields}}}\n"


def escaped(text: str) -> str:
    """A text that TeX sets as it stands, in one line."""
    return _JOINED.sub("{}", _SPECIALS.sub(lambda found: _SPECIAL[found.group()], line(text)))


def _fields(citation: Citation) -> Iterator[tuple[str, str]]:
    speech, said_on = citation.speech, parts(citation.speech.date)
    yield "author", _whole(speech.speaker)
    yield "title", _whole(citation.title)
    yield "date", "-".join(f"{part:02}" for part in said_on)
    yield "year", "".join(f"{part:04}" for part in said_on[:1])
    yield "month", "".join(str(part) for part in said_on[1:2])
    yield "eventtitle", escaped(citation.event or "")
    yield "howpublished", escaped(f"Speech, {citation.archive}")
    yield "note", _note(citation)
    yield "language", escaped(speech.language or "")
    yield "abstract", escaped(citation.words or "")
    yield "url", _NO_ADDRESS.sub(lambda found: quote(found.group(), errors="replace"), citation.address)
    yield "urldate", citation.accessed.isoformat()


def _whole(text: str | None) -> str:
    """A name or a title that styles neither take apart nor change the case of."""
    said = escaped(text or "")
    return f"{{{said}}}" if said else ""


def _note(citation: Citation) -> str:
    passage = f"Passage {citation.number}" if citation.number else ""
    return ", ".join(filter(None, (passage, yearless(citation.speech.date))))
