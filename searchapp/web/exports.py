"""Everything that a search finds, as a file that is written while it is read: CSV (RFC 4180) and JSON Lines."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import quote

from flask import Blueprint, Response, request

from searchapp.errors import Busy
from searchapp.query.model import Query
from searchapp.speech import Speech, shorten, to_line
from searchapp.text.analysis import word_spans
from searchapp.web import params
from searchapp.web.addresses import Addresses
from searchapp.web.api import unless_known
from searchapp.web.asked import Asked, pairs
from searchapp.web.site import arguments, everywhere, site

PIECE = 64 * 1024
"""Characters of an export that are made at once, rounded up to a speech."""
LONGEST_NAME = 80
"""Letters of a file's name, before its ending."""
COLUMNS = (
    "id", "title", "speaker", "date", "topics", "language", "event", "source", "url", "source_url", "words",
    "passages", "introduction", "text",
)  # fmt: skip
"""The columns of the CSV, in order."""
_KINDS = {"csv": "text/csv; charset=utf-8; header=present", "jsonl": "application/jsonl; charset=utf-8"}
_COMMANDING = tuple("=+-@\t\r\n＝＋－＠")
"""What a formula begins with; spreadsheets read the wide signs as they read the others."""

exports = Blueprint("exports", __name__)


@exports.get("/export.<any(csv, jsonl):kind>")
def export(kind: str) -> Response:
    """All of what a search finds, in its order; the deadline is for finding it, not for handing it out."""
    asked = params.read(arguments(), params.EXPORT)
    generation = site().engine.live()

    def made() -> Response:
        if request.method == "HEAD":
            return Response(iter(()), content_type=_KINDS[kind])
        return _streamed(lambda: generation.speeches(asked.query, site().deadline()), kind)

    response = unless_known(generation, pairs(asked), made)
    response.headers["Content-Disposition"] = attached(name(site().settings.title, asked), kind)
    return response


def _streamed(found: Callable[[], Iterator[Speech]], kind: str) -> Response:
    """The file, made as fast as it is read. Raises Busy where too many are being made."""
    under_way = site().exports
    if not under_way.acquire(blocking=False):
        raise Busy("Many searches are being exported just now. Try again in a minute.")
    try:
        speeches = found()
    except BaseException:
        under_way.release()
        raise
    texts = lines(speeches) if kind == "jsonl" else table(speeches, everywhere())
    response = Response(pieces(texts), content_type=_KINDS[kind])
    response.call_on_close(under_way.release)
    return response


def lines(speeches: Iterable[Speech]) -> Iterator[str]:
    """A record a line, as `searchapp export` writes them and `searchapp rebuild` reads them."""
    return map(to_line, speeches)


def table(speeches: Iterable[Speech], to: Addresses) -> Iterator[str]:
    """A row a speech below a row of names, without a cell that a spreadsheet would take for a formula."""
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for speech in speeches:
        yield _taken(page)
        writer.writerow(map(harmless, _row(speech, to)))
    yield _taken(page)


def harmless(cell: str) -> str:
    """A cell that begins no formula: an apostrophe stands before what would begin one."""
    return f"'{cell}" if cell.startswith(_COMMANDING) else cell


def pieces(texts: Iterable[str]) -> Iterator[bytes]:
    """The same in larger pieces, as UTF-8; half of a surrogate pair becomes a question mark."""
    gathered, length = [], 0
    for text in texts:
        gathered.append(text)
        length += len(text)
        if length >= PIECE:
            yield "".join(gathered).encode("utf-8", "replace")
            gathered, length = [], 0
    if gathered:
        yield "".join(gathered).encode("utf-8", "replace")


def name(archive: str, asked: Asked) -> str:
    """What to call the file of a question: letters and digits of the archive's name, the query and its filters."""
    said = " ".join([archive, asked.written, *_narrowed(asked.query), asked.since, asked.until])
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", said).lower().replace("_", " "))
    return shorten(" ".join(words), LONGEST_NAME).rstrip("…").replace(" ", "-") or "speeches"


def attached(name: str, kind: str) -> str:
    """To be saved under this name (RFC 6266): as it is, and in the letters that every program knows."""
    plain = re.sub("[^a-z0-9]+", "-", name).strip("-") or "speeches"
    return f"attachment; filename={plain}.{kind}; filename*=UTF-8''{quote(name, safe='')}.{kind}"


def _row(speech: Speech, to: Addresses) -> Iterator[str]:
    words = sum(len(word_spans(paragraph)) for paragraph in speech.paragraphs)
    about = (speech.heading, speech.speaker, speech.date, "; ".join(speech.topics), speech.language, speech.event)
    where = (speech.source, to.speech(speech.id), speech.url)
    counted = (str(words), str(len(speech.paragraphs)))
    return (cell or "" for cell in (speech.id, *about, *where, *counted, speech.introduction, speech.text))


def _taken(page: io.StringIO) -> str:
    text = page.getvalue()
    page.seek(0)
    page.truncate()
    return text


def _narrowed(query: Query) -> Iterator[str]:
    return (value for chosen in query.filters for value in chosen.values)
