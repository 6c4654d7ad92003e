"""Quotations taken from speeches, whole and corrupted: the verdict is always the right one."""

from itertools import chain

from holding import verdict
from hypothesis import given
from hypothesis import strategies as st

from searchapp.engines.memory import Memory
from searchapp.speech import Speech
from searchapp.text.analysis import analysed_as, form, forms

COMMON = ["the", "of", "and", "we", "to", "was", "vote", "barrier", "tide"]
WORD = st.sampled_from(
    [*COMMON, "harbour", "été", "naïve", "don't", "L'eau", "straße", "Ёлка", "река", "28-point", "Öl", "İzmir"]
)
FOREIGN = st.sampled_from(["zebra", "Quixote", "ſong", "xylophone"])
TOLD = st.tuples(
    st.lists(st.lists(WORD, min_size=26, max_size=32), min_size=1, max_size=3),
    st.sampled_from([None, "en", "fr", "ru", "tr"]),
)
EDIT = st.sampled_from(["drop", "replace", "insert", "swap"])
EDITS = 3
DEAREST = 20
"""What an edit can cost at most: two words swapped are two that differ."""


@st.composite
def quotations(draw, shortest=5, *, within_one=False):
    """An archive, and words side by side in one of its speeches."""
    archive = draw(st.lists(TOLD, min_size=1, max_size=4))
    paragraphs, _ = draw(st.sampled_from(archive))
    words = draw(st.sampled_from(paragraphs)) if within_one else list(chain.from_iterable(paragraphs))
    start = draw(st.integers(0, len(words) - shortest))
    return archive, words[start : draw(st.integers(start + shortest, len(words)))]


def check(archive, text):
    engine = Memory()
    with engine.rebuild() as add:
        for number, (paragraphs, language) in enumerate(archive):
            add(Speech(f"s{number}", tuple(map(" ".join, paragraphs)), language=language))
    return verdict(engine, text)


def has(texts, language, text):
    """Whether the words of a text stand side by side, by looking everywhere."""
    said, words = forms(" ".join(texts), language), forms(text, language)
    return any(said[at : at + len(words)] == words for at in range(len(said)))


def having(archive, text, *, within_one):
    """How many speeches have a text, in one passage or over several."""
    ways = [
        ([[" ".join(p)] for p in paragraphs] if within_one else [[" ".join(p) for p in paragraphs]], language)
        for paragraphs, language in archive
    ]
    return sum(any(has(texts, analysed_as(language), text) for texts in way) for way, language in ways)


def corrupted(draw, words):
    words = list(words)
    for _ in range(draw(st.integers(1, EDITS))):
        at = draw(st.integers(0, len(words) - 2))
        match draw(EDIT):
            case "drop":
                del words[at]
            case "replace":
                words[at] = draw(FOREIGN)
            case "insert":
                words.insert(at, draw(FOREIGN))
            case "swap":
                words[at], words[at + 1] = words[at + 1], words[at]
    return " ".join(words)


def side(place, *kinds):
    return " ".join(part.text for passage in place.passages for part in passage.parts if part.kind in kinds)


@given(quotations())
def test_an_untouched_stretch_is_verbatim(case):
    archive, words = case
    text = " ".join(words)

    found = check(archive, text)

    expected = having(archive, text, within_one=True) or having(archive, text, within_one=False)
    assert (found.kind, found.count, found.more) == ("verbatim", expected, False)


@given(quotations(within_one=True))
def test_a_stretch_of_one_passage_is_counted_in_all_speeches_that_have_it_so(case):
    archive, words = case

    found = check(archive, " ".join(words))

    assert found.count == having(archive, " ".join(words), within_one=True)


@given(quotations(), st.data())
def test_case_and_signs_and_line_breaks_change_nothing(case, data):
    archive, words = case
    changes = [str.upper, str.title, str.lower, lambda word: f"“{word},”", lambda word: word.replace("'", "’")]
    written = []
    for word in words:
        change = data.draw(st.sampled_from(changes))
        same = all(forms(change(word), language) == forms(word, language) for language in (None, "fr"))
        written.append(change(word) if same else word)

    assert check(archive, data.draw(st.sampled_from([" ", "\n", " — "])).join(written)).kind == "verbatim"


@given(quotations(), st.data())
def test_what_is_left_out_with_an_ellipsis_is_verbatim(case, data):
    archive, words = case
    first = data.draw(st.integers(1, len(words) - 2))
    second = data.draw(st.integers(first, len(words) - 2))
    mark = data.draw(st.sampled_from(["…", "...", "[…]", "[...]", ". . ."]))

    found = check(archive, f"{' '.join(words[:first])} {mark} {' '.join(words[second:])}")

    assert (found.kind, found.quotation.elided) == ("verbatim", True)


@given(quotations(shortest=24), st.data())
def test_a_corrupted_stretch_is_near_with_its_differences(case, data):
    archive, words = case
    text = corrupted(data.draw, words)

    found = check(archive, text)

    if having(archive, text, within_one=False):
        assert found.kind == "verbatim"
        return
    assert found.kind == "near"
    assert found.places[0].standing.fit.cost <= EDITS * DEAREST
    for place in found.places:
        speech = place.standing.speech
        language = analysed_as(speech.language)
        assert forms(side(place, "same", "quotation"), language) == forms(text, language)
        assert has(speech.paragraphs, language, side(place, "same", "archive"))


@given(st.lists(TOLD, min_size=1, max_size=4), st.lists(FOREIGN, min_size=3, max_size=40))
def test_invented_text_is_not_in_the_archive(archive, words):
    assert check(archive, " ".join(words)).kind == "absent"


def test_the_words_of_these_tests_are_folded_as_they_should_be():
    assert [form(word, "fr") for word in ("L'eau", "İzmir", "ſong")] == ["eau", "izmir", "song"]
