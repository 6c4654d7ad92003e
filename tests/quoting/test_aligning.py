"""Alignment, held against the plainest definition of what it costs."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.quoting.aligning import LEFT_OUT, OPENED, OTHER, fit

WORD = st.sampled_from("abcd")
FRAGMENTS = st.lists(st.lists(WORD, min_size=1, max_size=5), min_size=1, max_size=3)
TEXT = st.lists(WORD, max_size=9)
REACHES = st.lists(st.one_of(st.none(), st.integers(0, 3)), min_size=3, max_size=3)


def cheapest(fragments, reaches, text):
    """The least cost of all places, by trying all of them."""

    @cache
    def standing(words, said):
        if not words:
            return OPENED + LEFT_OUT * len(said) if said else 0
        extra = standing(words[:-1], said) + OTHER
        paired = [standing(words[:-1], said[:-1]) + OTHER * (words[-1] != said[-1])] if said else []
        left = [standing(words, said[:-n]) + OPENED + LEFT_OUT * n for n in range(1, len(said) + 1)]
        return min([extra, *paired, *left])

    def ways(which, begin_from, begin_to):
        if which == len(fragments):
            return 0
        reach = reaches[which + 1] if which + 1 < len(fragments) else 0
        return min(
            standing(tuple(fragments[which]), tuple(text[begin:end]))
            + ways(which + 1, end, len(text) if reach is None else min(end + reach, len(text)))
            for begin in range(begin_from, begin_to + 1)
            for end in range(begin, len(text) + 1)
        )

    return ways(0, 0, len(text))


@given(FRAGMENTS, REACHES, TEXT)
def test_no_other_place_costs_less(fragments, reaches, text):
    assert fit(fragments, reaches[: len(fragments)], text).cost == cheapest(fragments, reaches, text)


@given(FRAGMENTS, REACHES, TEXT)
def test_the_stretches_are_the_whole_quotation_and_cost_what_they_say(fragments, reaches, text):
    found = fit(fragments, reaches[: len(fragments)], text)

    cost, ends, latest = 0, dict.fromkeys(range(len(fragments)), 0), 0
    for stretch in found.stretches:
        (first, end), (begin, stop) = stretch.quoted, stretch.said
        assert first == ends[stretch.fragment]
        assert latest <= begin <= stop <= len(text)
        assert first == 0 or latest == begin
        ends[stretch.fragment], latest = end, stop
        if stretch.same:
            assert fragments[stretch.fragment][first:end] == text[begin:stop]
        else:
            left_out = (stop - begin) - (end - first)
            cost += OTHER * (end - first) + (OPENED + LEFT_OUT * left_out if left_out > 0 else 0)
    assert list(ends.values()) == [len(words) for words in fragments]
    assert found.cost == cost
    assert found.same <= found.words == sum(map(len, fragments))


@given(TEXT.filter(bool), st.data())
def test_what_stands_there_costs_nothing(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))

    found = fit([text[start:end]], [0], text)

    assert (found.cost, found.closeness) == (0, 1.0)
    assert [stretch.same for stretch in found.stretches] == [True]


@pytest.mark.parametrize(
    ("quoted", "text", "differences"),
    [
        ("we shall fight", "so we shall fight on", []),
        ("we will fight", "so we shall fight on", [("will", "shall")]),
        ("we fight on", "so we shall fight on", [("", "shall")]),
        ("we shall all fight", "so we shall fight on", [("all", "")]),
        ("he said we shall fight", "so we shall fight on", [("he said", "")]),
        ("shall fight on mars", "so we shall fight on", [("mars", "")]),
        ("we shall never give in", "we shall go on to the end we shall never ever give in", [("", "ever")]),
        (
            "one two three four eleven twelve thirteen",
            "one two three four five six seven eight nine ten eleven twelve thirteen",
            [("", "five six seven eight nine ten")],
        ),
    ],
)
def test_differences_are_those_that_a_reader_sees(quoted, text, differences):
    words, said = quoted.split(), text.split()

    found = fit([words], [0], said)

    told = [(" ".join(words[slice(*s.quoted)]), " ".join(said[slice(*s.said)])) for s in found.stretches if not s.same]
    assert told == differences


def test_a_long_speech_is_looked_through_within_the_deadline():
    def check():
        raise TimeoutError

    with pytest.raises(TimeoutError):
        fit([["a"] * 500], [0], ["a"] * 17_000, check)
