"""Terms, and where runs of them stand."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from searchapp.text.analysis import forms
from searchapp.text.runs import Run, Term, arrangements, occurrences, standing, wanted, within

letters = some.text("abc", max_size=7)


def distance(one, other):
    """Optimal string alignment, as the textbooks write it."""
    table = [[i + j for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            replaced = table[i - 1][j - 1] + (one[i - 1] != other[j - 1])
            table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, replaced)
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


@given(letters, letters, some.integers(0, 3))
def test_within_is_optimal_string_alignment(one, other, edits):
    assert within(one, other, edits) == (distance(one, other) <= edits)
    assert within(one, other, edits) == within(other, one, edits)


@pytest.mark.parametrize(
    ("term", "language", "fitting", "other"),
    [
        (Term("Harbours"), "en", "harbour", "harbinger"),
        (Term("Harbours"), None, "harbours", "harbour"),
        (Term("Harbours", "exact"), "en", "harbours", "harbour"),
        (Term("Harb", "prefix"), "en", "harbinger", "arbour"),
        (Term("harbuor", "fuzzy", 1), "en", "harbour", "harpoon"),
        (Term("arbour", "fuzzy", 1), "en", "arbours", "harbour"),
        (Term("État"), "fr", "etats", "etau"),
    ],
)
def test_a_term_wants(term, language, fitting, other):
    assert wanted(term, language)(fitting)
    assert not wanted(term, language)(other)


def stood(text, run, language="en"):
    return occurrences(run, standing(forms(text, language), language))


def test_a_run_stands_side_by_side_in_its_order():
    run = Run((Term("peace"), Term("talks")))

    assert stood("Talks of peace, peace talks, and a peaceful talk.", run) == [(3, 4), (7, 8)]
    assert stood("Peace and talks.", run) == []


def test_a_run_may_overlap_itself():
    assert stood("no no no", Run((Term("no"), Term("no")))) == [(0, 1), (1, 2)]


def test_with_slop_a_run_stands_in_any_order_with_so_many_others_between():
    run = Run((Term("peace"), Term("talks")), slop=1)

    assert stood("Talks for peace. Peace comes by long talks.", run) == [(0, 2)]
    assert stood("The same word twice: peace, peace.", Run((Term("peace"), Term("peace")), slop=0)) == [(4, 5)]
    assert stood("The same word once: peace.", Run((Term("peace"), Term("peace")), slop=5)) == []


def test_nothing_stands_in_a_gap():
    text = standing(["a", "", "", "b"], None)

    assert occurrences(Run((Term("a"), Term("b"))), text) == []
    assert text.forms == {"a": [0], "b": [3]}


word = some.sampled_from(["talk", "talks", "talked", "peace", "peaceful", "sea"])
term = some.builds(Term, word, some.sampled_from(["stem", "exact", "prefix"]))


@given(some.lists(word, max_size=12), term)
def test_a_single_term_stands_wherever_a_form_is_wanted(said, sought):
    fits = wanted(sought, "en")

    assert occurrences(Run((sought,)), standing(said, "en")) == [(at,) for at, form in enumerate(said) if fits(form)]


column = some.lists(some.integers(0, 14), unique=True, max_size=6).map(sorted)


@given(some.lists(column, min_size=1, max_size=4))
def test_side_by_side_equals_trying_every_start(places):
    tried = [tuple(range(start, start + len(places))) for start in range(15)]

    expected = [run for run in tried if all(at in column for at, column in zip(run, places, strict=True))]
    assert arrangements(places, None) == expected


def seatable(places, window):
    return any(
        all(at in column for at, column in zip(seats, places, strict=True))
        for seats in permutations(window, len(places))
    )


@given(some.text("abc_", max_size=12), some.text("abc", min_size=2, max_size=4), some.integers(0, 3))
def test_near_equals_trying_every_window(text, run, slop):
    places = [[at for at, letter in enumerate(text) if letter == wanted] for wanted in run]

    expected, free = [], 0
    for start in range(len(text)):
        windows = range(len(run), len(run) + slop + 1)
        width = next((n for n in windows if start + n <= len(text) and seatable(places, range(start, start + n))), None)
        if start >= free and width and text[start] in run:
            expected.append((start, free := start + width))
    assert [(found[0], found[-1] + 1) for found in arrangements(places, slop)] == expected
