"""Filters, facets, order and pages, on every engine."""

import time
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from searchapp.deadline import Deadline
from searchapp.engines.memory import Memory
from searchapp.engines.whoosh.engine import Whoosh
from searchapp.engines.whoosh.writing import Effort
from searchapp.query.model import Filter, Query
from searchapp.query.syntax import parse
from searchapp.speech import FIELDS, Speech


def shown(results, field):
    return [(found.value, found.count, found.selected) for found in results.facets[field]]


def test_a_filter_means_the_whole_value(fill, ids, a_speech):
    fill(a_speech("s1", speaker="Ann Lee"), a_speech("s2", speaker="Ann"), a_speech("s3", speaker="Bo Lee"))

    assert ids(filters=(Filter("speaker", ("Ann",)),)) == ["s2"]
    assert sorted(ids(filters=(Filter("speaker", ("Ann", "Bo Lee")),))) == ["s2", "s3"]
    assert ids(filters=(Filter("speaker", ("ann",)),)) == []
    assert ids(filters=(Filter("speaker", ("Ann\0",)),)) == []


def test_values_of_one_filter_widen_and_filters_narrow_each_other(fill, ids, a_speech):
    fill(
        a_speech("s1", speaker="Ann", topics=("rail", "budget"), date="2020"),
        a_speech("s2", speaker="Ann", topics=("health",), date="2021"),
        a_speech("s3", speaker="Bo", topics=("rail",), date="2021"),
    )

    rail, ann = Filter("topic", ("rail",)), Filter("speaker", ("Ann",))
    assert ids(filters=(rail, ann)) == ["s1"]
    assert sorted(ids(filters=(Filter("topic", ("rail", "health")), ann))) == ["s1", "s2"]
    assert ids(filters=(Filter("year", ("2021",)), rail)) == ["s3"]
    assert ids(first=date(2021, 1, 1), filters=(ann,)) == ["s2"]


def test_a_facets_counts_ignore_its_own_selection(fill, search, a_speech):
    fill(
        a_speech("s1", speaker="Ann", topics=("rail",)),
        a_speech("s2", speaker="Bo", topics=("rail",)),
        a_speech("s3", speaker="Bo", topics=("health",)),
    )

    found = search(filters=(Filter("speaker", ("Ann",)),))
    assert shown(found, "speaker") == [("Bo", 2, False), ("Ann", 1, True)]
    assert shown(found, "topic") == [("rail", 1, False)]


def test_a_facet_lists_its_twenty_largest_and_the_selected_ones(fill, search, a_speech):
    fill(*(a_speech(f"s{n}", speaker=f"Speaker {n:02}") for n in range(25)), a_speech("more", speaker="Speaker 24"))

    found = search(filters=(Filter("speaker", ("Speaker 23", "Nobody")),))
    assert shown(found, "speaker")[0] == ("Speaker 24", 2, False)
    assert [value for value, _, _ in shown(found, "speaker")[1:20]] == [f"Speaker {n:02}" for n in range(19)]
    assert shown(found, "speaker")[20:] == [("Speaker 23", 1, True), ("Nobody", 0, True)]


def test_all_years_are_listed_latest_first(fill, search, a_speech):
    fill(*(a_speech(f"s{year}", date=str(year)) for year in range(1900, 1930)), a_speech("none", date="--01-01"))

    assert [value for value, _, _ in shown(search(), "year")] == [str(year) for year in range(1929, 1899, -1)]


def test_equal_scores_are_ordered_newest_first_then_by_id(fill, ids, a_speech):
    said = "The same words."
    fill(
        a_speech("undated", said), a_speech("old", said, date="1999"), a_speech("b", said, date="2001-05-05"),
        a_speech("a", said, date="2001-05-05"), a_speech("yearless", said, date="--01-01"),
    )  # fmt: skip

    assert ids("words") == ["a", "b", "old", "undated", "yearless"]
    assert ids() == ["a", "b", "old", "undated", "yearless"]
    assert ids("words", sort="oldest") == ["old", "a", "b", "undated", "yearless"]


def test_pages_never_overlap_and_miss_nothing(fill, search, a_speech):
    fill(*(a_speech(f"s{n:03}", "Same words. " * (n % 3 + 1), date=str(2000 + n % 4)) for n in range(60)))

    pages = [[hit.speech.id for hit in search("words", offset=at, limit=7).hits] for at in range(0, 70, 7)]
    whole = [hit.speech.id for hit in search("words", limit=100).hits]
    assert [id for page in pages for id in page] == whole
    assert sorted(whole) == [f"s{n:03}" for n in range(60)]


def test_a_window_past_the_end_is_empty_and_the_total_exact(fill, search):
    fill("Words.", "Words.")

    found = search("words", offset=50)
    assert found.hits == ()
    assert found.total == 2


def test_every_value_is_counted(engine, fill, a_speech):
    fill(*(a_speech(f"s{n}", speaker=f"Speaker {n}") for n in range(30)), a_speech("t", topics=("x", "y")))

    assert len(engine.live().counts("speaker")) == 30
    assert engine.live().counts("topic") == {"x": 1, "y": 1}


def test_all_that_a_query_finds_is_handed_out_in_its_order(engine, fill, a_speech, deadline):
    fill(*(a_speech(f"s{n:02}", "Words." if n % 2 else "Else.", date=str(2000 + n)) for n in range(30)))

    found = [speech.id for speech in engine.live().speeches(Query(parse("words"), sort="oldest", limit=3), deadline)]
    assert found == [f"s{n:02}" for n in range(1, 30, 2)]


