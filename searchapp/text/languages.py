"""Which language a text is in, where that can be told with confidence."""

from __future__ import annotations

from functools import cache
from typing import Any

BEGINNING = 1000
"""How many characters are looked at."""
SHORTEST = 20
"""Shorter texts are not judged: names and interjections would be mistaken for other languages."""
SUREST = 0.8
"""How probable the likeliest language must be, of all that the model knows."""


def detect(text: str) -> str | None:
    """The BCP 47 code of a text's language, judged by its beginning; None where it is short or in doubt."""
    beginning = text[:BEGINNING]
    if len(beginning) < SHORTEST:
        return None
    language, probability = _identifier().classify(beginning)
    return str(language) if probability >= SUREST else None


@cache
def _identifier() -> Any:
    """The model is read once, at the first text: it takes half a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
