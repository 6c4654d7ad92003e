"""What a reader proposes where nobody said it: a title and topics, by rules that can be explained."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from searchapp.speech import shorten
from searchapp.text.analysis import analysed_as, form, stem

LONGEST_TITLE = 90
MOST_TOPICS = 5
_SUBJECT = re.compile(
    r"\b(?:opinion|views?|position|speech|statement|remarks?|address|comments?|commented|spoke|speaking)"
    r"\s+(?:on|about|regarding|concerning)\s+(?P<what>[^.;:!?\n]+)"
    r"|\b(?:мнени\w+|выступи\w+|выступлени\w+|высказа\w+|заявлени\w+|позици\w+)"
    r"\s+(?:о|об|обо|по|по поводу|относительно|насчёт)\s+(?P<чём>[^.;:!?\n]+)",
    re.IGNORECASE,
)
_POINTING = re.compile(r"\A(?:this|that|these|those|it|это\w*|эт\w{1,3}|данн\w+)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{4}[.!?…])[\"”»)]*\s+")
_SALUTATION = 12
_CAPITAL = r"[^\W\d_a-zа-яёß][\w’'-]*"
_NAME = re.compile(rf"(?<![.!?…]\s)(?<=\s){_CAPITAL}(?:\s{_CAPITAL})*")
_OF_A_NATION = re.compile(r"\S+(?:[cit]an|ean|ish|ese)")
_OWNED = re.compile(r"['’]s?\Z")


def opening(paragraphs: Sequence[str]) -> str:
    """The first words of a speech, after a salutation (a short line that ends with a comma or colon)."""
    said = [text for text in paragraphs if not (text[-1:] in ",:;" and len(text.split()) <= _SALUTATION)]
    first = _SENTENCE_END.split((said or paragraphs)[0], maxsplit=1)[0]
    return shorten(first, LONGEST_TITLE).removesuffix(".")


def subject(introduction: Sequence[str]) -> str:
    """What the introduction says was spoken about, nearest to the speech; else its first sentence."""
    for text in reversed(introduction):
        for found in reversed(list(_SUBJECT.finditer(text))):
            what = (found["what"] or found["чём"]).strip(" ,–—-")
            if what and not _POINTING.match(what):
                return shorten(what[:1].upper() + what[1:], LONGEST_TITLE)
    return opening(introduction)


def names(paragraphs: Iterable[str], language: str | None, without: str = "") -> tuple[str, ...]:
    """Up to five names that are said twice or more, the most frequent first, then in order of appearance.

    A name is a run of capitalised words within a sentence; its inflections count together (by stem), and it is shown
    in its commonest form. Single letters, adjectives of nations and the speaker's name (`without`) don't count.
    """
    own = set(_stems(without, language))
    forms: dict[tuple[str, ...], Counter[str]] = {}
    for name in _named(paragraphs):
        stems = tuple(_stems(name, language))
        if len(name) > 1 and not own.issuperset(stems) and not _OF_A_NATION.fullmatch(name):
            forms.setdefault(stems, Counter())[name] += 1
    often = sorted((seen for seen in forms.values() if seen.total() > 1), key=lambda seen: -seen.total())
    return tuple(seen.most_common(1)[0][0] for seen in often[:MOST_TOPICS])


def _named(paragraphs: Iterable[str]) -> Iterator[str]:
    for paragraph in paragraphs:
        for found in _NAME.finditer(paragraph):
            yield _OWNED.sub("", found.group())


def _stems(name: str, language: str | None) -> Iterator[str]:
    rules = analysed_as(language)
    return (stem(form(word, rules), rules) for word in name.split())
