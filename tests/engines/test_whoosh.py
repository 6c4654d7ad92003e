"""The embedded engine: what goes live, who builds it, and what happens to those who die at it."""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from threading import Thread

import pytest

from searchapp.deadline import Deadline
from searchapp.engines.whoosh import folder, writing
from searchapp.engines.whoosh.engine import Whoosh
from searchapp.engines.whoosh.writing import Effort
from searchapp.errors import DamagedIndex, IndexUnwritable, NoSuchSpeech
from searchapp.query.model import Filter, Query
from searchapp.query.syntax import parse
from searchapp.speech import FIELDS, Speech


@pytest.fixture
def eager(monkeypatch):
    """Let even a small build go to processes of its own, in small batches."""
    monkeypatch.setattr(writing, "FEW", 2_000)
    monkeypatch.setattr(writing, "BATCH", 1_000)


def speeches(amount):
    for number in range(amount):
        said = f"Pier {number} of the harbour. " + ("The grey sea. " * (number % 4)) + "Die Häfen. " * (number % 3)
        language, year = ("en", "de", "ru", "es", None)[number % 5], 2000 + number % 7
        topics = tuple(f"topic {n}" for n in range(number % 3))
        yield Speech(
            f"s{number:03}",
            (said, "Ends."),
            speaker=f"Ann {number % 4}",
            date=str(year),
            topics=topics,
            language=language,
        )


def test_another_process_notices_a_new_generation_and_who_holds_the_old_one_keeps_it(archive):
    archive.fill("Liberty.")
    other = archive.reopened()
    held = other.engine.live()

    name = archive.fill("Tyranny.")

    assert other.ids("tyranny") == ["s1"]
    assert other.engine.live().facts.name == name
    assert held.speech("s1").paragraphs == ("Liberty.",)


def test_the_one_before_is_the_one_that_was_live_before(archive):
    first, bad = archive.fill("Liberty."), archive.fill("Tyranny.")
    archive.engine.rollback()

    better = archive.fill("Harbour.")

    assert [facts.name for facts in archive.engine.generations()] == [better, first]
    assert bad not in folder.names(archive.index)
    assert archive.engine.rollback().name == first


def test_generations_built_within_a_second_keep_their_order(archive):
    names = [archive.fill("Liberty.") for _ in range(5)]

    assert names == sorted(names)
    assert [facts.name for facts in archive.engine.generations()] == names[:-3:-1]


def test_rollback_never_makes_a_damaged_generation_live(archive):
    before, live = archive.fill("Liberty."), archive.fill("Tyranny.")
    (archive.index / before / "columns").write_text("{}")

    with pytest.raises(DamagedIndex, match=before):
        archive.engine.rollback()

    assert folder.live_name(archive.index) == live


def test_verify_tells_what_is_wrong_with_each_file(archive):
    generation = archive.index / archive.fill("Liberty.")
    sound, size = archive.engine.verify(), (generation / "columns").stat().st_size
    (generation / "columns").write_text("{}")
    stems = next(generation.glob("*.stems"))
    stems.unlink()

    assert sound == []
    assert sorted(archive.engine.verify()) == [
        f"{generation.name}/{stems.name} is missing.",
        f"{generation.name}/columns has 2 bytes instead of {size:,}.",
    ]


def test_many_processes_build_what_one_builds(tmp_path, monkeypatch, deadline, eager):
    engines = [Whoosh(tmp_path / "many", Effort(3, 32)), Whoosh(tmp_path / "one", Effort(1, 32))]
    started = []
    for engine in engines:
        with engine.rebuild() as add:
            for speech in speeches(120):
                add(speech)
            started.append(len(multiprocessing.active_children()))
        monkeypatch.setattr(writing, "FEW", 10**9)

    assert started == [3, 0]
    for text in (
        "",
        "harbour",
        '"grey sea"',
        "hafen",
        "häf*",
        "piir~1",
        "-sea language:en",
        "date:2003",
        '"pier 7"',
        "speaker:ann",
    ):
        asked = Query(parse(text), (Filter("year", ("2001", "2003")),), limit=200)
        many, one = (engine.live().search(asked, deadline) for engine in engines)
        assert [(hit.speech, round(hit.score, 4)) for hit in one.hits] == [
            (hit.speech, round(hit.score, 4)) for hit in many.hits
        ]
        assert {field: one.facets[field] for field in FIELDS} == {field: many.facets[field] for field in FIELDS}
    assert multiprocessing.active_children() == []
    assert [engine.verify() for engine in engines] == [[], []]


