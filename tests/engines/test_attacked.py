"""What once went wrong under attack."""

import gc
import shutil
import weakref

import pytest

from searchapp.engines.memory import Memory
from searchapp.engines.whoosh import folder, opening, writing
from searchapp.engines.whoosh.engine import Whoosh
from searchapp.engines.whoosh.writing import Effort
from searchapp.errors import DamagedIndex, IndexUnwritable
from searchapp.query.model import Query
from searchapp.query.syntax import parse
from searchapp.speech import Speech


def ids(engine, text, deadline):
    return {hit.id for hit in engine.live().search(Query(parse(text), limit=100), deadline).hits}


@pytest.mark.parametrize(
    "text", ["alpha OR ((beta OR language:en) date:2000)", "alpha OR ((beta OR -delta) -gammma)", "alpha OR date:2000"]
)
def test_what_has_no_score_is_found_beside_what_has_one(archive, deadline, text):
    speeches = [
        Speech("x", ("alpha",), date="1990-01-01"),
        Speech("y", ("gamma",), date="2000-01-01", language="en"),
        Speech("z", ("beta",), date="2000-01-01"),
        Speech("w", ("delta",), date="2010-01-01"),
    ]
    memory = Memory()
    for engine in (archive.engine, memory):
        with engine.rebuild() as add:
            for speech in speeches:
                add(speech)

    assert ids(archive.engine, text, deadline) == ids(memory, text, deadline) != set()


def test_a_generation_that_nobody_holds_is_gone_at_once(archive):
    archive.fill("The harbour.")
    archive.ids("harbour")
    before = weakref.ref(archive.engine.live())
    gc.disable()

    try:
        archive.fill("The railway.")
        archive.ids("railway")
        assert before() is None
    finally:
        gc.enable()


def test_as_many_processes_as_there_may_be_share_one_speech(tmp_path, monkeypatch):
    monkeypatch.setattr(writing, "FEW", 0)
    engine = Whoosh(tmp_path / "index", Effort(processes=8, memory=16))

    for _ in range(3):
        with engine.rebuild() as add:
            add(Speech("x", ("alpha beta " * 1_000,)))

    assert engine.live().facts.speeches == 1


def test_want_of_memory_is_told_as_such(archive, monkeypatch):
    def starve(*_):
        raise MemoryError

    archive.fill("Liberty.")
    monkeypatch.setattr(writing.Filling, "add", starve)

    with pytest.raises(IndexUnwritable, match="not enough memory"), archive.engine.rebuild() as add:
        add(Speech("x", ("alpha",)))

    assert archive.ids("liberty") == ["s1"]


def test_a_table_of_contents_is_checked_again_before_a_change(archive):
    generation = archive.index / archive.fill("Liberty.")
    contents = next(generation.glob("*.toc"))
    contents.write_bytes(contents.read_bytes()[:-10])

    with pytest.raises(DamagedIndex, match="toc"), archive.engine.change() as change:
        change.add(Speech("x", ("alpha",)))


def test_a_whole_file_of_another_generation_is_not_believed(archive):
    before = archive.index / archive.fill("Liberty.", "Tyranny.")
    with archive.engine.change() as change:
        change.remove("s1")
    live = archive.index / archive.engine.live().facts.name
    assert (before / "columns").stat().st_size == (live / "columns").stat().st_size

    shutil.copy(before / "columns", live / "columns")

    other = archive.reopened()
    assert other.engine.live().facts.name == before.name
    assert "is not the file that was written" in other.engine.health()


def test_the_commonest_words_complete_however_many_begin_so(archive):
    texts = [" ".join(f"s{number:04}" for number in range(1_500))] + ["sir said so"] * 3

    archive.fill(*texts)

    found = archive.engine.live().complete("s", 30)
    assert [one.value for one in found if one.kind == "word"][:3] == ["said", "sir", "so"]


def test_verify_tells_of_a_missing_manifest(archive):
    (archive.index / archive.fill("Liberty.") / folder.MANIFEST).unlink()

    assert archive.reopened().engine.verify() != []


def test_what_was_live_before_need_not_be_readable(archive):
    archive.fill("Liberty.")
    archive.fill("Tyranny.")
    (archive.index / folder.PREVIOUS).unlink()
    (archive.index / folder.PREVIOUS).mkdir()

    assert archive.reopened().ids("tyranny") == ["s1"]


def test_damage_that_is_found_beside_the_answers_is_told_without_a_question(archive, monkeypatch):
    archive.fill("Liberty.")
    damaged = archive.index / archive.fill("Tyranny.")
    path = next(damaged.glob("*.stems"))
    content = bytearray(path.read_bytes())
    content[20] ^= 1
    path.write_bytes(content)
    monkeypatch.setattr(opening, "AT_ONCE", 0)
    monkeypatch.setattr(opening, "Thread", AtOnce)

    other = archive.reopened()
    other.engine.live()

    assert other.engine.live().facts.name != damaged.name
    assert damaged.name in other.engine.health()


class AtOnce:
    """A thread that is over when it has started."""

    def __init__(self, target, args, daemon):
        assert daemon
        self.start = lambda: target(*args)
