"""Whatever was indexed before, a rebuild makes what reading everything makes, tells the same, and reads less."""

import errno
import gzip
import io
import json
import os
import shutil
import warnings
import zipfile
import zlib
from pathlib import Path
from threading import Thread
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from searchapp import indexing, sources
from searchapp.engines.memory import Memory
from searchapp.engines.whoosh import folder
from searchapp.engines.whoosh.engine import Whoosh
from searchapp.engines.whoosh.writing import Effort
from searchapp.errors import BadSource, DamagedIndex, FaultyDocuments, IndexBusy, NoArchive
from searchapp.indexing import Report, provenance
from searchapp.sources import NOTHING_GIVEN, Given, people, subjects


class Archive:
    """A folder of documents, and an engine that follows it."""

    def __init__(self, place, engine=None):
        self.place = place / "documents"
        self.place.mkdir(exist_ok=True)
        self.engine = engine or Memory()
        self.read = []

    def write(self, name, *records):
        path = self.place / name
        path.parent.mkdir(exist_ok=True)
        lines = [record if isinstance(record, str) else json.dumps(record) for record in records]
        path.write_text("".join(f"{line}\n" for line in lines))
        return path

    def rebuild(self, given=NOTHING_GIVEN, **options):
        """(what it says is another, every fault that it told, which documents it read)."""
        told, read = [], []
        report = Report(lambda fault: told.append(str(fault)), took=lambda name, *_: read.append(name))
        outcome = indexing.rebuild(self.engine, [self.place], given, report, **options)
        self.read = [name.rpartition("documents/")[2] for name in read]
        return outcome, told, report

    def follow(self):
        return indexing.follow(self.engine, [self.place], Given(), Report(lambda _: None))

    @property
    def speeches(self):
        live = self.engine.live()
        return dict(live.by_id) if isinstance(self.engine, Memory) else None

    def ids(self):
        return sorted(self.speeches)


@pytest.fixture
def archive(tmp_path):
    return Archive(tmp_path)


@pytest.fixture
def on_disk(tmp_path):
    return Archive(tmp_path, Whoosh(tmp_path / "index", Effort(1, 32)))


def names(outcome):
    return [[name.rpartition("/")[2] for name in kind] for kind in (outcome.new, outcome.changed, outcome.gone)]


def test_what_is_as_it_was_is_not_read_again(archive):
    for name in "abcd":
        archive.write(f"{name}.jsonl", {"id": name, "text": f"Words of {name}."})
    archive.rebuild()
    archive.write("b.jsonl", {"id": "b", "text": "Other words."}, {"id": "b2", "text": "More."})
    archive.write("e.jsonl", {"id": "e", "text": "Words of e."})
    (archive.place / "c.jsonl").unlink()

    outcome, *_ = archive.rebuild()

    assert archive.read == ["b.jsonl", "e.jsonl"]
    assert names(outcome) == [["e.jsonl"], ["b.jsonl"], ["c.jsonl"]]
    assert (outcome.kept, outcome.added, outcome.replaced, outcome.removed) == (2, 2, 1, 1)
    assert archive.ids() == ["a", "b", "b2", "d", "e"]


def test_where_nothing_changed_no_generation_is_made(archive):
    archive.write("a.jsonl", {"id": "a", "text": "Words."}, "not a record")
    _, told, _ = archive.rebuild()
    generation = archive.engine.live().facts.name

    again, told_again, report = archive.rebuild()

    assert (archive.engine.live().facts.name, again.written, archive.read) == (generation, False, [])
    assert told_again == told
    assert (report.speeches, report.faults) == (1, 1)


def test_all_is_read_where_that_is_asked_for(archive):
    archive.write("a.jsonl", {"id": "a", "text": "Words."})
    archive.rebuild()
    generation = archive.engine.live().facts.name

    outcome, *_ = archive.rebuild(full=True)

    assert archive.read == ["a.jsonl"]
    assert archive.engine.live().facts.name != generation
    assert (outcome.same, outcome.written, outcome.kept) == (True, True, 1)


