"""What quoters write into quotations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.errors import BadQuotation
from searchapp.quoting.quotation import LONGEST, MOST, REPLACED, read

ANY = None


@pytest.mark.parametrize(
    ("text", "fragments", "reaches", "own"),
    [
        ("“Nobody asked the river.”", ["Nobody asked the river"], [], ()),
        ("Nobody … asked the river", ["Nobody", "asked the river"], [ANY], ()),
        ("Nobody ... asked the river", ["Nobody", "asked the river"], [ANY], ()),
        ("Nobody . . . asked the river", ["Nobody", "asked the river"], [ANY], ()),
        ("Nobody. ... Asked the river", ["Nobody", "Asked the river"], [ANY], ()),
        ("Nobody [...] asked the river", ["Nobody", "asked the river"], [ANY], ()),
        ("Nobody (…) asked the river", ["Nobody", "asked the river"], [ANY], ()),
        ("… nobody asked the river …", ["nobody asked the river"], [], ()),
        ("Nobody askd [sic] the river", ["Nobody askd the river"], [], ()),
        ("Nobody [sic!] asked the river", ["Nobody asked the river"], [], ()),
        ("[N]obody asked the river", ["Nobody asked the river"], [], ()),
        ("Nobody [in town] asked the river", ["Nobody", "asked the river"], [REPLACED], ("in town",)),
        ("Nobody [in town] … asked the river", ["Nobody", "asked the river"], [ANY], ("in town",)),
        ("Nobody asked. The river rose.", ["Nobody asked The river rose"], [], ()),
        ("[Mr Quill:] nobody asked the river", ["nobody asked the river"], [], ("Mr Quill:",)),
        ("Nobody asked him [", ["Nobody asked him"], [], ()),
    ],
)
def test_signs_of_quoters_are_understood(text, fragments, reaches, own):
    found = read(text)

    assert [" ".join(token.word for token in fragment.words) for fragment in found.fragments] == fragments
    assert [fragment.reach for fragment in found.fragments[1:]] == reaches
    assert found.own == own
    assert found.elided == (ANY in reaches)


@pytest.mark.parametrize("text", ["", "…", "the river", "the [big brown] river", "?!", "river"])
def test_fewer_than_three_words_are_sent_to_the_search(text):
    with pytest.raises(BadQuotation, match="Use the search"):
        read(text)


def test_very_long_quotations_are_refused_with_their_length():
    with pytest.raises(BadQuotation, match="500 words; this one has 501"):
        read("word " * (MOST + 1))
    with pytest.raises(BadQuotation, match="5,000 characters; this one has 5,001"):
        read("x" * (LONGEST + 1))

    assert len(read("word " * MOST).words) == MOST


@given(st.text("ab .…[](sic)\n", max_size=200))
def test_every_word_outside_brackets_is_compared_where_it_stands(text):
    try:
        found = read(text)
    except BadQuotation:
        return

    tokens = [token for fragment in found.fragments for token in fragment.words]
    assert all(found.text[token.start : token.end] == token.word for token in tokens)
    assert [token.start for token in tokens] == sorted({token.start for token in tokens})
    assert all(fragment.words for fragment in found.fragments)