CHOICES = [(), (Filter("speaker", ("Grey",)),), (Filter("topic", ("red", "дома")),)]

word = some.sampled_from(["red", "reds", "green", "blue", "grey", "sea", "seas", "été", "l'été", "дом", "дома", "the"])
text = some.lists(word, min_size=1, max_size=8).map(" ".join)
a_date = some.sampled_from([None, "1999", "2001-02", "2001-02-03", "--05-06", "1789-01-01"])


@some.composite
def speech(draw):
    return {
        "paragraphs": tuple(draw(some.lists(text, min_size=1, max_size=3))),
        "title": draw(some.none() | text),
        "introduction": draw(some.none() | text),
        "speaker": draw(some.sampled_from([None, "Red Sea", "Grey", "Дом"])),
        "topics": tuple(draw(some.lists(some.sampled_from(["red", "the sea", "дома"]), unique=True, max_size=2))),
        "language": draw(some.sampled_from([None, "en", "fr", "ru", "es"])),
        "date": draw(a_date),
    }


leaf = some.one_of(
    word,
    word.map(lambda w: f"={w}"),
    some.lists(word, min_size=2, max_size=3).map(lambda ws: f'"{" ".join(ws)}"'),
    some.tuples(word, word).map(lambda ws: f'"{ws[0]} {ws[1]}"~2'),
    some.sampled_from(["gre*", "gren~1", "speaker:red", "topic:sea", "date:2001", "date:..2000"]),
    some.sampled_from(["language:en", "title:blue", "red-green"]),
)
query = some.recursive(
    leaf,
    lambda part: some.one_of(
        some.tuples(part, part).map(lambda p: f"({p[0]} {p[1]})"),
        some.tuples(part, part).map(lambda p: f"({p[0]} OR {p[1]})"),
        part.map(lambda p: f"-{p}" if p.startswith("(") else f"-({p})"),
    ),
    max_leaves=4,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.lists(speech(), min_size=1, max_size=12), some.lists(query, min_size=5, max_size=12), some.data())
def test_both_engines_give_the_same_answers(tmp_path_factory, deadline, given_speeches, queries, data):
    engines = [Memory(), Whoosh(tmp_path_factory.mktemp("same"), Effort(1, 32))]
    for engine in engines:
        with engine.rebuild() as add:
            for number, known in enumerate(given_speeches):
                add(Speech(f"s{number}", **known))

    for written in queries:
        sort = data.draw(some.sampled_from(["relevance", "newest", "oldest"]))
        chosen = data.draw(
            some.sampled_from([(), (Filter("speaker", ("Grey",)),), (Filter("topic", ("red", "дома")),)])
        )
        asked = Query(parse(written), chosen, sort=sort, limit=50)
        ours, theirs = (engine.live().search(asked, deadline) for engine in engines)
        assert ours.total == theirs.total, written
        assert {field: ours.facets[field] for field in FIELDS} == {field: theirs.facets[field] for field in FIELDS}
        order = [[hit.speech.id for hit in found.hits] for found in (ours, theirs)]
        assert order[0] == order[1] if sort != "relevance" else sorted(order[0]) == sorted(order[1])


def test_all_values_of_a_facet_are_told_with_the_chosen_ones(engine, fill, search, a_speech, deadline):
    fill(*(a_speech(f"s{n}", speaker=f"Speaker {n:02}") for n in range(25)), a_speech("more", speaker="Speaker 24"))

    query = Query(filters=(Filter("speaker", ("Speaker 23", "Nobody")),))
    found = list(engine.live().facet(query, "speaker", deadline).items())
    assert found[0] == ("Speaker 24", 2)
    assert found[1:25] == [(f"Speaker {n:02}", 1) for n in range(24)]
    assert found[25:] == [("Nobody", 0)]
    assert search(filters=query.filters).sizes["speaker"] == 25


def test_all_years_are_told_latest_first(engine, fill, a_speech, deadline):
    fill(a_speech("s1", date="1999"), a_speech("s2", date="2001"), a_speech("s3", date="1999"))

    found = engine.live().facet(Query(), "year", deadline)
    assert list(found.items()) == [("2001", 1), ("1999", 2)]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.lists(speech(), min_size=1, max_size=12), query, some.sampled_from(CHOICES), some.sampled_from(FIELDS))
def test_each_value_of_a_facet_gives_what_it_says(tmp_path_factory, given_speeches, written, chosen, field):
    asked, deadline = Query(parse(written), chosen), Deadline.after(60, time.monotonic)
    others = tuple(narrowed for narrowed in chosen if narrowed.field != field)
    for engine in (Memory(), Whoosh(tmp_path_factory.mktemp("facet"), Effort(1, 32))):
        with engine.rebuild() as add:
            for number, known in enumerate(given_speeches):
                add(Speech(f"s{number}", **known))

        told = engine.live().facet(asked, field, deadline)
        for value, count in told.items():
            narrowed = Query(parse(written), (*others, Filter(field, (value,))))
            assert engine.live().search(narrowed, deadline).total == count
        results = engine.live().search(asked, deadline)
        assert results.sizes[field] == sum(count > 0 for count in told.values())
        assert {value.value: value.count for value in results.facets[field]}.items() <= told.items()
