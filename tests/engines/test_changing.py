"""However an archive was built and changed, it answers as if every speech were read for every question."""

import errno
import tempfile
import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as some

from searchapp.deadline import Deadline
from searchapp.engines.memory import Memory
from searchapp.engines.whoosh import changing
from searchapp.engines.whoosh.building import filling, segments, vocabulary
from searchapp.engines.whoosh.engine import Whoosh
from searchapp.engines.whoosh.opening import contents
from searchapp.engines.whoosh.writing import Effort
from searchapp.errors import IndexUnwritable, NoSuchSpeech
from searchapp.query.model import Filter, Query
from searchapp.query.syntax import parse
from searchapp.speech import FIELDS, Speech

WORDS = ["red", "reds", "green", "sea", "the", "l'été", "été", "дом", "дома", "Häuser", "Haus", "平和", "談判"]
IDS = [f"s{number}" for number in range(12)]
SPEAKERS = ["Red Sea", "Grey", "Дом"]

word = some.sampled_from(WORDS)
text = some.lists(word, min_size=1, max_size=8).map(" ".join)
speech = some.fixed_dictionaries(
    {"paragraphs": some.lists(text | some.just(""), min_size=1, max_size=3).map(tuple)},
    optional={
        "title": text,
        "introduction": text,
        "event": text,
        "speaker": some.sampled_from(SPEAKERS),
        "topics": some.lists(some.sampled_from(["red", "the sea", "дома"]), unique=True, max_size=3).map(tuple),
        "language": some.sampled_from(["en", "en-GB", "fr", "ru", "de", "ja", "und"]),
        "date": some.sampled_from(["1999", "2001-02", "2001-02-03", "--05-06", "1789-01-01", "2024-02-29"]),
        "source": some.sampled_from(["Hansard", "Diet"]),
        "extra": some.just((("party", ["Greens", None]),)),
    },
)
change = some.tuples(some.dictionaries(some.sampled_from(IDS), speech, max_size=4), some.sets(some.sampled_from(IDS)))
pair = some.tuples(word, word).map(" ".join)
leaf = some.one_of(
    word,
    word.map("={}".format),
    pair.map('"{}"'.format),
    pair.map('="{}"'.format),
    pair.map('"{}"~1'.format),
    some.sampled_from(["red*", "hau*", "gren~1", "haus~2", "speaker:red", "topic:sea", "event:red", 'title:"red sea"']),
    some.sampled_from(["date:2001", "date:..2000", "date:2001-02..", "language:en", "language:ja", "red-green"]),
)
query = some.recursive(
    leaf,
    lambda part: some.one_of(
        some.tuples(part, part).map(lambda both: f"({both[0]} {both[1]})"),
        some.tuples(part, part).map(lambda both: f"({both[0]} OR {both[1]})"),
        part.map("NOT ({})".format),
    ),
    max_leaves=4,
)
asked = some.builds(
    Query,
    some.just(None) | query.map(parse),
    some.sampled_from(
        [(), (), (Filter("speaker", ("Grey", "Red Sea")),), (Filter("topic", ("red",)), Filter("year", ("2001",)))]
    ),
    some.sampled_from([None, None, date(1800, 1, 1), date(2001, 2, 1)]),
    some.sampled_from([None, None, date(2001, 2, 15), date(2001, 12, 31)]),
    some.sampled_from(["relevance", "newest", "oldest"]),
    some.sampled_from([0, 0, 3]),
    some.sampled_from([0, 2, 50]),
)


