"""Whatever is asked of an index, our codec gives what the stock codec gives."""

import random

import pytest
from asking import fields, found, lexicon, same, stored
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as some
from pairs import WORDS, Place, histories, queries, schema, searchers, words
from whoosh import index as indexes
from whoosh import query as q
from whoosh import scoring, sorting
from whoosh.qparser import QueryParser

from searchapp.engines.whoosh.codec import ColumnarSegment

quick = settings(deadline=None, suppress_health_check=list(HealthCheck))
asked = some.lists(queries, min_size=4, max_size=10)
weightings = some.sampled_from([scoring.BM25F(), scoring.BM25F(body_B=0.2), scoring.TF_IDF(), scoring.Frequency()])


@example(
    [([("add_document", {"id": "b", "notes_txt": "alfa"}), ("add_document", {"id": "h", "flag": False})], {})],
    [q.AndMaybe(q.Every(), q.AndNot(q.Term("notes_txt", "alfa"), q.Every("flag")))],
    scoring.TF_IDF(),
)
@settings(quick, max_examples=60)
@given(histories, asked, weightings)
def test_the_same_documents_are_found_with_the_same_scores(history, asked, weighting):
    with searchers(history, weighting=weighting) as pair:
        for query in asked:
            same(pair, found, query, limit=None)
            same(pair, found, query, limit=2)
            same(pair, lambda searcher, query: list(searcher.docs_for_query(query)), query)


SORTS = [
    "id",
    "title",
    "number",
    ["tags", "ratio"],
    sorting.FieldFacet("day", reverse=True),
    sorting.MultiFacet([sorting.FieldFacet("number", reverse=True), sorting.ScoreFacet()]),
    sorting.StoredFieldFacet("id"),
]
GROUPS = [
    "id",
    "number",
    "flag",
    sorting.FieldFacet("tags", allow_overlap=True),
    sorting.RangeFacet("number", 0, 99, 9),
]


def arranged(searcher, query, by, grouped):
    results = searcher.search(query, limit=None, sortedby=by, groupedby=grouped, maptype=sorting.OrderedList)
    return results.docs(), [hit.docnum for hit in results], results.groups()


def marked(searcher, query):
    results = searcher.search(query, terms=True)
    told = [(hit.docnum, sorted(hit.matched_terms()), highlighted(hit)) for hit in results]
    return told, results.has_matched_terms() and sorted(results.matched_terms())


def highlighted(hit):
    return [hit.highlights(fieldname) for fieldname in ("body", "letters") if fieldname in hit]


@settings(quick, max_examples=30)
@given(histories, asked, some.sampled_from(SORTS), some.sampled_from(GROUPS))
def test_results_are_sorted_grouped_and_highlighted_alike(history, asked, by, grouped):
    with searchers(history) as pair:
        for query in asked:
            same(pair, arranged, query, by, grouped)
            same(pair, marked, query)


def like(searcher, fieldname):
    results = searcher.search(q.Every(fieldname), limit=3)
    more = [[(other.docnum, other.score) for other in hit.more_like_this(fieldname)] for hit in results]
    return more, results.key_terms(fieldname)


def respelled(searcher, fieldname, word):
    reader, query = searcher.reader(), QueryParser(fieldname, searcher.schema).parse(word)
    within = [sorted(reader.terms_within(fieldname, word, distance)) for distance in (1, 2)]
    corrected = searcher.correct_query(query, word).string
    return within, searcher.suggest(fieldname, word, maxdist=2), searcher.corrector(fieldname).suggest(word), corrected


@settings(quick, max_examples=30)
@given(histories, some.lists(words | some.sampled_from(["alpa", "brave", "delt", "ron"]), min_size=3, max_size=3))
def test_words_are_corrected_and_like_documents_found_alike(history, words):
    with searchers(history) as pair:
        for fieldname in ("body", "title", "exact"):
            same(pair, like, fieldname)
        for fieldname in ("body", "title", "exact", "spelled", "letters", "nowhere_txt"):
            for word in words:
                same(pair, respelled, fieldname, word)


@settings(quick, max_examples=20)
@given(histories)
def test_readers_tell_the_same(history):
    with searchers(history) as pair:
        leaves = zip(*(searcher.reader().leaf_readers() for searcher in pair), strict=True)
        readers = [*((one[0], other[0]) for one, other in leaves), tuple(searcher.reader() for searcher in pair)]
        for two in readers:
            same(two, lexicon)
            same(two, stored)
            for fieldname in [*schema().names(), "notes_txt", "more_txt"]:
                same(two, fields, fieldname)


def test_what_is_in_files_reads_as_what_is_in_memory(tmp_path):
    history = [
        ([("add_document", {"id": name, "body": "alfa bravo", "number": 3})], {"merge": False}) for name in "abc"
    ]
    with searchers(history, Place(tmp_path)) as pair, searchers(history) as remembered:
        for two in (pair, (pair[1], remembered[1])):
            same(two, found, q.Term("body", "alfa"))
            same(two, lambda searcher: lexicon(searcher.reader()))

    with indexes.open_dir(tmp_path / "ColumnarCodec").searcher() as searcher:
        assert [hit["id"] for hit in searcher.search(q.Phrase("body", ["alfa", "bravo"]))] == ["a", "b", "c"]
        assert {type(segment) for segment in searcher.reader().segments()} == {ColumnarSegment}


@pytest.fixture(scope="module")
def crowd():
    """Many documents, so that lists have many blocks, of which some can be skipped."""
    draw = random.Random(8)
    texts = [" ".join(draw.choices(WORDS, range(1, 1 + len(WORDS)), k=1 + draw.randrange(60))) for _ in range(3000)]
    loud = [{"_boost": 5.0} if number % 1000 == 7 else {} for number in range(len(texts))]
    added = [("add_document", {"id": str(n), "body": text, "plain": text, **loud[n]}) for n, text in enumerate(texts)]
    removed = [("delete_by_term", ("id", str(number))) for number in range(0, len(texts), 17)]
    with searchers([(added[:2500], {}), (added[2500:] + removed, {"merge": False})]) as pair:
        yield pair


@pytest.mark.parametrize("fieldname", ["body", "plain", "title"])
@pytest.mark.parametrize("limit", [1, 10, None])
def test_the_best_of_many_are_the_same(crowd, fieldname, limit):
    leaves = [q.Term(fieldname, word) for word in WORDS]
    for one, other, third in zip(leaves, leaves[1:], leaves[4:], strict=False):
        for query in (
            one,
            q.And([one, other]),
            q.Or([one, other, third]),
            q.AndMaybe(one, third),
            q.AndNot(one, other),
        ):
            same(crowd, found, query, limit=limit)
        if fieldname != "plain":
            same(crowd, found, q.Phrase(fieldname, [one.text, other.text]), limit=limit)
