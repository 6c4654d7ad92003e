"""What is noted of speeches that are others than before, however the new generation came about."""

import json
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from searchapp import indexing
from searchapp.engines.memory import Memory
from searchapp.engines.whoosh.engine import Whoosh
from searchapp.engines.whoosh.writing import Effort
from searchapp.indexing import Report, corrections
from searchapp.indexing.corrections import Correction, Corrections, compared
from searchapp.sources import NOTHING_GIVEN
from searchapp.speech import Speech


class Corpus:
    """A file for each speech, and an engine that holds them."""

    def __init__(self, place, engine=None):
        self.place, self.engine = place, engine or Memory()
        self.place.mkdir(exist_ok=True)

    def say(self, id, text, **known):
        """Write the document of a speech; without a text, take it away."""
        path = self.place / f"{id}.jsonl"
        if text is None:
            path.unlink(missing_ok=True)
        else:
            path.write_text(json.dumps({"id": id, "text": text, **known}) + "\n")
        return path

    def rebuild(self, **options):
        return indexing.rebuild(self.engine, [self.place], NOTHING_GIVEN, Report(lambda _: None), **options)

    def add(self, *paths):
        indexing.add(self.engine, paths, NOTHING_GIVEN, Report(lambda _: None))

    def follow(self):
        indexing.follow(self.engine, [self.place], NOTHING_GIVEN, Report(lambda _: None))

    @property
    def known(self):
        return corrections.read(self.engine.live().corrections())

    @property
    def told(self):
        return [(one.id, one.kind, one.passages, one.cut) for one in self.known.each]


@pytest.fixture(params=["memory", "whoosh"])
def corpus(request, tmp_path):
    engine = Memory() if request.param == "memory" else Whoosh(tmp_path / "index", Effort(1, 32))
    return Corpus(tmp_path / "documents", engine)


def test_a_first_build_corrects_nothing(corpus):
    corpus.say("a", "Words.")
    corpus.rebuild()

    assert corpus.engine.live().corrections() == b""


@pytest.mark.parametrize("full", [False, True])
def test_a_rebuild_notes_whose_words_or_record_are_others_and_what_is_gone(corpus, full):
    for id in "abcde":
        corpus.say(id, "One.\n\nTwo.\n\nThree.", speaker="Ann")
    corpus.rebuild()
    corpus.say("a", "One.\n\nAnother.\n\nThree.\n\nFour.", speaker="Ann", date="1961")
    corpus.say("b", "One.\n\nTwo.\n\nThree.", speaker="Bo", title="Of one")
    corpus.say("c", None)
    corpus.say("f", "New.")
    corpus.rebuild(full=full)

    live = corpus.engine.live().facts
    first, *others = corpus.known.each
    assert (first.title, first.speaker, first.date, first.generation) == (
        "One. Another. Three. Four.",
        "Ann",
        "1961",
        live.name,
    )
    assert first.when[:10] == live.built[:10]
    assert [(others[0].title, others[0].speaker), others[1].speaker] == [("Of one", "Bo"), "Ann"]
    assert corpus.told == [("a", "text", (2, 4), 0), ("b", "record", (), 0), ("c", "removed", (), 0)]


def test_corrections_are_carried_on_newest_first_and_a_rollback_takes_them_back(corpus):
    corpus.say("a", "One.")
    corpus.rebuild()
    corpus.say("a", "Two.")
    corpus.rebuild()
    corpus.say("a", "Three.")
    corpus.rebuild()

    assert [one.generation for one in corpus.known.each] == [facts.name for facts in corpus.engine.generations()]
    corpus.engine.rollback()
    assert len(corpus.known.each) == 1


def test_adding_and_removing_are_noted(corpus, tmp_path):
    for id in "ab":
        corpus.say(id, "One.\n\nTwo.")
    corpus.rebuild()
    elsewhere = Corpus(tmp_path / "elsewhere").say("a", "One.")
    corpus.add(elsewhere)
    indexing.remove(corpus.engine, ["b"])

    assert corpus.told == [("b", "removed", (), 0), ("a", "text", (), 1)]


def test_what_is_added_as_it_was_is_no_correction(corpus):
    path = corpus.say("a", "One.")
    corpus.rebuild()
    corpus.add(path)

    assert corpus.told == []


def test_following_is_noted(corpus):
    corpus.say("a", "One.")
    corpus.follow()
    corpus.say("a", "Two.")
    corpus.follow()

    assert corpus.told == [("a", "text", (1,), 0)]


