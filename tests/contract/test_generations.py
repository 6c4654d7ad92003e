"""How generations come and go, on every engine."""

import pytest

from searchapp.errors import NoArchive, NoSuchSpeech
from searchapp.speech import Speech


def test_an_archive_that_was_never_built_says_so(engine):
    with pytest.raises(NoArchive, match="searchapp rebuild"):
        engine.live()


def test_a_rebuild_replaces_everything(fill, ids):
    fill("Liberty.")

    fill("Tyranny.", "Tyranny again.")

    assert ids("liberty") == []
    assert len(ids("tyranny")) == 2


def test_a_failed_rebuild_leaves_the_old_generation_live(engine, fill, ids, a_speech):
    fill("Liberty.")

    with pytest.raises(ZeroDivisionError), engine.rebuild() as add:
        add(a_speech("s1", "Tyranny."))
        1 / 0

    assert ids("liberty") == ["s1"]
    assert ids("tyranny") == []


def test_a_generation_answers_as_long_as_it_is_held(engine, fill, a_speech):
    fill("Liberty.")
    held = engine.live()

    for _ in range(3):
        fill("Tyranny.")

    assert held.speech("s1").paragraphs == ("Liberty.",)
    assert engine.live().speech("s1").paragraphs == ("Tyranny.",)


def test_a_speech_comes_back_as_it_went_in(engine, fill):
    speech = Speech(
        "a/b c?ö",
        ("One.", "Two “quoted”."),
        title="T",
        speaker="Дом",
        date="--11-21",
        topics=("x", "y"),
        language="ru",
        event="E",
        source="S",
        url="https://example.org/",
        introduction="I",
        extra=(("party", "Greens"), ("n", [1, None])),
    )
    fill(speech)

    assert engine.live().speech("a/b c?ö") == speech


def test_an_unknown_id_is_named(engine, fill):
    fill("Liberty.")

    with pytest.raises(NoSuchSpeech, match="nowhere"):
        engine.live().speech("nowhere")


def test_speeches_are_added_replaced_and_removed_in_one_step(engine, fill, ids, a_speech):
    fill("Liberty one.", "Liberty two.", "Liberty three.")

    with engine.change() as change:
        change.add(a_speech("s1", "Tyranny."))
        change.add(a_speech("s4", "Liberty four."))
        change.remove("s2")

    assert sorted(ids("liberty")) == ["s3", "s4"]
    assert ids("tyranny") == ["s1"]
    assert engine.live().facts.speeches == 3


def test_removing_what_is_not_there_changes_nothing(engine, fill, ids):
    fill("Liberty.")

    with pytest.raises(NoSuchSpeech), engine.change() as change:
        change.remove("s1")
        change.remove("s9")

    assert ids("liberty") == ["s1"]


def test_many_changes_leave_the_archive_whole(engine, fill, ids, search, a_speech):
    fill("Liberty.")

    for number in range(2, 20):
        with engine.change() as change:
            change.add(a_speech(f"s{number}", f"Liberty {number}.", speaker=f"Ann {number % 3}"))

    assert sorted(ids("liberty", limit=30)) == sorted(f"s{number}" for number in range(1, 20))
    assert sum(found.count for found in search().facets["speaker"]) == 18


def test_rollback_goes_back_one_generation_and_forth_again(engine, fill, ids):
    fill("Liberty.")
    fill("Tyranny.")

    engine.rollback()
    back = ids("liberty")
    engine.rollback()

    assert back == ["s1"]
    assert ids("tyranny") == ["s1"]


def test_rollback_needs_a_generation_before(engine, fill):
    fill("Liberty.")

    with pytest.raises(NoArchive, match="before"):
        engine.rollback()


def test_the_live_generation_and_the_one_before_are_listed(engine, fill):
    for _ in range(3):
        fill("Liberty.")

    kept = engine.generations()
    assert [facts.live for facts in kept] == [True, False]
    assert engine.verify() == []


def test_an_archive_may_become_empty(engine, fill, ids, search):
    fill("Liberty.")

    with engine.change() as change:
        change.remove("s1")

    assert ids() == []
    assert search("liberty").total == 0


def test_what_is_noted_of_a_generation_stays_with_it(engine, a_speech):
    said = []
    with engine.rebuild(lambda: b"from %d speeches" % len(said)) as add:
        said.append(a_speech("s1", "Liberty."))
        add(said[0])
    first = engine.live()

    with engine.change(lambda: b"\x00" * 100_000) as change:
        change.add(a_speech("s2", "Tyranny."))

    assert (first.provenance(), engine.live().provenance()) == (b"from 1 speeches", b"\x00" * 100_000)
    engine.rollback()
    assert engine.live().provenance() == b"from 1 speeches"


def test_what_is_noted_is_not_taken_over(engine, fill, a_speech):
    fill("Liberty.")
    assert engine.live().provenance() == b""
    with engine.change(lambda: b"noted") as change:
        change.remove("s1")

    with engine.change() as change:
        change.add(a_speech("s2", "Tyranny."))

    assert engine.live().provenance() == b""


def test_corrections_are_kept_with_the_generation_whose_name_they_are_asked_with(engine, fill, a_speech):
    with engine.rebuild(corrections=lambda name: f"first {name}".encode()) as add:
        add(a_speech("a"))
    first = engine.live()
    with engine.change(corrections=lambda name: f"then {name}".encode()) as change:
        change.add(a_speech("b"))

    assert first.corrections() == f"first {first.facts.name}".encode()
    assert engine.live().corrections() == f"then {engine.live().facts.name}".encode()
    fill("Liberty.")
    assert engine.live().corrections() == b""
