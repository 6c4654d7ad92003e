"""Stock Whoosh on segments that were built as arrays: what it would give had it written the speeches itself."""

import json
import random

import pytest
from asking import fields, found, lexicon, same
from whoosh import index, sorting
from whoosh import query as q
from whoosh.codec.whoosh3 import W3Codec
from whoosh.fields import TEXT
from whoosh.query import spans

from searchapp.dates import year_of
from searchapp.engines.values import GAP, words
from searchapp.engines.whoosh.building.filling import Filling, write_contents
from searchapp.engines.whoosh.schema import NAMES, SEPARATOR, schema
from searchapp.speech import Speech, from_record
from searchapp.text.analysis import analysed_as, forms

VOICES = ["alfa", "bravo", "charlie", "Delta", "l'écho", "foxtrot", "running", "ΓΗ", "hotel's", "India"]


class Placed(TEXT):
    """A field of words that is handed texts, and keeps them far apart."""

    def index(self, texts, **_):
        places, start = {}, 0
        for text in texts:
            standing = forms(*text)
            for at, form in enumerate(standing, start):
                places.setdefault(form, []).append(at)
            start += len(standing) + GAP
        return [(form.encode(), len(at), float(len(at)), self.format.encode(at)) for form, at in places.items()]

    def to_column_value(self, texts):
        return SEPARATOR.join(text for text, _ in texts).encode()


def whooshed(speech):
    language = analysed_as(speech.language)
    values = {name: getattr(speech, name) for name in ("id", "date", "language", "source")}
    texts = {NAMES.get(name, name): [(text, language) for text in texts] for name, texts in words(speech).items()}
    known = values | {name: texts or None for name, texts in texts.items()} | {"year": year_of(speech.date)}
    return {name: value for name, value in known.items() if value is not None}


def placed():
    """The schema, with fields of words that Whoosh's own writer can fill."""
    made = schema()
    for name, field in list(made.items()):
        if isinstance(field, TEXT):
            made.remove(name)
            made.add(name, Placed(analyzer=field.analyzer, phrase=True, sortable=bool(field.column_type)))
    return made


def speech(number):
    draw = random.Random(number)

    def text():
        return " ".join(draw.choices(VOICES, range(1, 11), k=draw.randint(1, 30)))

    return Speech(
        f"s{number:04}",
        tuple(text() for _ in range(draw.randint(1, 4))),
        title=text() if number % 3 else None,
        speaker=f"Speaker {draw.randrange(5)}" if number % 4 else None,
        topics=tuple(draw.sample(["Land", "Water", "Trade and Land"], draw.randint(0, 3))),
        date=draw.choice([None, "1961", "1961-11", f"19{60 + number % 40}-05-04"]),
        language=draw.choice([None, "en", "fr"]),
        introduction=text() if number % 7 == 0 else None,
        event="Budget Debate" if number % 11 == 0 else None,
        source=draw.choice([None, "Hansard"]),
        extra=(("note", number),) if number % 5 == 0 else (),
    )


SPEECHES = [speech(number) for number in range(700)]
GONE = [3, 4, 200, 699]


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """A searcher over what Whoosh's own writer wrote with the stock codec, and one over what was built."""
    stock, built = tmp_path_factory.mktemp("stock"), tmp_path_factory.mktemp("built")
    with index.create_in(stock, placed()).writer(codec=W3Codec()) as writer:
        for each in SPEECHES:
            writer.add_document(**whooshed(each))
    filling = Filling(built, 64)
    filling.add(SPEECHES[:300])
    filling.add(SPEECHES[300:])
    write_contents(built, filling.close())
    for folder in (stock, built):
        with index.open_dir(folder).writer() as writer:
            for number in GONE:
                writer.delete_document(number)
            writer.merge = False
    with index.open_dir(stock).searcher() as one, index.open_dir(built).searcher() as other:
        yield one, other


def test_the_terms_and_their_postings_are_the_same(both):
    same(both, lambda searcher: lexicon(searcher.reader()))


@pytest.mark.parametrize("name", [name for name in schema().names() if name not in {"record", "year"}])
def test_fields_are_the_same(both, name):
    same(both, lambda searcher: fields(searcher.reader(), name))


