"""A text told again in forms and stems."""

import sys
import unicodedata
from itertools import pairwise

from searchapp.text.analysis import WORD, form
from searchapp.text.retelling import MARKS, STRETCH, tell
from searchapp.text.runs import unhurried


def test_texts_are_told_in_forms_and_stems_stretch_by_stretch():
    said, begins = tell(["The Harbours", "«28-point» —", ""], "en", unhurried)

    assert [said[begin:end] for begin, end in pairwise(begins)] == [
        "\0\1the\2the\3\0\1harbours\2harbour\3",
        "\0\x0128\x0228\3\1point\2point\3\0",
        "\0",
    ]


def test_no_form_has_a_mark_of_the_telling_in_it():
    letters = (chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) != "Cs")

    assert not any(set(form(letter, None)) & {STRETCH, *MARKS} for letter in letters if WORD.match(letter))
