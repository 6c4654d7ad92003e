"""What was found is put together and ordered as plain lists would be."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from searchapp.engines.whoosh.matches import NOTHING, Matches, Sums, added, best, both, either, every, unscored

SIZES = [1, 40, 3_000]


@some.composite
def matches(draw, size):
    """Some of so many documents, few or many, with scores of which many are equal, or none."""
    chance = np.random.default_rng(draw(some.integers(0, 2**32)))
    share = draw(some.sampled_from([0, 0.002, 0.05, 0.5, 1]))
    documents = np.flatnonzero(chance.random(size) < share)
    scores = chance.integers(1, draw(some.sampled_from([2, 5, 1000])), len(documents)).astype(np.float32) / 4
    return Matches(documents, draw(some.sampled_from([scores, scores, None])))


@some.composite
def several(draw):
    """(how many documents there are, what some questions found)."""
    size = draw(some.sampled_from(SIZES))
    return size, draw(some.lists(matches(size), min_size=1, max_size=5))


def plain(found):
    """Scores by document; None where nothing was ranked."""
    scores = [None] * len(found) if found.scores is None else [round(score, 9) for score in found.scores.tolist()]
    return dict(zip(found.documents.tolist(), scores, strict=True))


def summed(scores):
    ranked = [score for score in scores if score is not None]
    return sum(ranked) if ranked else None


@settings(max_examples=150)
@given(several())
def test_what_is_in_all_has_the_sum_of_its_scores(given_parts):
    size, parts = given_parts
    known = [plain(part) for part in parts]
    shared = set.intersection(*map(set, known))

    found = every(parts, size)

    assert plain(found) == {document: summed(part[document] for part in known) for document in sorted(shared)}
    assert (np.diff(found.documents) > 0).all()


@settings(max_examples=150)
@given(several())
def test_what_is_in_any_has_the_sum_of_its_scores(given_parts):
    size, parts = given_parts
    known = [plain(part) for part in parts]
    ranked = any(part.scores is not None for part in parts if len(part))
    expected = {
        document: summed(part.get(document) for part in known) or (0 if ranked else None)
        for document in set().union(*known)
    }

    found = either(parts, size)

    assert plain(found) == expected
    assert (np.diff(found.documents) > 0).all()


@settings(max_examples=100)
@given(several())
def test_what_is_added_up_is_so_whether_it_is_much_or_little(given_parts):
    size, parts = given_parts
    nothing = Matches(np.array([0]), np.ones(1, np.float32))
    scored = [part for part in parts if len(part) and part.scores is not None] or [nothing]
    known = list(map(plain, scored))
    expected = {document: sum(part.get(document, 0) for part in known) for document in set().union(*known)}

    for room in (size, size * 10_000):
        found = Matches(*added([(part.documents, part.scores) for part in scored], room))
        assert plain(found) == expected
        assert (np.diff(found.documents) > 0).all()


def test_nothing_is_left_on_the_desk_for_the_next_question():
    one, other = (Matches(np.arange(0, 90, step), np.ones(90 // step, np.float32)) for step in (2, 3))
    both(one, other, 90)
    either([one, other], 90)

    few = Matches(np.array([1, 7]), np.ones(2, np.float32))
    assert len(both(few, one, 90)) == 0
    assert plain(either([few, few], 90)) == {1: 2.0, 7: 2.0}


def test_nothing_and_anything():
    everything = unscored(np.ones(5, bool))

    assert plain(both(NOTHING, everything, 5)) == plain(both(everything, NOTHING, 5)) == {}
    assert plain(either([NOTHING, everything], 5)) == dict.fromkeys(range(5))
    assert plain(either([], 5)) == {}


def in_order(found, places):
    """All of them, sorted as one would."""
    scores = np.zeros(len(found)) if found.scores is None else found.scores
    return sorted(range(len(found)), key=lambda at: (-scores[at], places[found.documents[at]]))


@settings(max_examples=150)
@given(some.sampled_from(SIZES).flatmap(lambda size: some.tuples(some.just(size), matches(size))), some.data())
def test_the_best_are_the_first_of_all_in_order(found, data):
    size, matched = found
    places = np.random.default_rng(data.draw(some.integers(0, 99))).permutation(size)
    expected = in_order(matched, places)

    for count in (0, 1, 2, 10, len(matched) // 2, len(matched), len(matched) + 5):
        assert best(matched, places, count).documents.tolist() == matched.documents[expected[:count]].tolist()


@pytest.mark.parametrize("levels", [1, 2, 9, 10**6])
@pytest.mark.parametrize("count", [1, 7, 20, 60, 900])
def test_the_best_of_very_many_are_found_block_by_block(levels, count):
    chance = np.random.default_rng(count)
    scores = chance.integers(1, levels, 70_001, endpoint=True).astype(np.float32)
    scores[-1] = levels + 1
    matched = Matches(np.flatnonzero(chance.random(100_000) < 2)[:70_001], scores)
    places = chance.permutation(100_000)

    expected = in_order(matched, places)[:count]
    assert best(matched, places, count).documents.tolist() == matched.documents[expected].tolist()


@pytest.mark.parametrize("levels", [1, 3, 10**6])
@pytest.mark.parametrize("count", [0, 1, 20, 900, 200_000])
def test_the_best_of_sums_are_those_of_their_list(levels, count):
    chance = np.random.default_rng(count)
    scores = chance.integers(1, levels, 100_000, endpoint=True).astype(np.float32) * (chance.random(100_000) < 0.2)
    places = chance.permutation(100_000)

    found = Sums(scores.astype(np.float32))

    assert len(found) == np.count_nonzero(scores)
    expected = in_order(found, places)[:count]
    assert best(found, places, count).documents.tolist() == found.documents[expected].tolist()
