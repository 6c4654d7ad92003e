"""Small archives to be counted by hand: over their records, with nothing of ours but the record itself."""

from collections import Counter
from dataclasses import replace

from hypothesis import strategies as some

from searchapp.speech import Speech

WORDS = ["flood", "trade", "harbour", "law"]
QUERIES = {
    "flood": lambda speech: times(speech, "flood"),
    "flood OR trade": lambda speech: times(speech, "flood") + times(speech, "trade"),
    '"trade law"': lambda speech: times(speech, "trade", "law"),
    "harbour": lambda speech: times(speech, "harbour"),
}
"""Queries that are words, a phrase, any of several; and how often each stands in a speech's own words."""

texts = some.lists(some.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
archives = some.lists(
    some.builds(
        Speech,
        some.just("s"),
        some.lists(texts, min_size=1, max_size=2).map(tuple),
        title=some.sampled_from([None, None, "Flood", "Greeting"]),
        speaker=some.sampled_from([None, "Ann", "Bo", "=Cy"]),
        date=some.sampled_from([None, "1961", "1961-02-03", "1962-01", "1965", "--02-03"]),
        topics=some.sampled_from([(), ("rights",), ("rights", "arts")]),
        language=some.just("en"),
    ),
    min_size=1,
    max_size=8,
).map(lambda speeches: [replace(speech, id=f"s{n}") for n, speech in enumerate(speeches)])


def times(speech, *phrase):
    """How often these words stand side by side in one of a speech's paragraphs."""
    said = [text.split() for text in speech.paragraphs]
    return sum(
        tuple(words[at : at + len(phrase)]) == phrase for words in said for at in range(len(words) - len(phrase) + 1)
    )


def found(speech, query):
    """Whether a search finds a speech, by its words or its title."""
    titled = speech.title == "Flood" and query in {"flood", "flood OR trade"}
    return titled or QUERIES[query](speech) > 0


def values(speech, by):
    """What a speech is counted under; "" where it has none."""
    if by == "year":
        return [speech.date[:4] if speech.date and speech.date[0] != "-" else ""]
    if by == "topic":
        return list(speech.topics) or [""]
    return [getattr(speech, by) or ""]


def counted(archive, query, by):
    """value -> (times, speeches, of words, of speeches)."""
    rows = {}
    for speech in archive:
        for value in values(speech, by):
            hit = found(speech, query)
            rows.setdefault(value, Counter()).update(
                times=QUERIES[query](speech) if hit else 0,
                speeches=hit,
                of_words=sum(len(text.split()) for text in speech.paragraphs),
                of_speeches=1,
            )
    return {
        value: tuple(row[name] for name in ("times", "speeches", "of_words", "of_speeches"))
        for value, row in rows.items()
    }
