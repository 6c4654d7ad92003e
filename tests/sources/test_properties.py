"""Promises that hold for any content."""

import csv
import io
import json
from pathlib import PurePath

from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.sources import jsonarray
from searchapp.sources.document import Document
from searchapp.sources.encoding import decoded
from searchapp.sources.paragraphs import split, tidy
from searchapp.sources.table import read
from searchapp.speech import Speech

RECORDS = st.lists(
    st.dictionaries(st.text(max_size=3), st.text() | st.lists(st.text(), max_size=2), max_size=3), max_size=5
)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1).filter(
    lambda text: text.strip()
)


@given(RECORDS, st.booleans(), st.sampled_from([None, 1]), st.integers(1, 20))
def test_an_array_parts_into_its_records_wherever_pieces_end(records, plain, indent, size):
    text = json.dumps(records, ensure_ascii=plain, indent=indent)
    pieces = [text[at : at + size] for at in range(0, len(text), size)]

    found = list(jsonarray._found(pieces))

    assert [json.loads(one.text) for one in found] == records


@given(st.binary())
def test_every_byte_decodes_to_something(data):
    text, guess, at = decoded(data)

    assert bool(text) == bool(data)
    assert guess is None or 0 <= at < len(data)
    text.encode()


@given(st.text())
def test_splitting_keeps_every_word(text):
    paragraphs, removed = tidy(split(text))

    if not removed:
        assert " ".join(paragraphs).split() == text.split()


@settings(deadline=None)  # the first text loads the model of languages
@given(st.lists(st.tuples(WORDS, WORDS), min_size=1), st.sampled_from(",;\t|"))
def test_a_table_that_was_written_is_read(rows, delimiter):
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter).writerows([("note", "text"), *rows])
    document = Document("any.csv", PurePath("any.csv"), b"", io.BytesIO(written.getvalue().encode()))

    found = list(read(document))

    speeches = [speech for speech in found if isinstance(speech, Speech)]
    assert len(speeches) == sum(row[1].strip() not in {"NA", "N/A", "NULL", "NaN", "nan", "None"} for row in rows)
