"""The same documents written with the stock codec and with ours, and what can be asked of both."""

import datetime as dt
from contextlib import contextmanager
from dataclasses import dataclass

from hypothesis import strategies as some
from whoosh import query as q
from whoosh.analysis import StemmingAnalyzer
from whoosh.codec.whoosh3 import W3Codec
from whoosh.fields import BOOLEAN, DATETIME, ID, KEYWORD, NGRAM, NUMERIC, TEXT, Schema
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.query import spans as s

from searchapp.engines.whoosh.codec import ColumnarCodec

WORDS = [
    "alfa",
    "alpha",
    "bravo",
    "bravado",
    "delta",
    "deltas",
    "ran",
    "runs",
    "straße",
    "ελληνικά",
    "中文",
    "zulu" * 9,
]
TEXTS = ["body", "title", "exact", "spelled", "letters", "plain", "loud", "notes_txt", "more_txt"]
"""Fields of words that can be searched alike."""
PHRASED = ["body", "title", "exact", "letters", "notes_txt"]
DAYS = [dt.datetime(2024, month, 3, 12, month) for month in range(1, 6)]  # noqa: DTZ001 - Whoosh's are naive
CODECS = [W3Codec, ColumnarCodec]


def schema():
    made = Schema(
        id=ID(unique=True, stored=True, sortable=True),
        body=TEXT(stored=True),
        title=TEXT(stored=True, sortable=True, field_boost=2.5),
        exact=TEXT(vector=True, stored=True),
        spelled=TEXT(analyzer=StemmingAnalyzer(), spelling=True),
        letters=TEXT(chars=True, stored=True),
        plain=TEXT(phrase=False),
        loud=TEXT(analyzer=StemmingAnalyzer(), phrase=False, vector=True),
        tags=KEYWORD(commas=True, lowercase=True, scorable=True, stored=True, sortable=True),
        number=NUMERIC(sortable=True, stored=True),
        size=NUMERIC(signed=False, bits=32),
        ratio=NUMERIC(float, sortable=True),
        day=DATETIME(sortable=True, stored=True),
        flag=BOOLEAN(stored=True),
        grams=NGRAM(minsize=2, maxsize=3),
    )
    made.add("*_txt", TEXT(stored=True), glob=True)
    return made


words = some.sampled_from(WORDS)
texts = some.lists(words, min_size=1, max_size=12).map(" ".join)
boosts = some.sampled_from([0.5, 1.0, 2.0, 3.7])
ids = some.sampled_from("abcdefgh")
numbers = some.integers(-300, 300)
ratios = some.floats(-5, 5, width=32).filter(bool)
days = some.sampled_from(DAYS)
documents = some.fixed_dictionaries(
    {"id": ids, "body": texts, **dict.fromkeys(["title", "spelled"], texts | some.none())},
    optional={
        **{field: texts for field in TEXTS if field not in {"body", "title", "spelled"}},
        "tags": some.lists(words, min_size=1, max_size=3).map(", ".join),
        "number": numbers,
        "size": some.integers(0, 2**32 - 2),
        "ratio": ratios,
        "day": days,
        "flag": some.booleans(),
        "grams": words,
        "_boost": boosts,
        "_body_boost": boosts,
    },
)
changes = (
    some.tuples(some.sampled_from(["add_document", "add_document", "update_document"]), documents)
    | some.tuples(some.just("delete_by_term"), some.tuples(some.just("id"), ids))
    | some.tuples(some.just("delete_by_term"), some.tuples(some.sampled_from(TEXTS), words))
)
commits = some.tuples(
    some.lists(changes, min_size=2, max_size=12),
    some.sampled_from([{}, {"merge": False}, {"merge": False}, {"optimize": True}]),
)
histories = some.lists(commits, min_size=1, max_size=4)


def terms():
    return some.builds(q.Term, some.sampled_from(TEXTS), words, boost=boosts)


def leaves():
    field, start = some.sampled_from(TEXTS), some.sampled_from(["al", "br", "r", "ελ", "中", "zu"])
    ends = some.tuples(words, words).map(sorted)
    phrase = some.lists(words, min_size=2, max_size=3)
    return some.one_of(
        terms(),
        some.builds(q.Phrase, some.sampled_from(PHRASED), phrase, slop=some.integers(1, 4)),
        some.builds(q.Prefix, field, start, constantscore=some.booleans()),
        some.builds(q.Wildcard, field, some.sampled_from(["*a", "d?lta*", "r*s", "*"]), constantscore=some.booleans()),
        some.builds(q.FuzzyTerm, field, words, maxdist=some.integers(1, 2), prefixlength=some.integers(0, 1)),
        some.builds(lambda field, ends: q.TermRange(field, *ends), field, ends),
        some.builds(lambda ends: q.NumericRange("number", *sorted(ends)), some.tuples(numbers, numbers)),
        some.builds(lambda ends: q.NumericRange("ratio", *sorted(ends)), some.tuples(ratios, ratios)),
        some.builds(lambda ends: q.DateRange("day", *sorted(ends)), some.tuples(days, days)),
        some.builds(q.Every, some.sampled_from([None, "body", "number", "flag"])),
        some.builds(q.Term, some.just("flag"), some.booleans()),
        some.builds(q.Term, some.just("tags"), words),
        some.builds(q.Term, some.just("grams"), some.sampled_from(["al", "alf", "ra", "中文"])),
    )


def spans():
    near = {"slop": some.integers(1, 3), "ordered": some.booleans()}
    two = [some.builds(q.Term, some.just("body"), words)] * 2
    return some.one_of(
        some.builds(s.SpanNear, *two, **near),
        some.builds(s.SpanFirst, two[0], limit=some.integers(0, 3)),
        some.builds(s.SpanNot, *two),
        some.builds(lambda *given: s.SpanOr(list(given)), *two),
        some.builds(s.SpanContains, *two),
        some.builds(s.SpanBefore, *two),
        some.builds(s.SpanCondition, *two),
    )


def compound(inner):
    several = some.lists(inner, min_size=1, max_size=3)
    return some.one_of(
        *(some.builds(kind, several) for kind in (q.And, q.Or)),
        some.builds(q.DisjunctionMax, several, tiebreak=some.sampled_from([0.0, 0.3])),
        *(some.builds(kind, inner, inner) for kind in (q.AndMaybe, q.AndNot, q.Require, q.Otherwise)),
        some.builds(q.Not, inner),
        some.builds(q.ConstantScoreQuery, inner, score=boosts),
    )


queries = some.one_of(leaves(), some.recursive(leaves(), compound, max_leaves=5), spans())


@dataclass(frozen=True)
class Place:
    """Where an index is, as a storage is made of it."""

    folder: object = None

    def storage(self, name):
        if self.folder is None:
            return RamStorage()
        (self.folder / name).mkdir()
        return FileStorage(str(self.folder / name))


def write(index, codec, history):
    """Make the changes of each commit, and whatever merges it asks for."""
    for changes, how in history:
        writer = index.writer(codec=codec())
        for kind, given in changes:
            getattr(writer, kind)(**given) if isinstance(given, dict) else getattr(writer, kind)(*given)
        writer.commit(**how)


@contextmanager
def searchers(history, place=Place(), **options):
    """A searcher over what the stock codec wrote, and one over what ours wrote."""
    indexes = []
    for codec in CODECS:
        index = place.storage(codec.__name__).create().create_index(schema())
        write(index, codec, history)
        indexes.append(index)
    with indexes[0].searcher(**options) as stock, indexes[1].searcher(**options) as ours:
        yield stock, ours
