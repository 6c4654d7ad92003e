"""Speeches and their records."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from searchapp.speech import Speech, from_record, shorten, to_record

plain = some.none() | some.text(max_size=10)
value = (
    some.none() | some.booleans() | some.integers() | some.text(max_size=5) | some.lists(some.integers(), max_size=2)
)
speech = some.builds(
    Speech, some.text(min_size=1), some.lists(some.text(), min_size=1).map(tuple), plain, plain, some.just("1961"),
    some.lists(some.text(), max_size=3).map(tuple), plain, plain, plain, plain, plain,
    some.dictionaries(some.sampled_from(["party", "text"]), value).map(lambda known: tuple(known.items())),
)  # fmt: skip


@given(speech)
def test_a_speech_comes_back_from_its_record(speech):
    assert from_record(json.loads(json.dumps(to_record(speech)))) == speech


def test_a_record_leaves_out_what_is_not_known():
    assert to_record(Speech("s1", ("One.",), speaker="Ann")) == {"id": "s1", "speaker": "Ann", "paragraphs": ["One."]}


def test_unknown_keys_stand_at_the_end_of_the_record():
    record = to_record(Speech("s1", ("One.",), topics=("x",), extra=(("party", "Greens"),)))

    assert list(record) == ["id", "topics", "paragraphs", "party"]


def test_the_text_sets_paragraphs_apart():
    assert Speech("s1", ("One.", "Two.")).text == "One.\n\nTwo."


@pytest.mark.parametrize(
    ("known", "heading"),
    [
        ({"title": "Title", "event": "Event", "topics": ("x",)}, "Title"),
        ({"event": "Event", "topics": ("x",)}, "Event"),
        ({"topics": ("x", "y")}, "x"),
        ({}, "Friends, I have come to this harbour to speak of one thing, and one…"),
        ({"title": ""}, "Friends, I have come to this harbour to speak of one thing, and one…"),
    ],
)
def test_a_heading_is_the_best_name_there_is(known, heading):
    words = "Friends, I have come to this harbour to speak of one thing, and one thing only: the sea."

    assert Speech("s1", (words,), **known).heading == heading


@given(
    some.text() | some.lists(some.sampled_from(["sea", "harbour,", "—", "x" * 30])).map(" ".join), some.integers(1, 80)
)
def test_a_shortened_text_is_no_longer_than_asked_but_for_its_ellipsis(text, length):
    short = shorten(text, length)

    assert len(short.removesuffix("…")) <= length or short == text
    assert "\n" not in short
    assert short.endswith("…") or short == " ".join(text.split())


@given(some.lists(some.sampled_from(["sea", "harbour", "quay"]), min_size=30).map(" ".join))
def test_a_text_is_cut_between_words(text):
    assert text.startswith(shorten(text, 40).removesuffix("…") + " ")
