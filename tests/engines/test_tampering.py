"""Whoever can write into the index folder: nothing of theirs is run, and what is wrong is told."""

import hashlib
import json
import os
import pickle
import shutil

import pytest

from searchapp.engines.whoosh import folder
from searchapp.errors import DamagedIndex
from searchapp.speech import Speech


@pytest.fixture
def built(archive):
    """An archive with two generations: the live one speaks of tyranny, the one before of liberty."""
    archive.fill("Liberty.")
    archive.fill("Tyranny.")
    return archive


def live(archive):
    return archive.index / folder.live_name(archive.index)


class Payload:
    """What runs a command when it is unpickled."""

    def __init__(self, command):
        self.command = command

    def __reduce__(self):
        return os.system, (self.command,)


def test_a_table_of_contents_that_we_did_not_write_is_not_opened(built, tmp_path):
    (contents,) = live(built).glob("*.toc")
    whole, proof = contents.read_bytes(), tmp_path / "was-here"
    at = whole.index(b"\x80")
    payload = pickle.dumps(Payload(f"touch {proof}"))
    contents.with_name("_MAIN_99.toc").write_bytes(whole[:at] + payload + whole[at + len(payload) :])

    assert built.reopened().ids("liberty") == ["s1"]
    assert not proof.exists()
    assert any("_MAIN_99.toc is not in the manifest" in told for told in built.reopened().engine.verify())


def test_what_a_desktop_leaves_in_the_folder_hurts_nobody(built):
    (live(built) / ".DS_Store").write_bytes(b"x")

    assert built.reopened().ids("tyranny") == ["s1"]
    assert built.reopened().engine.verify() == []


@pytest.mark.parametrize("said", ["", "\0", "../../etc", "/etc", "x" * 10_000_000, "20200101-000000-000000"])
def test_a_wrong_name_of_the_live_generation_is_told(built, said):
    (built.index / folder.CURRENT).write_text(said)

    other = built.reopened()
    assert other.ids("liberty") == ["s1"]
    assert "There is no generation" in other.engine.health()
    assert "There is no generation" in other.engine.verify()[0]
    assert len(other.engine.health()) < 300


def test_a_live_generation_without_a_manifest_is_told(built):
    (live(built) / folder.MANIFEST).unlink()

    assert built.reopened().ids("liberty") == ["s1"]
    assert "which was live" in built.reopened().engine.verify()[0]


def test_a_missing_name_of_the_live_generation_is_told(built):
    (built.index / folder.CURRENT).unlink()

    assert "There is no generation" in built.engine.verify()[0]


STRANGE = [{"files": []}, {"files": {"a": "b"}}, {"files": {"a": [None, 1]}}, {"speeches": "x"}, {"versions": 3}]


@pytest.mark.parametrize("strange", [*STRANGE, {"built": 5}, {"schema": "1"}, {"more": 1}])
def test_a_sealed_manifest_of_the_wrong_form_is_damage(built, strange):
    path = live(built) / folder.MANIFEST
    content = {name: value for name, value in json.loads(path.read_text()).items() if name != "seal"} | strange
    seal = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    path.write_text(json.dumps(content | {"seal": seal}))

    with pytest.raises(DamagedIndex, match="can't be read"):
        folder.read_manifest(live(built))
    assert built.reopened().ids("liberty") == ["s1"]


@pytest.mark.parametrize("text", ["[]", "1", "[" * 100_000, '{"a": ' + "9" * 5000 + "}", "\0"])
def test_a_manifest_that_is_none_is_damage(built, text):
    (live(built) / folder.MANIFEST).write_text(text)

    assert built.reopened().ids("liberty") == ["s1"]
    assert len(built.reopened().engine.verify()) == 1


def test_links_in_the_folder_lead_nobody_astray(built, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(live(built), elsewhere)
    for name in (".building-x", "20200101-000000-000000"):
        (built.index / name).symlink_to(elsewhere)
    built.fill("Harbour.")
    built.fill("Pilot.")

    assert (elsewhere / folder.MANIFEST).exists()
    assert built.reopened().ids("pilot") == ["s1"]


def test_what_was_noted_of_a_generation_is_proven(archive):
    with archive.engine.rebuild(lambda: b"from the gazette") as add:
        add(Speech("s1", ("Liberty.",)))
    noted = live(archive) / folder.PROVENANCE
    held = archive.engine.live()
    noted.write_bytes(b"from the gazettE")

    with pytest.raises(DamagedIndex, match="provenance differs"):
        held.provenance()
    noted.unlink()
    with pytest.raises(DamagedIndex, match="provenance can't be read"):
        held.provenance()
    assert "provenance" in archive.engine.verify()[0]
