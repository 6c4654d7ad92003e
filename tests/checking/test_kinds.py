"""Faults counted by what they say, and where they are."""

import tracemalloc

import pytest

from searchapp.checking import kinds as within
from searchapp.checking.findings import Within
from searchapp.checking.kinds import KINDS, LINES, SHOWN, Kinds
from searchapp.errors import Fault


@pytest.fixture
def kinds():
    return Kinds()


def written(name, times="once"):
    return Fault("speakers", f"“Mr {name.upper()}” is written as {name}, {times}.", notice=True)


def proposed(document):
    return Fault(document, f"The title “About {document}” is proposed. --title decides.", notice=True)


def test_the_commonest_come_first_each_with_its_first_example(kinds):
    for fault in (Fault("a", "is odd."), Fault("b", "has 3 wings.", 7), Fault("c", "has 5 wings.", 9)):
        kinds.add(fault)

    assert [(kind.count, kind.sentence, kind.told, kind.example.where) for kind in kinds.commonest()] == [
        (2, "has … wings.", "has 3 wings.", "b"),
        (1, "is odd.", "is odd.", "a"),
    ]


def test_a_kind_names_the_files_that_have_most_of_it_with_their_lines(kinds):
    for where, line in (("a", 3), ("b", 7), ("b", 9), ("c", None)):
        kinds.add(Fault(where, "is odd.", line))

    (kind,) = kinds.commonest()
    assert kind.files == (Within("b", 2, (7, 9)), Within("a", 1, (3,)), Within("c", 1, ()))
    assert (kind.documents, kind.unlisted, kind.elsewhere) == (3, 0, 0)


def test_a_kind_in_many_files_says_how_many_more_there_are(kinds):
    for number in range(SHOWN + 5):
        kinds.add(Fault(f"{number}", "is odd."))

    (kind,) = kinds.commonest()
    assert (len(kind.files), kind.documents, kind.unlisted) == (SHOWN, SHOWN + 5, 5)


def test_names_that_are_written_in_another_way_are_one_kind_without_a_file(kinds):
    kinds.add(written("Vane", "567 times"))
    kinds.add(written("Pell"))

    (kind,) = kinds.commonest()
    assert (kind.count, kind.told) == (2, "names are written in another way, such as “Mr VANE” as Vane.")
    assert (kind.cases, kind.files) == (("“Mr VANE” as Vane", "“Mr PELL” as Pell"), ())


def test_titles_that_are_proposed_are_one_kind_with_their_files(kinds):
    kinds.add(proposed("a.txt"))
    kinds.add(proposed("b.txt"))

    (kind,) = kinds.commonest()
    assert kind.told.startswith("titles are proposed, such as “About a.txt”. --title, front matter")
    assert [one.document for one in kind.files] == ["a.txt", "b.txt"]


def test_a_single_name_is_told_as_it_is(kinds):
    kinds.add(written("Vane"))

    (kind,) = kinds.commonest()
    assert (kind.told, kind.gathered) == (kind.example.message, False)


def test_kinds_are_bounded(kinds):
    for number in range(KINDS + 50):
        kinds.add(Fault("a", f"is {'x' * (number % 45)} {'y' * (number // 45)}."))

    assert len(kinds._kinds) == KINDS


def test_files_past_the_limit_are_counted_together(kinds, monkeypatch):
    monkeypatch.setattr(within, "FILES", 3)
    for where in ("a", "b", "c", "d", "a", "e"):
        kinds.add(Fault(where, "is odd."))

    (kind,) = kinds.commonest()
    assert (kind.count, kind.documents, kind.elsewhere, kind.unlisted) == (6, 3, 2, 2)


def test_the_memory_does_not_grow_with_the_faults(kinds):
    tracemalloc.start()
    for number in range(20_000):
        kinds.add(Fault("a", "is odd.", number))
        if number == LINES:
            before = tracemalloc.get_traced_memory()[0]
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()

    assert grown < 10_000
