"""The receipt of a search: what it gave and of which index, in a few letters, and what is another since.

docs/trust.md says which bytes they stand for.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from struct import Struct

import numpy as np

from searchapp.engines import Facts
from searchapp.web.asked import Asked, deciding
from searchapp.web.sketch import SIZE, Numbers, Sketch, difference, read, sketch

VERSION = 1
DIGEST = 16
"""Bytes of the digest, of those that SHA-256 has."""
LISTED = 49
"""Of so many speeches or fewer all are in the receipt; of more, a sketch."""
_HEAD = Struct(">BII16sB")
_CHECK = 4
_LONGEST_NAME = 22
_REFUSED = "This receipt is not whole, or is of another search. Copy its whole address again, as it was given."


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a search gave: so many speeches of the generation of that name and age (UTC, ISO 8601).

    `digest` is of the sorted fingerprints of their ids; `had` are these themselves where they are few, else a sketch.
    """

    generation: str
    built: str
    total: int
    digest: bytes
    had: Numbers | Sketch


@dataclass(frozen=True, slots=True)
class Since:
    """The fingerprints of what is found now and wasn't then, and the other way round."""

    added: frozenset[int]
    removed: frozenset[int]


def receipt(facts: Facts, found: Numbers) -> Receipt:
    """The receipt of what was found in a generation, given the fingerprints."""
    had = np.sort(found) if len(found) <= LISTED else sketch(found)
    return Receipt(facts.name[:_LONGEST_NAME], facts.built, len(found), digest(found), had)


def digest(found: Numbers) -> bytes:
    """The first bytes of SHA-256 of the fingerprints, ascending, each of eight bytes, big endian."""
    return sha256(np.sort(found).astype(">u8").tobytes()).digest()[:DIGEST]


def since(then: Receipt, found: Numbers) -> Since | None:
    """What is found now against what was found then; None where more is another than the receipt can tell.

    What is told is right: put back, it gives what was found then, by its digest.
    """
    if then.digest == digest(found):
        return Since(frozenset(), frozenset())
    told = _told(then, found)
    if told is None:
        return None
    added, removed = (np.array(sorted(some), np.uint64) for some in told)
    before = np.concatenate([found[~np.isin(found, added)], removed])
    right = len(before) == len(found) - len(added) + len(removed) and digest(before) == then.digest
    return Since(*map(frozenset, told)) if right else None


def _told(then: Receipt, found: Numbers) -> tuple[set[int], set[int]] | None:
    """What is probably added and removed."""
    if isinstance(then.had, Sketch):
        return difference(then.had, sketch(found))
    added, removed = found[~np.isin(found, then.had)], then.had[~np.isin(then.had, found)]
    return set(added.tolist()), set(removed.tolist())


def written(receipt: Receipt, asked: Asked) -> str:
    """A receipt as letters, digits, dashes and underscores, for this question only."""
    name = receipt.generation.encode()
    moment = int(datetime.fromisoformat(receipt.built).timestamp())
    head = _HEAD.pack(VERSION, moment, receipt.total, receipt.digest, len(name))
    had = bytes(receipt.had) if isinstance(receipt.had, Sketch) else receipt.had.astype(">u8").tobytes()
    whole = head + name + had
    return _letters(whole + _check(whole, asked))


def understood(letters: str, asked: Asked) -> Receipt:
    """The receipt of a question that was written so. Raises ValueError, with a sentence, where it isn't one."""
    try:
        data = urlsafe_b64decode(letters + "=" * (-len(letters) % 4))
    except ValueError:
        data = b""
    whole, check = data[:-_CHECK], data[-_CHECK:]
    if check != _check(whole, asked) or _letters(data) != letters or len(whole) < _HEAD.size or whole[0] != VERSION:
        raise ValueError(_REFUSED)
    return _unpacked(whole)


def _letters(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _unpacked(whole: bytes) -> Receipt:
    _, moment, total, digest, length = _HEAD.unpack_from(whole)
    name, body = whole[_HEAD.size :][:length].decode(errors="replace"), whole[_HEAD.size + length :]
    if len(body) != (8 * total if total <= LISTED else SIZE):
        raise ValueError(_REFUSED)
    had = np.frombuffer(body, ">u8").astype(np.uint64) if total <= LISTED else read(body)
    return Receipt(name, datetime.fromtimestamp(moment, UTC).isoformat(), total, digest, had)


def _check(whole: bytes, asked: Asked) -> bytes:
    """What tells a receipt from one that was copied in part, or is of another question."""
    return sha256(whole + repr(sorted(deciding(asked))).encode()).digest()[:_CHECK]
