"""What stands in short plain texts, by its letters."""

from searchapp.text.analysis import WORD, form
from searchapp.text.glancing import _SIGNS, glance

LETTERS = "".join(map(chr, range(0x410, 0x450))) + "Ёё"


def letters(text, language=None):
    return glance([text], language).letters


def test_words_that_differ_in_their_forms_differ_in_their_letters():
    words = [letter for letter in map(chr, [*range(128), *map(ord, LETTERS)]) if WORD.match(letter)]
    by_letters = {word: letters(word) for word in words}

    assert all((by_letters[a] == by_letters[b]) == (form(a, None) == form(b, None)) for a in words for b in words)
    assert letters("people’s NATO") == letters("People's nato") == b" people's nato "
    assert letters("Глава Ёлки", "ru") == letters("глава елки", "ru") != letters("глава палки", "ru")


def test_plain_signs_are_no_words():
    assert [sign for sign in _SIGNS if WORD.match(sign) or letters(sign) not in (b"   ", b" ' ")] == []
    assert letters("“The sea—nothing_else,” at 28°") == b"  the sea nothing else   at 28  "


def test_what_is_in_both_alphabets_accented_or_long_is_no_plain_text():
    for text in ["Kупянск", "к2b", "а'b", "b’а", "café", "cafe\u0301", "co\u00adop", "海", "peopleʼs", "a " * 20_000]:
        assert glance([text], "en") is None