def test_what_many_processes_built_can_be_changed(archive, eager):
    with archive.engine.rebuild() as add:
        for speech in speeches(60):
            add(speech)

    with archive.engine.change() as change:
        change.remove("s007")
        change.add(Speech("new", ("A lighthouse.",)))

    assert archive.ids("lighthouse") == ["new"]
    assert archive.engine.live().facts.speeches == 60
    with pytest.raises(NoSuchSpeech):
        archive.engine.live().speech("s007")


def test_a_process_that_dies_is_reported_and_the_old_generation_serves(archive, eager):
    archive.fill("Liberty.")

    with pytest.raises(IndexUnwritable, match=r"exit code -9.*SEARCHAPP_PROCESSES=1"), archive.engine.rebuild() as add:
        for number, speech in enumerate(speeches(3000)):
            add(speech)
            if number == 50:
                multiprocessing.active_children()[0].kill()

    assert archive.ids("liberty") == ["s1"]
    assert multiprocessing.active_children() == []
    assert list(archive.index.glob(f"{folder.BUILDING}*")) == []


def test_what_goes_wrong_in_a_process_is_told_as_it_is(archive, eager):
    archive.fill("Liberty.")

    with pytest.raises(TypeError, match="not supported between"), archive.engine.rebuild() as add:
        for speech in speeches(60):
            add(speech)
        add(Speech("wrong", ("No date.",), date=1961))

    assert archive.ids("liberty") == ["s1"]


BUILD = """
import sys
from pathlib import Path
from searchapp.engines.whoosh import writing
from searchapp.engines.whoosh.engine import Whoosh
from searchapp.engines.whoosh.writing import Effort
from searchapp.speech import Speech

if __name__ == "__main__":
    writing.FEW = writing.BATCH = 200_000
    with Whoosh(Path(sys.argv[1]), Effort(2, 32)).rebuild() as add:
        for number in range(int(sys.argv[2])):
            add(Speech(f"s{number}", (" ".join(f"w{number}x{word}" for word in range(3000)),)))
            if number == 20:
                print("building", flush=True)
        raise ZeroDivisionError
"""


@pytest.fixture
def builder(tmp_path, archive):
    """Start a process, and a group with it, that builds so many speeches in processes of its own, then fails."""
    script = tmp_path / "build.py"
    script.write_text(BUILD)
    started = []

    def start(amount):
        command = [sys.executable, script, archive.index, str(amount)]
        paths = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        started.append(
            subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, env=paths)
        )
        assert started[0].stdout.readline() == b"building\n"
        return started[0]

    yield start
    for process in started:
        if lives(process.pid):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def lives(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_failed_build_ends_though_batches_are_under_way(builder):
    process = builder(150)

    assert b"ZeroDivisionError" in process.communicate(timeout=20)[1]


def test_a_killed_builder_takes_its_processes_with_it(builder, archive):
    process = builder(10_000)
    time.sleep(0.3)

    process.kill()
    process.wait()

    ends = time.monotonic() + 10
    while lives(process.pid) and time.monotonic() < ends:
        time.sleep(0.05)
    assert not lives(process.pid)
    archive.fill("Harbour.")
    assert archive.ids("harbour") == ["s1"]
    assert list(archive.index.glob(f"{folder.BUILDING}*")) == []


def test_threads_ask_one_generation_at_once(archive):
    with archive.engine.rebuild() as add:
        for speech in speeches(100):
            add(speech)
    live, deadline, wrong = archive.engine.live(), Deadline.after(60, time.monotonic), []
    queries = ["harbour", '"grey sea"', "hafen", "pier -sea", "speaker:ann häf*", '"sea grey"~3']
    expected = {text: live.search(Query(parse(text)), deadline) for text in queries}

    def ask():
        other = archive.engine.live()
        wrong.extend(text for text in queries * 5 if other.search(Query(parse(text)), deadline) != expected[text])

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []


def test_a_word_of_a_hundred_thousand_letters_is_a_word_like_any_other(archive):
    long = "a" * 100_000

    archive.fill(f"The {long} harbour.")

    assert archive.ids("harbour") == ["s1"]
    assert archive.engine.live().speech("s1").paragraphs == (f"The {long} harbour.",)


def test_a_generation_says_what_it_was_built_with(archive):
    archive.fill("Liberty.", "Harbour.")

    facts = archive.engine.generations()[0]
    size = sum(path.stat().st_size for path in (archive.index / facts.name).iterdir() if path.name != folder.MANIFEST)
    assert (facts.speeches, facts.live, facts.size) == (2, True, size)
    assert {"searchapp", "whoosh3"} <= facts.versions.keys()
    assert json.loads((archive.index / facts.name / folder.MANIFEST).read_text())["versions"] == facts.versions
