"""What stands before a name (Mr, Dr, Herr, г-н …), and which words are an office and never a name."""

from __future__ import annotations

import re
from collections.abc import Sequence


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CIVIL = _words(
    "mr mrs ms miss mdm mister herr frau monsieur madame mme mlle mnr mev encik inche puan "
    "sr sra señor señora signor signora г-н г-жа господин госпожа тов товарищ"
)
_LEARNED = _words("dr prof professor sir dame rev reverend adv dr.-ing доктор профессор")
_FIELD_OF_STUDY = _words("h.c mult med jur rer pol nat phil habil vet ing")
_HONOURED = frozenset({"hon", "honourable", "honorable"})
_PARTICLES = _words("mc mac st o de da do dos del della di du la le van der den von zu el al bin binti")
_OFFICES = _words(
    "speaker chair chairman chairwoman chairperson president presiding minister secretary chancellor leader clerk whip "
    "commissioner ambassador attorney solicitor advocate general member members officer governor mayor judge deputy "
    "prime representative senator delegate senators lord lady house council committee government opposition party "
    "präsident präsidentin vizepräsident vizepräsidentin bundeskanzler bundeskanzlerin staatssekretär staatssekretärin "
    "bundesminister bundesministerin président présidente ministre rapporteur voorzitter "
    "presidenta presidente vicepresident vicepresidenta vicepresidente conseller consellera consejero consejera "
    "secretari secretària secretario secretaria síndic síndica lletrat lletrada letrado letrada "
    "председатель президент министр спикер секретарь депутат ведущий"
)
_SEVERAL = re.compile(r"[,;&/]|\b(?:and|und|et|y|и|en)\b", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W_]+")


def parted(name: str, language: str | None = None) -> tuple[str, str]:
    """The titles of a name, and the name without them: `("Hon. Dr", "Jane Doe")`; no titles where none are sure.

    `M.` is a title in French, and somebody's initial elsewhere; `Hon Sui Sen` is a name.
    """
    words = name.split()
    count = _titles(words, language)
    return " ".join(words[:count]), " ".join(words[count:])


def whole(name: str, language: str | None = None) -> bool:
    """Whether a name has two words or more besides particles, so that it says who it is without a title."""
    return one(name, language) and sum(word.rstrip(".").casefold() not in _PARTICLES for word in name.split()) > 1


def one(name: str, language: str | None = None) -> bool:
    """Whether this can be one person's name: it begins as names do, and has no title, office or second person in it."""
    begun = bool(name) and not name[0].islower() and not parted(name, language)[0]
    return begun and not _SEVERAL.search(name) and not office(name)


def office(text: str) -> bool:
    """Whether a text names an office, such as Mr Deputy Speaker or The Minister for Finance."""
    return any(word.casefold() in _OFFICES for word in _LETTERS.findall(text))


def particle(word: str) -> bool:
    """Whether a word is one that surnames begin with, such as van or de."""
    return word.casefold() in _PARTICLES


def _titles(words: Sequence[str], language: str | None) -> int:
    """How many of the words are titles."""
    plain = [word.rstrip(".").casefold() for word in words] + ["", "", ""]
    at = _honoured(words, plain)
    at += plain[at] in _CIVIL or (plain[at] == "m" and language == "fr" and words[at].endswith("."))
    while at < len(words):
        learned = plain[at] in _LEARNED or (plain[at] == "assoc" and plain[at + 1] in _LEARNED)
        studied = at > 0 and plain[at] in _FIELD_OF_STUDY and words[at].endswith(".")
        if not learned and not studied:
            break
        at += 1
    return at


def _honoured(words: Sequence[str], plain: Sequence[str]) -> int:
    """How many words the Right Honourable takes; a bare Hon only where another title follows."""
    at = int(plain[0] == "the")
    at += plain[at] in {"rt", "right"}
    if plain[at] not in _HONOURED:
        return 0
    sure = at > 0 or plain[0] != "hon" or words[0].endswith(".")
    return at + 1 if sure or plain[1] in _CIVIL | _LEARNED else 0