def test_all_is_read_under_other_terms_and_why_is_told(archive, tmp_path, monkeypatch):
    archive.write("a.jsonl", {"id": "a", "text": "Words.", "speaker": "Jo Pell"})
    (tmp_path / "speakers.toml").write_text("[[speaker]]\nname = 'Josephine Pell'\naliases = ['Jo Pell']")
    (tmp_path / "topics.toml").write_text("speech = 'words'")
    archive.rebuild()

    options, *_ = archive.rebuild(Given(source="Gazette"))
    speakers, *_ = archive.rebuild(Given(source="Gazette", people=people.read(tmp_path / "speakers.toml")))
    (tmp_path / "speakers.toml").write_text("[[speaker]]\nname = 'Josephine Ann Pell'\naliases = ['Jo Pell']")
    others, *_ = archive.rebuild(Given(source="Gazette", people=people.read(tmp_path / "speakers.toml")))
    topics, *_ = archive.rebuild(Given(source="Gazette", subjects=subjects.read(tmp_path / "topics.toml")))
    monkeypatch.setattr(provenance, "_software", lambda: "of tomorrow")
    software, *_ = archive.rebuild(Given(source="Gazette", subjects=subjects.read(tmp_path / "topics.toml")))

    assert options.why == "What is live was read with other options."
    assert speakers.why == "What is live was read with no speakers' file."
    assert others.why == "What is live was read with another speakers' file."
    assert topics.why == "What is live was read with a speakers' file (none is given now) and no topics' file."
    assert software.why == "What is live was read with another version of the software."
    assert (speakers.replaced, speakers.changed) == (1, ())
    assert archive.speeches["a"].topics == ("speech",)


def test_a_sidecar_is_part_of_its_document(archive):
    archive.write("a.txt", "The harbour sleeps.")
    archive.write("b.txt", "The harbour wakes.")
    archive.rebuild()

    archive.write("a.txt.json", {"title": "Night"})
    added, *_ = archive.rebuild()
    archive.write("a.txt.json", {"title": "Day"})
    changed, *_ = archive.rebuild()
    (archive.place / "a.txt.json").unlink()
    gone, *_ = archive.rebuild()

    assert [names(one)[1] for one in (added, changed, gone)] == [["a.txt"]] * 3
    assert archive.read == ["a.txt"]


def test_what_was_looked_for_above_a_document_is_part_of_it(archive):
    """The United Nations' texts have their speakers in a table, one folder above."""
    table = "Year,Session,ISO Code,Country,Name of Person Speaking,Post"
    text = "1. Mr. President, the sea is rising, and we with it.\n\n2. We ask for a wall.\n"
    archive.write("texts/DEU_44_1989.txt", text)
    archive.write("texts/notes.txt", "The harbour sleeps.")
    archive.rebuild()

    archive.write("Speakers_by_session.csv", table, "1989,44,DEU,Germany,Anna Muster,Minister")
    archive.rebuild()
    first = archive.read, sorted(speech.speaker or "" for speech in archive.speeches.values())
    archive.write("Speakers_by_session.csv", table, "1989,44,DEU,Germany,Berta Beispiel,Minister")
    archive.rebuild()

    assert first == (["Speakers_by_session.csv", "texts/DEU_44_1989.txt"], ["", "Anna Muster"])
    assert sorted(speech.speaker or "" for speech in archive.speeches.values()) == ["", "Berta Beispiel"]


@pytest.mark.parametrize("packed", ["gz", "zip"])
def test_packed_documents_are_compared_too(archive, packed):
    def pack(*texts):
        if packed == "gz":
            for number, text in enumerate(texts):
                (archive.place / f"{number}.txt.gz").write_bytes(gzip.compress(text.encode(), mtime=0))
            return
        with zipfile.ZipFile(archive.place / "all.zip", "w") as file:
            for number, text in enumerate(texts):
                file.writestr(f"{number}.txt", text)

    pack("The harbour sleeps.", "The harbour wakes.", "The sea is grey.")
    archive.rebuild()
    pack("The harbour sleeps.", "The harbour wakes.", "The sea is green.")
    archive.rebuild()

    (read,) = archive.read
    assert read.endswith(("2.txt.gz", "all.zip!2.txt"))
    assert {speech.text for speech in archive.speeches.values()} >= {"The sea is green.", "The harbour sleeps."}


def test_what_add_and_remove_did_is_undone(archive, tmp_path):
    archive.write("a.jsonl", {"id": "a", "text": "Words."}, {"id": "b", "text": "More words."})
    archive.write("c.jsonl", {"id": "c", "text": "Other words."})
    archive.rebuild()
    extra = tmp_path / "extra.jsonl"
    extra.write_text('{"id": "a", "text": "Forged."}\n{"id": "z", "text": "Strange."}\n')
    indexing.add(archive.engine, [extra], Given(), Report(lambda _: None))
    indexing.remove(archive.engine, ["b"])
    assert archive.ids() == ["a", "c", "z"]

    outcome, *_ = archive.rebuild()

    assert {id: speech.text for id, speech in archive.speeches.items()} == {
        "a": "Words.",
        "b": "More words.",
        "c": "Other words.",
    }
    assert archive.read == ["a.jsonl"]
    assert names(outcome)[2] == ["extra.jsonl"]


