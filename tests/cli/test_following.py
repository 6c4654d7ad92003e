"""`add --watch`: what is put into a folder is found a moment later, and nothing else is touched."""

import errno
import json
import os
import signal
import subprocess
import sys

import pytest
from click.testing import CliRunner

from searchapp import indexing
from searchapp.cli import following, main
from searchapp.cli.following import Follower
from searchapp.engines.memory import Memory
from searchapp.errors import FaultyDocuments, IndexBusy
from searchapp.indexing import Report
from searchapp.sources import Given, evidence


class Folder:
    """A folder, the follower that looks at it, and what it said."""

    def __init__(self, place, capsys, **options):
        self.place = place / "speeches"
        self.place.mkdir()
        self.engine = Memory()
        self.follower = Follower(self.engine, [str(self.place)], Given(), **options)
        self.capsys = capsys

    def write(self, name, *records):
        (self.place / name).write_text("".join(json.dumps(record) + "\n" for record in records))

    def look(self, times=1):
        for _ in range(times):
            self.follower.look()
        return self.capsys.readouterr().err

    @property
    def texts(self):
        return {id: speech.text for id, speech in self.engine.live().by_id.items()}


@pytest.fixture
def watched(tmp_path, capsys):
    return Folder(tmp_path, capsys)


def test_what_is_there_is_added_at_once_and_what_comes_once_it_is_left_alone(watched):
    watched.write("a.jsonl", {"id": "a", "text": "Words."})
    watched.look()
    assert watched.texts == {"a": "Words."}

    watched.write("b.jsonl", {"id": "b", "text": "Half a"})
    watched.look()
    watched.write("b.jsonl", {"id": "b", "text": "Half a sentence, then all of it."})
    watched.look()
    assert watched.texts == {"a": "Words."}

    said = watched.look()
    assert watched.texts["b"] == "Half a sentence, then all of it."
    assert "b.jsonl" in said
    assert "2 speeches are live" in said


def test_a_correction_takes_the_place_of_what_it_corrects(watched):
    watched.write("a.jsonl", {"text": "The sea is gray."}, {"id": "b", "text": "More."})
    watched.look()

    watched.write("a.jsonl", {"text": "The sea is grey."}, {"id": "b", "text": "More."})
    said = watched.look(2)

    assert sorted(watched.texts.values()) == ["More.", "The sea is grey."]
    assert "Speeches: 1 new, 0 changed, 1 gone." in said


def test_what_is_gone_from_the_folder_stays(watched):
    watched.write("a.jsonl", {"id": "a", "text": "Words."})
    watched.write("b.jsonl", {"id": "b", "text": "Other words."})
    watched.look()

    (watched.place / "a.jsonl").unlink()
    said = watched.look(2)

    assert sorted(watched.texts) == ["a", "b"]
    assert "a.jsonl; what it said stays, until `searchapp rebuild`" in said


def test_a_sidecar_that_comes_later_counts(watched):
    (watched.place / "a.txt").write_text("The harbour sleeps.")
    watched.look()

    (watched.place / "a.txt.json").write_text('{"title": "Night", "id": "a"}')
    watched.look(2)

    assert [speech.title for speech in watched.engine.live().by_id.values()] == ["Night"]


def test_faults_are_told_when_they_are_met_and_not_again(watched):
    watched.write("a.jsonl", {"id": "a", "text": "Words."}, "not a record")
    assert "a.jsonl:2" in watched.look()

    watched.write("b.jsonl", {"id": "b", "text": "Words."})
    said = watched.look(2)

    assert "a.jsonl" not in said
    assert watched.follower.faults == 1


def test_a_folder_that_never_rests_is_read_nevertheless(watched, monkeypatch):
    monkeypatch.setattr(following, "PATIENCE", 3)
    watched.write("a.jsonl", {"id": "a", "text": "Words."})
    watched.look()

    for number in range(5):
        watched.write("b.jsonl", {"id": "b", "text": "Words. " * number + "End."})
        watched.look()

    assert "b" in watched.texts


def test_trouble_is_told_once_and_what_was_due_is_done_when_it_is_over(watched, monkeypatch):
    watched.write("a.jsonl", {"id": "a", "text": "Words."})
    watched.look()
    watched.write("b.jsonl", {"id": "b", "text": "Other words."})
    watched.look()

    with monkeypatch.context() as patch:
        patch.setattr(watched.engine, "change", _busy)
        said = watched.look(8)
    assert said.count("Another process is building") == 1
    watched.look()

    assert sorted(watched.texts) == ["a", "b"]


