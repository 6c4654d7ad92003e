"""The query language in examples, as the help page shows it; a test runs every one of them through the parser."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """A query, and what it finds."""

    query: str
    finds: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """Some examples that belong together; `note` is a sentence or two about all of them."""

    heading: str
    note: str
    examples: tuple[Example, ...]


LESSONS = (
    Lesson(
        "Words",
        "A word is found in all its inflections, in the speech itself, its title, introduction, topics and speaker. "
        "Capital letters and accents never matter.",
        (
            Example("housing budget", "speeches that have both words, anywhere"),
            Example("housing OR homes", "speeches that have one of them, or both"),
            Example("housing -budget", "speeches with the first and without the second; NOT says the same as the dash"),
            Example("(housing OR homes) budget", "parentheses say what belongs together"),
            Example("=housing", "exactly this form: neither house nor houses"),
        ),
    ),
    Lesson(
        "Phrases",
        "The words of a phrase stand next to one another, in one passage. As everywhere, their endings may differ.",
        (
            Example('"prime minister"', "these words, in this order: prime ministers too"),
            Example('="prime minister"', "exactly these forms, in this order"),
            Example('"minister budget"~5', "both words, in any order, with at most five others between them"),
        ),
    ),
    Lesson(
        "Beginnings and spellings",
        "",
        (
            Example("parliam*", "every word that begins so; three letters or more before the star"),
            Example("recieve~", "words spelt nearly so, with the same first two letters"),
            Example("colour~1", "words that differ by one letter at most"),
        ),
    ),
    Lesson(
        "In one place",
        "The name of a place, a colon, and a word, a phrase or a group in parentheses.",
        (
            Example("speaker:smith", "speeches by anyone with this word in their name"),
            Example('topic:"foreign affairs"', "speeches on a topic"),
            Example("title:budget", "speeches with the word in their title"),
            Example("event:debate", "speeches at a sitting, meeting or debate of this name"),
        ),
    ),
    Lesson(
        "Dates and languages",
        "A date is a year, a month or a day. Both ends of a range are included; leave one out for an open range. "
        "Speeches whose year isn’t known are never found by date.",
        (
            Example("date:2024", "speeches of that year"),
            Example("date:2025-11", "speeches of that month"),
            Example("date:2024..2025-06", "from the beginning of 2024 to the end of June 2025"),
            Example("date:..1999", "until the end of 1999"),
            Example("language:ru", "speeches in Russian, by the language’s code"),
        ),
    ),
)
