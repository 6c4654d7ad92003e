"""Bytes into text: UTF-8, else the likeliest of the old one-byte encodings."""

from __future__ import annotations

import re
from typing import NamedTuple

_RUN = re.compile(rb"[\x80-\xff]{3,}")
_HIGH = re.compile(rb"[\x80-\xff]")
_STRAY = re.compile("[\udc80-\udcff]")
_ODD = {code + 0xDC00: bytes([code]).decode("cp1252", "replace") for code in range(0x80, 0x100)}
NAMES = {"cp1252": "Windows-1252", "cp1251": "Windows-1251", "koi8-r": "KOI8-R"}


class Decoded(NamedTuple):
    """A text; where it isn't UTF-8, the encoding that was guessed and the first byte that gave it away."""

    text: str
    guess: str | None = None
    at: int = 0


def decoded(data: bytes) -> Decoded:
    """The text of some bytes, every byte accounted for: nothing is left out, whatever the encoding."""
    try:
        return Decoded(data.decode())
    except UnicodeDecodeError as error:
        return Decoded(*_old(data), error.start)


def advice(guess: str) -> str:
    """What a fault says of text that had to be guessed."""
    return f"is not UTF-8; read as {NAMES[guess]}. Check it, and convert the file: iconv -f {NAMES[guess]} -t UTF-8."


def _old(data: bytes) -> tuple[str, str]:
    """UTF-8 with a few stray bytes stays UTF-8, its strays read as Windows-1252."""
    mixed = data.decode("utf-8", "surrogateescape")
    strays = len(_STRAY.findall(mixed))
    if sum(not character.isascii() for character in mixed) - strays > strays:
        return mixed.translate(_ODD), "cp1252"
    guess = _one_byte(data)
    return data.decode(guess, "replace"), guess


def _one_byte(data: bytes) -> str:
    """Cyrillic letters come in runs, accents alone. Small ones, the commoner, are the upper half of 1251's letters."""
    high = len(_HIGH.findall(data))
    if 2 * sum(map(len, _RUN.findall(data))) <= high:
        return "cp1252"
    upper = sum(byte >= 0xE0 for byte in data)
    return "cp1251" if 2 * upper >= high else "koi8-r"
