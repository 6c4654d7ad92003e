"""Keyword in context, held against looking at each word of every speech."""

import time
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from searchapp.concordance import ORDERS, SORTED, concordance
from searchapp.deadline import Deadline
from searchapp.engines.leaves import spoken
from searchapp.engines.memory import Memory
from searchapp.engines.whoosh.engine import Whoosh
from searchapp.engines.whoosh.writing import Effort
from searchapp.query.model import Query
from searchapp.query.syntax import parse
from searchapp.speech import Speech
from searchapp.text.analysis import analysed_as, forms, word_spans
from searchapp.text.runs import occurrences, standing


def patient():
    return Deadline.after(60, time.monotonic)


def filled(engine, speeches):
    with engine.rebuild() as add:
        for speech in speeches:
            add(speech)
    return engine.live()


@pytest.fixture
def lines_of():
    def found(written, *speeches, order="search", **window):
        generation = filled(Memory(), speeches)
        return concordance(generation, Query(parse(written), **{"limit": 50, **window}), order, patient())

    return found


def as_written(line):
    return line.left + line.match + line.right


def test_a_line_is_what_was_said_and_the_words_around_it(lines_of):
    found = lines_of("barrier", Speech("a", ("No.", "We build a  barrier,\nand barriers hold."), language="en"))

    assert [(line.passage, line.left, line.match, line.right) for line in found.lines] == [
        (2, "We build a ", "barrier", ", and barriers hold."),
        (2, "We build a barrier, and ", "barriers", " hold."),
    ]
    assert found.total == 2


def test_a_long_passage_is_cut_at_words(lines_of):
    text = "before " * 60 + "barrier" + " after" * 60

    (line,) = lines_of("barrier", Speech("a", (text,), language="en")).lines

    assert set(line.left.split()) == {"before"}
    assert set(line.right.split()) == {"after"}
    assert 80 <= len(line.left) <= 100
    assert 80 <= len(line.right) <= 100


def test_words_near_one_another_lie_in_one_line(lines_of):
    found = lines_of('"barrier river"~5', Speech("a", ("The river and the barrier, the barrier.",), language="en"))

    assert [line.match for line in found.lines] == ["river and the barrier"]


def test_only_the_speakers_own_words_are_lines(lines_of):
    titled = Speech("a", ("Nothing.",), title="The barrier", introduction="On the barrier.", language="en")

    assert lines_of("barrier", titled).total == 0


def test_lines_are_ordered_by_the_words_before_or_after(lines_of):
    text = "A barrier zone. One barrier cost. Barrier. The big barrier cost less."
    speech = Speech("a", tuple(f"{part}." for part in text.split(". ")), language="en")

    before = [as_written(line) for line in lines_of("barrier", speech, order="left").lines]
    after = [as_written(line) for line in lines_of("barrier", speech, order="right").lines]

    assert before == ["A barrier zone.", "The big barrier cost less..", "One barrier cost.", "Barrier."]
    assert after == ["One barrier cost.", "The big barrier cost less..", "A barrier zone.", "Barrier."]


def test_only_the_first_lines_of_a_search_are_put_in_order(lines_of):
    found = lines_of("word", Speech("a", ("word " * (SORTED + 5),)), order="right", offset=SORTED - 2)

    assert (found.total, found.ordered, len(found.lines)) == (SORTED + 5, SORTED, 2)


WORDS = ["liberty", "Liberties", "trade", "the", "harbour", "свобода", "l'eau", "28-point,", "—", "\n"]
texts = some.lists(some.lists(some.sampled_from(WORDS), max_size=9).map(" ".join), min_size=1, max_size=3)
speeches = some.builds(
    Speech, some.just("s"), texts.map(tuple), title=some.sampled_from([None, "Liberty"]),
    date=some.sampled_from([None, "1961", "1961-02-03"]), language=some.sampled_from(["en", "ru", "fr", None, "pt"]),
)  # fmt: skip
queries = some.sampled_from(
    ["liberty", "=liberty", "liberty trade", "liberty OR harbour", '"the harbour"', "harb*", "-liberty", "eau",
     '"trade liberty"~3', "freihiet~ OR 28-point", "liberty OR liberties", '"liberty liberty"~2']
)  # fmt: skip


def by_hand(speech, query):
    """(passage, first character, end) of all that stands in a speech, each once for each that it is looked for as."""
    language = analysed_as(speech.language)
    for number, text in enumerate(speech.paragraphs, 1):
        said, spans = standing(forms(text, language), language), word_spans(text)
        found = [seats for run in spoken(query.tree) for seats in occurrences(run, said)]
        yield from sorted((number, spans[min(seats)][0], spans[max(seats)][1]) for seats in found)


def beside(line, text, step):
    words = forms(text, analysed_as(line.speech.language))[::step][:4]
    return not words, words


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.lists(speeches, min_size=1, max_size=6), queries)
def test_lines_are_exactly_what_stands_there_in_the_order_of_the_search(tmp_path_factory, archive, written):
    archive = [replace(speech, id=f"s{n}") for n, speech in enumerate(archive)]
    for engine in (Memory(), Whoosh(tmp_path_factory.mktemp("index"), Effort(1, 32))):
        generation, query = filled(engine, archive), Query(parse(written), limit=1000)
        hits = generation.search(query, patient()).hits
        expected = [
            (hit.id, passage, " ".join(hit.speech.paragraphs[passage - 1][begin:end].split()))
            for hit in hits
            for passage, begin, end in by_hand(hit.speech, query)
        ]
        orders = [concordance(generation, query, order, patient()) for order in ORDERS]
        windows = [
            concordance(generation, replace(query, offset=offset, limit=2), "search", patient())
            for offset in range(0, len(expected) + 1, 2)
        ]

        assert [(line.speech.id, line.passage, line.match) for line in orders[0].lines] == expected
        assert [line for window in windows for line in window.lines] == list(orders[0].lines)
        assert {found.total for found in [*orders, *windows]} == {len(expected)}
        for line in orders[0].lines:
            assert as_written(line).strip() in " ".join(line.speech.paragraphs[line.passage - 1].split())
        assert list(orders[1].lines) == sorted(orders[0].lines, key=lambda line: beside(line, line.left, -1))
        assert list(orders[2].lines) == sorted(orders[0].lines, key=lambda line: beside(line, line.right, 1))
