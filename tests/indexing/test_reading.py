"""From documents to speeches: speakers joined, topics filled in, and what was changed told at the end."""

import json

import pytest

from searchapp import indexing
from searchapp.deadline import Deadline
from searchapp.engines.memory import Memory, matching
from searchapp.indexing import Report
from searchapp.query.model import Query
from searchapp.query.syntax import parse
from searchapp.sources import Given, people, subjects
from searchapp.speech import Speech

RECORDS = [
    {"id": "a", "text": "The barriers hold the sea.", "speaker": "Mr Jo PELL"},
    {"id": "b", "text": "The sea is grey.", "speaker": "Jo Pell", "topics": ["weather"]},
    {"id": "c", "text": "Nothing more.", "speaker": "Skipper"},
]


@pytest.fixture
def read(tmp_path):
    def run(speakers=None, topics=None):
        documents = tmp_path / "speeches.jsonl"
        documents.write_text("".join(json.dumps(record) + "\n" for record in RECORDS))
        for name, text in (("speakers.toml", speakers), ("topics.toml", topics)):
            (tmp_path / name).write_text(text or "")
        given = Given(
            people=people.read(tmp_path / "speakers.toml") if speakers else None,
            subjects=subjects.read(tmp_path / "topics.toml") if topics else None,
        )
        told = []
        found = list(indexing.speeches([documents], given, Report(told.append)))
        return {speech.id: speech for speech in found}, [str(one).replace(f"{tmp_path}/", "") for one in told]

    return run


def test_without_files_obvious_variants_are_one_name_and_told(read):
    speeches, told = read()

    assert speeches["a"].speaker == speeches["b"].speaker == "Jo Pell"
    assert told == ["speakers: “Mr Jo PELL” is written as Jo Pell, once."]


def test_a_speakers_file_joins_names(read):
    speeches, told = read(speakers="[[speaker]]\nname = 'Josephine Pell'\naliases = ['Jo Pell', 'Skipper']")

    assert {speech.speaker for speech in speeches.values()} == {"Josephine Pell"}
    assert told == ["speakers.toml: 3 speeches have their speaker from this file."]


def test_a_topics_file_gives_topics_to_speeches_that_have_none(read):
    speeches, told = read(topics='sea = "sea"\nflood = "barrier OR flood"\nfish = "fish"')

    assert speeches["a"].topics == ("sea", "flood")
    assert speeches["b"].topics == ("weather",)
    assert speeches["c"].topics == ()
    assert told[1:] == [
        "topics.toml: 1 of 2 speeches without topics have theirs from this file.",
        "topics.toml: No speech without topics was found for “fish”. Try the query with `searchapp search`.",
    ]


@pytest.mark.parametrize(
    "query",
    [
        "sea",
        "seas",
        "=seas",
        "barr*",
        "saa~",
        '"hold the sea"',
        "sea -grey",
        "speaker:pell",
        "date:1961",
        "fish OR hold",
    ],
)
def test_a_topics_query_means_what_a_search_means(query):
    speech = Speech("a", ("The barriers hold the sea.",), speaker="Jo Pell", date="1961-01", language="en")
    engine = Memory()
    with engine.rebuild() as add:
        add(speech)

    alone = list(matching(speech, {"topic": parse(query)}))
    found = engine.live().search(Query(parse(query)), Deadline(1, lambda: 0)).total
    assert alone == ["topic"] * found
