"""The shapes of the API's answers, as JSON Schema 2020-12."""

from __future__ import annotations

from typing import Any, get_args

from searchapp.counting.measures import MEASURES
from searchapp.query.model import SORTS
from searchapp.quoting import ALIKE, SHOWN, Attribution, Kind
from searchapp.quoting.showing import Kind as PartKind
from searchapp.speech import FIELDS
from searchapp.web.params import CHECK
from searchapp.web.suggesting import KINDS

Schema = dict[str, Any]


def _object(description: str, **properties: Schema) -> Schema:
    """An object that has all of these and nothing else."""
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: Schema, description: str = "") -> Schema:
    return {"type": "array", "items": items} | ({"description": description} if description else {})


def _text(description: str = "") -> Schema:
    return {"type": "string"} | ({"description": description} if description else {})


def _perhaps(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _maybe_text(description: str = "") -> Schema:
    return {"type": ["string", "null"]} | ({"description": description} if description else {})


def _count(description: str = "", least: int = 0) -> Schema:
    return {"type": "integer", "minimum": least} | ({"description": description} if description else {})


def _rate(description: str) -> Schema:
    return {"type": ["number", "null"], "minimum": 0, "description": description}


def _named(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


_PLACE: Schema = {
    "type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2,
}  # fmt: skip
_EXCERPT: dict[str, Schema] = {
    "text": _text("Plain text, … where it was cut."),
    "marks": _list(_PLACE, "Where the words looked for stand: start and end, in code points of `text`."),
    "html": _text("The text escaped for HTML, the words looked for in <mark>. Safe to insert as it is."),
}
_CARD: dict[str, Schema] = {
    "id": _text(),
    "title": _text("Its title; where it has none its event, first topic or first words."),
    "speaker": _maybe_text(),
    "date": _maybe_text("ISO 8601, whole or partial; --11-21 where the year isn't known."),
    "topics": _list(_text()),
    "language": _maybe_text("A BCP 47 code."),
    "event": _maybe_text(),
    "source": _maybe_text(),
    "url": _text("Its page on this site, the query's words marked."),
}
_FILTERS = {
    "type": "object",
    "properties": {field: _list(_text()) for field in FIELDS},
    "additionalProperties": False,
}
_COUNTED: dict[str, Schema] = {
    "of_words": _count("The words that were said in these speeches."),
    "of_speeches": _count("How many speeches these are."),
    "counts": _list(
        _object(
            "What one query finds among them.",
            times=_count("How often what it looks for stands in the speakers’ own words; a phrase counts as one."),
            speeches=_count("How many speeches it finds."),
            per_million_words=_rate("`times` in a million of `of_words`, to six decimals; null of no words."),
            share_of_speeches=_rate("`speeches` of `of_speeches`, 0 to 1, to six decimals."),
        ),
        "In the order of the queries.",
    ),
}

SCHEMAS: dict[str, Schema] = {
    "Excerpt": _object("Part of a text.", **_EXCERPT),
    "Passage": _object(
        "A paragraph of a speech, or a part of one.",
        number=_count("Counts the speech's paragraphs from 1.", 1),
        **_EXCERPT,
        url=_text("The speech's page, at this passage."),
    ),
    "Result": _object(
        "A speech that was found.",
        **_CARD,
        score={"type": "number", "description": "Compares within one answer only; 0 where nothing was ranked."},
        passages=_list(_named("Passage"), "Up to three, best first; none where only other fields matched."),
        introduction=_perhaps(_named("Excerpt")),
    ),
    "Speech": _object(
        "A whole speech.",
        **_CARD,
        source_url=_maybe_text("Where its source published it."),
        introduction=_perhaps(_named("Excerpt")),
        passages=_list(_named("Passage"), "All of it, in order, uncut."),
        extra={"type": "object", "description": "What else the source says, as it says it."},
        generation=_text("The build of the index that answered."),
    ),
    "FacetValue": _object(
        "A value to narrow by, and how many speeches that would give.",
        value=_text(),
        count=_count(),
        selected={"type": "boolean"},
    ),
    "Answer": _object(
        "What a search found. Every count is exact.",
        query=_object(
            "The question as it was understood.",
            q=_text("As it was written."),
            canonical=_text("As we would write it."),
            filters=_FILTERS,
            **{"from": _maybe_text("The first day."), "to": _maybe_text("The last day, itself included.")},
            sort={"type": "string", "enum": list(SORTS)},
        ),
        total=_count("How many speeches were found."),
        page=_count(least=1),
        per_page=_count(least=1),
        pages=_count("How many pages they fill; only the first 10,000 results can be paged through."),
        generation=_text("The build of the index that answered."),
        took_ms={"type": "number", "minimum": 0},
        results=_list(_named("Result")),
        facets=_object(
            "For each field its 20 largest values, then the selected ones left; years all, latest first. "
            "A facet's counts ignore its own selection.",
            **{field: _list(_named("FacetValue")) for field in FIELDS},
        ),
        did_you_mean=_maybe_text("Where nothing was found: a query spelt otherwise that finds something."),
    ),
    "Suggestions": _object(
        "Ways to go on typing: speakers, topics, titles, then words, commonest first within each.",
        q=_text(),
        generation=_text(),
        suggestions=_list(
            _object(
                "One of them.",
                kind={"type": "string", "enum": list(KINDS)},
                value=_text(),
                count=_count("How many speeches are at its url."),
                query=_text("What was typed, and this: the query that finds both."),
                url=_text("The results on this site, narrowed to it; of a title that one speech has, this speech."),
            )
        ),
    ),
    "QuotationToCheck": {
        "type": "object",
        "description": "A quotation, and who is said to have said it when.",
        "properties": {
            parameter.name: {**parameter.schema, "type": ["string", "null"], "description": parameter.help}
            for parameter in CHECK
        },
        "required": ["quotation"],
        "additionalProperties": False,
    },
    "Verdict": _object(
        "Whether a quotation is in the archive. Case, accents and signs never matter; order and words do.",
        quotation=_text("As it was given."),
        speaker=_maybe_text("Who is said to have said it."),
        date=_maybe_text("When it is said to have been said."),
        verdict={"type": "string", "enum": list(get_args(Kind))},
        altered={
            "type": "boolean",
            "description": "Whether a word that denies (not, never …) or a number differs in what is shown.",
        },
        words=_count("How many of its words were compared."),
        own_words=_list(_text(), "What stands in square brackets, the quoter's own; not compared."),
        elided={"type": "boolean", "description": "Whether it says that words were left out."},
        count=_count("How many speeches have it word for word."),
        more={"type": "boolean", "description": "Whether there may be more that have it; telling took too long."},
        attribution={
            "enum": [*get_args(Attribution), None],
            "description": "Of the speaker and date given: confirmed, or what of them is wrong; null where none is "
            "given, nothing was found or the words are an editor's.",
        },
        known_speaker={
            "type": ["boolean", "null"],
            "description": "Whether anybody here has the name given; null where no attribution is told.",
        },
        claimed=_perhaps(_named("Place")),
        places=_list(
            _named("Place"),
            f"Word for word: up to {SHOWN} speeches that have it, earliest first. Near or partial: up to {ALIKE}, "
            "nearest first.",
        ),
        titled=_perhaps(
            _object("A speech whose title has the words, where they stand nowhere word for word.", **_CARD)
        ),
        generation=_text("The build of the index that answered."),
        took_ms={"type": "number", "minimum": 0},
    ),
    "Place": _object(
        "Where a quotation stands.",
        **_CARD,
        introduction={"type": "boolean", "description": "Whether these are the editor's words, not the speaker's."},
        closeness={"type": "number", "minimum": 0, "maximum": 1, "description": "1 where all words are the same."},
        same_words=_count("How many of its words are the same, in order."),
        left_out_words=_count("How many words of the archive stand between them that the quotation leaves out."),
        altered={"type": "boolean", "description": "Whether a word that denies or a number is different."},
        moved=_list(_text(), "Words that the quotation has here, but the speech elsewhere."),
        signs_differ={"type": "boolean", "description": "Whether words that are the same are written otherwise."},
        passages=_list(
            _object(
                "A passage that is quoted.",
                number={"type": ["integer", "null"], "description": "Counts from 1; null in an introduction."},
                url=_text("The speech's page, at this passage."),
                parts=_list(
                    _object(
                        "A piece of it: around what is quoted (… where cut), the same in both, or only in one.",
                        kind={"type": "string", "enum": list(get_args(PartKind))},
                        text=_text(),
                    ),
                    "In order; without those of the quotation they are the passage's text.",
                ),
            )
        ),
    ),
    "Comparison": _object(
        "How often queries occur, counted by one field. Every count is exact, and stands with what it is of.",
        by={"type": "string", "enum": [*FIELDS], "description": "What is counted by."},
        measure={"type": "string", "enum": [*MEASURES], "description": "What rows other than years are ordered by."},
        queries=_list(_object("A query.", q=_text("As it was written."), canonical=_text("As we would write it."))),
        filters=_FILTERS,
        **{"from": _maybe_text("The first day."), "to": _maybe_text("The last day, itself included.")},
        generation=_text("The build of the index that answered."),
        total=_object("All speeches that the filters let through.", **_COUNTED),
        rows=_list(
            _object(
                "The speeches that have one value; one of several topics stands in several rows.",
                value=_maybe_text("The year, speaker … as a filter takes it; null for speeches that have none."),
                **_COUNTED,
            ),
            "Years in the order of time, others by what the first query comes to, null last.",
        ),
    ),
    "Error": _object(
        "What was wrong.",
        error=_object(
            "The same shape for every error.",
            status={"type": "integer"},
            message=_text("A sentence or two, safe to show to anybody."),
            faults={
                "type": "object",
                "additionalProperties": _text(),
                "description": "A sentence for each parameter at fault.",
            },
            at={"anyOf": [_PLACE, {"type": "null"}], "description": "Where in q it is: start and end, in code points."},
        ),
    ),
}
