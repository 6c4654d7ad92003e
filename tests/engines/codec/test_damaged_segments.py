"""A file that is not as it was written is told by Whoosh's own error, and never answers."""

import pytest
from whoosh import index
from whoosh import query as q
from whoosh.fields import ID, TEXT, Schema
from whoosh.reading import CorruptIndexError

from searchapp.engines.whoosh.codec import ColumnarCodec


@pytest.fixture
def terms(tmp_path):
    """The file of terms of an index of 400 documents."""
    with index.create_in(tmp_path, Schema(id=ID(stored=True), body=TEXT)).writer(codec=ColumnarCodec()) as writer:
        for number in range(400):
            writer.add_document(id=str(number), body="alfa bravo charlie " * (1 + number % 7))
    (file,) = tmp_path.glob("*.terms")
    return file


def ask(file):
    with index.open_dir(file.parent).searcher() as searcher:
        return len(searcher.search(q.Phrase("body", ["alfa", "bravo"]), limit=None))


def test_an_undamaged_file_answers(terms):
    assert ask(terms) == 400


@pytest.mark.parametrize("part", range(20))
def test_a_flipped_bit_is_told(terms, part):
    data = bytearray(terms.read_bytes())
    data[part * len(data) // 20] ^= 4
    terms.write_bytes(data)

    with pytest.raises(CorruptIndexError, match=r"\.terms"):
        ask(terms)


@pytest.mark.parametrize("left", [0, 1, 27, 5000, -1])
def test_a_file_cut_short_is_told(terms, left):
    terms.write_bytes(terms.read_bytes()[:left])

    with pytest.raises(CorruptIndexError, match=r"\.terms"):
        ask(terms)
