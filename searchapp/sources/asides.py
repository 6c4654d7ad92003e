"""What a report puts in brackets within somebody's words: noise, what others call, what is done meanwhile."""

from __future__ import annotations

import re

_ASIDE = re.compile(
    r"(?<!\s)\s*\[\s*(?:Interruption|Laughter|Applause|Cheers|(?:An?\s+|Several\s+|Some\s+)?Hon(?:\.|ourable)\s*(?:Members?|Senators?)"
    r"|(?:An?\s+|Several\s+|Some\s+)?Noble\s+Lords?)\b[^][]{0,300}\]",
    re.IGNORECASE,
)
_HOW = r"(?:(?:loud|long|prolonged|continued|sustained|renewed|general|great|scattered|standing|more|much)\s){0,3}"
_NOISE = rf"{_HOW}(?:applause|laughter|laughs|cheers|cheering|boos|booing|ovation|chuckles)"
_SIGNED = r"The (?:memorand(?:um|a)|executive orders?|bills?|proclamations?|orders?) (?:is|are|was|were) signed"
_REACTION = re.compile(
    rf"\s{{0,3}}[(\[]\s?(?:{_NOISE}(?:(?:[,;.]| and)\s{_NOISE}){{0,3}}(?:\scontinues)?|{_SIGNED})[.!]?\s?[)\]]",
    re.IGNORECASE,
)
_STAGED = re.compile(
    r"\s{0,3}\((?:(?i:аплодисменты|смех|оживление|шум)(?: в зале)?\.?"
    r"|(?i:обращаясь) к (?:[А-ЯЁ]\.|[^(),.;:!?]){1,60}\.?"
    r"|(?i:как переведено)\.?|(?:Показывает|Демонстрация|Демонстрируется|Демонстрируются|Минута молчания|Церемония"
    r"|Говорит по-|Звучит|Звучат|Исполняется)[^().!?]{0,150}\.)\)"
)
"""A direction that isn't a short formula is a sentence of its own, from its capital to its full stop."""


def without(text: str) -> str:
    """A text without what is no word of the speaker's: [Interruption.], [HON. MEMBERS: "Hear, hear."]."""
    return _ASIDE.sub("", text) if "[" in text else text


def unmoved(text: str) -> str:
    """A text without the reactions of those who hear it: (Applause.), [Laughter]; other brackets stay."""
    return _REACTION.sub("", text) if "(" in text or "[" in text else text


def unstaged(text: str) -> str:
    """A Russian text without what is done while somebody speaks: (Аплодисменты.), (Обращаясь к А.Ветрову.)."""
    return _STAGED.sub("", text) if "(" in text else text
