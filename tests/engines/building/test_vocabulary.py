"""The numbers of words stand for the very forms and stems that the analysis gives."""

from itertools import accumulate, pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

from searchapp.engines.whoosh import stems
from searchapp.engines.whoosh.building import vocabulary as module
from searchapp.engines.whoosh.building.texts import FIELDS, Counter, count, cut, gather, numbered
from searchapp.engines.whoosh.building.vocabulary import Vocabulary
from searchapp.engines.whoosh.codec.packing import ranges
from searchapp.speech import Speech
from searchapp.text import analysis

LANGUAGES = [None, "en", "ru", "de", "fr", "fr-CA", "ja", "und"]
ODD = "aZé1'’ʼ＇_-“”„…»\u00ad\u200d\u0301字かß\n\tİиЙ.\0"
WORDS = ["l'été", "d’accord", "qu'il", "L'", "l'l'eau", "houses", "Häuser", "дома", "rock'n'roll", "people's", "'tis"]
WORDS += [
    "co\u00adoperation",
    "snake_case",
    "_x_",
    "“quoted”",
    "28-point",
    "和平談判",
    "3月",
    "Straße",
    "peoples’",
    "Кot",
]
word = some.sampled_from(WORDS) | some.text(ODD, max_size=6)
text = some.lists(word, max_size=8).map(" ".join) | some.text(max_size=20)
tongue = some.sampled_from(LANGUAGES)
batch = some.lists(some.tuples(some.lists(text, max_size=3), tongue), max_size=5)


def formed(vocabulary, texts, language):
    """The forms of each text, by the numbers that the vocabulary gives them."""
    numbers, lengths = vocabulary.words(*vocabulary.cut(texts), french=language == "fr")
    names, ends = list(vocabulary.forms), [0, *accumulate(lengths.tolist())]
    return [[names[number] for number in numbers[start:end].tolist()] for start, end in pairwise(ends)]


@settings(max_examples=150)
@given(some.lists(some.tuples(some.lists(text, max_size=5), tongue), max_size=6), some.booleans())
def test_forms_are_those_of_the_analysis(given_texts, forgetful):
    vocabulary = Vocabulary()

    for texts, tongue in given_texts:
        language = analysis.analysed_as(tongue)
        assert formed(vocabulary, texts, language) == [analysis.forms(each, language) for each in texts]
        if forgetful:
            vocabulary.begin()


@pytest.mark.parametrize("sign", [*module.AROUND, *"'’ʼ＇", "\u0301", "\u00ad", "\n", "\0", "字", "_'"])
def test_a_word_beside_any_sign_is_what_it_is_to_the_analysis(sign):
    texts = [
        f"{sign}word",
        f"word{sign}",
        f"{sign}l'Eau{sign}",
        f"a{sign}b",
        f"{sign}{sign}",
        f"d{sign}s'{sign} {sign}x",
    ]

    for language in ("en", "fr"):
        assert formed(Vocabulary(), texts, language) == [analysis.forms(text, language) for text in texts]


@settings(max_examples=100)
@given(some.lists(batch, min_size=1, max_size=3))
@example([[(["l'eau de l'été"], "fr"), (["l'eau de l'été"], "en"), ([], "fr"), ([""], None), (["l'l'eau"], "fr-CA")]])
def test_each_text_of_a_mixed_batch_has_the_forms_and_stems_of_its_language(batches):
    vocabulary, counters, first, expected = Vocabulary(), [Counter() for _ in FIELDS], 0, 0

    for known in batches:
        speeches = [Speech("s", tuple(texts), language=language) for texts, language in known]
        languages = [analysis.analysed_as(language) for _, language in known]
        pieces = cut(gather(speeches, first), vocabulary)
        owners = pieces.documents - first
        french = np.array([language == "fr" for language in languages], bool)
        texts = numbered(pieces, vocabulary, french[owners], np.zeros(len(owners), np.int64))
        count(texts, counters, range(first, first + len(speeches)))

        names, numbers = list(vocabulary.forms), texts.forms.tolist()
        starts = (np.cumsum(texts.lengths) - texts.lengths).tolist()
        written = [(each, language) for (own, _), language in zip(known, languages, strict=True) for each in own]
        for (each, language), start, length in zip(written, starts, texts.lengths.tolist(), strict=True):
            forms = analysis.forms(each, language)
            assert [names[number] for number in numbers[start : start + length]] == forms
            for tag in stems.tags(language):
                found = vocabulary.stem_numbers(texts.forms[start : start + length], tag).tolist()
                every = list(vocabulary.stems)
                assert [every[number] for number in found] == [
                    (tag, analysis.stem(form, stems.stemmer(tag))) for form in forms
                ]
        assert ranges(texts.tokens, texts.lengths).tolist() == list(range(expected, expected + len(numbers)))
        first, expected = first + len(speeches), expected + len(numbers)


def test_the_family_of_a_stem_is_every_form_met_under_its_rule():
    vocabulary = Vocabulary()
    for text, tag in (("house houses", "en"), ("Häuser", "de")):
        vocabulary.stem_numbers(vocabulary.words(*vocabulary.cut([text]), french=False)[0], tag)

    forms, found = vocabulary.families("en")

    names = list(vocabulary.forms)
    assert [names[form] for form in forms] == ["house", "houses"]
    assert [list(vocabulary.stems)[stem] for stem in found] == [("en", "hous"), ("en", "hous")]


def test_a_table_has_many_pieces_by_their_number_or_by_their_characters(monkeypatch):
    monkeypatch.setattr(module, "MANY", 10)
    few, numerous, long = Vocabulary(), Vocabulary(), Vocabulary()

    few.cut(["a b c"])
    numerous.cut([" ".join("abcdefghijk")])
    long.cut(["x" * 400])

    assert [vocabulary.many for vocabulary in (few, numerous, long)] == [False, True, True]