def test_strict_stops_at_a_fault_that_was_told_before(archive):
    archive.write("a.jsonl", {"id": "a", "text": "Words."}, "not a record")
    archive.rebuild()

    report = Report(lambda _: None, strict=True)
    with pytest.raises(FaultyDocuments, match=r"a\.jsonl:2"):
        indexing.rebuild(archive.engine, [archive.place], Given(), report)


def test_a_document_with_many_faults_is_read_again_so_that_all_are_told(archive):
    archive.write("a.jsonl", {"id": "a", "text": "Words."}, *["not a record"] * (provenance.MOST + 1))
    archive.write("b.jsonl", {"id": "b", "text": "Words. " * 1000})
    _, told, _ = archive.rebuild()

    _, told_again, _ = archive.rebuild()

    assert archive.read == ["a.jsonl"]
    assert told_again == told


def test_sources_without_speeches_change_nothing(archive):
    archive.write("a.jsonl", {"id": "a", "text": "Words."})
    archive.write("b.txt")
    archive.rebuild()
    (archive.place / "a.jsonl").unlink()

    with pytest.raises(BadSource, match="No speech was found"):
        archive.rebuild()
    assert archive.ids() == ["a"]


def test_a_damaged_generation_is_not_built_upon(on_disk):
    on_disk.write("a.jsonl", {"id": "a", "text": "Words."})
    on_disk.write("b.jsonl", {"id": "b", "text": "Words. " * 2000})
    on_disk.rebuild()
    generation = on_disk.engine.live().facts.name
    path = on_disk.engine._index / generation
    (docs,) = path.glob("*.docs")
    data = bytearray(docs.read_bytes())
    data[200] ^= 255
    docs.write_bytes(data)
    on_disk.write("a.jsonl", {"id": "a", "text": "Other words."})

    outcome, _, report = on_disk.rebuild()

    assert "damaged" in outcome.why
    assert on_disk.engine.live().speech("a").text == "Other words."
    assert (report.speeches, on_disk.engine.live().facts.speeches) == (2, 2)


STRANGE = [
    "{}",
    "[]",
    '{"form": 2}',
    '{"form": 1}\n{"document": 1}',
    '{"form": 1}\n{"ids": 5}',
    '{"form": 1}\n7',
    "\xff",
]


@pytest.mark.parametrize(
    "noted", [None, b"", b"nonsense", b"\x78\x9c", *(zlib.compress(one.encode()) for one in STRANGE)]
)
def test_a_generation_that_tells_nothing_is_read_again(on_disk, noted):
    on_disk.write("a.jsonl", {"id": "a", "text": "Words."})
    on_disk.rebuild()
    with on_disk.engine.change(lambda: noted) as change:
        change.remove("a")
        change.add(next(sources.read(on_disk.place / "a.jsonl")))

    outcome, *_ = on_disk.rebuild()

    assert "doesn't say what all of it was read from" in outcome.why
    assert not outcome.known
    assert on_disk.rebuild()[0].written is False


def test_damaged_notes_are_no_notes(on_disk):
    on_disk.write("a.jsonl", {"id": "a", "text": "Words."})
    on_disk.rebuild()
    noted = on_disk.engine._index / on_disk.engine.live().facts.name / folder.PROVENANCE
    noted.write_bytes(b"?" + noted.read_bytes()[1:])

    outcome, *_ = on_disk.rebuild()

    assert "provenance differs" in outcome.why
    assert on_disk.engine.live().facts.speeches == 1


def test_what_was_added_to_an_unknown_generation_is_not_taken_for_all_of_it(archive, tmp_path):
    archive.write("a.jsonl", {"id": "a", "text": "Words."})
    with archive.engine.rebuild() as add:
        add(next(sources.read(archive.write("b.jsonl", {"id": "b", "text": "Words."}))))
    indexing.add(archive.engine, [archive.place / "a.jsonl"], Given(), Report(lambda _: None))
    (archive.place / "b.jsonl").unlink()

    outcome, *_ = archive.rebuild()

    assert "doesn't say" in outcome.why
    assert archive.ids() == ["a"]


