"""What is counted, on every engine: held against counting by hand."""

import time
from collections import Counter
from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from searchapp.dates import year_of
from searchapp.deadline import Deadline
from searchapp.engines import Activity, Tally
from searchapp.engines.leaves import spoken
from searchapp.engines.memory import Memory
from searchapp.engines.values import GAP, values
from searchapp.engines.whoosh.engine import Whoosh
from searchapp.engines.whoosh.writing import Effort
from searchapp.query.model import Filter, Query
from searchapp.query.syntax import parse
from searchapp.speech import FIELDS, Speech
from searchapp.text.analysis import analysed_as, forms
from searchapp.text.runs import occurrences, standing


def patient():
    return Deadline.after(60, time.monotonic)


def test_a_tally_says_how_many_how_often_and_of_how_much(live, a_speech):
    generation = live(
        a_speech("a", "Liberty and liberty.", "More liberty.", speaker="Ann", date="1961-01-02"),
        a_speech("b", "Four words of trade.", speaker="Ann", date="1961"),
        a_speech("c", "Liberty.", speaker="Bo", topics=("rights", "law")),
    )

    assert generation.tally(Query(parse("liberty")), "speaker", patient()) == {
        "Ann": Tally(1, 3, 2, 9),
        "Bo": Tally(1, 1, 1, 1),
    }
    assert generation.tally(Query(parse("liberty")), "year", patient()) == {
        "1961": Tally(1, 3, 2, 9),
        "": Tally(1, 1, 1, 1),
    }
    assert generation.tally(Query(parse("liberty")), "topic", patient()) == {
        "rights": Tally(1, 1, 1, 1),
        "law": Tally(1, 1, 1, 1),
        "": Tally(1, 3, 2, 9),
    }


def test_filters_narrow_what_is_found_and_what_it_is_of(live, a_speech):
    generation = live(
        a_speech("a", "Liberty now.", speaker="Ann", date="1961"), a_speech("b", "Liberty.", speaker="Bo", date="1962")
    )

    tallied = generation.tally(Query(parse("liberty"), (Filter("speaker", ("Bo",)),)), "year", patient())

    assert tallied == {"1962": Tally(1, 1, 1, 1)}


def test_what_is_looked_for_elsewhere_is_not_said(live, a_speech):
    generation = live(a_speech("a", "Nothing.", title="Liberty", speaker="Ann"))

    assert generation.tally(Query(parse("liberty")), "speaker", patient()) == {"Ann": Tally(1, 0, 1, 1)}


def test_the_first_to_say_it_is_the_first_by_date(live, a_speech):
    generation = live(
        a_speech("late", "Liberty.", speaker="Ann", date="1990-05-05"),
        a_speech("early", "Liberties.", speaker="Ann", date="1961-05-05"),
        a_speech("other", "Liberty.", speaker="Bo", date="1970"),
        a_speech("undated", "Liberty.", speaker="Cy"),
        a_speech("silent", "Trade.", speaker="Di", date="1960"),
    )

    found = generation.firsts(Query(parse("liberty")), "speaker", patient())

    assert [(value, hit.id) for value, hit in found.items()] == [("Ann", "early"), ("Bo", "other")]


def test_the_first_of_each_come_in_the_order_of_time(live, a_speech):
    generation = live(
        a_speech("a", "Liberty.", speaker="Zoe", date="1950"),
        a_speech("b", "Liberty.", speaker="Ann", date="1960", topics=("law", "arts")),
        a_speech("c", "Liberty.", speaker="Bo", date="1955", topics=("rights",)),
    )

    assert list(generation.firsts(Query(parse("liberty")), "speaker", patient())) == ["Zoe", "Bo", "Ann"]
    assert list(generation.firsts(Query(parse("liberty")), "topic", patient())) == ["rights", "law", "arts"]


def test_spans_reach_from_the_first_day_to_the_last(live, a_speech):
    generation = live(
        a_speech("a", "Liberty.", speaker="Ann", date="1961-05"),
        a_speech("b", "Liberty.", speaker="Ann", date="1970-02-03", topics=("law", "arts")),
        a_speech("c", "Liberty.", speaker="Bo"),
        a_speech("d", "Trade.", speaker="Ann", date="1980"),
    )

    early, late = date(1961, 5, 1), date(1970, 2, 3)
    assert generation.spans(Query(parse("liberty")), "speaker", patient()) == {"Ann": (early, late)}
    assert generation.spans(Query(parse("liberty")), "topic", patient()) == {"law": (late, late), "arts": (late, late)}
    assert generation.spans(Query(), "speaker", patient()) == {"Ann": (early, date(1980, 12, 31))}