def _busy(*_):
    raise IndexBusy("Another process is building here.")


def test_a_folder_that_is_away_for_a_while_changes_nothing(watched):
    watched.write("a.jsonl", {"id": "a", "text": "Words."})
    watched.look()

    watched.place.rename(watched.place.with_name("away"))
    said = watched.look(3)
    watched.place.with_name("away").rename(watched.place)
    back = watched.look(3)

    assert said.count("can't be read") == 1
    assert (watched.texts, back) == ({"a": "Words."}, "")


def test_a_full_disk_is_tried_again_after_a_while(watched, monkeypatch):
    monkeypatch.setattr(following, "PATIENCE", 2)
    watched.write("a.jsonl", {"id": "a", "text": "Words."})
    watched.look()
    watched.write("b.jsonl", {"id": "b", "text": "Other words."})

    with monkeypatch.context() as patch:
        patch.setattr(watched.engine, "change", _full)
        said = watched.look(8)
    watched.look(4)

    assert said.count("No space left") == 1
    assert sorted(watched.texts) == ["a", "b"]


def _full(*_):
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_source_that_is_away_does_not_stop_the_others(watched):
    watched.follower.documents = ["nowhere", *watched.follower.documents]
    watched.write("a.jsonl", {"id": "a", "text": "Words."})

    said = watched.look(3)

    assert watched.texts == {"a": "Words."}
    assert said.count("nowhere can't be read") == 1


def test_what_another_rebuild_left_out_is_put_back(watched, tmp_path):
    watched.write("a.jsonl", {"id": "a", "text": "Words."})
    watched.look(2)
    other = tmp_path / "other.jsonl"
    other.write_text('{"id": "z", "text": "Strange."}')
    indexing.rebuild(watched.engine, [other], Given(), Report(lambda _: None))

    watched.look(2)

    assert sorted(watched.texts) == ["a", "z"]


def test_what_is_passed_over_is_told_once(watched):
    watched.write("a.jsonl", {"id": "a", "text": "Words."})
    (watched.place / "scan.pdf").write_bytes(b"%PDF-1.7")
    first = watched.look()
    watched.write("b.jsonl", {"id": "b", "text": "Words."})

    assert "scan.pdf" in first
    assert "scan.pdf" not in watched.look(2)


def test_strict_stops_at_the_first_fault(tmp_path, capsys):
    watched = Folder(tmp_path, capsys, strict=True)
    watched.write("a.jsonl", {"id": "a", "text": "Words."}, "not a record")

    with pytest.raises(FaultyDocuments):
        watched.look()


def test_what_did_not_change_is_not_even_compared(watched, monkeypatch):
    for number in range(3):
        watched.write(f"{number}.jsonl", {"id": str(number), "text": "Words."})
        os.utime(watched.place / f"{number}.jsonl", (1_000_000_000, 1_000_000_000))
    watched.look()
    watched.write("new.jsonl", {"id": "new", "text": "Words."})
    watched.look(2)
    compared = []
    digest = evidence._digest
    monkeypatch.setattr(evidence, "_digest", lambda opening: compared.append(digest(opening)) or compared[-1])

    watched.write("newer.jsonl", {"id": "newer", "text": "Words."})
    watched.look(2)

    assert len(compared) == 1, "new.jsonl is too young to be known by its time"
    assert sorted(watched.texts) == ["0", "1", "2", "new", "newer"]


def test_standard_input_cannot_be_followed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    result = CliRunner().invoke(main, ["add", "--watch", "-"])

    assert result.exit_code == 2
    assert "can't be read twice" in result.stderr


def test_it_ends_when_it_is_told_to(tmp_path):
    (tmp_path / "speeches").mkdir()
    (tmp_path / "speeches" / "a.txt").write_text("The harbour sleeps.")
    command = [sys.executable, "-m", "searchapp", "add", "--watch", "--every", "0.1", "speeches"]
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    lines = iter(process.stderr.readline, "")
    while "1 speech is live" not in next(lines):
        pass
    (tmp_path / "speeches" / "b.txt").write_text("The harbour wakes.")
    while "2 speeches are live" not in next(lines):
        pass

    process.send_signal(signal.SIGTERM)

    assert "Stopped following. What is live stays live." in process.stderr.read()
    assert process.wait(timeout=10) == 0
    process.stderr.close()
