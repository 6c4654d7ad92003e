"""What was worked out of words, remembered within bounds."""

from searchapp.text import remembering
from searchapp.text.remembering import LONGEST, Remembered


def test_what_was_met_lately_is_not_worked_out_again(monkeypatch):
    worked = []
    known = Remembered(lambda word: worked.append(word) or word.upper())
    monkeypatch.setattr(remembering, "MOST", 3)

    assert [known[word] for word in "abacadabaeabfabgab"] == list("ABACADABAEABFABGAB")
    assert worked == list("abcdefg")


def test_a_long_word_is_not_remembered_nor_more_words_than_there_is_room_for(monkeypatch):
    known = Remembered(str.upper)
    monkeypatch.setattr(remembering, "MOST", 10)
    for number in range(100):
        assert known[f"w{number}"] == f"W{number}"

    assert known["x" * (LONGEST + 1)] == "X" * (LONGEST + 1)
    assert len(known) <= 10
    assert max(map(len, known)) <= LONGEST
