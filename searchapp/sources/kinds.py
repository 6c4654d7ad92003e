"""What a document is that isn't text, told by how it begins; and what to do with it."""

from __future__ import annotations

import re

from searchapp.sources.encoding import decoded

_KINDS = {
    b"%PDF": "a PDF; save its text",
    b"%!PS": "PostScript; save its text",
    b"{\\rtf": "rich text; save it as plain text or HTML",
    b"PK\x03\x04": "a zip archive or an office document; unpack it, or save it as text or HTML",
    b"\xd0\xcf\x11\xe0": "an old office document; save it as text or HTML",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"II*\x00": "an image",
    b"MM\x00*": "an image",
    b"RIFF": "an image, sound or film",
    b"ID3": "sound; write down what is said",
    b"OggS": "sound or film; write down what is said",
    b"\x1f\x8b": "packed twice; unpack it",
    b"SQLite format 3": "a database; export it as CSV",
    b"\x00\x01\x00\x00Standard": "a database; export it as CSV",
}
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")


def unreadable(head: bytes) -> str | None:
    """Why a document that begins so can't be read, and what to do; no full stop."""
    if not head.strip():
        return "is empty; fill it, or take it away"
    if kind := next((kind for start, kind in _KINDS.items() if head.startswith(start)), None):
        return f"is not text but {kind}"
    if head[4:8] == b"ftyp":
        return "is not text but sound, film or an image; write down what is said"
    if b"ustar" in head[257:263]:
        return "is a tar archive; unpack it"
    if 10 * len(_CONTROL.findall(head)) > len(head) or (b"\0" in head and decoded(head[:-4]).guess):
        return "is binary, or UTF-16 without a byte order mark; save it as UTF-8 text"
    return None
