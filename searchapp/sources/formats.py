"""Every reader, and which of them reads a document."""

from __future__ import annotations

from searchapp.sources import (
    akoma,
    bundestag,
    congress,
    hansard,
    html,
    jsonarray,
    jsonlines,
    kremlin,
    markdown,
    names,
    news,
    plain,
    publicwhip,
    roster,
    sayit,
    singapore,
    table,
    tei,
    xml,
)
from searchapp.sources.document import Document, Format
from searchapp.sources.encoding import decoded
from searchapp.sources.lines import whole

FORMATS = {
    row.name: row
    for row in (
        Format(
            "congress",
            "Congressional Record: a part of a day, as JSON",
            (".json",),
            congress.recognises,
            whole(congress.read),
        ),
        Format(
            "singapore",
            "Singapore's Hansard: a day's report, as JSON",
            (".json",),
            singapore.recognises,
            whole(singapore.read),
        ),
        Format(
            "jsonl",
            "JSON Lines: a record on each line",
            (".jsonl", ".ndjson", ".json"),
            jsonlines.recognises,
            jsonlines.read,
        ),
        Format("json", "JSON: an array of records, or one", (".json", ".jsonl"), jsonarray.recognises, jsonarray.read),
        Format("akoma", "Akoma Ntoso: a debate in XML", (".xml", ".akn"), akoma.recognises, akoma.read),
        Format("tei", "TEI: a debate, as in the ParlaMint corpora", (".xml", ".tei"), tei.recognises, tei.read),
        Format(
            "publicwhip",
            "publicwhip: debates in XML, as TheyWorkForYou and OpenAustralia keep them",
            (".xml",),
            publicwhip.recognises,
            publicwhip.read,
        ),
        Format("bundestag", "Bundestag: a sitting in XML", (".xml",), bundestag.recognises, bundestag.read),
        Format("hansard", "historic Hansard: volumes in XML", (".xml",), hansard.recognises, hansard.read),
        Format("html", "HTML: a page", (".html", ".htm", ".xhtml"), html.recognises, whole(html.read)),
        Format(
            "sayit",
            "Markdown with `### Name:` before each turn",
            (".md", ".markdown", ".txt"),
            sayit.recognises,
            whole(sayit.read),
        ),
        Format(
            "news", "a news article with a transcript", (".txt", ".text", ".md", ""), news.recognises, whole(news.read)
        ),
        Format("kremlin", "CSV: pages of kremlin.ru", (".csv", ".tsv"), kremlin.recognises, kremlin.read),
        Format(
            "speakers", "CSV: a table of speakers, for the texts beside it", (".csv",), roster.recognises, roster.read
        ),
        Format("csv", "CSV or TSV: a speech in each row", (".csv", ".tsv", ".tab"), table.recognises, table.read),
        Format("tabs", "a table in a text file, tabs between cells", (".txt",), table.recognises_tabs, table.read),
        Format(
            "markdown",
            "Markdown, with or without front matter",
            (".md", ".markdown"),
            markdown.recognises,
            whole(markdown.read),
        ),
        Format(
            "text",
            "plain text, with or without front matter",
            (".txt", ".text", ""),
            plain.recognises,
            whole(plain.read),
        ),
    )
}
"""Every reader, by name: the first that takes a document's name and recognises its beginning reads it."""


SUFFIXES = frozenset(suffix for row in FORMATS.values() for suffix in row.suffixes)
"""The names that some reader takes."""
GENERAL = ("jsonl", "csv", "html", "markdown", "text")
"""Readers of whatever has one of their names, if no other one recognises it."""


def chosen(document: Document) -> tuple[Format, str] | None:
    """The reader of a document, and why that one; None where none can make anything of it."""
    if document.given.format:
        return FORMATS[document.given.format], "as --format says"
    suffix, head = names.suffix(document.path), decoded(document.head).text
    taking = [row for row in FORMATS.values() if suffix in row.suffixes] if suffix else []
    if row := next((row for row in taking or FORMATS.values() if row.recognises(head)), None):
        return row, "by its beginning"
    if not taking and xml.root(head) is None:
        return FORMATS["text"], "since nothing else fits"
    general = next((row for row in taking if row.name in GENERAL), None)
    return (general, f"by its name ({suffix}) alone") if general else None


def strange(document: Document) -> str:
    """What a document is that no reader can make anything of, and what to do."""
    root = xml.root(decoded(document.head).text)
    said = f"is XML that begins with <{root.name}>, which no reader knows" if root else "is not XML, as its name says"
    return f"{said}; passed over. If speeches are in it, save them as HTML, or make records of them."
