"""What stands in documents more than once."""

import tracemalloc

import pytest

from searchapp.checking import copies as within
from searchapp.checking.findings import Place
from searchapp.checking.sketches import resemblance, sketch, together, words


def drawn(said):
    return sketch(words(" ".join(said)))


def test_a_speech_that_stands_twice_is_told_with_both_places(tally, hear, said):
    tally.took("a.xml", "akoma", "by its beginning")
    hear("one", said(1), date="2001-02-03")
    tally.took("b.xml", "akoma", "by its beginning")
    hear("two", said(1), event="Second sitting")

    (copy,) = tally.findings().copies.exact
    assert (copy.first, copy.later, copy.times) == (
        Place("a.xml", "2001-02-03", "one"),
        (Place("b.xml", "Second sitting", "two"),),
        2,
    )


def test_case_and_punctuation_make_no_other_speech(tally, hear, said):
    hear("one", said(1))
    hear("two", [word.upper() + "," for word in said(1)])

    assert tally.findings().copies.repeated == 1


def test_a_speech_with_a_word_changed_is_nearly_the_same(tally, hear, said):
    hear("one", said(1, 200))
    hear("two", [*said(1, 200)[:100], "amended", *said(1, 200)[101:]])

    (pair,) = tally.findings().copies.near
    assert (pair.first.id, pair.second.id) == ("one", "two")
    assert 0.85 < pair.share < 1


def test_speeches_of_other_words_are_not_alike(tally, hear, said):
    for seed in range(300):
        hear(str(seed), said(seed))

    found = tally.findings().copies
    assert (found.repeated, found.resembling, found.sittings) == (0, 0, ())


def test_short_speeches_are_said_again_and_again(tally, hear):
    hear("one", ["Hear,", "hear."])
    hear("two", ["Hear,", "hear."])

    assert tally.findings().copies.repeated == 0


def test_a_superseded_copy_of_a_sitting_is_told_once_and_not_speech_by_speech(tally, hear, said):
    for document in ("debates-a.xml", "debates-b.xml"):
        tally.took(document, "publicwhip", "by its beginning")
        for seed in range(5):
            hear(f"{document}{seed}", said(seed), date="2001-06-13")

    found = tally.findings().copies
    assert [(pair.first[0], pair.second[0], pair.share) for pair in found.sittings] == [
        ("debates-a.xml", "debates-b.xml", 1.0)
    ]
    assert (found.exact, found.near, found.repeated, found.within) == ((), (), 5, 5)


def test_a_copy_that_holds_the_whole_of_a_shorter_one_is_told(tally, hear, said):
    tally.took("morning.xml", "publicwhip", "by its beginning")
    for seed in range(2):
        hear(f"a{seed}", said(seed))
    tally.took("day.xml", "publicwhip", "by its beginning")
    for seed in range(20):
        hear(f"b{seed}", said(seed))

    (pair,) = tally.findings().copies.sittings
    assert (pair.first[0], pair.second[0], pair.share, pair.speeches) == ("morning.xml", "day.xml", 1.0, (2, 20))


def test_a_formula_of_every_day_is_one_line(tally, hear, said):
    for day in range(50):
        tally.took(f"day{day}.xml", "tei", "by its beginning")
        hear(f"prayer{day}", said("prayer"))
        hear(f"speech{day}", said(day))

    (copy,) = tally.findings().copies.exact
    assert (copy.times, len(copy.later)) == (50, within.PLACES)


@pytest.mark.parametrize("shared", [0, 50, 70, 90, 100])
def test_the_share_is_estimated_within_its_error(said, shared):
    whole = said("all", 2000)
    one, other = whole[:1000], [*whole[: shared * 10], *said("other", 1000 - shared * 10)]
    sets = [{tuple(text[at : at + 5]) for at in range(len(text) - 4)} for text in (one, other)]

    share = resemblance(drawn(one), drawn(other))
    assert abs(share - len(sets[0] & sets[1]) / len(sets[0] | sets[1])) < 0.2


def test_a_sketch_of_two_texts_is_made_from_theirs(said):
    one, other = said(1, 500), said(2, 500)

    joined = together(drawn(one), drawn(other))
    assert resemblance(joined, drawn(one + other)) > 0.95


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Good morning, all.", 3),
        ("«Добрый» день… всем!", 3),
        ("“Well” — they stay", 3),
        ("议会 开会了", 5),
        ("", 0),
        (" … ", 0),
        ("word " * 20_000, 20_000),
        ("字" * 50_000, 50_000),
        ("\ud800 odd", 2),
    ],
)
def test_words_are_told_apart_in_any_script_and_at_any_length(text, count):
    assert len(words(text)) == count


def test_the_same_word_is_the_same_wherever_it_stands():
    one, *others = words("Sea, sea; SEA… " + "wall " * 20_000 + "sea")

    assert list(others[:2]) == [one, one]
    assert others[-1] == one
    assert others[5] != one


def test_the_memory_does_not_grow_with_the_speeches(tally, hear, said, monkeypatch):
    monkeypatch.setattr(within, "REMEMBERED", 100)
    monkeypatch.setattr(within, "COMPARED", 100)
    tracemalloc.start()
    sizes = []
    for seed in range(3000):
        hear("same", said(seed, 30))
        if seed in {1000, 2999}:
            sizes.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()

    assert sizes[1] < sizes[0] * 1.2