def test_every_date_is_counted_as_it_is_written(live, a_speech):
    generation = live(*(a_speech(f"s{n}", date=date) for n, date in enumerate(["1961", "1961-02", "1961", None])))

    assert dict(generation.dates()) == {"1961": 2, "1961-02": 1}


def test_speeches_stand_beside_those_of_their_occasion(live, a_speech):
    day = {"date": "1961-02-03", "event": "Second reading"}
    generation = live(
        a_speech("d.10", **day),
        a_speech("d.9", **day),
        a_speech("d.9a", date="1961-02-03", event="Second reading of another bill"),
        a_speech("d.11", **day),
        a_speech("e.1", date="1961-02-04", event="Second reading"),
    )

    beside = {id: [hit and hit.id for hit in generation.beside(id)] for id in ("d.9", "d.10", "d.11", "e.1", "d.9a")}

    assert beside == {
        "d.9": [None, "d.10"],
        "d.10": ["d.9", "d.11"],
        "d.11": ["d.10", None],
        "e.1": [None, None],
        "d.9a": [None, None],
    }


def test_a_day_is_an_occasion_and_a_year_is_not(live, a_speech):
    generation = live(*(a_speech(f"s{n}", date=date) for n, date in enumerate(["1961-02-03"] * 2 + ["1961"] * 2)))

    assert [hit and hit.id for hit in generation.beside("s0")] == [None, "s1"]
    assert generation.beside("s2") == (None, None)


def test_speeches_that_share_telling_words_are_alike(live, a_speech):
    others = [a_speech(f"o{n}", f"The house and the clerk {n}.") for n in range(10)]
    generation = live(
        a_speech("a", "The tidal barrier and the flood."),
        a_speech("b", "A flood came over the barrier."),
        a_speech("c", "The clerk and the flood."),
        *others,
    )

    alike = generation.search(Query(generation.likeness("a"), limit=3), patient()).hits

    assert [hit.id for hit in alike] == ["a", "b", "c"]


def test_what_alike_speeches_share_can_be_searched_for(live, a_speech):
    others = [a_speech(f"o{n}", f"The house and the clerk {n}.") for n in range(10)]
    generation = live(
        a_speech("a", "The tidal barrier and the flood."), a_speech("b", "A flood came over the barrier."), *others
    )

    found = generation.search(Query(generation.likeness("a")), patient())

    assert [hit.id for hit in found.hits][:2] == ["a", "b"]
    assert generation.likeness("o1") != generation.likeness("a")


def test_telling_words_are_those_that_others_do_not_say(live, a_speech):
    own = [a_speech(f"a{n}", "We build the barriers and the barrier.", speaker="Ann") for n in range(5)]
    others = [a_speech(f"b{n}", "We build the road.", speaker="Bo") for n in range(20)]
    generation = live(*own, *others)

    told = generation.telling(Query(filters=(Filter("speaker", ("Ann",)),)), 3, patient())

    assert (told[0].speeches, told[0].everywhere) == (5, 5)
    assert [word.word for word in told if word.word.startswith("barrier")] == ["barrier"]
    assert "we" not in [word.word for word in told]


def test_activity_is_all_that_there_is_of_a_value(live, a_speech):
    generation = live(
        a_speech("a", "Three words here.", speaker="Ann", date="1961-01-02", topics=("law",)),
        a_speech("b", "Two words.", speaker="Ann", date="1963", topics=("law", "rights")),
        a_speech("c", "One.", speaker="Ann"),
        a_speech("d", "Two more.", date="1961"),
    )

    assert generation.activity("speaker") == {
        "Ann": Activity(3, 6, ((1961, 1), (1963, 1))),
        "": Activity(1, 2, ((1961, 1),)),
    }
    assert generation.activity("topic") == {
        "law": Activity(2, 5, ((1961, 1), (1963, 1))),
        "rights": Activity(1, 2, ((1963, 1),)),
        "": Activity(2, 3, ((1961, 1),)),
    }


