"""The best passages of a speech, cut at words, with marks."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from searchapp.text import passages
from searchapp.text.analysis import form, tokens
from searchapp.text.glancing import LONGEST
from searchapp.text.passages import LENGTH, MOST, best, excerpt
from searchapp.text.runs import Run, Term, wanted


def one(word, kind="stem"):
    return Run((Term(word, kind),))


def marked(found):
    return [found.text[start:end] for start, end in found.marks]


def marks(text, *given):
    return passages.marks((text,), *given)[0]


def shown(paragraphs, *runs):
    return best(paragraphs, runs, "en", lambda: None)


FILLER = "and so it went on from one long year into another while nobody at all had counted them "
word = some.sampled_from(["harbour", "Harbours", "pilot", "sea", "grey", "quay’s", "éclair", "—", "(nets)", "a"])
text = some.lists(word, max_size=150).map(" ".join) | some.text("ab ’—\u0301\u00a0中", max_size=500)
run = some.builds(
    Run,
    some.lists(some.builds(Term, some.sampled_from(["harbour", "pilot", "sea", "ab"])), min_size=1, max_size=3).map(
        tuple
    ),
    some.none() | some.integers(0, 5),
)
runs = some.lists(run, min_size=1, max_size=4)


def test_the_words_are_marked_where_they_stand():
    found = excerpt("The Harbours’ pilots left; a harbour remained.", (one("harbour"),), "en")

    assert marked(found) == ["Harbours", "harbour"]


def test_a_phrase_is_one_mark_and_near_words_are_several():
    said = "The pilot of the harbour left the harbour pilot."

    assert marks(said, (Run((Term("harbour"), Term("pilot"))),), "en") == ((34, 47),)
    assert marks(said, (Run((Term("harbour"), Term("pilot")), slop=2),), "en") == ((4, 9), (17, 24), (34, 41), (42, 47))


def test_the_passages_with_most_of_the_query_come_first():
    paragraphs = ["Nothing.", "The sea.", "The sea, and the harbour.", "Sea, sea and sea.", "The grey sea."]

    found = shown(paragraphs, one("sea"), one("harbour"))
    assert [passage.number for passage in found] == [3, 4, 2]


def test_a_rare_word_outweighs_a_common_one():
    paragraphs = ["The sea.", "The sea.", "The sea.", "The sea.", "A pilot."]

    assert shown(paragraphs, one("sea"), one("pilot"))[0].number == 5


def test_words_close_together_are_shown_together():
    far = "The harbour is old. " + FILLER * 10 + "The pilot of this harbour is older. " + FILLER * 10

    found = excerpt(far, (one("harbour"), one("pilot")), "en")
    assert marked(found) == ["pilot", "harbour"]
    assert found.text.startswith("… ")
    assert found.text.endswith(" …")


def test_where_nothing_is_found_nothing_is_shown():
    assert shown(["The sea."], one("harbour")) == []
    assert excerpt("The sea.", (one("harbour"),), "en") is None
    assert marks("", (one("harbour"),), "en") == ()


def test_a_short_text_is_shown_whole():
    assert excerpt("  The sea is grey.", (one("sea"),), "en").text == "  The sea is grey."


def test_whoever_waits_is_asked_again_and_again_in_a_speech_of_many_paragraphs():
    asked = []

    best(["The tide."] * 100_000, (one("sea"),), "en", lambda: asked.append(1))
    assert len(asked) >= 100_000 * len("The tide.") / LONGEST


@pytest.mark.parametrize("work", [best, passages.marks])
def test_whoever_waits_is_asked_while_a_long_paragraph_is_looked_through(work):
    asked = []
    near = Run((Term("sea"), Term("sea"), Term("sea")), slop=9)
    text = "sea " * 900

    work([text], (near,), "en", lambda: asked.append(1))
    assert len(asked) >= 300


def uncut(shown, text):
    """The text of an excerpt without its ellipses, after checking that they stand only where something is left out."""
    body = shown.removeprefix("… ") if not text.startswith(shown[:3]) else shown
    return body if text.rstrip().endswith(body) else body.removesuffix(" …")


@given(text, runs)
def test_an_excerpt_is_a_piece_of_the_text(text, runs):
    found = excerpt(text, runs, "en")

    assert found is None or uncut(found.text, text) in text


@given(some.lists(word, min_size=80, max_size=200).map(" ".join), runs)
def test_an_excerpt_is_cut_at_words_and_about_as_long_as_asked(text, runs):
    found = excerpt(text, runs, "en")

    if found:
        assert LENGTH * 0.7 < len(found.text) <= LENGTH * 1.1 + 4
        assert set(found.text.replace("… ", "").replace(" …", "").split()) <= set(text.split())


@given(text, runs)
def test_marks_are_in_order_apart_and_cover_whole_words(text, runs):
    found = excerpt(text, runs, "en")

    for shown, places in [(text, marks(text, runs, "en"))] + ([(found.text, found.marks)] if found else []):
        edges = {token.start for token in tokens(shown)}, {token.end for token in tokens(shown)}
        assert all(start in edges[0] and end in edges[1] for start, end in places)
        assert all(left[1] <= right[0] for left, right in pairwise(places))


@given(text, some.sampled_from(["harbours", "pilot", "sea", "ab"]), some.sampled_from(["stem", "exact", "prefix"]))
def test_every_wanted_word_is_marked_and_no_other(text, sought, kind):
    fits = wanted(Term(sought, kind), "en")

    expected = [token[1:] for token in tokens(text) if fits(form(token.word, "en"))]
    assert list(marks(text, (one(sought, kind),), "en")) == expected


@given(some.lists(text, max_size=8), runs)
def test_at_most_three_passages_each_with_a_mark(paragraphs, runs):
    found = shown(paragraphs, *runs)

    assert len(found) <= MOST
    assert len({passage.number for passage in found}) == len(found)
    assert all(passage.excerpt.marks for passage in found)


def test_a_text_without_spaces_is_cut_all_the_same():
    found = excerpt("海" * 1000 + "港" + "海" * 1000, (one("港"),), None)

    assert marked(found) == ["港"]
    assert len(found.text) <= LENGTH * 1.1 + 4


def test_a_long_phrase_is_shown_whole():
    said = FILLER * 6

    found = excerpt(FILLER + said + FILLER, (Run(tuple(Term(token.word) for token in tokens(said))),), "en")
    assert len(marked(found)[0]) >= len(said.strip())


def a_long_speech():
    chance = random.Random(17)
    words = [f"{chance.choice('bdfglmnprst')}{chance.choice('aeiou')}{number:x}" for number in range(5000)]
    return [words[int(5000 * chance.random() ** 3)] for _ in range(17_000)]


SAID = a_long_speech()
COMMON = sorted(set(SAID), key=SAID.count, reverse=True)[:300]


@pytest.mark.parametrize(
    "runs",
    [
        tuple(one(said) for said in COMMON),
        tuple(one(said, "prefix") for said in COMMON),
        tuple(Run((Term(said, "fuzzy", 2),)) for said in COMMON),
        (Run(tuple(Term(said) for said in COMMON)),),
        (Run(tuple(Term(said) for said in COMMON), slop=50),),
        (Run((Term(COMMON[0]),) * 300, slop=50),),
        (Run((*(Term(COMMON[0]),) * 100, *(Term(COMMON[1]),) * 200), slop=50),),
    ],
    ids=["words", "prefixes", "fuzzy words", "phrase", "near", "one word near itself", "two words near"],
)
@pytest.mark.parametrize(
    "said", [SAID, COMMON[:1] * 17_000, [*COMMON[:1] * 3, COMMON[1]] * 4_000], ids=["plain", "same", "two"]
)
def test_no_query_is_much_work_on_a_speech_of_17_000_words(calls, said, runs):
    paragraph = " ".join(said)

    made = calls(lambda: best([paragraph], runs, "en", lambda: None))
    assert made < 10**7
