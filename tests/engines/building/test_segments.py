"""However little is held in memory at once, the same segment is written."""

from collections import defaultdict
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from whoosh.filedb.filestore import FileStorage

from searchapp.engines.values import TEXTS
from searchapp.engines.whoosh.building import documents, segments, vocabulary
from searchapp.engines.whoosh.building.segments import Segment
from searchapp.engines.whoosh.codec.sections import SectionFile
from searchapp.engines.whoosh.words import Words
from searchapp.speech import Speech
from searchapp.text.analysis import analysed_as, forms

KINDS = (".docs", ".stems", ".terms")
TONGUES = (None, "en", "fr", "ru", "de", "ja")


def speech(number):
    words = [f"word{number % n}" for n in range(2, 30)] + ["the", "l'été", "houses", "дома", "平和"] * (number % 3)
    topics = tuple(f"topic {n}" for n in range(number % 4))
    said = (" ".join(words), "", f"Speech {number} ends.") if number % 5 else ()
    title, tongue = f"Of {number % 7} houses" if number % 2 else None, TONGUES[number % 6]
    return Speech(f"s{number:04}", said, title, date=f"19{number % 90 + 10}", topics=topics, language=tongue)


def built(folder, speeches, run=10**9, batch=50):
    """The bytes of each file of a segment."""
    folder.mkdir()
    segment, rest = Segment(folder, "segment", run), iter(speeches)
    while some_more := list(islice(rest, batch)):
        segment.add(some_more)
    segment.close()
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def spilled(folder):
    return len(list(folder.glob("*.run")))


@pytest.mark.parametrize("run", [1, 20, 500, 3_000])
def test_runs_are_merged_into_what_one_run_would_be(tmp_path, run):
    speeches = list(map(speech, range(120)))

    once = built(tmp_path / "once", speeches, batch=7)

    assert built(tmp_path / "runs", speeches, run, batch=7) == once
    assert sorted(once) == [f"segment{kind}" for kind in KINDS]


@pytest.mark.parametrize("stretch", [1, 3, 1_000])
@pytest.mark.parametrize("run", [200, 10**9])
def test_lists_are_merged_alike_however_many_at_once(tmp_path, monkeypatch, stretch, run):
    speeches = list(map(speech, range(40)))
    built(tmp_path / "once", speeches, batch=7)
    monkeypatch.setattr(segments, "STRETCH", stretch)

    built(tmp_path / "stretches", speeches, run, batch=7)

    assert told(tmp_path / "stretches") == told(tmp_path / "once")


def test_words_are_spilled_while_there_are_many(tmp_path):
    segment = Segment(tmp_path, "segment", 20)
    for number in range(12):
        segment.add([speech(number)])

    there = spilled(tmp_path)
    segment.close()

    assert there > 10
    assert spilled(tmp_path) == 0


def test_batches_of_any_size_give_the_same_words(tmp_path):
    speeches = list(map(speech, range(60)))

    for batch in (1, 8, 60):
        built(tmp_path / str(batch), speeches, batch=batch)

    assert told(tmp_path / "1") == told(tmp_path / "8") == told(tmp_path / "60")


def test_each_form_stands_where_the_texts_have_it(tmp_path):
    speeches = list(map(speech, range(60)))
    expected = defaultdict(list)
    for name, texts in TEXTS.items():
        said = [form for each in speeches for text in texts(each) for form in forms(text, analysed_as(each.language))]
        for token, form in enumerate(said):
            expected[name, form].append(token)

    built(tmp_path / "segment", speeches, run=100, batch=7)

    known, _ = told(tmp_path / "segment")
    assert {key: tokens for key, (tokens, _) in known.items()} == expected


def told(folder):
    """(where each form stands, and in how many documents; where each stem is, how often, and which rows are its)."""
    read = words(folder)
    rows = {(name, form): read.row(name, form.encode()) for name in TEXTS for form in lexicon(read)}
    return (
        {key: (read.tokens(row).tolist(), read.documents_with(row)) for key, row in rows.items() if row is not None},
        [
            (stem, name, had.documents.tolist(), had.times.tolist(), read.family(stem, name))
            for stem in range(len(read._stem_keys))
            for name, had in read.stemmed(stem)
        ],
    )


def lexicon(read):
    return {form.decode() for form in read.forms()}


def words(folder):
    return Words(*(SectionFile(FileStorage(str(folder)), f"segment{kind}") for kind in (".terms", ".stems", ".docs")))


def records(folder):
    return words(folder).records


