"""What stands in short plain texts, by its letters."""

from searchapp.text.analysis import WORD, form
from searchapp.text.glancing import _SIGNS, glance

LETTERS = "".join(map(chr, range(0x410, 0x450))) + "Ёё"


def test_plain_letters_are_those_of_the_form():
    for letter in map(chr, [*range(128), *map(ord, LETTERS)]):
        if WORD.match(letter):
            assert glance([letter], None).letters == form(letter, None)


def test_plain_signs_are_no_words():
    assert [sign for sign in _SIGNS if WORD.match(sign) or len(sign.lower()) > 1] == []
    assert glance(["Глава NATO, Fed"], "ru").letters == "глава nato, fed"
    assert glance(["people’s"], "en").letters == form("people’s", "en")


def test_what_is_in_both_alphabets_accented_or_long_is_no_plain_text():
    for text in ["Kупянск", "к2b", "а'b", "b’а", "café", "cafe\u0301", "co\u00adop", "海", "peopleʼs", "a " * 20_000]:
        assert glance([text], "en") is None
