"""Generations on disk: what is damaged is noticed, and who is killed blocks nobody."""

import hashlib
import json
import subprocess
import sys
from contextlib import suppress
from threading import Event, Thread

import pytest

from searchapp.engines.whoosh import folder
from searchapp.engines.whoosh.generation import WhooshGeneration
from searchapp.errors import DamagedIndex, IndexBusy, NoArchive


def flipped(path, at, bit=0):
    data = bytearray(path.read_bytes())
    data[at] ^= 1 << bit
    path.write_bytes(data)


def cut(path, size):
    path.write_bytes(path.read_bytes()[:size])


def damages(path):
    """Ways to damage a file, by name: bits flipped at its ends and between, cut short, longer, gone."""
    size = path.stat().st_size
    places = sorted({0, size // 3, size // 2, size - 1})
    yield from (
        (f"bit {bit} of byte {at}", lambda at=at, bit=bit: flipped(path, at, bit)) for at in places for bit in (0, 7)
    )
    yield from ((f"cut to {left}", lambda left=left: cut(path, left)) for left in (0, size // 2, size - 1))
    yield "longer", lambda: path.write_bytes(path.read_bytes() + b"\0")
    yield "missing", path.unlink


def test_the_manifest_names_every_file_with_its_bytes_and_checksum(archive):
    generation = archive.index / archive.fill("Liberty.")

    manifest = folder.read_manifest(generation)
    others = {path.name: path.read_bytes() for path in generation.iterdir() if path.name != folder.MANIFEST}
    assert manifest.files == {n: [len(b), hashlib.sha256(b).hexdigest()] for n, b in others.items()}
    assert (manifest.name, manifest.speeches) == (generation.name, 1)


def test_damage_to_any_file_is_noticed_before_anything_is_read(archive):
    generation = archive.index / archive.fill("Liberty is loud.", "The harbour.")

    unnoticed = []
    for path in sorted(generation.iterdir()):
        whole = path.read_bytes()
        for name, damage in damages(path):
            damage()
            try:
                WhooshGeneration(generation)
                unnoticed.append((path.name, name))
            except DamagedIndex as error:
                assert generation.name in str(error)  # noqa: PT017  (each of many)
            path.write_bytes(whole)
    assert unnoticed == []
    WhooshGeneration(generation)


def test_no_flipped_bit_of_a_manifest_changes_what_it_says(archive):
    generation = archive.index / archive.fill("Liberty.")
    path = generation / folder.MANIFEST
    whole, known = path.read_bytes(), folder.read_manifest(generation)

    for at in range(len(whole)):
        path.write_bytes(whole)
        flipped(path, at, at % 8)
        with suppress(DamagedIndex):
            assert folder.read_manifest(generation) == known


def test_a_damaged_generation_is_stepped_over_and_the_operator_told(archive, caplog):
    archive.fill("Liberty.")
    damaged = archive.fill("Tyranny.")
    sound = archive.engine.health()
    flipped(archive.index / damaged / "columns", 5)

    other = archive.reopened()
    assert other.ids("liberty") == ["s1"]
    assert sound is None
    assert damaged in other.engine.health()
    assert "searchapp rebuild" in other.engine.health()
    assert damaged in caplog.text
    assert any(damaged in sentence for sentence in other.engine.verify())


def test_trouble_is_over_with_the_next_rebuild(archive):
    archive.fill("Liberty.")
    flipped(archive.index / archive.fill("Tyranny.") / "columns", 5)
    other = archive.reopened()
    other.ids("liberty")

    other.fill("Harbour.")

    assert other.ids("harbour") == ["s1"]
    assert other.engine.health() is None


def test_where_no_generation_can_be_read_nothing_is_made_up(archive):
    for name in (archive.fill("Liberty."), archive.fill("Tyranny.")):
        cut(archive.index / name / folder.MANIFEST, 10)

    with pytest.raises(DamagedIndex, match="searchapp rebuild"):
        archive.reopened().engine.live()


@pytest.mark.parametrize("content", [b"", b"\n", b"20990101-000000-abcdef\n", b"\xff\x00\xfe", b"../../etc\n", b"."])
def test_a_damaged_current_leads_to_the_newest_generation(archive, content):
    archive.fill("Liberty.")
    (archive.index / folder.CURRENT).write_bytes(content)

    other = archive.reopened()
    assert other.ids("liberty") == ["s1"]
    assert "which was live" in other.engine.health()


def test_a_generation_of_another_version_says_so(archive):
    generation = archive.index / archive.fill("Liberty.")
    manifest = json.loads((generation / folder.MANIFEST).read_text())
    (generation / folder.MANIFEST).unlink()
    folder.write_manifest(generation, folder.Manifest(manifest["name"], manifest["built"], 1, 999, 1, "", {}))

    with pytest.raises(DamagedIndex, match="another version"):
        archive.reopened().engine.live()
    assert ["another version" in line for line in archive.reopened().engine.verify()] == [True]


def test_current_is_whole_at_every_moment(archive):
    archive.index.mkdir()
    names, done, seen = [folder.new_name() for _ in range(2)], Event(), set()
    folder.point(archive.index, names[0])

    def watch():
        while not done.is_set():
            seen.add((archive.index / folder.CURRENT).read_text())

    watcher = Thread(target=watch)
    watcher.start()
    for turn in range(100):
        folder.point(archive.index, names[turn % 2])
    done.set()
    watcher.join()

    assert seen <= {f"{name}\n" for name in names}


HOLD = """
import sys, time
from pathlib import Path
from searchapp.engines.whoosh import folder
index = Path(sys.argv[1])
with folder.writing(index), folder.building(index, folder.new_name()) as path:
    (path / "half").write_text("…")
    print("holding", flush=True)
    time.sleep(60)
"""


def test_one_builder_at_a_time_and_a_killed_one_blocks_nobody(archive):
    archive.fill("Liberty.")
    with subprocess.Popen([sys.executable, "-c", HOLD, archive.index], stdout=subprocess.PIPE) as holder:
        holder.stdout.readline()

        with pytest.raises(IndexBusy, match="Another process is building"):
            archive.fill("Tyranny.")
        with pytest.raises(IndexBusy), archive.engine.change():
            pass
        with pytest.raises(IndexBusy):
            archive.engine.rollback()
        served = archive.ids("liberty")
        holder.kill()
    leftovers = list(archive.index.glob(f"{folder.BUILDING}*"))
    archive.fill("Harbour.")

    assert served == ["s1"]
    assert len(leftovers) == 1
    assert archive.ids("harbour") == ["s1"]
    assert list(archive.index.glob(f"{folder.BUILDING}*")) == []


def test_only_generations_are_ever_removed(archive):
    for place in ("photos", ".hidden", "20240101", "2024-notes-x"):
        (archive.index / place).mkdir(parents=True)
        (archive.index / place / folder.MANIFEST).write_text("{}")
    (archive.index / "README.md").write_text("Ours.")

    names = [archive.fill("Liberty.") for _ in range(4)]

    there = {path.name for path in archive.index.iterdir()}
    assert there == {
        "photos",
        ".hidden",
        "20240101",
        "2024-notes-x",
        "README.md",
        ".lock",
        "current",
        "previous",
        *names[2:],
    }


def test_files_without_current_are_no_archive(archive):
    archive.fill("Liberty.")
    (archive.index / folder.CURRENT).unlink()

    with pytest.raises(NoArchive):
        archive.reopened().engine.live()