def test_who_writes_in_between_is_not_overwritten(archive):
    for name in "abc":
        archive.write(f"{name}.jsonl", {"id": name, "text": f"Words of {name}."})
    archive.rebuild()
    archive.write("d.jsonl", {"id": "d", "text": "Words."})

    def meanwhile(number):
        if number == 1:
            indexing.remove(archive.engine, ["a"])

    with pytest.raises(IndexBusy, match="meanwhile"):
        indexing.rebuild(archive.engine, [archive.place], Given(), Report(lambda _: None, compared=meanwhile))
    assert archive.ids() == ["b", "c"]


def test_following_adds_replaces_and_leaves_what_is_gone(archive, tmp_path):
    with pytest.raises(NoArchive):
        archive.engine.live()
    archive.write("a.jsonl", {"id": "a", "text": "Words."}, {"id": "a2", "text": "More."})
    archive.write("b.jsonl", {"id": "b", "text": "Words of b."})
    archive.follow()
    elsewhere = tmp_path / "elsewhere.jsonl"
    elsewhere.write_text('{"id": "z", "text": "Strange."}')
    indexing.add(archive.engine, [elsewhere], Given(), Report(lambda _: None))

    archive.write("a.jsonl", {"id": "a", "text": "Corrected."})
    archive.write("c.jsonl", {"id": "c", "text": "Words of c."})
    (archive.place / "b.jsonl").unlink()
    outcome = archive.follow()
    again = archive.follow()

    assert {id: speech.text for id, speech in archive.speeches.items()} == {
        "a": "Corrected.",
        "b": "Words of b.",
        "c": "Words of c.",
        "z": "Strange.",
    }
    assert (outcome.added, outcome.replaced, outcome.removed, outcome.written) == (1, 1, 1, True)
    assert again.written is False


def test_a_rebuild_after_following_knows_what_was_read(archive):
    archive.write("a.jsonl", {"id": "a", "text": "Words. " * 100})
    archive.rebuild()
    archive.write("b.jsonl", {"id": "b", "text": "Words of b."})
    archive.follow()
    archive.write("b.jsonl", {"id": "b", "text": "Better words of b."})
    archive.follow()

    outcome, *_ = archive.rebuild()

    assert (outcome.written, archive.read) == (False, [])
    assert archive.ids() == ["a", "b"]


@pytest.mark.parametrize("change", ["none", "one"])
def test_a_rebuild_mends_a_damaged_generation_though_another_one_answers(on_disk, change):
    on_disk.write("a.jsonl", {"id": "a", "text": "Words."})
    on_disk.rebuild()
    on_disk.rebuild(full=True)
    (docs,) = (on_disk.engine._index / on_disk.engine.live().facts.name).glob("*.docs")
    data = bytearray(docs.read_bytes())
    data[60] ^= 255
    docs.write_bytes(data)
    on_disk.engine = Whoosh(on_disk.engine._index, Effort(1, 32))
    if change == "one":
        on_disk.write("b.jsonl", {"id": "b", "text": "More words."})

    outcome, told, _ = on_disk.rebuild()

    assert "damaged" in outcome.why
    assert len(told) == len(set(told))
    assert on_disk.engine.live().wrong() == []
    assert on_disk.engine.live().facts.speeches == 1 + (change == "one")


def test_nothing_is_added_to_the_generation_before_a_damaged_one(on_disk, tmp_path):
    on_disk.write("a.jsonl", {"id": "a", "text": "Words."})
    on_disk.rebuild()
    extra = tmp_path / "extra.jsonl"
    extra.write_text('{"id": "x", "text": "Strange."}\n')
    indexing.add(on_disk.engine, [extra], Given(), Report(lambda _: None))
    for docs in (on_disk.engine._index / on_disk.engine.live().facts.name).glob("*.docs"):
        docs.write_bytes(docs.read_bytes()[:-5])
    engine = Whoosh(on_disk.engine._index, Effort(1, 32))

    for adding in (indexing.add, indexing.follow):
        with pytest.raises(DamagedIndex, match="damaged"):
            adding(engine, [on_disk.place], Given(), Report(lambda _: None))


def test_an_archive_that_lost_the_name_of_what_is_live_is_not_replaced_by_a_folder(on_disk):
    on_disk.write("a.jsonl", {"id": "a", "text": "Words."})
    on_disk.rebuild()
    (on_disk.engine._index / folder.CURRENT).unlink()

    with pytest.raises(DamagedIndex, match="which generation is live"):
        on_disk.follow()


