"""Passages that several speeches say word for word, on every engine: held against comparing all of them."""

from collections import defaultdict
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from searchapp.engines import Repeat
from searchapp.engines.memory import Memory
from searchapp.engines.values import REPEATED, days
from searchapp.engines.whoosh.engine import Whoosh
from searchapp.engines.whoosh.writing import Effort
from searchapp.errors import NoSuchSpeech
from searchapp.speech import Speech
from searchapp.text.analysis import analysed_as, forms

LINE = "We were told that it could not wait."
OTHER = "The harbour will be open to every ship again."


def places(generation, id, passage, offset=0, limit=1_000):
    return [(place.hit.id, place.passage) for place in generation.repeated(id, passage, offset, limit)]


def test_a_passage_knows_how_many_others_say_it_and_how_many_people(live, a_speech):
    generation = live(
        a_speech("a", "Short.", LINE, speaker="Ann"),
        a_speech("b", LINE, speaker="Ann"),
        a_speech("c", "Once more:", "", LINE, OTHER, speaker="Bo"),
        a_speech("d", LINE),
        a_speech("e", OTHER, "Short.", speaker="Cy"),
    )

    assert generation.repeats("a") == {2: Repeat(3, 2)}
    assert generation.repeats("c") == {3: Repeat(3, 1), 4: Repeat(1, 1)}
    assert generation.repeats("d") == {1: Repeat(3, 2)}
    assert generation.repeats("e") == {1: Repeat(1, 1)}


def test_case_accents_and_signs_make_no_other_words(live, a_speech):
    generation = live(a_speech("a", LINE), a_speech("b", "WE were told – thát it could not wait!"))

    assert generation.repeats("a") == {1: Repeat(1, 0)}


@pytest.mark.parametrize(
    "other",
    [
        "We were told it that could not wait.",
        "We were told that it could not wait now.",
        "We were told that it could not waits.",
        "Yes. We were told that it could not wait.",
        "it we were told that could not wait",
    ],
)
def test_other_words_or_the_same_in_another_order_are_no_repeat(live, a_speech, other):
    generation = live(a_speech("a", LINE), a_speech("b", other))

    assert generation.repeats("a") == {}
    assert places(generation, "a", 1) == []


def test_fewer_words_are_no_passage_to_be_told_of(live, a_speech):
    short = " ".join(LINE.split()[: REPEATED - 1])
    generation = live(a_speech("a", short), a_speech("b", short))

    assert generation.repeats("a") == {}


def test_what_one_speech_says_twice_is_said_nowhere_else(live, a_speech):
    generation = live(a_speech("a", LINE, LINE), a_speech("b", OTHER, LINE, OTHER, LINE))

    assert generation.repeats("b") == {2: Repeat(1, 0), 4: Repeat(1, 0)}
    assert generation.repeats("a") == {1: Repeat(1, 0), 2: Repeat(1, 0)}
    assert places(generation, "a", 2) == [("b", 2)]


def test_places_are_by_date_undated_ones_last_and_come_in_parts(live, a_speech):
    generation = live(
        a_speech("a", LINE),
        a_speech("late", "First.", LINE, date="1990-01-02"),
        a_speech("z", LINE, date="1961"),
        a_speech("y", LINE, date="1961"),
        a_speech("never", LINE),
    )

    assert places(generation, "a", 1) == [("y", 1), ("z", 1), ("late", 2), ("never", 1)]
    assert places(generation, "a", 1, 1, 2) == [("z", 1), ("late", 2)]
    assert places(generation, "a", 1, 4) == []
    assert generation.repeated("a", 1, 2, 1)[0].hit.speech.paragraphs == ("First.", LINE)


def test_a_speech_that_is_not_there_has_no_repeats(live, a_speech):
    generation = live(a_speech("a", LINE), a_speech("b", LINE))

    for asked in (lambda: generation.repeats("x"), lambda: generation.repeated("x", 1, 0, 10)):
        with pytest.raises(NoSuchSpeech):
            asked()
    assert generation.repeated("a", 99, 0, 10) == []


