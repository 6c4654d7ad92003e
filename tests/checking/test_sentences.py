"""Faults by what they say."""

import pytest

from searchapp.checking.sentences import KINDS, Kinds, sentence
from searchapp.errors import Fault


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("The url is “ftp://x/7”; write a whole address.", "The url is …; write a whole address."),
        ("has 1,204 rows, and 3 are empty.", "has … rows, and … are empty."),
        ("There is no speaker for Maren Holt. Name her.", "There is no speaker for …. Name her."),
        ("The person debates/2001-a.xml is not XML.", "The person … is not XML."),
        ("No text in this record, which has id, body; left out.", "No text in this record, which has …; left out."),
        ("Say which. The columns are: name, start, end.", "Say which. The columns are: …."),
        ("Give it with --map or as .txt.", "Give it with --map or as .txt."),
    ],
)
def test_names_and_numbers_are_taken_out(message, kind):
    assert sentence(message) == kind


def test_the_commonest_come_first_each_with_its_first_example():
    kinds = Kinds()
    for fault in (Fault("a", "is odd."), Fault("b", "has 3 wings.", 7), Fault("c", "has 5 wings.", 9)):
        kinds.add(fault)

    assert [(kind.count, kind.sentence, kind.example.where) for kind in kinds.commonest()] == [
        (2, "has … wings.", "b"),
        (1, "is odd.", "a"),
    ]


def test_kinds_are_bounded():
    kinds = Kinds()
    for number in range(KINDS + 50):
        kinds.add(Fault("a", f"is {'x' * (number % 45)} {'y' * (number // 45)}."))

    assert len(kinds._examples) == KINDS
