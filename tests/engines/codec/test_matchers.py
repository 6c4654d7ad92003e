"""A walk through a posting list, step by step."""

import pytest
from whoosh.codec.base import OutOfOrderError
from whoosh.fields import KEYWORD, TEXT
from whoosh.filedb.filestore import RamStorage
from whoosh.matching import ReadTooFar
from whoosh.scoring import WeightScorer

from searchapp.engines.whoosh.codec import ColumnarCodec

DOCUMENTS = range(5, 2005, 2)
HEAVY = 1205
FORMAT = KEYWORD(scorable=True).format


def written(*postings, terms=(b"alfa",)):
    """The terms of a segment with one term, or several that all have these postings."""
    codec, storage = ColumnarCodec(), RamStorage()
    segment = codec.new_segment(storage, "test")
    writer = codec.field_writer(storage, segment)
    writer.start_field("tags", KEYWORD(scorable=True))
    for term in terms:
        writer.start_term(term)
        for document, weight in postings:
            writer.add(document, weight, b"\0\0\0\1", 3)
        writer.finish_term()
    writer.finish_field()
    writer.close()
    return codec.terms_reader(storage, segment)


@pytest.fixture
def matcher():
    terms = written(*((document, 9.5 if document == HEAVY else 1.0) for document in DOCUMENTS))
    return terms.matcher("tags", b"alfa", FORMAT, scorer=WeightScorer(9.5))


def test_it_goes_from_document_to_document(matcher):
    matcher.next()

    assert (matcher.id(), matcher.weight(), matcher.value_as("frequency")) == (7, 1.0, 1)


def test_it_skips_to_the_first_document_that_is_not_smaller(matcher):
    matcher.skip_to(100)

    assert matcher.id() == 101


def test_it_never_goes_back(matcher):
    matcher.skip_to(100)
    matcher.skip_to(10)

    assert matcher.id() == 101


def test_behind_the_last_document_it_ends(matcher):
    matcher.skip_to(2004)

    assert not matcher.is_active()
    with pytest.raises(ReadTooFar):
        matcher.next()
    with pytest.raises(ReadTooFar):
        matcher.skip_to(3000)


def test_a_step_tells_whether_a_block_is_over(matcher):
    steps = [matcher.next() for _ in DOCUMENTS]

    assert [number for number, over in enumerate(steps, 1) if over] == [*range(128, 1000, 128), 1000]


def test_it_skips_blocks_without_a_weight_that_is_large_enough(matcher):
    skipped = matcher.skip_to_quality(1.0)

    assert skipped == 4
    assert matcher.block_min_id() <= HEAVY <= matcher.block_max_id()
    assert (matcher.block_max_weight(), matcher.block_quality()) == (9.5, 9.5)


def test_it_ends_where_no_block_is_good_enough(matcher):
    matcher.skip_to_quality(9.5)

    assert not matcher.is_active()


def test_a_copy_goes_its_own_way(matcher):
    matcher.next()
    copy = matcher.copy()
    copy.next()

    assert (matcher.id(), copy.id()) == (7, 9)


def test_all_further_documents_are_told_at_once(matcher):
    matcher.skip_to(1999)

    assert list(matcher.all_ids()) == [1999, 2001, 2003]


def test_once_reset_it_begins_again(matcher):
    matcher.skip_to_quality(9.5)
    matcher.reset()

    assert matcher.is_active()
    assert matcher.id() == 5


@pytest.mark.parametrize("weights", [[1.0, 1.0], [2.0, 300.0], [0.1, 2.5], [0.0, 16777217.0], [-1.0, 70000.0], [7.0]])
def test_weights_are_what_they_were(weights):
    terms = written(*enumerate(weights))
    matcher = terms.matcher("tags", b"alfa", FORMAT)

    read = []
    while matcher.is_active():
        read.append(matcher.weight())
        matcher.next()
    assert read == pytest.approx(weights, rel=1e-7)
    assert terms.frequency("tags", b"alfa") == pytest.approx(sum(weights), rel=1e-7)
    assert terms.term_info("tags", b"alfa").max_weight() == pytest.approx(max(weights), rel=1e-7)


def test_what_comes_out_of_order_is_refused():
    codec, storage = ColumnarCodec(), RamStorage()
    writer = codec.field_writer(storage, codec.new_segment(storage, "test"))
    writer.start_field("body", TEXT())
    writer.start_term(b"bravo")
    writer.add(0, 1.0, b"", 1)
    writer.finish_term()

    with pytest.raises(OutOfOrderError):
        writer.start_term(b"alfa")
    with pytest.raises(OutOfOrderError):
        writer.start_field("body", TEXT())
    writer.close()


def test_more_than_is_packed_at_once_is_all_there():
    names = [b"alfa", b"bravo", b"charlie", b"delta"]
    terms = written(*((document, 2.0) for document in range(7, 80_007, 2)), terms=names)

    for name in names:
        assert list(terms.matcher("tags", name, FORMAT).all_ids()) == list(range(7, 80_007, 2))
    assert list(terms.terms()) == [("tags", name) for name in names]


def test_a_cursor_walks_through_the_terms():
    cursor = written((3, 1.0), terms=[b"alfa", b"bravo", b"delta"]).cursor("tags", KEYWORD())

    assert (cursor.text(), cursor.next(), cursor.find("charlie"), cursor.next()) == ("alfa", "bravo", "delta", None)
    assert (cursor.is_valid(), cursor.term_info()) == (False, None)
    assert (cursor.first(), cursor.term_info().doc_frequency()) == ("alfa", 1)
