"""What the disk or the folder's rights refuse: the old generation serves, and the next build leaves no trace of it."""

import errno
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from searchapp.engines.whoosh import folder
from searchapp.errors import IndexUnwritable
from searchapp.speech import Speech


def refusing(monkeypatch, place, name, nth, code):
    """Let the n-th call of a function of the disk fail, and all that come after; whether it came to that."""
    real, seen = getattr(place, name), [0]

    def refuse(*given, **known):
        seen[0] += 1
        if seen[0] >= nth:
            raise OSError(code, os.strerror(code))
        return real(*given, **known)

    monkeypatch.setattr(place, name, refuse)
    return lambda: seen[0] >= nth


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("name", ["fsync", "mkdir", "rename", "replace"])
@pytest.mark.parametrize("kind", ["rebuild", "change"])
def test_whatever_the_disk_refuses_the_old_generation_serves(archive, monkeypatch, kind, name, code):
    archive.fill("Liberty.")
    nth, refused = 0, True
    while refused:
        nth += 1
        live = folder.live_name(archive.index)
        with monkeypatch.context() as patched:
            reached = refusing(patched, os, name, nth, code)
            try:
                with archive.engine.rebuild() if kind == "rebuild" else archive.engine.change() as made:
                    (made if kind == "rebuild" else made.add)(Speech("s1", (f"Liberty {nth}.",), language="en"))
            except IndexUnwritable as error:
                assert ("disk is full" if code == errno.ENOSPC else "disk failed") in str(error)  # noqa: PT017
            refused = reached()
        assert archive.reopened().ids("liberty") == ["s1"]
        if refused and folder.live_name(archive.index) == live:
            assert archive.reopened().engine.health() is None
    archive.fill("Harbour.")

    assert nth > 1
    assert archive.ids("harbour") == ["s1"]
    assert len(folder.names(archive.index)) == 2
    assert {path.name for path in archive.index.iterdir()} <= {
        ".lock",
        "current",
        "previous",
        *folder.names(archive.index),
    }


SMALL = """
import json, resource, sys
from pathlib import Path
from searchapp.engines.whoosh.engine import Whoosh
from searchapp.engines.whoosh.writing import Effort
from searchapp.errors import IndexUnwritable
from searchapp.speech import Speech

engine = Whoosh(Path(sys.argv[1]), Effort(1, 32))
outcomes = []
for limit in json.loads(sys.argv[2]):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    try:
        with engine.rebuild() as add:
            for number in range(40):
                add(Speech(f"s{number}", (f"The harbour has pier number {number}.",), language="en"))
        outcomes.append("built")
    except IndexUnwritable as error:
        outcomes.append("unwritable")
    live = engine.live()
    outcomes[-1] += f" {live.facts.speeches}"
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print(json.dumps(outcomes))
"""


def test_a_file_that_the_disk_cuts_short_never_goes_live(archive):
    archive.fill("Liberty.")
    limits = [0, 10, 100, 500, 1000, 2000, 4000, 8000, 10_000_000]

    run = subprocess.run(
        [sys.executable, "-c", SMALL, archive.index, json.dumps(limits)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    outcomes = json.loads(run.stdout)

    assert outcomes[0] == "unwritable 1"
    assert outcomes[-1] == "built 40"
    assert set(outcomes) <= {"unwritable 1", "built 40"}
    assert list(archive.index.glob(f"{folder.BUILDING}*")) == []


def test_what_the_caller_cannot_read_is_not_called_the_index(archive):
    archive.fill("Liberty.")

    with pytest.raises(FileNotFoundError), archive.engine.rebuild() as add:
        add(Speech("s1", ("Tyranny.",)))
        Path("no such document").read_text()
    with pytest.raises(FileNotFoundError), archive.engine.change():
        Path("no such document").read_text()

    assert archive.ids("liberty") == ["s1"]


def test_a_folder_that_cannot_be_made_is_unwritable(tmp_path, archive_in):
    (tmp_path / "file").write_text("")

    with pytest.raises(IndexUnwritable, match="could not be written"):
        archive_in(tmp_path / "file" / "index").fill("Liberty.")


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become a user who may not write what root built")
def test_searching_needs_no_right_to_write(archive_in):
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        archive = archive_in(Path(place) / "index")
        archive.fill("Liberty.", "Liberty again.")
        child = os.fork()
        if child == 0:
            os.setgid(65534)
            os.setuid(65534)
            try:
                os._exit(0 if serves_but_cannot_write(archive.reopened()) else 1)
            finally:
                os._exit(2)

        status = os.waitpid(child, 0)[1]
        assert os.waitstatus_to_exitcode(status) == 0


def serves_but_cannot_write(archive):
    try:
        archive.fill("Tyranny.")
    except IndexUnwritable:
        return archive.ids("liberty") == ["s1", "s2"] and archive.engine.verify() == []
    return False