WORDS = ["liberty", "liberties", "Freiheit", "trade", "the", "harbour", "свобода", "l'eau"]
texts = some.lists(some.lists(some.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join), min_size=1, max_size=3)
speeches = some.builds(
    Speech,
    some.just("s"),
    texts.map(tuple),
    speaker=some.sampled_from([None, "Ann", "Bo"]),
    date=some.sampled_from([None, "1961", "1961-02-03", "1962-01", "--02-03"]),
    topics=some.sampled_from([(), ("law",), ("law", "rights"), ("law", "law")]),
    language=some.sampled_from(["en", "ru", "fr", None, "pt"]),
)
queries = some.sampled_from(
    ["", "liberty", "=liberty", "liberty trade", "liberty OR harbour", '"the harbour"', "harb*", "-liberty",
     '"trade liberty"~3', "speaker:ann", "freihiet~ OR eau", "liberty OR liberties"]
)  # fmt: skip
filters = some.lists(
    some.sampled_from([Filter("speaker", ("Ann",)), Filter("topic", ("law", "rights")), Filter("language", ("en",))]),
    max_size=2,
    unique_by=lambda filter: filter.field,
).map(tuple)


def times_in(archive, query, id):
    speech = next(speech for speech in archive if speech.id == id)
    language = analysed_as(speech.language)
    spread = [form for text in speech.paragraphs for form in [*forms(text, language), *[""] * GAP]]
    return sum(len(occurrences(run, standing(spread, language))) for run in spoken(query.tree))


def by_hand(archive, query, field, found):
    tallied = {}
    for speech in archive:
        if not all(set(one.values) & set(values(speech, one.field)) for one in query.filters):
            continue
        language = analysed_as(speech.language)
        times = times_in(archive, query, speech.id) if speech.id in found else 0
        words = sum(len(forms(text, language)) for text in speech.paragraphs)
        for value in set(values(speech, field)) or {""}:
            tallied.setdefault(value, Counter()).update(
                {"speeches": speech.id in found, "times": times, "of_speeches": 1, "of_words": words}
            )
    return {value: Tally(*(row[name] for name in Tally._fields)) for value, row in tallied.items()}


def active_by_hand(archive, field):
    active = {}
    for speech in archive:
        language, year = analysed_as(speech.language), year_of(speech.date)
        words = sum(len(forms(text, language)) for text in speech.paragraphs)
        for value in set(values(speech, field)) or {""}:
            had, amount, years = active.get(value, (0, 0, Counter()))
            active[value] = had + 1, amount + words, years + Counter([year] if year else [])
    return {value: Activity(n, words, tuple(sorted(years.items()))) for value, (n, words, years) in active.items()}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.lists(speeches, min_size=1, max_size=8), queries, filters)
def test_tallies_are_what_counting_by_hand_gives(tmp_path_factory, archive, written, chosen):
    archive = [replace(speech, id=f"s{n}") for n, speech in enumerate(archive)]
    query = Query(parse(written), chosen, limit=100)
    for engine in (Memory(), Whoosh(tmp_path_factory.mktemp("index"), Effort(1, 32))):
        with engine.rebuild() as add:
            for speech in archive:
                add(speech)
        generation = engine.live()
        found = {hit.id for hit in generation.search(query, patient()).hits}

        everywhere = [
            hit.id for hit in generation.search(query, patient()).hits for _ in range(times_in(archive, query, hit.id))
        ]
        for offset in range(len(everywhere) + 1):
            part = generation.occurrences(replace(query, offset=offset, limit=3), patient())
            shown = everywhere[offset : offset + 3]
            assert part.total == len(everywhere)
            assert [hit.id for hit in part.hits] == list(dict.fromkeys(shown))
            assert part.before == (offset - everywhere.index(shown[0]) if shown else 0)
        for field in FIELDS:
            assert generation.tally(query, field, patient()) == by_hand(archive, query, field, found)
            assert generation.activity(field) == active_by_hand(archive, field)
        for word in generation.telling(query, 5, patient()):
            having = {one.id for one in archive if word.word in forms(one.text, analysed_as(one.language))}
            assert (word.speeches, word.everywhere) == (len(having & found), len(having))
