"""Every piece of a text has one number, and every number one piece."""

import random
import struct
from itertools import accumulate, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from searchapp.engines.whoosh.building import pieces as module
from searchapp.engines.whoosh.building.pieces import Pieces

LETTERS = "ab\0\n\t'-é字𝐀\u00ad"
piece = some.one_of(
    some.text(LETTERS, max_size=4),
    some.text("ab\0", max_size=30),
    some.text("é字", min_size=5, max_size=12),
    some.tuples(some.sampled_from(["abcdefgh", "ab\0\0\0\0\0\0"]), some.text("xy\0", max_size=17)).map("".join),
)
texts = some.lists(some.lists(piece, max_size=12).map(" ".join), max_size=8)


@pytest.fixture(scope="module", autouse=True)
def small():
    """A table that grows from the first pieces on."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_FEWEST", 2)
        yield


def restored(pieces, written):
    """The texts, put together again of the pieces that their numbers are of."""
    numbers, counts = pieces.cut(written)
    assert numbers.min(initial=1) > 0
    ends = [0, *accumulate(counts.tolist())]
    assert ends[-1] == len(numbers)
    return [" ".join(pieces.written[n] for n in numbers[start:end].tolist()) for start, end in pairwise(ends)]


@settings(max_examples=200)
@given(some.lists(texts, min_size=1, max_size=4))
def test_pieces_joined_by_spaces_are_the_texts_again(batches):
    pieces = Pieces()
    known = [restored(pieces, batch) for batch in batches]

    assert known == batches
    assert [restored(pieces, batch) for batch in batches] == batches
    assert len(set(pieces.written[1:])) == len(pieces.written) - 1


def test_a_piece_keeps_its_number_as_the_table_grows():
    pieces, words = Pieces(), [f"word{number}" for number in range(3_000)]
    first = pieces.cut(words)[0]

    pieces.cut([f"{number}" * 3 for number in range(40_000)])

    assert np.array_equal(pieces.cut(words)[0], first)
    assert restored(pieces, [" ".join(words)]) == [" ".join(words)]


@pytest.mark.parametrize("size", [8, 9, 15, 16, 17, 23, 24, 25, 40])
def test_pieces_that_differ_in_one_byte_anywhere_are_different(size):
    words = ["a" * size] + ["a" * at + "b" + "a" * (size - at - 1) for at in range(size)]

    numbers = Pieces().cut(words)[0]

    assert len(set(numbers.tolist())) == size + 1


def test_what_ends_in_nul_is_not_what_it_would_be_without():
    words = ["", "\0", "\0\0", "a", "a\0", "a\0\0", "abcdefgh", "abcdefgh\0", "\0abcdefgh"]
    pieces = Pieces()

    numbers = pieces.cut(words)[0]

    assert [pieces.written[number] for number in numbers] == words
    assert len(set(numbers.tolist())) == len(words)


def crossing(end):
    """Two different pieces that are mixed to the same key: one of sixteen letters, one that ends so after eight."""
    draw = random.Random(4)
    while True:
        long = "".join(draw.choices("abcdefghijklmnopqrstuvwxyz", k=16))
        low, high = struct.unpack("<QQ", long.encode())
        (other,) = struct.unpack("<Q", end.ljust(8, "\0").encode())
        letters = struct.pack("<Q", (low + (high - other) * int(module._MIX[1])) % 2**64)
        if all(33 <= letter < 127 for letter in letters):
            return letters.decode() + end, long


@pytest.mark.parametrize("turned", [1, -1])
@pytest.mark.parametrize("end", ["", "same", "sixteen!"])
def test_pieces_of_one_key_are_told_apart_by_their_bytes(end, turned):
    words = list(crossing(end))[::turned]
    pieces = Pieces()

    together = pieces.cut(words)[0].tolist()

    assert [pieces.written[number] for number in together] == words
    assert pieces.cut(words * 2)[0].tolist() == together * 2


def test_no_texts_have_no_pieces_and_an_empty_one_has_one():
    pieces = Pieces()

    assert [found.tolist() for found in pieces.cut([])] == [[], []]
    assert restored(pieces, ["", " ", ""]) == ["", " ", ""]
    assert pieces.cut(["", " "])[1].tolist() == [1, 2]
