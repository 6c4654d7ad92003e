"""What a report puts in brackets within somebody's words: noise, and what others call."""

from __future__ import annotations

import re

_ASIDE = re.compile(
    r"\s*\[\s*(?:Interruption|Laughter|Applause|Cheers|(?:An?\s+|Several\s+|Some\s+)?Hon(?:\.|ourable)\s*(?:Members?|Senators?)"
    r"|(?:An?\s+|Several\s+|Some\s+)?Noble\s+Lords?)\b[^][]{0,300}\]",
    re.IGNORECASE,
)


def without(text: str) -> str:
    """A text without what is no word of the speaker's: [Interruption.], [HON. MEMBERS: "Hear, hear."]."""
    return _ASIDE.sub("", text) if "[" in text else text
