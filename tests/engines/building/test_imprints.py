"""An imprint says nothing but which words stand in a passage, and in which order."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from searchapp.engines.whoosh.building.imprints import of_forms, of_texts
from searchapp.engines.whoosh.building.vocabulary import Vocabulary

texts = some.lists(some.lists(some.sampled_from(["a", "b", "été", "мир", "平和"]), max_size=7), max_size=9)


def imprints(texts):
    lengths = np.array([len(text) for text in texts], np.int64)
    return of_texts(of_forms([form for text in texts for form in text]), lengths).tolist()


@given(texts)
def test_only_the_same_words_in_the_same_order_have_the_same(texts):
    found = imprints(texts)

    assert [[one == other for other in found] for one in found] == [[a == b for b in texts] for a in texts]


@given(texts, texts)
def test_what_stands_around_a_passage_makes_no_difference(before, texts):
    assert imprints([*before, *texts])[len(before) :] == imprints(texts) == [imprints([text])[0] for text in texts]


@pytest.mark.parametrize("length", [8, 2_000])
def test_two_words_exchanged_anywhere_make_another(length):
    words = ["a", "b"] * (length // 2)
    exchanged = [[*words[: at - 1], words[at], words[at - 1], *words[at + 1 :]] for at in range(1, length)]

    assert len(set(imprints([words, *exchanged]))) == length


def test_forms_keep_their_numbers_while_others_come():
    vocabulary = Vocabulary()

    for count in range(0, 4_000, 37):
        pieces, counts = vocabulary.cut([" ".join(f"word{n}" for n in range(count))])
        vocabulary.words(pieces, counts, french=False)
        numbers = vocabulary.imprints()[: len(vocabulary.forms)]
        assert numbers.tolist() == of_forms(vocabulary.forms).tolist()