def test_an_archive_without_speeches_or_words_repeats_nothing(live, a_speech):
    assert live(a_speech("a", ""), a_speech("b", "")).repeats("a") == {}


def test_what_is_added_removed_and_rolled_back_counts_at_once(engine, live, a_speech):
    before = live(a_speech("a", LINE, speaker="Ann"), a_speech("b", LINE, speaker="Bo"), a_speech("c", OTHER))

    with engine.change() as change:
        change.add(a_speech("d", OTHER, LINE, speaker="Di"))
        change.remove("b")

    assert engine.live().repeats("a") == {1: Repeat(1, 1)}
    assert engine.live().repeats("d") == {1: Repeat(1, 0), 2: Repeat(1, 1)}
    assert places(engine.live(), "a", 1) == [("d", 2)]
    assert before.repeats("a") == {1: Repeat(1, 1)}
    engine.rollback()
    assert places(engine.live(), "a", 1) == [("b", 1)]
    assert engine.live().repeats("c") == {}


PASSAGES = [LINE, LINE.upper(), OTHER, "Short.", "", " ".join(["no"] * 8), " ".join(["no"] * 9), "à b c d e f g h",
            "L'eau de la mer est à nous tous", "l eau de la mer est à nous tous", "A B C D E F G H a b"]  # fmt: skip
speeches = some.builds(
    Speech,
    some.sampled_from("abcdefgh"),
    some.lists(some.sampled_from(PASSAGES), min_size=1, max_size=5).map(tuple),
    speaker=some.sampled_from([None, "Ann", "Bo", "Cy"]),
    date=some.sampled_from([None, "1961", "1961-02-03", "1962-01", "--02-03"]),
    language=some.sampled_from(["en", "fr", None, "ru"]),
)
archives = some.lists(speeches, min_size=1, max_size=8, unique_by=lambda speech: speech.id)
changes = some.lists(some.tuples(some.lists(speeches, max_size=3), some.sampled_from(["", *"abcdefgh"])), max_size=3)


def by_hand(archive):
    """(id, number of a passage) -> where others say it, the first place in each, in order."""
    saying = defaultdict(list)
    for speech in archive.values():
        for number, text in enumerate(speech.paragraphs, 1):
            saying[tuple(forms(text, analysed_as(speech.language)))].append((speech.id, number))
    found = {}
    for words, every in saying.items():
        for id, number in every if len(words) >= REPEATED else ():
            firsts = dict(reversed([(other, at) for other, at in every if other != id]))
            found[id, number] = sorted(firsts.items(), key=lambda place: ordered(archive[place[0]]))
    return {place: others for place, others in found.items() if others}


def ordered(speech):
    first = days(speech.date)[0]
    return not first, first, speech.id


def agrees(generation, archive):
    wanted = by_hand(archive)
    told = {(id, number): repeat for id in archive for number, repeat in generation.repeats(id).items()}
    people = {
        place: Repeat(len(others), len({archive[id].speaker for id, _ in others} - {None}))
        for place, others in wanted.items()
    }
    return told == people and all(places(generation, *place) == others for place, others in wanted.items())


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(archives, changes)
def test_repeats_are_what_comparing_all_passages_gives(tmp_path_factory, first, changes):
    for engine in (Memory(), Whoosh(tmp_path_factory.mktemp("index"), Effort(1, 32))):
        archive = {speech.id: speech for speech in first}
        with engine.rebuild() as add:
            for speech in archive.values():
                add(speech)
        kept = [archive]
        assert agrees(engine.live(), archive)
        for added, removed in changes:
            archive = archive | {speech.id: replace(speech) for speech in added}
            with engine.change() as change:
                for speech in added:
                    change.add(speech)
                if removed in archive and len(archive) > 1:
                    change.remove(removed)
                    archive = {id: speech for id, speech in archive.items() if id != removed}
            kept.append(archive)
            assert agrees(engine.live(), archive)
        if len(kept) > 1:
            engine.rollback()
            assert agrees(engine.live(), kept[-2])