def test_a_rebuild_knows_what_was_added_without_a_document(corpus, tmp_path):
    corpus.say("a", "One.")
    with corpus.engine.rebuild() as add:
        for id in ("a", "b"):
            add(Speech(id, ("Before.",)))
    corpus.rebuild()

    assert corpus.told == [("a", "text", (1,), 0), ("b", "removed", (), 0)]


@pytest.mark.parametrize(
    ("was", "now", "passages", "cut"),
    [
        ("abc", "abd", (3,), 0),
        ("abc", "xabc", (1,), 0),
        ("abc", "ac", (), 1),
        ("abc", "acb", (2, 3), 0),
        ("aab", "ab", (), 1),
        ("ab", "aab", (2,), 0),
        ("abcd", "axyd", (2, 3), 0),
    ],
)
def test_passages_are_numbered_as_they_stand_now(was, now, passages, cut):
    found = compared(Speech("s", tuple(was)), Speech("s", tuple(now)))

    assert (found.kind, found.passages, found.cut) == ("text", passages, cut)


@given(some.lists(some.sampled_from("abc"), max_size=8), some.lists(some.sampled_from("abc"), max_size=8))
def test_whatever_changed_passages_that_are_not_named_stood_there_before(was, now):
    found = compared(Speech("s", tuple(was)), Speech("s", tuple(now)))

    assert (found.kind == "record") == (was == now)
    assert all(text in was for number, text in enumerate(now, 1) if number not in found.passages)
    assert all(1 <= number <= len(now) for number in found.passages)
    assert found.passages or found.cut or was == now


@given(some.lists(some.sampled_from(["text", "record", "removed"]), max_size=1300))
def test_the_newest_are_kept_and_changes_of_the_record_give_way_first(kinds):
    each = tuple(Correction(f"s{n}", "Title", kind, generation="g") for n, kind in enumerate(kinds))

    kept = corrections.read(corrections.write(Corrections(each, {"g": 3, "gone": 2})))
    words, records = ([one for one in each if (one.kind == "record") == record] for record in (False, True))
    wanted = {one.id for one in [*words, *records][: corrections.MOST]}
    assert kept.each == tuple(one for one in each if one.id in wanted)
    assert not each or kept.more == {"g": 3}


def test_of_very_many_that_change_at_once_the_first_are_compared_and_the_others_counted(tmp_path):
    corpus = Corpus(tmp_path / "documents")
    path = corpus.place / "all.jsonl"

    def say(text):
        path.write_text("".join(json.dumps({"id": f"s{n}", "text": f"{text} {n}."}) + "\n" for n in range(1010)))

    say("Before")
    corpus.rebuild()
    say("After")
    corpus.rebuild()

    assert len(corpus.known.each) == 1000
    assert corpus.known.more == {corpus.engine.live().facts.name: 10}


def test_corrections_that_are_damaged_stop_no_rebuild(tmp_path):
    corpus = Corpus(tmp_path / "documents", Whoosh(tmp_path / "index", Effort(1, 32)))
    corpus.say("a", "One.")
    corpus.rebuild()
    corpus.say("a", "Two.")
    corpus.rebuild()
    (tmp_path / "index" / corpus.engine.live().facts.name / "corrections").write_bytes(b"nothing")
    corpus.say("a", "Three.")
    corpus.rebuild(full=True)

    assert corpus.told == [("a", "text", (1,), 0)]
    assert corpus.engine.live().wrong() == []


@pytest.mark.parametrize("data", [b"x", b"\0" * 40])
def test_what_is_no_note_of_corrections_is_refused(data):
    with pytest.raises(ValueError, match=r"\w"):
        corrections.read(data)


step = some.tuples(
    some.sampled_from("abcd"),
    some.none() | some.lists(some.sampled_from(["One.", "Two.", "Three."]), min_size=1, max_size=3),
    some.sampled_from(["Ann", "Bo"]),
)


@given(some.lists(some.lists(step, min_size=1, max_size=3), min_size=2, max_size=5))
@settings(max_examples=40)
def test_reading_only_what_changed_notes_what_reading_everything_notes(tmp_path_factory, rounds):
    place = tmp_path_factory.mktemp("documents")
    quick, thorough = Corpus(place), Corpus(place)
    quick.say("kept", "Kept.")

    for steps in rounds:
        for id, paragraphs, speaker in steps:
            quick.say(id, paragraphs and "\n\n".join(paragraphs), speaker=speaker)
        quick.rebuild()
        thorough.rebuild(full=True)

    assert quick.told == thorough.told
    shutil.rmtree(place)