def test_folders_that_are_called_alike_are_told_apart(archive, tmp_path, monkeypatch):
    for year in ("2024", "2025"):
        (tmp_path / year).mkdir()
        (tmp_path / year / "january.jsonl").write_text(json.dumps({"id": year, "text": f"Words of {year}."}) + "\n")
        monkeypatch.chdir(tmp_path / year)
        indexing.follow(archive.engine, ["."], Given(), Report(lambda _: None))

    assert archive.ids() == ["2024", "2025"]


def test_a_document_is_the_same_however_it_is_named(archive, monkeypatch):
    archive.write("a.jsonl", {"id": "a", "text": "Words."}, "not a record")
    archive.rebuild()
    monkeypatch.chdir(archive.place)
    told = []

    outcome = indexing.rebuild(archive.engine, ["../documents"], Given(), Report(lambda fault: told.append(str(fault))))

    assert outcome.written is False
    assert told[0].startswith("../documents/a.jsonl:2: ")


def test_a_document_that_cannot_be_opened_for_a_moment_keeps_its_speeches(archive, monkeypatch):
    archive.write("a.jsonl", {"id": "a", "text": "Words."})
    archive.write("b.jsonl", {"id": "b", "text": "Words of b."})
    archive.follow()
    opened = Path.open

    def refused(path, *how, **more):
        if path.name == "a.jsonl":
            raise PermissionError(errno.EACCES, "Permission denied")
        return opened(path, *how, **more)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refused)
        outcome = archive.follow()

    assert (outcome.failed, archive.ids()) == (1, ["a", "b"])
    assert archive.follow().failed == 0


def test_members_of_a_zip_that_are_called_alike_are_all_read(archive):
    def pack(*members):
        with zipfile.ZipFile(archive.place / "x.zip", "w") as file:
            for name, id in members:
                with warnings.catch_warnings(action="ignore"):
                    file.writestr(name, json.dumps({"id": id, "text": f"Words of {id}."}))

    pack(("a.jsonl", "a"), ("b.jsonl", "b"))
    archive.rebuild()
    pack(("a.jsonl", "z"), ("a.jsonl", "a"), ("b.jsonl", "b"))
    archive.rebuild()

    assert archive.ids() == ["a", "b", "z"]
    assert len(archive.read) == 2


def test_a_pipe_is_read_each_time_and_only_once(archive, tmp_path):
    archive.write("a.jsonl", {"id": "a", "text": "Words."})
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for id in "xy":
        writer = Thread(target=pipe.write_text, args=(json.dumps({"id": id, "text": f"Words of {id}."}) + "\n",))
        writer.start()
        report = Report(lambda _: None)
        indexing.rebuild(archive.engine, [archive.place, pipe], Given(format="jsonl"), report)
        writer.join()

        assert archive.ids() == ["a", id]


def test_a_file_may_be_called_standard_input(archive, monkeypatch):
    archive.write("standard input", {"id": "a", "text": "Words."})
    monkeypatch.chdir(archive.place)
    indexing.rebuild(archive.engine, ["standard input"], Given(format="jsonl"), Report(lambda _: None))
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b'{"id": "s", "text": "From a pipe."}')))

    indexing.rebuild(archive.engine, ["-"], Given(format="jsonl"), Report(lambda _: None))

    assert archive.ids() == ["s"]


def test_a_source_that_is_given_twice_changes_nothing_the_second_time(archive):
    archive.write("a.jsonl", {"id": "a", "text": "Words."})
    twice = [archive.place, archive.place]
    indexing.rebuild(archive.engine, twice, Given(), Report(lambda _: None))

    outcome = indexing.rebuild(archive.engine, twice, Given(), Report(lambda _: None))

    assert (outcome.written, outcome.new, outcome.changed) == (False, (), ())


def test_what_a_changed_document_said_goes_though_part_of_it_was_removed_by_hand(archive):
    archive.write("a.jsonl", *({"id": f"a{number}", "text": f"Words {number}."} for number in range(3)))
    archive.follow()
    indexing.remove(archive.engine, ["a0"])
    assert archive.follow().written is False

    archive.write("a.jsonl", {"id": "a1", "text": "Words 1."})
    archive.follow()

    assert archive.ids() == ["a1"]


def test_what_is_noted_does_not_grow_with_each_change(archive):
    archive.write("a.jsonl", *({"id": f"a{number}", "text": f"Words {number}."} for number in range(50)))
    archive.rebuild()
    sizes = []
    for number in range(60):
        archive.write("b.jsonl", *({"id": f"b{one}", "text": f"Words {one}."} for one in range(number, number + 20)))
        archive.follow()
        sizes.append(len(archive.engine.live().provenance()))

    assert max(sizes[30:]) < 1.2 * max(sizes[:30])
    assert archive.rebuild()[0].written is False