def test_several_tables_of_pieces_lose_nothing(tmp_path, monkeypatch):
    speeches = list(map(speech, range(80)))
    once = built(tmp_path / "once", speeches, batch=7)
    monkeypatch.setattr(vocabulary, "MANY", 30)

    tables = built(tmp_path / "tables", speeches, batch=7)

    found = records(tmp_path / "tables")
    assert len(found._tables) > 5
    assert len(tables["segment.docs"]) < 1.5 * len(once["segment.docs"])
    assert [found.speech(number) for number in range(80)] == speeches
    assert [found.speech(number) for number in reversed(range(80))] == speeches[::-1]
    assert [tables[f"segment{kind}"] for kind in (".stems", ".terms")] == [
        once[f"segment{kind}"] for kind in (".stems", ".terms")
    ]


def test_nothing_makes_a_segment_too(tmp_path):
    assert sorted(built(tmp_path / "none", [])) == [f"segment{kind}" for kind in KINDS]


value = some.none() | some.sampled_from(["", " ", "a", "A\0b", "Дом", "x\ny", "two  words", "平和"])
paragraph = some.text("ab é\0\n\t '", max_size=12) | some.sampled_from(["", " ", "  a  ", "a\n\nb", "\0", "x" * 60])
anything = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats(-9, 9) | some.text('aé\0"\\', max_size=4),
    lambda part: some.lists(part, max_size=3) | some.dictionaries(some.text("ab", max_size=2), part, max_size=3),
    max_leaves=6,
)
dates = some.sampled_from([None, "", "1961", "1961-11", "2024-02-29", "--05-06"])
others = ["title", "speaker", "language", "event", "source", "url", "introduction"]
known = some.fixed_dictionaries(
    {"paragraphs": some.lists(paragraph, max_size=4).map(tuple)},
    optional={
        **dict.fromkeys(others, value),
        "date": dates,
        "topics": some.lists(value.filter(lambda topic: topic is not None), max_size=4).map(tuple),
        "extra": some.dictionaries(some.sampled_from(["party", "n", "é"]), anything, max_size=3).map(
            lambda found: tuple(found.items())
        ),
    },
)


@settings(max_examples=60)
@given(some.lists(known, min_size=1, max_size=12), some.integers(1, 5))
def test_every_speech_comes_back_exactly(tmp_path_factory, given_speeches, batch):
    speeches = [Speech(f"s{number}", **fields) for number, fields in enumerate(given_speeches)]
    folder = tmp_path_factory.mktemp("records") / "segment"

    built(folder, speeches, batch=batch)

    found = records(folder)
    assert [found.speech(number) for number in range(len(speeches))] == speeches


@pytest.mark.parametrize("name", ["title", "speaker", "date", "language", "event", "source", "url", "introduction"])
def test_an_empty_value_is_not_a_missing_one(tmp_path, name):
    speeches = [Speech("s1", ("One.",), **{name: ""}), Speech("s2", ("Two.",))]

    built(tmp_path / "segment", speeches)

    assert [records(tmp_path / "segment").speech(number) for number in (0, 1)] == speeches


@pytest.mark.parametrize("topics", [("",), ("", "a"), ("a", ""), ("a", "a"), ("b", "a", "b", "")])
def test_topics_come_back_in_their_order_twice_or_empty(tmp_path, topics):
    speeches = [Speech("s1", ("One.",), topics=("z",)), Speech("s2", ("Two.",), topics=topics), Speech("s3", ())]

    built(tmp_path / "segment", speeches)

    assert [records(tmp_path / "segment").speech(number) for number in (0, 1, 2)] == speeches


@pytest.mark.parametrize("odd", [0, 1, documents.CROWD - 1, documents.CROWD, 2_499, 2_500])
def test_one_speech_among_many_that_have_nothing_of_their_own_keeps_what_it_has(tmp_path, odd):
    speeches = [Speech(f"s{number}", ("One.",)) for number in range(2_501)]
    speeches[odd] = Speech("odd", ("One.",), title="A title", extra=(("party", "Greens"),))

    built(tmp_path / "segment", speeches, batch=900)

    found = records(tmp_path / "segment")
    assert [found.speech(number) for number in range(len(speeches))] == speeches


def test_long_words_and_long_records_come_back(tmp_path):
    long = "a" * 100_000
    speeches = [
        Speech("s1", (f"The {long} harbour.", long), title=long, extra=(("note", long),)),
        Speech("s2", (" ".join(f"w{number}" for number in range(20_000)),)),
        Speech("s3", (f"{long}b", "é" * 70_000), introduction="short"),
    ]

    built(tmp_path / "segment", speeches)

    assert [records(tmp_path / "segment").speech(number) for number in range(3)] == speeches
