"""From a query to ranked passages, on the smallest engine."""

from itertools import count

import pytest

from searchapp.deadline import Deadline
from searchapp.engines.memory import Memory
from searchapp.errors import NoSuchSpeech, TooSlow
from searchapp.query.model import Query
from searchapp.query.syntax import parse
from searchapp.searching import answer, read
from searchapp.speech import Speech


@pytest.fixture
def archive():
    """A function that makes a generation of speeches; a bare text is the only paragraph of one in English."""

    def made(*speeches):
        engine = Memory()
        with engine.rebuild() as add:
            for number, speech in enumerate(speeches, 1):
                add(speech if isinstance(speech, Speech) else Speech(f"s{number}", (speech,), language="en"))
        return engine.live()

    return made


@pytest.fixture
def ask(deadline):
    return lambda generation, text, **asked: answer(generation, Query(parse(text), **asked), deadline)


def marked(excerpt):
    return [excerpt.text[start:end] for start, end in excerpt.marks]


def test_a_hit_shows_its_passages_with_the_words_marked(archive, ask):
    generation = archive(Speech("s1", ("Nothing here.", "The harbour pilots left."), language="en"))

    found = ask(generation, "harbour pilot").found[0]
    assert [passage.number for passage in found.passages] == [2]
    assert marked(found.passages[0].excerpt) == ["harbour", "pilots"]
    assert found.introduction is None
    assert found.score > 0


def test_words_in_the_introduction_are_shown_as_such(archive, ask):
    generation = archive(Speech("s1", ("The sea.",), introduction="She met Belousov at the quay.", language="en"))

    found = ask(generation, "Belousov").found[0]
    assert found.passages == ()
    assert marked(found.introduction) == ["Belousov"]


@pytest.mark.parametrize("query", ["speaker:holt", "title:sea", "date:2024", "-storm", ""])
def test_nothing_is_marked_where_only_other_fields_matched(archive, ask, query):
    said = Speech("s1", ("Holt on the sea.",), title="Sea", speaker="Ann Holt", date="2024", introduction="Holt spoke.")

    found = ask(archive(said), query).found[0]
    assert found.passages == ()
    assert found.introduction is None


def test_what_a_hit_must_not_have_is_not_marked(archive, ask):
    generation = archive("The sea, the harbour.")

    found = ask(generation, "sea -(harbour storm)").found[0]
    assert marked(found.passages[0].excerpt) == ["sea"]


def test_words_are_marked_by_the_language_of_the_speech(archive, ask):
    generation = archive(
        Speech("ru", ("Мирные переговоры идут.",), language="ru"), Speech("xx", ("Переговорам конец.",), language="xx")
    )

    found = ask(generation, "переговорам").found
    assert {hit.speech.id: marked(hit.passages[0].excerpt) for hit in found} == {
        "ru": ["переговоры"],
        "xx": ["Переговорам"],
    }


def test_an_answer_says_what_was_asked_and_of_which_generation(archive, ask):
    generation = archive("The sea.", "The sea again.", "The quay.")

    found = ask(generation, "  sea   AND the", limit=1)
    assert found.canonical == "sea the"
    assert (found.total, len(found.found)) == (2, 1)
    assert found.generation == generation.facts.name
    assert found.took >= 0
    assert found.facets["language"][0].count == 2


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("harbuor", "harbour"),
        ("harbuor pilots", "harbour pilots"),
        ("the harbuor, or", "the harbour or"),
        ("“harbour pilots” nobdy", '"harbour pilots" nobody'),
        ("harbuor pillots", "harbour pilots"),
        ("harbuor -storm", "harbour -storm"),
        ("(harbuor OR habrour) pilots", "(harbour OR harbour) pilots"),
        ("speaker:hollt", "speaker:holt"),
        ("=harbuor", "=harbour"),
        ("harbuo*", "harbour"),
        ("hxrbuxr~1", None),
        ("storm", None),
        ("xyzzy", None),
        ("harbuor storm", None),
        ('"harbuor pilots"', None),
        ("speaker:harbuor", None),
        ("harbuor oe", None),
    ],
)
def test_a_word_that_nobody_said_is_respelt_if_that_finds_something(archive, ask, query, meant):
    generation = archive(Speech("s1", ("The harbour pilots, or nobody.",), speaker="Ann Holt", language="en"))

    found = ask(generation, query)
    assert found.total == 0
    assert found.did_you_mean == meant


def test_a_suggestion_finds_something(archive, ask):
    generation = archive("The harbour pilots.", "A harbinger of harvests.")

    suggestion = ask(generation, "harvor pilot").did_you_mean
    assert ask(generation, suggestion).total > 0


def test_nothing_is_suggested_where_something_was_found(archive, ask):
    assert ask(archive("The harbour.", "Harbuor, he wrote."), "harbuor").did_you_mean is None


def test_a_speech_is_read_with_its_words_marked(archive, deadline):
    speech = Speech("s1", ("The sea.", "No.", "Sea and sea."), introduction="At sea.", language="en")

    found = read(archive(speech), "s1", parse("sea"), deadline)
    assert found.speech == speech
    assert found.paragraphs == (((4, 7),), (), ((0, 3), (8, 11)))
    assert found.introduction == ((3, 6),)


def test_a_speech_is_read_without_a_query(archive, deadline):
    generation = archive("The sea.")

    found = read(generation, "s1", None, deadline)
    assert found.paragraphs == ((),)
    assert found.generation == generation.facts.name


def test_reading_what_is_not_there_says_so(archive, deadline):
    with pytest.raises(NoSuchSpeech):
        read(archive("The sea."), "s9", None, deadline)


def test_a_search_stops_at_its_deadline(archive):
    ticking = count()
    generation = archive(*["The sea."] * 50)

    with pytest.raises(TooSlow, match="took too long"):
        answer(generation, Query(parse("sea")), Deadline.after(20, lambda: next(ticking)))
    with pytest.raises(TooSlow):
        read(archive(Speech("s1", ("The sea.",) * 50)), "s1", parse("sea"), Deadline.after(20, lambda: next(ticking)))


def test_a_mistyped_query_is_not_much_work_however_many_words_it_has(archive, deadline, calls):
    generation = archive(" ".join(f"harbour{letter}x" for letter in "abcdefghij"))
    query = Query(parse(" ".join(f"harbour{number}y" for number in range(150))))

    made = calls(lambda: answer(generation, query, deadline))
    assert made < 10**7


def test_that_nothing_was_found_is_said_though_time_ran_out_for_a_suggestion(archive):
    generation, said = archive("The harbour."), set()
    for patience in range(40):
        deadline = Deadline.after(patience, count().__next__)
        try:
            said.add(answer(generation, Query(parse("harbuor")), deadline).did_you_mean)
        except TooSlow:
            said.add("too slow")

    assert said == {"too slow", None, "harbour"}
