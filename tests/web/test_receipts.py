"""Receipts of searches: whole or refused, and right about what is another since, or silent."""

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

from searchapp.engines import Facts
from searchapp.query.model import Filter, Query
from searchapp.web import receipts
from searchapp.web.asked import Asked
from searchapp.web.sketch import SIZE, difference, read, sketch

FACTS = Facts("20261122-205751-121199", "2026-11-22T20:57:51+00:00", 9, 9, live=True)
ASKED = Asked("liberty", Query())
LARGE = some.integers(0, 2**64 - 1)


def numbers(values):
    return np.array(sorted(values), np.uint64)


def drawn(seed, count):
    chance = random.Random(seed)
    return {chance.getrandbits(64) for _ in range(count)}


@given(some.integers(0), some.integers(0, 400), some.integers(0, 60), some.integers(0, 60))
@settings(max_examples=300)
def test_what_is_told_is_exactly_what_is_another(seed, kept, added, removed):
    both, more, fewer = drawn(seed, kept), drawn(seed + 1, added), drawn(seed + 2, removed)
    then = receipts.receipt(FACTS, numbers(both | fewer))

    told = receipts.since(then, numbers(both | more))

    if told is not None:
        assert (told.added, told.removed) == (more - both - fewer, fewer - both - more)
    if kept + removed <= receipts.LISTED:
        assert told is not None


def test_twenty_changes_among_thousands_are_told_nine_times_in_ten():
    told = 0
    for seed in range(0, 600, 3):
        both, more, fewer = drawn(seed, 2000), drawn(seed + 1, 12), drawn(seed + 2, 8)
        then = receipts.receipt(FACTS, numbers(both | fewer))
        told += receipts.since(then, numbers(both | more)) is not None

    assert told >= 180


def test_what_is_wholly_another_is_not_told_one_by_one():
    then = receipts.receipt(FACTS, numbers(drawn(1, 500)))

    assert receipts.since(then, numbers(drawn(2, 500))) is None


@given(some.sets(LARGE, max_size=70), some.sets(LARGE, max_size=70))
def test_a_sketch_tells_all_of_a_difference_or_none_of_it(one, other):
    found = difference(sketch(numbers(one)), sketch(numbers(other)))

    assert found in (None, (other - one, one - other))
    if one == other:
        assert found == (set(), set())


@given(some.sets(LARGE, max_size=200))
def test_a_sketch_goes_into_bytes_and_back(values):
    made = sketch(numbers(values))

    data = bytes(made)
    assert len(data) == SIZE
    assert bytes(read(data)) == data


@given(some.sets(LARGE, max_size=60) | some.integers(0, 99).map(lambda seed: drawn(seed, 3000)), some.text())
@example(set(), "")
def test_a_receipt_is_read_as_it_was_written_in_at_most_600_letters(values, q):
    asked = Asked(q, Query())
    made = receipts.receipt(FACTS, numbers(values))

    letters = receipts.written(made, asked)
    read = receipts.understood(letters, asked)
    assert len(letters) <= 600
    assert receipts.written(read, asked) == letters
    assert (read.generation, read.built, read.total) == (FACTS.name, FACTS.built, len(values))
    assert receipts.since(read, numbers(values)) == receipts.Since(frozenset(), frozenset())


@given(some.integers(0), some.sampled_from([0, 3, 500]), some.text("ABab01-_", min_size=1, max_size=3))
def test_a_receipt_with_a_mistake_in_it_is_refused(seed, count, put):
    letters = receipts.written(receipts.receipt(FACTS, numbers(drawn(seed, count))), ASKED)
    at = seed % len(letters)
    mistaken = letters[:at] + put + letters[at + len(put) :]

    for wrong in {mistaken, letters[:at], letters + put, letters[:at] + "é" + letters[at:]} - {letters}:
        with pytest.raises(ValueError, match="not whole, or is of another search"):
            receipts.understood(wrong, ASKED)


def test_a_receipt_is_of_its_own_question_in_any_order_of_results():
    letters = receipts.written(receipts.receipt(FACTS, numbers(drawn(1, 80))), ASKED)

    assert receipts.understood(letters, replace(ASKED, page=3, query=Query(sort="newest"))).total == 80
    for other in (Asked("tyranny", Query()), replace(ASKED, query=Query(filters=(Filter("speaker", ("Ann",)),)))):
        with pytest.raises(ValueError, match="another search"):
            receipts.understood(letters, other)
