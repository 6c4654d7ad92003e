"""Lists of numbers come back as they were packed, whatever their width and length."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from searchapp.engines.whoosh.codec.packing import LONG, STRIDE, Place, ascending, held, pack, unpack

HIGHEST = 2**32 - 1
COUNTS = [1, 1, 2, 3, 7, 8, 40, STRIDE - 1, STRIDE, STRIDE + 1, LONG - 1, LONG, LONG + 1, 3 * LONG + 5]
BOUNDS = [0, 1, 14, 15, 16, 254, 255, 256, 65_534, 65_535, 65_536, HIGHEST]


@some.composite
def numbers(draw):
    """Numbers up to one bound, a share of them up to another."""
    chance = np.random.default_rng(draw(some.integers(0, 2**32)))
    found = chance.integers(0, draw(some.sampled_from(BOUNDS)), draw(some.sampled_from(COUNTS)), np.uint32, True)
    odd = chance.random(len(found)) < draw(some.sampled_from([0, 0.01, 0.3]))
    found[odd] = chance.integers(0, draw(some.sampled_from(BOUNDS)), int(odd.sum()), np.uint32, True)
    return found


def summed(differences):
    """Ascending numbers that differ so, as far as 32 bits go."""
    return np.minimum(np.cumsum(differences, dtype=np.uint64), HIGHEST).astype(np.uint32)


def packed(lists, **how):
    """(what reads the packed lists, the place of each)."""
    counts = np.array(list(map(len, lists)), np.int64)
    found = pack(np.concatenate([np.zeros(0, np.uint32), *lists]), counts, **how)
    data = found.data.tobytes()
    columns = (found.at.tolist(), counts.tolist(), found.width.tolist(), found.wide.tolist())
    return lambda at, size: data[4 * at : 4 * at + size], [Place(*row) for row in zip(*columns, strict=True)]


@settings(max_examples=150)
@given(some.lists(numbers(), max_size=6))
def test_lists_come_back(lists):
    read, places = packed(lists, ascending=False)

    assert [unpack(read, place).tolist() for place in places] == [found.tolist() for found in lists]


@settings(max_examples=150)
@given(some.lists(numbers().map(summed), max_size=6))
def test_ascending_lists_come_back(lists):
    read, places = packed(lists, ascending=True)

    assert [ascending(read, place).tolist() for place in places] == [found.tolist() for found in lists]


@settings(max_examples=150)
@given(some.lists(numbers().map(summed).map(np.unique), min_size=1, max_size=3), some.data())
def test_a_list_knows_what_it_holds(lists, data):
    read, places = packed(lists, ascending=True)
    for found, place in zip(lists, places, strict=True):
        near = data.draw(some.lists(some.sampled_from(found.tolist()), max_size=40))
        asked = {min(max(number + step, 0), HIGHEST) for number in near for step in (-1, 0, 1)} | {0, HIGHEST}
        wanted = np.array(sorted(asked)[: data.draw(some.sampled_from([1, 2, 200]))], np.uint32)

        assert held(read, place, wanted).tolist() == wanted[np.isin(wanted, found)].tolist()


@pytest.mark.parametrize("few", [[], [0], [5], [1_533], [1_536], [1_533, 1_536], [2_999_997, HIGHEST]])
def test_a_few_numbers_are_looked_for_in_a_long_list_without_reading_all_of_it(few):
    found = np.arange(0, 3_000_000, 3, dtype=np.uint32)
    read, (place,) = packed([found], ascending=True)
    sizes = []

    def reading(at, size):
        sizes.append(size)
        return read(at, size)

    wanted = np.array(few, np.uint32)
    assert held(reading, place, wanted).tolist() == wanted[np.isin(wanted, found)].tolist()
    assert sum(sizes) < place.narrow_size / 20


@pytest.mark.parametrize("far", [20, 300, 70_000])
def test_a_few_numbers_are_looked_for_behind_large_differences(far):
    steps = np.where(np.arange(20 * STRIDE) % 100 == 7, far, 3)
    found = summed(steps)
    read, (place,) = packed([found], ascending=True)

    assert place.wide > 0
    for at in range(0, len(found), 37):
        wanted = np.array([found[at], found[at] + 1], np.uint32)
        assert held(read, place, wanted).tolist() == [found[at]]


@pytest.mark.parametrize(
    ("top", "width"), [(0, 4), (14, 4), (15, 8), (254, 8), (255, 16), (65_534, 16), (65_535, 32), (HIGHEST, 32)]
)
def test_a_list_is_as_narrow_as_its_numbers_allow(top, width):
    read, (place,) = packed([np.full(9, top, np.uint32)], ascending=False)

    assert (place.width, place.wide) == (width, 0)
    assert unpack(read, place).tolist() == [top] * 9


def test_a_few_large_numbers_do_not_make_their_list_wider():
    found = np.array([1, 2, 3] * 30 + [HIGHEST, 15], np.uint32)

    read, (place,) = packed([found], ascending=False)

    assert (place.width, place.wide) == (4, 2)
    assert unpack(read, place).tolist() == found.tolist()


def test_a_list_of_one_number_takes_no_bytes():
    found = pack(np.array([HIGHEST, 0], np.uint32), np.array([1, 1]), ascending=True)

    assert found.at.tolist() == [HIGHEST, 0]
    assert len(found.data) == 0
