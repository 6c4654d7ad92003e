"""Where runs stand in texts: the same as tokenising everything and looking at each word."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from searchapp.text import retelling
from searchapp.text.analysis import STEMMERS, UNKNOWN, WORD, forms, word_spans
from searchapp.text.finding import find
from searchapp.text.passages import LEAD, LENGTH, _window
from searchapp.text.runs import Run, Term, occurrences, standing, unhurried

LANGUAGES = [*STEMMERS, UNKNOWN, None]
WORDS = (
    "harbour Harbours HARBOUR’S harbors pilot pilots piloting sky skies Sky dying die ski skis relational relate a ab "
    "l'État etats d’eau d'l’eau jusqu'aux chevaux cheval Straße STRASSE strasse Häuser haus haeuser œuvre Oeuvre Łódź "
    "переговоры переговорам Переговоров Ёлки елки йод и\u0306од ЙОД мир мира Kупянск Купянск κόσμος ΚΟΣΜΟΣ İstanbul "
    "istanbul e\u0301tat ca\u0301fe\u0301 cafe co\u00adoperation cooperation ﬁscal fiscal 𝐒𝐩𝐞𝐞𝐜𝐡 speech 28-point 28 "
    "海港 海 港 和平談判 ﷺ صلى ʼtis tis people's peoples’ — … \u0301 3月 snake_case point"
)
SAID = WORDS.split()
GAPS = [
    "",
    " ",
    "  ",
    "\u00a0",
    "\n",
    "\t",
    "-",
    "—",
    ", ",
    " — ",
    "’",
    "'",
    "\u00ad",
    "_",
    "\u3000",
    "\0",
    " \1",
    "\2\3",
]

word = some.sampled_from(SAID) | some.text("abhsй海'’\u0301\u00ad", max_size=4) | some.text(max_size=3)
gap = some.just(" ") | some.sampled_from(GAPS)
text = some.lists(some.tuples(word, gap), max_size=30).map(lambda pairs: "".join(map("".join, pairs)))
kinds = [("stem", 0), ("exact", 0), ("prefix", 0), ("fuzzy", 1), ("fuzzy", 2)]
said = word.flatmap(lambda piece: some.sampled_from(WORD.findall(piece) or ["a"]))
term = some.builds(
    lambda word, kind, cut: Term(word[:cut] if kind[0] == "prefix" else word, *kind),
    said,
    some.sampled_from(kinds),
    some.integers(1, 9),
)
run = some.builds(
    Run,
    some.lists(term, min_size=1, max_size=3).map(tuple),
    some.none() | some.integers(0, 6) | some.just(10**9),
)
plain = some.builds(lambda term: Run((term,)), term)
runs = some.lists(plain | run, max_size=4)


def looked_through(text, runs, language):
    """The places of runs.occurrences in the text, found by looking at each word."""
    stood, at, spans = standing(forms(text, language), language), word_spans(text), []
    for which, run in enumerate(runs):
        for places in occurrences(run, stood):
            marked = [(places[0], places[-1])] if run.slop is None else [(place, place) for place in places]
            spans += [(at[first][0], at[last][1], which) for first, last in marked]
    return sorted(spans)


def expected(texts, runs, language):
    found = {number: looked_through(text, runs, language) for number, text in enumerate(texts)}
    return {number: spans for number, spans in found.items() if spans}


@given(some.lists(text, max_size=4), runs, some.sampled_from(LANGUAGES))
def test_everything_is_found_where_it_stands(texts, runs, language):
    assert find(texts, runs, language, unhurried) == expected(texts, runs, language)


PLAIN = (
    "harbour Harbours harbours, HARBOURED pilot pilots sky skies die dying dies the “The ties tying people’s people's "
    "peoples snake_case 28-point relational relate — haus haeuser cheval chevaux l'air"
)
PLAIN_RUSSIAN = (
    "переговоры переговорам Переговоров, Ёлки елки ЙОД йод «мир мира» миром мирный мирного Купянск Kупянск — NATO 2b "
    "28 к2b а'b"
)
english, russian = PLAIN.split(" "), PLAIN_RUSSIAN.split(" ")


@given(some.data(), some.sampled_from([english, russian, [*english, *russian]]), some.sampled_from(LANGUAGES))
def test_everything_is_found_in_plain_texts_too(data, words, language):
    texts = data.draw(some.lists(some.lists(some.sampled_from(words), max_size=12).map(" ".join), max_size=3))
    sought = some.sampled_from(words).flatmap(lambda piece: some.sampled_from(WORD.findall(piece) or ["harbour"]))
    term = some.builds(lambda word, kind: Term(word, *kind), sought, some.sampled_from(kinds))
    runs = data.draw(some.lists(some.builds(Run, some.lists(term, min_size=1, max_size=2).map(tuple)), max_size=3))

    assert find(texts, runs, language, unhurried) == expected(texts, runs, language)


@given(text, some.sampled_from(LANGUAGES), some.data())
def test_what_a_text_says_is_found_in_it(text, language, data):
    words = WORD.findall(text) or ["a"]
    at = data.draw(some.integers(0, len(words) - 1))
    runs = [Run((Term(words[at]),)), Run(tuple(map(Term, words[at : at + 3]))), Run((Term(words[at], "exact"),))]

    found = find((text,), runs, language, unhurried)
    assert found == expected((text,), runs, language)
    assert bool(found) == bool(WORD.search(text))


@pytest.mark.parametrize("apart", [" ", "\n", "、"])
def test_a_long_text_is_looked_through_as_a_short_one(monkeypatch, apart):
    text = apart.join([*SAID, "harbour’s pilots"] * 40)
    runs = [Run((Term("harbour"), Term("pilot"))), Run((Term("海"),)), Run((Term("pilot"), Term("sky")), slop=9)]
    short = find((text,), runs, "en", unhurried)
    monkeypatch.setattr(retelling, "AT_ONCE", 1000)

    assert find((text,), runs, "en", unhurried) == short == expected((text,), runs, "en")


@pytest.mark.parametrize("apart", [" ", "\n", "、"])
def test_whoever_waits_is_asked_while_nothing_is_found_in_a_long_text(apart):
    asked = []

    find((apart.join(["sea"] * 100_000),), [Run((Term("harbour"),))], "en", lambda: asked.append(1))
    assert len(asked) > 100


span = some.builds(
    lambda start, length, run: (start, start + length, run),
    some.integers(0, 900),
    some.integers(1, 300),
    some.integers(0, 3),
)


@given(
    some.lists(span, min_size=1, max_size=60).map(sorted),
    some.lists(some.sampled_from([1.0, 0.5, 1 / 3]), min_size=4, max_size=4),
)
def test_a_window_is_the_first_that_is_worth_most(spans, weight):
    worth = []
    for at, (start, _, _) in enumerate(spans):
        inside = [run for _, end, run in spans[at : at + 40] if end - start <= LENGTH - LEAD]
        worth.append(sum(weight[run] for run in sorted(set(inside))) + 0.01 * len(inside))

    best = max(worth)
    runs = {run for _, _, run in spans}
    assert _window(spans, runs, weight, unhurried) == (best, spans[worth.index(best)][0] if best else spans[0][0])