@pytest.fixture(scope="module", autouse=True)
def small():
    """Batches of a few speeches, runs of a few words, small segments that are soon merged, tables of a few pieces."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(filling, "BATCH", 500)
        patch.setattr(filling, "A_PAIR", 1_000_000)
        patch.setattr(segments, "TOKENS", 12)
        patch.setattr(vocabulary, "MANY", 25)
        patch.setattr(changing, "MANY", 3)
        patch.setattr(changing, "WAITING", 300)
        yield


def deadline():
    return Deadline.after(60, time.monotonic)


def both_in(folder, speeches):
    """The engine of the meaning, and the one that is meant to answer like it."""
    engines = (Memory(), Whoosh(folder / "index", Effort(processes=1, memory=32)))
    for engine in engines:
        with engine.rebuild() as add:
            for id, known in speeches.items():
                add(Speech(id, **known))
    return engines


def altered(engine, added, removed):
    with engine.change() as changing_now:
        for id in sorted(removed):
            changing_now.remove(id)
        for id, known in added.items():
            changing_now.add(Speech(id, **known))


def compare(engines, question):
    """Both give the same answer; where scores are as good as equal, either order is."""
    ours, theirs = (engine.live().search(question, deadline()) for engine in engines)
    assert theirs.total == ours.total
    assert {field: theirs.facets[field] for field in FIELDS} == {field: ours.facets[field] for field in FIELDS}
    whole = Query(question.tree, question.filters, question.first, question.last, question.sort, limit=100)
    every = [engine.live().search(whole, deadline()).hits for engine in engines]
    scores = {hit.id: hit.score for hit in every[0]}
    assert {hit.id: hit.score for hit in every[1]} == pytest.approx(scores, abs=1e-3)
    if question.sort == "relevance":
        ranked = [scores[hit.id] for hit in every[1]]
        assert all(one > other - 1e-3 for one, other in pairwise(ranked))
    else:
        assert [hit.id for hit in every[1]] == [hit.id for hit in every[0]]
    window = every[1][question.offset : question.offset + question.limit]
    assert theirs.hits == window
    assert [hit.speech for hit in window] == [engines[0].live().speech(hit.id) for hit in window]
    handed = [speech.id for speech in engines[1].live().speeches(question, deadline())]
    assert handed == [hit.id for hit in every[1]]


def compare_all(engines, questions):
    for question in questions:
        compare(engines, question)
    one, other = (engine.live() for engine in engines)
    assert other.facts.speeches == one.facts.speeches
    assert [other.counts(field) for field in FIELDS] == [one.counts(field) for field in FIELDS]
    for id in IDS:
        if id in one.by_id:
            assert other.speech(id) == one.speech(id)
        else:
            with pytest.raises(NoSuchSpeech):
                other.speech(id)


@settings(max_examples=25, phases=[Phase.generate])  # to make a failing archive smaller takes minutes
@given(
    some.dictionaries(some.sampled_from(IDS), speech, min_size=1, max_size=9),
    some.lists(change, min_size=1, max_size=4),
    some.lists(asked, min_size=6, max_size=14),
)
def test_a_changed_archive_answers_as_its_speeches_do(tmp_path_factory, speeches, changes, questions):
    engines = both_in(tmp_path_factory.mktemp("changed"), speeches)
    compare_all(engines, questions)

    for added, removed in changes:
        gone = removed & engines[0].live().by_id.keys()
        for engine in engines:
            altered(engine, added, gone)
        compare_all(engines, questions)

    for engine in engines:
        engine.rollback()
    compare_all(engines, questions)
    assert engines[1].verify() == []


def test_segments_are_merged_when_there_are_many(tmp_path):
    _, engine = both_in(tmp_path, {"s0": {"paragraphs": ("Sea.",)}})
    amounts = []

    for id in IDS:
        altered(engine, {id: {"paragraphs": (f"Sea and {id}.",)}}, ())
        amounts.append(len(contents(tmp_path / "index" / engine.live().facts.name)))

    assert max(amounts) <= changing.MANY + 1
    assert [id for id in IDS if engine.live().search(Query(parse(id)), deadline()).total == 1] == IDS


def test_what_was_removed_stays_away_when_segments_are_merged(tmp_path):
    _, engine = both_in(tmp_path, {id: {"paragraphs": (f"Sea of {id}.",)} for id in IDS})

    for id in IDS[:5]:
        altered(engine, {}, {id})
    altered(engine, {f"new{number}": {"paragraphs": ("Sea.",)} for number in range(20)}, ())
    altered(engine, {}, {"new3"})

    found = [hit.id for hit in engine.live().search(Query(parse("sea"), limit=50), deadline()).hits]
    assert sorted(found) == sorted([*IDS[5:], *(f"new{number}" for number in range(20) if number != 3)])
    assert engine.live().search(Query(parse("s3")), deadline()).total == 0


def test_more_of_a_word_still_ranks_higher_when_most_that_had_it_are_gone(tmp_path):
    many = {f"gone{number}": {"paragraphs": ("The sea, the sea.",), "language": "en"} for number in range(9)}
    left = {
        "once": {"paragraphs": ("The sea lies still in the grey of the morning.",), "date": "2020"},
        "often": {"paragraphs": ("The sea, the sea, the sea lies still, and so on.",), "date": "2010"},
    }
    engines = both_in(tmp_path, many | left)

    for engine in engines:
        altered(engine, {}, many)

    for written in ("sea", "sea OR still", "sea still", "sea OR morning OR zebra", '"the sea"'):
        found = engines[1].live().search(Query(parse(written)), deadline())
        assert {hit.id for hit in found.hits} == {"once", "often"}
        assert all(hit.score > 0 for hit in found.hits)
        compare(engines, Query(parse(written)))
    assert [hit.id for hit in engines[1].live().search(Query(parse("sea")), deadline()).hits] == ["often", "once"]


def test_what_is_removed_is_gone_at_once_and_returns_with_a_rollback_only(tmp_path):
    _, engine = both_in(tmp_path, {id: {"paragraphs": (f"Sea of {id}.",), "speaker": id} for id in IDS})
    held = engine.live()

    altered(engine, {}, {"s3"})
    after = engine.live().search(Query(parse("s3")), deadline()), engine.live().counts("speaker")
    engine.rollback()

    assert (after[0].total, "s3" in after[1]) == (0, False)
    assert held.search(Query(parse("s3")), deadline()).total == 1
    assert engine.live().speech("s3").paragraphs == ("Sea of s3.",)


def test_what_is_asked_for_none_of_is_only_counted(tmp_path):
    engines = both_in(tmp_path, {id: {"paragraphs": (f"Sea of {id}.",)} for id in IDS})

    for written in ("sea", "sea OR s3", "date:2020", "NOT s3"):
        compare(engines, Query(parse(written), limit=0))


def test_a_removed_speech_is_not_told_of_by_its_words(archive):
    archive.fill("The harbour.", "The harbinger of a secretword.")

    with archive.engine.change() as change:
        change.remove("s2")

    live = archive.engine.live()
    assert [(found.value, found.count) for found in live.complete("secre", 10)] == []
    assert [(found.value, found.count) for found in live.complete("harb", 10)] == [("harbour", 1)]
    assert list(live.similar("secretwort")) == []
    assert list(live.similar("harbor")) == ["harbour"]


def test_what_waits_for_a_full_disk_changes_nothing(tmp_path, monkeypatch):
    archive = Whoosh(tmp_path / "index", Effort(1, 32))
    with archive.rebuild() as add:
        add(Speech("a", ("Red.",)))

    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile.SpooledTemporaryFile, "rollover", full)
    with pytest.raises(IndexUnwritable, match="the disk is full"), archive.change() as change:
        change.add(Speech("b", ("Green. " * 100,)))

    assert archive.live().facts.speeches == 1