def test_a_copy_is_told_with_the_document_it_is_a_copy_of(archive):
    archive.write("a.jsonl", {"id": "a", "text": "Words."})
    archive.write("b.jsonl", {"id": "a", "text": "Words."}, {"id": "a", "text": "Others."})

    _, told, _ = archive.rebuild()

    assert "word for word, also in" in told[0]
    assert all("documents/a.jsonl" in one for one in told)


def test_a_damaged_archive_is_not_replaced_by_the_folder_that_is_followed(on_disk):
    on_disk.write("a.jsonl", {"id": "a", "text": "Words."})
    on_disk.rebuild()
    for manifest in (on_disk.engine._index).glob("*/manifest.json"):
        manifest.write_text("{}")
    engine = Whoosh(on_disk.engine._index, Effort(1, 32))

    with pytest.raises(DamagedIndex):
        indexing.follow(engine, [on_disk.place], Given(), Report(lambda _: None))


IDS = ["a", "b", "c", "a~2"]
record = some.fixed_dictionaries(
    {"text": some.sampled_from(["Red sea.", "Green sea.", "No sea at all."])},
    optional={
        "id": some.sampled_from(IDS),
        "speaker": some.sampled_from(["Mr Jo PELL", "Jo Pell", "Dr Ann Holt"]),
        "topics": some.just(["weather"]),
        "event": some.sampled_from(["One", "Two"]),
    },
)
line = record | some.just("not a record")
document = some.lists(line, max_size=4)
NAMES = ["1.jsonl", "2.jsonl", "3.jsonl", "sub/4.jsonl"]
step = some.one_of(
    some.tuples(some.just("write"), some.sampled_from(NAMES), document),
    some.tuples(some.just("write"), some.sampled_from(NAMES), document),
    some.tuples(some.just("delete"), some.sampled_from(NAMES)),
    some.tuples(some.just("move"), some.sampled_from(NAMES), some.sampled_from(NAMES)),
    some.tuples(some.just("add"), some.sampled_from(NAMES), document),
    some.tuples(some.just("remove"), some.sampled_from(IDS)),
    some.tuples(some.just("follow")),
)


def perform(archive, kind, *on):
    path = archive.place / on[0] if on else archive.place
    if kind == "write":
        archive.write(*on[:1], *on[1])
    elif kind == "delete":
        path.unlink(missing_ok=True)
    elif kind == "move" and path.exists():
        (archive.place / on[1]).parent.mkdir(exist_ok=True)
        path.replace(archive.place / on[1])
    elif kind == "add":
        extra = archive.place.parent / on[0].replace("/", "-")
        extra.write_text("".join(f"{one if isinstance(one, str) else json.dumps(one)}\n" for one in on[1]))
        indexing.add(archive.engine, [extra], Given(), Report(lambda _: None))
    elif kind == "remove" and on[0] in archive.speeches:
        indexing.remove(archive.engine, on)
    elif kind == "follow":
        archive.follow()


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    place = tmp_path_factory.mktemp("files")
    (place / "speakers.toml").write_text("[[speaker]]\nname = 'Josephine Pell'\naliases = ['Jo Pell']")
    (place / "topics.toml").write_text("red = 'red'\nfish = 'fish'")
    return Given(people=people.read(place / "speakers.toml"), subjects=subjects.read(place / "topics.toml"))


@given(some.lists(some.lists(step, min_size=1, max_size=3), min_size=1, max_size=4), some.booleans())
@settings(max_examples=150)
def test_a_rebuild_makes_and_tells_what_reading_everything_would(tmp_path_factory, files, rounds, joined):
    place = tmp_path_factory.mktemp("archive")
    given = files if joined else Given()
    followed, fresh = Archive(place), Archive(place)
    followed.write("0.jsonl", {"id": "0", "text": "Always here. " * 200})
    _, told, _ = followed.rebuild(given)
    for steps in rounds:
        for one in steps:
            perform(followed, *one)
        fresh.engine = Memory()

        _, told, report = followed.rebuild(given)
        _, told_fresh, report_fresh = fresh.rebuild(given)

        assert followed.speeches == fresh.speeches
        assert told == told_fresh
        assert (report.speeches, report.faults, report.notices) == (
            report_fresh.speeches,
            report_fresh.faults,
            report_fresh.notices,
        )
    shutil.rmtree(place)