@pytest.mark.parametrize("limit", [3, None])
def test_the_same_is_found_with_the_same_scores(both, limit):
    alfa, bravo, hotel = (q.Term("body", word) for word in ("alfa", "bravo", "hotel"))
    for query in (
        alfa,
        q.And([alfa, bravo]),
        q.Or([alfa, hotel, q.Term("title", "india")]),
        q.AndNot(alfa, q.Term("language", "fr")),
        q.Phrase("body", ["alfa", "bravo"]),
        q.Phrase("body", ["india", "hotel"], slop=3),
        q.Phrase("topics", ["trade", "land"], slop=2),
        spans.SpanNear(alfa, bravo, slop=2),
        q.Prefix("body", "ch"),
        q.Wildcard("title", "*o*"),
        q.FuzzyTerm("body", "bravi"),
        q.TermRange("date", "1961", "1970"),
        q.NumericRange("year", 1960, 1975),
        q.Every("speaker"),
        q.Not(alfa),
    ):
        same(both, found, query, limit=limit)


@pytest.mark.parametrize("field", ["id", "date", "language", "source", "speaker", "topics"])
def test_results_are_sorted_and_grouped_the_same(both, field):
    def arranged(searcher):
        results = searcher.search(q.Term("body", "alfa"), limit=20, sortedby=field, groupedby=sorting.FieldFacet(field))
        return [hit.docnum for hit in results], results.groups()

    same(both, arranged)


def test_the_stored_record_is_the_speech(both):
    records = [fields["record"] for fields in both[1].reader().all_stored_fields()]

    here = [speech for number, speech in enumerate(SPEECHES) if number not in GONE]
    assert [from_record(json.loads(record)) for record in records] == here


def test_merged_by_whoosh_they_give_the_same(both, tmp_path):
    merged = index.create_in(tmp_path, schema())
    with merged.writer() as writer:
        writer.add_reader(both[1].reader())

    with merged.searcher() as searcher:
        assert searcher.doc_count() == len(SPEECHES) - len(GONE)
        assert set(searcher.reader().all_terms()) <= set(both[1].reader().all_terms())
        phrase = q.Phrase("body", ["alfa", "bravo"])
        assert len(searcher.search(phrase, limit=None)) == len(both[1].search(phrase, limit=None))


@pytest.mark.parametrize("field", ["body", "title"])
def test_blocks_are_as_good_as_they_were(both, field):
    def blocks(searcher):
        matcher = searcher.postings(field, "alfa").children()[0]
        while matcher.is_active():
            yield matcher.block_min_length(), matcher.block_max_length(), matcher.block_max_weight()
            yield matcher.block_min_id(), matcher.block_max_id(), matcher.block_quality()
            matcher.skip_to(matcher.block_max_id() + 1)

    same(both, lambda searcher: list(blocks(searcher)))


def test_whoosh_can_add_a_column(tmp_path):
    filling = Filling(tmp_path, 64)
    filling.add(SPEECHES[:9])
    write_contents(tmp_path, filling.close())
    written = index.open_dir(tmp_path)
    with written.writer() as writer:
        sorting.add_sortable(writer, "year", sorting.FunctionFacet(lambda _, number: 1900 + number))
        writer.merge = False

    with written.reader() as reader:
        assert list(reader.column_reader("year")) == list(range(1900, 1909))


def test_lengths_are_those_that_whoosh_keeps(both):
    readers = [searcher.reader()._perdoc.doc_field_length_reader("title") for searcher in both]

    assert [readers[1](number) for number in range(len(SPEECHES))] == list(map(readers[0], range(len(SPEECHES))))


def test_a_field_that_no_speech_has_is_not_there(tmp_path):
    filling = Filling(tmp_path, 64)
    filling.add([Speech("s1", ("alfa bravo",))])
    write_contents(tmp_path, filling.close())

    with index.open_dir(tmp_path).reader() as reader:
        assert sorted(reader.indexed_field_names()) == ["body", "id"]
        assert list(reader.terms_from("title", b"")) == []
        assert reader.doc_field_length(0, "title", 7) == 7
